//! Lists that announce what follows without page numbers: 本期节目主要内容, 提要, 导读.
//!
//! In: lines, classes, what `front` has marked. Out: entries of the contents, and their lines marked as such.
//!
//! Such a list is known by what it says: most of its lines stand again below as headlines.

use super::ResidueRole;
use super::classify::Class;
use super::contents::Entry;
use super::front::Front;
use super::line::{Line, regex};
use super::rules::Rule;
use super::trace::Trace;
use crate::text;
use regex::Regex;
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// Fewest lines that a list has.
const FEWEST: usize = 3;
/// Lines after which a list must have shown itself as one.
const SETTLED: usize = 30;

static HEAD: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"^(?:今日|今天|本[期次]|节目|新闻|主要|内容|以下|为您|播送|播报|的|有|是|#)*(?:内容提要|主要内容|内容|提要|要目|导读|导视|看点|摘要|片头)[有是]?\s*[::]?$",
    )
});
static ORNAMENT: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"^(?:[-*●■◆▲△★☆○◎□◇▶►·•>]|[(]?\s*(?:\d{1,2}|[一二三四五六七八九十]{1,3})\s*[).、.]|[①-⑳]|【[^】]{1,8}】)+\s*",
    )
});

/// Marks announcing lists; their entries are added to the contents.
pub fn mark(lines: &[Line], class: &[Class], front: &mut Front, trace: &mut Trace) {
    pages_announced(lines, class, front);
    let titles = headlines(lines, class, front);
    if titles.is_empty() {
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
        let to = end + usize::from(note);
        for place in &mut front.place[from..to] {
            place.get_or_insert(ResidueRole::Contents);
        }
        (from..to).for_each(|k| trace.line(k, Rule::AnnouncingList));
        front.contents.extend(entries);
        i = to;
    }
}

/// Two lines and more in a row that name the page of what they announce: 老街新事 3版, 短篇小说:渔灯(三版).
fn pages_announced(lines: &[Line], class: &[Class], front: &mut Front) {
    static ANNOUNCES: LazyLock<Regex> = LazyLock::new(|| {
        regex(
            r"^.{4,32}?(?:\s+(?:见|详见)?\s*[(]?\s*[A-Z]?\d{1,2}\s*版\s*[)]?|[(](?:见|详见|刊)?第?[A-Z\d一二三四五六七八九十]{1,3}版[)])$",
        )
    });
    let announces =
        |i: usize| class[i] == Class::Head && lines[i].level == 0 && ANNOUNCES.is_match(&lines[i].fold);
    for i in 0..lines.len() {
        let beside = i > 0 && announces(i - 1) || i + 1 < lines.len() && announces(i + 1);
        if front.place[i].is_none() && announces(i) && beside {
            front.place[i] = Some(ResidueRole::Contents);
        }
    }
}

/// Where each short line's letters stand, the last place first known.
fn headlines(lines: &[Line], class: &[Class], front: &Front) -> BTreeMap<String, usize> {
    let mut out = BTreeMap::new();
    for (i, line) in lines.iter().enumerate() {
        if front.place[i].is_none() && class[i] == Class::Head {
            let letters = words(line);
            if letters.chars().count() >= 5 {
                out.insert(letters, i);
            }
        }
    }
    out
}

/// The line's letters without number, mark and label.
fn words(line: &Line) -> String {
    text::letters(&ORNAMENT.replace(&line.fold, ""))
}

/// Lines from `i` on that stand again below, a few others between them: where they end, and the entries.
fn list_at(lines: &[Line], front: &Front, i: usize, titles: &BTreeMap<String, usize>) -> (usize, Vec<Entry>) {
    let mut entries = Vec::new();
    let (mut end, mut at, mut strangers) = (i, i, 0);
    while at < lines.len() && strangers <= 2 && front.place[at].is_none() {
        let line = &lines[at];
        // A long stretch must be a list all along: so no stretch is read again and again in vain.
        if line.len > 60 || at - i >= SETTLED && entries.len() * 3 < (at - i) * 2 {
            break;
        }
        // A number may stand alone, its line broken in two.
        let parted = lines.get(at + 1).filter(|l| l.gap == 0).map(|l| words(line) + &words(l));
        let stands = |letters: &String| titles.get(letters).is_some_and(|t| *t > at + 1);
        let (taken, found) = match (stands(&words(line)), &parted) {
            (true, _) => (1, true),
            (false, Some(both)) if both.chars().count() >= 5 && stands(both) => (2, true),
            _ => (1, false),
        };
        if entries.is_empty() && !found {
            break;
        }
        at += taken;
        if found {
            strangers = 0;
            end = at;
            let title = ORNAMENT.replace(&line.fold, "").trim_end_matches([';', '。', ',']).to_string();
            entries.push(Entry { title, line: at - taken, ..Entry::default() });
        } else {
            strangers += 1;
        }
    }
    (end, entries)
}
