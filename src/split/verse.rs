//! Poems: runs of short lines without stops.
//!
//! In: lines and classes. Out: the classes of their lines changed to [`Class::Verse`].

use super::classify::Class;
use super::line::Line;
use super::rules::Rule;
use super::trace::Trace;
use super::wrap::Wrapped;
use super::{ResidueRole, marks};

/// Fewest lines of a poem (a quatrain with its title above).
const FEWEST: usize = 6;
/// Longest line of verse, in characters.
const LONGEST: usize = 22;

/// Marks the lines of poems. A poem follows a title (and a byline) and runs on in short lines; where the source sets
/// paragraphs apart by blank lines, its lines stand together in stanzas.
pub fn mark(
    lines: &[Line],
    class: &mut [Class],
    place: &[Option<ResidueRole>],
    wrapped: &Wrapped,
    trace: &mut Trace,
) {
    let blanks = lines.windows(2).filter(|w| w[1].gap > 0).count();
    let spaced = blanks * 2 > lines.len();
    let free = |i: usize| place[i].is_none() && !wrapped.is_wrapped(i);
    let short = |i: usize, class: &[Class]| {
        free(i)
            && matches!(class[i], Class::Head | Class::Byline)
            && lines[i].level == 0
            && !lines[i].bold
            && lines[i].len <= LONGEST
            && marks::numbered(&lines[i].fold).is_none()
    };
    let mut i = 0;
    while i < lines.len() {
        if !short(i, class) {
            i += 1;
            continue;
        }
        let mut end = i;
        // Lines of verse may end in a stop or a comma: such a line is taken for a paragraph by itself.
        while end < lines.len()
            && (short(end, class) || end > i && verse_like(&lines[end], class[end]) && free(end))
        {
            end += 1;
        }
        let begin = body_of(lines, class, i, end);
        let together = (begin + 1..end).filter(|k| lines[*k].gap == 0).count();
        // Below a byline even lines set apart by blank lines are verse: nothing else runs on so.
        let signed = begin > i && class[begin - 1] == Class::Byline;
        let stanzas = signed || !spaced || together * 2 >= end.saturating_sub(begin + 1);
        if end - begin >= FEWEST && stanzas && even(&lines[begin..end]) {
            class[begin..end].fill(Class::Verse);
            (begin..end).for_each(|k| trace.line(k, Rule::VerseLines));
        }
        i = end.max(i + 1);
    }
}

fn verse_like(line: &Line, class: Class) -> bool {
    class == Class::Body
        && line.level == 0
        && line.len <= 16
        && !line.bold_lead
        && !marks::dateline(&line.fold)
        && line.gap == 0
}

/// Where the poem begins: below the byline, else below the first line when a blank line sets it off.
fn body_of(lines: &[Line], class: &[Class], from: usize, end: usize) -> usize {
    let names = (from..end.min(from + 5)).rev().find(|i| class[*i] == Class::Byline);
    match names {
        Some(i) => i + 1,
        None => (from + 1..end.min(from + 4)).find(|i| lines[*i].gap > 0).unwrap_or(from),
    }
}

/// Lines of verse are short on the whole.
fn even(lines: &[Line]) -> bool {
    let total: usize = lines.iter().map(|l| l.len).sum();
    total <= 14 * lines.len()
}
