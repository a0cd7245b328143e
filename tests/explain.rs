//! `dibao explain`: what it tells is what was decided, and the corrections that it offers do what they promise.

use dibao::correct;
use dibao::describe::topics::Vocabulary;
use dibao::explain::remedy::{Promise, remedies};
use dibao::explain::{Explained, Place, line, outline};
use dibao::read::codes::AnyCode;
use dibao::read::schema::Checker;
use dibao::read::sidecar::{self, Sidecar};
use dibao::read::yaml::YamlText;
use dibao::read::{IssueSource, SourceText, spell};
use dibao::split::{self, SplitIssue};
use std::path::Path;

/// The pages of every case, without what is expected of them.
fn pages() -> Vec<(String, IssueSource)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases");
    let mut out = Vec::new();
    for entry in walkdir::WalkDir::new(root).sort_by_file_name().into_iter().filter_map(Result::ok) {
        if entry.path().extension().is_none_or(|e| e != "txt") {
            continue;
        }
        let text = std::fs::read_to_string(entry.path()).expect("a case is readable UTF-8");
        let mut files: Vec<SourceText> = Vec::new();
        for line in text.lines().take_while(|l| *l != "=== 应为") {
            if line.starts_with("=== 版面") {
                let path = format!("{:02}.txt", files.len() + 1);
                files.push(SourceText { path, ..SourceText::default() });
            } else if let Some(file) = files.last_mut() {
                file.lines.push(line.to_string());
            }
        }
        let name = entry.path().display().to_string();
        out.push((name, IssueSource { path: "case".into(), files, ..IssueSource::default() }));
    }
    out
}

/// Pastes a correction into a sidecar, as a person would.
fn pasted(source: &IssueSource, yaml: &str) -> IssueSource {
    let mut problems = Vec::new();
    let file = YamlText::new("01.yaml", yaml);
    let sidecar = sidecar::read(&mut Checker { file: &file, codes: &AnyCode, problems: &mut problems });
    assert!(problems.is_empty() && sidecar.corrections.len() == 1, "{yaml}: {problems:?}");
    IssueSource { sidecar: Sidecar { path: "01.yaml".into(), ..sidecar }, ..source.clone() }
}

/// The articles and blocks in which a line stands.
fn places(issue: &SplitIssue, at: (usize, usize)) -> Vec<(usize, usize)> {
    let mut out = Vec::new();
    for (a, article) in issue.articles.iter().enumerate() {
        for (b, block) in article.blocks.iter().enumerate() {
            if block.lines.iter().any(|r| r.file == at.0 && (r.first..=r.last).contains(&at.1)) {
                out.push((a, b));
            }
        }
    }
    out
}

#[test]
fn every_correction_offered_does_what_it_promises() {
    let topics = Vocabulary::of(&[]);
    let (mut tried, mut broken) = (0, String::new());
    for (name, source) in &pages() {
        let explained = Explained::of(source, &topics);
        let split = split::split(source);
        let lines = split::line::lines(&source.files);
        let at = |i: usize| (lines[i].file, lines[i].n);
        for i in 0..lines.len() {
            for remedy in remedies(&explained, i) {
                let yaml = format!("corrections:\n  - {}\n", spell::correction(&remedy.action));
                let corrected = pasted(source, &yaml);
                let (issue, problems) = correct::structure(split.clone(), &corrected);
                let told = format!("{name}: line {:?}\n{yaml}{problems:?}", at(i));
                assert!(problems.is_empty(), "{told}");
                let here = places(&issue, at(i));
                let with = |other: usize, key: fn(&(usize, usize)) -> (usize, usize)| {
                    let there = places(&issue, at(other));
                    here.iter().any(|h| there.iter().any(|t| key(h) == key(t)))
                };
                let kept = match remedy.promise {
                    Promise::Begins => here.iter().any(|(a, _)| {
                        let first = &issue.articles[*a].blocks[0].lines[0];
                        (first.file, first.first) == at(i)
                    }),
                    Promise::OneArticleWith(other) => with(other, |p| (p.0, 0)),
                    Promise::OneBlockWith(other) => with(other, |p| *p),
                    Promise::Leaves => here.is_empty(),
                };
                if !kept {
                    broken += &format!("{:?} is not kept: {told}\n", remedy.promise);
                }
                tried += 1;
            }
        }
    }
    assert!(broken.is_empty(), "{broken}");
    assert!(tried > 1000, "only {tried} corrections were offered");
}

/// Tracing changes nothing, and every line of every page can be asked about.
#[test]
fn what_is_told_is_what_was_decided() {
    let topics = Vocabulary::of(&[]);
    for (name, source) in pages() {
        assert_eq!(split::explained(&source).0, split::split(&source), "{name}");
        let explained = Explained::of(&source, &topics);
        for (file, text) in source.files.iter().enumerate() {
            let told = outline::text(&explained, file);
            assert!(told.starts_with(&text.path), "{name}");
            for (k, raw) in text.lines.iter().enumerate() {
                match explained.index(file, k + 1) {
                    None => assert!(raw.trim().is_empty(), "{name}:{}", k + 1),
                    Some(i) => {
                        let why = line::text(&explained, i);
                        assert!(why.contains(" ["), "{name}:{}: no rule is named\n{why}", k + 1);
                        let placed = explained.places()[i]
                            .first()
                            .is_some_and(|p| matches!(p, Place::Block { .. } | Place::Residue(_)));
                        assert!(placed, "{name}:{}", k + 1);
                    }
                }
            }
        }
    }
}
