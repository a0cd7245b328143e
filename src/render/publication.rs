//! Publications: the directory of all, and each one's issues by year, with a calendar that shows which are missing.
//!
//! A publication of more than a hundred issues has a page per year and, on its own page, an overview of months. The page
//! of a year tells of that year only: a later issue does not change it (design.md, law 8).

use super::calendar::{Form, Table, Year, month_table};
use super::frame::{Crumb, Link, Part};
use super::items::IssueLabel;
use super::missing::{Balance, Lack, issue_link, lacks, of_year};
use super::page::Print;
use super::scene::{Scene, publication_path};
use super::seek::{Seek, Within};
use super::strings::number;
use super::{Claimed, Page, Phase, Site, dates};
use crate::archive::serials::{Gap, Oddity};
use crate::archive::{Issue, Publication};
use crate::read::settings::Kind;
use serde::Serialize;
use std::borrow::Cow;
use std::collections::BTreeSet;

/// A publication with more issues than this has a page per year.
const WHOLE: usize = 100;

/// Adds `issues/index.html` and the pages of each publication.
pub(super) fn add<'a>(site: &mut Site<'a>, scene: Scene<'a>) -> Result<(), Claimed> {
    site.add("issues/index.html", Phase::Index, "directory of issues", move || publications(scene))?;
    scene.archive.publications.iter().try_for_each(|publication| {
        let (name, print) = (format!("publication {}", publication.slug), print(scene, publication));
        site.unit(scene.standing, name, print, |site| add_publication(site, scene, publication))
    })
}

/// A print of all that a publication's pages show, and more: what it is, and each of its issues.
fn print<'a>(scene: Scene<'a>, publication: &Publication) -> Option<Print> {
    let issues = &scene.archive.issues[publication.issues.clone()];
    let issue = |issue: &'a Issue| Some((scene.texts.print(issue.described)?, &issue.path, &issue.segment));
    let issues: Vec<_> = issues.iter().map(issue).collect::<Option<_>>()?;
    let (ground, name, slug) = (publication.ground, &publication.name, &publication.slug);
    Print::of(&(scene.theme.digest(), "publication", ground, name, slug, issues)).ok()
}

#[derive(Serialize)]
struct PublicationView {
    label: Link,
    facts: Vec<(String, String)>,
    region: Vec<Link>,
    span: String,
    count: String,
    articles: String,
    /// Held and missing of the whole run.
    balance: Vec<String>,
    years: Vec<Link>,
}

/// Issues of a year with their places among the publication's; undated ones last.
type YearOf<'a> = (Option<Cow<'a, str>>, Vec<(usize, &'a Issue)>);

/// The years that have issues, and those between of which some are missing.
fn by_year<'a>(scene: Scene<'a>, publication: &Publication) -> Vec<YearOf<'a>> {
    let mut out: Vec<YearOf<'a>> = Vec::new();
    for (at, issue) in scene.archive.issues[publication.issues.clone()].iter().enumerate() {
        let year = dates::prefix(issue.facts.date.as_deref(), 0);
        match out.iter_mut().find(|(y, _)| y.as_deref() == year) {
            Some((_, issues)) => issues.push((at, issue)),
            None => out.push((year.map(Cow::Borrowed), vec![(at, issue)])),
        }
    }
    let ranges = publication.series.gaps.iter().map(Gap::years);
    let lacking: BTreeSet<i32> = ranges.flat_map(|(first, last)| first..=last).collect();
    for year in lacking.into_iter().map(|y| format!("{y:04}")) {
        // Undated ones stay last.
        let later = |y: &Option<Cow<'_, str>>| y.as_deref().is_none_or(|y| y >= year.as_str());
        let place = out.iter().position(|(y, _)| later(y)).unwrap_or(out.len());
        if out.get(place).is_none_or(|(y, _)| y.as_deref() != Some(&year)) {
            out.insert(place, (Some(Cow::Owned(year)), Vec::new()));
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
fn link(from: &str, label: String, to: &str, count: String) -> Link {
    let (path, place) = to.split_once('#').map_or((to, String::new()), |(path, id)| (path, format!("#{id}")));
    let href = if path == from { place } else { super::links::rel(from, path) + &place };
    Link { label, href: Some(href), current: false, count: Some(count) }
}

/// The link to a publication's issues of a year, with how many there are: from the pages of years.
pub(super) fn year_link(scene: Scene<'_>, from: &str, publication: &Publication, year: &str) -> Link {
    let issues = &scene.archive.issues[publication.issues.clone()];
    let there = issues.iter().filter(|i| dates::prefix(i.facts.date.as_deref(), 0) == Some(year)).count();
    // Not its page of that year: where it has one changes as it grows.
    let count = scene.t("n-issues", &[("n", &number(there))]);
    Crumb::to(publication.name.clone(), publication_path(publication)).link(from).counted(count)
}

fn gaps_of<'p>(publication: &'p Publication, year: Option<&str>) -> Vec<&'p Gap> {
    year.and_then(|y| y.parse().ok()).map(|y| of_year(publication, y)).unwrap_or_default()
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
        (
            scene.t("fact-cadence", &[]),
            settings.cadence.as_deref().map(|c| scene.t(&format!("cadence-{c}"), &[])),
        ),
        ("CN".to_owned(), settings.cn.clone()),
        ("ISSN".to_owned(), settings.issn.clone()),
        (scene.t("fact-since", &[]), settings.since.as_deref().map(|d| scene.date(d))),
        (scene.t("fact-until", &[]), settings.until.as_deref().map(|d| scene.date(d))),
        (scene.t("fact-pauses", &[]), pauses(scene, &settings.pauses)),
    ];
    let dated: Vec<&str> = issues.iter().filter_map(|i| i.facts.date.as_deref()).collect();
    let span = match dates::ends(&dated) {
        Some((first, last)) if first != last => format!("{} – {}", scene.date(first), scene.date(last)),
        Some((only, _)) => scene.date(only),
        None => scene.t("undated", &[]),
    };
    let all: Vec<&Gap> = publication.series.gaps.iter().collect();
    let balance = Balance::of(publication, issues.iter().enumerate(), &all, None);
    let years = by_year(scene, publication).into_iter().map(|(year, issues)| {
        let year = year.as_deref();
        let gaps = gaps_of(publication, year);
        let missing =
            Balance::of(publication, issues.iter().copied(), &gaps, year.and_then(|y| y.parse().ok()))
                .missing;
        let held = number(issues.len());
        let count = match missing {
            0 => held,
            k => scene.t("cal-held-lacking", &[("n", &held), ("k", &number(k))]),
        };
        link(from, scene.span_label(year), &year_path(publication, year), count)
    });
    PublicationView {
        label: Crumb::to(publication.name.clone(), publication_path(publication)).link(from),
        facts: facts.into_iter().filter_map(|(label, value)| Some((label, value?))).collect(),
        region: settings.region.iter().flat_map(|r| scene.lineage(r)).map(|c| c.link(from)).collect(),
        span,
        count: scene.t("n-issues", &[("n", &number(issues.len()))]),
        articles: scene.articles_label(articles),
        balance: balance.words(scene),
        years: years.collect(),
    }
}

/// `2022年2月1日 – 2022年2月6日、2020年3月`.
fn pauses(scene: Scene<'_>, pauses: &[String]) -> Option<String> {
    let one = |pause: &String| match pause.split_once('/') {
        Some((first, last)) => {
            let end = |d: &str| if matches!(d, "" | "..") { String::new() } else { scene.date(d) };
            format!("{} – {}", end(first), end(last)).trim().to_owned()
        }
        None => scene.date(pause),
    };
    let all: Vec<String> = pauses.iter().map(one).collect();
    (!all.is_empty()).then(|| all.join(&scene.t("comma", &[])))
}

fn publications(scene: Scene<'_>) -> anyhow::Result<Page> {
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
    /// Not on the page of the year, whose heading says it.
    label: Option<String>,
    id: String,
    balance: Vec<String>,
    tables: Vec<Table>,
    /// Issues of which only a month or a year is known.
    vague: Vec<Link>,
    lacks: Vec<Lack>,
    issues: Vec<IssueLabel>,
}

#[derive(Serialize)]
struct IssuesView {
    heading: String,
    /// Not where the year is unknown: no filter stands for that.
    seek: Option<Seek>,
    /// Not on the page of a year: its counts would change that page with every new issue.
    publication: Option<PublicationView>,
    /// Rows of years, columns of months.
    overview: Vec<Table>,
    years: Vec<YearView>,
    /// What does not fit into the run, each with the issue.
    oddities: Vec<Link>,
    /// The years are pages of their own.
    cut: bool,
    before: Option<Link>,
    after: Option<Link>,
}

fn year_of<'a>(
    scene: Scene<'a>,
    publication: &'a Publication,
    from: &'a str,
    (year, issues): &YearOf<'a>,
) -> Option<Year<'a>> {
    let gaps = gaps_of(publication, year.as_deref());
    let year = year.as_ref()?.parse().ok()?;
    Some(Year::new(scene, publication, from, year, issues.clone(), &gaps))
}

fn year_view(
    scene: Scene<'_>,
    publication: &Publication,
    from: &str,
    of: &YearOf<'_>,
    alone: bool,
) -> YearView {
    let (name, issues) = of;
    let name = name.as_deref();
    let gaps = gaps_of(publication, name);
    let year = year_of(scene, publication, from, of);
    let form = Form::of(publication, issues.len());
    let number = year.as_ref().map(|y| y.year);
    let balance = number
        .map(|_| Balance::of(publication, issues.iter().copied(), &gaps, number).words(scene))
        .unwrap_or_default();
    // On the publication's own page monthlies have one table of all years.
    let shown = year.as_ref().filter(|_| alone || form != Form::Months);
    YearView {
        label: (!alone).then(|| scene.span_label(name)),
        id: format!("y{}", name.unwrap_or("undated")),
        balance,
        tables: shown.map(|y| y.tables(form)).unwrap_or_default(),
        vague: year.iter().flat_map(|y| y.vague(form)).map(|issue| issue_link(scene, from, issue)).collect(),
        lacks: lacks(scene, gaps.iter().copied()),
        issues: issues.iter().map(|(_, i)| scene.issue_label(from, i)).collect(),
    }
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
    if cut {
        let years = by_year(scene, publication);
        let crumb = |(year, _): &YearOf<'_>| {
            let year = year.as_deref();
            Crumb::to(scene.span_label(year), year_path(publication, year))
        };
        let neighbours: Vec<Crumb> = years.iter().map(crumb).collect();
        for (n, year) in years.into_iter().enumerate() {
            let here = year_path(publication, year.0.as_deref());
            let label = scene.span_label(year.0.as_deref());
            let crumbs: Vec<Crumb> = top.iter().cloned().chain([Crumb::here(label.clone())]).collect();
            let before = n.checked_sub(1).and_then(|n| neighbours.get(n)).cloned();
            // What comes after may come later: only the year that was the last changes.
            let after = neighbours.get(n + 1).cloned();
            site.add(here.clone(), Phase::Index, format!("{} {label}", publication.name), move || {
                let heading = format!("{} {label}", publication.name);
                let within = Within::publication(publication).in_year(year.0.as_deref());
                let view = IssuesView {
                    seek: Seek::maybe(scene, &here, &heading, &within),
                    heading: heading.clone(),
                    publication: None,
                    overview: Vec::new(),
                    years: vec![year_view(scene, publication, &here, &year, true)],
                    oddities: Vec::new(),
                    cut: false,
                    before: before.as_ref().map(|c| c.link(&here)),
                    after: after.as_ref().map(|c| c.link(&here)),
                };
                let frame = scene.frame(&here, Part::Issues, &heading, &heading, &crumbs);
                scene.render("publication.html", &frame, &view)
            })?;
        }
    }
    site.add(path.clone(), Phase::Index, format!("publication “{}”", publication.name), move || {
        let years = by_year(scene, publication);
        let shown = if cut { &[][..] } else { &years[..] };
        let view = IssuesView {
            heading: publication.name.clone(),
            seek: Seek::maybe(scene, &path, &publication.name, &Within::publication(publication)),
            publication: Some(publication_view(scene, &path, publication)),
            overview: overview(scene, publication, &path, &years, cut),
            years: shown.iter().map(|y| year_view(scene, publication, &path, y, false)).collect(),
            oddities: oddities(scene, publication, &path),
            cut,
            before: None,
            after: None,
        };
        let name = &publication.name;
        scene.render("publication.html", &scene.frame(&path, Part::Issues, name, name, &top), &view)
    })
}

/// Counts by year and month where the years have pages of their own; else the years of a monthly in one table.
fn overview<'a>(
    scene: Scene<'a>,
    publication: &'a Publication,
    path: &'a str,
    years: &[YearOf<'a>],
    cut: bool,
) -> Vec<Table> {
    let rows = years.iter().filter_map(|of| {
        let year = year_of(scene, publication, path, of)?;
        if cut {
            return Some(year.overview(&year_path(publication, of.0.as_deref())));
        }
        let monthly = Form::of(publication, of.1.len()) == Form::Months;
        let href = format!("#y{}", of.0.as_deref().unwrap_or_default());
        monthly.then(|| year.row(Some(href)))
    });
    let rows: Vec<_> = rows.collect();
    let key = if cut { "cal-overview" } else { "cal-caption" };
    let caption = scene.t(key, &[("name", &publication.name)]);
    if rows.is_empty() { Vec::new() } else { vec![month_table(scene, caption, rows)] }
}

/// What does not fit into the run.
fn oddities(scene: Scene<'_>, publication: &Publication, from: &str) -> Vec<Link> {
    let issues = &scene.archive.issues[publication.issues.clone()];
    let name = |at: Option<usize>| {
        at.and_then(|at| issues.get(at)).map_or(String::new(), |i| {
            let (name, date) = (scene.issue_name(i), scene.issue_date(i));
            let serial = i.facts.serial.map(|n| scene.t("cal-serial", &[("n", &n.to_string())]));
            let mut parts = vec![date];
            parts.extend(Some(name).filter(|n| !parts.contains(n)));
            parts.extend(serial.filter(|_| i.facts.number.is_some()));
            parts.join(" ")
        })
    };
    let one = |oddity: &Oddity| {
        let key = match oddity {
            Oddity::Serial { .. } => "odd-serial",
            Oddity::Restart { .. } => "odd-restart",
            Oddity::Leap { .. } => "odd-leap",
            Oddity::Number { .. } => "odd-number",
            Oddity::SameSerial { .. } => "odd-same",
            Oddity::Twice { .. } => "odd-twice",
            Oddity::Outside { .. } => "odd-outside",
            Oddity::Far { .. } => "odd-far",
        };
        let mut link = match issues.get(oddity.at()) {
            Some(issue) => issue_link(scene, from, issue),
            None => Crumb::here(String::new()).link(from),
        };
        link.label = name(Some(oddity.at()));
        link.counted(scene.t(key, &[("other", &name(oddity.before()))]))
    };
    publication.series.oddities.iter().map(one).collect()
}
