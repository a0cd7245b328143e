//! Paragraphs: the pieces that columns, pages and pictures made of them, put together.
//!
//! In: a draft's items. Out: [`Part`]s: blocks as lists of line indexes with their roles, in reading order.

use super::BlockRole;
use super::classify::{Class, Ending, ending};
use super::cohesion::Cohesion;
use super::fragment;
use super::line::Line;
use super::marks;
use super::outline::{Draft, Item};

/// A block in the making: its role and its lines, pieces of one paragraph together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    pub role: BlockRole,
    pub lines: Vec<usize>,
}

/// Lines as wide as the column they were set in: a source that keeps the printed lines.
#[derive(Debug, Clone, Copy)]
pub struct Wrap {
    /// Width of a full line in characters; `None` where a source line is a paragraph.
    pub width: Option<usize>,
}

impl Wrap {
    /// A source is wrapped where most of its body lines have nearly one length and end anywhere.
    pub fn of(lines: &[Line], class: &[Class]) -> Self {
        let mut lengths: Vec<usize> = lines
            .iter()
            .zip(class)
            .filter(|(_, c)| **c == Class::Body || **c == Class::Head)
            .map(|(l, _)| l.len)
            .filter(|n| *n >= 8)
            .collect();
        if lengths.len() < 12 {
            return Self { width: None };
        }
        lengths.sort_unstable();
        let width = lengths[lengths.len() * 3 / 4];
        let full = lengths.iter().filter(|n| n.abs_diff(width) <= 2).count();
        let open =
            lines.iter().filter(|l| l.len.abs_diff(width) <= 2 && ending(&l.fold) == Ending::Open).count();
        let wrapped = width <= 60 && full * 2 >= lengths.len() && open * 5 >= full * 2;
        Self { width: wrapped.then_some(width) }
    }
}

/// Puts a draft's items together.
pub fn join(draft: &Draft, lines: &[Line], class: &[Class], cohesion: &Cohesion, wrap: Wrap) -> Vec<Part> {
    let mut parts: Vec<Part> = Vec::new();
    // Index of the paragraph that may go on.
    let mut open: Option<usize> = None;
    for (k, item) in draft.items.iter().enumerate() {
        match item {
            // A heading whose text begins in mid-sentence is that text's first piece.
            Item::Heading(heading)
                if heading.len() == 1
                    && lines[heading[0]].level == 0
                    && matches!(draft.items.get(k + 1), Some(Item::Text(t)) if fragment::begins_within(&lines[*t].fold) >= 3.0) =>
            {
                parts.push(Part { role: BlockRole::Body, lines: heading.clone() });
                open = Some(parts.len() - 1);
            }
            Item::Text(i) | Item::Continuation(i) => {
                let role = text_role(class[*i]);
                if let Some(k) = open
                    && goes_on(&parts[k], role, *i, lines, cohesion, wrap)
                {
                    parts[k].lines.push(*i);
                    continue;
                }
                parts.push(Part { role, lines: vec![*i] });
                open = Some(parts.len() - 1);
            }
            Item::Heading(heading) => {
                let last = parts.last_mut().filter(|p| p.role == BlockRole::Heading);
                let pair = last
                    .as_ref()
                    .and_then(|p| p.lines.last())
                    .is_some_and(|l| fragment::breaks_off(&lines[*l].fold) > 1.0);
                match last {
                    Some(part) if pair => part.lines.extend(heading),
                    _ => parts.push(Part { role: BlockRole::Heading, lines: heading.clone() }),
                }
                open = open.filter(|k| breaks_off(&parts[*k], lines));
            }
            Item::Mark(i) => {
                let role = mark_role(class[*i]);
                parts.push(Part { role, lines: vec![*i] });
                if matches!(class[*i], Class::Signature | Class::AuthorNote) {
                    open = None;
                }
            }
        }
    }
    parts
}

fn text_role(class: Class) -> BlockRole {
    match class {
        Class::Verse => BlockRole::Verse,
        Class::List => BlockRole::List,
        Class::Table => BlockRole::Table,
        _ => BlockRole::Body,
    }
}

fn mark_role(class: Class) -> BlockRole {
    match class {
        Class::Caption => BlockRole::Caption,
        Class::Credit => BlockRole::Credit,
        Class::AuthorNote => BlockRole::Note,
        Class::JumpTo => BlockRole::Jump,
        Class::Signature | Class::Byline => BlockRole::Byline,
        _ => BlockRole::Note,
    }
}

fn breaks_off(part: &Part, lines: &[Line]) -> bool {
    part.role == BlockRole::Body
        && part.lines.last().is_some_and(|i| matches!(ending(&lines[*i].fold), Ending::Open | Ending::Pause))
}

/// Whether line `i` goes on with the paragraph (verse: the stanza; lists and tables: the block).
fn goes_on(part: &Part, role: BlockRole, i: usize, lines: &[Line], cohesion: &Cohesion, wrap: Wrap) -> bool {
    // A line that is nothing but 上接… says nothing of how the text before it ended.
    let lone = |i: &usize| {
        marks::jump_from(&lines[*i].fold).is_some_and(|(_, at)| lines[*i].fold[at..].trim().is_empty())
    };
    let spoken = part.lines.iter().rev().take(8).find(|i| !lone(i));
    let Some(last) = spoken.or(part.lines.last()).copied() else { return false };
    if part.role != role {
        return false;
    }
    let (left, right) = (&lines[last], &lines[i]);
    match role {
        BlockRole::Verse | BlockRole::List | BlockRole::Table => right.gap == 0 && last + 1 == i,
        BlockRole::Body => same_paragraph(left, right, last + 1 == i, cohesion, wrap),
        _ => false,
    }
}

fn same_paragraph(left: &Line, right: &Line, adjacent: bool, cohesion: &Cohesion, wrap: Wrap) -> bool {
    if let Some((_, at)) = marks::jump_to(&left.fold) {
        let stopped = ending(&left.fold[..at]) == Ending::Stop;
        return !stopped;
    }
    if marks::jump_from(&right.fold).is_some() {
        return ending(&left.fold) != Ending::Stop;
    }
    if marks::trailing_signature(&left.fold).is_some() {
        return false;
    }
    if let Some(width) = wrap.width
        && adjacent
        && right.gap == 0
        && left.len + 2 >= width
    {
        return !right.indented && marks::numbered(&right.fold).is_none();
    }
    if left.hard_break && adjacent && ending(&left.fold) != Ending::Stop {
        return true;
    }
    fragment::one_paragraph(left, right, cohesion) > 0.0
}
