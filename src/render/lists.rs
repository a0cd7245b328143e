//! The ways into the archive other than by issue: divisions (`regions`), topics (`topics`), columns, people, years. For
//! each a directory, and a list of articles per entry.

use super::directory::{self, Directory, Node, Section};
use super::frame::{Crumb, Part};
use super::scene::{Scene, column_path, person_path};
use super::shelf::{self, List};
use super::{Claimed, Site, regions, topics};
use crate::archive::{ArticleId, slug};
use std::borrow::Cow;
use std::collections::BTreeMap;

/// Adds all directories and lists.
pub(super) fn add<'a>(site: &mut Site<'a>, scene: Scene<'a>) -> Result<(), Claimed> {
    regions::add(site, scene)?;
    topics::add(site, scene)?;
    let archive = scene.archive;
    add_names(site, scene, Part::Columns, &archive.by_column, column_path)?;
    add_names(site, scene, Part::People, &archive.by_author, person_path)?;
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
