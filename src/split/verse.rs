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
/// The same where they are set in and title and names are not.
const FEWEST_SET_IN: usize = 4;
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
    // Where short lines are set in and others are not, those that are not are titles and names.
    let some_set_in =
        (0..lines.len()).filter(|i| lines[*i].indented && lines[*i].len <= 16 && free(*i)).count() >= 4
            && lines.iter().any(|l| !l.indented && l.len <= 16);
    // How many lines above each are set in, and how far the present run of short lines was followed: a poem may end
    // before it, and its rest is looked at again.
    let mut set_in_above = vec![0];
    set_in_above.extend(lines.iter().scan(0, |n, line| {
        *n += usize::from(line.indented);
        Some(*n)
    }));
    let mut followed = 0;
    let mut i = 0;
    while i < lines.len() {
        let opens =
            short(i, class) || some_set_in && lines[i].indented && verse_like(&lines[i], class[i]) && free(i);
        if !opens {
            i += 1;
            continue;
        }
        let mut end = followed.max(i);
        // Lines of verse may end in a stop or a comma: such a line is taken for a paragraph by itself.
        let set_in = lines[i].indented;
        while end < lines.len()
            && (!some_set_in || lines[end].indented == set_in)
            && (short(end, class)
                || (end > i || some_set_in && set_in) && verse_like(&lines[end], class[end]) && free(end))
        {
            end += 1;
        }
        followed = end;
        let begin = if some_set_in && set_in { i } else { body_of(lines, class, i, end).min(end) };
        let end = end_of(lines, class, begin, end, &set_in_above);
        let together = (begin + 1..end).filter(|k| lines[*k].gap == 0).count();
        // Below a byline even lines set apart by blank lines are verse: nothing else runs on so.
        let signed = begin > i && class[begin - 1] == Class::Byline;
        let stanzas = signed || !spaced || together * 2 >= end.saturating_sub(begin + 1);
        let fewest = if some_set_in && set_in { FEWEST_SET_IN } else { FEWEST };
        let stanzas = stanzas || some_set_in && set_in && together > 0;
        if end - begin >= fewest && stanzas && even(&lines[begin..end]) {
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
        && !line.fold.starts_with('“')
        && !marks::dateline(&line.fold)
}

/// Where the poem begins: below the byline, else below the first line when a blank line sets it off.
fn body_of(lines: &[Line], class: &[Class], from: usize, end: usize) -> usize {
    let by_name = |i: &usize| {
        let fold = &lines[*i].fold;
        class[*i] == Class::Byline
            || *i > from && fold.contains(' ') && super::byline::bare_name(fold).is_some()
    };
    if let Some(names) = (from..end.min(from + 5)).rev().find(by_name) {
        return names + 1;
    }
    // Right below a text the first line is the title.
    let below_text = from.checked_sub(1).is_some_and(|k| class[k] == Class::Body);
    (from + 1..end.min(from + 4)).find(|i| lines[*i].gap > 0).unwrap_or(if below_text {
        from + 1
    } else {
        from
    })
}

/// Where the poem ends: the next article's label, headline and byline are short lines too.
fn end_of(lines: &[Line], class: &[Class], begin: usize, end: usize, set_in_above: &[usize]) -> usize {
    if end >= lines.len() || end < begin + FEWEST || class[end] != Class::Body || lines[end].len <= LONGEST {
        return end;
    }
    // Where verse is set in, the first line that is not ends it.
    let set_in = set_in_above[end] - set_in_above[begin];
    if set_in * 2 > end - begin {
        return (begin + 2..end).find(|k| !lines[*k].indented).unwrap_or(end);
    }
    let from = end.saturating_sub(4).max(begin + 2);
    let label = (from..end).find(|k| super::group::is_column_name(&lines[*k].fold));
    let names = (from + 1..end).find(|k| class[*k] == Class::Byline).map(|k| k - 1);
    let stanza = (from..end).rev().find(|k| lines[*k].gap > lines[*k - 1].gap && lines[*k].gap > 0);
    [label, names].into_iter().flatten().min().or(stanza).unwrap_or(end - 1)
}

/// Lines of verse are short on the whole.
fn even(lines: &[Line]) -> bool {
    let total: usize = lines.iter().map(|l| l.len).sum();
    total <= 14 * lines.len()
}
