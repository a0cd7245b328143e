//! The index of one block.
//!
//! In: its documents. Out: its files in the spool, and what the manifest says of it.
//!
//! Steps: documents are read and folded, some hundreds at a time in parallel; their texts and filters are written; then
//! characters are taken in windows of so many places as memory is given for: the places of a window's characters are found, a tree is
//! grown from each character (in parallel), and the trees are written.

use super::corpus::{Corpus, END};
use super::cut::Cut;
use super::document::{Document, Documents, Zone};
use super::facets::{Facets, Names};
use super::files::{Files, Writer};
use super::fold;
use super::manifest;
use super::spool::Spool;
use super::texts::{self, Texts};
use super::tree::{self, Measure, Place, Tree, grow};
use super::{KeptBlock, LAYOUT, part};
use crate::digest::Digest;
use rayon::prelude::*;
use std::collections::BTreeSet;
use std::ops::Range;

/// Places in a window, at least: a tree takes about forty bytes a place.
const WINDOW: usize = 8_000_000;
/// Windows at most, as each reads the whole text.
const WINDOWS: usize = 16;
/// Documents read at a time.
const READ: usize = 512;

/// Writes a block's files.
pub fn write(
    documents: &dyn Documents,
    cut: &Cut,
    print: Option<Digest>,
    spool: &mut Spool,
) -> anyhow::Result<KeptBlock> {
    let (folder, before) = (folder(cut), spool.paths().count());
    let mut names = Names::default();
    if cut.articles.len() > tree::NUMBER as usize {
        anyhow::bail!(
            "{} articles in one block of time: the index holds {} at most",
            cut.articles.len(),
            tree::NUMBER
        );
    }
    let lengths: Vec<usize> = cut.articles.clone().map(|at| documents.length(at)).collect();
    let mut read = Read::new(&folder, texts::shift(&lengths));
    let take = |from: usize| -> anyhow::Result<Vec<Folded>> {
        let some = from..cut.articles.end.min(from + READ);
        some.into_par_iter().map(|at| documents.document(at).map(Folded::new)).collect()
    };
    let mut taken = take(cut.articles.start)?;
    for from in cut.articles.clone().step_by(READ) {
        // The next ones are read while these are written.
        let (next, written) = rayon::join(|| take(from + READ), || read.add(taken, &mut names, spool));
        written?;
        taken = next?;
    }
    let block = read.finish(spool)?;
    Ok(KeptBlock { print, files: spool.paths().count() - before, block, names })
}

/// A block's folder below `search/`: named by the day that its span begins with.
pub fn folder(cut: &Cut) -> String {
    format!("b{:x}", cut.start)
}

/// A document, and its units folded.
struct Folded {
    document: Document,
    units: Vec<(Zone, String)>,
    /// What the big table changes in it: variant, form, variant, form …
    variants: String,
}

impl Folded {
    fn new(document: Document) -> Self {
        let mut odd = BTreeSet::new();
        let units = document.units.iter().map(|(zone, text)| (*zone, fold::told(text, &mut odd))).collect();
        let variants = odd.into_iter().flat_map(|(variant, form)| [variant, form]).collect();
        Self { document, units, variants }
    }
}

/// What is read of a block so far.
struct Read {
    folder: String,
    corpus: Corpus,
    texts: Texts,
    shift: u32,
    facets: Facets,
    years: Vec<(u32, u32)>,
    /// Of everything that the index holds.
    hash: blake3::Hasher,
}

impl Read {
    fn new(folder: &str, shift: u32) -> Self {
        let mut hash = blake3::Hasher::new();
        hash.update(&LAYOUT.to_le_bytes()).update(&shift.to_le_bytes()).update(&texts::DIVIDED);
        Self {
            folder: folder.into(),
            corpus: Corpus::default(),
            texts: Texts::new(folder, shift),
            shift,
            facets: Facets::default(),
            years: Vec::new(),
            hash,
        }
    }

    fn add(&mut self, some: Vec<Folded>, names: &mut Names, spool: &mut Spool) -> anyhow::Result<()> {
        for folded in some {
            let document = &folded.document;
            self.facets.add(self.corpus.documents, document, names);
            self.corpus.document();
            for (zone, text) in &folded.units {
                self.corpus.unit(*zone, text);
                self.hash.update(text.as_bytes()).update(&[0, *zone as u8]);
            }
            // As printed too: how long texts are divided is told by it.
            document.units.iter().for_each(|(_, text)| {
                self.hash.update(text.as_bytes()).update(b"\0");
            });
            for (value, _) in document.regions.iter().chain(&document.topics) {
                self.hash.update(value.as_bytes()).update(b"\0");
            }
            self.hash.update(document.address.as_bytes()).update(b"\n");
            match self.years.last_mut() {
                Some((year, count)) if *year == document.year => *count += 1,
                _ => self.years.push((document.year, 1)),
            }
            self.texts.add(document, &folded.variants, spool)?;
        }
        Ok(())
    }

    fn finish(mut self, spool: &mut Spool) -> anyhow::Result<manifest::Block> {
        let (folder, version) = (self.folder, self.hash.finalize().to_hex()[..8].to_string());
        self.texts.finish(&version, spool)?;
        self.facets.finish(&folder, &version, self.corpus.documents, spool)?;
        self.corpus.seal();
        let measure = measure(&self.corpus);
        let files = files(&self.corpus, measure);
        let mut parts = |kind: &str, texts: &[String]| -> std::io::Result<()> {
            for (n, text) in texts.iter().enumerate() {
                let name = format!("{folder}/{kind}{n}");
                spool.add(format!("{name}.js"), &part::digits(&name, &version, text))?;
            }
            Ok(())
        };
        parts("g", &files.grams)?;
        parts("l", &files.lists)?;
        let pages = files.pages;
        let block = manifest::Block {
            documents: self.corpus.documents,
            shift: self.shift,
            years: self.years,
            pages,
            folder: folder.clone(),
            version: version.clone(),
        };
        if !block.within() {
            let texts: Vec<String> = block.pages.iter().map(|page| page.text.clone()).collect();
            parts("d", &texts)?;
        }
        Ok(block)
    }
}

/// How a block of this size is divided. A query loads a file or two of each block, so the files of a small block are
/// small; with sizes as the square root of the whole, all blocks' files together are as small as their number allows.
fn measure(corpus: &Corpus) -> Measure {
    let documents = f64::from(corpus.documents.max(2));
    let bytes = corpus.text.len() as f64 * (documents.log2() + 0.5) / 8.0;
    // Candidates of all blocks are looked at, so small blocks leave fewer.
    let (spread, sharp, share) = match corpus.documents {
        0..=1000 => (2, 3, 1.0),
        1001..=10_000 => (3, 2, 1.35),
        _ => (4, 0, 1.09),
    };
    let fill = (bytes.sqrt() * share).clamp(1600.0, 48_000.0);
    // Of a large block a list alone is as long as a file of a small one.
    let lists = if corpus.documents > 50_000 { 0.9 * fill } else { fill };
    Measure { spread, fill: fill as u32 * 8, lists: lists as u32 * 8, sharp }
}

/// Makes the files of a block's trees.
fn files(corpus: &Corpus, measure: Measure) -> Files {
    let mut counts = vec![0usize; corpus.characters.len() + 1];
    for symbol in &corpus.text {
        counts[*symbol as usize] += 1;
    }
    let window = WINDOW.max(corpus.text.len() / WINDOWS);
    let mut files = Files::default();
    let mut from = END as usize + 1;
    while from < counts.len() {
        let (mut to, mut sum) = (from, 0);
        while to < counts.len() && (to == from || sum + counts[to] <= window) {
            sum += counts[to];
            to += 1;
        }
        let trees = trees(corpus, measure, from..to, &counts);
        let mut writer = Writer::new(corpus, measure, files);
        for tree in &trees {
            writer.tree(tree);
        }
        files = writer.finish();
        from = to;
    }
    files
}

fn trees(corpus: &Corpus, measure: Measure, symbols: Range<usize>, counts: &[usize]) -> Vec<Tree> {
    let mut places: Vec<Vec<Place>> = symbols.clone().map(|s| Vec::with_capacity(counts[s])).collect();
    for unit in &corpus.units {
        let text = corpus.text[unit.start..].iter().take_while(|s| **s != END);
        for (i, symbol) in text.enumerate() {
            if let Some(list) =
                (*symbol as usize).checked_sub(symbols.start).and_then(|at| places.get_mut(at))
            {
                list.push(Place::new(unit.document, unit.zone, unit.start + i));
            }
        }
    }
    let numbered: Vec<(usize, Vec<Place>)> = symbols.zip(places).collect();
    numbered
        .into_par_iter()
        .map(|(symbol, places)| {
            let symbol = symbol as u32;
            grow(corpus, measure.for_first(corpus.character(symbol)), symbol, places)
        })
        .collect()
}
