//! read: files → issues of numbered lines.
//!
//! In: a `content/` folder (or single files, for `dibao split`). Out: a [`Library`]: the archive's settings and its
//! issues, each with the lines of its files as given, its sidecar and its publication's settings.
//!
//! Steps: walk the folder (`walk`), decode each file (`decode`), read the YAML beside it (`settings`, `sidecar`),
//! group files into issues (`walk`). Problems of all files are collected, none stops the others.

pub mod settings;
pub mod sidecar;

use settings::{ArchiveSettings, PublicationSettings};
use sidecar::Sidecar;

/// Everything under one `content/`, as read.
#[derive(Debug, Clone, Default)]
pub struct Library {
    pub settings: ArchiveSettings,
    /// Sorted by [`IssueSource::path`].
    pub issues: Vec<IssueSource>,
    /// Files that are no source and no YAML of ours (pictures, PDFs, dot files), sorted: listed, not an error.
    pub passed_over: Vec<String>,
}

/// One issue: one file, or a folder's files in page order. The unit of read, split and describe.
#[derive(Debug, Clone, Default)]
pub struct IssueSource {
    /// Path below `content/`, `/`-separated, without an extension: `jcgz/2022-05`. Names the issue within the archive.
    pub path: String,
    /// Path of the publication's folder below `content/`, empty for a source that lies directly in `content/`.
    pub folder: String,
    pub files: Vec<SourceText>,
    pub sidecar: Sidecar,
    pub publication: PublicationSettings,
}

/// One source file: its text as lines that keep their number.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SourceText {
    /// The path as the user gave it or as found below the content folder given (`content/jcgz/2022-05.txt`).
    pub path: String,
    /// The lines without their line ends, NFC is *not* applied: line `n` of the file is `lines[n - 1]`.
    pub lines: Vec<String>,
    /// How many lines at the top are YAML front matter (with its `---` fences); 0 where there is none.
    pub front_matter: usize,
    /// Name of the encoding it was decoded from (`UTF-8`, `GB18030`, `UTF-16LE`), for the source view.
    pub encoding: &'static str,
}
