//! All issues in brief, in a few files, each issue in one that its key tells: each is written down for itself, so that what did not change
//! is copied as it stands, and a file in which nothing changed stays. All are read at once.
//!
//! In: the issues in brief under their keys. Out: the files `briefs-0` to `briefs-f`: the content folder by which their problems name files, the
//! issues' keys with the lengths of what was made of them, and these one after the other.

use super::{CHECK, Key, Known, check, write_bytes};
use rayon::prelude::*;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::io;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// So many files there are.
const FILES: u8 = 16;

/// The beginning of a file.
#[derive(Debug, Default, Serialize, Deserialize)]
struct Head {
    content: String,
    issues: Vec<(Key, usize)>,
}

/// The files as they were read.
#[derive(Debug, Default)]
pub(super) struct Briefs {
    /// None of them where none was read.
    files: Vec<File>,
}

/// A file as it was read.
#[derive(Debug, Default)]
struct File {
    /// The content folder by which its problems name files.
    content: String,
    bytes: Vec<u8>,
    /// Where each issue is in the bytes.
    places: BTreeMap<Key, Range<usize>>,
}

/// Which file holds an issue.
fn file_of(key: Key) -> u8 {
    key.bytes()[0] % FILES
}

fn path_of(folder: &Path, file: u8) -> PathBuf {
    folder.join(format!("briefs-{file:x}"))
}

impl Briefs {
    /// What the folder holds; nothing of files that are not there or not whole.
    pub fn read(folder: &Path) -> Self {
        let read = |file| File::read(&path_of(folder, file)).unwrap_or_default();
        Self { files: (0..FILES).into_par_iter().map(read).collect() }
    }

    /// All issues; those that can't be read are left out, and those of which there is something to tell, if that names files by another
    /// content folder.
    pub fn all(&self, content: &str) -> BTreeMap<Key, Arc<Known>> {
        let places = self.files.iter().flat_map(|file| file.places.iter().map(move |place| (file, place)));
        let places: Vec<(&File, (&Key, &Range<usize>))> = places.collect();
        let read = |(file, (key, place)): &(&File, (&Key, &Range<usize>))| {
            let known: Known = postcard::from_bytes(file.bytes.get((*place).clone())?).ok()?;
            let named_so = file.content == content || known.problems.is_empty();
            named_so.then(|| (**key, Arc::new(known)))
        };
        places.par_iter().filter_map(read).collect::<Vec<_>>().into_iter().collect()
    }

    /// Writes these issues, where they are others than those that were `read`; what is still the same is copied. Tells whether anything was
    /// written.
    ///
    /// # Errors
    /// Where they can't be written.
    pub fn write(
        &self,
        folder: &Path,
        content: &str,
        read: &BTreeMap<Key, Arc<Known>>,
        all: &BTreeMap<Key, Arc<Known>>,
    ) -> io::Result<bool> {
        let mut by_file = vec![Vec::new(); usize::from(FILES)];
        for (key, known) in all {
            let same = read.get(key).is_some_and(|read| Arc::ptr_eq(read, known));
            by_file[usize::from(file_of(*key))].push(Issue { key: *key, known, same });
        }
        let nothing = File::default();
        let write = |(at, issues): (u8, &Vec<Issue<'_>>)| {
            let old = self.files.get(usize::from(at)).unwrap_or(&nothing);
            if issues.is_empty() {
                // What is not of the archive any more, or is withheld, must not stay behind, whatever was read.
                return removed(&path_of(folder, at));
            }
            let others = || {
                let keys = issues.iter().map(|issue| &issue.key);
                old.content != content
                    || !old.places.keys().eq(keys)
                    || issues.iter().any(|issue| !issue.same)
            };
            // One that was not read holds what nobody knows.
            if old.bytes.is_empty() || others() {
                old.write(&path_of(folder, at), content, issues)?;
                return Ok(true);
            }
            Ok(false)
        };
        let written: io::Result<Vec<bool>> =
            (0..FILES).into_par_iter().zip(by_file.par_iter()).map(write).collect();
        Ok(written?.contains(&true))
    }
}

/// Removes a file; tells whether it was there.
fn removed(path: &Path) -> io::Result<bool> {
    match std::fs::remove_file(path) {
        Ok(()) => Ok(true),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(false),
        Err(error) => Err(error),
    }
}

/// An issue that is to be kept, and whether it is the one that was read.
#[derive(Clone)]
struct Issue<'k> {
    key: Key,
    known: &'k Known,
    same: bool,
}

impl File {
    /// What the file holds, if it is whole.
    fn read(path: &Path) -> Option<Self> {
        let bytes = check(std::fs::read(path).ok()?)?;
        let (head, bodies) = postcard::take_from_bytes::<Head>(&bytes[CHECK..]).ok()?;
        let mut from = bytes.len() - bodies.len();
        let mut places = BTreeMap::new();
        for (key, length) in head.issues {
            let to = from.checked_add(length).filter(|to| *to <= bytes.len())?;
            places.insert(key, from..to);
            from = to;
        }
        Some(Self { content: head.content, bytes, places })
    }

    fn write(&self, path: &Path, content: &str, issues: &[Issue<'_>]) -> io::Result<()> {
        let mut bodies: Vec<Vec<u8>> = Vec::new();
        let mut lengths: Vec<(Key, usize)> = Vec::new();
        for issue in issues {
            let body = match self.places.get(&issue.key).filter(|_| issue.same) {
                Some(place) => self.bytes[place.clone()].to_vec(),
                None => postcard::to_stdvec(issue.known).map_err(io::Error::other)?,
            };
            lengths.push((issue.key, body.len()));
            bodies.push(body);
        }
        let head = Head { content: content.to_string(), issues: lengths };
        let mut bytes = postcard::to_extend(&head, vec![0; CHECK]).map_err(io::Error::other)?;
        bodies.iter().for_each(|body| bytes.extend_from_slice(body));
        write_bytes(path, bytes)
    }
}
