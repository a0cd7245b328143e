//! A folder of records that were made elsewhere.
//!
//! In: a folder. Out: [`Records`], which gives an issue's record where one of its key is there. The files are looked through once, a line at a
//! time; a record is read in full where it is used.

use super::record::{Damage, Head, read};
use super::{Key, Made};
use crate::read::walk::shown;
use crate::report::{self, Problem};
use rayon::prelude::*;
use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, BufRead, BufReader, Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};

/// The records of a folder; none by default.
#[derive(Debug, Default)]
pub struct Records {
    files: Vec<PathBuf>,
    /// By the path.
    spots: BTreeMap<String, Vec<Spot>>,
}

/// Where a record stands, and what it says of itself.
#[derive(Debug, Clone)]
struct Spot {
    file: usize,
    line: usize,
    from: u64,
    bytes: usize,
    /// None where another program made it.
    key: Option<Key>,
    /// Whether what it tells names files as they are named here.
    tells: bool,
}

/// Why an issue has no record that can be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unfit {
    /// There is none.
    Missing,
    /// It was made by another version of the program.
    Program,
    /// It was made of other bytes, corrections, settings or vocabularies.
    Changed,
    /// What it tells of the files names them by another content folder.
    Folder,
    /// It is not whole: an error.
    Damaged(Box<Problem>),
}

/// What became of a file's lines.
type Lines = (Vec<(String, Spot)>, Vec<Problem>);

impl Records {
    /// Looks through all `*.jsonl` files of a folder. `content`: the content folder as it is shown. Lines that are no records are problems.
    ///
    /// # Errors
    /// Where the folder or one of the files can't be read.
    pub fn open(folder: &Path, content: &str) -> io::Result<(Self, Vec<Problem>)> {
        let mut files: Vec<PathBuf> = Vec::new();
        for entry in std::fs::read_dir(folder)? {
            let path = entry?.path();
            let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
            if name.ends_with(".jsonl") && !name.starts_with('.') && path.is_file() {
                files.push(path);
            }
        }
        files.sort();
        let mut problems = Vec::new();
        if files.is_empty() {
            let message = "没有记录：没有 .jsonl 文件 (no records: no .jsonl file in this folder)";
            let help = "先生成记录 (make them first): dibao split --format full content > DIR/all.jsonl";
            problems.push(Problem::warning(shown(folder), message).help(help));
        }
        let lines: Vec<io::Result<Lines>> =
            files.par_iter().enumerate().map(|(at, path)| look_through(at, path, content)).collect();
        let mut spots: BTreeMap<String, Vec<Spot>> = BTreeMap::new();
        for lines in lines {
            let (found, told) = lines?;
            for (path, spot) in found {
                spots.entry(path).or_default().push(spot);
            }
            problems.extend(told);
        }
        Ok((Self { files, spots }, report::sorted(problems)))
    }

    /// Whether there is a record of this issue that can be used.
    pub fn has(&self, path: &str, key: Key) -> bool {
        self.spot(path, key).is_ok()
    }

    /// What was made of an issue.
    ///
    /// # Errors
    /// Where no record of it is of this key and whole.
    pub fn take(&self, path: &str, key: Key) -> Result<Made, Unfit> {
        let spot = self.spot(path, key)?;
        let file = self.files.get(spot.file).map(PathBuf::as_path).unwrap_or(Path::new(""));
        let made = piece(file, spot.from, spot.bytes)
            .map_err(|error| Damage { column: 1, why: error.to_string() })
            .and_then(|line| read(line.trim_ascii_end()));
        match made {
            // A file that was changed meanwhile may hold another record there.
            Ok(made) if made.key == key => Ok(made),
            Ok(_) => Err(Unfit::Changed),
            Err(damage) => Err(Unfit::Damaged(Box::new(damaged(file, spot.line, &damage)))),
        }
    }

    fn spot(&self, path: &str, key: Key) -> Result<&Spot, Unfit> {
        let all = self.spots.get(path).map(Vec::as_slice).unwrap_or_default();
        let of_key = |spot: &&Spot| spot.key == Some(key);
        if let Some(spot) = all.iter().filter(of_key).find(|spot| spot.tells) {
            return Ok(spot);
        }
        Err(match all {
            [] => Unfit::Missing,
            _ if all.iter().any(|spot| of_key(&spot)) => Unfit::Folder,
            _ if all.iter().any(|spot| spot.key.is_some()) => Unfit::Changed,
            _ => Unfit::Program,
        })
    }
}

/// Reads a file line by line: memory is the longest line's.
fn look_through(at: usize, path: &Path, content: &str) -> io::Result<Lines> {
    let mut file = BufReader::new(File::open(path)?);
    let (mut found, mut problems) = (Vec::new(), Vec::new());
    let (mut line, mut from) = (Vec::new(), 0);
    for number in 1.. {
        line.clear();
        let bytes = file.read_until(b'\n', &mut line)?;
        if bytes == 0 {
            break;
        }
        if !line.trim_ascii().is_empty() {
            match Head::read(line.trim_ascii_end()) {
                Ok(head) => {
                    let (key, tells) = (head.key(), head.tells_of(content));
                    let spot = Spot { file: at, line: number, from, bytes, key, tells };
                    found.push((head.path().to_owned(), spot));
                }
                Err(damage) => problems.push(damaged(path, number, &damage)),
            }
        }
        from += bytes as u64;
    }
    Ok((found, problems))
}

fn piece(path: &Path, from: u64, bytes: usize) -> io::Result<Vec<u8>> {
    let mut file = File::open(path)?;
    file.seek(SeekFrom::Start(from))?;
    let mut line = vec![0; bytes];
    file.read_exact(&mut line)?;
    Ok(line)
}

fn damaged(path: &Path, line: usize, damage: &Damage) -> Problem {
    let message = format!("记录已损坏 (a damaged record): {}", damage.why);
    let help = "删去这一行，这一期就在本机另做；或用 dibao split --format full 重做这份记录 \
        (remove the line, and the issue is made here; or make the record again)";
    Problem::error(shown(path), message).at(line, damage.column).help(help)
}
