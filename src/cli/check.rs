//! `dibao check`: what a person should look at in an archive; writes nothing.

use super::status;
use crate::build::BuildError;
use crate::check::{Sort, check};
use clap::Args;
use std::io::{self, Write};
use std::path::PathBuf;
use std::process::ExitCode;

/// 检查 content/，不写任何文件：存疑、对不上的校订，怎样了结，以及缺哪几期 (look through content/, writing nothing: notices, corrections that do not fit, what settles them, and missing issues)
#[derive(Debug, Args)]
#[command(
    after_help = "例 (examples):\n  dibao check\n  dibao check --content ~/archive --strict   # in a release script: status 1 if anything is left to look at"
)]
pub struct Options {
    /// 源文件所在的文件夹 (folder with the sources)
    #[arg(long, default_value = "content", value_name = "DIR")]
    content: PathBuf,
    /// 有一处存疑或警告也算错误 (treat notices and warnings as errors)
    #[arg(long)]
    strict: bool,
}

/// Lists what it finds on standard output, and counts it on standard error.
pub fn run(options: &Options) -> ExitCode {
    if !options.content.is_dir() {
        super::no_folder(&options.content);
        return ExitCode::from(status::CONTENT);
    }
    let found = match check(&options.content) {
        Ok(found) => found,
        Err(error) => {
            eprintln!("dibao: {error}");
            let machine = matches!(error, BuildError::Io { .. });
            return ExitCode::from(if machine { status::MACHINE } else { status::CONTENT });
        }
    };
    let mut out = io::BufWriter::new(io::stdout().lock());
    let printed = found.iter().try_for_each(|finding| writeln!(out, "{finding}"));
    if let Err(error) = printed.and_then(|()| out.flush())
        && error.kind() != io::ErrorKind::BrokenPipe
    {
        eprintln!("dibao: 无法写到标准输出 (cannot write to standard output): {error}");
        return ExitCode::from(status::MACHINE);
    }
    let many = |sort: Sort| found.iter().filter(|f| f.sort == sort).count();
    let (errors, warnings, notices) = (many(Sort::Error), many(Sort::Warning), many(Sort::Notice));
    let series = many(Sort::Series);
    if found.is_empty() {
        eprintln!("没有要看的 (nothing to look at)");
    } else {
        eprintln!(
            "错误 {errors}、警告 {warnings}、存疑 {notices} ({errors} errors, {warnings} warnings, {notices} notices)"
        );
        if series > 0 {
            eprintln!("缺期与对不上的刊期 {series} ({series} gaps and misfits in the runs of issues)");
        }
    }
    // That an issue is missing is no fault of the content.
    let failed = errors > 0 || options.strict && found.len() > series;
    if failed { ExitCode::from(status::CONTENT) } else { ExitCode::SUCCESS }
}
