//! From drafts to articles: blocks with their text, authors, column, page, confidence; and the residue.
//!
//! In: the outline with its continuations home. Out: articles and residues in which every line stands once. An article
//! is its `headline`, its `body`, its `authors`, its place among the `columns`; what is left is `residues`.

mod authors;
mod body;
mod columns;
mod headline;
mod residues;

pub(crate) use headline::{closed_up, first_clause, trim_marks};
pub use residues::{imprint, residues};

use super::classify::Class;
use super::cohesion::Cohesion;
use super::contents::Entry;
use super::evidence::Verdict;
use super::front::Front;
use super::furniture::Pages;
use super::line::{self, Line};
use super::outline::{Draft, Outline};
use super::paragraphs;
use super::rules::Rule;
use super::trace::Trace;
use super::wrap::Wrapped;
use super::{Article, Author, Block, BlockRole, LineRange, marks};
use std::borrow::Cow;
use std::collections::BTreeSet;

/// What drafts are made into articles with.
pub struct Desk<'a> {
    pub lines: &'a [Line],
    pub class: &'a [Class],
    pub front: &'a Front,
    pub pages: &'a Pages,
    pub cohesion: &'a Cohesion,
    pub wrapped: &'a Wrapped,
}

/// All articles, in the order in which they begin.
pub fn articles(desk: &Desk, outline: &Outline, trace: &mut Trace) -> Vec<Article> {
    let columns = columns::columns(desk, outline, trace);
    let mut articles = Vec::new();
    for (draft, column) in outline.drafts.iter().zip(columns) {
        if !draft.advertisement {
            articles.push(article(desk, draft, column, trace));
        }
    }
    if !desk.front.contents.is_empty() {
        close_pages(&mut articles);
        let drafts = outline.drafts.iter().filter(|d| !d.advertisement).zip(&articles);
        for (draft, _) in drafts.filter(|(_, a)| a.page_end.is_some()) {
            trace.line(draft.first_line().unwrap_or(0), Rule::PageEndFromContents);
        }
    }
    articles
}

/// One article, whole: headline, body, page and column, authors, a title if it has none.
fn article(desk: &Desk, draft: &Draft, column: Option<String>, trace: &mut Trace) -> Article {
    let mut article = Article { column, confidence: confidence(draft), ..Article::default() };
    headline::headline_blocks(desk, draft, &mut article);
    body_blocks(desk, draft, &mut article, trace);
    body::settle_jumps(&mut article.blocks);
    let first = draft.first_line().unwrap_or(0);
    if let Some(mark) = desk.pages.get(first).and_then(Option::as_ref) {
        article.page = Some(mark.page.clone());
        article.section = mark.section.clone();
    }
    if let Some(entry) = draft.verdict.entry.and_then(|k| desk.front.contents.get(k)) {
        trace.line(first, Rule::FactsFromContents);
        facts_from_contents(entry, &mut article);
    }
    if article.authors.is_empty() {
        authors::photo_authors(&mut article);
        if !article.authors.is_empty() {
            trace.line(first, Rule::PhotographerSigns);
        }
    }
    let mut seen = BTreeSet::new();
    article.authors.retain(|a| seen.insert(a.name.clone()));
    authors::offices(&mut article);
    if article.title.is_empty() {
        trace.line(first, Rule::FirstWordsAsTitle);
        article.title = headline::first_words(&article);
        article.confidence = article.confidence.min(0.4);
    }
    article
}

/// The blocks below the headline, and who signs in them.
fn body_blocks(desk: &Desk, draft: &Draft, article: &mut Article, trace: &mut Trace) {
    for part in paragraphs::join(draft, desk.lines, desk.class, desk.cohesion, desk.wrapped, trace) {
        let signed = article.authors.len();
        body::add_part(desk, &part, article);
        if trace.is_on() && part.role == BlockRole::Body && article.authors.len() > signed {
            let last = part.lines.last().copied().unwrap_or(0);
            match marks::trailing_signature(&desk.lines[last].fold) {
                Some(_) => trace.line(last, Rule::SignatureInText),
                None => trace.line(part.lines[0], Rule::NamesInDateline),
            }
        }
    }
}

/// What the contents page says of an article; its names count where none are printed at the article.
fn facts_from_contents(entry: &Entry, article: &mut Article) {
    if entry.page.is_some() {
        article.page = entry.page.clone();
    }
    if entry.column.is_some() {
        article.column = entry.column.clone();
    }
    if article.authors.is_empty() {
        let names = entry.authors.iter();
        article.authors.extend(names.map(Author::named));
    }
}

/// As sure as the least sure of the verdicts that opened it and kept it whole.
fn confidence(draft: &Draft) -> f64 {
    let refused = draft.refused.iter().map(Verdict::confidence).fold(1.0, f64::min);
    let lowest = draft.verdict.confidence().min(refused);
    (lowest * 100.0).round() / 100.0
}

/// An article of a periodical ends where the next begins, as far as the contents tell.
fn close_pages(articles: &mut [Article]) {
    let begins: Vec<Option<u32>> =
        articles.iter().map(|a| a.page.as_deref().and_then(|p| p.parse().ok())).collect();
    for (k, article) in articles.iter_mut().enumerate() {
        let (Some(here), Some(Some(next))) = (begins[k], begins.get(k + 1)) else { continue };
        if article.section.is_none() && *next > here {
            article.page_end = Some((next - 1).max(here).to_string());
        }
    }
}

fn block(desk: &Desk, role: BlockRole, lines: &[usize], text: String) -> Block {
    let text = text.trim().to_string();
    // Whole lines with a link in them: where it leads is to be followed, not only read.
    let linked = lines.iter().any(|i| !desk.lines[*i].targets().is_empty());
    let markup = linked.then(|| {
        let markup: Vec<&str> = lines.iter().map(|i| desk.lines[*i].markup()).collect();
        markup.join(if is_in_rows(role) { "\n" } else { " " })
    });
    let markup = markup.filter(|m| line::shown(m).trim() == text);
    Block { role, lines: ranges(desk.lines, lines), text, markup }
}

/// Blocks that keep their line breaks.
pub(crate) fn is_in_rows(role: BlockRole) -> bool {
    matches!(role, BlockRole::Verse | BlockRole::List | BlockRole::Table)
}

/// What several lines show, a space between them.
fn spaced(desk: &Desk, lines: &[usize]) -> String {
    let texts: Vec<Cow<str>> = lines.iter().map(|i| desk.lines[*i].shown()).collect();
    texts.iter().map(|t| t.trim()).collect::<Vec<_>>().join(" ")
}

/// Line indexes as ranges of source lines, in reading order; neighbours with no blank line between them are one range.
pub fn ranges(lines: &[Line], indexes: &[usize]) -> Vec<LineRange> {
    // Most blocks are one range: by itself a list would begin with room for four.
    let mut out: Vec<LineRange> = Vec::with_capacity(1);
    let mut before: Option<usize> = None;
    for i in indexes {
        let line = &lines[*i];
        let adjoins = before.is_some_and(|b| b + 1 == *i) && line.gap == 0;
        match out.last_mut().filter(|r| adjoins && r.file == line.file) {
            Some(range) => range.last = line.n,
            None => out.push(LineRange { file: line.file, first: line.n, last: line.n }),
        }
        before = Some(*i);
    }
    out
}
