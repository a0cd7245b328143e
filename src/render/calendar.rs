//! A publication's year as tables: which day, week or month has an issue, which lacks one, which was a pause.
//!
//! In: the issues of a year with their places in the run, and its gaps. Out: tables for the template: a grid of days per
//! month for dailies, a row per month for weeklies and the like, a row per year for monthlies and rarer ones. An issue of
//! which the day (the month) is not known stands in no cell; the page lists it beside.

use super::missing::day_of;
use super::scene::{Scene, issue_path};
use super::strings::number;
use crate::archive::serials::{Gap, Standing, month_days, span};
use crate::archive::{Issue, Publication};
use crate::read::edtf;
use chrono::{Datelike, NaiveDate};
use serde::Serialize;

/// How a year is laid out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    /// A table per month, a cell per day.
    Days,
    /// A row per month, a cell per seven days.
    Weeks,
    /// A row per year, a cell per month.
    Months,
}

impl Form {
    /// By the cadence; where none is given, by how many issues the year has.
    pub fn of(publication: &Publication, issues: usize) -> Self {
        match publication.settings.cadence.as_deref().unwrap_or_default() {
            "daily" | "three-weekly" | "twice-weekly" | "every-two-days" | "every-three-days"
            | "every-five-days" => Form::Days,
            "weekly" | "biweekly" | "ten-days" | "semimonthly" => Form::Weeks,
            "monthly" | "bimonthly" | "quarterly" | "semiannual" | "annual" => Form::Months,
            _ if issues > 60 => Form::Days,
            _ if issues > 24 => Form::Weeks,
            _ => Form::Months,
        }
    }
}

#[derive(Debug, Clone, Serialize)]
pub(super) struct Table {
    pub caption: String,
    /// `m2022-05`, to which overviews lead.
    pub id: Option<String>,
    pub form: &'static str,
    pub columns: Vec<String>,
    pub rows: Vec<Row>,
}

#[derive(Debug, Clone, Serialize)]
pub(super) struct Row {
    pub head: Option<String>,
    pub href: Option<String>,
    pub id: Option<String>,
    pub cells: Vec<Cell>,
}

/// A day, a week, a month.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub(super) struct Cell {
    /// `held`, `missing`, `pause`, both of `held missing`, or empty.
    pub class: String,
    /// Shown where there is no issue: the day of the month, known or due.
    pub label: String,
    pub links: Vec<Mark>,
    /// The missing ones and pauses: what stands there, and what it means to who can't see it.
    pub words: Vec<(String, String)>,
}

/// An issue in a cell.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(super) struct Mark {
    pub href: String,
    /// The day, or the number.
    pub label: String,
    /// Articles in it.
    pub count: String,
    /// What the label leaves out: date and name, for who hears the page.
    pub more: String,
}

/// A year's issues with their places in the run, and its gaps.
pub(super) struct Year<'a> {
    pub scene: Scene<'a>,
    pub publication: &'a Publication,
    /// Path of the page it stands on.
    pub from: &'a str,
    pub year: i32,
    pub issues: Vec<(usize, &'a Issue)>,
    /// The day of each issue, where it is known: each cell asks for it.
    days: Vec<Option<NaiveDate>>,
    /// Missing issues of this year whose date can be told: its first day, and the date as reckoned.
    dues: Vec<(NaiveDate, &'a String)>,
}

impl<'a> Year<'a> {
    pub fn new(
        scene: Scene<'a>,
        publication: &'a Publication,
        from: &'a str,
        year: i32,
        issues: Vec<(usize, &'a Issue)>,
        gaps: &[&'a Gap],
    ) -> Self {
        let days = issues.iter().map(|(_, issue)| day_of(issue)).collect();
        let dates = gaps.iter().flat_map(|gap| &gap.dates).filter_map(|d| Some((span(d)?.first, d)));
        let dues = dates.filter(|(first, _)| first.year() == year).collect();
        Year { scene, publication, from, year, issues, days, dues }
    }

    /// The tables of the year; none where no issue has a place in them.
    pub fn tables(&self, form: Form) -> Vec<Table> {
        match form {
            Form::Days => self.months().map(|m| self.grid(m)).collect(),
            Form::Weeks => {
                let rows: Vec<Row> = self.months().map(|m| self.weeks(m)).collect();
                let columns = ["1–7", "8–14", "15–21", "22–28", "29–31"].map(str::to_owned).to_vec();
                let caption = self.scene.t("cal-caption", &[("name", &self.label())]);
                if rows.is_empty() {
                    return Vec::new();
                }
                vec![Table { caption, id: None, form: "weeks", columns, rows }]
            }
            Form::Months => {
                let caption = self.scene.t("cal-caption", &[("name", &self.label())]);
                vec![month_table(self.scene, caption, vec![self.row(None)])]
            }
        }
    }

    fn label(&self) -> String {
        self.scene.date(&format!("{:04}", self.year))
    }

    /// Issues that have no cell of their own: only a month, or a year, is known of them.
    pub fn vague(&self, form: Form) -> Vec<&Issue> {
        let placed = |issue: &Issue| match form {
            Form::Days | Form::Weeks => day_of(issue).is_some(),
            Form::Months => month_of(self.publication, issue).is_some(),
        };
        self.issues.iter().filter(|(_, i)| !placed(i)).map(|(_, i)| *i).collect()
    }

    /// From the first month with an issue, or a lack of one, to the last.
    fn months(&self) -> impl Iterator<Item = u32> {
        let held = self.days.iter().flatten().copied();
        let due = self.dues.iter().map(|(date, _)| *date);
        let months: Vec<u32> = held.chain(due).map(|d| d.month()).collect();
        let ends = months.iter().min().copied().zip(months.iter().max().copied());
        ends.into_iter().flat_map(|(first, last)| first..=last)
    }

    /// What stands in the days from one to another.
    fn cell(&self, first: NaiveDate, last: NaiveDate, form: Form) -> Cell {
        let scene = self.scene;
        let mut cell = Cell::default();
        let mut classes: Vec<&str> = Vec::new();
        for ((at, issue), day) in self.issues.iter().zip(&self.days) {
            let there = match form {
                Form::Months => month_of(self.publication, issue) == Some((first.year(), first.month())),
                _ => day.is_some_and(|d| (first..=last).contains(&d)),
            };
            if !there {
                continue;
            }
            cell.links.push(self.mark(*at, issue, form));
            classes.push("held");
        }
        for (due, date) in self.dues.iter().filter(|(d, _)| (first..=last).contains(d)) {
            let what = scene.t("cal-missing", &[("date", &scene.date(date))]);
            cell.words.push((scene.t("cal-missing-mark", &[]), what));
            if form == Form::Weeks && cell.links.is_empty() {
                cell.label = due.day().to_string();
            }
            classes.push("missing");
        }
        let days = (last - first).num_days() + 1;
        let paused =
            first.iter_days().take(days as usize).filter(|d| self.publication.series.paused(*d)).count();
        if classes.is_empty() && 2 * paused as i64 > days {
            cell.words.push((scene.t("cal-pause-mark", &[]), scene.t("cal-pause", &[])));
            classes.push("pause");
        }
        classes.dedup();
        cell.class = classes.join(" ");
        cell
    }

    fn mark(&self, at: usize, issue: &Issue, form: Form) -> Mark {
        let scene = self.scene;
        let facts = &issue.facts;
        let label = match (form, day_of(issue)) {
            (Form::Months, _) => printed_number(facts.number.as_deref())
                .or_else(|| facts.serial.map(|n| n.to_string()))
                .or_else(|| day_of(issue).map(|d| d.day().to_string())),
            (_, Some(day)) => Some(day.day().to_string()),
            _ => None,
        };
        let label = match (label, self.publication.series.standing(at)) {
            (Some(label), Standing::Regular) if facts.edition.is_none() => label,
            (Some(label), _) => format!("{label}{}", facts.edition.as_deref().unwrap_or("+")),
            (None, _) => facts.edition.clone().unwrap_or_else(|| "*".into()),
        };
        let (name, date) = (scene.issue_name(issue), scene.issue_date(issue));
        Mark {
            href: super::links::rel(self.from, &super::links::encode(&issue_path(self.publication, issue))),
            label,
            count: number(issue.articles.len()),
            more: if name == date {
                scene.t("cal-issue", &[("issue", &date)])
            } else {
                scene.t("cal-issue", &[("issue", &format!("{date} {name}"))])
            },
        }
    }

    /// A month as weeks of days, Monday first.
    fn grid(&self, month: u32) -> Table {
        let scene = self.scene;
        let name = format!("{:04}-{month:02}", self.year);
        let mut cells: Vec<Cell> = Vec::new();
        if let Some((first, last)) = month_days(self.year, month) {
            let before = first.weekday().num_days_from_monday() as usize;
            cells.resize(before, Cell::default());
            for day in first.iter_days().take_while(|d| *d <= last) {
                let mut cell = self.cell(day, day, Form::Days);
                cell.label = if cell.links.is_empty() { day.day().to_string() } else { String::new() };
                cells.push(cell);
            }
            cells.resize(cells.len().next_multiple_of(7), Cell::default());
        }
        let row = |cells: &[Cell]| Row { head: None, href: None, id: None, cells: cells.to_vec() };
        Table {
            caption: scene.date(&name),
            id: Some(format!("m{name}")),
            form: "days",
            columns: (1..=7).map(|d| scene.t(&format!("weekday-{d}"), &[])).collect(),
            rows: cells.chunks(7).map(row).collect(),
        }
    }

    /// A month as a row of weeks.
    fn weeks(&self, month: u32) -> Row {
        let day = |d: u32| NaiveDate::from_ymd_opt(self.year, month, d);
        let last = month_days(self.year, month).map(|d| d.1);
        let weeks = [(1, 7), (8, 14), (15, 21), (22, 28), (29, 31)].into_iter().map(|(from, to)| {
            let (Some(first), Some(last)) = (day(from), day(to).or(last)) else { return Cell::default() };
            self.cell(first, last, Form::Weeks)
        });
        Row {
            head: Some(self.scene.t(&format!("month-{month}"), &[])),
            href: None,
            id: Some(format!("m{:04}-{month:02}", self.year)),
            cells: weeks.collect(),
        }
    }

    /// The year as a row of months.
    pub fn row(&self, href: Option<String>) -> Row {
        let months = (1..=12).map(|m| {
            let Some((first, last)) = month_days(self.year, m) else { return Cell::default() };
            self.cell(first, last, Form::Months)
        });
        Row { head: Some(format!("{:04}", self.year)), href, id: None, cells: months.collect() }
    }

    /// The year as a row of months with how many issues each has.
    pub fn overview(&self, year_page: &str) -> Row {
        let scene = self.scene;
        let (here, form) =
            (super::links::rel(self.from, year_page), Form::of(self.publication, self.issues.len()));
        let months = (1..=12u32).map(|m| {
            let name = format!("{:04}-{m:02}", self.year);
            let of_month = |i: &&Issue| i.facts.date.as_deref().and_then(|d| d.get(..7)) == Some(&name);
            let n = self.issues.iter().map(|(_, i)| *i).filter(of_month).count();
            let lacking = self.dues.iter().filter(|(d, _)| d.month() == m).count();
            let mut cell = Cell::default();
            let label = scene.date(&name);
            if n > 0 {
                // A table or row of that month is there if one of its days is known.
                let placed = form != Form::Months && self.days.iter().flatten().any(|d| d.month() == m);
                cell.links.push(Mark {
                    href: if placed { format!("{here}#m{name}") } else { here.clone() },
                    label: number(n),
                    count: String::new(),
                    more: scene.t("cal-issues-of", &[("date", &label)]),
                });
            }
            if lacking > 0 {
                let what = scene.t("cal-missing-of", &[("date", &label)]);
                cell.words.push((scene.t("cal-missing-n", &[("n", &number(lacking))]), what));
            }
            let class = [(n > 0, "held"), (lacking > 0, "missing")];
            cell.class = class.iter().filter(|c| c.0).map(|c| c.1).collect::<Vec<_>>().join(" ");
            cell
        });
        Row {
            head: Some(format!("{:04}", self.year)),
            href: Some(here.clone()),
            id: None,
            cells: months.collect(),
        }
    }
}

/// Rows of years, columns of months.
pub(super) fn month_table(scene: Scene<'_>, caption: String, rows: Vec<Row>) -> Table {
    // The digits are what 1月 to 12月 begin with; the caption says that they are months.
    let columns = (1..=12).map(|m| scene.t(&format!("month-short-{m}"), &[])).collect();
    Table { caption, id: None, form: "months", columns, rows }
}

/// Year and month of an issue, where one month is known: of 合刊 over two, and of a quarterly's season, the first.
fn month_of(publication: &Publication, issue: &Issue) -> Option<(i32, u32)> {
    let date = issue.facts.date.as_deref()?;
    let (first, span) = (edtf::parse(date)?.first()?, span(date)?);
    let quarter = first.season().is_some() && publication.settings.cadence.as_deref() == Some("quarterly");
    (quarter || first.month_number().is_some()).then(|| (span.first.year(), span.first.month()))
}

/// `2022年第5-6期` → `5–6`.
fn printed_number(number: Option<&str>) -> Option<String> {
    let text = number?;
    let text = text.split_once('第').map_or(text, |(_, rest)| rest);
    let digits: Vec<&str> = text.split(|c: char| !c.is_ascii_digit()).filter(|r| !r.is_empty()).collect();
    (!digits.is_empty()).then(|| digits.join("–"))
}
