//! The pages at the root: home, about, and the page for addresses that are not there.

use super::article;
use super::feed;
use super::figures::Panel;
use super::frame::{Crumb, Link, Part};
use super::items::{IssueLabel, Item};
use super::regions;
use super::scene::Scene;
use super::seek::Seek;
use super::strings::number;
use super::{Claimed, Page, Phase, Site, dates};
use super::{days, years};
use crate::archive::{Archive, Issue};
use crate::read::edtf;
use serde::Serialize;
use std::cmp::Reverse;

/// How many of the latest issues the home page shows.
const LATEST: usize = 9;
/// How many names of each kind the home page shows before “all”.
const WAYS: usize = 18;

/// Adds `index.html`, `about.html` and `404.html`.
pub(super) fn add<'a>(site: &mut Site<'a>, scene: Scene<'a>) -> Result<(), Claimed> {
    site.add("index.html", Phase::Entrance, "home page", move || home(scene))?;
    site.add("about.html", Phase::Index, "about page", move || about(scene))?;
    site.add("404.html", Phase::Entrance, "page of unknown addresses", move || {
        let title = scene.t("lost-title", &[]);
        scene.render("404.html", &scene.frame("404.html", Part::None, &title, &title, &[]), &Nothing {})
    })
}

#[derive(Serialize)]
struct Nothing {}

/// A figure of the archive and what it counts.
#[derive(Serialize)]
struct Figure {
    number: String,
    label: String,
}

/// A way in: a heading, the first names, and the page that has them all.
#[derive(Serialize)]
struct Way {
    label: String,
    href: String,
    links: Vec<Link>,
    more: bool,
}

#[derive(Serialize)]
struct Latest {
    issue: IssueLabel,
    items: Vec<Item>,
    opening: Vec<String>,
}

#[derive(Serialize)]
struct HomeView {
    seek: Seek,
    figures: Vec<Figure>,
    latest: Vec<Latest>,
    /// The map of the provinces, over the ways in.
    map: Option<Panel>,
    ways: Vec<Way>,
}

/// Issues with a date, the latest first; then those without.
pub(super) fn latest_issues(archive: &Archive) -> Vec<&Issue> {
    let mut issues: Vec<&Issue> = archive.issues.iter().filter(|i| !i.articles.is_empty()).collect();
    let order = |issue: &Issue| edtf::order(issue.facts.date.as_deref().unwrap_or_default());
    issues.sort_by_cached_key(|issue| (Reverse(order(issue)), issue.path.clone()));
    issues
}

fn home(scene: Scene<'_>) -> anyhow::Result<Page> {
    let archive = scene.archive;
    let path = "index.html";
    let mut latest = Vec::new();
    for (n, issue) in latest_issues(archive).into_iter().take(LATEST).enumerate() {
        let entries: Vec<_> =
            issue.articles.clone().map(|id| scene.entry(id)).take(if n == 0 { 6 } else { 3 }).collect();
        let opening = match entries.first() {
            Some(first) if n == 0 => article::opening(&scene.text_of(first)?.article, 140),
            _ => Vec::new(),
        };
        let items = entries.iter().map(|e| scene.item(path, e)).collect();
        latest.push(Latest { issue: scene.issue_label(path, issue), items, opening });
    }
    let count = |n: usize, key: &str| Figure { number: number(n), label: scene.t(key, &[]) };
    let characters: usize = archive.articles.iter().map(|e| e.length).sum();
    let figures = vec![
        count(archive.publications.len(), "figure-publications"),
        count(archive.issues.len(), "figure-issues"),
        count(archive.articles.len(), "figure-articles"),
        count(characters, "figure-characters"),
    ];
    let settings = &archive.settings;
    let description = settings.subtitle.clone().unwrap_or_else(|| settings.title.clone());
    // Small, with the names and counts beneath it: it needs no explanation.
    let map = regions::map(scene, path).map(|map| Panel { note: None, ..map });
    let seek = Seek::everywhere(scene, path);
    let view = HomeView { seek, figures, latest, map, ways: ways(scene, path) };
    scene.render("home.html", &scene.frame(path, Part::Home, "", &description, &[]), &view)
}

fn ways(scene: Scene<'_>, path: &str) -> Vec<Way> {
    let archive = scene.archive;
    let way = |key: &str, to: &str, mut all: Vec<(Crumb, usize)>, most: usize| {
        let more = all.len() > most;
        all.truncate(most);
        let links = all.into_iter().map(|(crumb, n)| crumb.link(path).counted(number(n))).collect();
        Way { label: scene.t(key, &[]), href: to.to_owned(), links, more }
    };
    let busiest = |mut all: Vec<(Crumb, usize)>| {
        all.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.label.cmp(&b.0.label)));
        all
    };
    let columns = archive.by_column.iter().map(|(name, ids)| (scene.column_crumb(name), ids.len())).collect();
    let topics = archive.by_topic.iter().filter(|(id, _)| archive.topics.parent(id).is_none());
    let topics = topics.map(|(id, ids)| (scene.topic_crumb(id), ids.len())).collect();
    let all_years = archive.by_year.iter().rev();
    let all_years =
        all_years.map(|(y, ids)| (Crumb::to(scene.span_label(Some(y)), years::path(y)), ids.len())).collect();
    vec![
        way("nav-regions", "regions/index.html", busiest(regions::top_regions(scene)), WAYS),
        way("nav-topics", "topics/index.html", busiest(topics), WAYS),
        way("nav-columns", "columns/index.html", busiest(columns), WAYS),
        way("nav-years", "years/index.html", all_years, WAYS),
        Way {
            label: scene.t("nav-days", &[]),
            href: "days/index.html".to_owned(),
            links: days::months(scene, path),
            more: false,
        },
    ]
}

#[derive(Serialize)]
struct AboutView {
    /// Paragraphs of the archive's own words.
    words: Vec<String>,
    rows: Vec<Figure>,
    span: Option<String>,
    gaps: Vec<Figure>,
    /// The data files, one per year.
    data: Vec<Link>,
}

fn about(scene: Scene<'_>) -> anyhow::Result<Page> {
    let archive = scene.archive;
    let path = "about.html";
    let title = scene.t("nav-about", &[]);
    let count = |n: usize, key: &str| Figure { number: number(n), label: scene.t(key, &[]) };
    let articles = &archive.articles;
    let without = |lacks: fn(&crate::archive::Entry) -> bool| articles.iter().filter(|e| lacks(e)).count();
    let dated: Vec<&str> = archive.issues.iter().filter_map(|i| i.facts.date.as_deref()).collect();
    let ends = dates::ends(&dated);
    let gaps = vec![
        count(
            archive.issues.iter().filter(|i| dates::prefix(i.facts.date.as_deref(), 0).is_none()).count(),
            "gap-undated",
        ),
        count(without(|e| e.regions.is_empty()), "gap-regions"),
        count(without(|e| e.topics.is_empty()), "gap-topics"),
        count(without(|e| e.authors.is_empty()), "gap-authors"),
        count(without(|e| e.confidence < super::items::DOUBT), "gap-doubt"),
    ];
    let view = AboutView {
        words: archive
            .settings
            .about
            .iter()
            .flat_map(|a| a.lines())
            .map(str::trim)
            .filter(|l| !l.is_empty())
            .map(str::to_owned)
            .collect(),
        rows: vec![
            count(archive.publications.len(), "figure-publications"),
            count(archive.issues.len(), "figure-issues"),
            count(articles.len(), "figure-articles"),
            count(articles.iter().map(|e| e.length).sum(), "figure-characters"),
            count(archive.by_region.len(), "figure-regions"),
            count(archive.by_author.len(), "figure-people"),
        ],
        span: ends.map(|(a, b)| format!("{} – {}", scene.date(a), scene.date(b))),
        gaps,
        data: feed::data_years(scene)
            .into_keys()
            .map(|y| {
                let label = if y == "undated" { scene.t(y, &[]) } else { y.to_owned() };
                Crumb::to(label, feed::data_path(y)).link(path)
            })
            .collect(),
    };
    let crumbs = [scene.home(), Crumb::here(title.clone())];
    scene.render("about.html", &scene.frame(path, Part::About, &title, &title, &crumbs), &view)
}
