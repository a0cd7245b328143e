//! Stamps: by what files of the content are known without being opened, so that an archive of gigabytes need not be read to see that
//! nothing in it has changed.
//!
//! In: a file of the content. Out: a digest of its bytes: the one that was taken once, where the file system says that the file is still
//! the one of which it was taken (its size, its number on the disk, when it was last written, and when anything about it last changed); else of what it holds now.
//! Where a system does not tell all of this, every file is opened.
//!
//! A file that is written twice within one tick of the file system's clock may look the same both times. So only what had lain there for a while when
//! this build began is known again by its stamp.

use super::{read, write};
use crate::digest::{self, Digest};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fs::{self, Metadata};
use std::io;
use std::path::Path;
use std::sync::{Mutex, PoisonError};

/// Longer than a tick of any file system's clock (FAT's is two seconds), in nanoseconds.
const AWHILE: i128 = 3_000_000_000;

/// What the file system says of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
struct Stamp {
    size: u64,
    device: u64,
    inode: u64,
    /// When it was last written, and when anything about it was last changed: nanoseconds since 1970.
    written: i128,
    changed: i128,
}

impl Stamp {
    #[cfg(unix)]
    fn of(found: &Metadata) -> Option<Self> {
        use std::os::unix::fs::MetadataExt;
        let time =
            |seconds: i64, nanoseconds: i64| i128::from(seconds) * 1_000_000_000 + i128::from(nanoseconds);
        Some(Self {
            size: found.size(),
            device: found.dev(),
            inode: found.ino(),
            written: time(found.mtime(), found.mtime_nsec()),
            changed: time(found.ctime(), found.ctime_nsec()),
        })
    }

    #[cfg(not(unix))]
    fn of(_: &Metadata) -> Option<Self> {
        None
    }
}

/// Files by their names below `content/`.
type Stamped = BTreeMap<String, (Stamp, Digest)>;

/// The stamps of the last build, and those of this one.
#[derive(Debug, Default)]
pub struct Stamps {
    known: Stamped,
    /// When this build began, by the clock of the output's file system; where that is not known, no stamp is taken.
    began: Option<i128>,
    now: Mutex<Stamped>,
}

impl Stamps {
    /// Those in a folder of ours; none where there are none, they are not whole, or `anew` is asked for.
    pub fn open(folder: &Path, anew: bool) -> Self {
        let began = folder.join("began");
        // Where nothing can be written, every file is opened that was opened the last time; the build will say what is wrong.
        let began = fs::create_dir_all(folder)
            .and_then(|()| fs::write(&began, b"."))
            .and_then(|()| fs::metadata(&began));
        let began = began.ok().as_ref().and_then(Stamp::of).map(|stamp| stamp.written);
        Self { began, ..Self::look(folder, anew) }
    }

    /// The same, by a build that writes nothing.
    pub fn look(folder: &Path, anew: bool) -> Self {
        let known = if anew { None } else { read(&folder.join(FILE)) };
        Self { known: known.unwrap_or_default(), ..Self::default() }
    }

    /// A digest of a file. `name`: below `content/`.
    ///
    /// # Errors
    /// Where it can't be read.
    pub fn digest(&self, name: &str, file: &Path) -> io::Result<Digest> {
        let stamp = Stamp::of(&fs::metadata(file)?);
        let known =
            self.known.get(name).filter(|(known, _)| Some(*known) == stamp).map(|(_, digest)| *digest);
        let digest = match known {
            Some(digest) => digest,
            None => digest::cut(blake3::hash(&fs::read(file)?)),
        };
        let lay = |stamp: &Stamp| {
            self.began.is_some_and(|began| stamp.written.max(stamp.changed).saturating_add(AWHILE) <= began)
        };
        if let Some(stamp) = stamp.filter(lay) {
            let mut now = self.now.lock().unwrap_or_else(PoisonError::into_inner);
            now.insert(name.to_owned(), (stamp, digest));
        }
        Ok(digest)
    }

    /// Keeps the stamps of this build, if they are others.
    ///
    /// # Errors
    /// Where the folder can't be written.
    pub fn remember(&self, folder: &Path) -> io::Result<()> {
        let now = self.now.lock().unwrap_or_else(PoisonError::into_inner);
        if *now == self.known { Ok(()) } else { write(&folder.join(FILE), &*now) }
    }
}

/// The file of all stamps.
const FILE: &str = "stamps";

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    const FOREVER: Option<i128> = Some(i128::MAX / 2);

    fn of(bytes: &[u8]) -> Digest {
        digest::cut(blake3::hash(bytes))
    }

    #[test]
    fn what_is_known_is_not_opened_and_what_changed_is() {
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("a.txt");
        fs::write(&file, "one").expect("written");
        let first = Stamps { began: FOREVER, ..Stamps::default() };
        assert_eq!(first.digest("a.txt", &file).expect("read"), of(b"one"));
        first.remember(folder.path()).expect("kept");

        let again = Stamps { began: FOREVER, ..Stamps::look(folder.path(), false) };
        let known = again.known.get("a.txt").expect("known").0;
        let told = Stamps { known: BTreeMap::from([("a.txt".into(), (known, of(b"as told")))]), ..again };
        assert_eq!(told.digest("a.txt", &file).expect("read"), of(b"as told"));

        // Other bytes of the same length, and the time of the first put back.
        let time = fs::metadata(&file).and_then(|found| found.modified()).expect("a time");
        fs::write(&file, "two").expect("written");
        fs::File::options().append(true).open(&file).and_then(|f| f.set_modified(time)).expect("set");
        assert_eq!(told.digest("a.txt", &file).expect("read"), of(b"two"));
        assert_eq!(Stamps::look(folder.path(), true).digest("a.txt", &file).expect("read"), of(b"two"));
    }

    #[test]
    fn what_was_just_written_is_not_known_again() {
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("a.txt");
        fs::write(&file, "one").expect("written");
        let stamps = Stamps::open(folder.path(), false);
        stamps.digest("a.txt", &file).expect("read");
        assert!(stamps.now.into_inner().expect("no one else").is_empty());
    }

    #[test]
    fn a_file_that_is_not_there_is_an_error() {
        let folder = tempfile::tempdir().expect("a folder");
        assert!(Stamps::default().digest("a.txt", &folder.path().join("a.txt")).is_err());
    }
}
