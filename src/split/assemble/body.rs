//! The blocks below an article's headline.
//!
//! In: the parts that `paragraphs` made. Out: a block for each, and one for each signature, jump or credit that stands
//! on a line of text; who signs is added to the authors.

use super::super::line::Line;
use super::super::paragraphs::Part;
use super::super::{Article, Block, BlockRole, byline, marks, spoken};
use super::authors::{add_authors, dateline_authors};
use super::{Desk, block, is_in_rows, ranges, spaced};
use crate::text;
use std::borrow::Cow;
use std::collections::BTreeSet;

/// A part below the headline, with what stands on its last line besides text: a signature, a jump, a credit.
pub(super) fn add_part(desk: &Desk, part: &Part, article: &mut Article) {
    let Some(last) = part.lines.last().copied() else { return };
    match part.role {
        BlockRole::Body => add_body(desk, part, last, article),
        BlockRole::Byline => {
            let fold =
                desk.lines[last].fold.trim().trim_matches(['(', ')', '[', ']', '【', '】']).to_string();
            let name = marks::respectfully(&fold).unwrap_or(&fold);
            let names = byline::signature(name).or_else(|| byline::byline(name));
            add_authors(names.or_else(|| byline::pen_name(name)), article);
            article.blocks.push(block(desk, part.role, &part.lines, spaced(desk, &part.lines)));
        }
        role if is_in_rows(role) => {
            let rows: Vec<Cow<str>> = part.lines.iter().map(|i| desk.lines[*i].shown()).collect();
            article.blocks.push(block(desk, part.role, &part.lines, rows.join("\n")));
        }
        BlockRole::Caption => {
            let line = &desk.lines[last];
            let credit =
                byline::credit(&line.fold).map(|(_, at)| at).filter(|at| *at > 0 && part.lines.len() == 1);
            match credit.and_then(|at| split_at_fold(line, at)) {
                Some((caption, credit)) => {
                    article.blocks.push(block(desk, BlockRole::Caption, &part.lines, caption));
                    article.blocks.push(block(desk, BlockRole::Credit, &part.lines, credit));
                }
                None => article.blocks.push(block(desk, part.role, &part.lines, spaced(desk, &part.lines))),
            }
        }
        BlockRole::Jump => {
            // 下转 was printed before the 上接 that the paragraph above took in.
            let jump = block(desk, part.role, &part.lines, spaced(desk, &part.lines));
            match article.blocks.last_mut().filter(|b| b.role == BlockRole::Jump && b.lines > jump.lines) {
                Some(behind) => {
                    behind.text = format!("{} {}", jump.text, behind.text);
                    behind.markup = None;
                    behind.lines = jump.lines.into_iter().chain(std::mem::take(&mut behind.lines)).collect();
                }
                None => article.blocks.push(jump),
            }
        }
        role => {
            if role == BlockRole::Note {
                add_authors(byline::in_note(&desk.lines[last].fold), article);
            }
            article.blocks.push(block(desk, role, &part.lines, spaced(desk, &part.lines)));
        }
    }
}

/// A paragraph, less the jumps within it and the signature at its end, which become blocks of their own behind it. In a
/// paragraph that was put together what stands at its end stays in its text.
pub(super) fn add_body(desk: &Desk, part: &Part, last: usize, article: &mut Article) {
    match &part.lines[..] {
        [line] if desk.lines[*line].dateline => dateline_authors(&desk.lines[*line].fold, article),
        [_] => {}
        several => {
            // Printed lines are short: the names may stand on the second.
            let opening: String = several.iter().take(3).map(|i| desk.lines[*i].fold.trim()).collect();
            if marks::dateline(&opening) {
                dateline_authors(&opening, article);
            }
        }
    }
    add_authors(spoken::reporters(&desk.lines[last].fold), article);
    let mut pieces = Vec::new();
    let mut jumps: Vec<(usize, String)> = Vec::new();
    let signed = marks::trailing_signature(&desk.lines[last].fold);
    let whole = part.lines.len() == 1;
    let mut signature = None;
    for i in part.lines.iter().copied() {
        let line = &desk.lines[i];
        let mut piece = Piece { line: i, text: line.shown(), markup: line.markup().into() };
        let jump_to = marks::jump_to(&line.fold).filter(|_| whole || i != last);
        // A line is in two blocks at most, one behind the other: in a signed line the jumps stay in the text.
        if let Some((_, at)) = signed.as_ref().filter(|_| whole) {
            signature = piece.cut_back(line, *at);
        } else if let Some((_, at)) = marks::jump_from(&line.fold) {
            jumps.extend(piece.cut_front(line, at).map(|words| (i, words)));
        } else if let Some((_, at)) = jump_to {
            jumps.extend(piece.cut_back(line, at).map(|words| (i, words)));
        }
        pieces.push(piece);
    }
    let lines: Vec<usize> = jumps.iter().map(|(i, _)| *i).collect();
    let words: Vec<&str> = jumps.iter().map(|(_, words)| words.trim()).collect();
    let jump = (!jumps.is_empty()).then(|| block(desk, BlockRole::Jump, &lines, words.join(" ")));
    // A line of nothing but a jump is the jump's.
    pieces.retain(|p| !p.text.trim().is_empty());
    let body = (!pieces.is_empty()).then(|| body_block(desk, &pieces));
    article.blocks.extend(body.into_iter().chain(jump));
    add_authors(signed.map(|(authors, _)| authors), article);
    if let Some(words) = signature {
        article.blocks.push(block(desk, BlockRole::Byline, &[last], words));
    }
}

/// A paragraph that was put together holds its lines: the jumps within it stand before it.
pub(super) fn settle_jumps(blocks: &mut [Block]) {
    for k in 1..blocks.len() {
        if let [.., body, jump] = &mut blocks[..=k]
            && interrupts(body, jump)
        {
            std::mem::swap(body, jump);
        }
    }
}

/// Whether the jump stands within a paragraph that was put together.
fn interrupts(body: &Block, jump: &Block) -> bool {
    let held: BTreeSet<(usize, usize)> = numbers(body).collect();
    body.role == BlockRole::Body
        && jump.role == BlockRole::Jump
        && held.len() > 1
        && numbers(jump).any(|line| held.contains(&line))
}

/// File and line of each line of a block.
fn numbers(block: &Block) -> impl Iterator<Item = (usize, usize)> {
    block.lines.iter().flat_map(|r| (r.first..=r.last).map(|n| (r.file, n)))
}

/// One line's part of a paragraph.
struct Piece<'l> {
    line: usize,
    text: Cow<'l, str>,
    markup: Cow<'l, str>,
}

impl Piece<'_> {
    /// Takes away what stands before byte `at` of the folded line.
    fn cut_front(&mut self, line: &Line, at: usize) -> Option<String> {
        let (front, rest) = split_at_fold(line, at)?;
        self.markup = self.markup.strip_prefix(front.as_str()).unwrap_or(&rest).to_string().into();
        self.text = rest.into();
        Some(front)
    }

    /// Takes away what stands from byte `at` of the folded line on.
    fn cut_back(&mut self, line: &Line, at: usize) -> Option<String> {
        let (rest, back) = split_at_fold(line, at)?;
        self.markup = self.markup.strip_suffix(back.as_str()).unwrap_or(&rest).to_string().into();
        self.text = rest.into();
        Some(back)
    }
}

/// A paragraph's block: its pieces joined.
fn body_block(desk: &Desk, pieces: &[Piece]) -> Block {
    let joined = |of: for<'p> fn(&'p Piece<'_>) -> &'p str| {
        pieces.iter().fold(String::new(), |mut whole, piece| {
            text::append(&mut whole, of(piece).trim());
            whole
        })
    };
    let words = joined(|p| &p.text);
    let marked = pieces.iter().any(|p| p.markup != p.text);
    let markup = marked.then(|| joined(|p| &p.markup));
    let lines: Vec<usize> = pieces.iter().map(|p| p.line).collect();
    Block {
        role: BlockRole::Body,
        lines: ranges(desk.lines, &lines),
        markup: markup.filter(|markup| *markup != words),
        text: words,
    }
}

/// Splits what a line shows where its folded text is split: folding keeps the number of characters. Where a link leads
/// goes with the words before it.
fn split_at_fold(line: &Line, at: usize) -> Option<(String, String)> {
    let lead = line.text.chars().take_while(|c| c.is_whitespace()).count();
    let mut chars = line.fold.get(..at)?.chars().count() + lead;
    for target in line.targets() {
        chars += if chars > 0 && target.start <= chars { target.len() } else { 0 };
    }
    let shown = line.shown();
    let at = shown.char_indices().nth(chars).map_or(shown.len(), |(at, _)| at);
    Some((shown[..at].to_string(), shown[at..].to_string()))
}
