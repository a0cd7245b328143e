//! Figures of a list and how a page shows them: a drawing with a table behind it, or a table with bars.
//!
//! In: the articles of a list. Out: views for `list.html` and the index pages. Each figure is counted once per list,
//! in one pass over its articles; a page's own figures never ask about other lists (design.md, law 8).

use super::frame::{Crumb, Link};
use super::plot::{Drawing, Names, spark, timeline};
use super::scene::Scene;
use super::shelf::Where;
use super::strings::number;
use crate::archive::ArticleId;
use crate::describe::regions::{self, Division, Level};
use serde::Serialize;
use std::collections::BTreeMap;

/// Fewer articles than this are seen at a glance: their list needs no figures.
pub(super) const FEW: usize = 3;
/// So many lines of a ranking are shown.
const RANKED: usize = 20;

/// A cell of a table: a text, links, or a drawing.
#[derive(Debug, Default, Serialize)]
pub(super) struct Cell {
    pub text: String,
    pub links: Vec<Link>,
    pub svg: Option<Drawing>,
}

impl Cell {
    pub fn number(n: usize) -> Self {
        Self { text: number(n), ..Self::default() }
    }
}

/// A line of a table: what it is about, and its figures.
#[derive(Debug, Serialize)]
pub(super) struct Row {
    pub label: Link,
    pub cells: Vec<Cell>,
}

/// A table of figures.
#[derive(Debug, Default, Serialize)]
pub(super) struct Table {
    pub caption: String,
    pub head: Vec<String>,
    pub rows: Vec<Row>,
    /// Whether its lines are named after things of the archive, which are called in Chinese.
    pub named: bool,
    /// Whether it may be wider than the page.
    pub wide: bool,
}

/// A part of a page that shows figures.
#[derive(Debug, Default, Serialize)]
pub(super) struct Panel {
    pub id: &'static str,
    pub heading: String,
    pub svg: Option<Drawing>,
    /// The table itself, or that behind the drawing.
    pub table: Option<Table>,
    /// How the figures are to be read.
    pub note: Option<String>,
    /// What the figures leave out, with a link to it where there is a page of it.
    pub words: Vec<Link>,
}

/// What stands above the articles of a list.
#[derive(Debug, Default, Serialize)]
pub(super) struct ListFigures {
    /// What the count of the list is made up of.
    pub shares: Option<String>,
    pub panels: Vec<Panel>,
}

/// A link without count.
pub(super) fn words(label: String, href: Option<String>) -> Link {
    Link { label, href, current: false, count: None }
}

/// Articles by year, and how many have none.
pub(super) fn years_of(scene: Scene<'_>, ids: &[ArticleId]) -> (BTreeMap<i32, usize>, usize) {
    let (mut years, mut undated) = (BTreeMap::new(), 0);
    for of_issue in ids.chunk_by(|a, b| scene.entry(*a).issue == scene.entry(*b).issue) {
        let year = scene.dated(scene.issue_of(scene.entry(of_issue[0]))).prefixes[0].as_deref();
        match year.and_then(|year| year.parse::<i32>().ok()) {
            Some(year) => *years.entry(year).or_insert(0) += of_issue.len(),
            None => undated += of_issue.len(),
        }
    }
    (years, undated)
}

/// Articles by topic of the top level, in the order of their ids, and how many have none.
pub(super) fn topics_of<'a>(scene: Scene<'a>, ids: &[ArticleId]) -> (Vec<(&'a str, usize)>, usize) {
    scene.archive.by_top_topic.tally(ids)
}

/// Articles by division, each with everything below it counted in, in the order of their codes, and how many name none.
pub(super) fn regions_of<'a>(scene: Scene<'a>, ids: &[ArticleId]) -> (Vec<(&'a str, usize)>, usize) {
    scene.archive.by_division.tally(ids)
}

/// The articles' course over the years; none where all are of one year.
pub(super) fn course(scene: Scene<'_>, name: &str, at: &Where<'_>, ids: &[ArticleId]) -> Option<Panel> {
    let (years, undated) = years_of(scene, ids);
    let spans = timeline::spans(&years);
    if spans.len() < 2 {
        return None;
    }
    let year_href = |year: i32| at.year(Some(&format!("{year:04}")));
    let labels: Vec<String> = spans.iter().map(|span| span_label(scene, span)).collect();
    let bars: Vec<timeline::Bar> = spans
        .into_iter()
        .zip(&labels)
        .map(|(span, label)| {
            let tip = tip(scene, label, span.count);
            // A decade has no page of its own: the table's years have.
            let href = (!span.decade && span.count > 0).then(|| year_href(span.from));
            timeline::Bar { span, href, tip }
        })
        .collect();
    let most = bars.iter().rev().max_by_key(|b| b.span.count)?;
    let (first, last) = (labels.first()?.as_str(), labels.last()?.as_str());
    let values = [("first", first), ("last", last), ("most", &most.tip)];
    let title = scene.t("plot-course-title", &[("name", name)]);
    let desc = Some(scene.t("plot-course-desc", &values));
    let svg = timeline::draw(&Names { id: "course".into(), title: title.clone(), desc }, &bars);
    let decades = most.span.decade;
    let rows = bars.iter().zip(&labels).map(|(bar, label)| {
        let mut cells = vec![Cell::number(bar.span.count)];
        if decades {
            let years = bar
                .span
                .years
                .iter()
                .map(|(year, n)| words(year.to_string(), Some(year_href(*year))).counted(number(*n)));
            cells.push(Cell { links: years.collect(), ..Cell::default() });
        }
        Row { label: words(label.clone(), bar.href.clone()), cells }
    });
    let mut head = vec![if decades { scene.t("plot-decade", &[]) } else { scene.t("plot-year", &[]) }];
    head.push(scene.t("plot-articles", &[]));
    if decades {
        head.push(scene.t("plot-years", &[]));
    }
    let table = Table { caption: title, head, rows: rows.collect(), ..Table::default() };
    let mut left = Vec::new();
    if undated > 0 {
        let count = scene.articles_label(undated);
        left.push(words(scene.t("plot-undated", &[("count", &count)]), Some(at.year(None))));
    }
    let heading = scene.t("plot-course", &[]);
    let (svg, table) = (Some(svg), Some(table));
    Some(Panel { id: "course", heading, svg, table, words: left, note: None })
}

/// `1998年`, `1990年代`.
pub(super) fn span_label(scene: Scene<'_>, span: &timeline::Span) -> String {
    let year = format!("{:04}", span.from);
    if span.decade { scene.t("decade", &[("decade", &year)]) } else { scene.span_label(Some(&year)) }
}

/// `山西省 12 篇`.
pub(super) fn tip(scene: Scene<'_>, name: &str, count: usize) -> String {
    scene.t("plot-tip", &[("name", name), ("count", &scene.articles_label(count))])
}

/// Things by their counts, the most first, with a bar each. The name leads to the thing's page; the count, which is that
/// of this list only, does not. `head`: what is ranked.
pub(super) fn ranking(
    scene: Scene<'_>,
    from: &str,
    id: &'static str,
    (heading, head): (String, String),
    mut counts: Vec<(Crumb, usize)>,
) -> Option<Panel> {
    // Stable: equals stay in their table's order.
    counts.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    let most = counts.first()?.1;
    let rows = counts.iter().take(RANKED).enumerate().map(|(n, (crumb, count))| {
        let names = Names { id: format!("{id}-{n}"), title: tip(scene, &crumb.label, *count), desc: None };
        let svg = Some(spark::length(&names, *count, most));
        Row { label: crumb.link(from), cells: vec![Cell::number(*count), Cell { svg, ..Cell::default() }] }
    });
    let rows: Vec<Row> = rows.collect();
    let mut left = Vec::new();
    if let Some((_, next)) = counts.get(RANKED) {
        let (n, count) = (number(counts.len() - RANKED), scene.articles_label(*next));
        left.push(words(scene.t("plot-rest", &[("n", &n), ("count", &count)]), None));
    }
    let head = vec![head, scene.t("plot-articles", &[]), scene.t("plot-share", &[])];
    let table = Table { caption: heading.clone(), head, rows, named: true, wide: false };
    Some(Panel { id, heading, table: Some(table), words: left, ..Panel::default() })
}

/// The four municipalities stand in the table a second time, as a prefecture of their own.
pub(super) fn is_prefecture(d: &Division) -> bool {
    let above = d.parent.and_then(regions::division);
    d.level == Level::Prefecture && above.is_none_or(|p| p.name != d.name)
}
