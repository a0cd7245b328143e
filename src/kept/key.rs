//! The key of an issue: a hash of all that its description depends on (design.md, 2). Where `content/` lies is no part of it: files go by their
//! names below it, so that an issue has one key on all machines.

use crate::digest::{self, Digest};
use crate::read::group::Plan;
use crate::read::settings::PublicationSettings;
use crate::read::topics::TopicFile;
use crate::read::walk::{Found, within};
use serde::{Deserialize, Serialize};
use std::fmt;
use std::fs;
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

/// Begins the keys of all issues with what they have in common.
pub struct Keys {
    common: blake3::Hasher,
    /// The content folder as the user typed it.
    content: String,
}

impl Keys {
    /// `content`: the content folder as it is shown; `vocabularies`: the archive's own topics.
    pub fn new(content: &str, vocabularies: &[TopicFile]) -> Self {
        let mut common = blake3::Hasher::new();
        // `Debug` shows every field there is: one that is added later can't be forgotten here.
        add(&mut common, PROGRAM.as_bytes());
        add(&mut common, format!("{vocabularies:?}").as_bytes());
        Self { common, content: content.to_owned() }
    }

    /// The key of an issue.
    ///
    /// # Errors
    /// Where one of its files can't be read.
    pub fn of(&self, plan: &Plan, publication: &PublicationSettings) -> io::Result<Key> {
        let mut hash = self.common.clone();
        add(&mut hash, format!("{publication:?}").as_bytes());
        add(&mut hash, plan.path.as_bytes());
        add(&mut hash, plan.folder.as_bytes());
        let mut file = |found: Option<&Found>| -> io::Result<()> {
            match found {
                None => add(&mut hash, b"-"),
                Some(found) => {
                    add(&mut hash, within(&self.content, &found.shown).as_bytes());
                    add(&mut hash, &fs::read(&found.real)?);
                }
            }
            Ok(())
        };
        file(plan.sidecar.as_ref())?;
        for (source, beside) in &plan.pages {
            file(Some(source))?;
            file(beside.as_ref())?;
        }
        Ok(Key(digest::cut(hash.finalize())))
    }
}

/// Adds a part with its length, so that no two lists of parts are the same bytes.
fn add(hash: &mut blake3::Hasher, part: &[u8]) {
    hash.update(&(part.len() as u64).to_le_bytes()).update(part);
}
