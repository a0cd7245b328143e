//! Opens the files of an issue: text, front matter, sidecars.
//!
//! In: a [`Plan`]. Out: an [`IssueSource`]. A file that cannot be read is noted, and its issue is read without it.

use super::codes::KnownCodes;
use super::decode::{decode, lines, replacement_characters};
use super::group::{Plan, archive_of};
use super::nearest::nearest;
use super::schema::Checker;
use super::settings::{self, ArchiveSettings, ArchiveYaml, PublicationSettings};
use super::sidecar::{self, Sidecar};
use super::topics::{self, Known, TopicFile};
use super::walk::{Found, Tree, unreadable};
use super::yaml::{Value, YamlText};
use super::{IssueSource, SourceText};
use crate::report::Problem;
use std::collections::BTreeSet;
use std::fs;

/// Reads files, and notes what is wrong with them.
pub struct Loader<'a> {
    /// What regions and topics are checked against.
    pub codes: &'a dyn KnownCodes,
    /// What was wrong so far.
    pub problems: Vec<Problem>,
}

impl<'a> Loader<'a> {
    /// A reader that has seen nothing wrong yet.
    pub fn new(codes: &'a dyn KnownCodes) -> Self {
        Self { codes, problems: Vec::new() }
    }

    /// The issue; `None` where not one of its files can be read.
    pub fn issue(&mut self, plan: &Plan, publication: PublicationSettings) -> Option<IssueSource> {
        let mut files = Vec::new();
        let mut sidecar =
            plan.sidecar.as_ref().map(|found| self.yaml(found, sidecar::read)).unwrap_or_default();
        for (source, beside) in &plan.pages {
            // The YAML is read though its source is bad: all that is wrong is told at once.
            let beside = beside.as_ref().map(|found| self.yaml(found, sidecar::read)).unwrap_or_default();
            let Some((text, front)) = self.source(source) else { continue };
            sidecar = sidecar.or(beside).or(front);
            files.push(text);
        }
        let (path, folder) = (plan.path.clone(), plan.folder.clone());
        (!files.is_empty()).then_some(IssueSource { path, folder, files, sidecar, publication })
    }

    /// Reads a YAML file by `read`; of one that cannot be read, nothing.
    pub fn yaml<T: Default>(&mut self, found: &Found, read: fn(&mut Checker) -> T) -> T {
        let Some(text) = self.text(found) else { return T::default() };
        let file = YamlText::new(&found.shown, &text.0);
        read(&mut Checker { file: &file, codes: self.codes, problems: &mut self.problems })
    }

    /// Reads `archive.yaml` and the vocabularies that it names, and tells `known` of their topics. Gives the settings, and
    /// the shown paths of the files that it names.
    pub fn archive(&mut self, tree: &Tree, known: &mut Known) -> (ArchiveSettings, BTreeSet<String>) {
        let mut named = BTreeSet::new();
        let Some(found) = archive_of(tree) else { return (ArchiveSettings::default(), named) };
        let Some((text, _)) = self.text(found) else { return (ArchiveSettings::default(), named) };
        let file = YamlText::new(&found.shown, &text);
        let mut check = Checker { file: &file, codes: self.codes, problems: &mut self.problems };
        let ArchiveYaml { mut settings, vocabularies } = settings::archive(&mut check);
        for (path, spot) in vocabularies {
            match tree.yaml(&path) {
                Ok(vocabulary) if named.insert(vocabulary.shown.clone()) => {
                    settings.vocabularies.extend(self.topics(vocabulary, known));
                }
                Ok(_) => {
                    let help = "请删去一处 (remove one)";
                    self.problems.push(file.error(spot, format!("{path} 写了两次 (named twice)")).help(help));
                }
                Err(all) => {
                    let message = format!("content 里没有这份词表 {path} (no such file below content/)");
                    let help = match nearest(&path, all.iter().map(String::as_str)) {
                        Some(near) => format!("是不是 {near}? (did you mean {near}?)"),
                        None => {
                            "路径从 content/ 写起，如 vocabularies/silk.yaml (a path below content/)".into()
                        }
                    };
                    self.problems.push(file.error(spot, message).help(help));
                }
            }
        }
        (settings, named)
    }

    fn topics(&mut self, found: &Found, known: &mut Known) -> Option<TopicFile> {
        let (text, _) = self.text(found)?;
        let file = YamlText::new(&found.shown, &text);
        let mut check = Checker { file: &file, codes: self.codes, problems: &mut self.problems };
        Some(topics::read(&mut check, known))
    }

    fn text(&mut self, found: &Found) -> Option<(String, &'static str)> {
        let bytes = match fs::read(&found.real) {
            Ok(bytes) => bytes,
            Err(error) => {
                self.problems.push(unreadable(&found.shown, &error));
                return None;
            }
        };
        match decode(&found.shown, &bytes) {
            Ok(decoded) => Some((decoded.text, decoded.encoding)),
            Err(problem) => {
                self.problems.push(*problem);
                None
            }
        }
    }

    fn source(&mut self, found: &Found) -> Option<(SourceText, Sidecar)> {
        let (text, encoding) = self.text(found)?;
        let lines = lines(&text);
        drop(text);
        let (front_matter, front) = self.front_matter(&found.shown, &lines);
        let blank =
            |line: &String| line.chars().all(|c| c.is_whitespace() || matches!(c, '\u{FEFF}' | '\u{200B}'));
        if lines.iter().skip(front_matter).all(blank) {
            self.problems.push(
                Problem::error(&found.shown, "文件是空的 (the file is empty)")
                    .help("请补上文本，或删去此文件 (give it text, or remove it)"),
            );
            return None;
        }
        self.problems.extend(replacement_characters(&found.shown, &lines));
        Some((SourceText { path: found.shown.clone(), lines, front_matter, encoding }, front))
    }

    /// How many lines of front matter the source begins with, and what they say.
    ///
    /// A newspaper page may well begin with a rule of hyphens: only a mapping with a key of ours is front matter.
    fn front_matter(&mut self, path: &str, lines: &[String]) -> (usize, Sidecar) {
        let none = (0, Sidecar::default());
        let fence = |line: &String| line.trim_end() == "---";
        if !lines.first().is_some_and(fence) {
            return none;
        }
        let Some(inside) = lines.iter().skip(1).position(fence) else { return none };
        // An empty line in place of the first fence: so the lines keep their numbers.
        let block = std::iter::once("").chain(lines.iter().skip(1).take(inside).map(String::as_str));
        let block = block.collect::<Vec<_>>().join("\n");
        let file = YamlText::new(path, &block);
        let mut broken = Vec::new();
        let is_ours = |key: &str| sidecar::KEYS.contains(&key);
        match file.parse(&mut broken).map(|node| node.value) {
            Some(Value::Map(entries)) if entries.iter().any(|entry| is_ours(&entry.key)) => {}
            _ => {
                let meant =
                    |line: &str| line.split_once([':', '\u{FF1A}']).is_some_and(|(key, _)| is_ours(key));
                if block.lines().any(meant) {
                    let told = broken
                        .into_iter()
                        .map(|problem| Problem { severity: crate::report::Severity::Warning, ..problem });
                    self.problems.extend(told.map(|problem| {
                        problem.help(
                            "像是文件头，但读不懂，已当作正文 (looks like front matter; taken for text)",
                        )
                    }));
                }
                return none;
            }
        }
        let mut check = Checker { file: &file, codes: self.codes, problems: &mut self.problems };
        (inside + 2, sidecar::read(&mut check))
    }
}
