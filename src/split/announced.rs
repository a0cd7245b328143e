//! Lists that announce what follows without page numbers: 本期节目主要内容, 提要, 导读.
//!
//! In: lines, classes, what `front` has marked. Out: entries of the contents, and their lines marked as such.
//!
//! Such a list is known by what it says: most of its lines stand again below as headlines.

use super::ResidueRole;
use super::classify::Class;
use super::contents::Entry;
use super::front::Front;
use super::line::Line;
use super::marks;
use super::pattern::Pattern;
use super::rules::Rule;
use super::trace::Trace;
use crate::text;

/// Fewest lines that a list has.
const FEWEST: usize = 3;
/// Lines after which a list must have shown itself as one.
const SETTLED: usize = 30;

static HEAD: Pattern = Pattern::folded(
    r"^[【\[]?(?:今日|今天|本[期次]|节目|新闻|主要|内容|以下|为您|播送|播报|的|有|是|#)*(?:内容提要|主要内容|内容|提要|要目|导读|导视|看点|摘要|片头)[】\]]?[有是]?\s*[::]?$",
);
static ORNAMENT: Pattern = Pattern::folded(
    r"^(?:[-*●■◆▲△★☆○◎□◇▶►·•>]|[(]?\s*(?:\d{1,2}|[一二三四五六七八九十]{1,3})\s*[).、.]|[①-⑳]|【[^】]{1,8}】)+\s*",
);

/// Marks announcing lists; their entries are added to the contents.
pub fn mark(lines: &[Line], class: &[Class], front: &mut Front, trace: &mut Trace) {
    pages_announced(lines, class, front);
    let titles = Headlines::new(lines, class, front);
    if titles.places.is_empty() {
        return;
    }
    let mut i = 0;
    while i < lines.len() {
        let (end, entries) = list_at(lines, front, i, &titles);
        if entries.len() < FEWEST || entries.len() * 3 < (end - i) * 2 {
            i += 1;
            continue;
        }
        let head = i.checked_sub(1).filter(|h| front.place[*h].is_none() && HEAD.is_match(&lines[*h].fold));
        let from = head.unwrap_or(i);
        // The programme's name, repeated under its list: a line in brackets.
        let note =
            lines.get(end).is_some_and(|l| l.fold.starts_with('(') && l.fold.ends_with(')') && l.len <= 40);
        let to = if note { end + 1 } else { next_numbers(lines, end) };
        for place in &mut front.place[from..to] {
            place.get_or_insert(ResidueRole::Contents);
        }
        (from..to).for_each(|k| trace.line(k, Rule::AnnouncingList));
        front.contents.extend(entries);
        i = to;
    }
}

/// Where the list ends: lines whose numbers follow its last one's belong to it (4. 国内简讯).
fn next_numbers(lines: &[Line], end: usize) -> usize {
    let number = |i: usize| marks::numbered(&lines[i].fold).filter(|_| lines[i].level == 0);
    let mut last = end;
    while last < lines.len()
        && let (Some(a), Some(b)) = (last.checked_sub(1).and_then(number), number(last))
        && a.style == b.style
        && b.number == a.number + 1
        && lines[last].len <= 40
    {
        last += 1;
    }
    last
}

/// Two lines and more in a row that name the page of what they announce: 老街新事 3版, 短篇小说:渔灯(三版).
fn pages_announced(lines: &[Line], class: &[Class], front: &mut Front) {
    static ANNOUNCES: Pattern = Pattern::folded(
        r"^.{4,32}?(?:\s+(?:见|详见)?\s*[(]?\s*[A-Z]?\d{1,2}\s*版\s*[)]?|[(](?:见|详见|刊)?第?[A-Z\d一二三四五六七八九十]{1,3}版[)])$",
    );
    let announces =
        |i: usize| class[i] == Class::Head && lines[i].level == 0 && ANNOUNCES.is_match(&lines[i].fold);
    for i in 0..lines.len() {
        let beside = i > 0 && announces(i - 1) || i + 1 < lines.len() && announces(i + 1);
        if front.place[i].is_none() && announces(i) && beside {
            front.place[i] = Some(ResidueRole::Contents);
        }
    }
}

/// Where the letters of short lines stand.
struct Headlines<'a> {
    lines: &'a [Line],
    /// Hashes of their letters with their places, sorted: the letters themselves would be the page once more.
    places: Vec<(u64, usize)>,
}

impl<'a> Headlines<'a> {
    fn new(lines: &'a [Line], class: &[Class], front: &Front) -> Self {
        let mut places = Vec::new();
        for i in (0..lines.len()).filter(|i| front.place[*i].is_none() && class[*i] == Class::Head) {
            let letters = words(&lines[i]);
            if letters.chars().count() >= 5 {
                places.push((text::hash(&letters), i));
            }
        }
        places.sort_unstable();
        Self { lines, places }
    }

    /// The last place where these letters stand.
    fn last(&self, letters: &str) -> Option<usize> {
        let hash = text::hash(letters);
        let behind = self.places.partition_point(|(h, _)| *h <= hash);
        let alike = self.places[..behind].iter().rev().take_while(|(h, _)| *h == hash);
        alike.map(|(_, i)| *i).find(|i| words(&self.lines[*i]) == letters)
    }
}

/// The line's letters without number, mark and label.
fn words(line: &Line) -> String {
    /// How long an item takes: 2′10″, 1分40秒.
    static DURATION: Pattern =
        Pattern::folded(r"\s+\d{1,2}\s*(?:[′'’分:]\s*\d{0,2}\s*(?:[″”\x22秒]|′′|'')?|[″秒])$");
    let fold = unadorned(&line.fold);
    let fold = if fold.ends_with(['″', '"', '秒', '′', '\'', '分', '”']) {
        DURATION.find(fold).map_or(fold, |m| &fold[..m.start()])
    } else {
        fold
    };
    text::letters(fold)
}

fn unadorned(fold: &str) -> &str {
    // A letter that is no numeral opens most lines.
    let plain = |c: char| text::is_han(c) && !"一二三四五六七八九十".contains(c);
    if fold.starts_with(plain) { fold } else { ORNAMENT.find(fold).map_or(fold, |m| &fold[m.end()..]) }
}

/// Lines from `i` on that stand again below, a few others between them: where they end, and the entries.
fn list_at(lines: &[Line], front: &Front, i: usize, titles: &Headlines) -> (usize, Vec<Entry>) {
    let mut entries = Vec::new();
    let (mut end, mut at, mut strangers) = (i, i, 0);
    while at < lines.len() && strangers <= 2 && front.place[at].is_none() {
        let line = &lines[at];
        // A long stretch must be a list all along: so no stretch is read again and again in vain.
        if line.len > 60 || at - i >= SETTLED && entries.len() * 3 < (at - i) * 2 {
            break;
        }
        let stands = |letters: &str| titles.last(letters).is_some_and(|t| t > at + 1);
        let letters = words(line);
        // A number may stand alone, its line broken in two.
        let parted = || {
            let below = lines.get(at + 1).filter(|l| l.gap == 0);
            let both = below.map(|l| format!("{letters}{}", words(l)));
            both.is_some_and(|both| both.chars().count() >= 5 && stands(&both))
        };
        let (taken, found) = match stands(&letters) {
            true => (1, true),
            false if parted() => (2, true),
            false => (1, false),
        };
        if entries.is_empty() && !found {
            break;
        }
        at += taken;
        if found {
            strangers = 0;
            end = at;
            let title = unadorned(&line.fold).trim_end_matches([';', '。', ',']).to_string();
            entries.push(Entry { title, line: at - taken, ..Entry::default() });
        } else {
            strangers += 1;
        }
    }
    (end, entries)
}
