//! What splitting costs: how its time grows with the page, what small sources cost, how much memory an archive takes.
//!
//! `cargo bench --bench split`, or a part of it: `-- growth [--size 256K] [PATTERN…]`, `-- sources`, `-- memory [--issues 40]
//! [--size 2M]`, `-- write PATTERN SIZE FILE`. Figures of one run are compared with one another: a ratio holds on any machine.

mod support;

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use support::measure::{self, Cost, dibao, median};
use support::{issues, patterns};

fn main() -> ExitCode {
    let mut arguments: Vec<String> = std::env::args().skip(1).collect();
    if arguments.first().is_some_and(|a| a == measure::MEASURE) {
        return told(measure::measure(&arguments[1..]));
    }
    // `cargo test --all-targets` runs us too; there a benchmark has nothing to say.
    if !arguments.iter().any(|a| a == "--bench") {
        println!("cargo bench --bench split");
        return ExitCode::SUCCESS;
    }
    arguments.retain(|a| a != "--bench");
    let size = option(&mut arguments, "--size").and_then(|s| bytes(&s));
    let count = option(&mut arguments, "--issues").and_then(|n| n.parse().ok());
    let rest = arguments.get(1..).unwrap_or_default();
    told(match arguments.first().map(String::as_str) {
        Some("growth") => growth(size.unwrap_or(256 << 10), rest),
        Some("sources") => sources(),
        Some("memory") => memory(count.unwrap_or(40), size.unwrap_or(2 << 20)),
        Some("write") => write(rest),
        None => growth(256 << 10, &[]).and_then(|()| sources()).and_then(|()| memory(40, 2 << 20)),
        Some(other) => Err(format!("{other}: growth, sources, memory or write")),
    })
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

fn option(arguments: &mut Vec<String>, name: &str) -> Option<String> {
    let at = arguments.iter().position(|a| a == name).filter(|at| at + 1 < arguments.len())?;
    arguments.drain(at..at + 2).nth(1)
}

/// `256K`, `50M`.
fn bytes(text: &str) -> Option<usize> {
    let (number, unit) = match text.strip_suffix(['K', 'M', 'G']) {
        Some(number) => (number, [1 << 10, 1 << 20, 1 << 30]["KMG".find(text.chars().next_back()?)?]),
        None => (text, 1),
    };
    number.parse::<usize>().ok()?.checked_mul(unit)
}

fn scratch() -> Result<tempfile::TempDir, String> {
    tempfile::tempdir().map_err(|e| e.to_string())
}

fn save(path: &Path, text: &str) -> Result<(), String> {
    std::fs::write(path, text).map_err(|e| format!("{}: {e}", path.display()))
}

fn split(path: &Path) -> Result<Cost, String> {
    dibao(&["split".as_ref(), "--format".as_ref(), "json".as_ref(), path.as_os_str()])
}

/// Each pattern at n, 2n and 4n: where time is linear, twice the page takes twice the time.
fn growth(size: usize, names: &[String]) -> Result<(), String> {
    let folder = scratch()?;
    println!(
        "growth: CPU seconds of a page of n = {} KiB, 2n, 4n; ×2.0 is linear; peak memory per byte at 4n",
        size >> 10
    );
    println!("{:<32}{:>9}{:>9}{:>9}{:>8}{:>8}{:>8}", "pattern", "n", "2n", "4n", "2n/n", "4n/2n", "peak");
    let chosen =
        patterns::PATTERNS.iter().filter(|(name, _)| names.is_empty() || names.iter().any(|n| n == name));
    // What a run costs before it has read anything is no growth.
    let empty = folder.path().join("empty.txt");
    save(&empty, "山。\n")?;
    let floor = median(5, &["split".as_ref(), "--format".as_ref(), "json".as_ref(), empty.as_os_str()])?;
    for (name, _) in chosen {
        let mut costs = Vec::new();
        for times in [1, 2, 4] {
            let path = folder.path().join("page.txt");
            let page = patterns::page(name, size * times).unwrap_or_default();
            save(&path, &page)?;
            let cost = split(&path)?;
            costs.push(Cost {
                cpu: (cost.cpu - floor.cpu).max(1e-3),
                wall: cost.wall,
                peak: (cost.peak - floor.peak) / page.len() as f64,
            });
        }
        println!(
            "{name:<32}{:>9.3}{:>9.3}{:>9.3}{:>8.1}{:>8.1}{:>8.1}",
            costs[0].cpu,
            costs[1].cpu,
            costs[2].cpu,
            costs[1].cpu / costs[0].cpu,
            costs[2].cpu / costs[1].cpu,
            costs[2].peak
        );
    }
    Ok(())
}

/// The three sources of the yardstick, and as many of the bundled archive: what the program costs before its work is large.
fn sources() -> Result<(), String> {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut shared: Vec<PathBuf> = std::fs::read_dir(here.join("../shared/archive"))
        .map(|dir| dir.filter_map(|entry| Some(entry.ok()?.path())).collect())
        .unwrap_or_default();
    shared.sort();
    if shared.is_empty() {
        println!("sources: ../shared/archive is not there");
    } else {
        timed("sources: ../shared/archive", &shared)?;
    }
    timed("sources: content/minyuan-ribao", &[here.join("content/minyuan-ribao")])
}

fn timed(name: &str, paths: &[PathBuf]) -> Result<(), String> {
    let mut arguments: Vec<&std::ffi::OsStr> = vec!["split".as_ref(), "--format".as_ref(), "json".as_ref()];
    arguments.extend(paths.iter().map(|p| p.as_os_str()));
    let cost = median(31, &arguments)?;
    let nothing = median(31, &["--version"])?;
    println!(
        "{name}: {:.1} ms CPU, {:.1} ms by the clock (medians of 31; {:.1} ms of CPU to start), {:.1} MB",
        cost.cpu * 1e3,
        cost.wall * 1e3,
        nothing.cpu * 1e3,
        cost.peak / 1e6
    );
    Ok(())
}

/// An archive of issues against its largest issue: what is held at once must not grow with the archive.
fn memory(count: usize, size: usize) -> Result<(), String> {
    let folder = scratch()?;
    let sizes = issues::archive(&folder.path().join("paper"), count, size).map_err(|e| e.to_string())?;
    let (all, largest) =
        (sizes.iter().sum::<usize>() as f64, sizes.iter().max().copied().unwrap_or(1) as f64);
    let cost = split(&folder.path().join("paper"))?;
    println!(
        "memory: {count} issues, {:.1} MB, the largest {:.1} MB: peak {:.1} MB = 100 MB {:+.1} × the largest; {:.1} s CPU, {:.2} s per MB",
        all / 1e6,
        largest / 1e6,
        cost.peak / 1e6,
        (cost.peak - 100e6) / largest,
        cost.cpu,
        cost.cpu / all * 1e6
    );
    Ok(())
}

/// A page of a pattern, to look at or to measure with other tools.
fn write(arguments: &[String]) -> Result<(), String> {
    let [pattern, size, file] = arguments else { return Err("write PATTERN SIZE FILE".into()) };
    let size = bytes(size).ok_or_else(|| format!("{size}: no size"))?;
    let page = if pattern == "issue" { Some(issues::issue(1, size)) } else { patterns::page(pattern, size) };
    save(Path::new(file), &page.ok_or_else(|| format!("{pattern}: no such pattern"))?)
}
