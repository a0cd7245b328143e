//! search: the index that the site's search page reads, in files that a page from the disk can load.
//!
//! In: [`Documents`], the articles by day. Out: a [`Spool`]: files below `search/`, by path.
//!
//! Steps: `cut` divides the articles into blocks by time; each block's text is folded (`fold`) into a `corpus`, its texts are
//! written for snippets (`texts`), its trees grown (`tree`) and cut into files (`block`, `files`, coded by `bits`), its filters listed (`facets`); each file is a
//! script (`part`) in the `spool`; last the manifest, which names the blocks (`manifest`). `js/` reads all this
//! (`engine`). `docs/search.md` says how it is laid out and why.

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

/// Version of the files' layout.
pub const LAYOUT: u32 = 2;

/// Makes the index: all files below `search/`.
///
/// # Errors
/// Where an article's text can't be had, or the disk for temporary files is full.
pub fn index(documents: &dyn Documents) -> anyhow::Result<Spool> {
    let mut spool = Spool::new()?;
    let mut names = facets::Names::default();
    let mut blocks = Vec::new();
    for cut in cut(documents.days()) {
        blocks.push(block::write(documents, &cut, &mut names, &mut spool)?);
    }
    spool.add("names.js".into(), &names.script())?;
    spool.add("variants.js".into(), &fold::variants_js())?;
    spool.add("engine.js".into(), &engine::script())?;
    spool.add("more.js".into(), &engine::more())?;
    spool.add("manifest.js".into(), &manifest::script(&blocks))?;
    Ok(spool)
}
