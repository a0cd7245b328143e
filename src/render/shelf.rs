//! Lists of articles, cut by time so that old parts stay as they are (design.md, law 8).
//!
//! A list of a hundred or fewer is shown whole. A longer one is a page per year; a year that is too long for a page is
//! a page per month, and so on to the day. Oldest first: a new issue changes the last part only, and the counts above it.

use super::figures::ListFigures;
use super::frame::{Crumb, Frame, Link, Part};
use super::items::Year;
use super::links::{encode, rel};
use super::page::Print;
use super::scene::Scene;
use super::seek::{Seek, Within};
use super::strings::number;
use super::{Claimed, Page, Phase, Site, dates};
use crate::archive::ArticleId;
use crate::read::edtf;
use serde::Serialize;
use std::borrow::Cow;
use std::collections::BTreeMap;

/// The longest list that is shown whole.
pub(super) const WHOLE: usize = 100;
/// The most that a page of one year, month or day holds before it is cut again.
pub(super) const PART: usize = 400;

/// A page that lists articles: of a division, a topic, a column, a person, a day of the year.
pub(super) struct List<'a> {
    /// Path without `.html`: `regions/140500`.
    pub base: String,
    pub part: Part,
    /// What kind of thing it is: 地区.
    pub kind: String,
    pub heading: String,
    /// A line under the heading.
    pub note: Option<String>,
    /// The trail to this page, which is its last crumb.
    pub trail: Vec<Crumb>,
    /// What lies below it, with counts.
    pub children: Vec<(Crumb, usize)>,
    pub ids: Cow<'a, [ArticleId]>,
    /// How finely the list is cut already: 0 is by nothing, 1 by year, 2 by month, 3 by day.
    pub cut: usize,
    /// The search's filters that stand for this list.
    pub within: Within,
}

/// What is known of the thing whose list it is, beside its articles.
#[derive(Serialize)]
pub(super) struct Profile {
    pub rows: Vec<Row>,
    /// What a reader should keep in mind.
    pub remark: Option<String>,
}

/// A label and what stands behind it; what has no page is a name only.
#[derive(Serialize)]
pub(super) struct Row {
    pub label: String,
    /// Whether its items are words of the sources, which are Chinese whatever the interface speaks.
    pub printed: bool,
    pub items: Vec<Link>,
}

/// What `list.html` shows.
#[derive(Serialize)]
struct ListView<'v> {
    kind: &'v str,
    heading: &'v str,
    note: Option<&'v str>,
    count: String,
    seek: Option<Seek>,
    profile: Option<&'v Profile>,
    figures: Option<&'v ListFigures>,
    children: Vec<Link>,
    parts: Vec<Link>,
    years: Vec<Year>,
    /// Earlier and later part of the same list.
    before: Option<Link>,
    after: Option<Link>,
}

/// Where a list's figures stand, and where its years are.
pub(super) struct Where<'l> {
    /// The page.
    pub path: &'l str,
    base: &'l str,
    /// Whether the list is cut: then a year is a page of its own.
    cut: bool,
}

impl Where<'_> {
    /// The link to a year of the list, or to what has no date.
    pub fn year(&self, year: Option<&str>) -> String {
        if self.cut {
            rel(self.path, &encode(&format!("{}/{}.html", self.base, year.unwrap_or("undated"))))
        } else {
            format!("#y{}", year.unwrap_or("-undated"))
        }
    }
}

/// What stands above a list's articles.
#[derive(Serialize)]
pub(super) enum Told {
    Profile(Profile),
    Figures(ListFigures),
}

/// Makes it, when the page is made. Parts of a list have none: an old year's page stays as it is.
pub(super) type Above<'a> = Box<dyn Fn(&Where<'_>, &[ArticleId]) -> Told + Send + Sync + 'a>;

/// Articles that fall into the same year (month, day), oldest first; undated ones are one run at the end.
pub(super) type Run<'a> = (Option<&'a str>, Vec<ArticleId>);

pub(super) fn runs<'a>(scene: Scene<'a>, ids: &[ArticleId], finely: usize) -> Vec<Run<'a>> {
    let mut dated: BTreeMap<&'a str, Vec<ArticleId>> = BTreeMap::new();
    let mut undated = Vec::new();
    for id in ids {
        match &scene.dated(scene.issue_of(scene.entry(*id))).prefixes[finely] {
            Some(prefix) => dated.entry(prefix).or_default().push(*id),
            None => undated.push(*id),
        }
    }
    let mut out: Vec<Run<'a>> = dated.into_iter().map(|(prefix, ids)| (Some(prefix), ids)).collect();
    out.sort_by_cached_key(|(prefix, _)| prefix.map(|prefix| (edtf::order(prefix), prefix)));
    if !undated.is_empty() {
        out.push((None, undated));
    }
    out
}

/// Adds the page and, where the list is long, the pages of its parts.
pub(super) fn add<'a>(site: &mut Site<'a>, scene: Scene<'a>, list: List<'a>) -> Result<(), Claimed> {
    add_unit(site, scene, list, None, &())
}

/// The same, with what is known of its subject above the articles. `outer` is all that this shows beside the articles of the list.
pub(super) fn add_with<'a>(
    site: &mut Site<'a>,
    scene: Scene<'a>,
    list: List<'a>,
    above: Above<'a>,
    outer: &impl Serialize,
) -> Result<(), Claimed> {
    add_unit(site, scene, list, Some(above), outer)
}

fn add_unit<'a>(
    site: &mut Site<'a>,
    scene: Scene<'a>,
    list: List<'a>,
    above: Option<Above<'a>>,
    outer: &impl Serialize,
) -> Result<(), Claimed> {
    let print =
        scene.print_of_entries("list", &list.ids, &(list.outer(), above.is_some(), outer)).ok().flatten();
    let name = format!("list {}", list.base);
    site.unit(scene.standing, name, print, |site| {
        add_between(site, scene, list, Around { above, print, ..Around::default() })
    })
}

/// What a page of a list shows beside the list.
#[derive(Default)]
struct Around<'a> {
    above: Option<Above<'a>>,
    before: Option<Crumb>,
    after: Option<Crumb>,
    /// Of the whole list.
    print: Option<Print>,
}

impl List<'_> {
    /// All that a page of the list shows beside its articles and what is above them.
    fn outer(&self) -> impl Serialize {
        let named = (&self.base, self.part, &self.kind, &self.heading, &self.note, &self.trail);
        (named, &self.children, self.cut, &self.within)
    }
}

fn add_between<'a>(
    site: &mut Site<'a>,
    scene: Scene<'a>,
    list: List<'a>,
    mut around: Around<'a>,
) -> Result<(), Claimed> {
    let limit = if list.cut == 0 { WHOLE } else { PART };
    let mut parts: Vec<(Crumb, usize)> = Vec::new();
    if list.ids.len() > limit && list.cut < 3 {
        let found = runs(scene, &list.ids, list.cut);
        // One part that holds everything would be the same page again, unless it can be cut in its turn.
        let finer = |prefix: &Option<&str>| prefix.is_some_and(|p| p.len() == dates::PREFIXES[list.cut]);
        if found.len() > 1 || found.first().is_some_and(|(prefix, _)| finer(prefix)) {
            parts = cut(site, scene, &list, found)?;
            around.print = None;
        }
    }
    let path = format!("{}.html", list.base);
    let claimed = format!("{} “{}”", list.kind, list.heading);
    let page = Shelf { list, around, parts, path: path.clone() };
    site.add(path, Phase::Index, claimed, move || page.make(scene))
}

/// A page of a list, ready to be made.
struct Shelf<'a> {
    list: List<'a>,
    around: Around<'a>,
    parts: Vec<(Crumb, usize)>,
    path: String,
}

impl Shelf<'_> {
    fn make(&self, scene: Scene<'_>) -> anyhow::Result<Page> {
        let Self { list, around, parts, path } = self;
        let Around { above, before, after, print } = around;
        let at = Where { path, base: &list.base, cut: !parts.is_empty() };
        let tell = || above.as_ref().map(|above| above(&at, &list.ids));
        let shown = if parts.is_empty() { &list.ids[..] } else { &[] };
        let fill = |told: Option<&Told>| {
            let (frame, view) = self.view(scene, told, shown)?;
            scene.fill("list.html", &frame, &view)
        };
        // The one page of a list shows what the print of the list is of.
        if print.is_some() {
            return scene.made_of(path, *print, || fill(tell().as_ref()));
        }
        let told = tell();
        // What another shows of the archive are its entries, or how many there are in its parts, and what is told above them.
        let outer = (list.outer(), list.ids.len(), parts, before, after, &told);
        scene.of_entries("list.html", path, shown, &outer, || fill(told.as_ref()))
    }

    fn view<'s>(
        &'s self,
        scene: Scene<'_>,
        told: Option<&'s Told>,
        shown: &[ArticleId],
    ) -> anyhow::Result<(Frame, ListView<'s>)> {
        let Self { list, parts, path, around: Around { before, after, .. } } = self;
        let count = scene.articles_label(list.ids.len());
        let description = scene.t("list-summary", &[("name", &list.heading), ("count", &count)]);
        let mut title: Vec<&str> =
            list.trail.iter().skip(1).rev().take(2).map(|c| c.label.as_str()).collect();
        title.dedup();
        let page = scene.frame(path, list.part, &title.join(" - "), &description, &list.trail);
        let linked = |(crumb, n): &(Crumb, usize)| crumb.link(path).counted(number(*n));
        let (profile, figures) = match told {
            Some(Told::Profile(profile)) => (Some(profile), None),
            Some(Told::Figures(figures)) => (None, Some(figures)),
            None => (None, None),
        };
        let view = ListView {
            kind: &list.kind,
            heading: &list.heading,
            note: list.note.as_deref(),
            count,
            seek: Seek::maybe(scene, path, &list.heading, &list.within),
            profile,
            figures,
            children: list.children.iter().map(linked).collect(),
            parts: parts.iter().map(linked).collect(),
            years: scene.years(path, shown)?,
            before: before.as_ref().map(|c| c.link(path)),
            after: after.as_ref().map(|c| c.link(path)),
        };
        Ok((page, view))
    }
}

/// Adds a page per run and gives the links to them.
pub(super) fn cut<'a>(
    site: &mut Site<'a>,
    scene: Scene<'a>,
    list: &List<'a>,
    found: Vec<Run<'a>>,
) -> Result<Vec<(Crumb, usize)>, Claimed> {
    // `regions/140500/2022.html` has its months beside it, not below it.
    let folder =
        if list.cut == 0 { list.base.as_str() } else { list.base.rsplit_once('/').map_or("", |(f, _)| f) };
    // A year's own page is `years/2022`, its months are `years/2022-05`.
    let crumbs: Vec<Crumb> = found
        .iter()
        .map(|(prefix, _)| {
            let name = match prefix {
                // A date that is no finer than what is cut already would claim this very page.
                Some(p) if list.base.ends_with(&format!("/{p}")) => format!("{p}-x"),
                Some(p) => (*p).to_owned(),
                None => "undated".to_owned(),
            };
            Crumb::to(scene.span_label(*prefix), format!("{folder}/{name}.html"))
        })
        .collect();
    let mut out = Vec::new();
    for (i, (found_year, ids)) in found.into_iter().enumerate() {
        let count = ids.len();
        let crumb = crumbs[i].clone();
        let base = crumb.path.as_deref().and_then(|p| p.strip_suffix(".html")).unwrap_or("").to_owned();
        let mut trail = list.trail.clone();
        if let Some(last) = trail.last_mut() {
            last.path = Some(format!("{}.html", list.base));
        }
        trail.push(Crumb::here(crumb.label.clone()));
        let part = List {
            base,
            part: list.part,
            kind: list.kind.clone(),
            heading: format!("{} {}", root_heading(list), crumb.label).trim().to_owned(),
            note: None,
            trail,
            children: Vec::new(),
            ids: Cow::Owned(ids),
            cut: list.cut + 1,
            within: if list.cut == 0 { list.within.in_year(found_year) } else { Within::default() },
        };
        let before = i.checked_sub(1).and_then(|i| crumbs.get(i)).cloned();
        let after = crumbs.get(i + 1).cloned();
        add_between(site, scene, part, Around { before, after, ..Around::default() })?;
        out.push((crumb, count));
    }
    Ok(out)
}

/// The name of what is listed, without the time that a part adds to it.
fn root_heading<'l>(list: &'l List<'_>) -> &'l str {
    // A year's own parts name it already; those of a day of the year do not.
    if list.part == Part::Years && list.base.starts_with("years/") {
        return "";
    }
    list.trail.iter().rev().nth(list.cut).map_or(list.heading.as_str(), |crumb| crumb.label.as_str())
}
