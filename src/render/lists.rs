//! The ways into the archive other than by issue: divisions, topics, columns, people. For each a directory, and
//! a list of articles per entry.

use super::directory::{self, Directory, Node, Section};
use super::frame::{Crumb, Part};
use super::scene::{
    Scene, column_path, parent_region, parent_topic, person_path, region_path, topic_name, topic_path,
};
use super::shelf::{self, List};
use super::{Claimed, Site};
use crate::archive::{ArticleId, slug};
use crate::describe::{regions, topics};
use std::borrow::Cow;
use std::collections::BTreeMap;

/// Adds all directories and lists.
pub(super) fn add<'a>(site: &mut Site<'a>, scene: Scene<'a>) -> Result<(), Claimed> {
    add_regions(site, scene)?;
    add_topics(site, scene)?;
    let archive = scene.archive;
    add_names(site, scene, Part::Columns, &archive.by_column, column_path)?;
    add_names(site, scene, Part::People, &archive.by_author, person_path)
}

/// Path without its ending: what the parts of a list are made from.
fn base(path: &str) -> String {
    path.strip_suffix(".html").unwrap_or(path).to_owned()
}

fn add_regions<'a>(site: &mut Site<'a>, scene: Scene<'a>) -> Result<(), Claimed> {
    let all = &scene.archive.by_region;
    let title = scene.t("nav-regions", &[]);
    let below = region_tree(scene);
    for (code, ids) in all {
        let mut trail = vec![scene.home(), Crumb::to(title.clone(), "regions/index.html")];
        trail.extend(scene.lineage(code));
        let children = below.get(&Some(code.clone())).into_iter().flatten();
        // A former division's page leads to today's, and back.
        let former = regions::former_names(code).iter().filter_map(|f| f.code);
        let beside = former.chain(regions::successor(code).map(|d| d.code)).filter(|c| all.contains_key(*c));
        let children = children.map(|c| c.as_str()).chain(beside).map(|c| {
            let n = all.get(c).map_or(0, Vec::len);
            (scene.region_crumb(c, scene.region_name(c)), n)
        });
        let list = List {
            base: base(&region_path(code)),
            part: Part::Regions,
            kind: scene.t("kind-region", &[]),
            heading: scene.region_name(code),
            note: region_note(scene, code),
            trail,
            children: children.collect(),
            ids: Cow::Borrowed(ids.as_slice()),
            cut: 0,
        };
        shelf::add(site, scene, list)?;
    }
    let sections = below.get(&None).into_iter().flatten().map(|code| {
        let node = region_node(scene, code, &below);
        Section {
            label: node.label.clone(),
            path: node.path.clone(),
            id: None,
            count: node.count,
            nodes: node.children,
        }
    });
    let sections = sections.collect();
    directory::add(site, scene, Directory { part: Part::Regions, folder: "regions", title, sections })
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
    let division = regions::division(code)?;
    let mut note = scene.t("region-code", &[("code", code)]);
    if let Some(to) = &division.to {
        note.push_str(&scene.t("semicolon", &[]));
        note.push_str(&scene.t("region-until", &[("date", to)]));
    }
    if let Some(next) = regions::successor(code) {
        note.push_str(&scene.t("semicolon", &[]));
        note.push_str(&scene.t("region-successor", &[("name", next.name)]));
    }
    let table = regions::former_names(code).iter().map(|f| (f.name.as_str(), f.until.as_str()));
    let own = scene.archive.settings.divisions.iter().filter(|d| d.code == code);
    let own = own.filter_map(|d| Some((d.name.as_str(), d.until.as_deref()?)));
    for (name, until) in table.chain(own) {
        note.push_str(&scene.t("semicolon", &[]));
        note.push_str(&scene.t("region-former", &[("name", name), ("date", until)]));
    }
    Some(note)
}

fn add_topics<'a>(site: &mut Site<'a>, scene: Scene<'a>) -> Result<(), Claimed> {
    let all = &scene.archive.by_topic;
    let title = scene.t("nav-topics", &[]);
    let count = |id: &str| all.get(id).map_or(0, Vec::len);
    for (id, ids) in all {
        let parent = parent_topic(id).filter(|p| all.contains_key(*p));
        let mut trail = vec![scene.home(), Crumb::to(title.clone(), "topics/index.html")];
        trail.extend(parent.map(|p| scene.topic_crumb(p)));
        trail.push(Crumb::here(topic_name(id)));
        let topic = topics::vocabulary().iter().find(|t| t.id == *id);
        let children = topic.into_iter().flat_map(|t| &t.children).filter(|c| all.contains_key(&c.id));
        let list = List {
            base: base(&topic_path(id)),
            part: Part::Topics,
            kind: scene.t("kind-topic", &[]),
            heading: topic_name(id),
            note: None,
            trail,
            children: children.map(|c| (scene.topic_crumb(&c.id), count(&c.id))).collect(),
            ids: Cow::Borrowed(ids.as_slice()),
            cut: 0,
        };
        shelf::add(site, scene, list)?;
    }
    // In the vocabulary's order, then what it doesn't know.
    let node = |id: &str, name: &str, children: Vec<Node>| Node {
        label: name.to_owned(),
        path: topic_path(id),
        count: count(id),
        children,
    };
    let mut nodes = Vec::new();
    for topic in topics::vocabulary() {
        let children: Vec<Node> = (topic.children.iter())
            .filter(|c| all.contains_key(&c.id))
            .map(|c| node(&c.id, &c.name, Vec::new()))
            .collect();
        if all.contains_key(&topic.id) {
            nodes.push(node(&topic.id, &topic.name, children));
        } else {
            nodes.extend(children);
        }
    }
    let known =
        |id: &str| topics::vocabulary().iter().any(|t| t.id == id || t.children.iter().any(|c| c.id == id));
    nodes.extend(all.keys().filter(|id| !known(id)).map(|id| node(id, id, Vec::new())));
    let sections = nodes.into_iter().map(|n| Section {
        label: n.label,
        path: n.path,
        id: None,
        count: n.count,
        nodes: n.children,
    });
    let sections = sections.collect();
    directory::add(site, scene, Directory { part: Part::Topics, folder: "topics", title, sections })
}

/// Columns and people: names in alphabetical order of their sound.
fn add_names<'a>(
    site: &mut Site<'a>,
    scene: Scene<'a>,
    part: Part,
    all: &'a BTreeMap<String, Vec<ArticleId>>,
    path_of: fn(&str) -> String,
) -> Result<(), Claimed> {
    let (kind, title, folder) = if part == Part::Columns {
        (scene.t("kind-column", &[]), scene.t("nav-columns", &[]), "columns")
    } else {
        (scene.t("kind-person", &[]), scene.t("nav-people", &[]), "people")
    };
    let mut letters: BTreeMap<String, BTreeMap<(String, String), Node>> = BTreeMap::new();
    for (name, ids) in all {
        let path = path_of(name);
        let home = [scene.home(), Crumb::to(title.clone(), format!("{folder}/index.html"))];
        let list = List {
            base: base(&path),
            part,
            kind: kind.clone(),
            heading: name.clone(),
            note: None,
            trail: home.into_iter().chain([Crumb::here(name.clone())]).collect(),
            children: Vec::new(),
            ids: Cow::Borrowed(ids.as_slice()),
            cut: 0,
        };
        shelf::add(site, scene, list)?;
        let sound = slug::sort_key(name);
        let letter = sound
            .chars()
            .next()
            .map(|c| c.to_ascii_lowercase())
            .filter(char::is_ascii_lowercase)
            .unwrap_or('#');
        let node = Node { label: name.clone(), path, count: ids.len(), children: Vec::new() };
        letters
            .entry(letter.to_ascii_uppercase().to_string())
            .or_default()
            .insert((sound, name.clone()), node);
    }
    let sections = letters.into_iter().map(|(letter, nodes)| {
        let name = if letter == "#" { "other".to_owned() } else { letter.to_ascii_lowercase() };
        Section {
            label: letter,
            path: format!("{folder}/letter-{name}.html"),
            id: Some(format!("letter-{name}")),
            count: nodes.len(),
            nodes: nodes.into_values().collect(),
        }
    });
    let sections = sections.collect();
    directory::add(site, scene, Directory { part, folder, title, sections })
}
