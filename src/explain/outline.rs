//! All articles of a file: what opened each, what nearly did, what was joined, and what belongs to none.

use super::words::{self, shortened, signed, sum};
use super::{Explained, Place};
use crate::describe::{DescribedArticle, Finding, regions};
use crate::read::spell;
use crate::split::evidence::Evidence;
use crate::split::rules::{Kind, Rule};
use crate::split::trace::{Join, Outcome};
use crate::split::{Article, HOME, ResidueRole};
use std::collections::BTreeMap;
use std::fmt::{self, Write};

/// Tells of a file of the issue.
pub fn text(explained: &Explained, file: usize) -> String {
    let mut out = String::new();
    // Writing to a String cannot fail.
    let _ = write(&mut out, explained, file);
    out
}

fn write(out: &mut String, x: &Explained, file: usize) -> fmt::Result {
    writeln!(out, "{}", x.source.files[file].path)?;
    let f = &x.issue.facts;
    let serial = f.serial.map(|s| format!("总第{s}期"));
    let facts: Vec<String> =
        [f.publication.clone(), f.number.clone(), serial, f.date.clone()].into_iter().flatten().collect();
    if !facts.is_empty() {
        writeln!(out, "{}", facts.join("  "))?;
    }
    writeln!(
        out,
        "各条规则打分，合计大于 0 就另起一篇 (rules weigh; where their sum is above 0 an article begins)"
    )?;
    let here = |i: &usize| x.lines[*i].file == file;
    for (k, described) in x.issue.articles.iter().enumerate() {
        let lines = x.article_lines(k);
        if lines.iter().any(here) {
            article(out, x, file, k, described, &lines)?;
        }
    }
    residues(out, x, file)?;
    let notices: Vec<_> = x.issue.notices.iter().filter(|n| n.file == file).collect();
    if !notices.is_empty() {
        writeln!(out, "\n存疑 (notices)")?;
    }
    for n in notices {
        writeln!(out, "    {}  {} [{}]", n.line, n.message, n.code)?;
    }
    corrections(out, x)
}

fn article(
    out: &mut String,
    x: &Explained,
    file: usize,
    k: usize,
    described: &DescribedArticle,
    lines: &[usize],
) -> fmt::Result {
    let a = &described.article;
    writeln!(
        out,
        "\n[{}] {}\n    第 {} 行，把握 {:.2} (lines {}, confidence {:.2})",
        k + 1,
        a.title,
        x.numbers(lines, file),
        a.confidence,
        x.numbers(lines, file),
        a.confidence
    )?;
    facts(out, x, a, lines)?;
    findings(out, "地区 (regions)", &described.regions, region_name)?;
    findings(out, "主题 (topics)", &described.topics, |id| format!("{} {id}", x.topics.name(id)))?;
    findings(out, "关键词语 (phrases)", &described.phrases, str::to_string)?;
    opening(out, x, file, lines)?;
    refused(out, x, file, lines)?;
    joins(out, x, file, lines)?;
    jumps(out, x, file, lines)
}

fn facts(out: &mut String, x: &Explained, a: &Article, lines: &[usize]) -> fmt::Result {
    let names: Vec<&str> = a.authors.iter().map(|a| a.name.as_str()).collect();
    let page = a.page.as_ref().map(|p| {
        let end = a.page_end.as_ref().map(|e| format!("-{e}")).unwrap_or_default();
        format!("{p}{end} {}", a.section.as_deref().unwrap_or("")).trim().to_string()
    });
    let facts = [
        ("署名 (byline)", Some(names.join("、")).filter(|n| !n.is_empty())),
        ("栏目 (column)", a.column.clone()),
        ("版页 (page)", page),
    ];
    for (label, fact) in facts {
        if let Some(fact) = fact {
            writeln!(out, "    {label}: {fact}")?;
        }
    }
    let mut said: Vec<Rule> =
        lines.iter().flat_map(|i| x.rules_of(*i)).filter(|r| r.kind() == Kind::Facts).collect();
    said.sort_unstable();
    said.dedup();
    said.iter().try_for_each(|rule| writeln!(out, "        {rule}"))
}

fn findings(out: &mut String, label: &str, found: &[Finding], name: impl Fn(&str) -> String) -> fmt::Result {
    if found.is_empty() {
        return Ok(());
    }
    let one = |f: &Finding| {
        let because =
            if f.evidence.is_empty() { String::new() } else { format!(" ← {}", f.evidence.join("、")) };
        format!("{}{because}", name(&f.id))
    };
    writeln!(out, "    {label}: {}", found.iter().map(one).collect::<Vec<_>>().join("；"))
}

fn region_name(code: &str) -> String {
    regions::division(code).map_or(code.to_string(), |d| format!("{} {code}", d.name))
}

/// What opened the article: the sum of the rules, a rule alone, or a person.
fn opening(out: &mut String, x: &Explained, file: usize, lines: &[usize]) -> fmt::Result {
    let run = lines.iter().find_map(|i| x.run_of(*i).filter(|r| r.outcome == Outcome::Article));
    let first = lines.first().copied().unwrap_or(0);
    let begins =
        run.is_some_and(|r| r.lines.iter().any(|i| lines.iter().take(r.lines.len()).any(|l| l == i)));
    if let Some(run) = run.filter(|_| begins) {
        let total = signed(sum(&run.evidence));
        let at = x.numbers(&run.lines, file);
        writeln!(out, "    起篇：第 {at} 行，合计 {total} (opened by line {at}, sum {total})")?;
        return write!(out, "{}", words::table(&run.evidence, "        "));
    }
    let alone = x.rules_of(first).find(|r| matches!(r, Rule::TextWithoutHeadline | Rule::AnotherDateline));
    match alone {
        Some(rule) => {
            writeln!(out, "    起篇：第 {} 行 (opened by this line): {rule}", x.number(first, file))
        }
        None if x.corrections_at(first).is_empty() => {
            writeln!(out, "    起篇：第 {} 行 (opened by this line)", x.number(first, file))
        }
        None => {
            writeln!(out, "    起篇：第 {} 行，由校订立起 (opened by a correction)", x.number(first, file))
        }
    }
}

/// Headline-like lines within the article that were refused.
fn refused(out: &mut String, x: &Explained, file: usize, lines: &[usize]) -> fmt::Result {
    let runs = x
        .trace
        .runs
        .iter()
        .filter(|r| r.outcome != Outcome::Article && r.lines.first().is_some_and(|i| lines.contains(i)));
    for (k, run) in runs.enumerate() {
        if k == 0 {
            writeln!(out, "    像标题而未起篇的短行 (like headlines, but did not open an article):")?;
        }
        let total = sum(&run.evidence);
        let text: Vec<String> = run.lines.iter().map(|i| shortened(&x.lines[*i].text)).collect();
        writeln!(
            out,
            "        第 {} 行“{}”，合计 {} (line {}, sum {}): {}",
            x.numbers(&run.lines, file),
            text.join(" / "),
            signed(total),
            x.numbers(&run.lines, file),
            signed(total),
            brief(&run.evidence)
        )?;
    }
    Ok(())
}

/// Pieces that were put together. Those that one rule alone decided are told in one line.
fn joins(out: &mut String, x: &Explained, file: usize, lines: &[usize]) -> fmt::Result {
    let mut alone: BTreeMap<Rule, Vec<usize>> = BTreeMap::new();
    let mut weighed: Vec<&Join> = Vec::new();
    for join in x.trace.joins.iter().chain(&x.trace.pieces).filter(|j| j.joined && lines.contains(&j.right)) {
        match join.evidence[..] {
            [Evidence { rule, weight: 0.0 }] => alone.entry(rule).or_default().push(join.right),
            _ => weighed.push(join),
        }
    }
    if !alone.is_empty() || !weighed.is_empty() {
        writeln!(out, "    并成一段 (put together):")?;
    }
    weighed.sort_by_key(|j| (j.left, j.right));
    weighed.dedup_by_key(|j| (j.left, j.right));
    for join in weighed {
        let (left, right) = (x.number(join.left, file), x.number(join.right, file));
        let total = signed(sum(&join.evidence));
        writeln!(out, "        {left} + {right}，合计 {total} (sum {total}): {}", brief(&join.evidence))?;
    }
    for (rule, all) in alone {
        writeln!(out, "        {}: {rule}", x.numbers(&all, file))?;
    }
    Ok(())
}

fn jumps(out: &mut String, x: &Explained, file: usize, lines: &[usize]) -> fmt::Result {
    for jump in x.trace.jumps.iter().filter(|j| lines.contains(&j.line)) {
        let to = x.number(jump.line, file);
        match jump.from {
            Some(from) => {
                let (from, total) = (x.number(from, file), signed(sum(&jump.evidence)));
                writeln!(
                    out,
                    "    转版：第 {to} 行接第 {from} 行，合计 {total}，要大于 {HOME} (jump: line {to} continues line {from}, sum {total}, must be above {HOME}): {}",
                    brief(&jump.evidence)
                )?;
            }
            None => writeln!(
                out,
                "    转版：第 {to} 行的前文没有找到 (the beginning of the continuation at line {to} was not found)"
            )?,
        }
    }
    Ok(())
}

/// `+4.5 dateline, -1.5 prior`
fn brief(evidence: &[Evidence]) -> String {
    let one = |e: &Evidence| {
        let weight = if e.weight == 0.0 { String::new() } else { format!("{} ", signed(e.weight)) };
        format!("{weight}{}", e.rule.id())
    };
    evidence.iter().map(one).collect::<Vec<_>>().join(", ")
}

fn residues(out: &mut String, x: &Explained, file: usize) -> fmt::Result {
    let mut rows: Vec<(Vec<usize>, ResidueRole, Vec<Rule>)> = Vec::new();
    for (i, places) in x.places.iter().enumerate().filter(|(i, _)| x.lines[*i].file == file) {
        let Some(Place::Residue(role)) = places.first() else { continue };
        let why: Vec<Rule> =
            x.rules_of(i).filter(|r| !matches!(r, Rule::ShortLine | Rule::Paragraph)).collect();
        match rows.last_mut().filter(|r| r.1 == *role && r.2 == why && r.0.last() == Some(&(i.max(1) - 1))) {
            Some(row) => row.0.push(i),
            None => rows.push((vec![i], *role, why)),
        }
    }
    if !rows.is_empty() {
        writeln!(out, "\n版外文字 (lines of no article)")?;
    }
    for (lines, role, why) in rows {
        let (zh, en) = words::residue(role);
        let mut why: Vec<String> = why.iter().map(Rule::to_string).collect();
        if lines.iter().any(|i| !x.corrections_at(*i).is_empty()) {
            why.push("由校订 (by a correction)".to_string());
        }
        writeln!(out, "    {}  {zh} ({en}): {}", x.numbers(&lines, file), why.join("；"))?;
    }
    Ok(())
}

fn corrections(out: &mut String, x: &Explained) -> fmt::Result {
    let all = &x.source.sidecar.corrections;
    if !all.is_empty() {
        writeln!(out, "\n校订，已照办 (corrections, applied)")?;
    }
    for c in all {
        let missed = x.problems.iter().any(|p| p.path == c.path && p.place == Some((c.line, c.column)));
        let missed =
            if missed { "  ← 没有照办，见警告 (not applied: see the warning)" } else { "" };
        writeln!(out, "    {}:{}  {}{missed}", c.path, c.line, spell::correction(&c.action))?;
    }
    Ok(())
}
