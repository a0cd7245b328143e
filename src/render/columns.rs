//! The way in by column: a directory, and a list of articles per column.
//!
//! In: the archive's lists by column. Out: `columns/index.html` with its letters, `columns/NAME.html`.

use super::directory::{self, Directory, Node, Section};
use super::frame::{Crumb, Part};
use super::scene::Scene;
use super::seek::Within;
use super::shelf::{self, List};
use super::{Claimed, Site};
use crate::archive::order;
use std::borrow::Cow;
use std::collections::BTreeMap;

/// Path without its ending: what the parts of a list are made from.
pub(super) fn base(path: &str) -> String {
    path.strip_suffix(".html").unwrap_or(path).to_owned()
}

/// Adds the directory, names in alphabetical order of their sound, and the lists.
pub(super) fn add<'a>(site: &mut Site<'a>, scene: Scene<'a>) -> Result<(), Claimed> {
    let (kind, title, folder) = (scene.t("kind-column", &[]), scene.t("nav-columns", &[]), "columns");
    let part = Part::Columns;
    let mut letters: BTreeMap<String, BTreeMap<(String, String), Node>> = BTreeMap::new();
    for (name, ids) in &scene.archive.by_column {
        let path = scene.column_crumb(name).path.unwrap_or_default();
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
            within: Within::default(),
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
