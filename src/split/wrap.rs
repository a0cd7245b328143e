//! Hard-wrapped text: sources that keep the printed lines of a column.
//!
//! In: lines and their classes. Out: [`Wrapped`]: which lines are a paragraph's first and which its later ones; their
//! classes changed to [`Class::Body`], since no line of a paragraph is a headline, whatever it looks like.
//!
//! Steps: 1. runs of lines of one width, sure by their number or by the indent of the first; 2. with the widths so
//! found, the shorter runs; 3. each run's short last line.

use super::classify::{Class, Ending, ending};
use super::line::Line;
use super::marks;
use std::collections::BTreeMap;

/// Where a line stands in a wrapped paragraph.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Set {
    /// In none: a source line of its own.
    #[default]
    Free,
    /// Its first line.
    First,
    /// A later line: it goes on from the line above.
    Later,
}

/// For each line, where it stands in a wrapped paragraph.
#[derive(Debug, Clone, Default)]
pub struct Wrapped(Vec<Set>);

/// Narrowest and widest column, in half-widths: 8 to 50 characters.
const COLUMN: std::ops::RangeInclusive<usize> = 16..=100;
/// Two lines are of one width within this many half-widths: hanging marks, digits of half a width.
const SLACK: usize = 3;
/// Full lines that make a run sure when nothing is set in, and when its first line is.
const SURE: usize = 4;
const SURE_INDENTED: usize = 2;
/// Full lines in short runs that make their width known.
const VOTES: usize = 6;

impl Wrapped {
    pub fn is_later(&self, i: usize) -> bool {
        self.0.get(i) == Some(&Set::Later)
    }

    pub fn is_wrapped(&self, i: usize) -> bool {
        self.0.get(i).is_some_and(|s| *s != Set::Free)
    }
}

/// Finds wrapped paragraphs and makes their lines text.
pub fn mark(lines: &[Line], class: &mut [Class]) -> Wrapped {
    let widths: Vec<usize> = lines.iter().map(width).collect();
    let runs = Runs::new(lines, class, &widths);
    let mut sets = vec![Set::Free; lines.len()];
    let mut known = voted(lines, class, &widths, &runs);
    for sure in [true, false] {
        let mut i = 0;
        while i < lines.len() {
            if sets[i] != Set::Free || !may_be_text(&lines[i], class[i]) {
                i += 1;
                continue;
            }
            let full = runs.full[i];
            let tail = tail(lines, class, &widths, i, full);
            // Where most lines are set in, each is a paragraph, or a line of verse.
            let set_in = lines[i..i + full].iter().filter(|l| l.indented).count();
            let each_set_in = set_in > 1 && set_in * 2 > full;
            let accepted = !each_set_in
                && if sure {
                    runs.is_sure(lines, i)
                } else {
                    is_known(lines, &widths, i, full, tail, &known)
                };
            if !accepted {
                i += 1;
                continue;
            }
            let end = i + full + usize::from(tail);
            set(lines, &mut sets, i, end);
            if sure && known.last() != Some(&widths[i + full - 1]) {
                known.push(widths[i + full - 1]);
            }
            i = end;
        }
        known.sort_unstable();
        known.dedup();
        if known.is_empty() {
            break;
        }
    }
    for (set, class) in sets.iter().zip(class.iter_mut()) {
        if *set != Set::Free && *class != Class::List {
            *class = Class::Body;
        }
    }
    Wrapped(sets)
}

/// Widths of many short runs: three lines and a shorter last one, again and again.
fn voted(lines: &[Line], class: &[Class], widths: &[usize], runs: &Runs) -> Vec<usize> {
    let mut votes: BTreeMap<usize, usize> = BTreeMap::new();
    let mut i = 0;
    while i < lines.len() {
        let full = if may_be_text(&lines[i], class[i]) { runs.full[i] } else { 1 };
        let open = runs.open[i + full] - runs.open[i];
        if full >= 3 && open * 2 >= full && tail(lines, class, widths, i, full) {
            *votes.entry(widths[i]).or_default() += full;
        }
        i += full;
    }
    let near = |w: usize| votes.range(w.saturating_sub(SLACK)..=w + SLACK).map(|(_, n)| n).sum::<usize>();
    votes.keys().copied().filter(|w| near(*w) >= VOTES).collect()
}

/// Width in half-widths, a paragraph's indent of two characters included.
fn width(line: &Line) -> usize {
    let set_in = if line.indented { 4 } else { 0 };
    let text = line.text.trim();
    set_in + 2 * text.chars().count() - text.bytes().filter(u8::is_ascii).count()
}

fn may_be_text(line: &Line, class: Class) -> bool {
    let named = class == Class::Byline && super::byline::is_marked(&line.fold);
    let plain = line.level == 0 && !line.bullet && !line.bold && !named && !line.fold.starts_with('—');
    plain && matches!(class, Class::Body | Class::Head | Class::Byline | Class::Latin | Class::Verse)
}

/// What is asked of runs of lines of one width, for all lines at once: runs that begin at each of a thousand lines would be
/// read a thousand times otherwise.
struct Runs {
    /// How many lines from each on are of its width, nothing between them.
    full: Vec<usize>,
    /// How many lines above each end open.
    open: Vec<usize>,
    /// How many lines above each are not set in.
    flush: Vec<usize>,
}

impl Runs {
    fn new(lines: &[Line], class: &[Class], widths: &[usize]) -> Self {
        let mut full = vec![1; lines.len()];
        // For each width of a column, the next line that is of another.
        let mut next = [lines.len(); *COLUMN.end() + 1];
        let mut broken = lines.len();
        for k in (0..lines.len()).rev() {
            if COLUMN.contains(&widths[k]) {
                full[k] = next[widths[k]].min(broken) - k;
            }
            let follows = lines[k].gap == 0 && !lines[k].opens_file && may_be_text(&lines[k], class[k]);
            if !follows || widths[k] > COLUMN.end() + SLACK || widths[k] + SLACK < *COLUMN.start() {
                broken = k;
                continue;
            }
            for (width, next) in next.iter_mut().enumerate() {
                if width.abs_diff(widths[k]) > SLACK {
                    *next = k;
                }
            }
        }
        let above = |counts: fn(&Line) -> bool| {
            let so_far = lines.iter().scan(0, move |n, line| {
                *n += usize::from(counts(line));
                Some(*n)
            });
            std::iter::once(0).chain(so_far).collect()
        };
        Self { full, open: above(|l| ending(&l.fold) == Ending::Open), flush: above(|l| !l.indented) }
    }

    /// Enough lines of one width, and breaks where no sentence ends.
    fn is_sure(&self, lines: &[Line], i: usize) -> bool {
        let full = self.full[i];
        let open = self.open[i + full] - self.open[i];
        let indented = lines[i].indented && self.flush[i + full] > self.flush[i + 1];
        full >= if indented { SURE_INDENTED } else { SURE } && open * 5 >= full * 2 && open > 0
    }
}

/// Whether the line below the full ones is their paragraph's last.
fn tail(lines: &[Line], class: &[Class], widths: &[usize], i: usize, full: usize) -> bool {
    let (last, next) = (i + full - 1, i + full);
    let Some(line) = lines.get(next) else { return false };
    line.gap == 0
        && !line.opens_file
        && !line.indented
        && may_be_text(line, class[next])
        && widths[next] < widths[last]
        && ending(&lines[last].fold) != Ending::Stop
}

/// As wide as the column of a sure run; a single line needs its last one, with a stop.
fn is_known(lines: &[Line], widths: &[usize], i: usize, full: usize, tail: bool, known: &[usize]) -> bool {
    let width = widths[i];
    let near = known.partition_point(|w| *w + SLACK < width);
    let of_the_column = known.get(near).is_some_and(|w| w.abs_diff(width) <= SLACK);
    let last = |k: usize| &lines[k].fold;
    let closed = tail
        && (ending(last(i + full)) == Ending::Stop || marks::trailing_signature(last(i + full)).is_some());
    let open = ending(&lines[i].fold) != Ending::Stop;
    of_the_column && open && (full >= 2 || closed && (lines[i].indented || !lines[i + 1].dateline))
}

/// A new paragraph begins at a line that is set in, or that is numbered after a stop.
fn set(lines: &[Line], sets: &mut [Set], from: usize, end: usize) {
    for i in from..end {
        let numbered = || marks::numbered(&lines[i].fold).is_some() || lines[i].dateline;
        let begins =
            i == from || lines[i].indented || numbered() && ending(&lines[i - 1].fold) == Ending::Stop;
        sets[i] = if begins { Set::First } else { Set::Later };
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::SourceText;
    use crate::split::{classify, line};

    fn sets(text: &str) -> Vec<Set> {
        let source =
            SourceText { lines: text.lines().map(str::to_string).collect(), ..SourceText::default() };
        let lines = line::lines(&[source]);
        let mut class = classify::classify(&lines);
        mark(&lines, &mut class).0
    }

    #[test]
    fn printed_lines_are_told_from_headlines() {
        use Set::*;
        let page = "老渡口又通了船\n　　清明前后水涨了，老渡口\n又通了船。摆渡的周老汉把\n船底补了三遍，说是今年要\n多跑两趟。\n　　对岸的学生不用绕路。";
        assert_eq!(sets(page), [Free, First, Later, Later, Later, Free]);
        let bare = "杏树\n院子中间有一棵老杏树，是爷爷\n栽的，树干要两个人才抱得过来\n每年清明前后，满树的花开得像\n一团云，风一吹，院子里下起花\n雨。\n麦子黄的时候，杏也熟了。奶奶\n在树下铺一张席子。";
        assert_eq!(sets(bare), [Free, First, Later, Later, Later, Later, First, Later]);
    }

    #[test]
    fn couplets_and_paragraphs_a_line_are_free() {
        assert!(sets("白水绕东城，孤帆一片来。\n青山横北郭，浮云游子意。\n挥手自兹去，萧萧班马鸣。\n落日故人情，此地一为别。").iter().all(|s| *s == Set::Free));
        assert!(
            sets("渡口通船\n周宁\n今年渡口通了船，人来人往。\n船夫很高兴。").iter().all(|s| *s == Set::Free)
        );
    }
}
