//! The page of one article. It shows what its own issue says, and nothing that a later issue can change save “next”.

use super::blocks::{self, Shown};
use super::escape::Html;
use super::frame::{Crumb, Link, Part, fit, one_line};
use super::items::DOUBT;
use super::related::{RelatedView, related};
use super::scene::{Scene, issue_path, publication_path};
use super::strings::number;
use super::{Claimed, Page, Phase, Site, dates, linked};
use crate::archive::{ArticleId, Entry, Issue};
use crate::describe::people::{Person, closed_up};
use crate::describe::{DescribedArticle, Finding, TextDate};
use crate::split::{Article, BlockRole, LineRange};
use serde::Serialize;
use tera::Value;

/// What `article.html` shows.
#[derive(Serialize)]
struct ArticleView<'a> {
    key: &'a str,
    kicker: Option<&'a str>,
    title: &'a str,
    subtitle: Option<&'a str>,
    column: Option<Link>,
    /// Bylines as printed before the text, safe HTML.
    bylines: Vec<Html>,
    publication: Link,
    issue: Link,
    date: String,
    machine: Option<&'a str>,
    /// `第A02版 要闻`.
    place: Option<String>,
    blocks: Vec<Shown>,
    authors: Vec<AuthorView<'a>>,
    /// One trail per division, province first: safe HTML.
    regions: Vec<Value>,
    topics: Vec<Value>,
    dates: Vec<DateView<'a>>,
    /// Key phrases, as printed.
    phrases: Vec<&'a str>,
    /// The words that spoke for each topic.
    evidence: Vec<EvidenceView<'a>>,
    length: String,
    sources: Vec<SourceView<'a>>,
    doubt: Option<String>,
    notices: Vec<NoticeView>,
    related: &'a [RelatedView],
    before: Option<&'a Link>,
    after: Option<&'a Link>,
}

#[derive(Serialize)]
struct AuthorView<'a> {
    link: Link,
    role: &'a str,
    office: Option<&'a str>,
}

/// A date that the text speaks of.
#[derive(Serialize)]
struct DateView<'a> {
    /// As it is printed, where that is more than the date in words.
    printed: Option<&'a str>,
    date: String,
    machine: Option<String>,
}

/// A topic's name, and the words that spoke for it.
#[derive(Serialize)]
struct EvidenceView<'a> {
    topic: &'a str,
    words: String,
}

/// Where the text stands: a file and its lines.
#[derive(Serialize)]
struct SourceView<'a> {
    file: &'a str,
    lines: String,
}

/// Something that a person should look at.
#[derive(Serialize)]
pub(super) struct NoticeView {
    pub file: String,
    pub line: usize,
    pub code: String,
    pub message: String,
    /// In per cent.
    pub sure: String,
}

/// Adds the page of every article of an issue.
pub(super) fn add<'a>(site: &mut Site<'a>, scene: Scene<'a>, issue: &'a Issue) -> Result<(), Claimed> {
    for id in issue.articles.clone() {
        let entry = scene.entry(id);
        let claimed = format!("article “{}” ({})", entry.title, issue.path);
        site.add(entry.address.clone(), Phase::Leaf, claimed, move || page(scene, id))?;
    }
    Ok(())
}

fn page(scene: Scene<'_>, id: ArticleId) -> anyhow::Result<Page> {
    let entry = scene.entry(id);
    let issue = scene.issue_of(entry);
    let path = entry.address.as_str();
    let neighbour = |other: Option<ArticleId>| {
        let other = other.filter(|o| issue.articles.contains(o)).map(|o| scene.entry(o))?;
        Some(Crumb::to(scene.title(other), other.address.clone()).link(path))
    };
    let around = Around {
        related: related(scene, path, id),
        before: neighbour(id.checked_sub(1)),
        after: neighbour(id.checked_add(1)),
    };
    let outer = (entry.print, &around);
    scene.of_texts("article.html", path, issue, &outer, || text_page(scene, entry, &around))
}

/// What an article's page shows of other articles.
#[derive(Serialize)]
struct Around {
    related: Vec<RelatedView>,
    before: Option<Link>,
    after: Option<Link>,
}

fn text_page(scene: Scene<'_>, entry: &Entry, around: &Around) -> anyhow::Result<Vec<u8>> {
    let issue = scene.issue_of(entry);
    let text = scene.text_of(entry)?;
    let described = &*text;
    let article = &described.article;
    let path = entry.address.as_str();
    let publication = scene.publication_of(issue);
    let (title, name) = (scene.title(entry), scene.issue_name(issue));
    let issue_crumb = Crumb::to(name.clone(), issue_path(publication, issue));
    let crumbs = [
        scene.home(),
        Crumb::to(scene.t("nav-issues", &[]), "issues/index.html"),
        Crumb::to(publication.name.clone(), publication_path(publication)),
        issue_crumb.clone(),
        Crumb::here(title.clone()),
    ];
    // The title gives way, so that publication, issue and archive can be read beside it.
    let archive = format!(" - {}", scene.archive.settings.title);
    let head = fit(&title, &format!(" - {} {name}{archive}", publication.name));
    let head = head.strip_suffix(&archive).unwrap_or(&head);
    let description = if entry.lead.is_empty() { &title } else { &entry.lead };
    let mut frame = scene.frame(path, Part::None, head, description, &crumbs);
    frame.jsonld = Some(linked::data(scene, entry, issue, described)?);
    let (bylines, shown) = blocks::show(article);
    let notices = notices_in(scene, issue, article)?;
    let view = ArticleView {
        key: &entry.key,
        kicker: present(&article.kicker),
        title: &title,
        subtitle: present(&article.subtitle),
        column: present(&article.column).map(|name| scene.column_crumb(name).link(path)),
        bylines,
        publication: Crumb::to(publication.name.clone(), publication_path(publication)).link(path),
        issue: issue_crumb.link(path),
        date: scene.issue_date(issue),
        machine: scene.dated(issue).machine.as_deref(),
        place: place(scene, issue, article),
        blocks: shown,
        authors: authors(scene, path, entry, described),
        regions: entry
            .regions
            .iter()
            .map(|code| scene.division_trail(&frame.root, code))
            .collect::<anyhow::Result<_>>()?,
        topics: entry
            .topics
            .iter()
            .chain(&entry.subtopics)
            .map(|topic| scene.topic_trail(&frame.root, topic))
            .collect::<anyhow::Result<_>>()?,
        dates: described.dates.iter().filter(|d| tells(issue, d)).map(|d| date_view(scene, d)).collect(),
        phrases: described.phrases.iter().map(|phrase| phrase.id.as_str()).collect(),
        evidence: evidence(scene, described),
        length: scene.t("n-characters", &[("n", &number(entry.length))]),
        sources: sources(scene, issue, article),
        doubt: (entry.confidence < DOUBT)
            .then(|| scene.t("doubt-bounds", &[("percent", &percent(entry.confidence))])),
        notices,
        related: &around.related,
        before: around.before.as_ref(),
        after: around.after.as_ref(),
    };
    scene.fill("article.html", &frame, &view)
}

/// Whether a date says more than the issue's own: 今天 and 今年 are that day and that year.
fn tells(issue: &Issue, said: &TextDate) -> bool {
    let own = issue.facts.date.as_deref().unwrap_or_default().trim_end_matches(['~', '?', '%']);
    let said = said.edtf.trim_end_matches(['~', '?', '%']);
    said != own && (said.len() != 4 || !own.starts_with(said))
}

/// The text, where there is any.
fn present(text: &Option<String>) -> Option<&str> {
    text.as_deref().filter(|text| !text.trim().is_empty())
}

fn date_view<'a>(scene: Scene<'_>, said: &'a TextDate) -> DateView<'a> {
    let date = scene.date(&said.edtf);
    let printed = Some(said.printed.as_str()).filter(|p| *p != date);
    DateView { printed, date, machine: dates::machine(&said.edtf) }
}

fn evidence<'a>(scene: Scene<'a>, described: &'a DescribedArticle) -> Vec<EvidenceView<'a>> {
    let all = described.topics.iter().chain(&described.subtopics).filter(|found| !found.evidence.is_empty());
    let comma = scene.t("comma", &[]);
    let view = |found: &'a Finding| EvidenceView {
        topic: scene.topic_name(&found.id),
        words: found.evidence.join(&comma),
    };
    all.map(view).collect()
}

fn percent(share: f64) -> String {
    format!("{:.0}%", share.clamp(0.0, 1.0) * 100.0)
}

fn place(scene: Scene<'_>, issue: &Issue, article: &Article) -> Option<String> {
    let page = article.page.as_deref().map(|p| scene.page_label(issue, p, article.page_end.as_deref()));
    let parts: Vec<String> = page.into_iter().chain(article.section.clone()).collect();
    (!parts.is_empty()).then(|| parts.join(" "))
}

fn authors<'a>(
    scene: Scene<'_>,
    path: &str,
    entry: &Entry,
    described: &'a DescribedArticle,
) -> Vec<AuthorView<'a>> {
    let authors = &described.article.authors;
    let role = |name: &str| authors.iter().find(|a| closed_up(&a.name) == name).map(|a| a.role.as_str());
    let each = |person: &'a Person| AuthorView {
        link: scene.person_crumb(&scene.archive.identity(entry, &person.name), &person.name).link(path),
        role: role(&person.name).unwrap_or_default(),
        office: person.office.as_deref(),
    };
    described.people.iter().map(each).collect()
}

/// The article's line ranges, each file's together, neighbours joined.
fn sources<'a>(scene: Scene<'a>, issue: &Issue, article: &Article) -> Vec<SourceView<'a>> {
    let mut ranges: Vec<LineRange> = article.blocks.iter().flat_map(|b| b.lines.iter().copied()).collect();
    ranges.sort_unstable();
    let mut joined: Vec<LineRange> = Vec::new();
    for range in ranges {
        match joined.last_mut() {
            // Blank lines between two paragraphs belong to nobody: up to three don't break a range for a reader.
            Some(last) if last.file == range.file && range.first <= last.last + 4 => {
                last.last = last.last.max(range.last)
            }
            _ => joined.push(range),
        }
    }
    let files = joined.chunk_by(|a, b| a.file == b.file);
    let view = |ranges: &[LineRange]| {
        let spans: Vec<String> = ranges.iter().map(|r| span(r.first, r.last)).collect();
        SourceView {
            file: ranges.first().map_or("", |r| scene.source(issue, r.file)),
            lines: spans.join(&scene.t("comma", &[])),
        }
    };
    files.map(view).collect()
}

/// `12`, `12–18`.
pub(super) fn span(first: usize, last: usize) -> String {
    if first == last { first.to_string() } else { format!("{first}–{last}") }
}

/// Notices of the issue whose line is one of the article's.
fn notices_in(scene: Scene<'_>, issue: &Issue, article: &Article) -> anyhow::Result<Vec<NoticeView>> {
    let described = scene.described(issue)?;
    Ok(described
        .notices
        .iter()
        .filter(|n| holds(article, n.file, n.line))
        .map(|n| notice(scene, issue, n))
        .collect())
}

/// Whether the line is one of the article's.
pub(super) fn holds(article: &Article, file: usize, line: usize) -> bool {
    let mut ranges = article.blocks.iter().flat_map(|b| &b.lines);
    ranges.any(|r| r.file == file && (r.first..=r.last).contains(&line))
}

pub(super) fn notice(scene: Scene<'_>, issue: &Issue, n: &crate::split::Notice) -> NoticeView {
    NoticeView {
        file: scene.source(issue, n.file).to_owned(),
        line: n.line,
        code: n.code.clone(),
        message: n.message.clone(),
        sure: percent(n.confidence),
    }
}

/// The first paragraphs of the text, as plain words, up to about so many characters; cut where a sentence ends.
pub(super) fn opening(article: &Article, most: usize) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    let mut room = most;
    for block in article.blocks.iter().filter(|b| b.role == BlockRole::Body) {
        let text = one_line(&block.words());
        let length = text.chars().count();
        if length > room {
            // What is left of the room may be too little to say anything.
            if out.is_empty() || room > most / 3 {
                out.push(cut(&text, room));
            }
            break;
        }
        room -= length;
        out.push(text);
    }
    out
}

/// The text up to so many characters: to the end of its last whole sentence, where that is not too near.
fn cut(text: &str, most: usize) -> String {
    let cut: String = text.chars().take(most).collect();
    match cut.rfind(['。', '!', '?', '\u{FF01}', '\u{FF1F}', '\u{FF1B}']) {
        Some(end) if end > cut.len() / 2 => {
            let width = cut[end..].chars().next().map_or(1, char::len_utf8);
            cut[..end + width].to_owned()
        }
        _ => format!("{cut}…"),
    }
}
