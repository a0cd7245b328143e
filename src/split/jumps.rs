//! Articles that go on elsewhere: 下转第三版 … 上接第一版.
//!
//! In: the outline's drafts. Out: the same, each continuation moved behind the text that it continues, paragraph by
//! paragraph, while the article it was printed in closes over the gap.

use super::classify::{Class, Ending, ending};
use super::cohesion::{Cohesion, Subject};
use super::fragment;
use super::furniture::Pages;
use super::line::Line;
use super::marks;
use super::outline::{Draft, Item, Outline};
use super::rules::Rule;
use super::sorter::{Side, Sorter, closes, number_of};
use super::trace::{Trace, Words};
use crate::text::alike;
use crate::text::words::cut_word;

/// Where a jump leaves: draft, index of the item that says 下转.
struct Donor {
    draft: usize,
    item: usize,

    /// Page on which the jump stands, as far as page marks tell.
    page: Option<String>,
}

/// What speaks for a home must be more than this.
pub const HOME: f64 = -1.5;

/// Most continuations that are looked for in one issue; four times as many places are looked at where they may belong.
const MOST: usize = 120;

/// Most lines of an article that tell what it is about.
pub(super) const MANY: usize = 2000;

/// Paragraphs in a row that stay where they are: what stands below them stays too.
const SETTLED: usize = 200;

/// Brings continuations home. Gives the continuations (line indexes) that found no home.
pub fn bring_home(
    outline: &mut Outline,
    lines: &[Line],
    class: &[Class],
    pages: &Pages,
    cohesion: &Cohesion,
    trace: &mut Trace,
) -> Vec<usize> {
    let mut homeless = Vec::new();
    let mut served: Vec<usize> = Vec::new();
    if next_continuation(outline, &homeless).is_none() {
        return homeless;
    }
    let leaves: Vec<bool> = lines.iter().map(|l| marks::jump_to(&l.fold).is_some()).collect();
    let mut subjects: Vec<Option<Subject>> = Vec::new();
    subjects.resize_with(outline.drafts.len(), || None);
    // No issue has more jumps than this; what pretends to is left where it stands, so that time stays linear.
    for _ in 0..MOST {
        let Some((host, at)) = next_continuation(outline, &homeless) else { return homeless };
        let line = outline.drafts[host].items[at].first();
        let donors = donors(outline, &leaves, class, pages, &served);
        let mut words = trace.words();
        let chosen =
            choose(&donors, &mut subjects, line, host, at, outline, lines, class, cohesion, &mut words);
        trace.jump(line, chosen.map(|d| donor_line(outline, d)), words);
        let Some(donor) = chosen else {
            homeless.push(line);
            continue;
        };
        served.push(donor_line(outline, donor));
        (subjects[donor.draft], subjects[host]) = (None, None);
        let above = outline.drafts[host].items[..at].iter().rev();
        let repeated = above.take_while(|m| matches!(m, Item::Mark(i) if class[*i] == Class::Head)).count();
        let from = (at - repeated, at);
        if move_home(outline, donor.draft, donor.item, host, from, lines, cohesion, trace) {
            subjects.remove(host);
        }
    }
    homeless
}

fn donor_line(outline: &Outline, donor: &Donor) -> usize {
    outline.drafts[donor.draft].items[donor.item].first()
}

fn next_continuation(outline: &Outline, homeless: &[usize]) -> Option<(usize, usize)> {
    outline.drafts.iter().enumerate().find_map(|(d, draft)| {
        let at =
            draft.items.iter().position(|i| matches!(i, Item::Continuation(l) if !homeless.contains(l)))?;
        Some((d, at))
    })
}

fn donors(
    outline: &Outline,
    leaves: &[bool],
    class: &[Class],
    pages: &Pages,
    served: &[usize],
) -> Vec<Donor> {
    let mut out = Vec::new();
    for (draft, d) in outline.drafts.iter().enumerate() {
        for (item, i) in d.items.iter().enumerate() {
            let line = match i {
                Item::Text(l) => *l,
                Item::Mark(l) if class[*l] == Class::JumpTo => *l,
                _ => continue,
            };
            if leaves[line] && !served.contains(&line) {
                let page = pages[line].as_ref().map(|p| p.page.clone());
                out.push(Donor { draft, item, page });
                if out.len() >= 4 * MOST {
                    return out;
                }
            }
        }
    }
    out
}

/// The donor that fits best: its page is the one that 上接 names, its title the words beside, its text breaks off where
/// the continuation begins.
#[allow(clippy::too_many_arguments, reason = "the places of two texts and what both are read from")]
fn choose<'a>(
    donors: &'a [Donor],
    subjects: &mut [Option<Subject>],
    line: usize,
    host: usize,
    at: usize,
    outline: &Outline,
    lines: &[Line],
    class: &[Class],
    cohesion: &Cohesion,
    words: &mut Words,
) -> Option<&'a Donor> {
    let (mut from, after) = marks::jump_from(&lines[line].fold)?;
    // The title, printed again on the line above.
    let repeated = at.checked_sub(1).map(|k| &outline.drafts[host].items[k]);
    if let Some(Item::Mark(i)) = repeated.filter(|m| class[m.first()] == Class::Head)
        && from.words.is_empty()
    {
        from.words = lines[*i].text.trim_matches(|c: char| !crate::text::is_han(c)).to_string();
    }
    let same = |a: &Option<String>, b: &Option<String>| match (a, b) {
        (Some(a), Some(b)) => Some(a.trim_start_matches('0') == b.trim_start_matches('0')),
        _ => None,
    };
    let pieces: Vec<usize> = outline.drafts[host].items[at..].iter().take(4).map(Item::first).collect();
    let mut weigh = |d: &Donor, words: &mut Words| {
        let draft = &outline.drafts[d.draft];
        let whole: String = draft.group.title.iter().map(|i| &*lines[*i].text).collect();
        let mut titles = vec![whole];
        titles.extend(draft.group.headline().take(MOST).map(|i| lines[i].text.to_string()));
        match same(&from.page, &d.page) {
            Some(true) => words.say(Rule::JumpPageAgrees, 2.0),
            Some(false) => words.say(Rule::JumpPageDiffers, -0.8),
            None => {}
        }
        let words_of = from.words.trim_matches(['《', '》', '“', '”', ' ']);
        let named = !words_of.is_empty()
            && titles.iter().any(|t| !t.is_empty() && (alike(words_of, t) > 0.5 || t.contains(words_of)));
        words.say_if(named, Rule::JumpTitleNamed, 4.0);
        let subject = subjects[d.draft].get_or_insert_with(|| {
            cohesion.subject(draft.texts().take(MANY).chain(draft.group.title.iter().copied()))
        });
        words.say(Rule::JumpSubject, 4.0 * cohesion.shared_with(subject, pieces.iter().copied()));
        let left = without_jump(&lines[donor_line(outline, d)].fold);
        let right = lines[line].fold.get(after..).unwrap_or("").trim_start();
        let (open, within) = (ending(left) != Ending::Stop, fragment::begins_within(right) > 0.0);
        words.say_if(open && !right.is_empty() && cut_word(left, right), Rule::WordCut, 1.5);
        words.say_if(open && within, Rule::GoesOnSentence, 1.0);
        words.say_if(!open && within, Rule::StopsAbove, -1.5);
        words.say_if(d.draft == host, Rule::JumpWithinOne, -3.0);
    };
    let chosen = donors
        .iter()
        // Within one draft, what goes on stands below what it goes on from.
        .filter(|d| d.draft != host || d.item < at)
        .map(|d| (Words::sum_of(|w| weigh(d, w)), d))
        .filter(|(w, _)| *w > HOME)
        .max_by(|a, b| a.0.total_cmp(&b.0))
        .map(|(_, d)| d)?;
    weigh(chosen, words);
    Some(chosen)
}

/// Moves the continuation and what follows it and belongs to the donor; tells whether that left nothing of the host.
#[allow(clippy::too_many_arguments, reason = "the places of two texts and what both are read from")]
fn move_home(
    outline: &mut Outline,
    donor: usize,
    donor_item: usize,
    host: usize,
    (title_at, at): (usize, usize),
    lines: &[Line],
    cohesion: &Cohesion,
    trace: &mut Trace,
) -> bool {
    let tail: Vec<Item> = outline.drafts[host].items.drain(at..).collect();
    let repeated: Vec<Item> = outline.drafts[host].items.drain(title_at..).collect();
    let (of_donor, of_host) = (&outline.drafts[donor], &outline.drafts[host]);
    let donor_texts = texts_and_headline(&of_donor.items[..=donor_item], of_donor);
    let host_texts = texts_and_headline(&of_host.items, of_host);
    // What is not split up goes home whole: the host had ended, or had not begun.
    let host_open = match of_host.texts().next_back() {
        Some(last) => !is_closed(of_host, last, lines),
        // Right below a headline of its own: its text is still to come.
        None => has_another_title(of_host, of_donor, lines),
    };
    let numbered = |items: &[Item]| items.iter().rev().take(MANY).find_map(|i| number_of(i, lines));
    let numbers = (numbered(&of_donor.items[..=donor_item]), numbered(&of_host.items));
    let sorter = Sorter {
        went_home: true,
        donor: Side::new(donor_texts, numbers.0, lines, cohesion),
        host: Side::new(host_texts, numbers.1, lines, cohesion),
        lines,
        cohesion,
    };
    let (mut home, stay) = divide(tail, sorter, host_open, trace);
    outline.drafts[host].items.extend(stay);
    for item in &mut home {
        if let Item::Continuation(i) = item {
            *item = Item::Text(*i);
        }
    }
    let empty_host = outline.drafts[host].items.is_empty() && outline.drafts[host].group.is_empty();
    let items = &mut outline.drafts[donor].items;
    let rest = items.split_off((donor_item + 1).min(items.len()));
    items.extend(repeated);
    items.extend(home);
    items.extend(rest);
    let empty_host = empty_host && host != donor;
    if empty_host {
        outline.drafts.remove(host);
    }
    empty_host
}

/// The lines that tell what a draft is about.
fn texts_and_headline(items: &[Item], draft: &Draft) -> Vec<usize> {
    items.iter().filter_map(text_of).chain(draft.group.headline()).collect()
}

/// Divides the continuation and what follows it: what goes home, what stays with the host.
fn divide(tail: Vec<Item>, mut sorter: Sorter, host_open: bool, trace: &mut Trace) -> (Vec<Item>, Vec<Item>) {
    let (mut home, mut stay) = (Vec::new(), Vec::new());
    let continuation = tail.first().map_or(0, Item::first);
    let mut settled = 0;
    for (k, item) in tail.into_iter().enumerate() {
        if settled >= SETTLED {
            stay.push(item);
            continue;
        }
        let mut words = trace.words();
        let goes_home = if k == 0 {
            true
        } else if !host_open {
            words.alone(Rule::GoesHomeWhole);
            true
        } else {
            sorter.goes_home(&item, &mut words)
        };
        if k > 0 {
            trace.sort(continuation, item.first(), goes_home, words);
        }
        if host_open {
            sorter.take(&item, goes_home);
            settled = if goes_home { 0 } else { settled + 1 };
        }
        if goes_home { home.push(item) } else { stay.push(item) }
    }
    (home, stay)
}

/// Whether a draft without text has a headline that isn't the other's printed again.
fn has_another_title(draft: &Draft, other: &Draft, lines: &[Line]) -> bool {
    let words =
        |d: &Draft| d.group.headline().map(|i| without_jump(&lines[i].fold)).collect::<Vec<_>>().concat();
    let (own, others) = (words(draft), words(other));
    !own.is_empty() && alike(&own, &others) < 0.4 && !others.contains(&own)
}

fn is_closed(draft: &Draft, last: usize, lines: &[Line]) -> bool {
    closes(&lines[last])
        || draft
            .items
            .last()
            .is_some_and(|i| matches!(i, Item::Mark(_)) && marks::author_note(&lines[i.first()].fold))
}

fn text_of(item: &Item) -> Option<usize> {
    match item {
        Item::Text(i) | Item::Continuation(i) => Some(*i),
        _ => None,
    }
}

/// The text of a line before its 下转.
pub(super) fn without_jump(fold: &str) -> &str {
    marks::jump_to(fold).map_or(fold, |(_, at)| &fold[..at])
}
