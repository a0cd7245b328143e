//! What the benchmarks share: pages and issues to split, and a measure of what splitting them costs.

pub mod issues;
pub mod measure;
pub mod patterns;
pub mod words;
