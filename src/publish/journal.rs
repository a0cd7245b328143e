//! The journal of a publish: which staged files go where, in which order, and what is removed. Once it stands, the
//! publish will be finished, by this run or by the next; every step can be done twice.

use super::{Folder, PublishError, paths};
use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::io::ErrorKind;
use std::path::Path;

/// One step; paths are below the output.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Step {
    /// A staged file takes its place; or a staged folder with all that is in it, where there was none.
    Place { staged: String, path: String },
    /// A file of ours goes. Where `before` is given, only as long as that staged file waits: on a disk that takes
    /// `A` and `a` for one, the file would else be the new one.
    Remove { path: String, before: Option<String> },
}

const HEADER: &str = "dibao journal 1";

/// The journal as its file holds it.
pub(super) fn write(steps: &[Step]) -> String {
    let mut out = format!("{HEADER}\n");
    for step in steps {
        // Writing into a String cannot fail.
        let _ = match step {
            Step::Place { staged, path } => writeln!(out, "place\t{path}\t{staged}"),
            Step::Remove { path, before } => {
                writeln!(out, "remove\t{path}\t{}", before.as_deref().unwrap_or_default())
            }
        };
    }
    let _ = writeln!(out, "end\t{}", steps.len());
    out
}

/// Reads a journal; `Err` has the line that is wrong.
pub(super) fn read(text: &str) -> Result<Vec<Step>, usize> {
    let mut steps = Vec::new();
    let mut lines = text.lines().enumerate();
    if lines.next().map(|(_, line)| line) != Some(HEADER) {
        return Err(1);
    }
    for (number, line) in lines {
        let cells: Vec<&str> = line.split('\t').collect();
        let safe = |path: &str| paths::check(path).is_ok();
        let staged_name = |name: &str| !name.is_empty() && name.bytes().all(|b| b.is_ascii_digit());
        match cells[..] {
            ["end", count] if count == steps.len().to_string() => return Ok(steps),
            ["place", path, staged] if safe(path) && staged_name(staged) => {
                steps.push(Step::Place { staged: staged.into(), path: path.into() });
            }
            ["remove", path, before] if safe(path) && (before.is_empty() || staged_name(before)) => {
                let before = (!before.is_empty()).then(|| before.to_string());
                steps.push(Step::Remove { path: path.into(), before });
            }
            _ => return Err(number + 1),
        }
    }
    // It was written whole or not at all; without its end something else cut it.
    Err(text.lines().count())
}

/// Does the steps. `stop_after` ends it after so many, as a kill would.
pub(super) fn carry_out(
    folder: &Folder,
    steps: &[Step],
    stop_after: Option<usize>,
) -> Result<(), PublishError> {
    let mut made: BTreeSet<&Path> = BTreeSet::new();
    let targets: Vec<_> = steps
        .iter()
        .map(|step| match step {
            Step::Place { path, .. } | Step::Remove { path, .. } => folder.output.join(path),
        })
        .collect();
    for (done, (step, target)) in steps.iter().zip(&targets).enumerate() {
        if stop_after == Some(done) {
            return Err(PublishError::Stopped(done));
        }
        match step {
            Step::Place { staged, .. } => {
                let staged = folder.stage().join(staged);
                if let Some(parent) = target.parent()
                    && made.insert(parent)
                {
                    std::fs::create_dir_all(parent).map_err(PublishError::io(
                        "新建目录",
                        "creating the folder",
                        parent,
                    ))?;
                }
                match std::fs::rename(&staged, target) {
                    Ok(()) => {}
                    // The run that was killed came as far as this.
                    Err(e) if e.kind() == ErrorKind::NotFound && is_missing(&staged)? => {}
                    // Somebody has made the folder meanwhile, or the disk takes `A` and `a` for one.
                    Err(_) if staged.is_dir() && target.is_dir() => place_within(&staged, target)?,
                    Err(e) => return Err(PublishError::io("写入", "writing", target)(e)),
                }
            }
            Step::Remove { before, .. } => {
                if let Some(before) = before
                    && is_missing(&folder.stage().join(before))?
                {
                    continue;
                }
                remove(target)?;
                made.clear(); // a folder that was there may be gone with its last file
                remove_empty_folders(folder, target)?;
            }
        }
    }
    Ok(())
}

/// Brings all that is in a staged folder into a folder that is there.
fn place_within(staged: &Path, target: &Path) -> Result<(), PublishError> {
    for entry in staged.read_dir().map_err(PublishError::io("读取", "reading", staged))? {
        let entry = entry.map_err(PublishError::io("读取", "reading", staged))?;
        let (from, to) = (entry.path(), target.join(entry.file_name()));
        if from.is_dir() && to.is_dir() {
            place_within(&from, &to)?;
        } else {
            std::fs::rename(&from, &to).map_err(PublishError::io("写入", "writing", &to))?;
        }
    }
    Ok(())
}

pub(super) fn is_missing(path: &Path) -> Result<bool, PublishError> {
    path.try_exists().map(|there| !there).map_err(PublishError::io("查看", "looking at", path))
}

/// Removes a file; one that is gone, or a folder that has taken its place, is as good as removed.
fn remove(target: &Path) -> Result<(), PublishError> {
    match std::fs::symlink_metadata(target) {
        Ok(found) if found.is_dir() => return Ok(()),
        Ok(_) => {}
        Err(e) if matches!(e.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => return Ok(()),
        Err(e) => return Err(PublishError::io("查看", "looking at", target)(e)),
    }
    match std::fs::remove_file(target) {
        Err(e) if e.kind() != ErrorKind::NotFound => Err(PublishError::io("删除", "removing", target)(e)),
        _ => Ok(()),
    }
}

/// Removes the folders that a removed file leaves empty, up to the output itself.
fn remove_empty_folders(folder: &Folder, target: &Path) -> Result<(), PublishError> {
    for parent in target.ancestors().skip(1).take_while(|p| *p != folder.output) {
        match std::fs::remove_dir(parent) {
            Ok(()) => {}
            Err(e) if matches!(e.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => {}
            Err(e) if e.kind() == ErrorKind::DirectoryNotEmpty => break,
            Err(e) => {
                return Err(PublishError::io("删除空目录", "removing the empty folder", parent)(e));
            }
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_that_is_there_by_now_takes_what_was_to_be_in_it() {
        let disk = tempfile::tempdir().expect("a folder");
        let output = disk.path().to_path_buf();
        let folder = Folder { output: output.clone() };
        let staged = folder.stage().join("00000001");
        for path in [staged.join("x/new.html"), output.join("a/x/theirs.html")] {
            std::fs::create_dir_all(path.parent().expect("a parent")).expect("made");
            std::fs::write(path, "text").expect("written");
        }
        let steps = [Step::Place { staged: "00000001".into(), path: "a".into() }];
        for _ in 0..2 {
            carry_out(&folder, &steps, None).expect("carried out");
            assert!(output.join("a/x/new.html").exists() && output.join("a/x/theirs.html").exists());
        }
    }

    #[test]
    fn round_trip_and_damage() {
        let steps = vec![
            Step::Remove { path: "A.html".into(), before: Some("00000001".into()) },
            Step::Place { staged: "00000001".into(), path: "a.html".into() },
            Step::Remove { path: "old/报.html".into(), before: None },
        ];
        let text = write(&steps);
        assert_eq!(read(&text), Ok(steps));
        assert_eq!(read(&text[..text.len() - 6]), Err(4));
        assert_eq!(read(&text.replace("old/", "../")), Err(4));
        assert_eq!(read(""), Err(1));
    }
}
