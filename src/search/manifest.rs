//! The manifest: what a search page loads first.
//!
//! In: the blocks as written. Out: `manifest.js`: for each block its folder, version, how many documents it has, the years they
//! are of, and where its directory begins.

use super::files::Page;
use super::{LAYOUT, part};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

/// Pages of the directory that a small block has in the manifest itself: one request less for every query.
const WITHIN: usize = 1;

/// A block as the manifest names it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Block {
    pub folder: String,
    pub version: String,
    pub documents: u32,
    pub shift: u32,
    /// Year and number of documents, in their order; 0: undated.
    pub years: Vec<(u32, u32)>,
    pub pages: Vec<Page>,
}

impl Block {
    /// Whether its directory is in the manifest.
    pub fn within(&self) -> bool {
        self.pages.len() <= WITHIN
    }

    fn value(&self) -> Value {
        let firsts: Vec<u32> = self.pages.iter().map(|page| page.first).collect();
        let years: Vec<u32> = self.years.iter().flat_map(|(year, count)| [*year, *count]).collect();
        let pages: Vec<Value> =
            if self.within() { self.pages.iter().map(|page| json!(page.text)).collect() } else { Vec::new() };
        json!([self.folder, self.version, self.documents, self.shift, years, firsts, pages])
    }
}

/// `manifest.js`.
pub fn script<'b>(blocks: impl Iterator<Item = &'b Block>) -> String {
    let blocks: Vec<Value> = blocks.map(Block::value).collect();
    part::json("manifest", &LAYOUT.to_string(), &Value::Array(blocks))
}
