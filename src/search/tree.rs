//! All substrings that a block's text has, as a tree: which documents hold them.
//!
//! In: the places where one character stands, in the order of the text. Out: a [`Tree`] of what follows it there.
//!
//! A node is a string; its documents are those that contain it. A string in up to `spread` documents is a leaf: a
//! query that gets there has so few candidates left that their texts are looked at. A string in more documents is
//! divided by the character that follows; where the same characters follow everywhere (set phrases, reprints) the node
//! only says how many they are (as in a Patricia tree: one text then tells for all). So a query in more
//! than `spread` documents always ends at a node, and its documents are exactly known.

use super::corpus::{Corpus, END, Zone};

/// How deep the tree goes: longer strings in many documents are reprints, whose texts must be compared.
const DEPTH: usize = 64;
/// How deep what is the same everywhere is followed: a longer one would cost as much as the texts themselves.
const SKIP: usize = 256;

/// What is known of a document that a string occurs in: its number, and where the string stands.
pub type Posting = u32;

/// Bits of a posting's number.
pub const NUMBER: u32 = (1 << 24) - 1;
/// The string stands in the title; in kicker, subtitle or byline; in the first paragraph; three times or more.
pub const FLAGS: [u32; 4] = [1 << 24, 1 << 25, 1 << 26, 1 << 27];

/// A place in the text: document, zone, place.
#[derive(Debug, Clone, Copy)]
pub struct Place(u64);

impl Place {
    pub fn new(document: u32, zone: Zone, at: usize) -> Self {
        Self(u64::from(document) << 40 | (zone as u64) << 36 | at as u64)
    }

    fn document(self) -> u32 {
        (self.0 >> 40) as u32
    }

    fn flag(self) -> u32 {
        FLAGS.get((self.0 >> 36 & 15) as usize).copied().unwrap_or(0) & (FLAGS[0] | FLAGS[1] | FLAGS[2])
    }

    fn at(self) -> usize {
        (self.0 & ((1 << 36) - 1)) as usize
    }
}

/// What a node is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Kind {
    /// In few documents, or nothing follows: `postings[first..first + count]`.
    Leaf { first: u32, count: u32 },
    /// After `skip` characters that are the same everywhere it is divided.
    Branch { skip: u32 },
}

/// A node; its children follow it, each with all that is below it.
#[derive(Debug, Clone)]
pub struct Node {
    /// The character that leads here from the node above.
    pub symbol: u32,
    pub kind: Kind,
    /// Nodes below it and itself.
    pub size: u32,
    /// About how many bits it takes in a file, with all below.
    pub bits: u32,
}

/// A branch so large that files may divide it; if one does, its documents are listed apart.
#[derive(Debug)]
pub struct Heavy {
    pub node: u32,
    pub postings: Vec<Posting>,
    /// A place where its string stands.
    pub at: usize,
}

/// What follows one character.
#[derive(Debug, Default)]
pub struct Tree {
    /// In preorder: the order of the strings.
    pub nodes: Vec<Node>,
    pub postings: Vec<Posting>,
    /// In the order of their nodes.
    pub heavy: Vec<Heavy>,
}

impl Tree {
    /// Postings of a leaf.
    pub fn leaf(&self, node: usize) -> &[Posting] {
        match self.nodes[node].kind {
            Kind::Leaf { first, count } => &self.postings[first as usize..(first + count) as usize],
            Kind::Branch { .. } => &[],
        }
    }

    /// The nodes directly below one.
    pub fn children(&self, node: usize) -> impl Iterator<Item = usize> + '_ {
        let end = node + self.nodes[node].size as usize;
        let mut at = node + 1;
        std::iter::from_fn(move || {
            let child = (at < end).then_some(at)?;
            at += self.nodes[child].size as usize;
            Some(child)
        })
    }
}

/// How a block is divided.
#[derive(Debug, Clone, Copy)]
pub struct Measure {
    /// Most documents of a leaf.
    pub spread: u32,
    /// Bits that a file should hold.
    pub fill: u32,
    /// Bits that a file of lists should hold.
    pub lists: u32,
    /// Bits by which buckets are more than the rare postings that they hold: each halves the candidates that are none.
    pub sharp: u32,
}

impl Measure {
    /// Whether a node's documents are so few that they stand in its parent's buckets.
    pub fn rare(&self, node: &Node) -> bool {
        matches!(node.kind, Kind::Leaf { count, .. } if count <= self.spread)
    }

    /// Bits of the hash that puts so many rare postings into buckets.
    pub fn width(&self, count: usize, documents: u32) -> u32 {
        // Bucket and document together are one number of 31 bits.
        let most = ((1u32 << 31) / documents.max(1)).max(1).ilog2();
        ((count as u32).max(1).ilog2() + self.sharp).min(most)
    }

    /// For a character that readers' queries seldom begin with: larger files, so that the others can be smaller.
    pub fn for_first(self, c: char) -> Self {
        let seldom = c.is_ascii() || !c.is_alphanumeric() || SELDOM_FIRST.contains(c);
        if !seldom {
            return self;
        }
        let most = MOST_FILL.max(self.fill);
        Self { fill: (self.fill * 5).min(most), lists: (self.lists * 5).min(most), ..self }
    }
}

/// Bits that no file should hold more of: what a reader on a slow line still waits for.
const MOST_FILL: u32 = 56_000 * 8;

/// Grammatical words and numerals, and characters that stand within or at the end of words: they begin little that people look for, and
/// much of the text. (Of the words in `text/tables/words.txt` that hold one of the second line, under an eighth begin with it.)
const SELDOM_FIRST: &str = "的了在是和有不为这我他们也就上对到中以之及等着过被把从向由于而并但或所其与个一二三四五六七八九十百千万亿两年月日时\
业部者力区济场员务子里度位术性界队程量张府际然育项族斯式件级续尔势究益线率望州型识况值讯么范则速段士儿洲息泽份层届";

/// A file is filled with so many pieces or more: the smaller, the more alike are the files' sizes.
const PIECES: u32 = 2;

/// Grows the tree of one character from all places where it stands.
pub fn grow(corpus: &Corpus, measure: Measure, symbol: u32, mut places: Vec<Place>) -> Tree {
    let mut grower = Grower { corpus, measure, tree: Tree::default(), scratch: Vec::new() };
    grower.node(symbol, &mut places, 1);
    grower.tree.heavy.sort_by_key(|heavy| heavy.node);
    grower.tree
}

struct Grower<'a> {
    corpus: &'a Corpus,
    measure: Measure,
    tree: Tree,
    scratch: Vec<(u32, Place)>,
}

impl Grower<'_> {
    /// Adds the node of a string of `depth` characters that stands at `places`; gives its bits.
    fn node(&mut self, symbol: u32, places: &mut [Place], depth: usize) -> u32 {
        let index = self.tree.nodes.len();
        let documents = distinct(places, self.measure.spread);
        if documents <= self.measure.spread || symbol == END || depth >= DEPTH {
            return self.leaf(symbol, places);
        }
        let skip = self.same(places, depth, SKIP - depth);
        let depth = depth + skip;
        // So many places cannot fit into one file, most likely.
        let many = places.len() as u32 >= self.measure.fill / PIECES / 30;
        let all = if many { postings(places) } else { Vec::new() };
        let at = places[0].at();
        self.tree.nodes.push(Node { symbol, kind: Kind::Branch { skip: skip as u32 }, size: 0, bits: 0 });
        self.divide(places, depth);
        let (mut from, mut bits) = (0, 24);
        while from < places.len() {
            let next = self.corpus.text[places[from].at() + depth];
            let len = places[from..].iter().take_while(|p| self.corpus.text[p.at() + depth] == next).count();
            bits += self.node(next, &mut places[from..from + len], depth + 1);
            from += len;
        }
        if bits > self.measure.fill / PIECES {
            let postings = if all.is_empty() { self.below(index) } else { all };
            self.tree.heavy.push(Heavy { node: index as u32, postings, at });
        }
        let size = (self.tree.nodes.len() - index) as u32;
        self.tree.nodes[index].size = size;
        self.tree.nodes[index].bits = bits;
        bits
    }

    fn leaf(&mut self, symbol: u32, places: &[Place]) -> u32 {
        let first = self.tree.postings.len() as u32;
        push_postings(places, &mut self.tree.postings);
        let count = self.tree.postings.len() as u32 - first;
        let bits = match count <= self.measure.spread {
            true => count * (self.corpus.documents.ilog2() + 2 + self.measure.sharp),
            false => list_bits(count, self.corpus.documents) + count,
        };
        self.tree.nodes.push(Node { symbol, kind: Kind::Leaf { first, count }, size: 1, bits });
        bits
    }

    /// How many characters are the same at all places from `depth` on, at most `most`.
    fn same(&self, places: &[Place], depth: usize, most: usize) -> usize {
        let text = &self.corpus.text;
        let first = places[0].at() + depth;
        (0..most)
            .find(|k| {
                let symbol = text[first + k];
                symbol == END || places.iter().any(|p| text[p.at() + depth + k] != symbol)
            })
            .unwrap_or(most)
    }

    /// Sorts places by the character at `depth`; those with the same one stay in the order of the text.
    fn divide(&mut self, places: &mut [Place], depth: usize) {
        let text = &self.corpus.text;
        self.scratch.clear();
        self.scratch.extend(places.iter().map(|p| (text[p.at() + depth], *p)));
        self.scratch.sort_by_key(|(symbol, _)| *symbol);
        for (place, (_, sorted)) in places.iter_mut().zip(&self.scratch) {
            *place = *sorted;
        }
    }

    /// The documents of all leaves from a node on, which is the last whose children are complete.
    fn below(&self, node: usize) -> Vec<Posting> {
        let mut all = Vec::new();
        for node in &self.tree.nodes[node..] {
            if let Kind::Leaf { first, count } = node.kind {
                all.extend_from_slice(&self.tree.postings[first as usize..(first + count) as usize]);
            }
        }
        all.sort_unstable_by_key(|p| p & NUMBER);
        all.dedup_by(|b, a| {
            let same = (*a ^ *b) & NUMBER == 0;
            *a |= if same { *b } else { 0 };
            same
        });
        all
    }
}

/// How many documents the places are in; stops counting beyond `most`.
fn distinct(places: &[Place], most: u32) -> u32 {
    let (mut count, mut last) = (0, None);
    for place in places {
        if last != Some(place.document()) {
            last = Some(place.document());
            count += 1;
            if count > most {
                break;
            }
        }
    }
    count
}

/// A posting for each document of the places.
fn postings(places: &[Place]) -> Vec<Posting> {
    let mut out = Vec::new();
    push_postings(places, &mut out);
    out
}

fn push_postings(places: &[Place], out: &mut Vec<Posting>) {
    let mut times = 0;
    let start = out.len();
    for place in places {
        let document = place.document();
        match out[start..].last_mut() {
            Some(last) if *last & NUMBER == document => {
                times += 1;
                *last |= place.flag() | if times >= 3 { FLAGS[3] } else { 0 };
            }
            _ => {
                times = 1;
                out.push(document | place.flag());
            }
        }
    }
}

/// About how many bits a list of `count` of `range` numbers takes.
pub fn list_bits(count: u32, range: u32) -> u32 {
    if count == 0 || count >= range {
        return 0;
    }
    let (n, r) = (f64::from(count), f64::from(range));
    let (p, q) = (n / r, 1.0 - n / r);
    (-r * (p * p.log2() + q * q.log2()) + 1.0) as u32
}
