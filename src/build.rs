//! The whole pipeline: `content/` → `site/`.
//!
//! In: where things are. Out: what was done, or what is wrong. Errors in the content are all found before anything is
//! published; a build that fails leaves the last good site as it was.

use crate::archive::build::{Built, Filed, build as archive};
use crate::archive::register::{self, Register};
use crate::describe::{self, DescribedIssue, codes::Tables, topics::Vocabulary};
use crate::publish::{self, PublishError, Published};
use crate::read::{self, IssueSource, Library};
use crate::render::theme::{Theme, ThemeError};
use crate::report::{Problem, Severity};
use crate::search::Spool;
use crate::{correct, render, split};
use rayon::prelude::*;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// What the user asked for.
#[derive(Debug, Clone)]
pub struct Order {
    pub content: PathBuf,
    pub output: PathBuf,
    /// Overrides archive.yaml's theme.
    pub theme: Option<String>,
    /// Warnings count as errors.
    pub strict: bool,
    /// The register may not change: an article without an address is an error.
    pub locked: bool,
    /// Files in the output that are not ours may be replaced.
    pub replace: bool,
    /// No search index; all else as ever. For benchmarks, beside generators that have none.
    pub no_search: bool,
}

/// What a build did.
#[derive(Debug, Clone, Default)]
pub struct Account {
    pub publications: usize,
    pub issues: usize,
    pub articles: usize,
    pub notices: usize,
    pub published: Published,
    /// Warnings, and files passed over.
    pub warnings: Vec<Problem>,
    pub passed_over: Vec<String>,
    /// Lines that `addresses.tsv` should get and that could not be written into it.
    pub unwritten: Vec<String>,
}

/// Why a build stopped.
#[derive(Debug, thiserror::Error)]
pub enum BuildError {
    /// The content has errors (and warnings); all that were found.
    #[error("the content has errors")]
    Content(Vec<Problem>),
    #[error(transparent)]
    Theme(#[from] ThemeError),
    #[error(transparent)]
    Claimed(#[from] render::Claimed),
    #[error("检索索引没有做成 (making the search index failed): {0:#}")]
    Index(anyhow::Error),
    #[error(transparent)]
    Publish(#[from] PublishError),
    #[error("{path}: {doing}: {source}")]
    Io { doing: &'static str, path: String, source: io::Error },
}

/// Everything before the pages: what `check` tells of, and `build` makes a site of.
pub struct Examined {
    pub library: Library,
    /// In the order of the library's issues.
    pub issues: Vec<DescribedIssue>,
    pub built: Built,
    /// The address register as it was read.
    pub register: Register,
    pub problems: Vec<Problem>,
}

/// Reads, splits, corrects, describes and archives; writes nothing.
pub fn examine(content: &Path, tell: &dyn Fn(&str, usize)) -> Result<Examined, BuildError> {
    let (library, mut problems) = read::library_with(content, &Tables::default());
    if library.issues.is_empty() && problems.is_empty() {
        // Built, it would take all pages of the last good site away.
        problems.push(no_sources(content));
    }
    let register = read_register(content, &mut problems)?;

    tell("split", library.issues.len());
    let topics = Vocabulary::of(&library.settings.vocabularies);
    let described: Vec<(DescribedIssue, Vec<Problem>)> =
        library.issues.par_iter().map(|issue| describe_issue(issue, &topics)).collect();
    let mut issues = Vec::with_capacity(described.len());
    for (issue, warnings) in described {
        issues.push(issue);
        problems.extend(warnings);
    }

    let filed: Vec<Filed> = library
        .issues
        .iter()
        .zip(&issues)
        .map(|(source, issue)| Filed { publication: &source.publication, folder: &source.folder, issue })
        .collect();
    let mut built = archive(&library.settings, &filed, &register);
    problems.extend(std::mem::take(&mut built.problems).into_iter().map(|p| below(content, p)));
    Ok(Examined { library, issues, built, register, problems })
}

/// Builds the site. `tell` is called with the stage that begins: split, index, render.
pub fn build(order: &Order, tell: &dyn Fn(&str, usize)) -> Result<Account, BuildError> {
    publish::finish(&order.output)?;
    let Examined { library, issues, built, register, mut problems } = examine(&order.content, tell)?;
    let Built { archive, register: new_register, .. } = built;
    let missing = new_register.lines_missing_in(&register);
    if order.locked && !missing.is_empty() {
        problems.push(locked(&order.content, &missing));
    }
    let warnings = stop_on_errors(problems, order.strict)?;

    let theme = Theme::load_in(
        &order.content,
        order.theme.as_deref().unwrap_or(&library.settings.theme),
        &library.settings.language,
    )?;
    let paths: Vec<Vec<String>> = library.issues.iter().map(|i| source_names(&order.content, i)).collect();
    tell("index", archive.articles.len());
    let index = if order.no_search {
        Spool::new().map_err(anyhow::Error::from)
    } else {
        render::index(&archive, &issues, &theme)
    };
    let index = index.map_err(BuildError::Index)?;
    let site = render::site(&archive, &issues, &paths, &theme, &index)?;
    tell("render", site.pages.len());
    let options = publish::Options { replace_foreign: order.replace, ..publish::Options::default() };
    // Addresses are written down before they are public: the reverse would be a promise that nobody remembers.
    let mut unwritten = Vec::new();
    let published = publish::publish_after(&site, &order.output, &options, || {
        unwritten = write_register(&order.content, &register, &new_register, missing)?;
        Ok(())
    })?;

    Ok(Account {
        publications: archive.publications.len(),
        issues: archive.issues.len(),
        articles: archive.articles.len(),
        notices: issues.iter().map(|i| i.notices.len()).sum(),
        published,
        warnings,
        passed_over: library.passed_over,
        unwritten,
    })
}

/// One issue through split, describe and the person's corrections: pure, so issues can be done anywhere.
pub fn describe_issue(source: &IssueSource, topics: &Vocabulary) -> (DescribedIssue, Vec<Problem>) {
    let (described, problems) = describe_split(split::split(source), source, topics);
    (describe::detailed(described, topics), problems)
}

/// What the split record tells of an issue that is split already: all but the details that only pages show.
pub fn describe_split(
    split: split::SplitIssue,
    source: &IssueSource,
    topics: &Vocabulary,
) -> (DescribedIssue, Vec<Problem>) {
    let (split, mut problems) = correct::structure(split, source);
    let described = describe::describe(split, &source.path, &source.publication, topics);
    let (described, more) = correct::facts(described, source, &topics.tree);
    problems.extend(more);
    (described, problems)
}

fn stop_on_errors(mut problems: Vec<Problem>, strict: bool) -> Result<Vec<Problem>, BuildError> {
    if strict {
        problems.iter_mut().for_each(|p| p.severity = Severity::Error);
    }
    let failed = problems.iter().any(|p| p.severity == Severity::Error);
    if failed { Err(BuildError::Content(problems)) } else { Ok(problems) }
}

/// Names of an issue's files as readers see them: below `content/`.
fn source_names(content: &Path, issue: &IssueSource) -> Vec<String> {
    let prefix = read::walk::shown(content);
    let below =
        |path: &str| path.strip_prefix(&prefix).map_or(path, |p| p.trim_start_matches('/')).to_string();
    issue.files.iter().map(|f| below(&f.path)).collect()
}

fn below(content: &Path, mut problem: Problem) -> Problem {
    problem.path = read::walk::shown(&content.join(&problem.path));
    problem
}

fn no_sources(content: &Path) -> Problem {
    Problem::error(read::walk::shown(content), "没有源文件 (no sources in this folder)")
        .help("请放入 .txt 或 .md 文件，或用 --content 指明来源 (put .txt or .md files in, or name another folder with --content)")
}

fn locked(content: &Path, missing: &[String]) -> Problem {
    let path = read::walk::shown(&content.join(register::FILE));
    // Addresses only: the terminal's copy of a whole line would not be the line.
    let addresses: Vec<&str> = missing.iter().filter_map(|line| line.split('\t').next()).collect();
    let help = format!(
        "先不带 --locked 构建一次，并保存 addresses.tsv 的改动 (build once without --locked, and keep the change of addresses.tsv):\n{}",
        addresses.join("\n")
    );
    Problem::error(path, format!("有 {} 篇还没有地址 (articles without a registered address)", missing.len()))
        .help(help)
}

fn read_register(content: &Path, problems: &mut Vec<Problem>) -> Result<Register, BuildError> {
    let path = content.join(register::FILE);
    let shown = read::walk::shown(&path);
    let bytes = match std::fs::read(&path) {
        Ok(bytes) => bytes,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Register::default()),
        Err(source) => {
            let doing = "读取地址登记失败 (reading the address register failed)";
            return Err(BuildError::Io { doing, path: shown, source });
        }
    };
    let text = String::from_utf8_lossy(&bytes);
    if let Some(line) = text.lines().position(|l| l.contains('\u{FFFD}')) {
        let message = "有不是 UTF-8 的字节 (a byte that is not UTF-8)";
        problems.push(
            Problem::error(shown, message)
                .at(line + 1, 1)
                .help("从版本库取回这一行 (take this line from version control)"),
        );
        return Ok(Register::default());
    }
    Register::parse(&shown, &text).or_else(|errors| {
        problems.extend(errors);
        Ok(Register::default())
    })
}

/// Writes the register where it changed; where `content/` can't be written, gives the lines it lacks.
fn write_register(
    content: &Path,
    old: &Register,
    new: &Register,
    missing: Vec<String>,
) -> Result<Vec<String>, PublishError> {
    if old == new {
        return Ok(Vec::new());
    }
    // A register that is a link is written where it leads, with the rights that it has.
    let target = content.join(register::FILE);
    let target = target.canonicalize().unwrap_or(target);
    let write = || -> io::Result<()> {
        let mut file = tempfile::NamedTempFile::new_in(target.parent().unwrap_or(content))?;
        match std::fs::metadata(&target) {
            Ok(there) => file.as_file().set_permissions(there.permissions())?,
            Err(_) => open_to_readers(file.as_file())?,
        }
        file.write_all(new.write().as_bytes())?;
        file.as_file().sync_all()?;
        file.persist(&target).map_err(|e| e.error)?;
        Ok(())
    };
    match write() {
        Ok(()) => Ok(Vec::new()),
        Err(error)
            if matches!(
                error.kind(),
                io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem
            ) =>
        {
            Ok(missing)
        }
        Err(source) => {
            Err(PublishError::io("写入地址登记", "writing the address register", &target)(source))
        }
    }
}

/// A temporary file is its owner's alone; the register is for whoever may read the content.
#[cfg(unix)]
fn open_to_readers(file: &std::fs::File) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    file.set_permissions(std::fs::Permissions::from_mode(0o644))
}

#[cfg(not(unix))]
fn open_to_readers(_: &std::fs::File) -> io::Result<()> {
    Ok(())
}
