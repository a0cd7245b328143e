//! The account of the files that are ours: `.dibao/manifest.tsv`, path, size, BLAKE3 and the
//! print of what it was made of (`-` where that is not known), sorted. What is not in it is
//! not ours and stays.

use super::{PublishError, paths};
use crate::render::page::Print;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;

const HEADER: &str = "# dibao manifest 2: files that `dibao build` made here; others are left alone\n";

/// Size and hash of a file of ours, and what it was made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Mark {
    pub size: u64,
    pub hash: blake3::Hash,
    /// What it was made of, where that is known.
    pub print: Option<Print>,
}

pub(super) type Manifest = BTreeMap<String, Mark>;

/// Reads the manifest; an empty one where there is none.
pub(super) fn read(path: &Path) -> Result<Manifest, PublishError> {
    let text = match std::fs::read_to_string(path) {
        Ok(text) => text,
        Err(e) if e.kind() == std::io::ErrorKind::NotFound => return Ok(Manifest::new()),
        Err(e) if e.kind() == std::io::ErrorKind::InvalidData => {
            return Err(PublishError::Damaged { path: path.to_path_buf(), line: 1 });
        }
        Err(e) => return Err(PublishError::io("读取", "reading", path)(e)),
    };
    let mut manifest = Manifest::new();
    for (number, line) in text.lines().enumerate() {
        if line.starts_with('#') {
            continue;
        }
        // A path in here is removed some day: one that we could not have written is not followed.
        let row = read_row(line).filter(|(path, _)| paths::check(path).is_ok());
        let damaged = || PublishError::Damaged { path: path.to_path_buf(), line: number + 1 };
        let (name, mark) = row.ok_or_else(damaged)?;
        manifest.insert(name, mark);
    }
    Ok(manifest)
}

fn read_row(line: &str) -> Option<(String, Mark)> {
    let mut cells = line.split('\t');
    let (path, size, hash, print) = (cells.next()?, cells.next()?, cells.next()?, cells.next());
    let print = match (print, cells.next()) {
        (None | Some("-"), None) => None,
        (Some(print), None) => Some(read_print(print)?),
        _ => return None,
    };
    let mark = Mark { size: size.parse().ok()?, hash: blake3::Hash::from_hex(hash).ok()?, print };
    Some((path.to_string(), mark))
}

fn read_print(hex: &str) -> Option<Print> {
    (hex.len() == 32).then(|| u128::from_str_radix(hex, 16).ok()).flatten().map(|n| Print(n.to_be_bytes()))
}

/// The manifest as its file holds it.
pub(super) fn write(manifest: &Manifest) -> String {
    let mut out = String::from(HEADER);
    for (path, mark) in manifest {
        // Writing into a String cannot fail.
        let _ = write!(out, "{path}\t{}\t{}\t", mark.size, mark.hash.to_hex());
        match mark.print {
            Some(print) => {
                let _ = write!(out, "{:032x}", u128::from_be_bytes(print.0));
            }
            None => out.push('-'),
        }
        out.push('\n');
    }
    out
}
