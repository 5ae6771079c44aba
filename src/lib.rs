#![doc = include_str!("../README.md")]

pub mod article;
pub mod hash;
pub mod ingest;
pub mod quote;
pub mod text;
