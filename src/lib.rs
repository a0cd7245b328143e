//! Dibao (邸报) turns a folder of OCR'd newspaper issues into a browsable, self-contained website.
//!
//! The modules are the stages of the pipeline; data flows from the top of this list to its foot:
//!
//! 1. [`read`]: files of `content/` → [`read::Library`] (issues of [`read::SourceText`], settings, sidecars);
//! 2. [`split`]: an issue's lines → [`split::SplitIssue`] (articles, residues, notices);
//! 3. [`correct`]: a person's corrections, applied to what the program made of the issue;
//! 4. [`describe`]: → [`describe::DescribedIssue`] (regions, topics, dates);
//! 5. [`archive`]: all issues together → [`archive::Archive`] (order, addresses, indexes);
//! 6. [`render`]: → a map from path to page job;
//! 7. [`publish`]: compares with what is there and writes what changed.
//!
//! [`kept`] keeps what the first stages made of an issue from one build to the next.
//!
//! [`text`] holds what every stage must agree on about characters, [`report`] how an archivist is told of errors.

pub mod archive;
pub mod build;
pub mod check;
pub mod cli;
pub mod correct;
pub mod describe;
pub mod digest;
pub mod explain;
pub mod kept;
pub mod publish;
pub mod read;
pub mod record;
pub mod render;
pub mod report;
mod script;
pub mod search;
pub mod split;
pub mod text;
