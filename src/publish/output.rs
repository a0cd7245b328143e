//! The output folder while a build has it: ours alone, and what stands in it.
//!
//! In: a folder. Out: [`Output`]: locked, a publish that was killed finished, its files looked at; or only looked at, by a build that writes nothing.

use super::journal::{self, is_missing};
use super::manifest::{self, Manifest};
use super::{Folder, PublishError, Stood, carry_out, paths};
use crate::digest::Digest;
use std::collections::BTreeSet;
use std::fs::{File, TryLockError};
use std::io::ErrorKind;
use std::path::Path;

/// An output folder, and what stands in it.
pub struct Output {
    pub(super) folder: Folder,
    /// The folder is ours as long as this lives.
    _lock: Option<File>,
    pub(super) stood: Stood,
    /// A digest of the manifest.
    print: Digest,
    /// Nothing that is there is taken for granted.
    anew: bool,
    /// Files of ours that a publish that was killed is still to remove: they are in no manifest.
    pub(super) leaving: BTreeSet<String>,
}

impl Output {
    /// Locks the folder, which is made if need be; finishes a publish that was killed; and looks at what stands. With `anew`, and after a
    /// killed publish, nothing does, and all pages will be compared with what is there: if it was the machine that stopped, the disk may
    /// hold less than the journal says.
    ///
    /// # Errors
    /// Where another build has the folder, it can't be written, or our account of it is damaged.
    pub fn open(output: &Path, anew: bool) -> Result<Self, PublishError> {
        let folder = Folder { output: output.to_path_buf() };
        let lock = lock(&folder)?;
        let anew = finish_journal(&folder)? || anew;
        let (manifest, print) = manifest::read(&folder.ours("manifest.tsv"))?;
        let stood = Stood::look(&folder, manifest, anew);
        Ok(Self { folder, _lock: Some(lock), stood, print, anew, leaving: BTreeSet::new() })
    }

    /// The folder as [`open`](Self::open) would find it, and nothing is written.
    ///
    /// # Errors
    /// Where another build has the folder, or our account of it is damaged.
    pub fn look(output: &Path, anew: bool) -> Result<Self, PublishError> {
        let folder = Folder { output: output.to_path_buf() };
        nobody_publishes(&folder)?;
        let unfinished = !is_missing(&folder.ours("journal"))?;
        let (now, print) = manifest::read(&folder.ours("manifest.tsv"))?;
        let next = folder.ours("manifest.next");
        // A publish that was killed will be finished first.
        let (manifest, leaving): (Manifest, BTreeSet<String>) = if unfinished && !is_missing(&next)? {
            let (next, _) = manifest::read(&next)?;
            let gone = now.rows().iter().map(|row| &row.path).filter(|path| next.find(path).is_none());
            let gone = gone.cloned().collect();
            (next, gone)
        } else {
            (now, BTreeSet::new())
        };
        let anew = anew || unfinished;
        let stood = Stood::look(&folder, manifest, anew);
        Ok(Self { folder, _lock: None, stood, print, anew, leaving })
    }

    /// What stands.
    pub fn stood(&self) -> &Stood {
        &self.stood
    }

    /// Whether nothing that is there is taken for granted.
    pub fn is_anew(&self) -> bool {
        self.anew
    }

    /// A digest of our account of the folder.
    pub fn print(&self) -> Digest {
        self.print
    }
}

/// Makes the output folder and takes its lock, which lasts as long as the handle.
pub(super) fn lock(folder: &Folder) -> Result<File, PublishError> {
    let path = folder.ours("lock");
    let ours = folder.output.join(paths::OURS);
    std::fs::create_dir_all(&ours).map_err(PublishError::io("新建目录", "creating the folder", &ours))?;
    let file = File::options()
        .create(true)
        .truncate(false)
        .write(true)
        .open(&path)
        .map_err(PublishError::io("打开", "opening", &path))?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(TryLockError::WouldBlock) => Err(PublishError::Busy { path: folder.output.clone() }),
        // Some network disks have no locks: better unguarded than not at all.
        Err(TryLockError::Error(e)) if e.kind() == ErrorKind::Unsupported => Ok(file),
        Err(TryLockError::Error(e)) => Err(PublishError::io("锁定", "locking", &path)(e)),
    }
}

/// Finishes a publish that was killed; tells whether there was one.
pub(super) fn finish_journal(folder: &Folder) -> Result<bool, PublishError> {
    let path = folder.ours("journal");
    let text = match std::fs::read_to_string(&path) {
        Ok(text) => text,
        Err(e) if e.kind() == ErrorKind::NotFound => return Ok(false),
        Err(e) => return Err(PublishError::io("读取", "reading", &path)(e)),
    };
    let steps = journal::read(&text).map_err(|line| PublishError::Damaged { path, line })?;
    carry_out(folder, &steps, None)?;
    Ok(true)
}

/// That no other build is publishing into the folder just now.
fn nobody_publishes(folder: &Folder) -> Result<(), PublishError> {
    let Ok(lock) = File::open(folder.ours("lock")) else { return Ok(()) };
    match lock.try_lock_shared() {
        Err(TryLockError::WouldBlock) => Err(PublishError::Busy { path: folder.output.clone() }),
        _ => Ok(()),
    }
}
