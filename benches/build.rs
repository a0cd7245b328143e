//! What an archive costs as it grows: from nothing, with nothing changed, with one new issue, one corrected title, one changed
//! template; beside Hugo on the same articles. And whether a site that grew is the site that is built at once.
//!
//! `cargo bench --bench build -- --articles 1000,10000 [--runs 5] [--work DIR] [--hugo PATH | --no-hugo] [--no-search]`. See
//! `benches/build/README.md`.

#[path = "build/archive.rs"]
mod archive;
#[path = "search/articles.rs"]
#[allow(dead_code, reason = "other benchmarks use the rest")]
mod articles;
#[path = "search/fold.rs"]
mod fold;
#[path = "build/hugo.rs"]
mod hugo;
#[path = "support/measure.rs"]
#[allow(dead_code, reason = "other benchmarks use the rest")]
mod measure;
#[path = "support/newspaper/mod.rs"]
#[allow(dead_code, reason = "other benchmarks use the rest")]
mod newspaper;
#[path = "support/options.rs"]
#[allow(dead_code, reason = "other benchmarks use the rest")]
mod options;
#[path = "build/ours.rs"]
mod ours;
#[path = "build/table.rs"]
mod table;
#[path = "build/tree.rs"]
mod tree;
#[path = "support/words.rs"]
#[allow(dead_code, reason = "other benchmarks use the rest")]
mod words;

use archive::{Archive, Event};
use hugo::Hugo;
use options::Options;
use ours::Bench;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use table::Table;

fn main() -> ExitCode {
    options::run("build", all)
}

/// Every size, one after the other, and how they compare.
fn all(options: &mut Options) -> Result<(), String> {
    let sizes = options.value("--articles").unwrap_or_else(|| "1000,10000".into());
    let sizes: Vec<usize> = sizes
        .split(',')
        .map(|n| n.trim().parse().map_err(|_| format!("--articles {n}: no number")))
        .collect::<Result<_, _>>()?;
    let runs = options.number("--runs", 5)?.max(1);
    let work = options.value("--work").map_or_else(memory, PathBuf::from);
    let named = options.value("--hugo");
    let without = options.flag("--no-hugo");
    let search = !options.flag("--no-search");
    let pagefind = options.value("--pagefind").map(OsString::from);
    if let Some(other) = options.first() {
        return Err(format!(
            "{other}: --articles N,N, --runs N, --work DIR, --hugo PATH, --no-hugo, --pagefind PATH, --no-search"
        ));
    }
    let wanted = named.is_some();
    let program = if without { None } else { hugo::find(named) };
    if wanted && program.is_none() {
        return Err("--hugo: no such program, or it does not tell its version".into());
    }
    let cores = std::thread::available_parallelism().map_or(0, usize::from);
    let beside =
        program.as_ref().map_or("no Hugo: left out, or not on the path", |(_, version)| version.as_str());
    println!("{runs} runs, {cores} cores, in {}; {beside}", work.display());
    let mut tables: Vec<Table> = Vec::new();
    for count in sizes {
        let folder = work.join(count.to_string());
        let others =
            Others { hugo: program.as_ref().map(|(program, _)| program), pagefind: pagefind.as_ref() };
        tables.push(size(&folder, count, runs, others, search)?);
    }
    println!();
    if let Some((first, rest)) = tables.split_first() {
        rest.iter().for_each(|table| table.growth(first));
    }
    Ok(())
}

/// A RAM disk where there is one: on others the disk is measured.
fn memory() -> PathBuf {
    let shared = Path::new("/dev/shm");
    let folder = if shared.is_dir() { shared } else { Path::new(env!("CARGO_TARGET_TMPDIR")) };
    folder.join("dibao-build")
}

/// Programs beside ours.
#[derive(Clone, Copy)]
struct Others<'a> {
    hugo: Option<&'a OsString>,
    pagefind: Option<&'a OsString>,
}

/// One size.
fn size(work: &Path, count: usize, runs: usize, others: Others<'_>, search: bool) -> Result<Table, String> {
    tree::emptied(work)?;
    let archive = Archive::new(work.join("content"), count)?;
    println!("\n{count} articles in {} issues", archive.issues);
    // Addresses are given once; every build that is measured finds them, as on every later day.
    let first = work.join("first");
    let build = || measure::dibao(&ours::arguments(&archive.content, &first, false));
    build()?;
    let addresses = archive.addresses()?;
    let beside = match others.hugo {
        None => None,
        Some(program) => {
            archive.happen(Event::Arrival)?;
            build()?;
            let hugo = Hugo::new(program, work.join("hugo"), &first, &archive.address)?;
            archive.take_back(Event::Arrival)?;
            archive.set_addresses(&addresses)?;
            Some(hugo)
        }
    };
    tree::gone(&first)?;
    let (hugo, pagefind) = (beside.as_ref(), others.pagefind);
    let bench = Bench { archive: &archive, hugo, pagefind, work, search, addresses: &addresses };
    let mut table = Table::new(addresses.lines().filter(|line| !line.starts_with('#')).count());
    for run in 0..runs {
        let start = std::time::Instant::now();
        bench.run(&mut table, run == 0)?;
        eprintln!("run {} of {runs}: {:.0} s", run + 1, start.elapsed().as_secs_f64());
    }
    table.print();
    println!(
        "\nAfter every change the site was, byte for byte, that of a clean build, and only files that differ were written."
    );
    tree::gone(work)?;
    Ok(table)
}
