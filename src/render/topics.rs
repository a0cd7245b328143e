//! The way in by topic: the vocabulary with each topic's course over the years, a page per topic, and the list of what
//! fits none.
//!
//! In: the archive's lists by topic. Out: `topics/index.html`, `topics/ID.html`, `topics/none.html`.

use super::columns::base;
use super::figures::{self, Cell, ListFigures, Panel, Row, Table};
use super::frame::{Crumb, Link, Part};
use super::links::{encode, rel};
use super::plot::{Drawing, Names, spark, timeline};
use super::scene::{Scene, topic_path};
use super::seek::Within;
use super::shelf::{self, List, Told, Where};
use super::strings::number;
use super::{Claimed, Page, Phase, Site};
use crate::archive::ArticleId;
use crate::describe::regions::{self, Division, Level};
use crate::describe::topics::iptc;
use serde::Serialize;
use std::borrow::Cow;
use std::collections::BTreeMap;

const INDEX: &str = "topics/index.html";
const NONE: &str = "topics/none.html";

/// Adds the directory and the lists.
pub(super) fn add<'a>(site: &mut Site<'a>, scene: Scene<'a>) -> Result<(), Claimed> {
    for (id, ids) in &scene.archive.by_topic {
        let figures = move |at: &Where<'_>, ids: &[ArticleId]| {
            Told::Figures(topic_figures(scene, scene.archive.topics.name(id), at, ids))
        };
        shelf::add_with(site, scene, topic_list(scene, id, ids), Box::new(figures), &())?;
    }
    let none = without(scene);
    if !none.is_empty() {
        let heading = scene.t("topics-none", &[]);
        let list = List {
            base: base(NONE),
            part: Part::Topics,
            kind: scene.t("kind-topic", &[]),
            heading: heading.clone(),
            note: None,
            trail: vec![scene.home(), index_crumb(scene), Crumb::here(heading.clone())],
            children: Vec::new(),
            ids: Cow::Owned(none.clone()),
            cut: 0,
            within: Within::default(),
        };
        let figures =
            move |at: &Where<'_>, ids: &[ArticleId]| Told::Figures(topic_figures(scene, &heading, at, ids));
        shelf::add_with(site, scene, list, Box::new(figures), &())?;
    }
    let left = none.len();
    site.add(INDEX, Phase::Index, "directory of topics", move || index(scene, left))
}

/// The directory's own crumb.
fn index_crumb(scene: Scene<'_>) -> Crumb {
    Crumb::to(scene.t("nav-topics", &[]), INDEX)
}

/// Articles that fit no topic.
fn without(scene: Scene<'_>) -> Vec<ArticleId> {
    let articles = scene.archive.articles.iter().enumerate();
    articles.filter(|(_, entry)| entry.topics.is_empty()).map(|(id, _)| id).collect()
}

/// The IPTC Media Topics code that the topic is carried along by, and what IPTC calls it.
fn iptc_note(scene: Scene<'_>, id: &str) -> Option<String> {
    let code = scene.archive.topics.topic(id)?.iptc.as_deref()?;
    let chinese = scene.theme.language() == "zh";
    Some(match iptc::name(code).filter(|_| chinese) {
        Some(name) => scene.t("topic-iptc-named", &[("code", code), ("name", name)]),
        None => scene.t("topic-iptc", &[("code", code)]),
    })
}

fn topic_list<'a>(scene: Scene<'a>, id: &'a str, ids: &'a [ArticleId]) -> List<'a> {
    let all = &scene.archive.by_topic;
    let tree = &scene.archive.topics;
    let parent = tree.parent(id).map(|t| t.id.as_str()).filter(|p| all.contains_key(*p));
    let mut trail = vec![scene.home(), index_crumb(scene)];
    trail.extend(parent.map(|p| scene.topic_crumb(p)));
    trail.push(Crumb::here(tree.name(id)));
    let children = tree.topic(id).into_iter().flat_map(|t| &t.children);
    let children = children.filter_map(|c| Some((scene.topic_crumb(&c.id), all.get(&c.id)?.len())));
    List {
        base: base(&topic_path(id)),
        part: Part::Topics,
        kind: scene.t("kind-topic", &[]),
        heading: tree.name(id).to_owned(),
        note: iptc_note(scene, id),
        trail,
        children: children.collect(),
        ids: Cow::Borrowed(ids),
        cut: 0,
        within: Within::topic(id),
    }
}

/// The topics of a list of articles, with what fits none.
pub(super) fn ranking(scene: Scene<'_>, from: &str, ids: &[ArticleId]) -> Option<Panel> {
    let (counts, none) = figures::topics_of(scene, ids);
    let order: BTreeMap<&str, usize> =
        scene.archive.topics.top().iter().enumerate().map(|(n, t)| (t.id.as_str(), n)).collect();
    let mut counts: Vec<(&str, usize)> = counts.into_iter().collect();
    counts.sort_by_cached_key(|(id, _)| order.get(id).copied().unwrap_or(usize::MAX));
    let counts = counts.into_iter().map(|(id, n)| (scene.topic_crumb(id), n)).collect();
    let words = (scene.t("nav-topics", &[]), scene.t("kind-topic", &[]));
    let mut panel = figures::ranking(scene, from, "topics", words, counts)?;
    if none > 0 {
        let count = scene.articles_label(none);
        panel.words.push(figures::words(scene.t("topics-left", &[("count", &count)]), None));
    }
    Some(panel)
}

/// A topic's course, its provinces and its prefectures.
fn topic_figures(scene: Scene<'_>, name: &str, at: &Where<'_>, ids: &[ArticleId]) -> ListFigures {
    if ids.len() < figures::FEW {
        return ListFigures::default();
    }
    let (counts, unplaced) = figures::regions_of(scene, ids);
    let divisions = counts.iter().filter_map(|(code, n)| Some((regions::division(code)?, *n)));
    let at_level = |which: fn(&Division) -> bool| {
        let there = divisions.clone().filter(|(d, _)| which(d));
        there.map(|(d, n)| (scene.region_crumb(d.code, d.name.to_owned()), n)).collect()
    };
    let rank = |id, heading, counts| {
        figures::ranking(scene, at.path, id, (heading, scene.t("kind-region", &[])), counts)
    };
    let mut provinces =
        rank("provinces", scene.t("topic-provinces", &[]), at_level(|d| d.level == Level::Province));
    if let (Some(panel), true) = (&mut provinces, unplaced > 0) {
        let count = scene.articles_label(unplaced);
        panel.words.push(figures::words(scene.t("topic-unplaced", &[("count", &count)]), None));
    }
    let prefectures =
        rank("prefectures", scene.t("topic-prefectures", &[]), at_level(figures::is_prefecture));
    let panels = [figures::course(scene, name, at, ids), provinces, prefectures];
    ListFigures { shares: None, panels: panels.into_iter().flatten().collect() }
}

/// A topic of the directory.
#[derive(Serialize)]
struct Entry {
    link: Link,
    /// IPTC Media Topics code.
    iptc: Option<String>,
    /// Its course; none where the archive has one year only.
    course: Option<Drawing>,
    children: Vec<Entry>,
}

#[derive(Serialize)]
struct IndexView {
    heading: String,
    /// Of what time the courses are, and their scale.
    span: Option<String>,
    entries: Vec<Entry>,
    left: Option<Link>,
    table: Option<Table>,
}

fn index(scene: Scene<'_>, left: usize) -> anyhow::Result<Page> {
    let courses = Courses::new(scene);
    let mut entries = Vec::new();
    for topic in scene.archive.topics.top() {
        let scale = courses.most_of(&topic.id);
        let children = topic.children.iter().filter_map(|c| courses.entry(&c.id, scale, Vec::new()));
        let children: Vec<Entry> = children.collect();
        // A sub-topic may have articles where its topic has none: a person can give it alone.
        if scene.archive.by_topic.contains_key(&topic.id) {
            entries.extend(courses.entry(&topic.id, courses.most, children));
        } else {
            entries.extend(children);
        }
    }
    let unknown = scene.archive.by_topic.keys().filter(|id| scene.archive.topics.topic(id).is_none());
    entries.extend(unknown.filter_map(|id| courses.entry(id, courses.most, Vec::new())));
    let title = scene.t("nav-topics", &[]);
    let count = scene.articles_label(left);
    let view = IndexView {
        heading: title.clone(),
        span: courses.words(),
        entries,
        left: (left > 0)
            .then(|| figures::words(scene.t("topics-left", &[("count", &count)]), Some(rel(INDEX, NONE)))),
        table: courses.table(),
    };
    let trail = [scene.home(), index_crumb(scene)];
    scene.render("topics.html", &scene.frame(INDEX, Part::Topics, &title, &title, &trail), &view)
}

/// The courses of all topics over the same years: topics at one scale, sub-topics at their topic's.
struct Courses<'a> {
    scene: Scene<'a>,
    /// Year or decade → its place.
    spans: Vec<timeline::Span>,
    /// Topic → counts by span, and how many have no date.
    counts: BTreeMap<&'a str, (Vec<usize>, usize)>,
    /// The highest of all bars.
    most: usize,
}

impl<'a> Courses<'a> {
    fn new(scene: Scene<'a>) -> Self {
        let whole = scene.archive.by_year.iter();
        let whole = whole.filter_map(|(year, ids)| Some((year.parse().ok()?, ids.len()))).collect();
        let spans = timeline::spans(&whole);
        let step = if spans.first().is_some_and(|s| s.decade) { 10 } else { 1 };
        let by_topic = scene.archive.by_topic.iter().map(|(id, ids)| {
            let (years, undated) = figures::years_of(scene, ids);
            let of = |s: &timeline::Span| years.range(s.from..s.from + step).map(|(_, n)| n).sum();
            (id.as_str(), (spans.iter().map(of).collect::<Vec<usize>>(), undated))
        });
        let counts: BTreeMap<_, _> = by_topic.collect();
        let most = counts.values().flat_map(|(counts, _)| counts).copied().max().unwrap_or_default();
        Self { scene, spans, counts, most }
    }

    fn drawn(&self) -> bool {
        self.spans.len() > 1
    }

    fn label(&self, span: &timeline::Span) -> String {
        figures::span_label(self.scene, span)
    }

    /// From when to when, and what the highest bar is.
    fn words(&self) -> Option<String> {
        let (first, last) = (self.label(self.spans.first()?), self.label(self.spans.last()?));
        let most = self.scene.articles_label(self.most);
        let values = [("first", first.as_str()), ("last", &last), ("most", &most)];
        self.drawn().then(|| self.scene.t("topics-courses", &values))
    }

    /// The highest of one topic's bars; of all, where it has none.
    fn most_of(&self, id: &str) -> usize {
        let own = self.counts.get(id).and_then(|(counts, _)| counts.iter().copied().max());
        own.filter(|n| *n > 0).unwrap_or(self.most)
    }

    /// A topic, its course at the scale given.
    fn entry(&self, id: &str, scale: usize, children: Vec<Entry>) -> Option<Entry> {
        let n = self.scene.archive.by_topic.get(id)?.len();
        let (counts, _) = self.counts.get(id)?;
        let name = self.scene.archive.topics.name(id).to_owned();
        let title = self.scene.t("plot-course-title", &[("name", &name)]);
        let names = Names { id: format!("course-{}", super::links::segment(id)), title, desc: None };
        Some(Entry {
            link: Crumb::to(name, topic_path(id)).link(INDEX).counted(number(n)),
            iptc: self.scene.archive.topics.topic(id).and_then(|t| t.iptc.clone()),
            course: self.drawn().then(|| spark::course(&names, counts, scale)),
            children,
        })
    }

    /// All counts by topic and time, topics in the vocabulary's order.
    fn table(&self) -> Option<Table> {
        if !self.drawn() {
            return None;
        }
        let scene = self.scene;
        let known = scene
            .archive
            .topics
            .top()
            .iter()
            .flat_map(|t| std::iter::once(t).chain(&t.children))
            .map(|t| t.id.as_str());
        let unknown = self.counts.keys().copied().filter(|id| scene.archive.topics.topic(id).is_none());
        let rows = known.chain(unknown).filter_map(|id| {
            let (counts, undated) = self.counts.get(id)?;
            let label = figures::words(
                scene.archive.topics.name(id).to_owned(),
                Some(rel(INDEX, &encode(&topic_path(id)))),
            );
            let total = counts.iter().sum::<usize>() + undated;
            let cells = counts.iter().chain([undated, &total]).map(|n| Cell::number(*n)).collect();
            Some(Row { label, cells })
        });
        let mut head = vec![scene.t("kind-topic", &[])];
        head.extend(self.spans.iter().map(|span| self.label(span)));
        head.extend([scene.t("undated", &[]), scene.t("plot-total", &[])]);
        let caption = scene.t("topics-table", &[]);
        Some(Table { caption, head, rows: rows.collect(), named: true, wide: true })
    }
}
