//! What became of each page, and why it was made: for those who ask (`build -v`, `build --dry-run`).

use super::manifest::Mark;

/// What became of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum What {
    Added,
    Changed,
    Removed,
    /// It was made, and is what stood there.
    Same,
    /// It was not made: what stands is known to be the same.
    Stood,
}

/// Why a page was made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Why {
    /// There was none.
    New,
    /// It is made of other things than the one that was published: texts, neighbours, lists, templates.
    Other,
    /// It is made of the same, but what stood there was gone or touched, or nothing was taken for granted.
    Again,
    /// Nobody keeps account of what it is made of.
    Unknown,
}

/// What became of a file below the output folder.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Note {
    pub path: String,
    pub what: What,
    /// For pages that were made.
    pub why: Option<Why>,
}

impl Note {
    /// `before`: the page that was published there.
    pub(super) fn of_page(path: &str, what: What, before: Option<&Mark>, now: &Mark) -> Self {
        let why = match before {
            _ if what == What::Stood => None,
            None => Some(Why::New),
            Some(_) if now.print.is_none() => Some(Why::Unknown),
            Some(before) if before.print == now.print => Some(Why::Again),
            Some(_) => Some(Why::Other),
        };
        Self { path: path.into(), what, why }
    }

    pub(super) fn stood(path: &str) -> Self {
        Self { path: path.into(), what: What::Stood, why: None }
    }

    pub(super) fn removed(path: &str) -> Self {
        Self { path: path.into(), what: What::Removed, why: None }
    }
}
