//! Who carries it, earliest first; how many independent origins; what does each outlet share?
//!
//! Input: families of passages and quotations, stories, dates; output: [`Earliest`], [`Origins`] and the
//! tables of [`outlets`]. "Earliest" always means in this corpus, and only as far as precision and zones
//! of the dates allow; the number of origins is an upper bound, since copying that left no trace in the
//! texts cannot be seen.
//!
//! Invariants: pure functions; every link between carriers has its evidence. Cost: linear in carriers.

mod carrier;
mod earliest;
mod origins;
pub mod outlets;
mod sources;
pub mod uncredited;

pub use carrier::{Named, OriginCarrier, Place, Shared};
pub use earliest::{Earliest, earliest, earliest_without};
pub use origins::{Link, Origins, Surroundings, origins};
pub use sources::{Lead, Silent, Sources, doubtful};
