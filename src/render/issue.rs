//! An issue, set like a front page.

use super::article::{self, NoticeView};
use super::frame::{Crumb, Link, Part};
use super::items::Item;
use super::page::Print;
use super::scene::{Scene, issue_path, publication_path};
use super::seek::{Seek, Within};
use super::strings::number;
use super::{Claimed, Phase, Site, dates, days};
use crate::archive::{ArticleId, Entry, Issue};
use crate::digest::{self, Digest};
use crate::read::edtf;
use crate::read::settings::Kind;
use crate::split::ResidueRole;
use serde::Serialize;
use std::collections::BTreeMap;

/// A lead article has at least so many letters, where the issue has such a one near its top.
const LEAD: usize = 300;

/// Adds for each issue its page and those of its articles.
pub(super) fn add<'a>(site: &mut Site<'a>, scene: Scene<'a>) -> Result<(), Claimed> {
    let earlier = earlier(scene);
    for publication in &scene.archive.publications {
        let issues = &scene.archive.issues[publication.issues.clone()];
        for (n, issue) in issues.iter().enumerate() {
            let around = [n.checked_sub(1).map(|i| &issues[i]), issues.get(n + 1)];
            let name = format!("issue {}/{}", publication.slug, issue.segment);
            let print = print(scene, issue, around, &earlier);
            site.unit(scene.standing, name, print, |site| {
                article::add(site, scene, issue)?;
                add_page(site, scene, issue, around)
            })?;
        }
    }
    Ok(())
}

/// A print of all that an issue's page and its articles' pages show, and more: its texts, what it is called, the issues before and after,
/// and all articles that may be related to its own.
fn print(
    scene: Scene<'_>,
    issue: &Issue,
    around: [Option<&Issue>; 2],
    earlier: &BTreeMap<String, Digest>,
) -> Option<Print> {
    let named = |other: &Issue| (scene.issue_name(other), issue_path(scene.publication_of(other), other));
    let entries: Option<Vec<Digest>> = issue.articles.clone().map(|id| scene.entry(id).print).collect();
    // An undated issue's articles are related to those of their own issue only.
    let earlier = issue.facts.date.as_deref().and_then(|date| earlier.get(&edtf::order(date)));
    let outer = (around.map(|other| other.map(named)), entries?, earlier);
    scene.print_of_texts("issue", issue, &outer).ok().flatten()
}

/// By date, as it sorts: a print of all articles of that date or an earlier one.
fn earlier(scene: Scene<'_>) -> BTreeMap<String, Digest> {
    let archive = scene.archive;
    let mut by_date: BTreeMap<String, Vec<&Issue>> = BTreeMap::new();
    for issue in &archive.issues {
        let date = issue.facts.date.as_deref().map(edtf::order).filter(|date| !date.is_empty());
        if let Some(date) = date {
            by_date.entry(date).or_default().push(issue);
        }
    }
    let mut hash = blake3::Hasher::new();
    let mut print = |issues: Vec<&Issue>| {
        for id in issues.iter().flat_map(|issue| issue.articles.clone()) {
            hash.update(&scene.entry(id).print.unwrap_or_default());
        }
        digest::cut(hash.finalize())
    };
    by_date.into_iter().map(|(date, issues)| (date, print(issues))).collect()
}

fn add_page<'a>(
    site: &mut Site<'a>,
    scene: Scene<'a>,
    issue: &'a Issue,
    around: [Option<&'a Issue>; 2],
) -> Result<(), Claimed> {
    let path = issue_path(scene.publication_of(issue), issue);
    site.add(path.clone(), Phase::Index, format!("issue {}", issue.path), move || {
        let around = around.map(|other| Some(neighbour(scene, &path, other?)));
        let entries: Vec<_> = issue.articles.clone().map(|id| scene.entry(id).print).collect();
        let outer = (&around, entries);
        scene.of_texts("issue.html", &path, issue, &outer, || issue_page(scene, issue, around.clone()))
    })
}

/// Articles under one heading of an issue's page: a 版, a section, a column.
#[derive(Serialize)]
struct Block {
    label: Option<String>,
    href: Option<String>,
    items: Vec<Item>,
    /// How many of the front page's columns it takes: 1 to 3.
    columns: usize,
}

#[derive(Serialize)]
struct ResidueView {
    role: String,
    lines: String,
    spans: String,
}

#[derive(Serialize)]
struct IssueView {
    publication: Link,
    name: String,
    date: String,
    machine: Option<String>,
    /// `总第224期`, where the name does not say it.
    serial: Option<String>,
    basis: Option<String>,
    /// The date as the masthead prints it, where its form or its day is another.
    printed: Option<String>,
    count: String,
    seek: Seek,
    lead: Option<Item>,
    opening: Vec<String>,
    blocks: Vec<Block>,
    residues: Vec<ResidueView>,
    notices: Vec<NoticeView>,
    files: Vec<String>,
    before: Option<Link>,
    after: Option<Link>,
    /// The page of its day of the year: only the link, for what stands there may grow.
    day: Option<Link>,
}

/// A link to the issue before or after.
fn neighbour(scene: Scene<'_>, from: &str, other: &Issue) -> Link {
    Crumb::to(scene.issue_name(other), issue_path(scene.publication_of(other), other)).link(from)
}

fn issue_page(
    scene: Scene<'_>,
    issue: &Issue,
    [before, after]: [Option<Link>; 2],
) -> anyhow::Result<Vec<u8>> {
    let publication = scene.publication_of(issue);
    let described = scene.described(issue)?;
    let path = issue_path(publication, issue);
    let name = scene.issue_name(issue);
    let date = scene.issue_date(issue);
    let crumbs = [
        scene.home(),
        Crumb::to(scene.t("nav-issues", &[]), "issues/index.html"),
        Crumb::to(publication.name.clone(), publication_path(publication)),
        Crumb::here(name.clone()),
    ];
    let lead = lead(scene, issue);
    let opening = match lead {
        Some(id) => article::opening(&scene.text_of(scene.entry(id))?.article, 320),
        None => Vec::new(),
    };
    let in_article = |n: &&crate::split::Notice| {
        !described.articles.iter().any(|a| article::holds(&a.article, n.file, n.line))
    };
    let title = format!("{} {name}", publication.name);
    let count = scene.articles_label(issue.articles.len());
    let summary = scene.t("issue-summary", &[("issue", &title), ("date", &date), ("count", &count)]);
    let view = IssueView {
        publication: Crumb::to(publication.name.clone(), publication_path(publication)).link(&path),
        machine: scene.dated(issue).machine.clone(),
        serial: match (&issue.facts.number, issue.facts.serial) {
            (Some(_), Some(serial)) => Some(scene.t("serial-total", &[("n", &serial.to_string())])),
            _ => None,
        },
        basis: basis(scene, issue),
        printed: dates::printed_otherwise(&issue.facts).map(|p| scene.t("date-printed", &[("printed", p)])),
        name: if name == date { String::new() } else { name },
        date,
        count,
        seek: Seek::inside(scene, &path, &title, &Within::issue(publication, issue)),
        lead: lead.map(|id| scene.item(&path, scene.entry(id))),
        opening,
        blocks: blocks(scene, &path, issue, lead),
        residues: residues(scene, &described),
        notices: described
            .notices
            .iter()
            .filter(in_article)
            .map(|n| article::notice(scene, issue, n))
            .collect(),
        files: scene.sources.get(issue.described).cloned().unwrap_or_default(),
        before,
        after,
        day: days::of(issue).map(|day| Crumb::to(scene.t("nav-days", &[]), days::path(&day)).link(&path)),
    };
    scene.fill("issue.html", &scene.frame(&path, Part::Issues, &title, &summary, &crumbs), &view)
}

/// How the date is known, where it is not printed on the issue itself.
fn basis(scene: Scene<'_>, issue: &Issue) -> Option<String> {
    use crate::split::DateBasis::*;
    match issue.facts.date_basis {
        Path => Some(scene.t("basis-path", &[])),
        Text => Some(scene.t("basis-text", &[])),
        Masthead | Sidecar | None => Option::None,
    }
}

/// The article that leads the page: the first one of some length near the top, else the first.
fn lead(scene: Scene<'_>, issue: &Issue) -> Option<ArticleId> {
    let mut near = issue.articles.clone().take(4);
    near.find(|id| scene.entry(*id).length >= LEAD).or_else(|| issue.articles.clone().next())
}

/// The other articles in printed order, under the 版 and 版名 they stand on; a periodical's under its columns.
fn blocks(scene: Scene<'_>, path: &str, issue: &Issue, lead: Option<ArticleId>) -> Vec<Block> {
    let entries = || issue.articles.clone().map(|id| scene.entry(id));
    let newspaper = scene.publication_of(issue).settings.kind != Some(Kind::Periodical)
        && (entries().any(|e| e.section.is_some()) || issue.facts.number.is_none());
    let label = |entry: &Entry| -> Option<Crumb> {
        if newspaper && (entry.page.is_some() || entry.section.is_some()) {
            let page = entry.page.as_deref().map(|p| scene.page_label(issue, p, None));
            let parts: Vec<String> = page.into_iter().chain(entry.section.clone()).collect();
            return Some(Crumb::here(parts.join(" ")));
        }
        entry.column.as_deref().filter(|c| !c.trim().is_empty()).map(|c| scene.column_crumb(c))
    };
    let mut out: Vec<Block> = Vec::new();
    for id in issue.articles.clone().filter(|id| Some(*id) != lead) {
        let entry = scene.entry(id);
        let crumb = label(entry);
        let name = crumb.as_ref().map(|c| c.label.clone());
        let mut item = scene.item(path, entry);
        // The heading over it says it already.
        if item.column.as_ref().map(|c| &c.label) == name.as_ref() {
            item.column = None;
        }
        match out.last_mut() {
            Some(last) if last.label == name => last.items.push(item),
            _ => {
                let href = crumb.and_then(|c| c.link(path).href);
                out.push(Block { label: name, href, items: vec![item], columns: 1 });
            }
        }
    }
    for block in &mut out {
        block.columns = block.items.len().min(3);
    }
    out
}

/// What belongs to no article, summed up by its role.
fn residues(scene: Scene<'_>, described: &crate::describe::DescribedIssue) -> Vec<ResidueView> {
    let roles = [
        (ResidueRole::Masthead, "role-masthead"),
        (ResidueRole::Contents, "role-contents"),
        (ResidueRole::Colophon, "role-colophon"),
        (ResidueRole::Column, "role-column"),
        (ResidueRole::Advertisement, "role-advertisement"),
        (ResidueRole::Furniture, "role-furniture"),
        (ResidueRole::Unplaced, "role-unplaced"),
    ];
    let view = |(role, key): (ResidueRole, &str)| {
        let ranges: Vec<_> =
            described.residues.iter().filter(|r| r.role == role).flat_map(|r| &r.lines).collect();
        let lines: usize = ranges.iter().map(|r| (r.last + 1).saturating_sub(r.first)).sum();
        let spans: Vec<String> = ranges.iter().map(|r| article::span(r.first, r.last)).collect();
        (lines > 0).then(|| ResidueView {
            role: scene.t(key, &[]),
            lines: scene.t("n-lines", &[("n", &number(lines))]),
            spans: spans.join(&scene.t("comma", &[])),
        })
    };
    roles.into_iter().filter_map(view).collect()
}
