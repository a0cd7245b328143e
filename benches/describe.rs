//! What describing costs: against splitting and rendering the same issues, and what its tables cost.
//!
//! `cargo bench --bench describe`, or a part of it: `-- stages [FOLDER…]` (content folders; `content` where none is named),
//! `-- tables`. Times of one run are compared with one another: a ratio holds on any machine. One thread, medians of nine.

use dibao::build::describe_issue;
use dibao::describe::{self, codes::Tables, topics::Vocabulary};
use dibao::{correct, read, render, split};
use std::hint::black_box;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};
use std::time::Instant;

/// The option with which the benchmark calls itself, so that the tables are loaded anew.
const COLD: &str = "--cold";
const RUNS: usize = 9;

fn main() -> ExitCode {
    let mut arguments: Vec<String> = std::env::args().skip(1).collect();
    if arguments.first().is_some_and(|a| a == COLD) {
        println!("{}", load());
        return ExitCode::SUCCESS;
    }
    // `cargo test --all-targets` runs us too; there a benchmark has nothing to say.
    if !arguments.iter().any(|a| a == "--bench") {
        println!("cargo bench --bench describe");
        return ExitCode::SUCCESS;
    }
    arguments.retain(|a| a != "--bench");
    let folders: Vec<PathBuf> = arguments.iter().skip(1).map(PathBuf::from).collect();
    let told = match arguments.first().map(String::as_str) {
        Some("stages") => stages(&folders),
        Some("tables") => tables(),
        None => stages(&[]).and_then(|()| tables()),
        Some(other) => Err(format!("{other}: stages or tables")),
    };
    if let Err(error) = told {
        eprintln!("{error}");
        return ExitCode::FAILURE;
    }
    ExitCode::SUCCESS
}

/// Seconds to make the tables of regions and topics ready.
fn load() -> f64 {
    let start = Instant::now();
    describe::prepare();
    black_box(Vocabulary::of(&[]));
    start.elapsed().as_secs_f64()
}

fn median(mut times: Vec<f64>) -> f64 {
    times.sort_by(f64::total_cmp);
    times[times.len() / 2]
}

fn timed<T>(work: impl Fn() -> T) -> f64 {
    let run = || {
        let start = Instant::now();
        black_box(work());
        start.elapsed().as_secs_f64()
    };
    median((0..RUNS).map(|_| run()).collect())
}

fn stages(folders: &[PathBuf]) -> Result<(), String> {
    let content = Path::new(env!("CARGO_MANIFEST_DIR")).join("content");
    let folders = if folders.is_empty() { vec![content] } else { folders.to_vec() };
    rayon::ThreadPoolBuilder::new().num_threads(1).build_global().map_err(|e| e.to_string())?;
    load();
    println!("milliseconds; describe ÷ (split + render) is to be below 1");
    println!(
        "{:<28}{:>9}{:>9}{:>9}{:>9}{:>8}",
        "content", "articles", "split", "describe", "render", "ratio"
    );
    for folder in &folders {
        let (library, _) = read::library_with(folder, &Tables::default());
        let vocabulary = Vocabulary::of(&library.settings.vocabularies);
        let splits = timed(|| library.issues.iter().map(split::split).collect::<Vec<_>>());
        let done: Vec<_> = (library.issues.iter())
            .map(|source| (correct::structure(split::split(source), source).0, source))
            .collect();
        // The copy is not describing's cost: it is taken alone and subtracted.
        let copies = timed(|| done.iter().map(|(split, _)| split.clone()).collect::<Vec<_>>());
        let describes = timed(|| {
            let all = done.iter().map(|(split, source)| {
                let described =
                    describe::describe(split.clone(), &source.path, &source.publication, &vocabulary);
                describe::detailed(described, &vocabulary)
            });
            all.collect::<Vec<_>>()
        }) - copies;
        let issues: Vec<_> = library.issues.iter().map(|s| describe_issue(s, &vocabulary).0).collect();
        let (renders, articles) = render_all(folder, &library, &issues)?;
        let ms = |seconds: f64| format!("{:.2}", seconds * 1000.0);
        let name = folder.file_name().map_or_else(String::new, |n| n.to_string_lossy().into_owned());
        println!(
            "{name:<28}{articles:>9}{:>9}{:>9}{:>9}{:>8.2}",
            ms(splits),
            ms(describes),
            ms(renders),
            describes / (splits + renders)
        );
    }
    Ok(())
}

/// Seconds to make all pages, and how many articles there are.
fn render_all(
    folder: &Path,
    library: &read::Library,
    issues: &[describe::DescribedIssue],
) -> Result<(f64, usize), String> {
    use dibao::archive::{Brief, Filed, build};
    use std::sync::Arc;
    let briefs: Vec<Brief> = issues.iter().map(Brief::of).collect();
    let texts: Vec<Arc<describe::DescribedIssue>> = issues.iter().cloned().map(Arc::new).collect();
    let filed: Vec<Filed> =
        (library.issues.iter().zip(&briefs)).map(|(source, issue)| Filed::of(source, issue)).collect();
    let archive = build(&library.settings, &filed, &|_, _| String::new(), &Default::default()).archive;
    let sources: Vec<Vec<String>> =
        library.issues.iter().map(|i| i.files.iter().map(|f| f.path.clone()).collect()).collect();
    let theme =
        render::Theme::load_in(folder, "default", &library.settings.language).map_err(|e| e.to_string())?;
    // The search index has a benchmark of its own.
    let none = dibao::search::Index::none().map_err(|e| e.to_string())?;
    let pages = timed(|| {
        let plates = render::Plates::new(&archive, &theme);
        let site = render::site(&archive, &texts, &sources, &theme, &none, &render::Anew, &plates)
            .map_err(|e| e.to_string())?;
        let made = site.pages.values().map(|job| (job.work)().map_err(|e| e.to_string()));
        made.collect::<Result<Vec<_>, String>>()
    });
    Ok((pages, archive.articles.len()))
}

/// What the tables cost: the time to load them in a new process, and the bytes they are in the binary.
fn tables() -> Result<(), String> {
    let us = std::env::current_exe().map_err(|e| e.to_string())?;
    let cold = || -> Result<f64, String> {
        let told = Command::new(&us).arg(COLD).output().map_err(|e| e.to_string())?;
        String::from_utf8_lossy(&told.stdout).trim().parse().map_err(|_| "no figure".to_string())
    };
    let times = (0..RUNS).map(|_| cold()).collect::<Result<Vec<f64>, String>>()?;
    println!("tables are loaded in {:.1} ms (to be below 10)", median(times) * 1000.0);
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/describe/tables");
    let mut bytes = 0;
    for entry in std::fs::read_dir(&folder).map_err(|e| e.to_string())? {
        let entry = entry.map_err(|e| e.to_string())?;
        // The folder's README is not in the binary.
        if entry.path().extension().is_none_or(|e| e != "md") {
            bytes += entry.metadata().map_err(|e| e.to_string())?.len();
        }
    }
    println!(
        "tables in the binary: {} KB, as they stand in src/describe/tables (to be below 1024)",
        bytes / 1024
    );
    Ok(())
}
