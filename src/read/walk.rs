//! What lies under `content/`: folders with their sources and YAML, and what is passed over.
//!
//! In: a folder. Out: a [`Tree`]. Nothing is opened here; a link that leads in a circle, a name that is no Unicode and
//! a folder that cannot be read are noted, and the rest is walked.

use super::names::{is_readme, is_source, is_yaml, split_extension};
use crate::report::Problem;
use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};
use walkdir::{DirEntry, WalkDir};

/// A file, by the path to open, and the path to show.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// What to open.
    pub real: PathBuf,
    /// As the user would type it, `/`-separated.
    pub shown: String,
    /// Its name without the extension.
    pub stem: String,
}

/// A folder's own files; its folders are elsewhere in the [`Tree`].
#[derive(Debug, Clone, Default)]
pub struct Folder {
    /// As the user would type it.
    pub shown: String,
    /// Sorted by name.
    pub sources: Vec<Found>,
    /// Sorted by name.
    pub yaml: Vec<Found>,
}

/// Folders by their path below `content/` (`""` is `content/` itself); a folder comes before those in it.
#[derive(Debug, Clone, Default)]
pub struct Tree {
    pub folders: BTreeMap<String, Folder>,
    /// Sorted.
    pub passed_over: Vec<String>,
}

impl Tree {
    /// The YAML file at a path below `content/`; else the paths of all that are there, but for those of our own names.
    pub fn yaml(&self, path: &str) -> Result<&Found, Vec<String>> {
        let root = self.folders.get("").map_or("", |folder| folder.shown.as_str());
        let all = self.folders.values().flat_map(|folder| &folder.yaml);
        let below = all.filter_map(|yaml| Some((yaml.shown.strip_prefix(root)?.strip_prefix('/')?, yaml)));
        let mut others = Vec::new();
        for (there, yaml) in below {
            if there == path.trim_start_matches("./") {
                return Ok(yaml);
            }
            if !matches!(yaml.stem.as_str(), "archive" | "publication" | "issue") {
                others.push(there.to_owned());
            }
        }
        Err(others)
    }
}

/// Walks `content/`, or with `deep == false` one folder alone.
pub fn tree(content: &Path, deep: bool, problems: &mut Vec<Problem>) -> Tree {
    let mut tree = Tree::default();
    let root = shown(content);
    if !content.is_dir() {
        let told = match content.metadata() {
            Err(error) => unreadable(&root, &error),
            Ok(_) => Problem::error(&root, "不是文件夹 (not a folder)"),
        };
        problems.push(told.help("档案库应是一个放着源文件的文件夹 (an archive is a folder with sources)"));
        return tree;
    }
    let depth = if deep { usize::MAX } else { 1 };
    let mut walk = WalkDir::new(content).follow_links(true).max_depth(depth).sort_by_file_name().into_iter();
    while let Some(entry) = walk.next() {
        let entry = match entry {
            Ok(entry) => entry,
            Err(error) => {
                problems.push(stumbled(content, &root, &error));
                continue;
            }
        };
        let Some(below) = below(content, entry.path()) else {
            let path = format!(
                "{root}/{}",
                entry.path().strip_prefix(content).unwrap_or(entry.path()).to_string_lossy()
            );
            problems.push(
                Problem::error(path, "文件名不是 UTF-8 (the file name is not UTF-8)")
                    .help("请改名 (rename it)"),
            );
            if entry.file_type().is_dir() {
                walk.skip_current_dir();
            }
            continue;
        };
        if entry.file_type().is_dir() {
            if !enter(&mut tree, &root, &below, deep, problems) {
                walk.skip_current_dir();
            }
        } else {
            file(&mut tree, &root, &below, &entry);
        }
    }
    tree.passed_over.sort();
    tree
}

/// Notes a folder; `false` where its files are none of ours.
fn enter(tree: &mut Tree, root: &str, below: &str, deep: bool, problems: &mut Vec<Problem>) -> bool {
    let path = if below.is_empty() { root.to_owned() } else { format!("{root}/{below}") };
    if !below.is_empty() {
        let name = below.rsplit('/').next().unwrap_or(below);
        if below == "themes" || !deep {
            return false;
        }
        if name.starts_with('.') {
            tree.passed_over.push(path + "/");
            return false;
        }
        if is_source(&split_extension(name).1) {
            problems.push(
                Problem::error(path, "这是文件夹，名字却像源文件 (a folder with the name of a source)")
                    .help("请把文件夹改名，去掉 .txt/.md (rename it without .txt/.md)"),
            );
            return false;
        }
    }
    tree.folders.insert(below.to_owned(), Folder { shown: path, ..Folder::default() });
    true
}

fn file(tree: &mut Tree, root: &str, below: &str, entry: &DirEntry) {
    let (parent, name) = below.rsplit_once('/').unwrap_or(("", below));
    if below == "addresses.tsv" {
        return;
    }
    let (stem, extension) = split_extension(name);
    let found =
        Found { real: entry.path().to_owned(), shown: format!("{root}/{below}"), stem: stem.to_owned() };
    // A pipe or device would keep us waiting for ever.
    let ours = entry.file_type().is_file() && !name.starts_with('.');
    match tree.folders.get_mut(parent) {
        Some(folder) if ours && is_yaml(&extension) => folder.yaml.push(found),
        Some(folder) if ours && is_source(&extension) && !is_readme(stem) => folder.sources.push(found),
        _ => tree.passed_over.push(found.shown),
    }
}

fn stumbled(content: &Path, root: &str, error: &walkdir::Error) -> Problem {
    let path = error.path().map_or_else(
        || root.to_owned(),
        |path| match below(content, path) {
            Some(below) if !below.is_empty() => format!("{root}/{below}"),
            _ => shown(path),
        },
    );
    if let Some(ancestor) = error.loop_ancestor() {
        return Problem::error(
            path,
            format!("链接绕成了圈，又回到 {} (a link that leads in a circle)", shown(ancestor)),
        )
        .help("请删去此链接 (remove the link)");
    }
    match error.io_error() {
        Some(error) => unreadable(&path, error),
        None => Problem::error(path, format!("无法读取 (cannot be read: {error})")),
    }
}

/// An error for a file or folder that the machine does not give us.
pub fn unreadable(path: &str, error: &io::Error) -> Problem {
    let why = match error.kind() {
        io::ErrorKind::NotFound => "找不到，或是断了的链接 (not found, or a broken link)".to_owned(),
        io::ErrorKind::PermissionDenied => "没有读取权限 (no permission)".to_owned(),
        io::ErrorKind::IsADirectory => "这是文件夹 (it is a folder)".to_owned(),
        _ => error.to_string(),
    };
    Problem::error(path, format!("无法读取 (cannot be read): {why}"))
}

/// A path as the user would type it, without a stroke at its end.
pub fn shown(path: &Path) -> String {
    let text = path.to_string_lossy();
    match text.trim_end_matches(['/', std::path::MAIN_SEPARATOR]) {
        "" if text.is_empty() => ".".into(),
        trimmed => trimmed.into(),
    }
}

/// What a shown path is called below a folder that is shown as `root`.
pub fn within<'a>(root: &str, path: &'a str) -> &'a str {
    path.strip_prefix(root).map_or(path, |below| below.trim_start_matches('/'))
}

/// The path below `content/`, `/`-separated on every system; `None` where it is no Unicode.
fn below(content: &Path, path: &Path) -> Option<String> {
    let parts: Option<Vec<&str>> =
        path.strip_prefix(content).ok()?.iter().map(|part| part.to_str()).collect();
    Some(parts?.join("/"))
}
