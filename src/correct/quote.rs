//! The other way round: for a line of the source, words that a correction can quote to mean it.
//!
//! In: an issue as it is now (corrections applied) and a line. Out: an [`Anchor`] that `find` reads as this
//! line, as short as it can be.

use super::desk::Desk;
use super::find;
use crate::read::IssueSource;
use crate::read::sidecar::Anchor;
use crate::split::{Article, Residue};
use std::collections::BTreeSet;

/// Most characters that are quoted where fewer would do.
const LONG: [usize; 4] = [12, 20, 32, 60];

/// Finds words to quote.
pub struct Quoter<'a> {
    desk: Desk<'a>,
}

impl<'a> Quoter<'a> {
    /// `articles` and `residues`: the issue as it is now.
    pub fn new(articles: Vec<Article>, residues: Vec<Residue>, source: &'a IssueSource) -> Self {
        Self { desk: Desk::new(articles, residues, source) }
    }

    /// Words that mean the line (an index of the issue's non-blank lines).
    pub fn anchor(&self, line: usize) -> Option<Anchor> {
        let text = self.desk.lines.get(line)?.text.trim();
        let mut quoted: Vec<&str> = LONG.iter().filter_map(|most| clause(text, *most)).collect();
        quoted.push(text);
        let means = |anchor: &Anchor| self.lines_of(anchor).first() == Some(&line);
        let mut plain = quoted.iter().map(|words| Anchor { text: (*words).to_string(), nth: None });
        let nth = |nth| Anchor { text: text.to_string(), nth: Some(nth) };
        plain.find(means).or_else(|| (1..200).map(nth).find(means))
    }

    /// The lines that an anchor means; none where it means nothing, or several places.
    pub fn lines_of(&self, anchor: &Anchor) -> BTreeSet<usize> {
        find::find(&self.desk, anchor).map(|spot| spot.lines()).unwrap_or_default()
    }
}

/// The beginning of a text, up to a pause if there is one; nothing where the text is no longer than `most`.
fn clause(text: &str, most: usize) -> Option<&str> {
    let (end, _) = text.char_indices().nth(most)?;
    let head = &text[..end];
    // Not so short that it stands elsewhere too.
    let pause = head.char_indices().skip(6).filter(|(_, c)| "，。：；、！？,".contains(*c)).last();
    Some(pause.map_or(head, |(at, _)| &head[..at]))
}
