//! The right answers, by looking through everything. In: folded articles, queries. Out: for each query the keys of the articles
//! that contain it. Knows nothing of any index.

use super::articles::Units;
use super::queries::{Query, read};
use rayon::prelude::*;
use serde_json::{Value, json};

pub fn found<'a>(articles: &'a [Units], query: &str) -> Vec<&'a str> {
    let asked = read(query);
    if asked.all.is_empty() && asked.none.is_empty() {
        return Vec::new();
    }
    articles
        .iter()
        .filter(|a| {
            asked.all.iter().all(|w| a.folded.contains(w.as_str()))
                && !asked.none.iter().any(|w| a.folded.contains(w.as_str()))
        })
        .map(|a| a.id.as_str())
        .collect()
}

/// Queries with their answers, for the runner.
pub fn answers(articles: &[Units], queries: &[Query]) -> Value {
    let rows: Vec<Value> = queries
        .par_iter()
        .map(|q| json!({ "kind": q.kind, "query": q.text, "ids": found(articles, &q.text) }))
        .collect();
    let bytes: usize = articles.iter().map(|a| a.folded.len()).sum();
    let characters: usize = articles.par_iter().map(|a| a.folded.chars().count()).sum();
    json!({ "articles": articles.len(), "folded_bytes": bytes, "folded_characters": characters, "queries": rows })
}
