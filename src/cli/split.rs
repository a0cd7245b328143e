//! `dibao split`: shows how files or issue folders are split.

use super::status;
use crate::describe::{DescribedIssue, vocabulary::Tables};
use crate::read::{self, IssueSource};
use crate::record;
use crate::report::{self, Severity};
use clap::{Args, ValueEnum};
use std::io::{self, Write};
use std::path::PathBuf;
use std::process::ExitCode;

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

/// Splits and prints; errors go to stderr, all at once.
pub fn run(options: &Options) -> ExitCode {
    let mut out = io::BufWriter::new(io::stdout().lock());
    let mut warnings = Vec::new();
    // An issue is gone before the next is read: memory is the largest issue's, not the archive's.
    let read = std::thread::scope(|scope| {
        scope.spawn(crate::describe::prepare);
        read::each_source(&options.paths, &Tables, &mut Vec::new(), |issue| {
            let (described, told) = crate::build::describe_issue(&issue);
            warnings.extend(told);
            print(&mut out, options.format, &described, &issue)
        })
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
