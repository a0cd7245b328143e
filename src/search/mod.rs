//! search: finding any words in an archive on plain files.

pub mod fold;
