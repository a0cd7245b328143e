//! The residue: all that stands in no article.
//!
//! In: what the front matter and the furniture took, and the outline. Out: residues, each a stretch of lines of one role.

use super::super::line::Line;
use super::super::outline::{Draft, Item, Outline};
use super::super::rules::Rule;
use super::super::trace::Trace;
use super::super::{LineRange, Residue, ResidueRole};
use super::Desk;

/// All that stands in no article.
pub fn residues(desk: &Desk, outline: &Outline, trace: &mut Trace) -> Vec<Residue> {
    let mut place: Vec<Option<ResidueRole>> = desk.front.place.clone();
    for i in &outline.labels {
        place[*i] = Some(ResidueRole::Column);
    }
    for i in &outline.unplaced {
        place[*i] = Some(ResidueRole::Unplaced);
    }
    for i in outline.drafts.iter().filter(|d| d.advertisement).flat_map(all_lines) {
        trace.line(i, Rule::UnderAdLabel);
        place[i] = Some(ResidueRole::Advertisement);
    }
    stretches(desk, &place)
}

/// The lines of mastheads and colophons, at most a page of them.
pub fn imprint(lines: &[Line], place: &[Option<ResidueRole>]) -> Vec<String> {
    let told = lines.iter().zip(place);
    let told = told.filter(|(_, p)| matches!(p, Some(ResidueRole::Masthead | ResidueRole::Colophon)));
    told.take(60).map(|(line, _)| line.text.chars().take(200).collect()).collect()
}

/// All lines of a draft.
fn all_lines(draft: &Draft) -> Vec<usize> {
    let group = &draft.group;
    let head = group.headline().chain(group.byline.iter().copied()).chain(group.notes.iter().copied());
    let items = draft.items.iter().flat_map(|item| match item {
        Item::Heading(lines) => lines.clone(),
        other => vec![other.first()],
    });
    head.chain(items).collect()
}

/// Neighbouring lines of one role are one residue.
fn stretches(desk: &Desk, place: &[Option<ResidueRole>]) -> Vec<Residue> {
    let mut out: Vec<Residue> = Vec::new();
    let mut before: Option<usize> = None;
    for (i, role) in place.iter().enumerate() {
        let Some(role) = *role else { continue };
        let line = &desk.lines[i];
        let adjoins = before.is_some_and(|b| b + 1 == i && desk.lines[b].file == line.file);
        match out.last_mut().filter(|r| adjoins && r.role == role) {
            Some(residue) => {
                if let Some(range) = residue.lines.last_mut() {
                    range.last = line.n;
                }
            }
            None => out.push(Residue {
                role,
                lines: vec![LineRange { file: line.file, first: line.n, last: line.n }],
            }),
        }
        before = Some(i);
    }
    out
}
