//! Counting again, from the records that `dibao split --format json` prints of the same content.

use crate::common::dibao;
use dibao::describe::regions;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// An article, as its record tells.
#[derive(Debug)]
pub struct Record {
    pub year: Option<i32>,
    /// Codes, the one it is about first.
    pub regions: Vec<String>,
    pub topics: Vec<String>,
    pub subtopics: Vec<String>,
}

/// The division and all it lies in.
pub fn lineage(code: &str) -> BTreeSet<String> {
    let above = regions::lineage(code).into_iter().map(|d| d.code.to_owned());
    above.chain([code.to_owned()]).collect()
}

impl Record {
    /// All divisions that it counts in.
    pub fn places(&self) -> BTreeSet<String> {
        self.regions.iter().flat_map(|code| lineage(code)).collect()
    }

    pub fn subjects(&self) -> BTreeSet<String> {
        self.topics.iter().chain(&self.subtopics).cloned().collect()
    }
}

/// How many records have each key.
pub fn tally<K: Ord>(records: &[&Record], keys: impl Fn(&Record) -> BTreeSet<K>) -> BTreeMap<K, usize> {
    let mut out = BTreeMap::new();
    for key in records.iter().flat_map(|r| keys(r)) {
        *out.entry(key).or_insert(0) += 1;
    }
    out
}

/// The issues below `content`: a folder of sources below a publication's, or a source by itself.
fn issues(content: &Path) -> BTreeSet<PathBuf> {
    let sources = walkdir::WalkDir::new(content).into_iter().map(|e| e.expect("readable").into_path());
    let sources = sources.filter(|p| p.extension().is_some_and(|e| e == "txt" || e == "md"));
    sources
        .map(|p| {
            let deep = p.strip_prefix(content).expect("below").components().count() > 2;
            if deep { p.parent().expect("a folder").to_owned() } else { p }
        })
        .collect()
}

pub fn records(content: &Path) -> Vec<Record> {
    let out = dibao().args(["split", "--format", "json"]).args(issues(content)).output().expect("dibao runs");
    assert!(out.status.success(), "{}", String::from_utf8_lossy(&out.stderr));
    let texts = |v: &Value| -> Vec<String> {
        v.as_array().expect("a list").iter().filter_map(|s| s.as_str().map(str::to_owned)).collect()
    };
    let mut records = Vec::new();
    for line in String::from_utf8(out.stdout).expect("UTF-8").lines() {
        let record: Value = serde_json::from_str(line).expect("JSON");
        let year = record["issue"]["date"].as_str().and_then(|d| d.get(..4)?.parse().ok());
        for a in record["articles"].as_array().expect("articles") {
            records.push(Record {
                year,
                regions: texts(&a["regions"]),
                topics: texts(&a["topics"]),
                subtopics: texts(&a["subtopics"]),
            });
        }
    }
    records
}
