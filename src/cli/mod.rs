//! The command line (docs/design.md, 5): what the user typed → what the library does → an exit status.

pub mod build;
pub mod check;
pub mod explain;
pub mod split;

use clap::{Parser, Subcommand};
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

/// Runs the command that the arguments name.
pub fn run() -> ExitCode {
    match Cli::parse().command {
        Command::Build(options) => build::run(&options),
        Command::Split(options) => split::run(&options),
        Command::Check(options) => check::run(&options),
        Command::Explain(options) => explain::run(&options),
    }
}
