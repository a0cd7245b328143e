//! What results show: an article's texts as printed, its title, date and place.
//!
//! In: a block's documents. Out: files of a few documents each (`t<n>.js`), what long documents have beyond [`FIRST`] characters
//! (`x<n>.js`), and the address keys alone (`k<n>.js` for 1024 documents, `k.js` for all).

use super::document::Document;
use super::part;
use super::spool::Spool;
use serde_json::{Value, json};
use std::io;

/// Characters that a file of texts should hold: some kilobytes, as ten results need ten such files.
const FILL: usize = 2400;
/// Characters of a document that stand with the others'; a long report must not make its neighbours' results slow.
const FIRST: usize = 1600;
/// Characters that a file of what is left should hold.
const FURTHER: usize = 4000;
/// How texts and keys are divided: another division is another version of a block.
pub const DIVIDED: [u8; 6] = {
    let ([a, b], [c, d], [e, f]) =
        ((FIRST as u16).to_le_bytes(), (FURTHER as u16).to_le_bytes(), (KEYS as u16).to_le_bytes());
    [a, b, c, d, e, f]
};
/// Stands for the version, which is known when all documents are read: as long as any version.
const UNKNOWN: &str = "--------";
/// Keys in a file.
const KEYS: usize = 1024;

/// Documents in a file of texts, as a power of two: so many that the file of a document, whichever it be, has about
/// [`FILL`] characters. `lengths` are those of all documents.
pub fn shift(lengths: &[usize]) -> u32 {
    let mean = |shift: u32| {
        let files = lengths.chunks(1 << shift);
        let length = |file: &[usize]| file.iter().map(|length| (*length).min(FIRST)).sum::<usize>();
        files.map(|file| length(file) * file.len()).sum::<usize>() / lengths.len().max(1)
    };
    (1..=4).take_while(|shift| mean(*shift) <= FILL).last().unwrap_or(0)
}

/// Writes the texts of a block.
pub struct Texts {
    folder: String,
    shift: u32,
    held: Vec<Value>,
    written: usize,
    further: usize,
    keys: Vec<String>,
}

impl Texts {
    pub fn new(folder: &str, shift: u32) -> Self {
        Self { folder: folder.into(), shift, held: Vec::new(), written: 0, further: 0, keys: Vec::new() }
    }

    /// Adds a document. `variants`: what the big table changes in it, in pairs of characters.
    pub fn add(&mut self, document: &Document, variants: &str, spool: &mut Spool) -> io::Result<()> {
        let zones: String = document.units.iter().map(|(zone, _)| char::from(b'0' + *zone as u8)).collect();
        let all: Vec<&str> = document.units.iter().map(|(_, text)| text.as_str()).collect();
        let (units, rest) = all.split_at(reach(&all, FIRST));
        let further = (self.further, self.further(rest, spool)?);
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
            units,
            further.0,
            further.1
        ]));
        self.keys.push(document.key.clone());
        if self.held.len() == 1 << self.shift { self.pack(spool) } else { Ok(()) }
    }

    /// Writes what a document has beyond its first units; gives the number of files.
    fn further(&mut self, mut rest: &[&str], spool: &mut Spool) -> io::Result<usize> {
        let before = self.further;
        while !rest.is_empty() {
            let (units, after) = rest.split_at(reach(rest, FURTHER));
            let name = format!("{}/x{}", self.folder, self.further);
            spool.add(format!("{name}.js"), &part::json(&name, UNKNOWN, &json!(units)))?;
            self.further += 1;
            rest = after;
        }
        Ok(self.further - before)
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
        let packs = (0..self.written).map(|n| format!("{folder}/t{n}"));
        for name in packs.chain((0..self.further).map(|n| format!("{folder}/x{n}"))) {
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

/// How many units have about so many characters together; one at least, and all where little would be left.
fn reach(units: &[&str], most: usize) -> usize {
    let all: usize = units.iter().map(|unit| unit.chars().count()).sum();
    if all <= most + most / 4 {
        return units.len();
    }
    let mut sum = 0;
    let fits = units.iter().take_while(|unit| {
        sum += unit.chars().count();
        sum <= most
    });
    fits.count().max(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_texts_are_divided_between_units() {
        let unit = "字".repeat(1000);
        let of = |n: usize, most: usize| reach(&vec![unit.as_str(); n], most);
        assert_eq!((of(1, 1600), of(2, 1600), of(3, 1600)), (1, 2, 1));
        assert_eq!((of(5, 4000), of(6, 4000)), (5, 4));
        // A single paragraph is never cut: no match would run over the place.
        assert_eq!(of(1, 100), 1);
        assert_eq!(reach(&[], 100), 0);
    }
}
