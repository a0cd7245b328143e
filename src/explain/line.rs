//! One line: what it is, which rules said so, what would have changed it, and the correction that does.

use super::remedy::{Target, remedies};
use super::words::{self, shortened, signed, sum, table};
use super::{Explained, Place};
use crate::read::spell;
use crate::split::HOME;
use crate::split::trace::{Join, Jump, Outcome, Run};
use std::fmt::{self, Write};

/// Tells of a line (an index among the lines with text).
pub fn text(explained: &Explained, line: usize) -> String {
    let mut out = String::new();
    // Writing to a String cannot fail.
    let _ = write(&mut out, explained, line);
    out
}

fn write(out: &mut String, x: &Explained, line: usize) -> fmt::Result {
    let l = &x.lines[line];
    writeln!(out, "{}:{}  {}", x.source.files[l.file].path, l.n, shortened(&l.text))?;
    writeln!(out, "\n是什么 (what it is)")?;
    for place in &x.places[line] {
        writeln!(out, "    {}", place_told(x, place))?;
    }
    if corrections(out, x, line)? {
        writeln!(
            out,
            "\n程序自己是这样判断的；以校订为准 (what the program itself decided; the corrections win)"
        )?;
    } else {
        writeln!(out, "\n为什么 (why)")?;
    }
    let rules: Vec<_> = x.rules_of(line).collect();
    for rule in &rules {
        writeln!(out, "    {rule}")?;
    }
    if let Some(run) = x.run_of(line) {
        run_told(out, x, line, run)?;
    }
    for piece in x.trace.pieces.iter().filter(|p| p.left == line) {
        join_told(
            out,
            x,
            piece,
            "是下面那段话的前半 (it is the first piece of the paragraph below)",
            "不是下面那段话的前半 (it is no piece of the paragraph below)",
        )?;
    }
    for pair in x.trace.pairs.iter().filter(|p| p.left == line || p.right == line) {
        join_told(
            out,
            x,
            pair,
            "两行短题，下一行是主题 (of two short lines, the second is the title)",
            "两行短题，上一行是主题 (of two short lines, the first is the title)",
        )?;
    }
    for join in x.trace.joins.iter().filter(|j| j.right == line) {
        join_told(
            out,
            x,
            join,
            "与上面那行是一段 (one paragraph with the line above)",
            "另起一段 (a paragraph of its own)",
        )?;
    }
    for jump in x.trace.jumps.iter().filter(|j| j.line == line || j.from == Some(line)) {
        jump_told(out, x, line, jump)?;
    }
    for join in x.trace.sorted.iter().filter(|j| j.right == line) {
        join_told(
            out,
            x,
            join,
            "随“上接”搬回原篇 (it goes home with the continuation)",
            "留在这一篇 (it stays here)",
        )?;
    }
    otherwise(out, x, line)
}

fn place_told(x: &Explained, place: &Place) -> String {
    match place {
        Place::Block { article, role, .. } => {
            let (zh, en) = words::block(*role);
            let title = &x.issue.articles[*article].article.title;
            format!("第 {} 篇“{title}”的{zh} ({en} of article {})", article + 1, article + 1)
        }
        Place::Residue(role) => {
            let (zh, en) = words::residue(*role);
            format!("{zh}，不属于任何一篇 ({en}: of no article)")
        }
    }
}

/// The decision about the run of short lines, and how near the other answer was.
fn run_told(out: &mut String, x: &Explained, line: usize, run: &Run) -> fmt::Result {
    let file = x.lines[line].file;
    let total = sum(&run.evidence);
    let (at, sum) = (x.numbers(&run.lines, file), signed(total));
    match run.outcome {
        Outcome::Article => writeln!(
            out,
            "    第 {at} 行合计 {sum}，大于 0，所以另起一篇 (line {at}: sum {sum}, above 0: an article begins)"
        )?,
        Outcome::Heading => writeln!(
            out,
            "    第 {at} 行合计 {sum}，不大于 0，所以不另起一篇 (line {at}: sum {sum}, not above 0: no article begins)"
        )?,
        Outcome::Unplaced => writeln!(
            out,
            "    第 {at} 行合计 {sum}，不大于 0，下面又没有正文，所以不归任何一篇 (line {at}: sum {sum}, not above 0, and no text below: of no article)"
        )?,
    }
    write!(out, "{}", table(&run.evidence, "        "))?;
    let opens = total > 0.0;
    let turns = |weight: f64| (total - weight > 0.0) != opens;
    let lack = format!("{:.1}", total.abs());
    if opens {
        writeln!(
            out,
            "    再少 {lack} 分就不另起一篇 (with {lack} points less no article would have begun)"
        )?;
    } else {
        writeln!(out, "    还差 {lack} 分就会另起一篇 (it lacks {lack} points to have opened an article)")?;
    }
    for e in run.evidence.iter().filter(|e| turns(e.weight)) {
        writeln!(
            out,
            "    单是没有这一条，答案就反过来 (without this one the answer would be the other): {} {}",
            signed(e.weight),
            e.rule
        )?;
    }
    Ok(())
}

fn join_told(out: &mut String, x: &Explained, join: &Join, yes: &str, no: &str) -> fmt::Result {
    let file = x.lines[join.right].file;
    let answer = if join.joined { yes } else { no };
    let (left, right) = (x.number(join.left, file), x.number(join.right, file));
    let alone = join.evidence.iter().all(|e| e.weight == 0.0);
    if alone {
        writeln!(out, "    第 {left} 行与第 {right} 行：{answer}")?;
    } else {
        let total = signed(sum(&join.evidence));
        writeln!(
            out,
            "    第 {left} 行与第 {right} 行：{answer}，合计 {total}，大于 0 才算 (sum {total}, must be above 0)"
        )?;
    }
    write!(out, "{}", table(&join.evidence, "        "))
}

fn jump_told(out: &mut String, x: &Explained, line: usize, jump: &Jump) -> fmt::Result {
    let file = x.lines[line].file;
    let to = x.number(jump.line, file);
    let Some(from) = jump.from else {
        return writeln!(
            out,
            "    第 {to} 行的前文没有找到：没有一处“下转”的分数大于 {HOME} (the beginning was not found: no “continued on” had more than {HOME})"
        );
    };
    let (from, total) = (x.number(from, file), signed(sum(&jump.evidence)));
    writeln!(
        out,
        "    第 {to} 行接第 {from} 行的“下转”，合计 {total}，大于 {HOME} 才算 (line {to} continues line {from}, sum {total}, must be above {HOME})"
    )?;
    write!(out, "{}", table(&jump.evidence, "        "))
}

/// Tells of the corrections that quote this line; whether there are any.
fn corrections(out: &mut String, x: &Explained, line: usize) -> Result<bool, fmt::Error> {
    let told = x.corrections_at(line);
    if !told.is_empty() {
        writeln!(out, "\n校订 (corrections that quote it)")?;
    }
    for c in &told {
        writeln!(out, "    {}:{}  {}", c.path, c.line, spell::correction(&c.action))?;
    }
    Ok(!told.is_empty())
}

fn otherwise(out: &mut String, x: &Explained, line: usize) -> fmt::Result {
    let remedies = remedies(x, line);
    if remedies.is_empty() {
        return Ok(());
    }
    let target = Target::of(x.source, x.lines[line].file);
    writeln!(out, "\n要改 (to have it otherwise): {}", target.told())?;
    for remedy in remedies {
        writeln!(out, "    {}:", remedy.wish())?;
        write!(out, "{}", target.yaml(&remedy.action, "        "))?;
    }
    Ok(())
}
