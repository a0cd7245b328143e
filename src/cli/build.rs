//! `dibao build`: content → site.

use super::{status, told};
use crate::build::told::Answer;
use crate::build::{Account, BuildError, Order, Recorded, build};
use crate::report;
use clap::Args;
use std::io::{IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// 由 content/ 生成网站 (build the site from content/)
#[derive(Debug, Args)]
#[command(
    after_help = "例 (examples):\n  dibao build\n  dibao build --content ~/archive --output /srv/www/archive\n  dibao build --strict --locked   # in a release script: no warning, no new address\n  dibao build --dry-run           # 会有什么变化 (what would change)\n  dibao build --records records   # 各期已在别处做好 (issues made elsewhere)"
)]
pub struct Options {
    /// 源文件所在的文件夹 (folder with the sources)
    #[arg(long, default_value = "content", value_name = "DIR")]
    content: PathBuf,
    /// 网站写到哪个文件夹 (folder that gets the site)
    #[arg(long, default_value = "site", value_name = "DIR")]
    output: PathBuf,
    /// 主题：default，或 content/themes 里的文件夹 (theme: `default`, or a folder in content/themes)
    #[arg(long, value_name = "NAME")]
    theme: Option<String>,
    /// 同时用几个线程，默认每核一个 (threads at once; default: one per core)
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=256))]
    jobs: Option<u16>,
    /// 警告也算错误 (treat warnings as errors)
    #[arg(long)]
    strict: bool,
    /// 有文章还没有地址就算错误 (fail if an article would need a new address)
    #[arg(long)]
    locked: bool,
    /// 覆盖输出文件夹里不是本程序写的文件 (replace files in the output folder that dibao did not make)
    #[arg(long)]
    replace: bool,
    /// 不用以前构建留下的结果，全部重做；网页一样 (make everything anew, whatever earlier builds kept; the pages are the same)
    #[arg(long)]
    full: bool,
    /// 用别处做好的记录：DIR 里的 *.jsonl，由 dibao split --format full 所写；没有或对不上的各期就地做，网页一样 (use records made elsewhere by dibao split --format full: the *.jsonl files in DIR; an issue without one that fits is made here; the pages are the same)
    #[arg(long, value_name = "DIR")]
    records: Option<PathBuf>,
    /// 不编检索索引，供量度用 (no search index; for benchmarks)
    #[arg(long, hide = true)]
    no_search: bool,
    /// 只说会有什么变化，什么也不写：添、改、删的文件，给出的地址，每行一个 (write nothing, tell what would change: files added, changed, removed, and addresses given, one a line)
    #[arg(long)]
    dry_run: bool,
    /// 说明重做了什么，为什么 (tell what is redone, and why)
    #[arg(long, short, conflicts_with = "quiet")]
    verbose: bool,
    /// 只说错误和警告 (say nothing but errors and warnings)
    #[arg(long, short)]
    quiet: bool,
}

/// Builds, and tells what was done.
pub fn run(options: &Options) -> ExitCode {
    if let Some(jobs) = options.jobs
        && let Err(error) = rayon::ThreadPoolBuilder::new().num_threads(usize::from(jobs)).build_global()
    {
        eprintln!("dibao: --jobs {jobs}: {error}");
        return ExitCode::from(status::MACHINE);
    }
    if !options.content.is_dir() {
        super::no_folder(&options.content);
        return ExitCode::from(status::CONTENT);
    }
    if let Some(records) = options.records.as_ref().filter(|records| !records.is_dir()) {
        eprintln!(
            "dibao: {}: 没有这个文件夹 (no such folder)；--records 要一个放着 .jsonl 的文件夹 (--records names a folder of .jsonl files)",
            records.display()
        );
        return ExitCode::from(status::CONTENT);
    }
    if lies_in(&options.output, &options.content) {
        eprintln!(
            "dibao: {}: 网站不能建在来源文件夹里 (the site cannot be built inside the folder of its sources)；用 --output DIR 另选 (choose another with --output DIR)",
            options.output.display()
        );
        return ExitCode::from(status::CONTENT);
    }
    let order = Order {
        content: options.content.clone(),
        output: options.output.clone(),
        theme: options.theme.clone(),
        strict: options.strict,
        locked: options.locked,
        replace: options.replace,
        full: options.full,
        records: options.records.clone(),
        dry_run: options.dry_run,
        verbose: options.verbose,
        no_search: options.no_search,
    };
    let quiet = options.quiet;
    match build(&order, &|stage, many| {
        if !quiet {
            eprintln!("{}", progress(stage, many));
        }
    }) {
        Ok(account) => {
            tell(options, &account);
            ExitCode::SUCCESS
        }
        Err(error) => fail(error),
    }
}

/// The first ten names, and how many more there are.
fn shortened(names: &[String]) -> String {
    let first = names.iter().take(10).map(String::as_str).collect::<Vec<_>>().join(", ");
    if names.len() > 10 { format!("{first} …… +{}", names.len() - 10) } else { first }
}

/// Whether a folder, which need not be there yet, is another or lies in it.
fn lies_in(inner: &Path, outer: &Path) -> bool {
    let Ok(outer) = outer.canonicalize() else { return false };
    let there = inner.ancestors().find_map(|a| {
        let a = if a.as_os_str().is_empty() { Path::new(".") } else { a };
        a.canonicalize().ok()
    });
    there.is_some_and(|there| there.starts_with(&outer))
}

fn progress(stage: &str, many: usize) -> String {
    match stage {
        "split" if many == 0 => "各期未变 (no issue has changed)".into(),
        "split" => format!("分篇 {many} 期 (splitting {many} issues)"),
        "index" => format!("编检索索引：{many} 篇 (indexing {many} articles)"),
        _ => format!("生成 {many} 页 (making {many} pages)"),
    }
}

fn color() -> bool {
    std::io::stderr().is_terminal() && std::env::var_os("NO_COLOR").is_none()
}

fn tell(options: &Options, account: &Account) {
    eprint!("{}", report::render(&account.warnings, color()));
    if !account.unwritten.is_empty() {
        eprintln!(
            "content/ 不可写，请把下面各行加进 addresses.tsv (content/ cannot be written: add these lines to addresses.tsv):"
        );
        for line in &account.unwritten {
            println!("{line}");
        }
    }
    let told = account.told.as_ref();
    if let Some(told) = told.filter(|_| options.dry_run) {
        // A reader that has seen enough (`| head`) is no failure, and one that is gone hears of none.
        let _ = std::io::stdout().write_all(told::changes(told).as_bytes());
    }
    if options.quiet {
        return;
    }
    if let Some(told) = told.filter(|_| options.verbose) {
        eprint!("{}", told::verbose(told));
    }
    if !account.passed_over.is_empty() {
        eprintln!(
            "跳过 {} 个其他文件 (passed over): {}",
            account.passed_over.len(),
            shortened(&account.passed_over)
        );
    }
    if let Some(line) = account.recorded.as_ref().and_then(recorded) {
        eprintln!("{line}");
    }
    let p = &account.published;
    eprintln!(
        "{} 种报刊、{} 期、{} 篇、存疑 {} 处 ({} publications, {} issues, {} articles, {} notices)",
        account.publications,
        account.issues,
        account.articles,
        account.notices,
        account.publications,
        account.issues,
        account.articles,
        account.notices
    );
    if options.dry_run {
        let given = told.map_or(0, |told| told.addresses.values().filter(|a| **a == Answer::Given).count());
        eprintln!(
            "试做，什么也没有写：要写 {}、删 {}，给出地址 {given} (dry run, nothing is written: {} to write, {} to remove, {given} addresses to give)",
            p.written, p.removed, p.written, p.removed
        );
        return;
    }
    eprintln!(
        "{}: 写 {}、未变 {}、删 {} ({} written, {} unchanged, {} removed)",
        options.output.join("index.html").display(),
        p.written,
        p.unchanged,
        p.removed,
        p.written,
        p.unchanged,
        p.removed
    );
}

/// What records were good for; nothing where every issue was kept.
fn recorded(of: &Recorded) -> Option<String> {
    let reasons = [
        (of.missing, "没有记录", "without a record"),
        (of.changed, "内容或设置已变", "of other files or settings"),
        (of.program, "出自别的版本", "by another version of dibao"),
        (of.folder, "出自别的 --content", "made under another --content"),
    ];
    let here: usize = reasons.iter().map(|(many, ..)| many).sum();
    if of.used + here == 0 {
        return None;
    }
    let all = |word: fn(&(usize, &'static str, &'static str)) -> String, between: &str| {
        let some = reasons.iter().filter(|(many, ..)| *many > 0).map(word);
        some.collect::<Vec<_>>().join(between)
    };
    let (chinese, english) = (
        all(|(many, han, _)| format!("{han} {many}"), "、"),
        all(|(many, _, words)| format!("{many} {words}"), ", "),
    );
    let (chinese, english) = match here {
        0 => (String::new(), String::new()),
        _ => (format!("，就地做 {here} 期：{chinese}"), format!(", {here} made here: {english}")),
    };
    Some(format!("记录：用 {} 期{chinese} ({} records used{english})", of.used, of.used))
}

fn fail(error: BuildError) -> ExitCode {
    match error {
        BuildError::Content(problems) => {
            eprint!("{}", report::render(&problems, color()));
            eprintln!("没有发布，原有的网站未动 (nothing was published; the site is as it was)");
            ExitCode::from(status::CONTENT)
        }
        BuildError::Publish(error) => {
            eprintln!("dibao: {error}");
            ExitCode::from(if error.is_machine() { status::MACHINE } else { status::CONTENT })
        }
        BuildError::Io { .. } => {
            eprintln!("dibao: {error}");
            ExitCode::from(status::MACHINE)
        }
        other => {
            eprintln!("dibao: {other}");
            ExitCode::from(status::CONTENT)
        }
    }
}
