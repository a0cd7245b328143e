//! What a build did, or would do, in words: `-v` for people, on standard error; `--dry-run` for programs too, on standard output.

use crate::build::Told;
use crate::build::told::{Answer, Cause, Issues, Shift};
use crate::publish::{Note, What, Why};
use std::collections::BTreeMap;
use std::fmt::Write;

/// What was redone and why: issues, then pages by kind, each part sorted.
pub(super) fn verbose(told: &Told) -> String {
    let mut out = String::new();
    // Writing to a String cannot fail.
    let _ = issues(&mut out, &told.issues).and_then(|()| pages(&mut out, told));
    out
}

/// What would change: a line per file below the output folder, and per address whose answer changes.
pub(super) fn changes(told: &Told) -> String {
    let word = |note: &Note| match note.what {
        What::Added => Some("add"),
        What::Changed => Some("change"),
        What::Removed => Some("remove"),
        What::Same | What::Stood => None,
    };
    let files = told.pages.iter().filter_map(|note| Some(format!("{}\t{}", word(note)?, note.path)));
    let answer = |(address, answer): (&String, &Answer)| match answer {
        Answer::Given => format!("address\t{address}"),
        Answer::Back => format!("back\t{address}"),
        Answer::Moved(to) => format!("moved\t{address}\t{to}"),
        Answer::Gone => format!("gone\t{address}"),
    };
    let mut lines: Vec<String> = files.chain(told.addresses.iter().map(answer)).collect();
    lines.sort();
    lines.into_iter().map(|line| line + "\n").collect()
}

fn issues(out: &mut String, issues: &Issues) -> std::fmt::Result {
    let (made, kept, gone) = (issues.made.len(), issues.kept, issues.gone.len());
    writeln!(
        out,
        "各期：做 {made}、沿用 {kept}、没有了 {gone} (issues: {made} made, {kept} kept, {gone} gone)"
    )?;
    // What holds for the whole archive is said once.
    let mut together: BTreeMap<&Cause, usize> = BTreeMap::new();
    let mut lines = Vec::new();
    for (path, causes) in &issues.made {
        for cause in causes.iter().filter(|cause| concerns_all(cause)) {
            *together.entry(cause).or_default() += 1;
        }
        let own: Vec<_> = causes.iter().filter(|cause| !concerns_all(cause)).map(why).collect();
        if !own.is_empty() {
            let (chinese, english): (Vec<_>, Vec<_>) = own.into_iter().unzip();
            lines.push(format!("  {path}: {} ({})", chinese.join("、"), english.join(", ")));
        }
    }
    for (cause, many) in together {
        let (chinese, english) = why(cause);
        writeln!(out, "  {many} 期：{chinese} ({many} issues: {english})")?;
    }
    lines.extend(issues.gone.iter().map(|path| format!("  {path}: 没有了 (gone)")));
    lines.sort();
    lines.iter().try_for_each(|line| writeln!(out, "{line}"))
}

fn concerns_all(cause: &Cause) -> bool {
    matches!(cause, Cause::Full | Cause::Nothing | Cause::Program | Cause::Archive)
}

fn why(cause: &Cause) -> (String, String) {
    let (chinese, english, file) = match cause {
        Cause::Full => ("要求全部重做", "--full", None),
        Cause::Nothing => ("没有以前的结果", "nothing is kept of an earlier build", None),
        Cause::Program => ("程序换了", "another version of dibao", None),
        Cause::Archive => {
            ("archive.yaml 的词表或地名变了", "vocabularies or divisions in archive.yaml", None)
        }
        Cause::New => ("新的一期", "new", None),
        Cause::Publication => ("publication.yaml 变了", "settings of the publication", None),
        Cause::Changed(file) => ("改了", "changed", Some(file)),
        Cause::Added(file) => ("添了", "added", Some(file)),
        Cause::Removed(file) => ("去了", "removed", Some(file)),
        Cause::Lost => ("留下的结果丢了或坏了", "what was kept of it is lost", None),
    };
    match file {
        None => (chinese.into(), english.into()),
        Some(file) => (format!("{chinese} {file}"), english.into()),
    }
}

/// Kinds of pages, by the folder in which they lie.
const KINDS: [(&str, &str, &str); 11] = [
    ("a", "文章", "articles"),
    ("assets", "界面文件", "files of the theme"),
    ("columns", "栏目", "columns"),
    ("data", "数据", "data"),
    ("days", "历史上的今天", "days of the year"),
    ("issues", "各期", "issues"),
    ("people", "人物", "people"),
    ("regions", "地区", "regions"),
    ("search", "检索索引", "search index"),
    ("topics", "主题", "topics"),
    ("years", "年份", "years"),
];

/// What became of the pages of one kind.
#[derive(Default)]
struct Kind {
    made: BTreeMap<Why, usize>,
    written: usize,
    removed: usize,
    stood: usize,
}

fn pages(out: &mut String, told: &Told) -> std::fmt::Result {
    let mut kinds: BTreeMap<(&str, &str, &str), Kind> = BTreeMap::new();
    for note in &told.pages {
        let folder = note.path.split_once('/').map(|(folder, _)| folder);
        let names = KINDS.into_iter().find(|(name, ..)| folder == Some(*name));
        let kind = kinds.entry(names.unwrap_or(("~", "其余", "the rest"))).or_default();
        match note.what {
            What::Stood => kind.stood += 1,
            What::Removed => kind.removed += 1,
            What::Added | What::Changed => kind.written += 1,
            What::Same => {}
        }
        if let Some(why) = note.why {
            *kind.made.entry(why).or_default() += 1;
        }
    }
    let made: usize = kinds.values().flat_map(|kind| kind.made.values()).sum();
    let stood: usize = kinds.values().map(|kind| kind.stood).sum();
    writeln!(out, "网页：做 {made}、沿用 {stood} (pages: {made} made, {stood} kept)")?;
    for shift in &told.ground {
        let (chinese, english) = match shift {
            Shift::Program => ("程序换了", "another version of dibao"),
            Shift::Theme => ("界面主题变了", "the theme changed"),
            Shift::Settings => ("archive.yaml 变了", "archive.yaml changed"),
            Shift::Register => ("addresses.tsv 变了", "addresses.tsv changed"),
            Shift::Everything => {
                ("全部重做：--full，或上次发布中断", "all anew: --full, or the last publish was killed")
            }
        };
        writeln!(out, "  {chinese} ({english})")?;
    }
    for ((_, chinese, english), kind) in kinds {
        if kind.made.is_empty() && kind.removed == 0 {
            continue;
        }
        let made: usize = kind.made.values().sum();
        let (mut han, mut latin) = (Vec::new(), Vec::new());
        for (why, many) in &kind.made {
            let (chinese, english) = match why {
                Why::New => ("新", "new"),
                Why::Other => ("内容或所列有变", "of other texts or entries"),
                Why::Again => ("原页不在或被动过", "gone or touched"),
                Why::Unknown => ("每次都比", "always compared"),
            };
            han.push(format!("{chinese} {many}"));
            latin.push(format!("{many} {english}"));
        }
        let (written, removed) = (kind.written, kind.removed);
        let (comma, colon) = if made > 0 { ("，", ": ") } else { ("", "") };
        let (han, latin) = (han.join("、"), latin.join(", "));
        writeln!(
            out,
            "  {chinese}：做 {made}{comma}{han}；写 {written}、删 {removed} \
             ({english}: {made} made{colon}{latin}; {written} written, {removed} removed)",
        )?;
    }
    Ok(())
}
