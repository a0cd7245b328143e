//! Hugo beside Dibao. In: a site that Dibao built. Out: the same articles as Hugo wants them, split and described already:
//! Markdown with front matter; and the command that builds a site of them with the same kinds of pages (`hugo/layouts`).
//!
//! Steps: the facts of each article are read from the site's `data/`, its text from its page; an `_index.md` names each
//! publication, issue, division and topic. The articles of the issue that arrives are kept apart, to be put in and taken out.

use crate::articles::{between, blocks, parse, plain};
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

const HERE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/benches/build/hugo");

/// How Hugo shows long lists.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Lists {
    Whole,
    Paged,
}

/// The program and its material.
pub struct Hugo {
    program: OsString,
    source: PathBuf,
    /// Files of the issue that arrives, below `content/`.
    arriving: Vec<(PathBuf, String)>,
}

/// The program that was named, or the one on the path; and its version.
pub fn find(named: Option<String>) -> Option<(OsString, String)> {
    let program = named.unwrap_or_else(|| "hugo".into());
    let told = Command::new(&program).arg("version").output().ok().filter(|o| o.status.success())?;
    let text = String::from_utf8_lossy(&told.stdout);
    let version = text.split_whitespace().take(2).collect::<Vec<_>>().join(" ");
    Some((program.into(), version))
}

impl Hugo {
    /// Makes the source folder from a site that Dibao built. Articles below `arriving` are kept apart.
    pub fn new(program: &OsString, source: PathBuf, site: &Path, arriving: &str) -> Result<Self, String> {
        super::tree::emptied(&source)?;
        copied(Path::new(HERE), &source)?;
        let mut material =
            Material { site, source: &source, arriving, kept: Vec::new(), named: BTreeSet::new() };
        material.all()?;
        let arriving = material.kept;
        if arriving.is_empty() {
            return Err("the issue that arrives has no articles".into());
        }
        Ok(Self { program: program.clone(), source, arriving })
    }

    /// The command that builds into a folder.
    pub fn command(&self, lists: Lists, into: &Path) -> (OsString, Vec<OsString>) {
        let mut config = self.source.join("hugo.toml").into_os_string();
        if lists == Lists::Paged {
            config.push(",");
            config.push(self.source.join("paged.toml"));
        }
        let arguments = [
            "build".into(),
            "--quiet".into(),
            "--source".into(),
            self.source.clone().into(),
            "--destination".into(),
            into.into(),
            "--config".into(),
            config,
        ];
        (self.program.clone(), arguments.to_vec())
    }

    /// The issue arrives.
    pub fn arrive(&self) -> Result<(), String> {
        self.arriving
            .iter()
            .try_for_each(|(path, text)| written(&self.source.join("content").join(path), text))
    }

    /// It was not there.
    pub fn take_back(&self) -> Result<(), String> {
        for (path, _) in &self.arriving {
            let path = self.source.join("content").join(path);
            fs::remove_file(&path).map_err(|e| format!("{}: {e}", path.display()))?;
        }
        Ok(())
    }
}

/// What Hugo's content is made from.
struct Material<'a> {
    site: &'a Path,
    source: &'a Path,
    arriving: &'a str,
    kept: Vec<(PathBuf, String)>,
    /// Sections and terms that have their `_index.md`.
    named: BTreeSet<String>,
}

impl Material<'_> {
    fn all(&mut self) -> Result<(), String> {
        let mut weights: BTreeMap<String, usize> = BTreeMap::new();
        let data = self.site.join("data");
        for entry in walkdir::WalkDir::new(&data).sort_by_file_name() {
            let entry = entry.map_err(|e| e.to_string())?;
            if !entry.file_type().is_file() {
                continue;
            }
            let text = read(entry.path())?;
            for line in text.lines() {
                let article = parse(line).map_err(|e| format!("{}: {e}", entry.path().display()))?;
                let issue = word(&article, "address").rsplit_once('/').unwrap_or_default().0;
                let weight = weights.entry(issue.to_string()).or_default();
                *weight += 1;
                let weight = *weight;
                self.article(&article, issue, weight)?;
            }
        }
        Ok(())
    }

    fn article(&mut self, article: &Value, issue: &str, weight: usize) -> Result<(), String> {
        let address = word(article, "address");
        let publication = issue.rsplit_once('/').unwrap_or_default().0;
        self.name("a", "报刊")?;
        self.name(publication, word(article, "publication"))?;
        self.name(issue, word(article, "date"))?;
        let mut regions = BTreeSet::new();
        for code in words(article, "regions") {
            // A division's list has the articles of all that lies in it, here as there.
            let up = [code.get(..2).map(|c| format!("{c}0000")), code.get(..4).map(|c| format!("{c}00"))];
            regions.extend(up.into_iter().flatten().chain([code.to_string()]));
        }
        regions.retain(|code| self.site.join(format!("regions/{code}.html")).exists());
        let topics: Vec<&str> = words(article, "topics").chain(words(article, "subtopics")).collect();
        for (kind, id) in
            regions.iter().map(|r| ("regions", r.as_str())).chain(topics.iter().map(|t| ("topics", *t)))
        {
            self.term(kind, id)?;
        }
        let mut front = json!({"title": article["title"], "date": day(word(article, "date")), "weight": weight,
            "regions": regions, "topics": topics, "authors_printed": article["authors"], "publication": article["publication"],
            "issue_date": article["date"]});
        for key in ["kicker", "subtitle", "page", "section"] {
            if !article[key].is_null() {
                front[key] = article[key].clone();
            }
        }
        let page = read(&self.site.join(address))?;
        let text = between(&page, "<div class=\"text\">", "<footer class=\"record\"").unwrap_or_default();
        let paragraphs: Vec<String> = blocks(text).map(|block| escaped(block.trim())).collect();
        // JSON is one of the forms of front matter that Hugo reads.
        let text = format!("{front}\n\n{}\n", paragraphs.join("\n\n"));
        self.keep(PathBuf::from(address).with_extension("md"), text)
    }

    /// A section's own page.
    fn name(&mut self, section: &str, title: &str) -> Result<(), String> {
        if !self.named.insert(section.to_string()) {
            return Ok(());
        }
        let text = format!(
            "{}\n",
            json!({"title": title, "date": day(section.rsplit('/').next().unwrap_or_default())})
        );
        self.keep(Path::new(section).join("_index.md"), text)
    }

    /// A division's or a topic's own page, named as Dibao names it.
    fn term(&mut self, kind: &str, id: &str) -> Result<(), String> {
        let path = format!("{kind}/{id}");
        if !self.named.insert(path.clone()) {
            return Ok(());
        }
        let page = read(&self.site.join(format!("{path}.html")))?;
        let title =
            between(&page, "<h1", "</h1>").and_then(|h| h.split_once('>')).map_or("", |(_, name)| name);
        written(
            &self.source.join("content").join(path).join("_index.md"),
            &format!("{}\n", json!({"title": plain(title)})),
        )
    }

    /// Writes a file, or keeps it where it is of the issue that arrives.
    fn keep(&mut self, path: PathBuf, text: String) -> Result<(), String> {
        if path.to_string_lossy().replace('\\', "/").starts_with(self.arriving) {
            self.kept.push((path, text));
            return Ok(());
        }
        written(&self.source.join("content").join(path), &text)
    }
}

/// What Hugo takes for a date: the year's or month's first day where there is no more.
fn day(date: &str) -> Option<&str> {
    let digits = date.len() == 10 && date.bytes().all(|b| b.is_ascii_digit() || b == b'-');
    digits.then_some(date)
}

/// Text that Markdown takes for nothing but text.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for (at, c) in text.char_indices() {
        let anywhere =
            matches!(c, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '&' | '~' | '{' | '}' | '|');
        if anywhere || at == 0 && matches!(c, '#' | '+' | '-' | '=') {
            out.push('\\');
        }
        // A number with a stop at the beginning would be a list.
        if matches!(c, '.' | ')') && !out.is_empty() && out.bytes().all(|b| b.is_ascii_digit()) {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

fn word<'a>(article: &'a Value, name: &str) -> &'a str {
    article[name].as_str().unwrap_or_default()
}

fn words<'a>(article: &'a Value, name: &str) -> impl Iterator<Item = &'a str> {
    article[name].as_array().into_iter().flatten().filter_map(Value::as_str)
}

fn read(path: &Path) -> Result<String, String> {
    fs::read_to_string(path).map_err(|e| format!("{}: {e}", path.display()))
}

fn written(path: &Path, text: &str) -> Result<(), String> {
    let wrong = |e: std::io::Error| format!("{}: {e}", path.display());
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).map_err(wrong)?;
    }
    fs::write(path, text).map_err(wrong)
}

/// Copies the layouts and settings.
fn copied(from: &Path, to: &Path) -> Result<(), String> {
    for entry in walkdir::WalkDir::new(from) {
        let entry = entry.map_err(|e| e.to_string())?;
        if entry.file_type().is_file() {
            let within = entry.path().strip_prefix(from).map_err(|e| e.to_string())?;
            written(&to.join(within), &read(entry.path())?)?;
        }
    }
    Ok(())
}
