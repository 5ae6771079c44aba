#![doc = include_str!("../README.md")]

pub mod article;
pub mod hash;
pub mod quote;
pub mod text;
