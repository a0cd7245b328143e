//! What searching costs, and whether it finds exactly what there is: on made-up newspapers with a realistic vocabulary, against a
//! plain substring search and against Pagefind.
//!
//! `cargo bench --bench search -- compare --articles 20000` does it all. Its parts: `-- archive --articles N [--out CONTENT]
//! [--json FILE] [--seed N]`, `-- statistics [--tagged] [FILE…]`, `-- truth (--json FILE | --site DIR) --out FILE`, `-- pages
//! --json FILE --out DIR`, `-- index --json FILE --out SITE`. See `benches/search/README.md`.

#[path = "search/articles.rs"]
mod articles;
#[path = "search/compare.rs"]
mod compare;
#[path = "search/fold.rs"]
mod fold;
#[path = "search/index.rs"]
mod index;
#[path = "support/measure.rs"]
#[allow(dead_code, reason = "other benchmarks use the rest")]
mod measure;
#[path = "support/newspaper/mod.rs"]
mod newspaper;
#[path = "support/options.rs"]
mod options;
#[path = "search/pages.rs"]
mod pages;
#[path = "search/queries.rs"]
mod queries;
#[path = "search/statistics.rs"]
mod statistics;
#[path = "search/truth.rs"]
mod truth;
#[path = "support/words.rs"]
#[allow(dead_code, reason = "other benchmarks use the rest")]
mod words;

use newspaper::{Article, Issue, Press, json, layout, plan};
use options::Options;
use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

fn main() -> ExitCode {
    options::run("search", part)
}

/// The part that is asked for.
fn part(options: &mut Options) -> Result<(), String> {
    let part = options.first().unwrap_or_else(|| "compare".to_string());
    match part.as_str() {
        "archive" => archive(options),
        "statistics" => statistics(options),
        "truth" => truth(options),
        "pages" => options
            .path("--json")
            .and_then(|json| pages::write(&json, &options.path("--out")?).map(|n| println!("{n} pages"))),
        "index" => options.path("--json").and_then(|json| index::write(&json, &options.path("--out")?)),
        "compare" => compare::all(options),
        other => Err(format!("{other}: archive, statistics, truth, pages, index or compare")),
    }
}

fn wrong(path: &Path) -> impl Fn(std::io::Error) -> String {
    let path = path.display().to_string();
    move |e| format!("{path}: {e}")
}

/// Writes an archive: as content that Dibao reads, as JSON Lines, or both.
fn archive(options: &mut Options) -> Result<(), String> {
    let count = options.number("--articles", 20_000)?;
    let seed = options.number("--seed", 1)? as u64;
    let content = options.value("--out").map(PathBuf::from);
    let file = options.value("--json").map(PathBuf::from);
    let start = std::time::Instant::now();
    let (issues, characters) = made(count, seed, content.as_deref(), file.as_deref())?;
    println!(
        "{count} articles, {issues} issues, {characters} characters, {:.1} s",
        start.elapsed().as_secs_f64()
    );
    Ok(())
}

/// Issues and characters of what was written.
pub fn made(
    count: usize,
    seed: u64,
    content: Option<&Path>,
    file: Option<&Path>,
) -> Result<(usize, usize), String> {
    if let Some(content) = content {
        layout::settings(content, &plan::PAPERS).map_err(wrong(content))?;
    }
    let mut lines = match file {
        Some(file) => Some((file, BufWriter::new(File::create(file).map_err(wrong(file))?))),
        None => None,
    };
    let (mut issues, mut characters) = (0, 0);
    Press::new(seed).print(count, |issue: &Issue, articles: &[Article]| {
        issues += 1;
        characters += articles.iter().flat_map(|a| &a.blocks).map(|b| b.chars().count()).sum::<usize>();
        if let Some(content) = content {
            layout::save(content, issue, articles).map_err(wrong(content))?;
        }
        if let Some((file, out)) = &mut lines {
            articles.iter().try_for_each(|a| json::line(out, issue, a)).map_err(wrong(file))?;
        }
        Ok::<(), String>(())
    })?;
    if let Some((file, mut out)) = lines {
        out.flush().map_err(wrong(file))?;
    }
    Ok((issues, characters))
}

/// Characters that the issue's figures are about: an issue of the People's Daily's month has 1.8 million.
const SIZES: [usize; 3] = [50_000, 1_000_000, 1_800_000];

/// The figures of the generator's text and of any others: folded, by lines.
fn statistics(options: &mut Options) -> Result<(), String> {
    let tagged = options.flag("--tagged");
    println!("{}", statistics::Figures::HEAD);
    let show = |name: &str, lines: &[String]| {
        for size in SIZES {
            let figures = statistics::figures(lines.iter().map(String::as_str), size);
            // A text that is too short has been told of in the row before.
            if figures.characters == size || size == SIZES[0] {
                println!("{} {name}", figures.row());
            }
        }
    };
    show("generated: 1998 and on of one daily", &month());
    for name in options.rest() {
        let text = std::fs::read_to_string(name).map_err(wrong(Path::new(name)))?;
        let lines: Vec<String> =
            text.lines().map(|line| fold::fold(&if tagged { untagged(line) } else { line.into() })).collect();
        show(name, &lines);
    }
    Ok(())
}

/// A daily paper from 1998 on, as dense as it was printed.
fn month() -> Vec<String> {
    let press = Press::new(1);
    let mut lines = Vec::new();
    let mut characters = 0;
    for issue in plan::issues(500_000, 1).iter().filter(|i| i.paper.slug == "heyuan" && i.date.0 >= 1998) {
        for n in 0..issue.articles {
            let a = newspaper::article::write(&press, issue, n);
            for unit in [&a.kicker, &a.title, &a.subtitle, &a.byline].into_iter().chain(&a.blocks) {
                let unit = fold::fold(unit);
                characters += unit.chars().count();
                lines.push(unit);
            }
        }
        if characters > SIZES[2] {
            break;
        }
    }
    lines
}

/// `新年/t  讲话/n` as it was printed.
fn untagged(line: &str) -> String {
    line.split_whitespace()
        .map(|word| word.trim_start_matches('[').rsplit_once('/').map_or(word, |(word, _)| word))
        .collect()
}

fn truth(options: &mut Options) -> Result<(), String> {
    let out = options.path("--out")?;
    let seed = options.number("--seed", 7)? as u64;
    let articles = match options.value("--site") {
        Some(site) => articles::from_site(Path::new(&site))?,
        None => articles::from_json(&options.path("--json")?)?,
    };
    asked(&articles, seed, &out)
}

/// Writes the chosen and the random queries with their answers.
pub fn asked(articles: &[articles::Units], seed: u64, out: &Path) -> Result<(), String> {
    let mut queries = queries::chosen();
    let chosen = queries.len();
    queries.extend(queries::random(articles, 200, seed));
    let answers = truth::answers(articles, &queries);
    std::fs::write(out, answers.to_string()).map_err(wrong(out))?;
    println!("{}: {chosen} chosen and {} random queries", out.display(), queries.len() - chosen);
    Ok(())
}
