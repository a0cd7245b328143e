//! What results show: an article's texts as printed, its title, date and place.
//!
//! In: a block's documents. Out: files of a few documents each (`t<n>.js`), and of their address keys alone (`k<n>.js` for
//! 512 documents, `k.js` for all).

use super::document::Document;
use super::part;
use super::spool::Spool;
use serde_json::{Value, json};
use std::io;

/// Characters that a file of texts should hold: some kilobytes, as ten results need ten such files.
const FILL: usize = 2400;
/// Stands for the version, which is known when all documents are read: as long as any version.
const UNKNOWN: &str = "--------";
/// Keys in a file.
const KEYS: usize = 512;

/// Documents in a file of texts, as a power of two: so many that the file of a document, whichever it be, has about
/// [`FILL`] characters. `lengths` are those of all documents.
pub fn shift(lengths: &[usize]) -> u32 {
    let mean = |shift: u32| {
        let files = lengths.chunks(1 << shift);
        files.map(|file| file.iter().sum::<usize>() * file.len()).sum::<usize>() / lengths.len().max(1)
    };
    (1..=4).take_while(|shift| mean(*shift) <= FILL).last().unwrap_or(0)
}

/// Writes the texts of a block.
pub struct Texts {
    folder: String,
    shift: u32,
    held: Vec<Value>,
    written: usize,
    keys: Vec<String>,
}

impl Texts {
    pub fn new(folder: &str, shift: u32) -> Self {
        Self { folder: folder.into(), shift, held: Vec::new(), written: 0, keys: Vec::new() }
    }

    /// Adds a document. `variants`: what the big table changes in it, in pairs of characters.
    pub fn add(&mut self, document: &Document, variants: &str, spool: &mut Spool) -> io::Result<()> {
        let zones: String = document.units.iter().map(|(zone, _)| char::from(b'0' + *zone as u8)).collect();
        let units: Vec<&str> = document.units.iter().map(|(_, text)| text.as_str()).collect();
        self.held.push(json!([
            document.key,
            document.address,
            document.title,
            document.publication.1,
            document.date,
            document.page,
            document.region,
            variants,
            zones,
            units
        ]));
        self.keys.push(document.key.clone());
        if self.held.len() == 1 << self.shift { self.pack(spool) } else { Ok(()) }
    }

    fn pack(&mut self, spool: &mut Spool) -> io::Result<()> {
        if self.held.is_empty() {
            return Ok(());
        }
        let name = format!("{}/t{}", self.folder, self.written);
        self.written += 1;
        let held = std::mem::take(&mut self.held);
        spool.add(format!("{name}.js"), &part::json(&name, UNKNOWN, &Value::Array(held)))
    }

    /// Writes what is left, and the keys.
    pub fn finish(mut self, version: &str, spool: &mut Spool) -> io::Result<()> {
        self.pack(spool)?;
        let folder = &self.folder;
        for n in 0..self.written {
            let name = format!("{folder}/t{n}");
            spool.mend(&format!("{name}.js"), part::version_at(&name), version)?;
        }
        let script = |name: &str, keys: &[String]| part::digits(name, version, &keys.join(" "));
        for (n, keys) in self.keys.chunks(KEYS).enumerate() {
            let name = format!("{folder}/k{n}");
            spool.add(format!("{name}.js"), &script(&name, keys))?;
        }
        let name = format!("{folder}/k");
        spool.add(format!("{name}.js"), &script(&name, &self.keys))
    }
}
