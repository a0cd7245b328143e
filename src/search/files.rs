//! A block's trees, cut into files that are well filled.
//!
//! In: the trees of all characters, in order. Out: the texts of three kinds of files:
//!
//! - **grams**: strings from one to the next boundary, in order: the tree below the root as far as it lies between them;
//! - **lists**: the documents of the branches that boundaries cut in two;
//! - **pages** of the directory: the boundaries, from one first character to another.
//!
//! Steps: a tree is taken apart into pieces that fit into a file ([`Writer::tree`]); a full file is written (`gram`), and a page
//! is closed where a first character ends ([`Writer::finish`]).

use super::bits::Bits;
use super::corpus::Corpus;
use super::tree::{FLAGS, Heavy, Kind, Measure, NUMBER, Posting, Tree};
use rayon::prelude::*;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// So many boundaries are in a page of the directory, at least.
const PAGE: usize = 96;

/// Of a string in more documents than these, some hundred have it in the title: of the others it is only told which have it in the first
/// paragraph and three times (written as the former). `COMMON` in js/grams.js.
const COMMON: usize = 2048;

/// The files of a block.
#[derive(Debug, Default)]
pub struct Files {
    pub grams: Vec<String>,
    pub lists: Vec<String>,
    pub pages: Vec<Page>,
}

/// A page of the directory.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Page {
    /// Code of the character that it begins with.
    pub first: u32,
    /// The numbers of the first gram file and the first list file that it speaks of, then the boundaries.
    pub text: String,
}

/// A step from node to node: a character, and how many follow that are the same everywhere.
type Step = (u32, u32);

/// A part of a tree that goes into one file.
struct Piece<'a> {
    tree: &'a Tree,
    node: usize,
    /// The nodes above it.
    path: Vec<Step>,
}

/// Writes a block's files.
pub struct Writer<'a> {
    corpus: &'a Corpus,
    whole: Measure,
    /// The measure for the character at hand.
    measure: Measure,
    out: Files,
    /// Gram files that are full: their pieces, and by which measure they were filled.
    full: Vec<(Measure, Vec<Piece<'a>>)>,
    held: Vec<Piece<'a>>,
    filled: u32,
    /// The whole string of the piece held last.
    last: Vec<u32>,
    boundaries: Vec<Vec<u32>>,
    lists: BTreeMap<Vec<u32>, &'a Heavy>,
    begun: Option<(u32, u32, u32)>,
}

impl<'a> Writer<'a> {
    /// Goes on writing after `files`.
    pub fn new(corpus: &'a Corpus, measure: Measure, files: Files) -> Self {
        Self {
            corpus,
            whole: measure,
            measure,
            out: files,
            full: Vec::new(),
            held: Vec::new(),
            filled: 0,
            last: Vec::new(),
            boundaries: Vec::new(),
            lists: BTreeMap::new(),
            begun: None,
        }
    }

    /// Adds a tree: those of earlier characters come before.
    pub fn tree(&mut self, tree: &'a Tree) {
        let Some(root) = tree.nodes.first() else { return };
        if self.boundaries.len() >= PAGE {
            self.page();
        }
        let first = self.corpus.code(root.symbol);
        self.measure = self.whole.for_first(self.corpus.character(root.symbol));
        let grams = (self.out.grams.len() + self.full.len()) as u32;
        let lists = self.out.lists.len() as u32;
        self.begun.get_or_insert((first, grams, lists));
        self.take(tree, 0, &mut Vec::new(), &mut Vec::new());
    }

    /// Takes a node: whole, if it is light, else child by child.
    fn take(&mut self, tree: &'a Tree, node: usize, path: &mut Vec<Step>, string: &mut Vec<u32>) {
        let symbol = tree.nodes[node].symbol;
        let heavy =
            tree.heavy.binary_search_by_key(&(node as u32), |h| h.node).ok().map(|at| &tree.heavy[at]);
        let (Some(heavy), Kind::Branch { skip }) = (heavy, &tree.nodes[node].kind) else {
            string.push(symbol);
            self.hold(Piece { tree, node, path: path.clone() }, string);
            string.pop();
            return;
        };
        let above = string.len();
        string.extend(&self.corpus.text[heavy.at + above..=heavy.at + above + *skip as usize]);
        self.lists.insert(string.clone(), heavy);
        path.push((symbol, *skip));
        let end = node + tree.nodes[node].size as usize;
        let mut child = node + 1;
        while child < end {
            self.take(tree, child, path, string);
            child += tree.nodes[child].size as usize;
        }
        path.pop();
        string.truncate(above);
    }

    fn hold(&mut self, piece: Piece<'a>, string: &[u32]) {
        let bits = piece.tree.nodes[piece.node].bits;
        if !self.held.is_empty() && self.filled + bits > self.measure.fill {
            self.gram();
        }
        if self.held.is_empty() {
            let shared = string.iter().zip(&self.last).take_while(|(a, b)| a == b).count();
            let shared = if self.boundaries.is_empty() { 0 } else { shared };
            self.boundaries.push(string[..=shared].to_vec());
        }
        self.held.push(piece);
        self.filled += bits;
        self.last.clear();
        self.last.extend(string);
    }

    /// The pieces held are a file.
    fn gram(&mut self) {
        if !self.held.is_empty() {
            self.full.push((self.measure, std::mem::take(&mut self.held)));
            self.filled = 0;
        }
    }

    /// Writes a page and its lists.
    fn page(&mut self) {
        self.gram();
        let Some((first, grams, lists)) = self.begun.take() else { return };
        let mut bits = Bits::default();
        bits.gamma(grams + 1);
        bits.gamma(lists + 1);
        let used: BTreeSet<u32> = self.boundaries.iter().flatten().map(|s| self.corpus.code(*s)).collect();
        let alphabet: Vec<u32> = used.into_iter().collect();
        write_alphabet(&mut bits, &alphabet);
        bits.gamma(self.boundaries.len() as u32);
        let mut pack = Bits::default();
        let mut begin = true;
        let mut before: &[u32] = &[];
        for boundary in &self.boundaries {
            let shared = before.iter().zip(boundary).take_while(|(a, b)| a == b).count();
            bits.gamma(shared as u32 + 1);
            bits.gamma((boundary.len() - shared) as u32);
            for symbol in &boundary[shared..] {
                bits.within(rank(&alphabet, self.corpus.code(*symbol)), alphabet.len() as u32);
            }
            // Strings that this boundary is the first to cut: those of its beginnings that no earlier one had.
            for length in shared.max(1)..boundary.len() {
                if length == shared && before.len() > shared {
                    continue;
                }
                let heavy = self.lists.get(&boundary[..length]);
                bits.push(u32::from(heavy.is_some()), 1);
                if let Some(heavy) = heavy {
                    bits.push(u32::from(begin), 1);
                    write_list(&mut pack, &heavy.postings, self.corpus.documents);
                    let first = self.whole.for_first(self.corpus.character(boundary[0]));
                    begin = pack.len() as u32 >= first.lists;
                    if begin {
                        self.out.lists.push(std::mem::take(&mut pack).finish());
                    }
                }
            }
            before = boundary;
        }
        if !pack.is_empty() {
            self.out.lists.push(pack.finish());
        }
        self.out.pages.push(Page { first, text: bits.finish() });
        self.boundaries.clear();
        self.lists.clear();
    }

    /// Closes the last page, writes the gram files, and lets go of the trees.
    pub fn finish(mut self) -> Files {
        self.page();
        let write =
            |(measure, pieces): &(Measure, Vec<Piece<'_>>)| Gram::write(self.corpus, *measure, pieces);
        let grams: Vec<String> = self.full.par_iter().map(write).collect();
        self.out.grams.extend(grams);
        self.out
    }
}

fn rank(alphabet: &[u32], code: u32) -> u32 {
    alphabet.partition_point(|c| *c < code) as u32
}

fn write_alphabet(bits: &mut Bits, alphabet: &[u32]) {
    bits.gamma(alphabet.len() as u32 + 1);
    bits.list(alphabet, 0x11_0001);
}

/// A list of documents and what is known of them: its length, the numbers, then for each flag which of them have it.
fn write_list(bits: &mut Bits, postings: &[Posting], documents: u32) {
    bits.gamma(postings.len() as u32);
    let numbers: Vec<u32> = postings.iter().map(|p| p & NUMBER).collect();
    bits.list(&numbers, documents);
    if postings.len() > COMMON {
        let both = FLAGS[2] | FLAGS[3];
        let least = |p: &Posting| if p & both == both { p & !FLAGS[3] } else { p & !both };
        write_flags(bits, &postings.iter().map(least).collect::<Vec<Posting>>());
    } else {
        write_flags(bits, postings);
    }
}

fn write_flags(bits: &mut Bits, postings: &[Posting]) {
    for flag in FLAGS {
        let with: Vec<u32> =
            postings.iter().enumerate().filter(|(_, p)| **p & flag != 0).map(|(i, _)| i as u32).collect();
        bits.gamma(with.len() as u32 + 1);
        bits.list(&with, postings.len() as u32);
    }
}

/// A gram file being written.
struct Gram<'a> {
    corpus: &'a Corpus,
    measure: Measure,
    alphabet: Vec<u32>,
    bits: Bits,
    postings: Vec<Posting>,
}

/// What stands below a branch, as far as it is in the file.
enum Below<'p, 'a> {
    Whole(&'a Tree, usize),
    Parts(&'p [Piece<'a>], u32),
}

impl<'a> Gram<'a> {
    fn write(corpus: &'a Corpus, measure: Measure, pieces: &[Piece<'a>]) -> String {
        let mut used: Vec<u32> = Vec::new();
        for piece in pieces {
            used.extend(piece.path.iter().map(|(symbol, _)| *symbol));
            let nodes = &piece.tree.nodes[piece.node..];
            let branches = nodes[..nodes[0].size as usize].iter().filter(|n| !measure.rare(n));
            used.extend(branches.map(|n| n.symbol));
        }
        used.sort_unstable();
        used.dedup();
        let alphabet: Vec<u32> = used.into_iter().map(|symbol| corpus.code(symbol)).collect();
        let mut gram = Gram { corpus, measure, alphabet, bits: Bits::default(), postings: Vec::new() };
        write_alphabet(&mut gram.bits, &gram.alphabet);
        gram.children(&Gram::parts(pieces, 0), 0);
        write_flags(&mut gram.bits, &gram.postings);
        gram.bits.finish()
    }

    /// The children that pieces of one branch have at a depth.
    fn parts<'p>(pieces: &'p [Piece<'a>], depth: usize) -> Vec<(u32, Below<'p, 'a>)> {
        let symbol = |p: &Piece<'_>| p.path.get(depth).map_or(p.tree.nodes[p.node].symbol, |step| step.0);
        let below = |group: &'p [Piece<'a>]| match group[0].path.get(depth) {
            None => Below::Whole(group[0].tree, group[0].node),
            Some((_, skip)) => Below::Parts(group, *skip),
        };
        pieces.chunk_by(|a, b| symbol(a) == symbol(b)).map(|g| (symbol(&g[0]), below(g))).collect()
    }

    /// A branch: its children in many documents each by itself, those in few together.
    fn children(&mut self, children: &[(u32, Below<'_, 'a>)], depth: usize) {
        let mut rare: Vec<(u32, &'a [Posting])> = Vec::new();
        let mut own: Vec<&(u32, Below<'_, 'a>)> = Vec::new();
        for child in children {
            match &child.1 {
                Below::Whole(tree, node) if self.measure.rare(&tree.nodes[*node]) => {
                    rare.push((child.0, tree.leaf(*node)));
                }
                _ => own.push(child),
            }
        }
        let ranks: Vec<u32> = own.iter().map(|c| rank(&self.alphabet, self.corpus.code(c.0))).collect();
        self.bits.gamma(ranks.len() as u32 + 1);
        self.bits.list(&ranks, self.alphabet.len() as u32);
        self.rare(&rare);
        for (_, below) in own {
            match below {
                Below::Parts(pieces, skip) => {
                    self.bits.push(0, 1);
                    self.bits.gamma(skip + 1);
                    self.children(&Self::parts(pieces, depth + 1), depth + 1);
                }
                Below::Whole(tree, node) => match tree.nodes[*node].kind {
                    Kind::Leaf { .. } => {
                        self.bits.push(1, 1);
                        let postings = tree.leaf(*node);
                        self.bits.gamma(postings.len() as u32);
                        let numbers: Vec<u32> = postings.iter().map(|p| p & NUMBER).collect();
                        self.bits.list(&numbers, self.corpus.documents);
                        self.postings.extend(postings);
                    }
                    Kind::Branch { skip } => {
                        self.bits.push(0, 1);
                        self.bits.gamma(skip + 1);
                        let below: Vec<_> = tree
                            .children(*node)
                            .map(|c| (tree.nodes[c].symbol, Below::Whole(tree, c)))
                            .collect();
                        self.children(&below, depth + 1);
                    }
                },
            }
        }
    }

    /// Documents of children in few documents each: sorted by a hash of the child's character.
    fn rare(&mut self, rare: &[(u32, &[Posting])]) {
        let count: usize = rare.iter().map(|(_, postings)| postings.len()).sum();
        let wide = self.measure.width(count, self.corpus.documents);
        let mut all: Vec<(u32, Posting)> = Vec::with_capacity(count);
        for (symbol, postings) in rare {
            let bucket = hash(self.corpus.code(*symbol), wide) * self.corpus.documents;
            all.extend(postings.iter().map(|posting| (bucket + (posting & NUMBER), *posting)));
        }
        all.sort_unstable_by_key(|(number, _)| *number);
        // What is known of a document that stands in a bucket for several characters is put together.
        all.dedup_by(|again, (number, posting)| {
            let same = again.0 == *number;
            *posting |= if same { again.1 } else { 0 };
            same
        });
        self.bits.gamma(all.len() as u32 + 1);
        if !all.is_empty() {
            self.bits.gamma(wide + 1);
            let numbers: Vec<u32> = all.iter().map(|(number, _)| *number).collect();
            self.bits.list(&numbers, self.corpus.documents << wide);
            self.postings.extend(all.iter().map(|(_, posting)| posting));
        }
    }
}

/// The bucket of a character among `2^wide`: the upper bits of its code times a number (Knuth's multiplicative hash).
fn hash(code: u32, wide: u32) -> u32 {
    if wide == 0 { 0 } else { code.wrapping_mul(0x9E37_79B1) >> (32 - wide) }
}
