//! What a page's job gives: its bytes, or that they are what they were.
//!
//! A page is made of its template and its view, and of nothing else. So a print of both tells, before the template is run, whether
//! the page that stands in the output would be made again.

use crate::digest::{self, Digest};
use serde::Serialize;

/// A print of all that a page is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Print(pub Digest);

impl Print {
    /// The print of something; its form may change with any version of the program, whose own print must therefore be a part of it.
    ///
    /// # Errors
    /// Where it can't be written down.
    pub fn of(parts: &impl Serialize) -> anyhow::Result<Self> {
        let written = postcard::to_extend(parts, Vec::with_capacity(ROOM))?;
        Ok(Self(digest::cut(blake3::hash(&written))))
    }
}

/// Bytes that a view takes up to begin with.
const ROOM: usize = 2048;

/// A page as made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    /// What it was made of, where that is known.
    pub print: Option<Print>,
    /// None where a page of this print [stands](Standing) already.
    pub bytes: Option<Vec<u8>>,
}

impl From<Vec<u8>> for Page {
    fn from(bytes: Vec<u8>) -> Self {
        Self { print: None, bytes: Some(bytes) }
    }
}

/// The pages of the last build.
pub trait Standing: Sync {
    /// What the page at this path was made of, if it stands there as it was made.
    fn print(&self, path: &str) -> Option<Print>;

    /// The files below a folder that stand and are of this print.
    fn below(&self, folder: &str, print: Print) -> Vec<String>;

    /// The files of a unit, if it was made of the same and all of them stand.
    fn unit(&self, name: &str, print: Print) -> Option<Vec<&str>>;
}

/// There are none.
#[derive(Debug, Clone, Copy, Default)]
pub struct Anew;

impl Standing for Anew {
    fn print(&self, _: &str) -> Option<Print> {
        None
    }

    fn below(&self, _: &str, _: Print) -> Vec<String> {
        Vec::new()
    }

    fn unit(&self, _: &str, _: Print) -> Option<Vec<&str>> {
        None
    }
}
