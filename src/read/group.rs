//! Which files make an issue, and which YAML belongs to which source.
//!
//! In: a [`Tree`]. Out: a [`Plan`] for each issue, sorted. The rules:
//! - a folder with `publication.yaml` is a publication's, and so is a first-level folder unless it has an issue's name;
//! - sources that lie directly in a publication's folder, or in `content/`, are an issue each;
//! - a folder of sources below it is one issue, its files are pages in natural order, unless all of them have names
//!   of issues (`2022/2022-05.txt`) and no YAML speaks of the folder: then it is a drawer, and they are an issue each.

use super::names::{names_an_issue, natural_order, same_name};
use super::nearest::nearest;
use super::walk::{Folder, Found, Tree};
use crate::report::Problem;
use std::collections::{BTreeMap, BTreeSet};

/// The files of one issue.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plan {
    /// Path below `content/` without an extension.
    pub path: String,
    /// Publication's folder below `content/`.
    pub folder: String,
    /// In page order, each with the YAML beside it. Where the issue is one file, its YAML is the issue's.
    pub pages: Vec<(Found, Option<Found>)>,
    /// YAML of an issue folder: beside it, or `issue.yaml` in it.
    pub sidecar: Option<Found>,
}

/// All issues, and the YAML that belongs to no single one.
#[derive(Debug, Clone, Default)]
pub struct Groups {
    /// Sorted by path.
    pub plans: Vec<Plan>,
    /// `publication.yaml` by folder.
    pub publications: BTreeMap<String, Found>,
}

/// `archive.yaml`, which must be read before the rest is grouped: it names YAML that is no source's.
pub fn archive_of(tree: &Tree) -> Option<&Found> {
    let yaml = &tree.folders.get("")?.yaml;
    yaml.iter().find(|yaml| same_name(&yaml.stem) == same_name("archive"))
}

/// Groups a tree's files. `named` are the shown paths of the YAML that `archive.yaml` names.
pub fn group(tree: &Tree, named: BTreeSet<String>, problems: &mut Vec<Problem>) -> Groups {
    let mut claims = Claims { problems, claimed: named };
    let mut groups = Groups::default();
    for (below, folder) in &tree.folders {
        if below.is_empty() {
            claims.claim(folder, "archive");
        }
        if let Some(found) = claims.claim(folder, "publication") {
            groups.publications.insert(below.clone(), found);
        }
    }
    for (below, folder) in tree.folders.iter().filter(|(_, folder)| !folder.sources.is_empty()) {
        let publication = publication_of(below, &groups.publications);
        let is_publication = *below == publication;
        let spoken_of = if is_publication { None } else { claims.sidecar_of_folder(tree, below, folder) };
        if is_publication || (spoken_of.is_none() && is_drawer(folder)) {
            for (source, yaml) in claims.pages(folder) {
                let path = join(below, &source.stem);
                let pages = vec![(source, yaml)];
                groups.plans.push(Plan { path, folder: publication.clone(), pages, sidecar: None });
            }
        } else {
            let (path, pages) = (below.clone(), claims.pages(folder));
            groups.plans.push(Plan { path, folder: publication, pages, sidecar: spoken_of });
        }
    }
    groups.plans.sort_by(|a, b| a.path.cmp(&b.path));
    claims.doubled_issues(&mut groups.plans);
    claims.orphans(tree);
    groups
}

/// Whether each source of the folder has the name of an issue.
pub fn is_drawer(folder: &Folder) -> bool {
    folder.sources.iter().all(|source| names_an_issue(&source.stem))
}

/// The pages of a folder alone, in order (for `dibao split`).
pub fn folder_pages(
    folder: &Folder,
    problems: &mut Vec<Problem>,
) -> (Vec<(Found, Option<Found>)>, Option<Found>) {
    let mut claims = Claims { problems, claimed: BTreeSet::new() };
    let sidecar = claims.claim(folder, "issue");
    (claims.pages(folder), sidecar)
}

fn publication_of(below: &str, publications: &BTreeMap<String, Found>) -> String {
    let mut folder = below;
    loop {
        if publications.contains_key(folder) {
            return folder.to_owned();
        }
        match folder.rsplit_once('/') {
            Some((parent, _)) => folder = parent,
            None if publications.contains_key("") || names_an_issue(folder) => return String::new(),
            None => return folder.to_owned(),
        }
    }
}

fn join(below: &str, name: &str) -> String {
    if below.is_empty() { name.to_owned() } else { format!("{below}/{name}") }
}

/// Gives each YAML to what it belongs to, and knows what is left.
struct Claims<'a> {
    problems: &'a mut Vec<Problem>,
    claimed: BTreeSet<String>,
}

impl Claims<'_> {
    /// The folder's YAML with this name, in either spelling of the extension.
    fn claim(&mut self, folder: &Folder, stem: &str) -> Option<Found> {
        let key = same_name(stem);
        let mut all = folder.yaml.iter().filter(|yaml| same_name(&yaml.stem) == key);
        let first = all.next()?;
        self.claimed.insert(first.shown.clone());
        for second in all {
            self.claimed.insert(second.shown.clone());
            self.both(second, first, "两份 YAML 说的是同一件事 (two YAML files for one thing)");
        }
        Some(first.clone())
    }

    /// The sources of a folder in page order, each once, with the YAML beside it.
    fn pages(&mut self, folder: &Folder) -> Vec<(Found, Option<Found>)> {
        let mut sources: Vec<&Found> = folder.sources.iter().collect();
        sources.sort_by(|a, b| natural_order(&a.stem, &b.stem).then_with(|| a.shown.cmp(&b.shown)));
        let mut kept: BTreeMap<String, &Found> = BTreeMap::new();
        let mut out = Vec::new();
        for source in sources {
            if let Some(first) = kept.get(&same_name(&source.stem)) {
                self.both(source, first, "两个源文件是同一版 (two sources for one page)");
                continue;
            }
            kept.insert(same_name(&source.stem), source);
            out.push((source.clone(), self.claim(folder, &source.stem)));
        }
        out
    }

    /// The YAML beside an issue folder, or `issue.yaml` in it.
    fn sidecar_of_folder(&mut self, tree: &Tree, below: &str, folder: &Folder) -> Option<Found> {
        let (parent, name) = below.rsplit_once('/').unwrap_or(("", below));
        let beside = tree.folders.get(parent).and_then(|above| self.claim(above, name));
        let inside = self.claim(folder, "issue");
        if let (Some(beside), Some(inside)) = (&beside, &inside) {
            self.both(inside, beside, "两份 YAML 说的是同一期 (two YAML files for one issue)");
        }
        beside.or(inside)
    }

    /// `2022-05.txt` and `2022-05/`, or `A/1.txt` and `a/1.txt`, would be one issue with one address.
    fn doubled_issues(&mut self, plans: &mut Vec<Plan>) {
        let mut kept: BTreeMap<String, Found> = BTreeMap::new();
        plans.retain(|plan| {
            let Some((source, _)) = plan.pages.first() else { return false };
            if let Some(first) = kept.get(&same_name(&plan.path)) {
                self.both(source, first, "两处源文件是同一期 (two sources for one issue)");
                return false;
            }
            kept.insert(same_name(&plan.path), source.clone());
            true
        });
    }

    fn both(&mut self, second: &Found, first: &Found, message: &str) {
        let help =
            format!("另一个是 {} (the other one)；请留一个，或改名 (keep one, or rename one)", first.shown);
        self.problems.push(Problem::error(&second.shown, format!("{message}: {}", first.shown)).help(help));
    }

    fn orphans(&mut self, tree: &Tree) {
        for (below, folder) in &tree.folders {
            for yaml in folder.yaml.iter().filter(|yaml| !self.claimed.contains(&yaml.shown)) {
                let inner = tree.folders.keys().filter_map(|other| {
                    let (parent, name) = other.rsplit_once('/').unwrap_or(("", other));
                    (parent == below && !name.is_empty()).then_some(name)
                });
                let names = folder.sources.iter().map(|source| source.stem.as_str()).chain(inner);
                let ours = ["publication", "archive", "issue"].into_iter();
                let help = match nearest(&yaml.stem, names.chain(ours)) {
                    Some(name) => format!("是不是 {name}.yaml? (did you mean {name}.yaml?)"),
                    None => "旁注应与源文件同名 (a sidecar has the name of its source)".into(),
                };
                let message = "这份 YAML 不属于任何源文件 (this YAML belongs to no source)";
                self.problems.push(Problem::warning(&yaml.shown, message).help(help));
            }
        }
    }
}
