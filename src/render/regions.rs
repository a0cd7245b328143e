//! The way in by place: the map of the provinces and the directory of divisions, a page per division, and the list of
//! what names no place.
//!
//! In: the archive's lists by division. Out: `regions/index.html`, `regions/CODE.html`, `regions/unplaced.html`.

use super::columns::base;
use super::directory::{self, Directory, Node, Section};
use super::figures::{self, Cell, ListFigures, Panel, Row, Table};
use super::frame::{Crumb, Part};
use super::links::{encode, rel};
use super::plot::{Names, tilemap};
use super::scene::{Scene, parent_region, region_path};
use super::seek::Within;
use super::shelf::{self, List, Told, Where};
use super::{Claimed, Phase, Site, topics};
use crate::archive::ArticleId;
use crate::describe::regions as divisions;
use std::borrow::Cow;
use std::collections::BTreeMap;

const INDEX: &str = "regions/index.html";
const UNPLACED: &str = "regions/unplaced.html";

/// Adds the directory and the lists.
pub(super) fn add<'a>(site: &mut Site<'a>, scene: Scene<'a>) -> Result<(), Claimed> {
    let below = region_tree(scene);
    for (code, ids) in &scene.archive.by_region {
        let name = scene.region_name(code);
        let figures = move |at: &Where<'_>, ids: &[ArticleId]| {
            Told::Figures(division_figures(scene, code, &name, at, ids))
        };
        shelf::add_with(site, scene, division_list(scene, code, ids, &below), Box::new(figures), &())?;
    }
    let unplaced = unplaced(scene);
    if !unplaced.is_empty() {
        let heading = scene.t("regions-unplaced", &[]);
        let list = List {
            base: base(UNPLACED),
            part: Part::Regions,
            kind: scene.t("kind-region", &[]),
            heading: heading.clone(),
            note: Some(scene.t("regions-unplaced-note", &[])),
            trail: vec![scene.home(), index_crumb(scene), Crumb::here(heading.clone())],
            children: Vec::new(),
            ids: Cow::Owned(unplaced.clone()),
            cut: 0,
            within: Within::default(),
        };
        let figures =
            move |at: &Where<'_>, ids: &[ArticleId]| Told::Figures(plain_figures(scene, &heading, at, ids));
        shelf::add_with(site, scene, list, Box::new(figures), &())?;
    }
    add_index(site, scene, &below, unplaced.len())
}

/// The directory's own crumb.
fn index_crumb(scene: Scene<'_>) -> Crumb {
    Crumb::to(scene.t("nav-regions", &[]), INDEX)
}

/// Articles that name no place.
fn unplaced(scene: Scene<'_>) -> Vec<ArticleId> {
    let articles = scene.archive.articles.iter().enumerate();
    articles.filter(|(_, entry)| entry.regions.is_empty()).map(|(id, _)| id).collect()
}

fn add_index<'a>(
    site: &mut Site<'a>,
    scene: Scene<'a>,
    below: &Tree<'_>,
    unplaced: usize,
) -> Result<(), Claimed> {
    let title = scene.t("nav-regions", &[]);
    let sections = below.get(&None).into_iter().flatten().map(|code| {
        let Node { label, path, count, children } = region_node(scene, code, below);
        Section { label, path, id: None, count, nodes: children }
    });
    let sections = sections.collect();
    let directory = Directory { part: Part::Regions, folder: "regions", title, sections };
    site.add(INDEX, Phase::Index, "directory of places", move || {
        let mut panels: Vec<Panel> = map(scene, INDEX).into_iter().collect();
        if unplaced > 0 {
            let count = scene.articles_label(unplaced);
            let told = scene.t("regions-left", &[("count", &count)]);
            let told = figures::words(told, Some(rel(INDEX, UNPLACED)));
            match panels.first_mut() {
                Some(panel) => panel.words.push(told),
                None => panels.push(Panel { words: vec![told], ..Panel::default() }),
            }
        }
        panels.extend(busiest(scene));
        let view = directory::view(INDEX, &directory, panels);
        let (title, trail) = (&directory.title, [scene.home(), index_crumb(scene)]);
        scene.render("regions.html", &scene.frame(INDEX, Part::Regions, title, title, &trail), &view)
    })
}

/// The prefectures with the most articles.
fn busiest(scene: Scene<'_>) -> Option<Panel> {
    let all = scene.archive.by_region.iter();
    let all = all.filter_map(|(code, ids)| Some((divisions::division(code)?, ids.len())));
    let counts = all
        .filter(|(d, _)| figures::is_prefecture(d))
        .map(|(d, n)| (scene.region_crumb(d.code, d.name.to_owned()), n));
    let words = (scene.t("regions-busiest", &[]), scene.t("kind-region", &[]));
    figures::ranking(scene, INDEX, "busiest", words, counts.collect())
}

/// The map of the provinces with its table; none where no article names one.
pub(super) fn map(scene: Scene<'_>, from: &str) -> Option<Panel> {
    let all = &scene.archive.by_region;
    let tiles: Vec<tilemap::Tile> = tilemap::grid()
        .iter()
        .map(|place| {
            let count = all.get(place.code).map_or(0, Vec::len);
            let href = (count > 0).then(|| rel(from, &encode(&region_path(place.code))));
            let tip = figures::tip(scene, &scene.region_name(place.code), count);
            tilemap::Tile { place, count, href, tip }
        })
        .collect();
    if tiles.iter().all(|tile| tile.count == 0) {
        return None;
    }
    let title = scene.t("map-title", &[]);
    let note = scene.t("map-desc", &[]);
    let names = Names { id: "map".into(), title: title.clone(), desc: Some(note.clone()) };
    let svg =
        tilemap::draw(
            &names,
            &tiles,
            |from, to| {
                if from == to { from.to_string() } else { format!("{from}–{to}") }
            },
        );
    let rows = tiles.iter().map(|tile| {
        let name = scene.region_name(tile.place.code);
        Row { label: figures::words(name, tile.href.clone()), cells: vec![Cell::number(tile.count)] }
    });
    let head = vec![scene.t("map-province", &[]), scene.t("plot-articles", &[])];
    let table = Table { caption: title.clone(), head, rows: rows.collect(), named: true, wide: false };
    let (svg, table, note) = (Some(svg), Some(table), Some(note));
    Some(Panel { id: "map", heading: title, svg, table, note, words: Vec::new() })
}

fn division_list<'a>(scene: Scene<'a>, code: &'a str, ids: &'a [ArticleId], below: &Tree<'_>) -> List<'a> {
    let all = &scene.archive.by_region;
    let mut trail = vec![scene.home(), index_crumb(scene)];
    trail.extend(scene.lineage(code));
    let children = below.get(&Some(code.to_owned())).into_iter().flatten();
    // A former division's page leads to today's, and back.
    let former = divisions::former_names(code).iter().filter_map(|f| f.code);
    let beside = former.chain(divisions::successor(code).map(|d| d.code)).filter(|c| all.contains_key(*c));
    let children = children.map(|c| c.as_str()).chain(beside).map(|c| {
        let n = all.get(c).map_or(0, Vec::len);
        (scene.region_crumb(c, scene.region_name(c)), n)
    });
    List {
        base: base(&region_path(code)),
        part: Part::Regions,
        kind: scene.t("kind-region", &[]),
        heading: scene.region_name(code),
        note: region_note(scene, code),
        trail,
        children: children.collect(),
        ids: Cow::Borrowed(ids),
        cut: 0,
        within: Within::region(code),
    }
}

/// How many articles are about the division first, their course, and their topics.
fn division_figures(
    scene: Scene<'_>,
    code: &str,
    name: &str,
    at: &Where<'_>,
    ids: &[ArticleId],
) -> ListFigures {
    // About the division, or a place in it, before any other.
    let about = scene.archive.by_first_division.count(code, ids);
    let shares = match (about, ids.len() - about) {
        (_, 0) => scene.t("region-all-about", &[]),
        (0, _) => scene.t("region-all-touch", &[]),
        (about, rest) => {
            let (about, rest) = (scene.articles_label(about), scene.articles_label(rest));
            scene.t("region-shares", &[("about", &about), ("rest", &rest)])
        }
    };
    ListFigures { shares: Some(shares), ..plain_figures(scene, name, at, ids) }
}

/// A list's course and topics.
fn plain_figures(scene: Scene<'_>, name: &str, at: &Where<'_>, ids: &[ArticleId]) -> ListFigures {
    if ids.len() < figures::FEW {
        return ListFigures::default();
    }
    let panels = [figures::course(scene, name, at, ids), topics::ranking(scene, at.path, ids)];
    ListFigures { shares: None, panels: panels.into_iter().flatten().collect() }
}

/// Codes under the code that they are shown under; provinces, and what is unknown, under none.
type Tree<'a> = BTreeMap<Option<String>, Vec<&'a String>>;

/// Each division under the nearest one above it that has articles.
fn region_tree(scene: Scene<'_>) -> Tree<'_> {
    let all = &scene.archive.by_region;
    let mut below = Tree::new();
    for code in all.keys() {
        let mut up = parent_region(code);
        while let Some(parent) = up.take_if(|p| !all.contains_key(p)) {
            up = parent_region(&parent);
        }
        below.entry(up).or_default().push(code);
    }
    below
}

/// The divisions at the top, with their counts.
pub(super) fn top_regions(scene: Scene<'_>) -> Vec<(Crumb, usize)> {
    let all = &scene.archive.by_region;
    let top = region_tree(scene).remove(&None).unwrap_or_default();
    top.into_iter()
        .map(|c| (scene.region_crumb(c, scene.region_name(c)), all.get(c).map_or(0, Vec::len)))
        .collect()
}

fn region_node(scene: Scene<'_>, code: &str, below: &Tree<'_>) -> Node {
    let children = below.get(&Some(code.to_owned())).into_iter().flatten();
    Node {
        label: scene.region_name(code),
        path: region_path(code),
        count: scene.archive.by_region.get(code).map_or(0, Vec::len),
        children: children.map(|child| region_node(scene, child, below)).collect(),
    }
}

/// The code; of a former division until when it was there and what followed it; what it was called before.
fn region_note(scene: Scene<'_>, code: &str) -> Option<String> {
    let division = divisions::division(code)?;
    let mut note = scene.t("region-code", &[("code", code)]);
    if let Some(to) = &division.to {
        note.push_str(&scene.t("semicolon", &[]));
        note.push_str(&scene.t("region-until", &[("date", to)]));
    }
    if let Some(next) = divisions::successor(code) {
        note.push_str(&scene.t("semicolon", &[]));
        note.push_str(&scene.t("region-successor", &[("name", next.name)]));
    }
    let table = divisions::former_names(code).iter().map(|f| (f.name.as_str(), f.until.as_str()));
    let own = scene.archive.settings.divisions.iter().filter(|d| d.code == code);
    let own = own.filter_map(|d| Some((d.name.as_str(), d.until.as_deref()?)));
    for (name, until) in table.chain(own) {
        note.push_str(&scene.t("semicolon", &[]));
        note.push_str(&scene.t("region-former", &[("name", name), ("date", until)]));
    }
    Some(note)
}
