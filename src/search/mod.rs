//! search: the index that the site's search page reads, in files that a page from the disk can load.
//!
//! In: [`Documents`], the articles by day. Out: an [`Index`]: files below `search/`, by path.
//!
//! Steps: `cut` divides the articles into blocks by time; each block's text is folded (`fold`) into a `corpus`, its texts are
//! written for snippets (`texts`), its trees grown (`tree`) and cut into files (`block`, `files`, coded by `bits`), its filters listed (`facets`); each file is a
//! script (`part`) in the `spool`; last the manifest, which names the blocks (`manifest`). `js/` reads all this
//! (`engine`). A block whose articles are those of the last build stands as it is. `docs/search.md` says how it is laid out and why.

mod bits;
mod block;
mod corpus;
mod cut;
mod document;
mod engine;
mod facets;
mod files;
pub mod fold;
mod manifest;
mod part;
mod spool;
mod texts;
mod tree;

pub use cut::{Cut, cut};
pub use document::{Document, Documents, Zone};
pub use spool::Spool;

use crate::digest::Digest;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::io;

/// Version of the files' layout.
pub const LAYOUT: u32 = 2;

/// A block that was written, as it is kept from one build to the next.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeptBlock {
    /// Of its articles ([`Documents::print`]); the program's own is a part of it.
    pub print: Option<Digest>,
    /// How many files it has.
    pub files: usize,
    block: manifest::Block,
    names: facets::Names,
}

impl KeptBlock {
    /// Its folder below `search/`.
    pub fn folder(&self) -> &str {
        &self.block.folder
    }
}

/// The index.
pub struct Index {
    /// The files that were written.
    pub spool: Spool,
    /// All blocks, oldest first.
    pub blocks: Vec<KeptBlock>,
    /// Paths below `search/` of the files of blocks that stand already, each with its block's print.
    pub standing: BTreeMap<String, Digest>,
}

impl Index {
    /// One without any file.
    ///
    /// # Errors
    /// Where no temporary file can be made.
    pub fn none() -> io::Result<Self> {
        Ok(Self { spool: Spool::new()?, blocks: Vec::new(), standing: BTreeMap::new() })
    }

    /// The print of the block that a path below `search/` belongs to.
    pub fn print_of(&self, path: &str) -> Option<Digest> {
        let (folder, _) = path.split_once('/')?;
        self.blocks.iter().find(|block| block.folder() == folder)?.print
    }
}

/// Knows the blocks of an earlier build: gives the one of this folder and print with the paths of its files, if they all stand.
pub type Known<'a> = dyn Fn(&str, Digest) -> Option<(KeptBlock, Vec<String>)> + 'a;

/// Makes the index: all files below `search/`, but those of blocks that are known.
///
/// # Errors
/// Where an article's text can't be had, or the disk for temporary files is full.
pub fn index(documents: &dyn Documents, known: &Known<'_>) -> anyhow::Result<Index> {
    let mut index = Index::none()?;
    let mut names = facets::Names::default();
    for cut in cut(documents.days()) {
        let print = documents.print(cut.articles.clone());
        let folder = block::folder(&cut);
        let block = match print.and_then(|print| known(&folder, print)) {
            Some((block, paths)) => {
                index.standing.extend(paths.into_iter().zip(std::iter::repeat(print.unwrap_or_default())));
                block
            }
            None => block::write(documents, &cut, print, &mut index.spool)?,
        };
        names.extend(block.names.clone());
        index.blocks.push(block);
    }
    let spool = &mut index.spool;
    spool.add("names.js".into(), &names.script())?;
    spool.add("variants.js".into(), &fold::variants_js())?;
    spool.add("engine.js".into(), &engine::script())?;
    spool.add("more.js".into(), &engine::more())?;
    spool.add("manifest.js".into(), &manifest::script(index.blocks.iter().map(|kept| &kept.block)))?;
    Ok(index)
}
