#![doc = include_str!("../README.md")]

pub mod align;
pub mod article;
#[cfg(feature = "cli")]
pub mod cli;
pub mod hash;
pub mod ingest;
pub mod passage;
#[cfg(feature = "files")]
pub mod pipeline;
pub mod provenance;
pub mod quote;
pub mod report;
pub mod sketch;
pub mod story;
pub mod text;
