//! Publications and issues: the directory of all, a publication's years, and an issue set like a front page.

use super::article::{self, NoticeView};
use super::frame::{Crumb, Link, Part};
use super::items::{IssueLabel, Item};
use super::scene::{Scene, issue_path, publication_path};
use super::strings::number;
use super::{Claimed, Phase, Site, dates};
use crate::archive::{ArticleId, Entry, Issue, Publication};
use crate::read::settings::Kind;
use crate::split::ResidueRole;
use serde::Serialize;

/// A publication with more issues than this has a page per year.
const WHOLE: usize = 100;
/// A lead article has at least so many letters, where the issue has such a one near its top.
const LEAD: usize = 300;

/// Adds `issues/`: all publications, each publication, each issue.
pub(super) fn add<'a>(site: &mut Site<'a>, scene: Scene<'a>) -> Result<(), Claimed> {
    site.add("issues/index.html", Phase::Index, "directory of issues", move || publications(scene))?;
    for publication in &scene.archive.publications {
        add_publication(site, scene, publication)?;
        let issues = &scene.archive.issues[publication.issues.clone()];
        for (n, issue) in issues.iter().enumerate() {
            let (before, after) = (n.checked_sub(1).map(|i| &issues[i]), issues.get(n + 1));
            let path = issue_path(publication, issue);
            site.add(path, Phase::Index, format!("issue {}", issue.path), move || {
                issue_page(scene, issue, before, after)
            })?;
        }
    }
    Ok(())
}

#[derive(Serialize)]
struct PublicationView {
    label: Link,
    facts: Vec<(String, String)>,
    region: Vec<Link>,
    span: String,
    count: String,
    articles: String,
    years: Vec<Link>,
}

/// Issues of a publication by year; undated ones last.
fn by_year<'a>(scene: Scene<'a>, publication: &Publication) -> Vec<(Option<&'a str>, Vec<&'a Issue>)> {
    let mut out: Vec<(Option<&str>, Vec<&Issue>)> = Vec::new();
    for issue in &scene.archive.issues[publication.issues.clone()] {
        let year = dates::prefix(issue.facts.date.as_deref(), 0);
        match out.iter_mut().find(|(y, _)| *y == year) {
            Some((_, issues)) => issues.push(issue),
            None => out.push((year, vec![issue])),
        }
    }
    out
}

/// Where the issues of a year are listed: on the publication's page, or on a page of their own.
fn year_path(publication: &Publication, year: Option<&str>) -> String {
    let year = year.unwrap_or("undated");
    if publication.issues.len() > WHOLE {
        format!("issues/{}/year-{year}.html", publication.slug)
    } else {
        format!("{}#y{year}", publication_path(publication))
    }
}

/// A link that may name a place on the page.
fn link(from: &str, label: String, to: &str, count: usize) -> Link {
    let (path, place) = to.split_once('#').map_or((to, String::new()), |(path, id)| (path, format!("#{id}")));
    let href = if path == from { place } else { super::links::rel(from, path) + &place };
    Link { label, href: Some(href), current: false, count: Some(number(count)) }
}

fn publication_view(scene: Scene<'_>, from: &str, publication: &Publication) -> PublicationView {
    let settings = &publication.settings;
    let issues = &scene.archive.issues[publication.issues.clone()];
    let articles: usize = issues.iter().map(|i| i.articles.len()).sum();
    let kind = settings.kind.map(|kind| match kind {
        Kind::Newspaper => scene.t("newspaper", &[]),
        Kind::Periodical => scene.t("periodical", &[]),
    });
    let facts = [
        (scene.t("fact-kind", &[]), kind),
        ("CN".to_owned(), settings.cn.clone()),
        ("ISSN".to_owned(), settings.issn.clone()),
        (scene.t("fact-since", &[]), settings.since.as_deref().map(|d| scene.date(d))),
        (scene.t("fact-until", &[]), settings.until.as_deref().map(|d| scene.date(d))),
    ];
    let dated: Vec<&str> = issues.iter().filter_map(|i| i.facts.date.as_deref()).collect();
    let span = match dates::ends(&dated) {
        Some((first, last)) if first != last => format!("{} – {}", scene.date(first), scene.date(last)),
        Some((only, _)) => scene.date(only),
        None => scene.t("undated", &[]),
    };
    let years = by_year(scene, publication);
    PublicationView {
        label: Crumb::to(publication.name.clone(), publication_path(publication)).link(from),
        facts: facts.into_iter().filter_map(|(label, value)| Some((label, value?))).collect(),
        region: settings.region.iter().flat_map(|r| scene.lineage(r)).map(|c| c.link(from)).collect(),
        span,
        count: scene.t("n-issues", &[("n", &number(issues.len()))]),
        articles: scene.articles_label(articles),
        years: years
            .iter()
            .map(|(y, issues)| link(from, scene.span_label(*y), &year_path(publication, *y), issues.len()))
            .collect(),
    }
}

fn publications(scene: Scene<'_>) -> anyhow::Result<Vec<u8>> {
    #[derive(Serialize)]
    struct View {
        heading: String,
        publications: Vec<PublicationView>,
    }
    let path = "issues/index.html";
    let heading = scene.t("nav-issues", &[]);
    let crumbs = [scene.home(), Crumb::here(heading.clone())];
    let all = scene.archive.publications.iter().map(|p| publication_view(scene, path, p));
    let view = View { heading: heading.clone(), publications: all.collect() };
    scene.render("publications.html", &scene.frame(path, Part::Issues, &heading, &heading, &crumbs), &view)
}

#[derive(Serialize)]
struct YearView {
    label: String,
    id: String,
    issues: Vec<IssueLabel>,
}

#[derive(Serialize)]
struct IssuesView {
    heading: String,
    /// Not on the page of a year: its counts would change that page with every new issue.
    publication: Option<PublicationView>,
    years: Vec<YearView>,
    /// The years are pages of their own.
    cut: bool,
}

fn add_publication<'a>(
    site: &mut Site<'a>,
    scene: Scene<'a>,
    publication: &'a Publication,
) -> Result<(), Claimed> {
    let path = publication_path(publication);
    let cut = publication.issues.len() > WHOLE;
    let top = vec![
        scene.home(),
        Crumb::to(scene.t("nav-issues", &[]), "issues/index.html"),
        Crumb::to(publication.name.clone(), path.clone()),
    ];
    let year_view = move |from: &str, year: Option<&str>, issues: &[&Issue]| YearView {
        label: scene.span_label(year),
        id: format!("y{}", year.unwrap_or("undated")),
        issues: issues.iter().map(|i| scene.issue_label(from, i)).collect(),
    };
    let years = by_year(scene, publication);
    if cut {
        for (year, issues) in years {
            let here = year_path(publication, year);
            let label = scene.span_label(year);
            let crumbs: Vec<Crumb> = top.iter().cloned().chain([Crumb::here(label.clone())]).collect();
            site.add(here.clone(), Phase::Index, format!("{} {label}", publication.name), move || {
                let heading = format!("{} {label}", publication.name);
                let view = IssuesView {
                    heading: heading.clone(),
                    publication: None,
                    years: vec![year_view(&here, year, &issues)],
                    cut: false,
                };
                scene.render(
                    "publication.html",
                    &scene.frame(&here, Part::Issues, &heading, &heading, &crumbs),
                    &view,
                )
            })?;
        }
    }
    site.add(path.clone(), Phase::Index, format!("publication “{}”", publication.name), move || {
        let shown = if cut { Vec::new() } else { by_year(scene, publication) };
        let view = IssuesView {
            heading: publication.name.clone(),
            publication: Some(publication_view(scene, &path, publication)),
            years: shown.iter().map(|(y, issues)| year_view(&path, *y, issues)).collect(),
            cut,
        };
        let name = &publication.name;
        scene.render("publication.html", &scene.frame(&path, Part::Issues, name, name, &top), &view)
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
    lead: Option<Item>,
    opening: Vec<String>,
    blocks: Vec<Block>,
    residues: Vec<ResidueView>,
    notices: Vec<NoticeView>,
    files: Vec<String>,
    before: Option<Link>,
    after: Option<Link>,
}

fn issue_page(
    scene: Scene<'_>,
    issue: &Issue,
    before: Option<&Issue>,
    after: Option<&Issue>,
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
    let neighbour =
        |other: &Issue| Crumb::to(scene.issue_name(other), issue_path(publication, other)).link(&path);
    let in_article = |n: &&crate::split::Notice| {
        !described.articles.iter().any(|a| article::holds(&a.article, n.file, n.line))
    };
    let title = format!("{} {name}", publication.name);
    let count = scene.articles_label(issue.articles.len());
    let summary = scene.t("issue-summary", &[("issue", &title), ("date", &date), ("count", &count)]);
    let view = IssueView {
        publication: Crumb::to(publication.name.clone(), publication_path(publication)).link(&path),
        machine: issue.facts.date.as_deref().and_then(dates::machine),
        serial: match (&issue.facts.number, issue.facts.serial) {
            (Some(_), Some(serial)) => Some(scene.t("serial-total", &[("n", &serial.to_string())])),
            _ => None,
        },
        basis: basis(scene, issue),
        printed: dates::printed_otherwise(&issue.facts).map(|p| scene.t("date-printed", &[("printed", p)])),
        name: if name == date { String::new() } else { name },
        date,
        count,
        lead: lead.map(|id| scene.item(&path, scene.entry(id))),
        opening,
        blocks: blocks(scene, &path, issue, lead),
        residues: residues(scene, described),
        notices: described
            .notices
            .iter()
            .filter(in_article)
            .map(|n| article::notice(scene, issue, n))
            .collect(),
        files: scene.sources.get(issue.described).cloned().unwrap_or_default(),
        before: before.map(neighbour),
        after: after.map(neighbour),
    };
    scene.render("issue.html", &scene.frame(&path, Part::Issues, &title, &summary, &crumbs), &view)
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
