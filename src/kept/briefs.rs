//! All issues in brief, in one file: each is written down for itself, so that what did not change is copied as it stands, and all are
//! read at once.
//!
//! In: the issues in brief under their keys. Out: the file `briefs`: the content folder by which their problems name files, the issues' keys
//! with the lengths of what was made of them, and these one after the other.

use super::{CHECK, Key, Known, check, write_bytes};
use rayon::prelude::*;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::io;
use std::ops::Range;
use std::path::Path;
use std::sync::Arc;

/// The beginning of the file.
#[derive(Debug, Default, Serialize, Deserialize)]
struct Head {
    content: String,
    issues: Vec<(Key, usize)>,
}

/// The file as it was read.
#[derive(Debug, Default)]
pub(super) struct Briefs {
    /// The content folder by which their problems name files.
    pub content: String,
    bytes: Vec<u8>,
    /// Where each issue is in the bytes.
    places: BTreeMap<Key, Range<usize>>,
}

impl Briefs {
    /// What the file holds, if it is whole.
    pub fn read(path: &Path) -> Option<Self> {
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

    /// A file of which nothing can be copied.
    pub fn of(content: &str) -> Self {
        Self { content: content.to_string(), ..Self::default() }
    }

    /// All issues; those that can't be read are left out.
    pub fn all(&self) -> BTreeMap<Key, Arc<Known>> {
        let places: Vec<(&Key, &Range<usize>)> = self.places.iter().collect();
        let read = |(key, place): &(&Key, &Range<usize>)| {
            let known = postcard::from_bytes(self.bytes.get((*place).clone())?).ok()?;
            Some((**key, Arc::new(known)))
        };
        places.par_iter().filter_map(read).collect::<Vec<_>>().into_iter().collect()
    }

    /// Writes these issues; those that are still the ones that were `read` are copied.
    ///
    /// # Errors
    /// Where they can't be written.
    pub fn write(
        &self,
        path: &Path,
        content: &str,
        read: &BTreeMap<Key, Arc<Known>>,
        all: &BTreeMap<Key, Arc<Known>>,
    ) -> io::Result<()> {
        let all: Vec<(&Key, &Arc<Known>)> = all.iter().collect();
        let same = |key: &Key, known: &Arc<Known>| {
            self.places.contains_key(key) && read.get(key).is_some_and(|read| Arc::ptr_eq(read, known))
        };
        let new = |(key, known): &(&Key, &Arc<Known>)| match same(key, known) {
            true => Ok(Vec::new()),
            false => postcard::to_stdvec(&***known).map_err(io::Error::other),
        };
        let new: Vec<Vec<u8>> = all.par_iter().map(new).collect::<io::Result<_>>()?;
        // Nothing is written down as nothing, so what is empty was not written anew.
        let bodies = all.iter().zip(&new).map(|((key, _), new)| match self.places.get(key) {
            Some(place) if new.is_empty() => &self.bytes[place.clone()],
            _ => new.as_slice(),
        });
        let bodies: Vec<&[u8]> = bodies.collect();
        let issues = all.iter().zip(&bodies).map(|((key, _), body)| (**key, body.len())).collect();
        let head = Head { content: content.to_string(), issues };
        let mut bytes = postcard::to_extend(&head, vec![0; CHECK]).map_err(io::Error::other)?;
        bodies.iter().for_each(|body| bytes.extend_from_slice(body));
        write_bytes(path, bytes)
    }
}
