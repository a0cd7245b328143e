//! Missing issues in words: when, which, on what ground; and how many are held and missing in a year.

use super::frame::Crumb;
use super::scene::Scene;
use super::strings::number;
use crate::archive::serials::{Gap, Ground, Standing, day};
use crate::archive::{Issue, Publication};
use chrono::NaiveDate;
use serde::Serialize;

/// Issues that are missing one after the other.
#[derive(Debug, Serialize)]
pub(super) struct Lack {
    /// `2022年5月11日至5月13日`.
    pub when: String,
    /// `第8218–8220号`, `2022年第5期`; empty where only the date is known.
    pub which: String,
    pub count: String,
    pub ground: String,
}

/// How many of a time are held and missing.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Balance {
    /// Issues of the regular run.
    pub held: usize,
    pub missing: usize,
    /// Missing issues of which it can't be told whether they are of this year or the next.
    pub across: usize,
    /// 增刊, 号外: held, but expected by nobody.
    pub extras: usize,
    /// Second sources of an issue.
    pub copies: usize,
    /// Whether there is anything to tell missing issues by: a cadence, serials, numbers.
    pub told: bool,
}

impl Balance {
    /// Of the issues given (with their places in the run) and the gaps.
    pub fn of<'a>(
        publication: &Publication,
        issues: impl Iterator<Item = (usize, &'a Issue)>,
        gaps: &[&Gap],
        year: Option<i32>,
    ) -> Self {
        let cadence = publication.settings.cadence.as_deref();
        let mut out = Balance { told: cadence.is_some_and(|c| c != "irregular"), ..Balance::default() };
        for (at, issue) in issues {
            match publication.series.standing(at) {
                Standing::Regular => out.held += 1,
                Standing::Extra => out.extras += 1,
                Standing::Copy => out.copies += 1,
            }
            out.told |= issue.facts.serial.is_some() || issue.facts.number.is_some();
        }
        for gap in gaps {
            let (first, last) = gap.years();
            let sure = year.is_none() || first == last;
            *if sure { &mut out.missing } else { &mut out.across } += gap.count;
        }
        out
    }

    /// `存 5 期，应有 6 期，缺 1 期`.
    pub fn words(&self, scene: Scene<'_>) -> Vec<String> {
        let n = |n: usize| number(n);
        let mut out = vec![match (self.told, self.missing) {
            (false, _) => scene.t("cal-held-untold", &[("n", &n(self.held))]),
            (true, 0) => scene.t("cal-held", &[("n", &n(self.held))]),
            (true, missing) => {
                let all = n(self.held + missing);
                scene.t("cal-held-of", &[("n", &n(self.held)), ("all", &all), ("k", &n(missing))])
            }
        }];
        for (count, key) in
            [(self.across, "cal-across"), (self.extras, "cal-extras"), (self.copies, "cal-copies")]
        {
            if count > 0 {
                out.push(scene.t(key, &[("n", &n(count))]));
            }
        }
        out
    }
}

/// The gaps that touch a year.
pub(super) fn of_year(publication: &Publication, year: i32) -> Vec<&Gap> {
    let touches = |gap: &&Gap| (gap.years().0..=gap.years().1).contains(&year);
    publication.series.gaps.iter().filter(touches).collect()
}

/// Gaps in words.
pub(super) fn lacks<'g>(scene: Scene<'_>, gaps: impl IntoIterator<Item = &'g Gap>) -> Vec<Lack> {
    gaps.into_iter().map(|gap| lack(scene, gap)).collect()
}

fn lack(scene: Scene<'_>, gap: &Gap) -> Lack {
    let when = match gap.dates.as_slice() {
        [] => {
            let (first, last) = gap.between;
            scene.t(
                "cal-between",
                &[("from", &scene.date(&first.to_string())), ("to", &scene.date(&last.to_string()))],
            )
        }
        [one] => due(scene, one),
        [first, .., last] => scene.t("cal-range", &[("from", &due(scene, first)), ("to", &due(scene, last))]),
    };
    let to = |a: u32, b: u32| if a == b { a.to_string() } else { format!("{a}–{b}") };
    let some = |(a, b): (u32, u32)| gap.count < (b + 1 - a) as usize;
    let mut which: Vec<String> = Vec::new();
    if let Some((year, first, last)) = gap.numbers {
        let key = if some((first, last)) { "cal-number-some" } else { "cal-number" };
        which.push(scene.t(key, &[("year", &year.to_string()), ("n", &to(first, last))]));
    }
    if let Some((first, last)) = gap.serials {
        let key = if some((first, last)) { "cal-serial-some" } else { "cal-serial" };
        which.push(scene.t(key, &[("n", &to(first, last))]));
    }
    let ground = match gap.ground {
        Ground::Serial => "cal-by-serial",
        Ground::Number => "cal-by-number",
        Ground::Cadence => "cal-by-cadence",
    };
    Lack {
        when,
        which: which.join(&scene.t("comma", &[])),
        count: scene.t("n-issues", &[("n", &number(gap.count))]),
        ground: scene.t(ground, &[]),
    }
}

/// When an issue was due: a day, a month, `5月1日至5月10日`, `约2022年5月13日`.
fn due(scene: Scene<'_>, edtf: &str) -> String {
    match edtf.split_once('/') {
        Some((first, last)) => {
            scene.t("cal-within", &[("from", &scene.date(first)), ("to", &scene.date(last))])
        }
        None => scene.date(edtf),
    }
}

/// The day on which an issue appeared, where it is known.
pub(super) fn day_of(issue: &Issue) -> Option<NaiveDate> {
    day(issue.facts.date.as_deref()?)
}

/// A link to an issue with its name and how many articles it has.
pub(super) fn issue_link(scene: Scene<'_>, from: &str, issue: &Issue) -> super::frame::Link {
    let publication = scene.publication_of(issue);
    let label = scene.issue_label(from, issue);
    let name = if label.name.is_empty() { label.date } else { format!("{} {}", label.name, label.date) };
    Crumb::to(name, super::scene::issue_path(publication, issue)).link(from).counted(label.count)
}
