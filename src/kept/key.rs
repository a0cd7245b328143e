//! The key of an issue: a hash of all that its description depends on (design.md, 2). Where `content/` lies is no part of it: files go by their
//! names below it, so that an issue has one key on all machines.

use super::stamps::Stamps;
use crate::digest::{self, Digest};
use crate::read::group::Plan;
use crate::read::settings::PublicationSettings;
use crate::read::topics::TopicFile;
use crate::read::walk::{Found, within};
use serde::{Deserialize, Serialize};
use std::fmt;
use std::io;

/// The version of the program, told by its source: an edited rule makes everything anew, a renamed tag does not.
pub const PROGRAM: &str = env!("DIBAO_SOURCE_HASH");

/// The digest of what an issue's description depends on.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Key(Digest);

impl Key {
    /// As it is.
    pub fn bytes(&self) -> Digest {
        self.0
    }

    /// Reads a key as it is shown.
    pub fn read(text: &str) -> Option<Self> {
        let mut digest = Digest::default();
        let pairs = text.as_bytes().chunks_exact(2);
        if text.len() != 2 * digest.len() || !text.bytes().all(|b| b.is_ascii_hexdigit()) {
            return None;
        }
        for (byte, pair) in digest.iter_mut().zip(pairs) {
            *byte = u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok()?;
        }
        Some(Self(digest))
    }
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self}")
    }
}

/// All that an issue's description depends on but the program, part by part: so it can be told what changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Parts {
    /// [`IssueSource::path`](crate::read::IssueSource::path) and [`folder`](crate::read::IssueSource::folder).
    pub path: String,
    pub folder: String,
    /// Of what `archive.yaml` says for all issues: topics of its own, names of divisions.
    pub archive: Digest,
    /// Of the publication's settings.
    pub publication: Digest,
    /// The sidecar, then each source with the YAML beside it: names below `content/`, and digests of the bytes.
    pub files: Vec<Option<(String, Digest)>>,
}

impl Parts {
    /// The key.
    pub fn key(&self) -> Key {
        let mut hash = blake3::Hasher::new();
        for part in [PROGRAM, &self.path, &self.folder] {
            add(&mut hash, part.as_bytes());
        }
        hash.update(&self.archive).update(&self.publication);
        for file in &self.files {
            match file {
                None => add(&mut hash, b"-"),
                Some((name, digest)) => {
                    add(&mut hash, name.as_bytes());
                    hash.update(digest);
                }
            }
        }
        Key(digest::cut(hash.finalize()))
    }
}

/// Takes an archive's issues to parts.
pub struct Keys {
    vocabularies: Digest,
    /// The content folder as the user typed it.
    content: String,
    stamps: Stamps,
}

impl Keys {
    /// `content`: the content folder as it is shown; `vocabularies`: the archive's own topics; `stamps`: how files are known again.
    pub fn new(content: &str, vocabularies: &[TopicFile], stamps: Stamps) -> Self {
        // `Debug` shows every field there is: one that is added later can't be forgotten here.
        Self { vocabularies: of_text(&format!("{vocabularies:?}")), content: content.to_owned(), stamps }
    }

    /// How files will be known again.
    pub fn stamps(&self) -> &Stamps {
        &self.stamps
    }

    /// What an issue depends on, as its files are now.
    ///
    /// # Errors
    /// Where one of its files can't be read.
    pub fn of(&self, plan: &Plan, publication: &PublicationSettings) -> io::Result<Parts> {
        let mut own = publication.clone();
        let divisions = std::mem::take(&mut own.divisions);
        let file = |found: Option<&Found>| -> io::Result<Option<(String, Digest)>> {
            let Some(found) = found else { return Ok(None) };
            let name = within(&self.content, &found.shown);
            Ok(Some((name.to_owned(), self.stamps.digest(name, &found.real)?)))
        };
        let mut files = vec![file(plan.sidecar.as_ref())?];
        for (source, beside) in &plan.pages {
            files.push(file(Some(source))?);
            files.push(file(beside.as_ref())?);
        }
        Ok(Parts {
            path: plan.path.clone(),
            folder: plan.folder.clone(),
            archive: of_text(&format!("{:?}\n{divisions:?}", self.vocabularies)),
            publication: of_text(&format!("{own:?}")),
            files,
        })
    }
}

fn of_text(text: &str) -> Digest {
    digest::cut(blake3::hash(text.as_bytes()))
}

/// Adds a part with its length, so that no two lists of parts are the same bytes.
fn add(hash: &mut blake3::Hasher, part: &[u8]) {
    hash.update(&(part.len() as u64).to_le_bytes()).update(part);
}
