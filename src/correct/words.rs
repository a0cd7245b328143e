//! What was printed where the OCR erred: words in blocks, and in the facts that were read from them.

use super::desk::{Desk, Draft, Edit};
use super::find::Spot;
use super::headline::{Headline, authors_of};
use crate::split::{Author, BlockRole};
use crate::text;

/// Notes that `printed` stands where the spot is; `false` where another correction has those letters already.
pub fn note(desk: &mut Desk, spot: &Spot, printed: &str) -> bool {
    let edits = edits(desk, spot, &text::nfc(printed));
    let taken = |e: &Edit| desk.edits.iter().any(|o| o.line == e.line && o.from < e.to && e.from < o.to);
    if edits.iter().any(taken) {
        return false;
    }
    desk.edits.extend(edits);
    true
}

/// The letters that differ, line by line: what is as printed keeps its spacing and its Markdown.
fn edits(desk: &Desk, spot: &Spot, printed: &str) -> Vec<Edit> {
    let at = |(line, i): &(usize, usize)| desk.lines.get(*line).and_then(|l| l.shown().chars().nth(*i));
    let given: Vec<char> = spot.chars.iter().filter_map(at).collect();
    let new: Vec<char> = printed.chars().collect();
    if given == new {
        return Vec::new();
    }
    let least = given.len().min(new.len());
    let mut head = (0..least).take_while(|k| given[*k] == new[*k]).count();
    let mut tail =
        (0..least - head).take_while(|k| given[given.len() - 1 - k] == new[new.len() - 1 - k]).count();
    // Something put in needs a letter to hang on.
    if head + tail == given.len() {
        if head > 0 { head -= 1 } else { tail = tail.saturating_sub(1) }
    }
    let mut with: String = new[head..new.len() - tail].iter().collect();
    let mut out: Vec<Edit> = Vec::new();
    for (line, i) in spot.chars.iter().take(given.len() - tail).skip(head) {
        match out.last_mut().filter(|e| e.line == *line) {
            Some(edit) => edit.to = i + 1,
            None => out.push(Edit { line: *line, from: *i, to: i + 1, with: std::mem::take(&mut with) }),
        }
    }
    out
}

/// Titles and names that were read from the words take what was printed.
pub fn settle(desk: &mut Desk) {
    for k in 0..desk.drafts.len() {
        let draft = &desk.drafts[k];
        if !draft.parts.iter().any(|p| desk.is_edited(p)) {
            continue;
        }
        let (old, new) = (Headline::of(desk, draft, false), Headline::of(desk, draft, true));
        let mut article = draft.article.clone();
        if article.title == old.title {
            article.title = new.title;
        }
        if article.kicker == old.kicker {
            article.kicker = new.kicker;
        }
        if article.subtitle == old.subtitle {
            article.subtitle = new.subtitle;
        }
        authors(desk, draft, &mut article.authors);
        desk.drafts[k].article = article;
    }
}

fn authors(desk: &Desk, draft: &Draft, authors: &mut Vec<Author>) {
    for part in draft.parts.iter().filter(|p| desk.is_edited(p)) {
        let (old, new) = (authors_of(desk, part, false), authors_of(desk, part, true));
        if old == new || (new.is_empty() && part.role == BlockRole::Body) {
            continue;
        }
        let known = |a: &Author| old.iter().any(|o| o.name == a.name);
        let at = authors.iter().position(known);
        // Names of a picture's credit are no authors, unless they were.
        if at.is_none() && part.role == BlockRole::Credit {
            continue;
        }
        authors.retain(|a| !known(a));
        let at = at.unwrap_or(authors.len()).min(authors.len());
        let fresh: Vec<Author> =
            new.into_iter().filter(|n| !authors.iter().any(|a| a.name == n.name)).collect();
        authors.splice(at..at, fresh);
    }
}
