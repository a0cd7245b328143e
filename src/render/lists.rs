//! The ways into the archive other than by issue: divisions (`regions`), topics (`topics`), columns, years (of people: `people`). For
//! each a directory, and a list of articles per entry.

use super::directory::{self, Directory, Node, Section};
use super::frame::{Crumb, Part};
use super::scene::{Scene, column_path};
use super::shelf::{self, List};
use super::{Claimed, Site, regions, topics};
use crate::archive::order;
use std::borrow::Cow;
use std::collections::BTreeMap;

/// Adds all directories and lists.
pub(super) fn add<'a>(site: &mut Site<'a>, scene: Scene<'a>) -> Result<(), Claimed> {
    regions::add(site, scene)?;
    topics::add(site, scene)?;
    add_columns(site, scene)?;
    add_years(site, scene)
}

/// Path without its ending: what the parts of a list are made from.
pub(super) fn base(path: &str) -> String {
    path.strip_suffix(".html").unwrap_or(path).to_owned()
}

/// Path of a year's page.
pub(super) fn year_path(year: &str) -> String {
    format!("years/{}.html", super::links::segment(year))
}

/// Columns: names in alphabetical order of their sound.
fn add_columns<'a>(site: &mut Site<'a>, scene: Scene<'a>) -> Result<(), Claimed> {
    let (kind, title, folder) = (scene.t("kind-column", &[]), scene.t("nav-columns", &[]), "columns");
    let part = Part::Columns;
    let mut letters: BTreeMap<String, BTreeMap<(String, String), Node>> = BTreeMap::new();
    for (name, ids) in &scene.archive.by_column {
        let path = column_path(name);
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
        let sound = order::words_key(name);
        let letter = order::letter(&sound).unwrap_or('#');
        let node = Node { label: name.clone(), path, count: ids.len(), children: Vec::new() };
        letters.entry(letter.to_string()).or_default().insert((sound, name.clone()), node);
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

fn add_years<'a>(site: &mut Site<'a>, scene: Scene<'a>) -> Result<(), Claimed> {
    let title = scene.t("nav-years", &[]);
    let mut decades: BTreeMap<String, Vec<Node>> = BTreeMap::new();
    for (year, ids) in &scene.archive.by_year {
        let label = scene.span_label(Some(year));
        let path = year_path(year);
        let list = List {
            base: base(&path),
            part: Part::Years,
            kind: scene.t("kind-year", &[]),
            heading: label.clone(),
            note: None,
            trail: vec![
                scene.home(),
                Crumb::to(title.clone(), "years/index.html"),
                Crumb::here(label.clone()),
            ],
            children: Vec::new(),
            ids: Cow::Borrowed(ids.as_slice()),
            // A year is one part of the whole already.
            cut: 1,
        };
        shelf::add(site, scene, list)?;
        let decade = year.get(..3).unwrap_or(year).to_owned();
        decades.entry(decade).or_default().push(Node { label, path, count: ids.len(), children: Vec::new() });
    }
    let sections = decades.into_iter().map(|(decade, nodes)| Section {
        label: scene.t("decade", &[("decade", &format!("{decade}0"))]),
        path: String::new(),
        id: Some(format!("d{decade}0")),
        count: 0,
        nodes,
    });
    let sections = sections.collect();
    directory::add(site, scene, Directory { part: Part::Years, folder: "years", title, sections })
}
