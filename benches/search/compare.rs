//! Everything in one go. In: how many articles. Out: the tables of issue 5's figures, printed, and `results.json`.
//!
//! Steps: make the articles, find the truth, write the pages for Pagefind, build both indexes under the same measure, let the
//! browsers ask both (`run.mjs`), then add fifty issues in a row to ours and count what changes.

use super::{Options, articles, asked, made, measure, pages};
use std::collections::BTreeMap;
use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

const HERE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/benches/search");

/// The command that builds our index alone: from the articles (JSON Lines) into a site folder.
fn index_command(articles: &Path, site: &Path) -> Result<(OsString, Vec<OsString>), String> {
    let us = std::env::current_exe().map_err(|e| e.to_string())?;
    let arguments =
        ["--bench".into(), "index".into(), "--json".into(), articles.into(), "--out".into(), site.into()];
    Ok((us.into(), arguments.to_vec()))
}

/// Options: `--articles N`, `--seed N`, `--work DIR` (kept; else in `target/`), `--site DIR` (a site with our index that is already
/// there), `--no-pagefind`, `--no-browser`, `--issues N` (of the changes; 0: leave out).
pub fn all(options: &mut Options) -> Result<(), String> {
    let count = options.number("--articles", 20_000)?;
    let seed = options.number("--seed", 1)? as u64;
    let more = options.number("--issues", 50)?;
    let work = options.value("--work").map_or_else(
        || Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("search-{count}")),
        PathBuf::from,
    );
    fs::create_dir_all(&work).map_err(|e| format!("{}: {e}", work.display()))?;
    let file = work.join("articles.jsonl");
    let (issues, characters) = made(count, seed, None, Some(&file))?;
    let bytes = texts(&file)?;
    println!(
        "{count} articles, {issues} issues, {characters} characters, {:.1} MB of text",
        bytes as f64 / 1e6
    );
    asked(&articles::from_json(&file)?, 7, &work.join("truth.json"))?;

    let mut run = Command::new("node");
    run.arg(format!("{HERE}/run.mjs"))
        .arg("--truth")
        .arg(work.join("truth.json"))
        .arg("--out")
        .arg(work.join("results.json"));
    let ours = match options.value("--site") {
        Some(site) => PathBuf::from(site),
        None => {
            let site = work.join("site");
            let (program, arguments) = index_command(&file, &site)?;
            emptied(&site)?;
            told("our index", count, measure::program(&program, &arguments)?);
            site
        }
    };
    let (size, files) = sizes(&ours.join("search"), |path| !is_text(path))?;
    let (beyond, text_files) = sizes(&ours.join("search"), is_text)?;
    println!(
        "our index: {:.1} MB in {files} files = {:.2} × the text; texts for snippets {:.1} MB in {text_files} files",
        size as f64 / 1e6,
        size as f64 / bytes as f64,
        beyond as f64 / 1e6
    );
    run.arg("--site").arg(&ours);
    if !options.flag("--no-pagefind") {
        let folder = work.join("pages");
        emptied(&folder)?;
        pages::write(&file, &folder)?;
        told(
            "Pagefind 1.6.0",
            count,
            measure::program(&pagefind()?, &["--site".as_ref(), folder.as_os_str(), "--quiet".as_ref()])?,
        );
        let (size, files) = sizes(&folder.join("pagefind"), |_| true)?;
        println!(
            "Pagefind: {:.1} MB in {files} files = {:.2} × the text",
            size as f64 / 1e6,
            size as f64 / bytes as f64
        );
        run.arg("--pagefind").arg(&folder);
    }
    if !options.flag("--no-browser") {
        let status = run.status().map_err(|e| format!("node: {e}"))?;
        if !status.success() {
            return Err(format!("run.mjs: {status}"));
        }
    }
    if more > 0 { changes(&file, &work.join("growing"), more) } else { Ok(()) }
}

fn told(name: &str, count: usize, cost: measure::Cost) {
    println!(
        "{name}: {:.1} s by the clock, {:.1} s CPU ({:.2} ms an article), peak {:.0} MB ({:.1} KB an article)",
        cost.wall,
        cost.cpu,
        cost.cpu / count as f64 * 1e3,
        cost.peak / 1e6,
        cost.peak / count as f64 / 1e3
    );
}

fn emptied(folder: &Path) -> Result<(), String> {
    if folder.exists() {
        fs::remove_dir_all(folder).map_err(|e| format!("{}: {e}", folder.display()))?;
    }
    fs::create_dir_all(folder).map_err(|e| format!("{}: {e}", folder.display()))
}

/// The program itself, without the script that starts it.
fn pagefind() -> Result<OsString, String> {
    let all = Path::new(HERE).join("node_modules/@pagefind");
    let system =
        fs::read_dir(&all).map_err(|_| format!("npm install in {HERE}: {} is not there", all.display()))?;
    system
        .flatten()
        .map(|entry| entry.path().join("bin/pagefind_extended"))
        .find(|path| path.exists())
        .map(Into::into)
        .ok_or_else(|| format!("{}: no pagefind_extended", all.display()))
}

/// Bytes of all units of all articles, as printed.
fn texts(file: &Path) -> Result<usize, String> {
    let text = fs::read_to_string(file).map_err(|e| format!("{}: {e}", file.display()))?;
    text.lines()
        .map(|line| Ok(articles::texts(&articles::parse(line)?).iter().map(|t| t.len()).sum::<usize>()))
        .sum()
}

/// Whether a path below `search/` is of texts, which snippets need: `texts/…`, `BLOCK/t17.js`. `ours.mjs` says the same.
fn is_text(path: &Path) -> bool {
    let second = path.iter().nth(1).and_then(|part| part.to_str()).unwrap_or_default();
    second.strip_prefix(['t', 'x']).is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()))
}

/// Bytes and files below a folder, of those whose path within it is asked for.
fn sizes(folder: &Path, wanted: impl Fn(&Path) -> bool) -> Result<(u64, usize), String> {
    let mut sum = (0, 0);
    for entry in walkdir::WalkDir::new(folder) {
        let entry = entry.map_err(|e| e.to_string())?;
        if entry.file_type().is_file() && entry.path().strip_prefix(folder).is_ok_and(&wanted) {
            sum.0 += entry.metadata().map_err(|e| e.to_string())?.len();
            sum.1 += 1;
        }
    }
    Ok(sum)
}

/// Every file's fingerprint.
fn prints(folder: &Path) -> Result<BTreeMap<PathBuf, blake3::Hash>, String> {
    let mut out = BTreeMap::new();
    for entry in walkdir::WalkDir::new(folder) {
        let entry = entry.map_err(|e| e.to_string())?;
        if entry.file_type().is_file() {
            let bytes = fs::read(entry.path()).map_err(|e| format!("{}: {e}", entry.path().display()))?;
            out.insert(entry.into_path(), blake3::hash(&bytes));
        }
    }
    Ok(out)
}

/// The newest issues come one after another: how many files of the index each of them changes, adds or takes away.
fn changes(file: &Path, folder: &Path, more: usize) -> Result<(), String> {
    let text = fs::read_to_string(file).map_err(|e| format!("{}: {e}", file.display()))?;
    let mut issues: BTreeMap<(String, String), Vec<&str>> = BTreeMap::new();
    for line in text.lines() {
        let article = articles::parse(line)?;
        let field = |name: &str| article[name].as_str().unwrap_or_default().to_string();
        issues.entry((field("date"), field("publication"))).or_default().push(line);
    }
    let issues: Vec<Vec<&str>> = issues.into_values().collect();
    let first = issues.len().saturating_sub(more);
    emptied(folder)?;
    let (input, site) = (folder.join("articles.jsonl"), folder.join("site"));
    fs::create_dir_all(&site).map_err(|e| format!("{}: {e}", site.display()))?;
    let mut before = BTreeMap::new();
    let mut rows: Vec<(usize, usize)> = Vec::new();
    for upto in first..=issues.len() {
        let lines = issues[..upto].concat().join("\n") + "\n";
        fs::write(&input, lines).map_err(|e| format!("{}: {e}", input.display()))?;
        let (program, arguments) = index_command(&input, &site)?;
        measure::program(&program, &arguments)?;
        let now = prints(&site.join("search"))?;
        if upto > first {
            let changed = now.iter().filter(|(path, print)| before.get(*path) != Some(*print)).count();
            let gone = before.keys().filter(|path| !now.contains_key(*path)).count();
            rows.push((changed + gone, now.len()));
        }
        before = now;
    }
    rows.sort_unstable();
    if let (Some((middle, files)), Some((most, _))) = (rows.get(rows.len() / 2), rows.last()) {
        println!(
            "{} issues in a row: {middle} of {files} files changed, new or gone (median; 1 in {:.0}), at most {most}",
            rows.len(),
            *files as f64 / (*middle).max(1) as f64
        );
    }
    Ok(())
}
