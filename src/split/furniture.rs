//! Page marks, folios, running heads, rules and pictures: what a page has besides text.
//!
//! In: lines, classes, and what `front` marked. Out: the residue among them, and for each line the page it stands on.

use super::ResidueRole;
use super::advertisement::{self, Sign};
use super::classify::{Class, Ending, ending};
use super::fragment;
use super::line::Line;
use super::marks::{self, PageMark};
use super::pattern::Pattern;
use super::rules::Rule;
use super::trace::Trace;
use crate::text::{hash, squeeze};
use std::collections::BTreeMap;
use std::rc::Rc;

/// For each line, the page mark in force; the lines of a page share it.
pub type Pages = Vec<Option<Rc<PageMark>>>;

/// Marks furniture in `place`; gives each line's page.
pub fn mark(lines: &[Line], class: &[Class], place: &mut [Option<ResidueRole>], trace: &mut Trace) -> Pages {
    running_heads(lines, class, place, trace);
    let inner = 1..lines.len().saturating_sub(1);
    for (i, place) in place.iter_mut().enumerate().filter(|(i, _)| inner.contains(i)) {
        if place.is_none() && (cuts_in(lines, class, i) || cuts_a_sentence(lines, class, i)) {
            *place = Some(ResidueRole::Furniture);
            trace.line(i, Rule::RunningHead);
        }
    }
    advertisements(lines, class, place, trace);
    quotations(lines, class, place, trace);
    let mut pages: Pages = vec![None; lines.len()];
    let mut page: Option<Rc<PageMark>> = None;
    for i in 0..lines.len() {
        if class[i] == Class::PageMark {
            page = marks::page_mark(&lines[i].fold).map(Rc::new);
        } else if place[i] == Some(ResidueRole::Masthead)
            && let Some(mark) = mark_in_masthead(&lines[i].fold)
        {
            page = Some(Rc::new(mark));
            trace.line(i, Rule::PageInMasthead);
        }
        if place[i].is_none()
            && matches!(
                class[i],
                Class::PageMark | Class::Folio | Class::Rule | Class::Image | Class::Presenter
            )
        {
            place[i] = Some(ResidueRole::Furniture);
        }
        pages[i] = page.clone();
    }
    pages
}

/// `某报 2021年3月4日 第2版 要闻`: the page within a running head.
fn mark_in_masthead(fold: &str) -> Option<PageMark> {
    let tokens: Vec<&str> = fold.split_whitespace().collect();
    let named = tokens.iter().position(|t| t.contains('版') && marks::page_mark(t).is_some());
    // `2 乡镇 2020年12月25日`: the number alone at the head of the line.
    let bare = tokens.first().is_some_and(|t| t.len() <= 2 && t.chars().all(|c| c.is_ascii_digit()));
    let (at, mut mark) = match named {
        Some(at) => (at, marks::page_mark(tokens[at])?),
        None if bare => (0, PageMark { page: tokens[0].to_string(), section: None }),
        None => return None,
    };
    if mark.section.is_none() {
        let beside = tokens
            .get(at + 1)
            .filter(|t| (2..=4).contains(&t.chars().count()) && t.chars().all(crate::text::is_han));
        mark.section = beside.map(|t| (*t).to_string());
    }
    Some(mark)
}

/// The same short line three times and more, far apart: a running head. Enumerations and headings of a format repeat
/// too (要点, 小结), so text must stand between them and no deeper mark.
fn running_heads(lines: &[Line], class: &[Class], place: &mut [Option<ResidueRole>], trace: &mut Trace) {
    let asked: Vec<usize> = (0..lines.len())
        .filter(|i| place[*i].is_none() && class[*i] == Class::Head && lines[*i].level == 0)
        .filter(|i| (3..=24).contains(&lines[*i].len))
        .collect();
    // Most lines stand once: only those whose hash comes again are held.
    let mut hashes: Vec<u64> = asked.iter().map(|i| hash(&squeeze(&lines[*i].fold))).collect();
    hashes.sort_unstable();
    let repeated: Vec<u64> = hashes.chunk_by(|a, b| a == b).filter(|h| h.len() >= 3).map(|h| h[0]).collect();
    drop(hashes);
    let mut seen: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for i in asked {
        let text = squeeze(&lines[i].fold);
        if repeated.binary_search(&hash(&text)).is_ok() {
            seen.entry(text).or_default().push(i);
        }
    }
    for (text, at) in seen {
        let apart = at.windows(2).all(|w| w[1] - w[0] >= 4);
        let interrupts = at.iter().filter(|i| interrupts(lines, class, **i)).count();
        if at.len() >= 3 && apart && interrupts * 2 >= at.len() && marks::numbered(&text).is_none() {
            for i in at {
                trace.line(i, Rule::RunningHead);
                place[i] = Some(ResidueRole::Furniture);
            }
        }
    }
}

/// Advertisements of one line. What stands above a text of its own must be one for sure.
fn advertisements(lines: &[Line], class: &[Class], place: &mut [Option<ResidueRole>], trace: &mut Trace) {
    for i in 0..lines.len() {
        let line = &lines[i];
        let fits = place[i].is_none()
            && line.level == 0
            && (10..=90).contains(&line.len)
            && matches!(class[i], Class::Head | Class::Body | Class::AdLabel);
        let Some(sign) = fits.then(|| advertisement::in_one_line(&line.fold)).flatten() else { continue };
        let text_below = class.get(i + 1) == Some(&Class::Body) && lines[i + 1].file == line.file;
        let complete_above =
            i == 0 || class[i - 1] != Class::Body || ending(&lines[i - 1].fold) == Ending::Stop;
        let report_below = text_below && class[i] == Class::Head && (complete_above || lines[i + 1].dateline);
        if sign == Sign::Sure || !report_below {
            place[i] = Some(ResidueRole::Advertisement);
            trace.line(i, Rule::AdvertisementLine);
        }
    }
}

/// The box of words of the leaders that papers of the 1960s and 1970s print beside their title: its name, then sentences.
fn quotations(lines: &[Line], class: &[Class], place: &mut [Option<ResidueRole>], trace: &mut Trace) {
    const NAMES: [&str; 5] = ["毛主席语录", "最高指示", "最新指示", "毛主席最新指示", "语录"];
    for at in 0..lines.len() {
        let named = class[at] == Class::Head && place[at].is_none();
        let beside_head = lines[at].opens_file || place[at - 1].is_some() || class[at - 1] == Class::PageMark;
        if !named || !NAMES.contains(&squeeze(&lines[at].fold).as_str()) || !beside_head {
            continue;
        }
        let sentence = |i: &usize| {
            let free = lines[*i].file == lines[at].file && place[*i].is_none();
            free && class[*i] == Class::Body && lines[*i].len <= 90 && ending(&lines[*i].fold) == Ending::Stop
        };
        let end = (at + 1..lines.len()).take(4).take_while(sentence).last();
        let end = end.unwrap_or(at);
        place[at..=end].fill(Some(ResidueRole::Furniture));
        (at..=end).for_each(|i| trace.line(i, Rule::QuotationBox));
    }
}

/// A name as papers have them, between a text that breaks off and one that goes on.
fn cuts_in(lines: &[Line], class: &[Class], i: usize) -> bool {
    let named = class[i] == Class::Head
        && lines[i].level == 0
        && lines[i].len <= 10
        && super::masthead::publication_name(&lines[i].fold).is_some();
    let open = |k: usize| ending(&lines[k].fold) == Ending::Open;
    named
        && lines[i - 1].file == lines[i + 1].file
        && matches!(class[i - 1], Class::Body | Class::Head)
        && open(i - 1)
        && class[i + 1] == Class::Body
}

/// A page number in brackets or a ring, or a line in halves, in the middle of a sentence.
fn cuts_a_sentence(lines: &[Line], class: &[Class], i: usize) -> bool {
    static FOLIO: Pattern = Pattern::folded(r"^(?:[(\[·—-]?\s*\d{1,3}\s*[)\]·—-]?|[①-⑳])$");
    let fold = lines[i].fold.trim();
    let between = lines[i].level == 0
        && lines[i - 1].file == lines[i + 1].file
        && class[i - 1] == Class::Body
        && class[i + 1] == Class::Body
        && ending(&lines[i - 1].fold) == Ending::Open
        && !lines[i + 1].dateline;
    if !between || !matches!(class[i], Class::Head | Class::Body) {
        return false;
    }
    let halves = || lines[i].len <= 40 && fold.split_whitespace().count() >= 2 && !fold.contains(['。', ',']);
    let (left, right) = (&lines[i - 1].fold, &lines[i + 1].fold);
    FOLIO.is_match(fold) || halves() && fragment::cut_in_two(left, right) > 1.0
}

/// Stands between two pieces of one paragraph, or beside a page mark.
fn interrupts(lines: &[Line], class: &[Class], i: usize) -> bool {
    let beside = |j: Option<usize>| {
        j.and_then(|j| class.get(j)).is_some_and(|c| matches!(c, Class::PageMark | Class::Folio))
    };
    if beside(i.checked_sub(1)) || beside(Some(i + 1)) || lines[i].opens_file {
        return true;
    }
    let before = i.checked_sub(1).filter(|j| class[*j] == Class::Body);
    before.is_some_and(|j| ending(&lines[j].fold) == Ending::Open)
}
