//! What a publish would do: all pages are made and compared, and nothing is written.
//!
//! In: a [`Site`] and an output folder. Out: a note per file that would be added, changed or removed, against what is there now.

use super::journal::is_missing;
use super::manifest::{self, Manifest};
use super::notes::{Note, What};
use super::{Folder, Options, Plan, PublishError, Published, make_all, paths};
use crate::render::Site;
use std::collections::BTreeSet;
use std::fs::{File, TryLockError};

/// Whether a publish into the folder was killed, and is still to be finished.
///
/// # Errors
/// Where that can't be seen.
pub fn is_unfinished(output: &std::path::Path) -> Result<bool, PublishError> {
    let folder = Folder { output: output.to_path_buf() };
    Ok(!is_missing(&folder.ours("journal"))?)
}

/// Compares a site with what is there, as [`publish`](super::publish) does.
///
/// # Errors
/// Those that publishing would have before it changes anything.
pub fn compare(
    site: &Site<'_>,
    output: &std::path::Path,
    options: &Options,
) -> Result<(Published, Vec<Note>), PublishError> {
    let folded = paths::check_all(site)?;
    let folder = Folder { output: output.to_path_buf() };
    nobody_publishes(&folder)?;
    let (old, ours) = manifests(&folder)?;
    let plan = Plan::new(site, &folded, &old);
    let made = make_all(site, &folder, &old, &plan, options, None)?;
    let pages = site.pages.keys().zip(&made);
    let mut notes: Vec<Note> =
        pages.map(|(path, made)| Note::of_page(path, made.what, old.get(path), &made.mark)).collect();
    for path in ours.iter().filter(|path| !site.pages.contains_key(*path)) {
        if folder.output.join(path).symlink_metadata().is_ok() {
            notes.push(Note::removed(path));
        }
    }
    let many = |what: &[What]| notes.iter().filter(|note| what.contains(&note.what)).count();
    let done = Published {
        written: many(&[What::Added, What::Changed]),
        unchanged: many(&[What::Same, What::Stood]),
        removed: many(&[What::Removed]),
    };
    Ok((done, notes))
}

/// The manifest as the next publish finds it, and all files that are ours now: a publish that was killed will be finished first.
fn manifests(folder: &Folder) -> Result<(Manifest, BTreeSet<String>), PublishError> {
    let now = manifest::read(&folder.ours("manifest.tsv"))?;
    let next = folder.ours("manifest.next");
    let old = match !is_missing(&folder.ours("journal"))? && !is_missing(&next)? {
        true => manifest::read(&next)?,
        false => now.clone(),
    };
    let ours = now.into_keys().chain(old.keys().cloned()).collect();
    Ok((old, ours))
}

/// That no other build is publishing into the folder just now.
fn nobody_publishes(folder: &Folder) -> Result<(), PublishError> {
    let Ok(lock) = File::open(folder.ours("lock")) else { return Ok(()) };
    match lock.try_lock_shared() {
        Err(TryLockError::WouldBlock) => Err(PublishError::Busy { path: folder.output.clone() }),
        _ => Ok(()),
    }
}
