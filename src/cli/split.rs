//! `dibao split`: shows how files or issue folders are split.

use super::ahead::Ahead;
use super::{full, status};
use crate::describe::{DescribedIssue, codes::RegionsOnly, topics::Vocabulary};
use crate::read::{self, IssueSource};
use crate::record;
use crate::report::{self, Problem, Severity};
use clap::{Args, ValueEnum};
use std::io::{self, BufRead, Write};
use std::path::PathBuf;
use std::process::ExitCode;

/// 显示源文件怎样分篇 (show how files or issue folders are split)
#[derive(Debug, Args)]
#[command(
    after_help = "例 (examples):\n  dibao split content/jcgz/2022-05.txt\n  dibao split --format json content/jcgz/*.txt > records.jsonl\n  find content/jcgz -name '*.txt' | dibao split --format full - > records/jcgz.jsonl"
)]
pub struct Options {
    /// 源文件，或装着一期源文件的文件夹；- 从标准输入读路径，一行一个 (sources, or folders that hold the sources of one issue; `-`: paths from standard input, one a line)
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// text 给人看；json 给程序用，每个源文件一行；full 每期一行，供 build --records 用 (`text` for reading, `json` for programs: JSON Lines, one object per source; `full`: one object per issue, for build --records)
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    /// 档案库的文件夹，只用于 full：一期的结果也取决于它的设置 (the archive, for `full` only: what an issue becomes depends on its settings too)
    #[arg(long, default_value = "content", value_name = "DIR")]
    content: PathBuf,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Format {
    Text,
    Json,
    Full,
}

/// So many issues are split while the next is read.
const AT_ONCE: usize = 2;

/// An issue with what became of it, and what there is to say of its corrections.
type Done = (IssueSource, DescribedIssue, Vec<Problem>);

/// What there is to tell.
pub(super) struct Told {
    /// An error among these means that not all was written that was asked for.
    pub problems: Vec<Problem>,
    /// Of corrections that do not fit: here nothing is published, so they are no failure.
    pub beside: Vec<Problem>,
}

/// Splits and prints; errors go to stderr, all at once.
pub fn run(options: &Options) -> ExitCode {
    let paths = match paths(&options.paths) {
        Ok(paths) => paths,
        Err(error) => {
            eprintln!("dibao: 无法读标准输入 (cannot read standard input): {error}");
            return ExitCode::from(status::MACHINE);
        }
    };
    let mut out = io::BufWriter::new(io::stdout().lock());
    let read = match options.format {
        Format::Full if !options.content.is_dir() => {
            super::no_folder(&options.content);
            return ExitCode::from(status::CONTENT);
        }
        Format::Full => full::write(&paths, &options.content, &mut out),
        Format::Text | Format::Json => write(&paths, options.format, &mut out),
    };
    let Told { problems, beside } = match read.and_then(|told| out.flush().map(|()| told)) {
        Ok(told) => told,
        // A reader that has seen enough (`| head`) is no failure.
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => return ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("dibao: 无法写到标准输出 (cannot write to standard output): {error}");
            return ExitCode::from(status::MACHINE);
        }
    };
    let failed = problems.iter().any(|p| p.severity == Severity::Error);
    let all = [problems, beside].concat();
    if !all.is_empty() {
        eprint!("{}", report::render(&all, false));
    }
    if failed { ExitCode::from(status::CONTENT) } else { ExitCode::SUCCESS }
}

/// The paths as typed; for `-` those that standard input holds, one a line.
fn paths(typed: &[PathBuf]) -> io::Result<Vec<PathBuf>> {
    let mut paths = Vec::new();
    for path in typed {
        if path.as_os_str() == "-" {
            let lines: Vec<String> = io::stdin().lock().lines().collect::<io::Result<_>>()?;
            paths.extend(lines.iter().filter(|line| !line.is_empty()).map(PathBuf::from));
        } else {
            paths.push(path.clone());
        }
    }
    Ok(paths)
}

/// Writes split records.
fn write(paths: &[PathBuf], format: Format, out: &mut impl Write) -> io::Result<Told> {
    let mut beside = Vec::new();
    let problems = each_described(paths, |(issue, described, told)| {
        beside.extend(told);
        print(out, format, &described, &issue)
    })?;
    Ok(Told { problems, beside })
}

/// Gives issues away in the order in which they are read.
fn each_described(
    paths: &[PathBuf],
    mut take: impl FnMut(Done) -> io::Result<()>,
) -> io::Result<Vec<Problem>> {
    std::thread::scope(|scope| {
        scope.spawn(crate::describe::prepare);
        let mut ahead = Ahead::new(scope, AT_ONCE);
        let problems = read::each_source(paths, &RegionsOnly, &mut Vec::new(), |issue| {
            ahead.begin(bytes(&issue), || described(issue), &mut take)
        })?;
        ahead.finish(take)?;
        Ok(problems)
    })
}

fn bytes(issue: &IssueSource) -> usize {
    issue.files.iter().flat_map(|file| &file.lines).map(String::len).sum()
}

fn described(issue: IssueSource) -> Done {
    let (described, told) =
        crate::build::describe_split(crate::split::split(&issue), &issue, &Vocabulary::of(&[]));
    (issue, described, told)
}

fn print(
    out: &mut impl Write,
    format: Format,
    described: &DescribedIssue,
    issue: &IssueSource,
) -> io::Result<()> {
    match format {
        Format::Text => write!(out, "{}", record::text(described, &issue.files)),
        Format::Json | Format::Full => record::json::write(described, &issue.files, out),
    }
}
