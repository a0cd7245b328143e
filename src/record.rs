//! The split record (docs/design.md, 6): JSON Lines, one object per source, and the same for human eyes.
//!
//! In: a described issue and its sources. Out: text. Keys stand in a fixed order.

use crate::describe::{DescribedArticle, DescribedIssue};
use crate::read::SourceText;
use crate::split::{LineRange, Notice, Residue};
use serde_json::{Map, Value, json};
use std::collections::BTreeSet;
use std::fmt::Write;
use std::io;

/// Writes one JSON object per source of the issue, a line each, in the order of its files. Article by article: all of
/// them at once would hold the issue a second time.
pub fn write_json(
    issue: &DescribedIssue,
    sources: &[SourceText],
    out: &mut impl io::Write,
) -> io::Result<()> {
    let paths: Vec<&str> = sources.iter().map(|s| s.path.as_str()).collect();
    (0..sources.len()).try_for_each(|file| source_record(issue, &paths, file, out))
}

fn source_record(
    issue: &DescribedIssue,
    paths: &[&str],
    file: usize,
    out: &mut impl io::Write,
) -> io::Result<()> {
    let facts = &issue.facts;
    let source = json!(paths.get(file).copied().unwrap_or(""));
    let facts = json!({
        "publication": facts.publication, "number": facts.number, "serial": facts.serial, "edition": facts.edition,
        "date": facts.date, "date_basis": facts.date_basis,
    });
    write!(out, r#"{{"source":{},"issue":{},"articles":"#, one_line(&source), one_line(&facts))?;
    let begins = |a: &&DescribedArticle| first_file(a) == Some(file);
    list(issue.articles.iter().filter(begins).map(|a| article(a, paths, file)), out)?;
    write!(out, r#","other":"#)?;
    let here = |r: &&Residue| residue_file(r) == Some(file);
    list(issue.residues.iter().filter(here).map(|r| residue(r, paths, file)), out)?;
    write!(out, r#","notices":"#)?;
    list(issue.notices.iter().filter(|n| n.file == file).map(notice), out)?;
    writeln!(out, "}}")
}

fn list(values: impl Iterator<Item = Value>, out: &mut impl io::Write) -> io::Result<()> {
    write!(out, "[")?;
    for (k, value) in values.enumerate() {
        write!(out, "{}{}", if k > 0 { "," } else { "" }, one_line(&value))?;
    }
    write!(out, "]")
}

/// U+2028 and U+2029 end a line for some readers of JSON Lines: they are written as escapes.
fn one_line(json: &Value) -> String {
    let text = json.to_string();
    if text.contains(['\u{2028}', '\u{2029}']) {
        return text.replace('\u{2028}', "\\u2028").replace('\u{2029}', "\\u2029");
    }
    text
}

fn first_file(article: &DescribedArticle) -> Option<usize> {
    article.article.blocks.first()?.lines.first().map(|r| r.file)
}

fn residue_file(residue: &Residue) -> Option<usize> {
    residue.lines.first().map(|r| r.file)
}

fn article(described: &DescribedArticle, paths: &[&str], file: usize) -> Value {
    let a = &described.article;
    let authors: Vec<&str> = a.authors.iter().map(|x| x.name.as_str()).collect();
    let ids =
        |findings: &[crate::describe::Finding]| findings.iter().map(|f| f.id.clone()).collect::<Vec<_>>();
    let blocks: Vec<Value> = a
        .blocks
        .iter()
        .map(|b| json!({"role": b.role, "lines": ranges(&b.lines, paths, file), "text": b.text}))
        .collect();
    let all: Vec<LineRange> = merged(a.blocks.iter().flat_map(|b| b.lines.iter().copied()));
    let mut out = Map::new();
    out.insert("id".into(), json!(crate::archive::key::key_of(a)));
    out.insert("title".into(), json!(a.title));
    out.insert("kicker".into(), json!(a.kicker));
    out.insert("subtitle".into(), json!(a.subtitle));
    out.insert("column".into(), json!(a.column));
    out.insert("authors".into(), json!(authors));
    out.insert("page".into(), json!(a.page));
    out.insert("page_end".into(), json!(a.page_end));
    out.insert("section".into(), json!(a.section));
    out.insert("lines".into(), ranges(&all, paths, file));
    out.insert("regions".into(), json!(ids(&described.regions)));
    out.insert("topics".into(), json!(ids(&described.topics)));
    out.insert("subtopics".into(), json!(ids(&described.subtopics)));
    out.insert("confidence".into(), json!(a.confidence));
    out.insert("blocks".into(), json!(blocks));
    Value::Object(out)
}

/// All ranges in reading order, each once. What interrupts a paragraph (a caption, a jump) is a block behind it, but
/// stands in the lines where it was printed. Ranges that touch become one.
fn merged(ranges: impl Iterator<Item = LineRange>) -> Vec<LineRange> {
    // Stretches whose ranges ascend: a new one begins where the reading goes to another file, or far back.
    let mut stretches: Vec<BTreeSet<(usize, usize)>> = Vec::new();
    let mut files: Vec<usize> = Vec::new();
    for range in ranges {
        // A line that holds two things is in two blocks close by.
        let near =
            stretches.iter().zip(&files).rev().flat_map(|(s, file)| s.iter().rev().map(move |r| (r, *file)));
        if near.take(16).any(|(r, file)| file == range.file && r.1 <= range.first && range.last <= r.0) {
            continue;
        }
        let last = stretches.last().and_then(BTreeSet::last).filter(|_| files.last() == Some(&range.file));
        let before = match last {
            Some(last) if range.first < last.1 => stretches
                .iter()
                .zip(&files)
                .rposition(|(s, file)| *file == range.file && s.first().is_some_and(|r| r.0 < range.first)),
            Some(_) => stretches.len().checked_sub(1),
            None => None,
        };
        let at = before.unwrap_or_else(|| {
            stretches.push(BTreeSet::new());
            files.push(range.file);
            stretches.len() - 1
        });
        stretches[at].insert((range.last, range.first));
    }
    let order = stretches.into_iter().zip(files).flat_map(|(stretch, file)| {
        stretch.into_iter().map(move |(last, first)| LineRange { file, first, last })
    });
    let mut out: Vec<LineRange> = Vec::new();
    for range in order {
        match out.last_mut() {
            Some(last) if last.file == range.file && range.first == last.last + 1 => last.last = range.last,
            _ => out.push(range),
        }
    }
    out
}

fn residue(r: &Residue, paths: &[&str], file: usize) -> Value {
    json!({"role": r.role, "lines": ranges(&r.lines, paths, file)})
}

fn notice(n: &Notice) -> Value {
    json!({"line": n.line, "code": n.code, "message": n.message, "confidence": n.confidence})
}

fn ranges(ranges: &[LineRange], paths: &[&str], file: usize) -> Value {
    let one = |r: &LineRange| {
        let lines = json!([r.first, r.last]);
        if r.file == file {
            lines
        } else {
            json!({"source": paths.get(r.file).copied().unwrap_or(""), "lines": lines})
        }
    };
    Value::Array(ranges.iter().map(one).collect())
}

/// The same for human eyes: one issue.
pub fn text(issue: &DescribedIssue, sources: &[SourceText]) -> String {
    let mut out = String::new();
    // Writing to a String cannot fail.
    let _ = write_text(&mut out, issue, sources);
    out
}

fn write_text(out: &mut String, issue: &DescribedIssue, sources: &[SourceText]) -> std::fmt::Result {
    let f = &issue.facts;
    let basis = serde_json::to_value(f.date_basis)
        .ok()
        .and_then(|v| v.as_str().map(str::to_string))
        .unwrap_or_default();
    let serial = f.serial.map(|s| format!("总第{s}期"));
    let facts = [
        f.publication.clone(),
        f.number.clone(),
        serial,
        f.edition.clone(),
        f.date.clone().map(|d| format!("{d} ({basis})")),
    ];
    let known: Vec<String> = facts.into_iter().flatten().collect();
    writeln!(out, "issue: {}", if known.is_empty() { "-".to_string() } else { known.join("  ") })?;
    let several = sources.len() > 1;
    for (k, described) in issue.articles.iter().enumerate() {
        let a = &described.article;
        writeln!(out, "\n[{}] {}", k + 1, a.title)?;
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
            let role = serde_json::to_value(block.role)
                .ok()
                .and_then(|v| v.as_str().map(str::to_string))
                .unwrap_or_default();
            writeln!(out, "    {role:<9}{:<9} {}", spans(&block.lines, several), shortened(&block.text))?;
        }
    }
    if !issue.residues.is_empty() {
        writeln!(out, "\nother")?;
    }
    for r in &issue.residues {
        let role = serde_json::to_value(r.role)
            .ok()
            .and_then(|v| v.as_str().map(str::to_string))
            .unwrap_or_default();
        writeln!(out, "    {role:<14}{}", spans(&r.lines, several))?;
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
