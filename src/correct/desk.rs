//! The desk on which an issue lies while it is corrected: every block as pieces of source lines, so that it can be cut
//! and joined at any line, and its text made anew.
//!
//! In: articles and residues with the issue's source. Out: the same; what nobody touched comes back as it was.

use crate::read::IssueSource;
use crate::split::line::{self, Line};
use crate::split::{Article, Block, BlockRole, LineRange, Residue, ResidueRole, assemble};
use crate::text;
use std::collections::{BTreeMap, BTreeSet};

/// Characters `from..to` of a line's text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Piece {
    pub line: usize,
    pub from: usize,
    pub to: usize,
}

/// A block as pieces of lines.
#[derive(Debug, Clone, PartialEq)]
pub struct Part {
    pub role: BlockRole,
    pub pieces: Vec<Piece>,
    /// The splitter's own block, while nobody has cut or joined it.
    pub kept: Option<Block>,
}

impl Part {
    pub fn new(role: BlockRole, pieces: Vec<Piece>) -> Self {
        Self { role, pieces, kept: None }
    }

    pub fn lines(&self) -> impl Iterator<Item = usize> {
        self.pieces.iter().map(|p| p.line)
    }

    pub fn first_line(&self) -> Option<usize> {
        self.pieces.first().map(|p| p.line)
    }

    /// The same block under another role.
    pub fn set_role(&mut self, role: BlockRole) {
        if self.role != role {
            self.role = role;
            self.kept = None;
        }
    }

    /// Adds pieces behind; a line that was cut in two is whole again where its halves meet.
    pub fn extend(&mut self, pieces: Vec<Piece>) {
        for piece in pieces {
            match self.pieces.last_mut().filter(|p| p.line == piece.line && p.to == piece.from) {
                Some(last) => last.to = piece.to,
                None => self.pieces.push(piece),
            }
        }
        self.kept = None;
    }

    pub fn is_headline(&self) -> bool {
        matches!(self.role, BlockRole::Kicker | BlockRole::Title | BlockRole::Subtitle)
    }
}

/// An article in work. One without parts has gone; it keeps its place so that the others keep their numbers.
#[derive(Debug, Clone, Default)]
pub struct Draft {
    /// Its facts; its blocks are in `parts`.
    pub article: Article,
    pub parts: Vec<Part>,
    /// Cut off by `end` and in no article, until a `start` or a `join` takes it.
    pub orphan: bool,
}

/// Where a character of the source stands now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    Part { draft: usize, part: usize },
    Residue(ResidueRole),
    Nowhere,
}

/// What a person says was printed in place of characters `from..to` of a line.
#[derive(Debug, Clone)]
pub struct Edit {
    pub line: usize,
    pub from: usize,
    pub to: usize,
    pub with: String,
}

/// An issue in work.
pub struct Desk<'a> {
    pub source: &'a IssueSource,
    pub lines: Vec<Line>,
    pub drafts: Vec<Draft>,
    /// For each line in no article: what it is.
    pub place: Vec<Option<ResidueRole>>,
    pub edits: Vec<Edit>,
    /// Residues as they came, and what they said of the lines.
    came: (Vec<Residue>, Vec<Option<ResidueRole>>),
}

impl<'a> Desk<'a> {
    pub fn new(articles: Vec<Article>, residues: Vec<Residue>, source: &'a IssueSource) -> Self {
        let lines = line::lines(&source.files);
        let mut place = vec![None; lines.len()];
        for residue in &residues {
            for i in residue.lines.iter().flat_map(|r| indexes(&lines, r)) {
                place[i] = Some(residue.role);
            }
        }
        let drafts = articles.into_iter().map(|article| draft(article, &lines)).collect();
        Self { source, lines, drafts, came: (residues, place.clone()), place, edits: Vec::new() }
    }

    /// Where a character stands; its line, where the character is none of a block's own (white space at its ends).
    pub fn place_of(&self, line: usize, at: usize) -> Place {
        let mut of_line = None;
        for (draft, d) in self.drafts.iter().enumerate() {
            for (part, p) in d.parts.iter().enumerate() {
                for piece in p.pieces.iter().filter(|x| x.line == line) {
                    if (piece.from..piece.to).contains(&at) {
                        return Place::Part { draft, part };
                    }
                    of_line = of_line.or(Some(Place::Part { draft, part }));
                }
            }
        }
        let residue = self.place.get(line).copied().flatten().map(Place::Residue);
        of_line.or(residue).unwrap_or(Place::Nowhere)
    }

    /// The whole of a line as a piece.
    pub fn whole(&self, line: usize) -> Piece {
        Piece { line, from: 0, to: self.lines.get(line).map_or(0, |l| l.shown().chars().count()) }
    }

    /// What a piece shows; with what a person says was printed, or as the source has it.
    pub fn words(&self, piece: &Piece, corrected: bool) -> String {
        let Some(line) = self.lines.get(piece.line) else { return String::new() };
        let mut out = String::new();
        for (i, c) in line.shown().chars().enumerate().take(piece.to).skip(piece.from) {
            match self.edits.iter().find(|e| corrected && e.line == piece.line && (e.from..e.to).contains(&i))
            {
                Some(edit) if edit.from == i => out += &edit.with,
                Some(_) => {}
                None => out.push(c),
            }
        }
        out.trim().to_string()
    }

    /// What a block shows, by its role.
    pub fn text(&self, part: &Part, corrected: bool) -> String {
        if let Some(kept) = part.kept.as_ref().filter(|_| !corrected || !self.is_edited(part)) {
            return kept.text.clone();
        }
        let words: Vec<String> = part.pieces.iter().map(|p| self.words(p, corrected)).collect();
        joined(part.role, &words)
    }

    /// Whether a person said that something else was printed in the block.
    pub fn is_edited(&self, part: &Part) -> bool {
        let touches = |e: &Edit, p: &Piece| e.line == p.line && e.from < p.to && p.from < e.to;
        self.edits.iter().any(|e| part.pieces.iter().any(|p| touches(e, p)))
    }

    fn block(&self, part: &Part) -> Block {
        if let Some(kept) = part.kept.as_ref().filter(|_| !self.is_edited(part)) {
            return kept.clone();
        }
        let text = self.text(part, true);
        let marked: Vec<String> = part.pieces.iter().map(|p| self.markup(p)).collect();
        let linked = || part.lines().any(|i| self.lines.get(i).is_some_and(|l| !l.targets().is_empty()));
        let keeps = |m: &String| *m != text && (part.role == BlockRole::Body || linked());
        let markup = Some(joined(part.role, &marked)).filter(keeps);
        let mut lines: Vec<usize> = part.lines().collect();
        lines.dedup();
        Block { role: part.role, lines: assemble::ranges(&self.lines, &lines), text, markup }
    }

    /// A piece with its inline Markdown, where it is a whole line: marks are kept, words are those that were printed.
    fn markup(&self, piece: &Piece) -> String {
        let words = self.words(piece, true);
        let Some(line) = self.lines.get(piece.line).filter(|_| *piece == self.whole(piece.line)) else {
            return words;
        };
        let mut marked = String::new();
        let shown = line.shown();
        let mut text = shown.chars().enumerate().peekable();
        for c in line.markup().chars() {
            let Some((i, _)) = text.next_if(|(_, t)| *t == c) else {
                marked.push(c);
                continue;
            };
            match self.edits.iter().find(|e| e.line == piece.line && (e.from..e.to).contains(&i)) {
                Some(edit) if edit.from == i => marked += &edit.with,
                Some(_) => {}
                None => marked.push(c),
            }
        }
        // An address in a link can hold the very letters of the words: better plain than wrong.
        let marked = marked.trim().to_string();
        if line::shown(&marked) == words { marked } else { words }
    }

    /// The issue's articles and residues as they are now.
    pub fn finish(mut self) -> (Vec<Article>, Vec<Residue>) {
        for line in self.drafts.iter().filter(|d| d.orphan).flat_map(|d| &d.parts).flat_map(Part::lines) {
            self.place[line] = Some(ResidueRole::Unplaced);
        }
        let lines = &self.lines;
        self.drafts.iter_mut().for_each(|d| bring_together(&mut d.parts, lines));
        let mut articles: Vec<(Option<usize>, Article)> = Vec::new();
        for draft in self.drafts.iter().filter(|d| !d.orphan && !d.parts.is_empty()) {
            let blocks = draft.parts.iter().map(|p| self.block(p)).collect();
            let first = draft.parts.iter().find_map(Part::first_line);
            articles.push((first, Article { blocks, ..draft.article.clone() }));
        }
        articles.sort_by_key(|(first, _)| *first);
        let residues = self.residues();
        (articles.into_iter().map(|(_, a)| a).collect(), residues)
    }

    fn residues(self) -> Vec<Residue> {
        let (came, before) = self.came;
        if before == self.place {
            return came;
        }
        // What holds no line of text (front matter) is nobody's to correct.
        let fixed = |r: &Residue| r.lines.iter().all(|x| indexes(&self.lines, x).is_empty());
        let mut out: Vec<Residue> = came.into_iter().filter(fixed).collect();
        let mut last: Option<usize> = None;
        for (i, role) in self.place.iter().enumerate() {
            let Some(role) = *role else { continue };
            let line = &self.lines[i];
            let adjoins = last.is_some_and(|b| b + 1 == i && self.lines[b].file == line.file);
            match out.last_mut().filter(|r| adjoins && r.role == role).and_then(|r| r.lines.last_mut()) {
                Some(range) => range.last = line.n,
                None => {
                    let lines = vec![LineRange { file: line.file, first: line.n, last: line.n }];
                    out.push(Residue { role, lines });
                }
            }
            last = Some(i);
        }
        out.sort_by_key(|r| r.lines.first().copied());
        out
    }
}

/// A line is in one block, or in two that follow each other: one whose halves a join drew apart (or set apart within a
/// block) is whole again where the first of them stands.
fn bring_together(parts: &mut Vec<Part>, lines: &[Line]) {
    let mut first: BTreeMap<usize, usize> = BTreeMap::new();
    let mut apart: BTreeMap<usize, usize> = BTreeMap::new();
    for (k, part) in parts.iter().enumerate() {
        let (mut here, mut above) = (BTreeSet::new(), None);
        for line in part.lines() {
            let at = *first.entry(line).or_insert(k);
            let again = !here.insert(line) && above != Some(line);
            if k > at + 1 || again {
                apart.insert(line, at);
            }
            above = Some(line);
        }
    }
    if apart.is_empty() {
        return;
    }
    for (k, part) in parts.iter_mut().enumerate() {
        if !part.lines().any(|line| apart.contains_key(&line)) {
            continue;
        }
        part.kept = None;
        let mut whole = BTreeSet::new();
        part.pieces.retain_mut(|piece| match apart.get(&piece.line) {
            None => true,
            Some(at) if *at == k && whole.insert(piece.line) => {
                let length = lines.get(piece.line).map_or(0, |l| l.shown().chars().count());
                (piece.from, piece.to) = (0, length);
                true
            }
            Some(_) => false,
        });
    }
    parts.retain(|p| !p.pieces.is_empty());
}

/// Pieces of a block as one text: paragraphs flow, verse keeps its lines, a title's lines stand apart.
fn joined(role: BlockRole, words: &[String]) -> String {
    let words: Vec<&str> = words.iter().map(String::as_str).filter(|w| !w.is_empty()).collect();
    match role {
        BlockRole::Body => words.iter().fold(String::new(), |mut all, w| {
            text::append(&mut all, w);
            all
        }),
        role if assemble::is_in_rows(role) => words.join("\n"),
        _ => words.join(" "),
    }
}

/// The lines of a range, as places among all lines.
pub fn indexes(lines: &[Line], range: &LineRange) -> std::ops::Range<usize> {
    let first = lines.partition_point(|l| (l.file, l.n) < (range.file, range.first));
    let behind = lines.partition_point(|l| (l.file, l.n) <= (range.file, range.last));
    first..behind.max(first)
}

fn draft(mut article: Article, lines: &[Line]) -> Draft {
    let mut parts: Vec<Part> = Vec::new();
    for block in std::mem::take(&mut article.blocks) {
        let of: Vec<usize> = block.lines.iter().flat_map(|r| indexes(lines, r)).collect();
        let before: BTreeSet<usize> = parts.last().map(|p| p.lines().collect()).unwrap_or_default();
        let tail = of.first().is_some_and(|l| before.contains(l));
        parts.push(Part {
            role: block.role,
            pieces: pieces(&block.text, &of, lines, tail),
            kept: Some(block),
        });
    }
    Draft { article, parts, orphan: false }
}

/// Which characters of its lines a block shows: a signature is only the end of its line, and a paragraph lacks the
/// jumps that stand in it. Line by line, the longest stretch that the block's text goes on with.
fn pieces(text: &str, of: &[usize], lines: &[Line], tail: bool) -> Vec<Piece> {
    let words: Vec<char> = text.chars().filter(|c| !c.is_whitespace()).collect();
    let mut rest = words.as_slice();
    let mut out = Vec::new();
    for i in of {
        let chars: Vec<(usize, char)> =
            lines[*i].shown().chars().enumerate().filter(|(_, c)| !c.is_whitespace()).collect();
        let (from, len) = stretch(&chars, rest, tail);
        rest = &rest[len..];
        let mut piece = Piece { line: *i, from: 0, to: lines[*i].shown().chars().count() };
        if from > 0 {
            piece.from = chars.get(from).map_or(piece.to, |c| c.0);
        }
        if from + len < chars.len() {
            piece.to = if len == 0 { piece.from } else { chars[from + len - 1].0 + 1 };
        }
        out.push(piece);
    }
    let whole = |i: usize| Piece { line: i, from: 0, to: lines[i].shown().chars().count() };
    // A text that is not its lines' (a title from the contents page) shows them whole.
    if rest.is_empty() && !words.is_empty() { out } else { of.iter().map(|i| whole(*i)).collect() }
}

/// Where in a line the longest beginning of `words` stands, and how long it is; the last such place for a tail.
fn stretch(chars: &[(usize, char)], words: &[char], tail: bool) -> (usize, usize) {
    let common = |at: usize| chars[at..].iter().zip(words).take_while(|(c, w)| c.1 == **w).count();
    let whole = common(0);
    if whole == chars.len() || words.is_empty() {
        return (0, whole);
    }
    let mut best = (0, whole);
    for at in (0..chars.len()).filter(|at| chars[*at].1 == words[0]) {
        let len = common(at);
        if len > best.1 || tail && len == best.1 {
            best = (at, len);
        }
    }
    best
}
