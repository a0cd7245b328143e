//! The words behind `cargo bench --bench NAME --`, taken one by one.

use super::measure;
use std::path::PathBuf;
use std::process::ExitCode;

/// Runs a benchmark program: as itself, as the measure of another program, or, where `cargo test` runs it, with nothing to say.
pub fn run(name: &str, work: impl FnOnce(&mut Options) -> Result<(), String>) -> ExitCode {
    let mut arguments: Vec<String> = std::env::args().skip(1).collect();
    if arguments.first().is_some_and(|a| a == measure::MEASURE) {
        return told(measure::measure(&arguments[1..]));
    }
    if !arguments.iter().any(|a| a == "--bench") {
        println!("cargo bench --bench {name}");
        return ExitCode::SUCCESS;
    }
    arguments.retain(|a| a != "--bench");
    told(work(&mut Options(arguments)))
}

fn told(result: Result<(), String>) -> ExitCode {
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

/// `--name value` and what stands between.
#[derive(Debug)]
pub struct Options(Vec<String>);

impl Options {
    /// The first word that is still there.
    pub fn first(&mut self) -> Option<String> {
        if self.0.is_empty() { None } else { Some(self.0.remove(0)) }
    }

    /// What has not been taken.
    pub fn rest(&self) -> &[String] {
        &self.0
    }

    pub fn value(&mut self, name: &str) -> Option<String> {
        let at = self.0.iter().position(|a| a == name).filter(|at| at + 1 < self.0.len())?;
        self.0.drain(at..at + 2).nth(1)
    }

    pub fn flag(&mut self, name: &str) -> bool {
        let at = self.0.iter().position(|a| a == name);
        at.map(|at| self.0.remove(at)).is_some()
    }

    pub fn number(&mut self, name: &str, or: usize) -> Result<usize, String> {
        self.value(name).map_or(Ok(or), |n| n.parse().map_err(|_| format!("{name} {n}: no number")))
    }

    pub fn path(&mut self, name: &str) -> Result<PathBuf, String> {
        self.value(name).map(PathBuf::from).ok_or_else(|| format!("{name} is missing"))
    }
}
