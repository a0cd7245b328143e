//! On this day (历史上的今天): the articles of one day of the year, over all years, oldest first; and all days with
//! their counts. Only issues whose day is known stand here. Nothing asks the clock: a reader picks the day.

use super::frame::{Crumb, Link, Part};
use super::missing::day_of;
use super::scene::Scene;
use super::seek::Within;
use super::shelf::{self, List};
use super::strings::number;
use super::{Claimed, Page, Phase, Site};
use crate::archive::{ArticleId, Issue};
use serde::Serialize;
use std::borrow::Cow;
use std::collections::BTreeMap;

/// The issue's day of the year: `05-10`; none where it has no article, or its day is not known.
pub(super) fn of(issue: &Issue) -> Option<String> {
    day_of(issue).filter(|_| !issue.articles.is_empty()).map(|d| d.format("%m-%d").to_string())
}

/// Path of a day's page.
pub(super) fn path(day: &str) -> String {
    format!("days/{day}.html")
}

/// Articles by day of the year, oldest first.
fn by_day(scene: Scene<'_>) -> BTreeMap<String, Vec<ArticleId>> {
    let mut issues: Vec<&Issue> = scene.archive.issues.iter().collect();
    // Stable: of one date in the archive's order.
    issues.sort_by_key(|i| day_of(i));
    let mut out: BTreeMap<String, Vec<ArticleId>> = BTreeMap::new();
    for issue in issues {
        if let Some(day) = of(issue) {
            out.entry(day).or_default().extend(issue.articles.clone());
        }
    }
    out
}

/// `5月10日`.
fn label(scene: Scene<'_>, day: &str) -> String {
    let (month, day) = day.split_once('-').unwrap_or((day, ""));
    let plain = |text: &str| text.trim_start_matches('0').to_owned();
    let month = scene.t(&format!("month-{}", plain(month)), &[]);
    scene.t("day-of-year", &[("month", &month), ("day", &plain(day))])
}

/// Adds `days/index.html` and a page per day that has articles.
pub(super) fn add<'a>(site: &mut Site<'a>, scene: Scene<'a>) -> Result<(), Claimed> {
    let days = by_day(scene);
    let title = scene.t("nav-days", &[]);
    for (day, ids) in &days {
        let name = label(scene, day);
        let trail = vec![
            scene.home(),
            Crumb::to(scene.t("nav-years", &[]), "years/index.html"),
            Crumb::to(title.clone(), "days/index.html"),
            Crumb::here(name.clone()),
        ];
        let list = List {
            base: format!("days/{day}"),
            part: Part::Years,
            kind: title.clone(),
            heading: name,
            note: None,
            trail,
            children: Vec::new(),
            ids: Cow::Owned(ids.clone()),
            cut: 0,
            within: Within::default(),
        };
        shelf::add(site, scene, list)?;
    }
    site.add("days/index.html", Phase::Index, "days of the year", move || index(scene, &days))
}

/// A month of the year: its days with counts.
#[derive(Serialize)]
struct Month {
    label: String,
    id: String,
    count: String,
    days: Vec<Day>,
}

#[derive(Serialize)]
struct Day {
    label: String,
    href: Option<String>,
    count: Option<String>,
    /// `5月10日，12 篇`.
    more: String,
}

#[derive(Serialize)]
struct DaysView {
    heading: String,
    note: String,
    left_out: String,
    months: Vec<Month>,
}

fn index(scene: Scene<'_>, days: &BTreeMap<String, Vec<ArticleId>>) -> anyhow::Result<Page> {
    let path = "days/index.html";
    let heading = scene.t("nav-days", &[]);
    let counted: usize = days.values().map(Vec::len).sum();
    // A leap year: 29 February is a day too.
    let months = (1..=12u32).map(|m| {
        let last = crate::archive::serials::month_days(2000, m).map_or(31, |d| chrono::Datelike::day(&d.1));
        let of_month = (1..=last).map(|d| {
            let day = format!("{m:02}-{d:02}");
            let found = days.get(&day).map(Vec::len);
            let count = found.map(number);
            let name = label(scene, &day);
            Day {
                label: d.to_string(),
                href: found.map(|_| super::links::rel(path, &self::path(&day))),
                more: scene.t("day-articles", &[("day", &name), ("n", count.as_deref().unwrap_or("0"))]),
                count,
            }
        });
        let all: usize =
            days.range(format!("{m:02}-00")..format!("{m:02}-99")).map(|(_, ids)| ids.len()).sum();
        Month {
            label: scene.t(&format!("month-{m}"), &[]),
            id: format!("m{m:02}"),
            count: scene.articles_label(all),
            days: of_month.collect(),
        }
    });
    let left = scene.archive.articles.len() - counted;
    let view = DaysView {
        heading: heading.clone(),
        note: scene.t("days-note", &[("n", &number(counted))]),
        left_out: if left == 0 { String::new() } else { scene.t("days-left-out", &[("n", &number(left))]) },
        months: months.collect(),
    };
    let crumbs = [
        scene.home(),
        Crumb::to(scene.t("nav-years", &[]), "years/index.html"),
        Crumb::here(heading.clone()),
    ];
    scene.render("days.html", &scene.frame(path, Part::Years, &heading, &heading, &crumbs), &view)
}

/// Links to the months of the index that have articles.
pub(super) fn months(scene: Scene<'_>, from: &str) -> Vec<Link> {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for (day, ids) in by_day(scene) {
        *counts.entry(day.get(..2).unwrap_or_default().to_owned()).or_default() += ids.len();
    }
    let one = |(month, n): (String, usize)| Link {
        label: scene.t(&format!("month-{}", month.trim_start_matches('0')), &[]),
        href: Some(format!("{}#m{month}", super::links::rel(from, "days/index.html"))),
        current: false,
        count: Some(number(n)),
    };
    counts.into_iter().map(one).collect()
}
