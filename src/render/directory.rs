//! Directories: the index page of divisions, topics, columns, people, years. Names with counts, in sections.

use super::figures::Panel;
use super::frame::{Crumb, Link, Part};
use super::links::{encode, rel};
use super::scene::Scene;
use super::strings::number;
use super::{Claimed, Phase, Site};
use serde::Serialize;

/// More names than this, and each alphabetical section is a page of its own.
const LONGEST: usize = 1000;

/// A name with its page and how many articles stand there.
#[derive(Debug, Clone)]
pub(super) struct Node {
    pub label: String,
    pub path: String,
    pub count: usize,
    pub children: Vec<Node>,
}

/// A heading and the names under it.
#[derive(Debug, Clone)]
pub(super) struct Section {
    pub label: String,
    /// The heading's own page: that of a province, or the section's where it is cut off; empty where it has none.
    pub path: String,
    /// Set where the heading is only a place on the page (a letter, a decade).
    pub id: Option<String>,
    pub count: usize,
    pub nodes: Vec<Node>,
}

/// One index page.
#[derive(Debug)]
pub(super) struct Directory {
    pub part: Part,
    pub folder: &'static str,
    pub title: String,
    pub sections: Vec<Section>,
}

#[derive(Serialize)]
struct NodeView {
    label: String,
    href: String,
    count: String,
    children: Vec<NodeView>,
}

#[derive(Serialize)]
struct SectionView {
    label: String,
    href: Option<String>,
    id: Option<String>,
    count: Option<String>,
    nodes: Vec<NodeView>,
    /// Whether its names have names below them: a tree is set otherwise than a row of names.
    deep: bool,
}

#[derive(Serialize)]
pub(super) struct DirectoryView {
    heading: String,
    folder: &'static str,
    sections: Vec<SectionView>,
    jumps: Vec<Link>,
    /// Figures above the names.
    panels: Vec<Panel>,
}

fn node(from: &str, n: &Node) -> NodeView {
    NodeView {
        label: n.label.clone(),
        href: rel(from, &encode(&n.path)),
        count: number(n.count),
        children: n.children.iter().map(|child| node(from, child)).collect(),
    }
}

fn section(from: &str, s: &Section) -> SectionView {
    let own_page = s.id.is_none() && !s.path.is_empty();
    SectionView {
        label: s.label.clone(),
        href: own_page.then(|| rel(from, &encode(&s.path))),
        id: s.id.clone(),
        count: own_page.then(|| number(s.count)),
        nodes: s.nodes.iter().map(|n| node(from, n)).collect(),
        deep: s.nodes.iter().any(|n| !n.children.is_empty()),
    }
}

/// What an index page that is never cut shows of its directory.
pub(super) fn view(from: &str, directory: &Directory, panels: Vec<Panel>) -> DirectoryView {
    DirectoryView {
        heading: directory.title.clone(),
        folder: directory.folder,
        sections: directory.sections.iter().map(|s| section(from, s)).collect(),
        jumps: Vec::new(),
        panels,
    }
}

/// Adds the index page and, where there are very many names, a page per letter.
pub(super) fn add<'a>(site: &mut Site<'a>, scene: Scene<'a>, directory: Directory) -> Result<(), Claimed> {
    let path = format!("{}/index.html", directory.folder);
    let names: usize = directory.sections.iter().map(|s| s.nodes.len()).sum();
    let cut = names > LONGEST && directory.sections.iter().all(|s| s.id.is_some() && !s.path.is_empty());
    let trail = vec![scene.home(), Crumb::to(directory.title.clone(), path.clone())];
    if cut {
        for s in directory.sections.clone() {
            let trail: Vec<Crumb> = trail.iter().cloned().chain([Crumb::here(s.label.clone())]).collect();
            let (title, folder, part) = (directory.title.clone(), directory.folder, directory.part);
            let (here, heading) = (s.path.clone(), format!("{title} {}", s.label));
            site.add(here.clone(), Phase::Index, format!("directory “{heading}”"), move || {
                let view = DirectoryView {
                    heading: heading.clone(),
                    folder,
                    sections: vec![section(&here, &s)],
                    jumps: Vec::new(),
                    panels: Vec::new(),
                };
                scene.render("directory.html", &scene.frame(&here, part, &heading, &heading, &trail), &view)
            })?;
        }
    }
    site.add(path.clone(), Phase::Index, format!("directory “{}”", directory.title), move || {
        let shown = if cut { &[][..] } else { &directory.sections[..] };
        let marked = directory.sections.iter().filter(|s| s.id.is_some());
        let jumps = marked.map(|s| Link {
            label: s.label.clone(),
            href: if cut { Some(rel(&path, &s.path)) } else { s.id.as_ref().map(|id| format!("#{id}")) },
            current: false,
            count: cut.then(|| number(s.nodes.len())),
        });
        let view = DirectoryView {
            heading: directory.title.clone(),
            folder: directory.folder,
            sections: shown.iter().map(|s| section(&path, s)).collect(),
            jumps: jumps.collect(),
            panels: Vec::new(),
        };
        let title = &directory.title;
        scene.render("directory.html", &scene.frame(&path, directory.part, title, title, &trail), &view)
    })
}
