//! An article begins where a person says: cut from another, or made of lines that belonged to none.

use super::actions::keep_lines_whole;
use super::desk::{Desk, Draft, Part};
use super::find::Spot;
use super::headline::{add_authors, authors_of, refresh, shape, take_authors};
use crate::read::{IssueSource, SourceText};
use crate::split::{self, Article, Author, BlockRole, ResidueRole};
use crate::text;
use std::collections::BTreeMap;

/// Cuts an article at the line; where it begins there already, that is now sure.
pub fn in_article(desk: &mut Desk, draft: usize, spot: &Spot) {
    let (line, _) = spot.start();
    let Some(at) = cut_before(&mut desk.drafts[draft].parts, line) else { return };
    let d = &mut desk.drafts[draft];
    // Who quotes a title means the article, and its kicker stands above it.
    if d.parts.iter().take(at).all(|p| p.role == BlockRole::Kicker) {
        d.article.confidence = 1.0;
        if d.orphan {
            d.orphan = false;
            open(desk, draft, spot);
            let article = &mut desk.drafts[draft].article;
            article.page_end = article.page_end.take().filter(|_| article.page.is_some());
        }
        return;
    }
    // The jump within the paragraph stands before it, and goes with it.
    let with_jump = at > 0 && is_jump_within(&d.parts[at - 1], &d.parts[at]);
    let mut rest = d.parts.split_off(at - usize::from(with_jump));
    keep_lines_whole(&mut d.parts, &mut rest);
    if rest.is_empty() {
        return;
    }
    text_first(&mut rest);
    let mut article = beside(&d.article);
    article.confidence = 1.0;
    let went = take_authors(desk, draft, &rest);
    add_authors(&mut article.authors, went);
    refresh(desk, draft);
    desk.drafts.push(Draft { article, parts: rest, orphan: false });
    let new = desk.drafts.len() - 1;
    open(desk, new, spot);
    let page = desk.drafts[new].article.page.clone();
    let number = |p: &Option<String>| p.as_deref().and_then(|p| p.parse::<u32>().ok());
    let old = &mut desk.drafts[draft].article;
    if let (Some(from), Some(to)) = (number(&old.page), number(&page))
        && old.page_end.is_some()
        && to > from
    {
        old.page_end = Some((to - 1).to_string());
    } else if page.is_none() {
        desk.drafts[new].article.page_end = None;
    }
}

/// A jump stands before the paragraph that it interrupts: an article that begins with that paragraph begins with it.
fn text_first(parts: &mut [Part]) {
    if let [jump, text, ..] = parts
        && is_jump_within(jump, text)
    {
        std::mem::swap(jump, text);
    }
}

/// Whether a jump stands within a paragraph that begins above it.
fn is_jump_within(jump: &Part, text: &Part) -> bool {
    jump.role == BlockRole::Jump
        && text.lines().next() <= jump.lines().next()
        && text.lines().any(|l| jump.lines().any(|j| j == l))
}

/// What an article that is cut off another has in common with it.
pub fn beside(old: &Article) -> Article {
    let mut article =
        Article { column: old.column.clone(), page_end: old.page_end.clone(), ..Article::default() };
    if old.section.is_some() {
        (article.page, article.section) = (old.page.clone(), old.section.clone());
    }
    article
}

/// The first block at or behind the line; a block that holds it further down is cut there.
fn cut_before(parts: &mut Vec<Part>, line: usize) -> Option<usize> {
    let at = parts.iter().position(|p| p.lines().any(|l| l == line))?;
    let piece = parts[at].lines().position(|l| l == line)?;
    if piece == 0 {
        return Some(at);
    }
    let rest = parts[at].pieces.split_off(piece);
    parts[at].kept = None;
    let role = parts[at].role;
    parts.insert(at + 1, Part::new(role, rest));
    Some(at + 1)
}

/// Makes an article of a residue's lines from here on.
pub fn in_residue(desk: &mut Desk, role: ResidueRole, spot: &Spot) {
    let (first, _) = spot.start();
    let file = desk.lines.get(first).map(|l| l.file);
    let same = |i: &usize| {
        desk.place.get(*i).copied().flatten() == Some(role) && desk.lines.get(*i).map(|l| l.file) == file
    };
    let behind = (first..).find(|i| !same(i)).unwrap_or(first + 1);
    let parts = split_anew(desk, first, behind);
    for i in first..behind {
        desk.place[i] = None;
    }
    let article = Article { confidence: 1.0, ..Article::default() };
    desk.drafts.push(Draft { article, parts, orphan: false });
    let new = desk.drafts.len() - 1;
    open(desk, new, spot);
}

/// The blocks that the splitter sees in these lines alone; a paragraph of each line in which it sees none.
fn split_anew(desk: &Desk, first: usize, behind: usize) -> Vec<Part> {
    let (Some(top), Some(foot)) = (desk.lines.get(first), desk.lines.get(behind.saturating_sub(1))) else {
        return Vec::new();
    };
    let file = top.file;
    let Some(source) = desk.source.files.get(file) else { return Vec::new() };
    let raw = source.lines.get(top.n - 1..foot.n).unwrap_or_default().to_vec();
    let one = SourceText { lines: raw, ..SourceText::default() };
    let issue = split::split(&IssueSource { files: vec![one], ..IssueSource::default() });
    let alone = IssueSource { files: desk.source.files.clone(), ..IssueSource::default() };
    let mut articles = issue.articles;
    let mut headlined = false;
    for article in &mut articles {
        for block in &mut article.blocks {
            // Only what stands first is a headline: the person said that one article begins here.
            let headline = matches!(block.role, BlockRole::Kicker | BlockRole::Title | BlockRole::Subtitle);
            if headline && headlined {
                block.role = BlockRole::Heading;
            }
            for range in &mut block.lines {
                (range.file, range.first, range.last) =
                    (file, range.first + top.n - 1, range.last + top.n - 1);
            }
        }
        headlined = true;
    }
    let mut sub = Desk::new(articles, Vec::new(), &alone);
    let mut parts: BTreeMap<usize, Vec<Part>> = BTreeMap::new();
    let mut seen: Vec<usize> = Vec::new();
    for draft in std::mem::take(&mut sub.drafts) {
        seen.extend(draft.parts.iter().flat_map(Part::lines));
        let at = draft.parts.iter().filter_map(Part::first_line).min().unwrap_or(first);
        parts.entry(at).or_default().extend(draft.parts);
    }
    for i in (first..behind).filter(|i| !seen.contains(i)) {
        parts.entry(i).or_default().push(Part::new(BlockRole::Body, vec![desk.whole(i)]));
    }
    let mut parts: Vec<Part> = parts.into_values().flatten().collect();
    // The line that the person quoted is the first, whatever the splitter made of the lines.
    if let Some(at) = parts.iter().position(|p| p.first_line() == Some(first)) {
        let opening = parts.remove(at);
        parts.insert(0, opening);
    }
    parts
}

/// Headline, authors and page of an article that begins here.
fn open(desk: &mut Desk, draft: usize, spot: &Spot) {
    shape(desk, draft, spot);
    refresh(desk, draft);
    let d = &desk.drafts[draft];
    let signed: Vec<Author> = d
        .parts
        .iter()
        .filter(|p| p.role != BlockRole::Credit)
        .flat_map(|p| authors_of(desk, p, false))
        .collect();
    let (pages, entries) = split::surroundings(&desk.lines);
    let title = d.article.title.clone();
    let mark = pages.get(spot.start().0).cloned().flatten();
    let entry = entries
        .iter()
        .map(|e| (text::alike(&e.title, &title), e))
        .filter(|(alike, _)| *alike >= 0.75)
        .max_by(|a, b| a.0.total_cmp(&b.0))
        .map(|(_, e)| e);
    let article = &mut desk.drafts[draft].article;
    add_authors(&mut article.authors, signed);
    if let Some(mark) = mark {
        article.page = Some(mark.page.clone());
        article.section = mark.section.clone();
    }
    if let Some(entry) = entry {
        article.page = entry.page.clone().or(article.page.take());
        article.column = entry.column.clone().or(article.column.take());
        if article.authors.is_empty() {
            article.authors = entry.authors.iter().map(Author::named).collect();
        }
    }
}
