//! What results can be narrowed by: publication, region, topic, issue.
//!
//! In: a block's documents. Out: for each kind a file of the block (`fp`, `fr`, `ft`, `fi`): value → its documents. Years need none:
//! documents stand in the order of their days. The names of all values are one file for the whole archive.

use super::bits::Bits;
use super::document::Document;
use super::part;
use super::spool::Spool;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::io;

/// Names of all values, for the filters.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Names {
    publications: BTreeMap<String, String>,
    regions: BTreeMap<String, String>,
    topics: BTreeMap<String, String>,
}

impl Names {
    /// Adds those of another block.
    pub fn extend(&mut self, other: Self) {
        self.publications.extend(other.publications);
        self.regions.extend(other.regions);
        self.topics.extend(other.topics);
    }

    /// `names.js`.
    pub fn script(&self) -> String {
        let pairs = |names: &BTreeMap<String, String>| json!(names.iter().collect::<Vec<_>>());
        let all = json!({
            "publication": pairs(&self.publications),
            "region": pairs(&self.regions),
            "topic": pairs(&self.topics)
        });
        part::json("names", "", &all)
    }
}

/// The values of a block's documents.
#[derive(Debug, Default)]
pub struct Facets {
    publications: BTreeMap<String, Vec<u32>>,
    regions: BTreeMap<String, Vec<u32>>,
    topics: BTreeMap<String, Vec<u32>>,
    issues: BTreeMap<String, Vec<u32>>,
}

impl Facets {
    /// Adds the block's document `number`: one after the other.
    pub fn add(&mut self, number: u32, document: &Document, names: &mut Names) {
        let (slug, name) = &document.publication;
        names.publications.entry(slug.clone()).or_insert_with(|| name.clone());
        let add = |list: &mut BTreeMap<String, Vec<u32>>, value: &str| {
            let documents = list.entry(value.to_string()).or_default();
            if documents.last() != Some(&number) {
                documents.push(number);
            }
        };
        add(&mut self.publications, slug);
        add(&mut self.issues, &document.issue);
        for (code, name) in &document.regions {
            add(&mut self.regions, code);
            names.regions.entry(code.clone()).or_insert_with(|| name.clone());
        }
        for (id, name) in &document.topics {
            add(&mut self.topics, id);
            names.topics.entry(id.clone()).or_insert_with(|| name.clone());
        }
    }

    /// Writes the block's files.
    pub fn finish(self, folder: &str, version: &str, documents: u32, spool: &mut Spool) -> io::Result<()> {
        let kinds =
            [("fp", self.publications), ("fr", self.regions), ("ft", self.topics), ("fi", self.issues)];
        for (kind, lists) in kinds {
            let mut values = Vec::new();
            for (value, list) in lists {
                let mut bits = Bits::default();
                bits.gamma(list.len() as u32);
                bits.list(&list, documents);
                values.push(json!([value, bits.finish()]));
            }
            let name = format!("{folder}/{kind}");
            spool.add(format!("{name}.js"), &part::json(&name, version, &Value::Array(values)))?;
        }
        Ok(())
    }
}
