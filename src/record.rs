//! The split record (docs/design.md, 6): JSON Lines, one object per source ([`json`]), and the same for human eyes.
//!
//! In: a described issue and its sources. Out: text.

pub mod json;

use crate::describe::DescribedIssue;
use crate::read::SourceText;
use crate::split::{Article, IssueFacts, LineRange};
use serde::Serialize;
use std::fmt::Write;

/// The same for human eyes: one issue.
pub fn text(issue: &DescribedIssue, sources: &[SourceText]) -> String {
    let mut out = String::new();
    // Writing to a String cannot fail.
    let _ = write_text(&mut out, issue, sources);
    out
}

fn write_text(out: &mut String, issue: &DescribedIssue, sources: &[SourceText]) -> std::fmt::Result {
    let several = sources.len() > 1;
    write_facts(out, &issue.facts)?;
    for (k, described) in issue.articles.iter().enumerate() {
        write_article(out, k + 1, &described.article, several)?;
    }
    if !issue.residues.is_empty() {
        writeln!(out, "\nother")?;
    }
    for r in &issue.residues {
        writeln!(out, "    {:<14}{}", word(r.role), spans(&r.lines, several))?;
    }
    if !issue.notices.is_empty() {
        writeln!(out, "\nnotices")?;
    }
    for n in &issue.notices {
        let file = if several { format!("{}:", n.file + 1) } else { String::new() };
        writeln!(out, "    {file}{} {}: {}", n.line, n.code, n.message)?;
    }
    Ok(())
}

fn write_facts(out: &mut String, f: &IssueFacts) -> std::fmt::Result {
    let facts = [
        f.publication.clone(),
        f.number.clone(),
        f.serial.map(|s| format!("总第{s}期")),
        f.edition.clone(),
        f.date.clone().map(|d| format!("{d} ({})", word(f.date_basis))),
    ];
    let known: Vec<String> = facts.into_iter().flatten().collect();
    writeln!(out, "issue: {}", if known.is_empty() { "-".to_string() } else { known.join("  ") })
}

fn write_article(out: &mut String, number: usize, a: &Article, several: bool) -> std::fmt::Result {
    writeln!(out, "\n[{number}] {}", a.title)?;
    for (label, value) in [("kicker", &a.kicker), ("subtitle", &a.subtitle), ("column", &a.column)] {
        if let Some(value) = value {
            writeln!(out, "    {label}: {value}")?;
        }
    }
    let authors: Vec<String> = a
        .authors
        .iter()
        .map(|x| if x.role.is_empty() { x.name.clone() } else { format!("{} ({})", x.name, x.role) })
        .collect();
    if !authors.is_empty() {
        writeln!(out, "    authors: {}", authors.join(", "))?;
    }
    if let Some(page) = &a.page {
        let end = a.page_end.as_ref().map(|e| format!("-{e}")).unwrap_or_default();
        let section = a.section.as_ref().map(|s| format!(" {s}")).unwrap_or_default();
        writeln!(out, "    page: {page}{end}{section}")?;
    }
    for block in &a.blocks {
        let (role, lines) = (word(block.role), spans(&block.lines, several));
        writeln!(out, "    {role:<9}{lines:<9} {}", shortened(&block.text))?;
    }
    Ok(())
}

/// The word that the record has for a role or a basis.
fn word(value: impl Serialize) -> String {
    serde_json::to_value(value).ok().and_then(|v| v.as_str().map(str::to_string)).unwrap_or_default()
}

fn spans(ranges: &[LineRange], several: bool) -> String {
    let one = |r: &LineRange| {
        let file = if several { format!("{}:", r.file + 1) } else { String::new() };
        if r.first == r.last { format!("{file}{}", r.first) } else { format!("{file}{}-{}", r.first, r.last) }
    };
    ranges.iter().map(one).collect::<Vec<_>>().join(",")
}

/// Beginning and end of a long text: enough to see where it was cut.
fn shortened(text: &str) -> String {
    let text = text.replace('\n', " / ");
    let count = text.chars().count();
    if count <= 44 {
        return text;
    }
    let head: String = text.chars().take(24).collect();
    let tail: String = text.chars().skip(count - 14).collect();
    format!("{head} … {tail}")
}
