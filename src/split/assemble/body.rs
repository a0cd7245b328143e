//! The blocks below an article's headline.
//!
//! In: the parts that `paragraphs` made. Out: a block for each, and one for each signature, jump or credit that stands
//! on a line of text; who signs is added to the authors.

use super::super::line::Line;
use super::super::paragraphs::Part;
use super::super::{Article, Block, BlockRole, byline, marks};
use super::authors::{add_authors, dateline_authors};
use super::{Desk, block, ranges, spaced};
use crate::text;

/// A part below the headline, with what stands on its last line besides text: a signature, a jump, a credit.
pub(super) fn add_part(desk: &Desk, part: &Part, article: &mut Article) {
    let Some(last) = part.lines.last().copied() else { return };
    match part.role {
        BlockRole::Body => add_body(desk, part, last, article),
        BlockRole::Byline => {
            let fold =
                desk.lines[last].fold.trim().trim_matches(['(', ')', '[', ']', '【', '】']).to_string();
            let names = byline::signature(&fold).or_else(|| byline::byline(&fold));
            add_authors(names.or_else(|| byline::pen_name(&fold)), article);
            article.blocks.push(block(desk, part.role, &part.lines, spaced(desk, &part.lines)));
        }
        BlockRole::Verse | BlockRole::List | BlockRole::Table => {
            let rows: Vec<&str> = part.lines.iter().map(|i| desk.lines[*i].text.as_str()).collect();
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

/// A paragraph, less the jumps within it and the signature at its end, which become blocks of their own behind it.
pub(super) fn add_body(desk: &Desk, part: &Part, last: usize, article: &mut Article) {
    // Printed lines are short: the names may stand on the second.
    let opening: String = part.lines.iter().take(3).map(|i| desk.lines[*i].fold.trim()).collect();
    dateline_authors(&opening, article);
    let mut pieces = Vec::new();
    let mut jumps: Vec<(usize, String)> = Vec::new();
    let signed = marks::trailing_signature(&desk.lines[last].fold);
    let mut signature = None;
    for i in part.lines.iter().copied() {
        let line = &desk.lines[i];
        let mut piece = Piece { line: i, text: line.text.clone(), markup: line.markup().to_string() };
        // A line is in two blocks at most, one behind the other: in a signed paragraph the jumps stay in the text.
        if signed.is_some() {
            if i == last {
                signature = signed.as_ref().and_then(|(_, at)| piece.cut_back(line, *at));
            }
        } else if let Some((_, at)) = marks::jump_from(&line.fold) {
            jumps.extend(piece.cut_front(line, at).map(|words| (i, words)));
        } else if let Some((_, at)) = marks::jump_to(&line.fold) {
            jumps.extend(piece.cut_back(line, at).map(|words| (i, words)));
        }
        pieces.push(piece);
    }
    if pieces.iter().any(|p| !p.text.trim().is_empty()) {
        article.blocks.push(body_block(desk, &pieces));
    }
    if !jumps.is_empty() {
        let lines: Vec<usize> = jumps.iter().map(|(i, _)| *i).collect();
        let words: Vec<&str> = jumps.iter().map(|(_, words)| words.trim()).collect();
        article.blocks.push(block(desk, BlockRole::Jump, &lines, words.join(" ")));
    }
    add_authors(signed.map(|(authors, _)| authors), article);
    if let Some(words) = signature {
        article.blocks.push(block(desk, BlockRole::Byline, &[last], words));
    }
}

/// One line's part of a paragraph.
struct Piece {
    line: usize,
    text: String,
    markup: String,
}

impl Piece {
    /// Takes away what stands before byte `at` of the folded line.
    fn cut_front(&mut self, line: &Line, at: usize) -> Option<String> {
        let (front, rest) = split_at_fold(line, at)?;
        self.markup = self.markup.strip_prefix(front.as_str()).unwrap_or(&rest).to_string();
        self.text = rest;
        Some(front)
    }

    /// Takes away what stands from byte `at` of the folded line on.
    fn cut_back(&mut self, line: &Line, at: usize) -> Option<String> {
        let (rest, back) = split_at_fold(line, at)?;
        self.markup = self.markup.strip_suffix(back.as_str()).unwrap_or(&rest).to_string();
        self.text = rest;
        Some(back)
    }
}

/// A paragraph's block: its pieces joined.
fn body_block(desk: &Desk, pieces: &[Piece]) -> Block {
    let joined = |of: fn(&Piece) -> &str| {
        pieces.iter().fold(String::new(), |mut whole, piece| {
            text::append(&mut whole, of(piece).trim());
            whole
        })
    };
    let (words, markup) = (joined(|p| &p.text), joined(|p| &p.markup));
    let lines: Vec<usize> = pieces.iter().map(|p| p.line).collect();
    Block {
        role: BlockRole::Body,
        lines: ranges(desk.lines, &lines),
        markup: (markup != words).then_some(markup),
        text: words,
    }
}

/// Splits a line's text where its folded text is split: folding keeps the number of characters.
fn split_at_fold(line: &Line, at: usize) -> Option<(String, String)> {
    let lead = line.text.chars().take_while(|c| c.is_whitespace()).count();
    let chars = line.fold.get(..at)?.chars().count() + lead;
    let left: String = line.text.chars().take(chars).collect();
    let right: String = line.text.chars().skip(chars).collect();
    Some((left, right))
}
