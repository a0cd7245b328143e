//! Mastheads, contents pages and colophons: what an issue says of itself before and after its articles.
//!
//! In: lines and their classes. Out: [`Front`]: which lines are residue of these kinds, the contents' entries, the
//! issue's facts as printed.

use super::classify::Class;
use super::contents::{self, Entry};
use super::line::Line;
use super::rules::Rule;
use super::trace::Trace;
use super::{DateBasis, IssueFacts, ResidueRole, masthead};
use crate::text::names::{close_up, is_person};
use crate::text::squeeze;
use std::collections::BTreeMap;

/// What was found around the articles.
#[derive(Debug, Clone, Default)]
pub struct Front {
    /// For each line: the residue it belongs to.
    pub place: Vec<Option<ResidueRole>>,
    pub contents: Vec<Entry>,
    pub facts: IssueFacts,
}

/// Finds masthead, contents and colophon.
pub fn read(lines: &[Line], class: &[Class], trace: &mut Trace) -> Front {
    let mut front = Front { place: vec![None; lines.len()], ..Front::default() };
    let mut told = Told { trace, before: front.place.clone() };
    let opening = contents_pages(lines, class, &mut front);
    told.step(&front, Rule::BeforeContents);
    mark_opening(lines, class, opening, &mut front);
    told.step(&front, Rule::MastheadAtTop);
    mark_scattered(lines, class, &mut front);
    mark_names_above(lines, class, &mut front);
    mark_gathered(lines, &mut front);
    told.step(&front, Rule::MastheadLine);
    front.facts = facts(lines, &front);
    mark_name(lines, class, &mut front);
    told.step(&front, Rule::PublicationName);
    front
}

/// Tells which step gave a line its place.
struct Told<'t> {
    trace: &'t mut Trace,
    before: Vec<Option<ResidueRole>>,
}

impl Told<'_> {
    /// `rule` has marked what is new, save what its role tells.
    fn step(&mut self, front: &Front, rule: Rule) {
        if !self.trace.is_on() {
            return;
        }
        self.trace.placed(&self.before, &front.place, |role| match (role, rule) {
            (ResidueRole::Contents, _) => Rule::ContentsPage,
            (ResidueRole::Colophon, Rule::MastheadAtTop | Rule::MastheadLine) => Rule::ColophonLine,
            _ => rule,
        });
        self.before.clone_from(&front.place);
    }
}

/// Marks every contents page; gives the number of lines that the first one closes (0 where there is none up front).
fn contents_pages(lines: &[Line], class: &[Class], front: &mut Front) -> usize {
    let mut opening = 0;
    let mut bodies = 0;
    for head in 0..lines.len() {
        bodies += usize::from(class[head] == Class::Body);
        if class[head] != Class::ContentsHead || front.place[head].is_some() {
            continue;
        }
        let (entries, end) = contents::read(lines, class, head);
        front.place[head..end].fill(Some(ResidueRole::Contents));
        if !entries.is_empty() && bodies <= 3 && opening == 0 {
            opening = end;
            mark_before_contents(lines, head, front);
        }
        front.contents.extend(entries);
    }
    opening
}

/// All that stands before the contents of a periodical is its cover, its masthead and its colophon.
fn mark_before_contents(lines: &[Line], head: usize, front: &mut Front) {
    for (line, place) in lines.iter().zip(&mut front.place).take(head) {
        let names = close_up(&line.fold);
        let list_of_names = names.len() >= 2 && names.iter().all(|n| is_person(n));
        let colophon = masthead::is_colophon(&line.fold) || list_of_names;
        *place = Some(if colophon { ResidueRole::Colophon } else { ResidueRole::Masthead });
    }
}

/// The masthead at the top of each file: lines that are of a masthead, and what stands between them.
fn mark_opening(lines: &[Line], class: &[Class], from: usize, front: &mut Front) {
    let tops: Vec<usize> = (from..lines.len()).filter(|i| lines[*i].opens_file).collect();
    for top in tops {
        let reach = lines[top..].iter().take(14).take_while(|l| l.file == lines[top].file).count();
        let speaks = |i: usize| {
            masthead::is_masthead(&lines[i].fold)
                || masthead::is_colophon(&lines[i].fold) && class[i] != Class::Body
                || masthead::publication_name(&lines[i].fold).is_some()
        };
        let stop = (top..top + reach)
            .find(|i| {
                class[*i] == Class::Body && !speaks(*i)
                    || matches!(class[*i], Class::PageMark | Class::Byline)
            })
            .unwrap_or(top + reach);
        let Some(mut last) = (top..stop).rev().find(|i| speaks(*i)) else { continue };
        // Up to a page mark close by, all is masthead.
        if stop < top + reach && class[stop] == Class::PageMark && stop - last <= 3 {
            last = stop - 1;
        }
        let sure = (top..=last).any(|i| masthead::is_masthead(&lines[i].fold));
        if !sure {
            continue;
        }
        let free =
            lines.iter().zip(&mut front.place).take(last + 1).skip(top).filter(|(_, place)| place.is_none());
        for (line, place) in free {
            let colophon = masthead::is_colophon(&line.fold);
            *place = Some(if colophon { ResidueRole::Colophon } else { ResidueRole::Masthead });
        }
    }
}

/// Lines of mastheads and colophons that stand elsewhere: at the head of later pages, at the foot of the last.
fn mark_scattered(lines: &[Line], class: &[Class], front: &mut Front) {
    for i in (0..lines.len()).filter(|i| lines[*i].len > 1) {
        let text = class[i] == Class::Body;
        let head = class[i] != Class::ContentsHead
            && lines[i].level == 0
            && lines[i].len <= 70
            && masthead::is_page_head(&lines[i].fold);
        let foot = lines[i].level == 0 && lines[i].len <= 90 && masthead::is_imprint(&lines[i].fold);
        if head || foot {
            front.place[i] = Some(if head { ResidueRole::Masthead } else { ResidueRole::Colophon });
        }
        if front.place[i].is_some() || text && lines[i].len > 40 {
            continue;
        }
        if masthead::is_date_alone(&lines[i].fold) && !beside_masthead(lines, class, front, i) {
            continue;
        }
        if byline_like_colophon(lines, class, i) {
            continue;
        }
        if masthead::is_one_maker(&lines[i].fold)
            || masthead::is_colophon(&lines[i].fold) && !lines[i].fold.ends_with('。')
        {
            front.place[i] = Some(ResidueRole::Colophon);
        } else if class[i] != Class::Body
            && lines[i].level == 0
            && masthead::is_masthead(&lines[i].fold)
            && !lines[i].fold.starts_with('(')
        {
            front.place[i] = Some(ResidueRole::Masthead);
        }
    }
}

/// What a programme that gathered the page wrote below its masthead, or at its very end.
fn mark_gathered(lines: &[Line], front: &mut Front) {
    for i in 0..lines.len() {
        let below = i > 0 && front.place[i - 1] == Some(ResidueRole::Masthead);
        let last = i + 1 == lines.len() && lines[i].fold.starts_with("(更新时间");
        if front.place[i].is_none() && (below || last) && masthead::is_gathered(&lines[i].fold) {
            front.place[i] = Some(ResidueRole::Masthead);
        }
    }
}

/// A name as papers have them, right above a line of a masthead.
fn mark_names_above(lines: &[Line], class: &[Class], front: &mut Front) {
    for i in 0..lines.len().saturating_sub(1) {
        let named = front.place[i].is_none()
            && class[i] == Class::Head
            && front.place[i + 1] == Some(ResidueRole::Masthead)
            && masthead::publication_name(&lines[i].fold).is_some();
        if named {
            front.place[i] = Some(ResidueRole::Masthead);
        }
    }
}

/// A date alone is a masthead's beside other lines of one; elsewhere it closes a document.
fn beside_masthead(lines: &[Line], class: &[Class], front: &Front, i: usize) -> bool {
    let of_masthead = |k: usize| {
        matches!(front.place[k], Some(ResidueRole::Masthead | ResidueRole::Furniture))
            || matches!(class[k], Class::PageMark | Class::Folio)
            || masthead::publication_name(&lines[k].fold).is_some()
            || masthead::is_masthead(&lines[k].fold) && !masthead::is_date_alone(&lines[k].fold)
    };
    lines[i].opens_file
        || i.checked_sub(1).is_some_and(of_masthead)
        || i + 1 < lines.len() && of_masthead(i + 1)
}

/// 本刊编辑部 below a headline, 责任编辑:某某 below a text: of the article, not of the colophon.
fn byline_like_colophon(lines: &[Line], class: &[Class], i: usize) -> bool {
    let fold = &lines[i].fold;
    let above = i.checked_sub(1).filter(|k| lines[*k].file == lines[i].file);
    let desk = fold.starts_with(['本'])
        && class[i] == Class::Byline
        && above.is_some_and(|k| class[k] == Class::Head);
    let editor = fold.starts_with("责任编辑") && fold.split_whitespace().count() <= 2 && lines[i].len <= 10;
    let alone = |k: usize| !masthead::is_colophon(&lines[k].fold) && !masthead::is_masthead(&lines[k].fold);
    desk || editor
        && above.is_some_and(|k| {
            matches!(class[k], Class::Body | Class::AuthorNote | Class::Signature) && alone(k)
        })
        && if i + 1 < lines.len() { alone(i + 1) } else { above.is_some_and(|k| class[k] != Class::Body) }
}

fn facts(lines: &[Line], front: &Front) -> IssueFacts {
    let mut facts = IssueFacts::default();
    let marked: Vec<usize> = (0..lines.len())
        .filter(|i| matches!(front.place[*i], Some(ResidueRole::Masthead | ResidueRole::Colophon)))
        .collect();
    for i in &marked {
        masthead::read_facts(&lines[*i].fold, &mut facts);
    }
    if facts.date.is_some() {
        facts.date_basis = DateBasis::Masthead;
    }
    facts.publication = publication(lines, &marked);
    facts
}

/// The name that most speaks for: of its house (《…》编辑部), printed large, repeated, ending as names of papers end.
fn publication(lines: &[Line], marked: &[usize]) -> Option<String> {
    let mut votes: BTreeMap<String, u32> = BTreeMap::new();
    for i in marked {
        let line = &lines[*i];
        if let Some(name) = masthead::name_in_page_head(&line.fold) {
            *votes.entry(name).or_default() += 3;
        }
        if let Some(name) = masthead::house_name(&line.fold) {
            *votes.entry(name).or_default() += 4;
        }
        let squeezed = squeeze(&line.fold);
        let len = squeezed.chars().count();
        if !(2..=12).contains(&len)
            || !squeezed.chars().all(crate::text::is_han)
            || masthead::is_colophon(&line.fold)
        {
            continue;
        }
        let mut vote = 0;
        vote += if line.level == 1 { 3 } else { u32::from(line.level > 0 || line.bold) };
        vote += if masthead::publication_name(&line.fold).is_some() { 4 } else { 0 };
        // The first line of a masthead, with its number or date just below.
        let below = lines.get(i + 1..(i + 4).min(lines.len())).unwrap_or_default();
        let tops = *i == 0 || line.opens_file || marked.first() == Some(i);
        vote += u32::from(tops && below.iter().any(|l| masthead::is_masthead(&l.fold))) * 4;
        let names_beside = close_up(&line.fold).iter().all(|n| is_person(n)) && line.level == 0;
        if vote > 0 && !(names_beside && vote < 4) {
            *votes.entry(squeezed).or_default() += vote;
        }
    }
    votes.into_iter().max_by(|a, b| a.1.cmp(&b.1).then(b.0.cmp(&a.0))).map(|(name, _)| name)
}

/// The publication's name alone on a line is a running head wherever it stands.
fn mark_name(lines: &[Line], class: &[Class], front: &mut Front) {
    let Some(name) = front.facts.publication.clone() else { return };
    for i in 0..lines.len() {
        if front.place[i].is_none() && class[i] != Class::Body && is_running_head(&lines[i], &name) {
            front.place[i] = Some(ResidueRole::Furniture);
        }
    }
}

/// `党建月刊 2017.6 理论视点`: the name at an edge, a number, and nothing of a sentence.
fn is_running_head(line: &Line, name: &str) -> bool {
    let squeezed = squeeze(&line.fold);
    let at_edge = squeezed.starts_with(name) || squeezed.ends_with(name);
    let numbered = squeezed.contains(|c: char| c.is_ascii_digit());
    squeezed == name
        || at_edge
            && numbered
            && name.chars().count() >= 3
            && line.level == 0
            && line.len <= name.chars().count() + 28
            && line.fold.split_whitespace().count() >= 2
            && !line.fold.contains(['。', ',', '《', '“', ':'])
}
