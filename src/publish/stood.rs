//! What stands: the files of the last publish that nobody has changed since, so that they need be neither made nor compared.
//!
//! In: the output folder and its manifest. Out: [`Stood`], which render asks before it makes a page. A file stands if it has the size that was
//! written, and neither was written nor came to its place after the manifest did.

use super::manifest::{self, Manifest, Mark};
use super::{Folder, PublishError};
use crate::digest::{self, Digest};
use crate::render::Standing;
use crate::render::page::Print;
use rayon::prelude::*;
use std::fs::Metadata;
use std::path::Path;
use std::time::SystemTime;

/// The pages of the last publish, as far as they stand as they were made: a file that somebody has changed since does not.
pub struct Stood {
    folder: Folder,
    manifest: Manifest,
    since: Option<Times>,
}

impl Stood {
    /// Reads what was published into a folder.
    ///
    /// # Errors
    /// Where our account of it can't be read, or is damaged.
    pub fn read(output: &Path) -> Result<Self, PublishError> {
        let folder = Folder { output: output.to_path_buf() };
        let manifest = manifest::read(&folder.ours("manifest.tsv"))?;
        let since = published_at(&folder);
        Ok(Self { folder, manifest, since })
    }
}

/// A print of the account of what was published last; of nothing where there is none.
pub fn account_print(output: &Path) -> Digest {
    let folder = Folder { output: output.to_path_buf() };
    digest::cut(blake3::hash(&std::fs::read(folder.ours("manifest.tsv")).unwrap_or_default()))
}

impl Stood {
    /// Whether so many files were published, and all of them stand.
    pub fn all(&self, files: usize) -> bool {
        self.manifest.len() == files && all(&self.folder, &self.manifest)
    }
}

impl Standing for Stood {
    fn print(&self, path: &str) -> Option<Print> {
        let mark = self.manifest.get(path)?;
        mark.print.filter(|_| stands(&self.folder, self.since, path, mark))
    }

    fn below(&self, folder: &str, print: Print) -> Vec<String> {
        let there =
            self.manifest.range(folder.to_string()..).take_while(|(path, _)| path.starts_with(folder));
        let of_print = there.filter(|(_, mark)| mark.print == Some(print)).collect::<Vec<_>>();
        let stand = of_print.par_iter().filter(|(path, mark)| stands(&self.folder, self.since, path, mark));
        stand.map(|(path, _)| (*path).clone()).collect()
    }
}

/// Whether all files of a manifest, which must be that of the folder, stand.
pub(super) fn all(folder: &Folder, manifest: &Manifest) -> bool {
    let since = published_at(folder);
    manifest.par_iter().all(|(path, mark)| stands(folder, since, path, mark))
}

/// Whether a page stands.
pub(super) fn one(folder: &Folder, path: &str, mark: &Mark) -> bool {
    stands(folder, published_at(folder), path, mark)
}

/// When a file was written, and when it came to its place (0 where the system does not tell).
#[derive(Clone, Copy)]
struct Times {
    written: SystemTime,
    placed: i128,
}

fn times(found: &Metadata) -> Option<Times> {
    #[cfg(unix)]
    let placed = {
        use std::os::unix::fs::MetadataExt;
        i128::from(found.ctime()) * 1_000_000_000 + i128::from(found.ctime_nsec())
    };
    #[cfg(not(unix))]
    let placed = 0;
    Some(Times { written: found.modified().ok()?, placed })
}

/// The manifest's times: it is written and comes to its place after all files that it names.
fn published_at(folder: &Folder) -> Option<Times> {
    times(&std::fs::metadata(folder.ours("manifest.tsv")).ok()?)
}

/// Whether a file of the size that we wrote is there, and nobody has written it or put it there since.
fn stands(folder: &Folder, since: Option<Times>, path: &str, mark: &Mark) -> bool {
    let found = std::fs::symlink_metadata(folder.output.join(path));
    let untouched = |found: &Metadata| {
        let both = times(found).zip(since);
        both.is_some_and(|(at, since)| at.written <= since.written && at.placed <= since.placed)
    };
    found.is_ok_and(|found| found.is_file() && found.len() == mark.size && untouched(&found))
}
