//! The command line (docs/design.md, 5): what the user typed → what the library does → an exit status.

mod ahead;
pub mod build;
pub mod check;
pub mod explain;
mod full;
pub mod split;
mod told;

use clap::{Parser, Subcommand};
use std::path::Path;
use std::process::ExitCode;

/// Exit statuses, as promised in docs/design.md, 5.
pub mod status {
    /// The content has errors; all of them are listed.
    pub const CONTENT: u8 = 1;
    /// The machine failed us: disk full, no permission.
    pub const MACHINE: u8 = 3;
}

/// 邸报：把地方报刊的 OCR 文本变成网站 (turns OCR'd newspaper issues into a website)
#[derive(Debug, Parser)]
#[command(name = "dibao", version, disable_help_subcommand = true)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    Build(build::Options),
    Split(split::Options),
    Explain(explain::Options),
    Check(check::Options),
}

/// Says that the content folder is not there.
fn no_folder(folder: &Path) {
    eprintln!(
        "dibao: {}: 没有这个文件夹 (no such folder)；用 --content DIR 指明来源 (say where the sources are with --content DIR)",
        folder.display()
    );
}

/// Runs the command that the arguments name.
pub fn run() -> ExitCode {
    match Cli::parse().command {
        Command::Build(options) => build::run(&options),
        Command::Split(options) => split::run(&options),
        Command::Check(options) => check::run(&options),
        Command::Explain(options) => explain::run(&options),
    }
}
