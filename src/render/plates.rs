//! Plates: what stands alike on many pages, set once and put into each as safe HTML, and what an issue is called.
//!
//! In: the archive and the theme. Out: the navigation (`nav.html`), an article in a list (`entry.html`), the issue over its articles
//! (`heading.html`), the breadcrumb (`crumbs.html`), a division with those that it lies in and a topic as an article's page names them (`trail.html`): each from a template of its own, which a theme may replace like any other. What is rendered holds a mark where a link starts from the
//! site's root; the page that it is put into puts its own way to the root there.

use super::dates;
use super::frame::{Crumb, Frame, Link, Part};
use super::links::encode;
use super::scene::{Scene, column_path, issue_path, person_path};
use super::{frame, items};
use crate::archive::{Archive, ArticleId, Issue};
use crate::describe::people::{Kind, kind};
use anyhow::Context as _;
use rayon::prelude::*;
use serde::Serialize;
use std::collections::BTreeMap;
use std::sync::{OnceLock, PoisonError, RwLock};
use tera::Value;

/// Stands for the way to the site's root: no page may hold it, so no source's text does when it is rendered.
const ROOT: char = '\u{1}';

/// The folder at the top of the site in which a page is (empty: none), how deep it is, and its part of the site.
type Place = (String, usize, Part);

/// Bytes that an article in a list takes up, more or less.
const ROOM: usize = 384;

/// What is set once.
pub struct Plates<'a> {
    navs: RwLock<BTreeMap<Place, Value>>,
    /// Breadcrumbs up to a page's own name, by the page's folder and their labels and paths.
    crumbs: RwLock<BTreeMap<String, Value>>,
    /// Articles in lists, by [`ArticleId`].
    entries: Vec<OnceLock<Box<str>>>,
    /// Issues over their articles, by [`Issue::described`].
    issues: Vec<OnceLock<Box<str>>>,
    /// Divisions by their codes, topics by their ids: those that have pages.
    trails: BTreeMap<&'a str, OnceLock<Box<str>>>,
    topics: BTreeMap<&'a str, Topic<'a>>,
    dates: Vec<Dated>,
    people: BTreeMap<&'a str, Signer>,
    columns: BTreeMap<&'a str, String>,
}

/// A topic: what it is called is looked for in the whole vocabulary.
pub(super) struct Topic<'a> {
    pub name: &'a str,
    /// IPTC Media Topics code.
    pub iptc: Option<&'a str>,
    trail: OnceLock<Box<str>>,
}

/// Who signs: a name is taken apart to know what it is, and read aloud to know its page.
pub(super) struct Signer {
    pub kind: Kind,
    path: String,
}

/// When an issue appeared, as pages tell it.
#[derive(Debug, Clone, Default)]
pub(super) struct Dated {
    /// In words; none where it has no date.
    pub label: Option<String>,
    /// For `<time datetime>`.
    pub machine: Option<String>,
    /// Its year, its month and its day, as far as they are known.
    pub prefixes: [Option<String>; 3],
    /// Its place among the issues' dates, which is the same for those of one date; without a date it is the last.
    pub rank: usize,
}

impl<'a> Plates<'a> {
    /// None is set yet.
    pub fn new(archive: &'a Archive, theme: &super::Theme) -> Self {
        let count = archive.issues.iter().map(|issue| issue.described + 1).max().unwrap_or_default();
        let unset = |n| (0..n).map(|_| OnceLock::new()).collect();
        let mut orders: Vec<_> =
            archive.issues.iter().map(|i| dates::order(i.facts.date.as_deref())).collect();
        orders.sort_unstable();
        orders.dedup();
        let mut all = vec![Dated::default(); count];
        for issue in &archive.issues {
            let date = issue.facts.date.as_deref();
            let order = dates::order(date);
            all[issue.described] = Dated {
                label: date.map(|date| dates::label(theme.strings(), date)),
                machine: date.and_then(dates::machine),
                prefixes: [0, 1, 2].map(|finely| dates::prefix(date, finely).map(str::to_owned)),
                rank: orders.binary_search(&order).unwrap_or_else(|place| place),
            };
        }
        Self {
            navs: RwLock::default(),
            crumbs: RwLock::default(),
            entries: unset(archive.articles.len()),
            issues: unset(count),
            trails: archive.by_region.keys().map(|code| (code.as_str(), OnceLock::new())).collect(),
            topics: archive.by_topic.keys().map(|id| (id.as_str(), topic(archive, id))).collect(),
            dates: all,
            people: archive
                .by_author
                .par_iter()
                .map(|(key, _)| {
                    (
                        key.as_str(),
                        Signer { kind: kind(archive.identities.name_of(key)), path: person_path(key) },
                    )
                })
                .collect(),
            columns: archive.by_column.keys().map(|name| (name.as_str(), column_path(name))).collect(),
        }
    }
}

fn topic<'a>(archive: &'a Archive, id: &'a str) -> Topic<'a> {
    Topic { name: archive.topics.name(id), iptc: archive.topics.iptc(id), trail: OnceLock::new() }
}

/// What `nav.html` shows.
#[derive(Serialize)]
struct NavView {
    links: Vec<Link>,
}

/// What `crumbs.html` shows.
#[derive(Serialize)]
struct CrumbsView {
    crumbs: Vec<Link>,
}

/// What `entry.html` shows.
#[derive(Serialize)]
struct EntryView {
    item: items::Item,
}

/// What `heading.html` shows.
#[derive(Serialize)]
struct HeadingView {
    issue: items::IssueLabel,
}

/// What `trail.html` shows: names, one in the other.
#[derive(Serialize)]
struct TrailView {
    trail: Vec<Step>,
}

/// A name, linked where it has a page.
#[derive(Serialize)]
struct Step {
    label: String,
    href: Option<Value>,
}

/// The issue over its articles, as a list shows both: safe HTML.
#[derive(Debug, Serialize)]
pub(super) struct Group {
    heading: Value,
    entries: Value,
}

impl<'a> Scene<'a> {
    /// When an issue appeared.
    pub fn dated(&self, issue: &Issue) -> &'a Dated {
        &self.plates.dates[issue.described]
    }

    /// A name of who signs, linked to the page of the identity where there is one.
    pub fn person_crumb(&self, identity: &str, name: &str) -> Crumb {
        Crumb { label: name.into(), path: self.signer(identity).map(|signer| signer.path.clone()) }
    }

    /// Who signs with this identity, where an article is.
    pub fn signer(&self, identity: &str) -> Option<&'a Signer> {
        self.plates.people.get(identity)
    }

    /// A topic that has a page.
    pub fn topic(&self, id: &str) -> Option<&'a Topic<'a>> {
        self.plates.topics.get(id)
    }

    /// The column's name, linked where it has a page.
    pub fn column_crumb(&self, name: &str) -> Crumb {
        Crumb { label: name.into(), path: self.plates.columns.get(name).cloned() }
    }

    /// The navigation, as a page of this frame has it: safe HTML.
    pub fn nav(&self, page: &Frame) -> anyhow::Result<Value> {
        let path = page.path.as_str();
        let top = path.split_once('/').map_or("", |(top, _)| top);
        let place = (top.to_owned(), path.matches('/').count(), page.part);
        known(&self.plates.navs, place, || {
            let view = NavView { links: frame::sections(*self, path, page.part) };
            self.theme.render_text("nav.html", &view)
        })
    }

    /// The way to a page of this frame, and the page's own name: safe HTML, and a text; neither where the page has no way.
    pub fn crumbs(&self, page: &Frame) -> anyhow::Result<[Value; 2]> {
        let Some((here, way)) = page.trail.split_last() else { return Ok([Value::none(), Value::none()]) };
        let mut place = page.path.rsplit_once('/').map_or("", |(folder, _)| folder).to_owned();
        for crumb in way {
            place.extend(["\0", &crumb.label, "\0", crumb.path.as_deref().unwrap_or_default()]);
        }
        let set = known(&self.plates.crumbs, place, || {
            let crumbs = way.iter().map(|crumb| crumb.link(&page.path)).collect();
            self.theme.render_text("crumbs.html", &CrumbsView { crumbs })
        })?;
        Ok([set, Value::from(here.label.as_str())])
    }

    /// Articles of one issue, in the order given, under its name: as a list at a way to the root shows them.
    pub fn group(&self, root: &str, issue: &Issue, ids: &[ArticleId]) -> anyhow::Result<Group> {
        let mut entries = String::with_capacity(ids.len() * ROOM);
        for id in ids {
            put(&mut entries, self.entry_plate(*id)?, root);
        }
        let mut heading = String::new();
        put(&mut heading, self.heading_plate(issue)?, root);
        Ok(Group { heading: Value::safe_string(&heading), entries: Value::safe_string(&entries) })
    }

    /// The divisions from the province down to this one, as a page at a way to the root names them.
    pub fn division_trail(&self, root: &str, code: &str) -> anyhow::Result<Value> {
        self.trail(root, self.plates.trails.get(code), || self.lineage(code))
    }

    /// A topic, the same way.
    pub fn topic_trail(&self, root: &str, id: &str) -> anyhow::Result<Value> {
        self.trail(root, self.topic(id).map(|topic| &topic.trail), || vec![self.topic_crumb(id)])
    }

    fn trail(
        &self,
        root: &str,
        plate: Option<&'a OnceLock<Box<str>>>,
        crumbs: impl FnOnce() -> Vec<Crumb>,
    ) -> anyhow::Result<Value> {
        let plate = plate.context("an article is on no list of what it names")?;
        let plate = once(plate, || {
            let step = |crumb: Crumb| Step { href: crumb.path.as_deref().map(from_root), label: crumb.label };
            let view = TrailView { trail: crumbs().into_iter().map(step).collect() };
            let mut text = self.theme.render_text("trail.html", &view)?;
            text.truncate(text.trim_end().len());
            Ok(text)
        })?;
        let mut out = String::with_capacity(plate.len() + ROOM);
        put(&mut out, plate, root);
        Ok(Value::safe_string(&out))
    }

    fn entry_plate(&self, id: ArticleId) -> anyhow::Result<&'a str> {
        once(&self.plates.entries[id], || {
            let entry = self.entry(id);
            let item = self.item_to(from_root(&entry.address), entry);
            self.theme.render_text("entry.html", &EntryView { item })
        })
    }

    fn heading_plate(&self, issue: &Issue) -> anyhow::Result<&'a str> {
        once(&self.plates.issues[issue.described], || {
            let href = from_root(&issue_path(self.publication_of(issue), issue));
            let issue = self.issue_label_to(href, issue);
            self.theme.render_text("heading.html", &HeadingView { issue })
        })
    }
}

/// What is set for a place, or what is made to be so: safe HTML.
fn known<K: Ord>(
    all: &RwLock<BTreeMap<K, Value>>,
    place: K,
    make: impl FnOnce() -> anyhow::Result<String>,
) -> anyhow::Result<Value> {
    let known = all.read().unwrap_or_else(PoisonError::into_inner).get(&place).cloned();
    if let Some(known) = known {
        return Ok(known);
    }
    let set = Value::safe_string(&make()?);
    Ok(all.write().unwrap_or_else(PoisonError::into_inner).entry(place).or_insert(set).clone())
}

/// What is set, or what is made to be so.
fn once(set: &OnceLock<Box<str>>, make: impl FnOnce() -> anyhow::Result<String>) -> anyhow::Result<&str> {
    match set.get() {
        Some(set) => Ok(set),
        None => {
            let made = make()?;
            Ok(set.get_or_init(|| made.into()))
        }
    }
}

/// A link that starts from the site's root. Nothing in it needs escaping.
fn from_root(path: &str) -> Value {
    Value::safe_string(&format!("{ROOT}{}", encode(path)))
}

/// Appends a plate, with the way to the root.
fn put(out: &mut String, plate: &str, root: &str) {
    for (n, part) in plate.split(ROOT).enumerate() {
        out.push_str(if n > 0 { root } else { "" });
        out.push_str(part);
    }
}
