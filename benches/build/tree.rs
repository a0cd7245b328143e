//! What a command did to a folder. In: the folder before and after. Out: which files it wrote or took away, and whether two
//! folders hold the same bytes.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

/// Where Dibao keeps its accounts: no part of the site.
const OURS: &str = ".dibao";

/// What tells whether a file was written: its size, its time, its number on the disk.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct State {
    size: u64,
    time: SystemTime,
    node: u64,
}

/// Files below a folder, by path within it.
pub type Tree<T> = BTreeMap<PathBuf, T>;

/// What one command wrote and took away.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Change {
    pub written: BTreeSet<PathBuf>,
    pub removed: BTreeSet<PathBuf>,
    /// Of all files written.
    pub bytes: u64,
}

impl Change {
    /// Files written that are none of the search index's.
    pub fn pages(&self) -> usize {
        self.written.iter().filter(|path| !path.starts_with("search")).count()
    }
}

/// Every file with what `look` sees in it.
fn walk<T>(
    folder: &Path,
    look: impl Fn(&Path, &fs::Metadata) -> Result<T, String>,
) -> Result<Tree<T>, String> {
    let mut out = Tree::new();
    let all = walkdir::WalkDir::new(folder).into_iter();
    for entry in all.filter_entry(|entry| entry.depth() != 1 || entry.file_name() != OURS) {
        let entry = entry.map_err(|e| e.to_string())?;
        if entry.file_type().is_file() {
            let metadata = entry.metadata().map_err(|e| e.to_string())?;
            let path = entry.path().strip_prefix(folder).map_err(|e| e.to_string())?.to_path_buf();
            out.insert(path, look(entry.path(), &metadata)?);
        }
    }
    Ok(out)
}

/// The state of every file of a folder.
pub fn states(folder: &Path) -> Result<Tree<State>, String> {
    walk(folder, |path, metadata| {
        let time = metadata.modified().map_err(|e| format!("{}: {e}", path.display()))?;
        Ok(State { size: metadata.len(), time, node: node(metadata) })
    })
}

#[cfg(unix)]
fn node(metadata: &fs::Metadata) -> u64 {
    std::os::unix::fs::MetadataExt::ino(metadata)
}

#[cfg(not(unix))]
fn node(_: &fs::Metadata) -> u64 {
    0
}

/// The hash of every file of a folder.
pub fn hashes(folder: &Path) -> Result<Tree<blake3::Hash>, String> {
    walk(folder, |path, _| {
        fs::read(path).map(|bytes| blake3::hash(&bytes)).map_err(|e| format!("{}: {e}", path.display()))
    })
}

/// Files that are new or other than before, and files that are gone.
pub fn differing<T: PartialEq>(before: &Tree<T>, after: &Tree<T>) -> (BTreeSet<PathBuf>, BTreeSet<PathBuf>) {
    let new = after.iter().filter(|(path, it)| before.get(*path) != Some(*it));
    let gone = before.keys().filter(|path| !after.contains_key(*path));
    (new.map(|(path, _)| path.clone()).collect(), gone.cloned().collect())
}

/// What happened to a folder between two looks at it.
pub fn change(before: &Tree<State>, after: &Tree<State>) -> Change {
    let (written, removed) = differing(before, after);
    let bytes = written.iter().filter_map(|path| after.get(path)).map(|state| state.size).sum();
    Change { written, removed, bytes }
}

/// Fails where two sets of files are not the same, with the first names that are in one only.
pub fn same(what: &str, left: &BTreeSet<PathBuf>, right: &BTreeSet<PathBuf>) -> Result<(), String> {
    let names: Vec<String> =
        left.symmetric_difference(right).map(|path| path.display().to_string()).collect();
    if names.is_empty() {
        return Ok(());
    }
    let first = names.iter().take(10).map(String::as_str).collect::<Vec<_>>().join(", ");
    Err(format!("{what}: {} files: {first}", names.len()))
}

/// Makes a folder anew, with nothing in it.
pub fn emptied(folder: &Path) -> Result<(), String> {
    gone(folder)?;
    fs::create_dir_all(folder).map_err(|e| format!("{}: {e}", folder.display()))
}

/// Takes a folder away with all that is in it.
pub fn gone(folder: &Path) -> Result<(), String> {
    match fs::remove_dir_all(folder) {
        Err(e) if e.kind() != std::io::ErrorKind::NotFound => Err(format!("{}: {e}", folder.display())),
        _ => Ok(()),
    }
}
