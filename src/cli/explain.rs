//! `dibao explain`: why a file was split as it was, or what a line is and why.

use super::status;
use crate::describe::codes::{RegionsOnly, Tables};
use crate::describe::topics::Vocabulary;
use crate::explain::{Explained, line, outline};
use crate::read::{self, Asked};
use crate::report::{self, Problem, Severity};
use clap::Args;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// 说明一个源文件为什么这样分篇，或者某一行为什么是这样 (why a file is split as it is, or why a line is what it is)
#[derive(Debug, Args)]
#[command(
    after_help = "例 (examples):\n  dibao explain content/jcgz/2022-05.txt        # 每篇由什么立起 (what opened each article)\n  dibao explain content/jcgz/2022-05.txt:116    # 第 116 行是什么，为什么，怎样改 (line 116: what, why, and how to change it)"
)]
pub struct Options {
    /// 源文件；加 :行号 只问一行 (a source; with :LINE one line of it)
    #[arg(value_name = "FILE[:LINE]")]
    place: String,
    /// 档案库的文件夹：源文件在其中时，连同同一期的别的版面一起看 (the archive: a file in it is read with the pages of its issue)
    #[arg(long, default_value = "content", value_name = "DIR")]
    content: PathBuf,
}

/// Explains and prints; errors go to stderr, all at once.
pub fn run(options: &Options) -> ExitCode {
    let (path, asked) = place(&options.place);
    let (issue, mut problems) = read(&path, &options.content);
    let told = issue.as_ref().and_then(|Asked { issue, file, vocabularies, .. }| {
        let topics = Vocabulary::of(vocabularies);
        let mut explained = Explained::of(issue, &topics);
        problems.append(&mut explained.problems.clone());
        match asked {
            None => Some(outline::text(&explained, *file)),
            Some(n) => match one_line(&mut explained, *file, n) {
                Ok(text) => Some(text),
                Err(problem) => {
                    problems.push(*problem);
                    None
                }
            },
        }
    });
    let mut out = io::stdout().lock();
    if let Some(told) = told
        && let Err(error) = out.write_all(told.as_bytes()).and_then(|()| out.flush())
        && error.kind() != io::ErrorKind::BrokenPipe
    {
        eprintln!("dibao: 无法写到标准输出 (cannot write to standard output): {error}");
        return ExitCode::from(status::MACHINE);
    }
    eprint!("{}", report::render(&problems, false));
    let failed = problems.iter().any(|p| p.severity == Severity::Error);
    if failed { ExitCode::from(status::CONTENT) } else { ExitCode::SUCCESS }
}

/// `a.txt:12` → the file and the line; a file whose name ends so is the file.
fn place(typed: &str) -> (PathBuf, Option<usize>) {
    let whole = PathBuf::from(typed);
    if whole.exists() {
        return (whole, None);
    }
    match typed.rsplit_once(':') {
        Some((path, n)) if !path.is_empty() => match n.parse() {
            Ok(n) => (path.into(), Some(n)),
            Err(_) => (whole, None),
        },
        _ => (whole, None),
    }
}

/// The issue of the file, and which of its files it is.
fn read(path: &Path, content: &Path) -> (Option<Asked>, Vec<Problem>) {
    if path.is_dir() {
        let problem = Problem::error(read::walk::shown(path), "这是文件夹 (it is a folder)")
            .help("请给一个源文件；看整期用 dibao split (name a source; dibao split shows a whole issue)");
        return (None, vec![problem]);
    }
    if let Some(mut asked) = read::issue_of(path, content, &Tables::default()) {
        let problems = std::mem::take(&mut asked.problems);
        return (Some(asked), problems);
    }
    let (mut library, mut problems) = read::sources_with(&[path.to_owned()], &RegionsOnly);
    for passed in library.passed_over {
        problems.push(
            Problem::error(passed, "这是旁注，不是源文件 (a sidecar, no source)")
                .help("请给它的源文件 (name its source)"),
        );
    }
    let asked = |issue| Asked { issue, file: 0, vocabularies: Vec::new(), problems: Vec::new() };
    (library.issues.pop().map(asked), problems)
}

fn one_line(explained: &mut Explained, file: usize, n: usize) -> Result<String, Box<Problem>> {
    if let Some(i) = explained.index(file, n) {
        return Ok(line::text(explained, i));
    }
    let source = &explained.source.files[file];
    // The end of the last line opens no line of its own.
    let many = source.lines.len() - usize::from(source.lines.last().is_some_and(String::is_empty));
    let problem = |message: String| Problem::error(&source.path, message);
    if n == 0 || n > many {
        let message = format!("没有第 {n} 行 (no line {n})");
        let help = format!("这个文件有 {many} 行，从 1 数起 (the file has {many} lines, counted from 1)");
        return Err(Box::new(problem(message).help(help)));
    }
    if n <= source.front_matter {
        let message = format!("第 {n} 行是文件头，不是正文 (line {n} is front matter)");
        let help = format!(
            "正文从第 {} 行开始 (the text begins at line {})",
            source.front_matter + 1,
            source.front_matter + 1
        );
        return Err(Box::new(problem(message).at(n, 1).help(help)));
    }
    let near = (1..many).find_map(|d| {
        let there = |n: usize| explained.index(file, n).map(|_| n);
        there(n + d).or_else(|| n.checked_sub(d).and_then(there))
    });
    let help = near
        .map_or(String::new(), |n| format!("最近的有字的行是第 {n} 行 (the nearest line with text is {n})"));
    Err(Box::new(problem(format!("第 {n} 行是空行 (line {n} is blank)")).at(n, 1).help(help)))
}
