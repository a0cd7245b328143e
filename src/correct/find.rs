//! Anchors: quoted words → the characters of the source they mean.
//!
//! In: an [`Anchor`] and the desk. Out: a [`Spot`], or why there is none ([`Miss`]).
//! Steps: all occurrences in the order of the source, white space ignored and widths folded (within a line or a block;
//! else over any lines; else over an article's own reading order); then `nth`, or the one in the best place: titles
//! before the rest of an article, articles before what belongs to none.

use super::desk::{Desk, Part, Place};
use crate::read::IssueSource;
use crate::read::sidecar::{Anchor, Correction};
use crate::read::spell;
use crate::report::{Fix, Problem};
use crate::split::{BlockRole, ResidueRole, line};
use crate::text;
use std::collections::BTreeSet;

/// The characters an anchor means: (line, character of its text), white space left out; never empty.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Spot {
    pub chars: Vec<(usize, usize)>,
}

impl Spot {
    /// Where it begins.
    pub fn start(&self) -> (usize, usize) {
        self.chars.first().copied().unwrap_or_default()
    }

    /// Its lines, each once.
    pub fn lines(&self) -> BTreeSet<usize> {
        self.chars.iter().map(|(line, _)| *line).collect()
    }
}

/// Why an anchor means no place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Miss {
    /// It occurs nowhere; perhaps this was meant: a line and words of it.
    Nowhere(Option<(usize, String)>),
    /// It occurs so often, and several places are as good as each other: `nth` and line of each.
    Several(usize, Vec<(usize, usize)>),
    /// It occurs, but not so often.
    Fewer(usize),
}

/// A character of the issue, folded, with its line and its place there.
type Stream = Vec<(char, usize, usize)>;

/// Finds the one place that an anchor means.
pub fn find(desk: &Desk, anchor: &Anchor) -> Result<Spot, Miss> {
    let mut found = occurrences(desk, &anchor.text);
    if found.is_empty() {
        // Copied with its Markdown.
        found = occurrences(desk, &line::plain(anchor.text.trim().trim_start_matches(['#', '>', '-', ' '])));
    }
    if found.is_empty() {
        return Err(Miss::Nowhere(nearest(desk, &anchor.text)));
    }
    if let Some(nth) = anchor.nth {
        let many = found.len();
        return found.into_iter().nth(nth.saturating_sub(1)).ok_or(Miss::Fewer(many));
    }
    let ranks: Vec<u8> = found.iter().map(|s| rank(desk, s)).collect();
    let best = ranks.iter().min().copied();
    let good: Vec<usize> = (0..found.len()).filter(|k| ranks.get(*k).copied() == best).collect();
    match good[..] {
        [one] => Ok(found.swap_remove(one)),
        _ => {
            let places = good.iter().map(|k| (k + 1, found[*k].start().0)).collect();
            Err(Miss::Several(found.len(), places))
        }
    }
}

/// Titles before other headlines, these before texts, articles before what belongs to none, contents pages last.
fn rank(desk: &Desk, spot: &Spot) -> u8 {
    let (line, at) = spot.start();
    match desk.place_of(line, at) {
        Place::Part { draft, part } => {
            let draft = &desk.drafts[draft];
            match draft.parts.get(part) {
                _ if draft.orphan => 3,
                Some(p) if p.role == BlockRole::Title => 0,
                Some(p) if p.is_headline() => 1,
                _ => 2,
            }
        }
        Place::Residue(ResidueRole::Unplaced | ResidueRole::Advertisement | ResidueRole::Column) => 3,
        Place::Residue(_) | Place::Nowhere => OUTSIDE,
    }
}

/// The rank of contents pages, mastheads and the like.
const OUTSIDE: u8 = 4;

fn occurrences(desk: &Desk, words: &str) -> Vec<Spot> {
    let words: Vec<char> =
        text::nfc(words).chars().filter(|c| !c.is_whitespace()).map(text::fold_char).collect();
    let whole = search(&stream(desk, 0..desk.lines.len()), &words);
    // Two letters meet at line ends by chance; what stands within one line or block is surely meant.
    let within: Vec<Spot> = whole.iter().filter(|s| is_within(desk, s)).cloned().collect();
    if within.iter().any(|s| rank(desk, s) < OUTSIDE) {
        return within;
    }
    if !whole.is_empty() {
        return whole;
    }
    // A paragraph that another column or a picture broke can be quoted as it is read.
    let mut found: Vec<Spot> = Vec::new();
    for draft in &desk.drafts {
        let mut lines: Vec<usize> = draft.parts.iter().flat_map(Part::lines).collect();
        lines.dedup();
        found.extend(search(&stream(desk, lines), &words));
    }
    found.sort();
    found.dedup();
    found
}

fn stream(desk: &Desk, lines: impl IntoIterator<Item = usize>) -> Stream {
    let mut out = Stream::new();
    for i in lines {
        let Some(line) = desk.lines.get(i) else { continue };
        // Quoted are words; where a link leads stands between them.
        let targets = line.targets();
        let is_word = |at: usize, c: char| !c.is_whitespace() && !targets.iter().any(|t| t.contains(&at));
        let shown = line.shown();
        let chars = shown.chars().enumerate().filter(|(at, c)| is_word(*at, *c));
        out.extend(chars.map(|(at, c)| (text::fold_char(c), i, at)));
    }
    out
}

/// Occurrences that do not overlap, as a text editor counts them.
fn search(stream: &Stream, words: &[char]) -> Vec<Spot> {
    let mut found = Vec::new();
    let Some(first) = words.first() else { return found };
    let mut at = 0;
    while let Some(window) = stream.get(at..at + words.len()) {
        if window[0].0 == *first && window.iter().map(|x| x.0).eq(words.iter().copied()) {
            found.push(Spot { chars: window.iter().map(|x| (x.1, x.2)).collect() });
            at += words.len();
        } else {
            at += 1;
        }
    }
    found
}

fn is_within(desk: &Desk, spot: &Spot) -> bool {
    let mut lines = spot.chars.clone();
    lines.dedup_by_key(|(line, _)| *line);
    if lines.len() <= 1 {
        return true;
    }
    let mut places = lines.iter().map(|(line, at)| desk.place_of(*line, *at));
    let first = places.next();
    matches!(first, Some(Place::Part { .. })) && places.all(|p| Some(p) == first)
}

/// The words of the issue that are most like those quoted: how many pairs of letters they share.
fn nearest(desk: &Desk, words: &str) -> Option<(usize, String)> {
    let words: Vec<char> = text::letters(words).chars().collect();
    let pairs: BTreeSet<(char, char)> = words.windows(2).map(|w| (w[0], w[1])).collect();
    // The pairs shared, whether in an article, and the line.
    let mut best: Option<((usize, bool), usize)> = None;
    for (i, line) in desk.lines.iter().enumerate() {
        let letters: Vec<char> = line.letters().chars().collect();
        let own: BTreeSet<(char, char)> =
            letters.windows(2).map(|w| (w[0], w[1])).filter(|p| pairs.contains(p)).collect();
        let weight = (own.len(), matches!(desk.place_of(i, 0), Place::Part { .. }));
        if !own.is_empty() && best.is_none_or(|(most, _)| weight > most) {
            best = Some((weight, i));
        }
    }
    let (_, i) = best?;
    let chars: Vec<char> = desk.lines.get(i)?.text.chars().collect();
    let long = words.len().clamp(1, chars.len().max(1));
    let words: String = words.iter().collect();
    let mut near: Option<(f64, String)> = None;
    for window in chars.windows(long) {
        let window: String = window.iter().collect();
        let alike = text::alike(&window, &words);
        if near.as_ref().is_none_or(|(most, _)| alike > *most) {
            near = Some((alike, window));
        }
    }
    near.filter(|(alike, _)| *alike >= 0.4).map(|(_, window)| (i, window))
}

impl Miss {
    /// How the archivist is told, with the correction that would fit.
    pub fn problem(&self, desk: &Desk, correction: &Correction, anchor: &Anchor) -> Problem {
        let new = match self {
            Self::Nowhere(near) => near.as_ref().map(|(_, words)| (words.clone(), None)),
            Self::Several(_, places) => places.first().map(|(nth, _)| (anchor.text.clone(), Some(*nth))),
            Self::Fewer(many) => Some((anchor.text.clone(), Some(*many).filter(|n| *n > 1))),
        };
        let new = new.map(|(text, nth)| Anchor { text, nth }).filter(|new| find(desk, new).is_ok());
        let fix = new.map(|new| spell::correction(&correction.action.clone().quoting(anchor, &new)));
        self.told(desk, correction, anchor).fix(fix.map_or(Fix::Remove, Fix::Replace))
    }

    fn told(&self, desk: &Desk, correction: &Correction, anchor: &Anchor) -> Problem {
        let words = shortened(&anchor.text);
        match self {
            Self::Nowhere(near) => {
                let problem = warning(
                    desk.source,
                    correction,
                    format!("找不到“{words}” (the words quoted are not in the source)"),
                );
                match near {
                    Some((i, near)) => problem
                        .help(format!("最接近的是 (nearest): {} “{}”", spelt_place(desk, *i), shortened(near))),
                    None => problem.help("引文须与源文件逐字相同，空白不计 (quote it letter by letter; white space is ignored)"),
                }
            }
            Self::Several(many, places) => {
                let shown: Vec<String> = places
                    .iter()
                    .take(6)
                    .map(|(nth, i)| format!("nth: {nth} → {}", spelt_place(desk, *i)))
                    .collect();
                let more = if places.len() > shown.len() { ", …" } else { "" };
                warning(
                    desk.source,
                    correction,
                    format!("“{words}”有 {many} 处 (the words quoted occur {many} times)"),
                )
                .help(format!("请引得更长，或写 nth (quote more, or add nth): {}{more}", shown.join(", ")))
            }
            Self::Fewer(many) => {
                let nth = anchor.nth.unwrap_or_default();
                warning(
                    desk.source,
                    correction,
                    format!("“{words}”没有第 {nth} 处 (no occurrence number {nth})"),
                )
                .help(format!("只有 {many} 处 (it occurs {many} times)"))
            }
        }
    }
}

/// A warning at a correction; with its line where it stands in a source's own front matter.
pub fn warning(source: &IssueSource, correction: &Correction, message: String) -> Problem {
    let problem = Problem::warning(&correction.path, message).at(correction.line, correction.column);
    let file = source.files.iter().find(|f| f.path == correction.path);
    match file.and_then(|f| f.lines.get(correction.line.saturating_sub(1))) {
        Some(line) => problem.excerpt(line),
        None => problem,
    }
}

fn spelt_place(desk: &Desk, i: usize) -> String {
    let Some(line) = desk.lines.get(i) else { return String::new() };
    let path = desk.source.files.get(line.file).map_or("", |f| f.path.as_str());
    format!("{path}:{}", line.n)
}

/// A quotation short enough for a message.
pub fn shortened(words: &str) -> String {
    let words = words.trim();
    match words.char_indices().nth(30) {
        Some((cut, _)) => format!("{}…", words.get(..cut).unwrap_or_default()),
        None => words.to_string(),
    }
}
