//! kept: what read, split and describe made of each issue, kept from one build to the next.
//!
//! In: a folder of ours, and a [`Key`] of all that an issue's description depends on (`key`). Out: the issue's [`Brief`] and
//! its texts, if they are kept under that key. The same as a line of text is a `record`, and `records` a folder of them that others made.
//!
//! It is a cache, and may be deleted, damaged or another version's: what is not there, or is not what its check says, is
//! made again, and the site is the same bytes. `briefs-…` hold all issues in brief, read as a whole; `texts/KEY` an
//! issue's texts, read where a page is made anew; `search` what the search index's manifest says of its blocks;
//! `site` what the last site was made of: where that is the same, and all its files stand, nothing is to be done; `parts` and `ground` what
//! the issues and the site were made of, part by part, so that it can be told what changed; `stamps` how sources are known without being
//! opened. Each begins with a check of the rest and appears by a rename.

mod briefs;
mod key;
pub mod record;
mod records;
mod site;
mod stamps;
mod texts;

pub use key::{Key, Keys, PROGRAM, Parts};
pub use records::{Records, Unfit};
pub use site::{Ground, LastSite};
pub use stamps::Stamps;
pub use texts::PutAway;

use crate::archive::Brief;
use crate::describe::DescribedIssue;
use crate::report::Problem;
use crate::search::KeptBlock;
use briefs::Briefs;
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// An issue in brief, and what an archivist is to be told of it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Known {
    pub brief: Brief,
    pub problems: Vec<Problem>,
}

/// All that is made of an issue.
#[derive(Debug, Clone, PartialEq)]
pub struct Made {
    /// Of what it was made of.
    pub key: Key,
    pub known: Known,
    /// Its texts; of articles that are withheld only the lines.
    pub issue: DescribedIssue,
}

/// What the issues of the last build were made by and of.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Before {
    /// [`PROGRAM`], then.
    pub program: String,
    /// By the issue's path.
    pub parts: BTreeMap<String, Parts>,
}

/// What is kept.
pub struct Kept {
    folder: PathBuf,
    /// Where texts are put instead, by a build that changes nothing.
    aside: Option<tempfile::TempDir>,
    /// The content folder as it is shown.
    content: String,
    before: Briefs,
    known: BTreeMap<Key, Arc<Known>>,
    /// Names below `texts/`.
    texts: BTreeSet<String>,
}

impl Kept {
    /// What the folder holds; nothing where it is not there or not whole. With `anew` what is there is not looked at. `content`: the
    /// content folder as it is shown.
    pub fn open(folder: &Path, content: &str, anew: bool) -> Self {
        let before = if anew { Briefs::default() } else { Briefs::read(folder) };
        let known = before.all(content);
        let entries = std::fs::read_dir(folder.join("texts")).into_iter().flatten();
        let texts = entries.filter_map(|entry| entry.ok()?.file_name().into_string().ok()).collect();
        Self { folder: folder.into(), aside: None, content: content.into(), before, known, texts }
    }

    /// From now on texts are put into a temporary folder, which goes with this.
    ///
    /// # Errors
    /// Where there can be none.
    pub fn put_aside(&mut self) -> io::Result<()> {
        self.aside = Some(tempfile::tempdir()?);
        Ok(())
    }

    /// What the issues of the last build were made of.
    pub fn before(&self) -> Option<Before> {
        read(&self.parts())
    }

    /// The issue under this key.
    pub fn get(&self, key: Key) -> Option<&Arc<Known>> {
        self.known.get(&key).filter(|_| self.texts.contains(&key.to_string()))
    }

    /// Puts an issue's texts away.
    ///
    /// # Errors
    /// Where they can't be written.
    pub fn put(&self, key: Key, issue: &DescribedIssue) -> io::Result<()> {
        write(&self.aside(key).unwrap_or_else(|| self.text(key)), issue)
    }

    /// An issue's texts; nothing where they are not there or not whole.
    pub fn take(&self, key: Key) -> Option<DescribedIssue> {
        self.aside(key).and_then(|path| read(&path)).or_else(|| read(&self.text(key)))
    }

    /// Writes the issues in brief, and what they were made of, if they are others than those that are kept.
    ///
    /// # Errors
    /// Where the folder can't be written.
    pub fn remember<'k>(
        &mut self,
        all: impl Iterator<Item = (Key, &'k Arc<Known>)>,
        parts: &[Parts],
    ) -> io::Result<()> {
        let all: BTreeMap<Key, Arc<Known>> = all.map(|(key, known)| (key, Arc::clone(known))).collect();
        if self.before.write(&self.folder, &self.content, &self.known, &all)? {
            let parts = parts.iter().map(|parts| (parts.path.clone(), parts.clone())).collect();
            write(&self.parts(), &Before { program: PROGRAM.into(), parts })?;
            // What was read is no longer what is there.
            self.before = Briefs::default();
        }
        self.known = all;
        Ok(())
    }

    /// The last site that was published.
    pub fn site(&self) -> Option<LastSite> {
        LastSite::read(&self.folder)
    }

    /// From now on no site counts as published: a build that stops halfway leaves texts behind that the next one must sweep away.
    ///
    /// # Errors
    /// Where the folder can't be written.
    pub fn forget_site(&self) -> io::Result<()> {
        match std::fs::remove_file(self.folder.join("site")) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
            _ => Ok(()),
        }
    }

    /// Keeps what was published.
    ///
    /// # Errors
    /// Where the folder can't be written.
    pub fn remember_site(&self, last: &LastSite) -> io::Result<()> {
        if self.site().as_ref() == Some(last) { Ok(()) } else { write(&self.folder.join("site"), last) }
    }

    /// What the last site that was published stands on.
    pub fn ground(&self) -> Option<Ground> {
        read(&self.folder.join("ground"))
    }

    /// Keeps what a site stands on.
    ///
    /// # Errors
    /// Where the folder can't be written.
    pub fn remember_ground(&self, ground: &Ground) -> io::Result<()> {
        if self.ground().as_ref() == Some(ground) {
            Ok(())
        } else {
            write(&self.folder.join("ground"), ground)
        }
    }

    /// The blocks of the search index, as they were kept.
    pub fn blocks(&self) -> Vec<KeptBlock> {
        read(&self.folder.join("search")).unwrap_or_default()
    }

    /// Keeps the blocks of the search index.
    ///
    /// # Errors
    /// Where the folder can't be written.
    pub fn remember_blocks(&self, blocks: &[KeptBlock]) -> io::Result<()> {
        if self.blocks() == blocks { Ok(()) } else { write(&self.folder.join("search"), &blocks) }
    }

    /// Removes the texts of all other issues.
    ///
    /// # Errors
    /// Where they can't be removed.
    pub fn sweep(&self, keys: &[Key]) -> io::Result<()> {
        let used: BTreeSet<String> = keys.iter().map(Key::to_string).collect();
        for name in self.texts.difference(&used) {
            match std::fs::remove_file(self.folder.join("texts").join(name)) {
                Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
                _ => {}
            }
        }
        Ok(())
    }

    fn parts(&self) -> PathBuf {
        self.folder.join("parts")
    }

    fn aside(&self, key: Key) -> Option<PathBuf> {
        self.aside.as_ref().map(|folder| folder.path().join(key.to_string()))
    }

    fn text(&self, key: Key) -> PathBuf {
        self.folder.join("texts").join(key.to_string())
    }
}

/// Bytes of the check that a file begins with.
const CHECK: usize = 16;

fn write(path: &Path, value: &impl Serialize) -> io::Result<()> {
    write_bytes(path, postcard::to_extend(value, vec![0; CHECK]).map_err(io::Error::other)?)
}

/// Writes a file whose check is still to be put at its beginning.
fn write_bytes(path: &Path, mut bytes: Vec<u8>) -> io::Result<()> {
    let check = blake3::hash(&bytes[CHECK..]);
    bytes[..CHECK].copy_from_slice(&check.as_bytes()[..CHECK]);
    let folder = path.parent().unwrap_or(Path::new(""));
    std::fs::create_dir_all(folder)?;
    let mut file = tempfile::NamedTempFile::new_in(folder)?;
    file.write_all(&bytes)?;
    file.persist(path).map_err(|error| error.error)?;
    Ok(())
}

/// The bytes, if they are whole.
fn check(bytes: Vec<u8>) -> Option<Vec<u8>> {
    let (check, rest) = bytes.split_at_checked(CHECK)?;
    (blake3::hash(rest).as_bytes()[..CHECK] == *check).then_some(bytes)
}

/// What a file holds, if it is whole.
fn read<T: DeserializeOwned>(path: &Path) -> Option<T> {
    postcard::from_bytes(&check(std::fs::read(path).ok()?)?[CHECK..]).ok()
}
