//! Poems: runs of short lines without stops.
//!
//! In: lines and classes. Out: the classes of their lines changed to [`Class::Verse`].

use super::classify::{Class, Ending, ending};
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
    let page = Page::new(lines, place, wrapped);
    let set_in_above = set_in_above(lines);
    // How far the present run of short lines was followed: a poem may end before it, and its rest is looked at again.
    let mut followed = 0;
    let mut i = 0;
    while i < lines.len() {
        if !page.opens(i, class) {
            i += 1;
            continue;
        }
        followed = page.run_end(i, followed.max(i), class);
        let begin = if page.is_set_in(i) { i } else { body_of(lines, class, i, followed).min(followed) };
        let end = end_of(lines, class, begin, followed, &set_in_above);
        if page.is_poem(i, begin, end, class) {
            class[begin..end].fill(Class::Verse);
            (begin..end).for_each(|k| trace.line(k, Rule::VerseLines));
        }
        i = end.max(i + 1);
    }
}

/// How many lines above each are set in.
fn set_in_above(lines: &[Line]) -> Vec<usize> {
    let mut above = vec![0];
    above.extend(lines.iter().scan(0, |n, line| {
        *n += usize::from(line.indented);
        Some(*n)
    }));
    above
}

/// How the lines are set among which poems are looked for.
struct Page<'a> {
    lines: &'a [Line],
    place: &'a [Option<ResidueRole>],
    wrapped: &'a Wrapped,
    /// Blank lines set most paragraphs apart.
    spaced: bool,
    /// Short lines are set in and others are not: those that are not are titles and names.
    some_set_in: bool,
}

impl<'a> Page<'a> {
    fn new(lines: &'a [Line], place: &'a [Option<ResidueRole>], wrapped: &'a Wrapped) -> Self {
        let blanks = lines.windows(2).filter(|w| w[1].gap > 0).count();
        let spaced = blanks * 2 > lines.len();
        let page = Self { lines, place, wrapped, spaced, some_set_in: false };
        let set_in = |i: &usize| lines[*i].indented && lines[*i].len <= 16 && page.is_free(*i);
        let some_set_in =
            (0..lines.len()).filter(set_in).count() >= 4 && lines.iter().any(|l| !l.indented && l.len <= 16);
        Self { some_set_in, ..page }
    }

    fn is_free(&self, i: usize) -> bool {
        self.place[i].is_none() && !self.wrapped.is_wrapped(i)
    }

    /// Set in where that tells verse from titles and names.
    fn is_set_in(&self, i: usize) -> bool {
        self.some_set_in && self.lines[i].indented
    }

    fn is_short(&self, i: usize, class: &[Class]) -> bool {
        let line = &self.lines[i];
        self.is_free(i)
            && matches!(class[i], Class::Head | Class::Byline)
            && line.level == 0
            && !line.bold
            && line.len <= LONGEST
            && marks::numbered(&line.fold).is_none()
    }

    /// Lines of verse may end in a stop or a comma: such a line is taken for a paragraph by itself.
    fn is_stopped_verse(&self, i: usize, class: &[Class]) -> bool {
        verse_like(&self.lines[i], class[i]) && self.is_free(i)
    }

    /// Whether a run of short lines begins here.
    fn opens(&self, i: usize, class: &[Class]) -> bool {
        self.is_short(i, class) || self.is_set_in(i) && self.is_stopped_verse(i, class)
    }

    /// Where the run that begins at `i` ends; it is known to go on to `from`.
    fn run_end(&self, i: usize, from: usize, class: &[Class]) -> usize {
        let goes_on = |k: &usize| {
            let set_alike = !self.some_set_in || self.lines[*k].indented == self.lines[i].indented;
            let stopped = (*k > i || self.is_set_in(i)) && self.is_stopped_verse(*k, class);
            set_alike && (self.is_short(*k, class) || stopped)
        };
        (from..self.lines.len()).find(|k| !goes_on(k)).unwrap_or(self.lines.len())
    }

    /// Whether `begin..end`, in a run from `i` on, is a poem: enough lines, in stanzas, about as long as each other.
    fn is_poem(&self, i: usize, begin: usize, end: usize, class: &[Class]) -> bool {
        let together = (begin + 1..end).filter(|k| self.lines[*k].gap == 0).count();
        // Below a byline even lines set apart by blank lines are verse: nothing else runs on so.
        let signed = begin > i && class[begin - 1] == Class::Byline;
        let stanzas = signed
            || !self.spaced
            || together * 2 >= end.saturating_sub(begin + 1)
            || self.is_set_in(i) && together > 0;
        let fewest = if self.is_set_in(i) { FEWEST_SET_IN } else { FEWEST };
        end - begin >= fewest && stanzas && even(&self.lines[begin..end])
    }
}

fn verse_like(line: &Line, class: Class) -> bool {
    class == Class::Body
        && line.level == 0
        && line.len <= 16
        && !line.bold_lead
        && !line.fold.starts_with('“')
        && !line.dateline
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
    // The next poem in the same run: its title and its byline below a full stop.
    let next = (begin + FEWEST..end.saturating_sub(1)).find(|k| {
        class[k + 1] == Class::Byline
            && ending(&lines[k - 1].fold) == Ending::Stop
            && class[*k] == Class::Head
    });
    if let Some(next) = next {
        let label = next.checked_sub(1).filter(|k| super::group::is_column_name(&lines[*k].fold));
        return label.unwrap_or(next);
    }
    if end >= lines.len() || end < begin + FEWEST || class[end] != Class::Body {
        return end;
    }
    // A short paragraph may be the last line of the poem, unless a headline and names stand above it.
    let signed = (end.saturating_sub(3).max(begin + 2)..end).any(|k| class[k] == Class::Byline);
    if lines[end].len <= LONGEST && !signed {
        return end;
    }
    // Where verse is set in, the first line that is not ends it.
    let set_in = set_in_above[end] - set_in_above[begin];
    if set_in * 2 > end - begin {
        return (begin + 2..end).find(|k| !lines[*k].indented).unwrap_or(end);
    }
    let from = end.saturating_sub(4).max(begin + 2);
    let is_label = |k: &usize| {
        super::group::is_column_name(&lines[*k].fold) || super::group::is_spaced_out(&lines[*k].text)
    };
    let label = (from..end).find(is_label).or_else(|| after_last_stop(lines, begin, from, end));
    let names = (from + 1..end).find(|k| class[*k] == Class::Byline).map(|k| k - 1);
    let stanza = (from..end).rev().find(|k| lines[*k].gap > lines[*k - 1].gap && lines[*k].gap > 0);
    [label, names].into_iter().flatten().min().or(stanza).unwrap_or(end - 1)
}

/// Where the poem's lines have marks at their ends, the first of those without below a full stop is no line of it.
fn after_last_stop(lines: &[Line], begin: usize, from: usize, end: usize) -> Option<usize> {
    let open = |k: usize| ending(&lines[k].fold) == Ending::Open;
    let marked = (begin..from).filter(|k| !open(*k)).count();
    let stopped = |k: usize| ending(&lines[k - 1].fold) == Ending::Stop;
    (marked * 2 >= from - begin).then(|| (from..end).find(|k| stopped(*k) && (*k..end).all(open))).flatten()
}

/// Lines of verse are short on the whole.
fn even(lines: &[Line]) -> bool {
    let total: usize = lines.iter().map(|l| l.len).sum();
    total <= 14 * lines.len()
}
