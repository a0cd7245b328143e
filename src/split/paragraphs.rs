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
use super::rules::Rule;
use super::trace::{Trace, Words};
use super::wrap::Wrapped;

/// A block in the making: its role and its lines, pieces of one paragraph together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    pub role: BlockRole,
    pub lines: Vec<usize>,
}

/// Puts a draft's items together.
pub fn join(
    draft: &Draft,
    lines: &[Line],
    class: &[Class],
    cohesion: &Cohesion,
    wrapped: &Wrapped,
    trace: &mut Trace,
) -> Vec<Part> {
    let mut parts: Vec<Part> = Vec::new();
    // Index of the paragraph that may go on.
    let mut open: Option<usize> = None;
    for (k, item) in draft.items.iter().enumerate() {
        match item {
            // A heading whose text begins in mid-sentence is that text's first piece.
            Item::Heading(heading)
                if heading.len() == 1
                    && lines[heading[0]].level == 0
                    && matches!(draft.items.get(k + 1), Some(Item::Text(t)) if fragment::line_begins_within(&lines[*t]) >= 3.0) =>
            {
                trace.line(heading[0], Rule::HeadingIsFirstPiece);
                parts.push(Part { role: BlockRole::Body, lines: heading.clone() });
                open = Some(parts.len() - 1);
            }
            Item::Text(i) | Item::Continuation(i) => {
                let role = text_role(class[*i]);
                if let Some(k) = open {
                    let mut words = trace.words();
                    let asked = goes_on(&parts[k], role, *i, lines, cohesion, wrapped, &mut words);
                    if let Some((left, joined)) = asked {
                        trace.join(left, *i, joined, words);
                    }
                    if asked.is_some_and(|(_, joined)| joined) {
                        parts[k].lines.push(*i);
                        continue;
                    }
                }
                parts.push(Part { role, lines: vec![*i] });
                open = Some(parts.len() - 1);
            }
            Item::Heading(heading) => {
                add_heading(&mut parts, heading, lines, trace);
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

/// A heading, or the second line of one.
fn add_heading(parts: &mut Vec<Part>, heading: &[usize], lines: &[Line], trace: &mut Trace) {
    let last = parts.last_mut().filter(|p| p.role == BlockRole::Heading);
    let pair = last
        .as_ref()
        .and_then(|p| p.lines.last())
        .is_some_and(|l| fragment::breaks_off(&lines[*l].fold) > 1.0);
    match last {
        Some(part) if pair => {
            heading.iter().for_each(|i| trace.line(*i, Rule::HeadingOfTwoLines));
            part.lines.extend(heading);
        }
        _ => parts.push(Part { role: BlockRole::Heading, lines: heading.to_vec() }),
    }
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

/// Whether line `i` goes on with the paragraph (verse: the stanza; lists and tables: the block), and after which line;
/// nothing where they are not of one kind.
fn goes_on(
    part: &Part,
    role: BlockRole,
    i: usize,
    lines: &[Line],
    cohesion: &Cohesion,
    wrapped: &Wrapped,
    words: &mut Words,
) -> Option<(usize, bool)> {
    // A line that is nothing but 上接… says nothing of how the text before it ended.
    let lone = |i: &usize| {
        marks::jump_from(&lines[*i].fold).is_some_and(|(_, at)| lines[*i].fold[at..].trim().is_empty())
    };
    let spoken = part.lines.iter().rev().take(8).find(|i| !lone(i));
    let last = spoken.or(part.lines.last()).copied()?;
    if part.role != role {
        return None;
    }
    let (left, right) = (&lines[last], &lines[i]);
    let adjacent = last + 1 == i;
    let joined = match role {
        BlockRole::Verse | BlockRole::List | BlockRole::Table => {
            words.alone(Rule::RowsTogether);
            right.gap == 0 && adjacent
        }
        // The printed line below goes on, whatever it looks like.
        BlockRole::Body if adjacent && wrapped.is_later(i) => {
            words.alone(Rule::FullPrintedLine);
            true
        }
        BlockRole::Body => same_paragraph(left, right, adjacent, cohesion, words),
        _ => false,
    };
    Some((last, joined))
}

fn same_paragraph(left: &Line, right: &Line, adjacent: bool, cohesion: &Cohesion, words: &mut Words) -> bool {
    if let Some((_, at)) = marks::jump_to(&left.fold) {
        let stopped = ending(&left.fold[..at]) == Ending::Stop;
        words.alone(if stopped { Rule::StopsAbove } else { Rule::AfterJumpTo });
        return !stopped;
    }
    if marks::jump_from(&right.fold).is_some() {
        let stopped = ending(&left.fold) == Ending::Stop;
        words.alone(if stopped { Rule::StopsAbove } else { Rule::BeforeJumpFrom });
        return !stopped;
    }
    if marks::trailing_signature(&left.fold).is_some() {
        words.alone(Rule::AfterSignature);
        return false;
    }
    if left.hard_break && adjacent && ending(&left.fold) != Ending::Stop {
        words.alone(Rule::HardBreak);
        return true;
    }
    fragment::one_paragraph(left, right, cohesion, words);
    words.sum() > 0.0
}
