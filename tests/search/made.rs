//! Archives made up for tests of the search index, and the engine in Node.js that is asked of them.

use dibao::search::{Document, Documents, Zone, fold, index};
use serde_json::{Value, json};
use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};

/// Articles with their days.
pub struct Made(pub Vec<(u32, Document)>, Vec<u32>);

impl Made {
    pub fn new(mut all: Vec<(u32, Document)>) -> Self {
        all.sort_by_key(|(day, _)| *day);
        let days = all.iter().map(|(day, _)| *day).collect();
        Self(all, days)
    }

    /// Those that hold all of some strings and none of others.
    pub fn truth(&self, all: &[&str], none: &[&str]) -> Vec<String> {
        let holds = |document: &Document, word: &str| {
            let word = fold::fold(word);
            document.units.iter().any(|(_, text)| fold::fold(text).contains(&word))
        };
        let fits = |d: &Document| all.iter().all(|w| holds(d, w)) && !none.iter().any(|w| holds(d, w));
        let mut keys: Vec<String> =
            self.0.iter().filter(|(_, d)| fits(d)).map(|(_, d)| d.key.clone()).collect();
        keys.sort();
        keys
    }

    /// Writes the index, and a folder that a query can be asked of.
    pub fn write(&self, site: &Path) {
        let spool = index(self, &|_, _| None).expect("an index").spool;
        for path in spool.paths() {
            let to = site.join("search").join(path);
            std::fs::create_dir_all(to.parent().expect("a folder")).expect("a folder");
            std::fs::write(to, spool.read(path).expect("a part")).expect("a file");
        }
    }
}

impl Documents for Made {
    fn days(&self) -> &[u32] {
        &self.1
    }

    fn length(&self, at: usize) -> usize {
        self.0[at].1.units.iter().map(|(_, text)| text.chars().count()).sum()
    }

    fn document(&self, at: usize) -> anyhow::Result<Document> {
        Ok(self.0[at].1.clone())
    }
}

pub fn article(number: usize, title: &str, units: &[&str]) -> Document {
    let mut all = vec![(Zone::Title, title.to_string())];
    let zones = [Zone::Lead].into_iter().chain(std::iter::repeat(Zone::Body));
    all.extend(zones.zip(units.iter().map(|text| text.to_string())));
    Document {
        key: format!("k{number}"),
        address: format!("a/x/{number}.html"),
        title: title.into(),
        publication: ("x".into(), "某报".into()),
        issue: format!("x/{}", number / 20),
        year: 1990,
        units: all,
        ..Document::default()
    }
}

/// What the engine finds; `None` without Node.js.
pub fn ask(site: &Path, queries: &[(String, Value)]) -> Option<Vec<Value>> {
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/search/ask.mjs");
    let node =
        Command::new("node").arg(script).arg(site).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn();
    let Ok(mut node) = node else {
        eprintln!("no Node.js: the index was written, and not asked");
        return None;
    };
    node.stdin.take()?.write_all(json!(queries).to_string().as_bytes()).expect("queries");
    let output = node.wait_with_output().expect("answers");
    assert!(output.status.success(), "ask.mjs failed");
    Some(serde_json::from_slice(&output.stdout).expect("JSON"))
}

pub fn keys(found: &Value) -> Vec<String> {
    let mut keys: Vec<String> =
        found["ids"].as_array().into_iter().flatten().filter_map(Value::as_str).map(Into::into).collect();
    keys.sort();
    keys
}

/// Asks for single words and compares with the truth.
pub fn same(made: &Made, words: &[&str]) {
    let site = tempfile::tempdir().expect("a folder");
    made.write(site.path());
    let queries: Vec<_> = words.iter().map(|word| ((*word).to_string(), json!({}))).collect();
    let Some(found) = ask(site.path(), &queries) else { return };
    for (word, found) in words.iter().zip(&found) {
        assert_eq!(keys(found), made.truth(&[word], &[]), "{word}: {}", found["troubles"]);
        assert_eq!(found["total"], json!(keys(found).len()), "{word}");
    }
}

/// A stream of numbers that anyone can repeat.
pub fn roll(state: &mut u64) -> usize {
    *state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
    (*state >> 33) as usize
}

/// Articles of few characters: every string comes again and again.
pub fn made_up(count: usize, letters: &str, seed: u64) -> Made {
    let letters: Vec<char> = letters.chars().collect();
    let mut state = seed;
    let text = |length: usize, state: &mut u64| {
        // Common characters are much more common than rare ones, as in print.
        (0..length).map(|_| letters[roll(state) % (1 + roll(state) % letters.len())]).collect::<String>()
    };
    let all = (0..count).map(|number| {
        let title = text(roll(&mut state) % 6, &mut state);
        let units: Vec<String> =
            (0..roll(&mut state) % 4).map(|_| text(1 + roll(&mut state) % 60, &mut state)).collect();
        let units: Vec<&str> = units.iter().map(String::as_str).collect();
        (720_000 + (roll(&mut state) % 9000) as u32, article(number, &title, &units))
    });
    Made::new(all.collect())
}

/// Substrings of the articles, and strings that may not be there.
pub fn words(made: &Made, count: usize, seed: u64) -> Vec<String> {
    let mut state = seed;
    let mut out = Vec::new();
    while out.len() < count {
        let (_, document) = &made.0[roll(&mut state) % made.0.len()];
        let text: Vec<char> = document.units[roll(&mut state) % document.units.len()].1.chars().collect();
        if text.is_empty() {
            continue;
        }
        let (from, length) = (roll(&mut state) % text.len(), 1 + roll(&mut state) % 7);
        let mut word: Vec<char> = text[from..].iter().take(length).copied().collect();
        if out.len() % 3 == 0 {
            let at = roll(&mut state) % word.len();
            word[at] = text[roll(&mut state) % text.len()];
        }
        out.push(word.into_iter().collect());
    }
    out
}
