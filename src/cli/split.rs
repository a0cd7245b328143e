//! `dibao split`: shows how files or issue folders are split.

use super::status;
use crate::describe::{DescribedIssue, codes::RegionsOnly, topics::Vocabulary};
use crate::read::{self, IssueSource};
use crate::record;
use crate::report::{self, Problem, Severity};
use clap::{Args, ValueEnum};
use std::collections::VecDeque;
use std::io::{self, Write};
use std::path::PathBuf;
use std::process::ExitCode;
use std::thread::ScopedJoinHandle;

/// 显示源文件怎样分篇 (show how files or issue folders are split)
#[derive(Debug, Args)]
#[command(
    after_help = "例 (examples):\n  dibao split content/jcgz/2022-05.txt\n  dibao split --format json content/jcgz/*.txt > records.jsonl"
)]
pub struct Options {
    /// 源文件，或装着一期源文件的文件夹 (sources, or folders that hold the sources of one issue)
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// text 给人看；json 给程序用，每个源文件一行 (`text` for reading, `json` for programs: JSON Lines, one object per source)
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Format {
    Text,
    Json,
}

/// So many issues are split while the next is read.
const AT_ONCE: usize = 2;
/// But not while they have more bytes than this: all that an issue is made into is held in memory.
const MUCH: usize = 8 << 20;

/// An issue with what became of it, and what there is to say of its corrections.
type Done = (IssueSource, DescribedIssue, Vec<Problem>);

/// Splits and prints; errors go to stderr, all at once.
pub fn run(options: &Options) -> ExitCode {
    let mut out = io::BufWriter::new(io::stdout().lock());
    let mut warnings = Vec::new();
    let read = each_described(&options.paths, |(issue, described, told)| {
        warnings.extend(told);
        print(&mut out, options.format, &described, &issue)
    });
    let mut problems = match read.and_then(|problems| out.flush().map(|()| problems)) {
        Ok(problems) => problems,
        // A reader that has seen enough (`| head`) is no failure.
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => return ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("dibao: 无法写到标准输出 (cannot write to standard output): {error}");
            return ExitCode::from(status::MACHINE);
        }
    };
    let failed = problems.iter().any(|p| p.severity == Severity::Error);
    problems.append(&mut warnings);
    if !problems.is_empty() {
        eprint!("{}", report::render(&problems, false));
    }
    if failed { ExitCode::from(status::CONTENT) } else { ExitCode::SUCCESS }
}

/// Gives issues away in the order in which they are read. Each is gone soon after: memory is the largest issue's, not the
/// archive's.
fn each_described(
    paths: &[PathBuf],
    mut take: impl FnMut(Done) -> io::Result<()>,
) -> io::Result<Vec<Problem>> {
    std::thread::scope(|scope| {
        scope.spawn(crate::describe::prepare);
        let mut begun: VecDeque<(usize, ScopedJoinHandle<Done>)> = VecDeque::new();
        let problems = read::each_source(paths, &RegionsOnly, &mut Vec::new(), |issue| {
            begun.push_back((bytes(&issue), scope.spawn(|| described(issue))));
            while begun.len() > AT_ONCE || begun.iter().map(|(bytes, _)| bytes).sum::<usize>() > MUCH {
                let Some((_, first)) = begun.pop_front() else { break };
                take(done(first))?;
            }
            io::Result::Ok(())
        })?;
        begun.into_iter().map(|(_, first)| done(first)).try_for_each(take)?;
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

/// Waits for an issue; where its thread panicked, so does this one.
fn done(begun: ScopedJoinHandle<Done>) -> Done {
    begun.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))
}

fn print(
    out: &mut impl Write,
    format: Format,
    described: &DescribedIssue,
    issue: &IssueSource,
) -> io::Result<()> {
    match format {
        Format::Text => write!(out, "{}", record::text(described, &issue.files)),
        Format::Json => record::json::write(described, &issue.files, out),
    }
}
