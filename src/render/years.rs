//! Years: what a year holds by month, publication, division and topic, and its articles; all years; what has no date.
//!
//! The page of a year counts what is of that year, so that a later issue changes no old one.

use super::figures;
use super::frame::{Crumb, Link, Part};
use super::items::Year;
use super::publication::year_link;
use super::scene::Scene;
use super::seek::{Seek, Within};
use super::shelf::{self, List};
use super::strings::number;
use super::{Claimed, Page, Phase, Site, dates};
use crate::archive::{ArticleId, Issue};
use serde::Serialize;
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

/// How many divisions and topics a year shows.
const MOST: usize = 12;

/// Path of a year's page.
pub(super) fn path(year: &str) -> String {
    format!("years/{}.html", super::links::segment(year))
}

/// Adds `years/`: all years, each year, and the articles without a date.
pub(super) fn add<'a>(site: &mut Site<'a>, scene: Scene<'a>) -> Result<(), Claimed> {
    let title = scene.t("nav-years", &[]);
    let top = vec![scene.home(), Crumb::to(title, "years/index.html")];
    let crumbs: Vec<Crumb> =
        scene.archive.by_year.keys().map(|y| Crumb::to(scene.span_label(Some(y)), path(y))).collect();
    let held = held(scene);
    for (n, (year, ids)) in scene.archive.by_year.iter().enumerate() {
        let before = n.checked_sub(1).and_then(|n| crumbs.get(n));
        let around = [before, crumbs.get(n + 1)].map(|c| c.cloned());
        let held = held.get(year.as_str()).map(|held| held.iter().collect::<Vec<_>>());
        let outer = (&top, year, &around, held);
        let print = scene.print_of_entries("year", ids, &outer).ok().flatten();
        site.unit(scene.standing, format!("year {year}"), print, |site| {
            add_year(site, scene, &top, year, ids, around)
        })?;
    }
    let undated = undated(scene);
    if !undated.is_empty() {
        let name = scene.t("undated", &[]);
        let list = List {
            base: "years/undated".to_owned(),
            part: Part::Years,
            kind: scene.t("kind-year", &[]),
            heading: name.clone(),
            note: Some(scene.t("years-undated-note", &[])),
            trail: top.iter().cloned().chain([Crumb::here(name)]).collect(),
            children: Vec::new(),
            ids: Cow::Owned(undated),
            // There is no time to cut it by.
            cut: 3,
            within: Within::default(),
        };
        shelf::add(site, scene, list)?;
    }
    site.add("years/index.html", Phase::Index, "directory of years", move || index(scene, &top))
}

/// By year: slug and name of each publication that has issues of it, and how many.
fn held(scene: Scene<'_>) -> BTreeMap<&str, BTreeMap<(&str, &str), usize>> {
    let mut held: BTreeMap<&str, BTreeMap<(&str, &str), usize>> = BTreeMap::new();
    for issue in &scene.archive.issues {
        if let Some(year) = dates::prefix(issue.facts.date.as_deref(), 0) {
            let publication = scene.publication_of(issue);
            *held.entry(year).or_default().entry((&publication.slug, &publication.name)).or_default() += 1;
        }
    }
    held
}

/// Articles that no year has.
fn undated(scene: Scene<'_>) -> Vec<ArticleId> {
    let dated: BTreeSet<ArticleId> = scene.archive.by_year.values().flatten().copied().collect();
    (0..scene.archive.articles.len()).filter(|id| !dated.contains(id)).collect()
}

#[derive(Serialize)]
struct YearView {
    kind: String,
    heading: String,
    count: String,
    issues: String,
    seek: Seek,
    /// Months with counts; those without articles have no link.
    months: Vec<Link>,
    /// Articles of which only the year is known.
    month_unknown: Option<Link>,
    publications: Vec<Link>,
    regions: Vec<Link>,
    topics: Vec<Link>,
    /// How many articles have no division, no topic.
    left_out: Vec<String>,
    /// Where the articles are on pages of their own, none.
    years: Vec<Year>,
    before: Option<Link>,
    after: Option<Link>,
}

fn add_year<'a>(
    site: &mut Site<'a>,
    scene: Scene<'a>,
    top: &[Crumb],
    year: &'a str,
    ids: &'a [ArticleId],
    [before, after]: [Option<Crumb>; 2],
) -> Result<(), Claimed> {
    let here = path(year);
    let label = scene.span_label(Some(year));
    let trail: Vec<Crumb> = top.iter().cloned().chain([Crumb::here(label.clone())]).collect();
    let list = List {
        base: here.strip_suffix(".html").unwrap_or(&here).to_owned(),
        part: Part::Years,
        kind: scene.t("kind-year", &[]),
        heading: label.clone(),
        note: None,
        trail: trail.clone(),
        children: Vec::new(),
        ids: Cow::Borrowed(ids),
        // A year is one part of the whole already.
        cut: 1,
        within: Within::default(),
    };
    let found = shelf::runs(scene, ids, 1);
    let months: Vec<(String, usize)> =
        found.iter().map(|(month, ids)| (month.unwrap_or_default().to_owned(), ids.len())).collect();
    let long = ids.len() > shelf::PART && (months.len() > 1 || months.iter().any(|(m, _)| m.len() == 7));
    let parts = if long { shelf::cut(site, scene, &list, found)? } else { Vec::new() };
    site.add(here.clone(), Phase::Index, format!("year {year}"), move || {
        let count = scene.articles_label(ids.len());
        // Issues without articles too: a masthead alone is an issue that is held.
        let of_year = |issue: &&Issue| dates::prefix(issue.facts.date.as_deref(), 0) == Some(year);
        let issues = scene.archive.issues.iter().filter(of_year).count();
        let to = |month: &str| {
            let n = months.iter().position(|(m, _)| m == month)?;
            let link = match parts.get(n) {
                Some((crumb, _)) => crumb.link(&here),
                None => Link {
                    label: String::new(),
                    href: Some(format!("#m{month}")),
                    current: false,
                    count: None,
                },
            };
            Some(link.counted(number(months[n].1)))
        };
        let month = |m: u32| {
            let name = format!("{year}-{m:02}");
            let label = scene.t(&format!("month-{m}"), &[]);
            match to(&name) {
                Some(link) => Link { label, ..link },
                None => Crumb::here(label).link(&here),
            }
        };
        let (regions, topics, left_out) = subjects(scene, &here, ids);
        let description = scene.t("list-summary", &[("name", &label), ("count", &count)]);
        let title = format!("{label} - {}", scene.t("nav-years", &[]));
        let view = YearView {
            kind: list_kind(scene),
            heading: label.clone(),
            seek: Seek::inside(scene, &here, &label, &Within::year(year)),
            issues: scene.t("n-issues", &[("n", &number(issues))]),
            months: (1..=12).map(month).collect(),
            month_unknown: to(year).map(|link| Link { label: scene.t("month-unknown", &[]), ..link }),
            publications: scene
                .archive
                .publications
                .iter()
                .filter(|p| scene.archive.issues[p.issues.clone()].iter().any(|issue| of_year(&issue)))
                .map(|p| year_link(scene, &here, p, year))
                .collect(),
            regions,
            topics,
            left_out,
            years: if long { Vec::new() } else { by_month(scene, &here, ids)? },
            before: before.as_ref().map(|c| c.link(&here)),
            after: after.as_ref().map(|c| c.link(&here)),
            count,
        };
        scene.render("year.html", &scene.frame(&here, Part::Years, &title, &description, &trail), &view)
    })
}

fn list_kind(scene: Scene<'_>) -> String {
    scene.t("kind-year", &[])
}

/// The year's articles under its months.
fn by_month(scene: Scene<'_>, from: &str, ids: &[ArticleId]) -> anyhow::Result<Vec<Year>> {
    let groups = |(month, ids): (Option<&str>, Vec<ArticleId>)| {
        let name = month.unwrap_or_default();
        let label = if name.len() == 7 { scene.date(name) } else { scene.t("month-unknown", &[]) };
        let groups = scene.years(from, &ids)?.into_iter().flat_map(|y| y.groups).collect();
        Ok(Year { label, id: format!("m{name}"), groups })
    };
    shelf::runs(scene, ids, 1).into_iter().map(groups).collect()
}

/// The divisions and topics that most of the year's articles are about, with counts of that year, and how many
/// articles have none.
fn subjects<'a>(scene: Scene<'a>, from: &str, ids: &[ArticleId]) -> (Vec<Link>, Vec<Link>, Vec<String>) {
    let (mut by_topic, mut named) = (BTreeMap::<&str, usize>::new(), BTreeSet::<&str>::new());
    let mut topicless = 0;
    for id in ids {
        let entry = scene.entry(*id);
        topicless += usize::from(entry.topics.is_empty());
        named.extend(entry.regions.iter().map(String::as_str));
        let topics: BTreeSet<&str> = entry.topics.iter().map(String::as_str).collect();
        let topics = topics.into_iter().filter(|t| scene.archive.topics.parent(t).is_none());
        topics.for_each(|topic| *by_topic.entry(topic).or_default() += 1);
    }
    // As the pages of divisions count: a county's article is its prefecture's too.
    let (mut by_region, placeless) = figures::regions_of(scene, ids);
    // What only lies above others is not what an article speaks of.
    by_region.retain(|(code, _)| named.contains(code));
    let most = |mut all: Vec<(&'a str, usize)>| {
        all.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(b.0)));
        all.truncate(MOST);
        all
    };
    let divisions = most(by_region)
        .into_iter()
        .map(|(code, n)| scene.region_crumb(code, scene.region_name(code)).link(from).counted(number(n)));
    let topics = most(by_topic.into_iter().collect());
    let topics = topics.into_iter().map(|(id, n)| scene.topic_crumb(id).link(from).counted(number(n)));
    let lacking = [(placeless, "year-placeless"), (topicless, "year-topicless")];
    let left = lacking.iter().filter(|(n, _)| *n > 0).map(|(n, key)| scene.t(key, &[("n", &number(*n))]));
    (divisions.collect(), topics.collect(), left.collect())
}

#[derive(Serialize)]
struct Decade {
    label: String,
    id: String,
    years: Vec<Link>,
}

#[derive(Serialize)]
struct IndexView {
    heading: String,
    count: String,
    decades: Vec<Decade>,
    undated: Option<Link>,
    days: Link,
}

fn index(scene: Scene<'_>, top: &[Crumb]) -> anyhow::Result<Page> {
    let here = "years/index.html";
    let heading = scene.t("nav-years", &[]);
    let mut decades: Vec<Decade> = Vec::new();
    for (year, ids) in &scene.archive.by_year {
        let decade = year.get(..3).unwrap_or(year);
        let id = format!("d{decade}0");
        if decades.last().is_none_or(|d| d.id != id) {
            let label = scene.t("decade", &[("decade", &format!("{decade}0"))]);
            decades.push(Decade { label, id, years: Vec::new() });
        }
        if let Some(last) = decades.last_mut() {
            let crumb = Crumb::to(scene.span_label(Some(year)), path(year));
            last.years.push(crumb.link(here).counted(number(ids.len())));
        }
    }
    let undated = undated(scene).len();
    let view = IndexView {
        heading: heading.clone(),
        count: scene.articles_label(scene.archive.articles.len()),
        decades,
        undated: (undated > 0).then(|| {
            Crumb::to(scene.t("undated", &[]), "years/undated.html").link(here).counted(number(undated))
        }),
        days: Crumb::to(scene.t("nav-days", &[]), "days/index.html").link(here),
    };
    scene.render("years.html", &scene.frame(here, Part::Years, &heading, &heading, top), &view)
}
