#![doc = include_str!("../README.md")]

pub mod article;
#[cfg(feature = "cli")]
pub mod cli;
pub mod hash;
#[cfg(feature = "files")]
pub mod pipeline;
pub mod quote;
pub mod report;
pub mod text;
