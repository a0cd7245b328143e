//! The whole pipeline: `content/` → `site/`.
//!
//! In: where things are. Out: what was done, or what is wrong. Errors in the content are all found before anything is
//! published; a build that fails leaves the last good site as it was.

mod gather;
mod register;

use crate::archive::Brief;
use crate::archive::build::{Built, Filed, build as archive};
use crate::archive::key::text_of;
use crate::describe::{self, DescribedIssue, Texts as _, codes::Tables, topics::Vocabulary};
use crate::digest::{self, Digest};
use crate::kept::{Kept, LastSite, PutAway};
use crate::publish::{self, PublishError, Published};
use crate::read::{self, IssueSource, Library, survey::Survey};
use crate::render::theme::{Theme, ThemeError};
use crate::report::{self, Problem, Severity};
use crate::search::Index;
use crate::{correct, render, split};
use gather::{Gathered, gather};
use rayon::prelude::*;
use register::{locked, read_register, write_register};
use std::io;
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
    /// What earlier builds kept is not used.
    pub full: bool,
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

/// Everything before the pages, with all texts in memory: what `check` tells of.
pub struct Examined {
    pub library: Library,
    /// In the order of the library's issues.
    pub issues: Vec<DescribedIssue>,
    pub built: Built,
    pub problems: Vec<Problem>,
}

/// Reads, splits, corrects, describes and archives; writes nothing.
pub fn examine(content: &Path) -> Result<Examined, BuildError> {
    let (library, mut problems) = read::library_with(content, &Tables::default());
    if library.issues.is_empty() && problems.is_empty() {
        problems.push(no_sources(content));
    }
    let (register, _) = read_register(content, &mut problems)?;
    let topics = Vocabulary::of(&library.settings.vocabularies);
    let described: Vec<(DescribedIssue, Vec<Problem>)> =
        library.issues.par_iter().map(|issue| describe_issue(issue, &topics)).collect();
    let mut issues = Vec::with_capacity(described.len());
    for (issue, warnings) in described {
        issues.push(issue);
        problems.extend(warnings);
    }
    let briefs: Vec<Brief> = issues.par_iter().map(Brief::of).collect();
    let filed: Vec<Filed> =
        library.issues.iter().zip(&briefs).map(|(source, issue)| Filed::of(source, issue)).collect();
    let letters = |issue: usize, place: usize| {
        let articles = issues.get(issue).map(|issue| issue.articles.as_slice()).unwrap_or_default();
        articles.get(place).map(|described| text_of(&described.article)).unwrap_or_default()
    };
    let mut built = archive(&library.settings, &filed, &letters, &register);
    problems.extend(std::mem::take(&mut built.problems).into_iter().map(|p| below(content, p)));
    Ok(Examined { library, issues, built, problems })
}

/// Builds the site. `tell` is called with the stage that begins: split, index, render.
pub fn build(order: &Order, tell: &dyn Fn(&str, usize)) -> Result<Account, BuildError> {
    let was_killed = publish::finish(&order.output)?;
    let content = order.content.as_path();
    let tables = Tables::default();
    let mut survey = Survey::of(content, &tables);
    let mut problems = std::mem::take(&mut survey.problems);
    let passed_over = std::mem::take(&mut survey.passed_over);
    if survey.plans.is_empty() && problems.is_empty() {
        // Built, it would take all pages of the last good site away.
        problems.push(no_sources(content));
    }
    let (register, register_print) = read_register(content, &mut problems)?;

    let topics = Vocabulary::of(&survey.settings.vocabularies);
    let trial = Trial::of(&order.output);
    let mut kept = Kept::open(&publish::folder_for(&order.output, KEPT), order.full);
    let gathered = gather(&survey, &kept, &topics, &|anew| tell("split", anew)).map_err(keeping(&kept))?;
    kept.remember(gathered.all()).map_err(keeping(&kept))?;
    problems.extend(gathered.problems());
    let theme_name = order.theme.as_deref().unwrap_or(&survey.settings.theme);
    let theme = Theme::load_in(content, theme_name, &survey.settings.language);
    // What a publish that was killed left on the disk may not be whole, if it was the machine that stopped: all is compared.
    let stood = if order.full || was_killed { None } else { Some(publish::Stood::read(&order.output)?) };
    let made_of = theme.as_ref().ok().map(|theme| made_of(order, &survey, register_print, &gathered, theme));
    if let (Some(made_of), Some(stood)) = (made_of, &stood)
        && let Some(last) = kept.site().filter(|last| last.print == made_of)
        && last.published == publish::account_print(&order.output)
        && stood.all(last.files)
    {
        problems.extend(last.told.iter().cloned());
        let warnings = stop_on_errors(report::sorted(problems), order.strict)?;
        return Ok(Account { warnings, passed_over, ..standing_still(&last) });
    }

    let again = |at: usize| gathered.again(&survey, &topics, at);
    let texts = PutAway::new(&kept, &gathered.keys, &again);
    let filed = gathered.filed(&survey);
    let letters = |issue: usize, place: usize| letters(&texts, issue, place);
    let Built { archive, register: new_register, problems: told } =
        archive(&survey.settings, &filed, &letters, &register);
    let told: Vec<Problem> = told.into_iter().map(|p| below(content, p)).collect();
    problems.extend(told.iter().cloned());
    let missing = new_register.lines_missing_in(&register);
    if order.locked && !missing.is_empty() {
        problems.push(locked(content, &missing));
    }
    let warnings = stop_on_errors(report::sorted(problems), order.strict)?;

    let theme = theme?;
    let paths = gathered.sources(&survey, content);
    tell("index", archive.articles.len());
    let standing: &dyn render::Standing = stood.as_ref().map_or(&render::Anew, |stood| stood);
    let index = match order.no_search {
        true => Index::none().map_err(anyhow::Error::from),
        false => render::index(&archive, &texts, &theme, standing, &kept.blocks()),
    };
    let index = index.map_err(BuildError::Index)?;
    let plates = render::Plates::new(&archive, &theme);
    let site = render::site(&archive, &texts, &paths, &theme, &index, standing, &plates)?;
    tell("render", site.pages.len());
    let options = publish::Options { replace_foreign: order.replace, ..publish::Options::default() };
    // Addresses are written down before they are public: the reverse would be a promise that nobody remembers.
    let mut unwritten = Vec::new();
    let published = publish::publish_after(&site, &order.output, &options, || {
        unwritten = write_register(content, &register, &new_register, missing)?;
        Ok(())
    })?;
    trial.passed();
    kept.remember_blocks(&index.blocks).map_err(keeping(&kept))?;
    kept.sweep(&gathered.keys).map_err(keeping(&kept))?;

    let account = Account {
        publications: archive.publications.len(),
        issues: archive.issues.len(),
        articles: archive.articles.len(),
        notices: gathered.all().map(|(_, known)| known.brief.notices).sum(),
        published,
        warnings,
        passed_over,
        unwritten,
    };
    // A build that gave addresses started from another register than the next one will: that one must look at everything.
    if let (Some(made_of), true) = (made_of, register == new_register) {
        let &Account { publications, issues, articles, notices, ref published, .. } = &account;
        let files = published.written + published.unchanged;
        let account_is = publish::account_print(&order.output);
        let last = LastSite {
            print: made_of,
            published: account_is,
            files,
            told,
            publications,
            issues,
            articles,
            notices,
        };
        kept.remember_site(&last).map_err(keeping(&kept))?;
    }
    Ok(account)
}

/// The account of a build that finds everything as it is to be.
fn standing_still(last: &LastSite) -> Account {
    let &LastSite { publications, issues, articles, notices, files, .. } = last;
    let published = Published { unchanged: files, ..Published::default() };
    Account { publications, issues, articles, notices, published, ..Account::default() }
}

/// A print of all that a site is made of.
fn made_of(
    order: &Order,
    survey: &Survey<'_>,
    register: Digest,
    gathered: &Gathered,
    theme: &Theme,
) -> Digest {
    let mut parts = blake3::Hasher::new();
    parts.update(&theme.digest()).update(&register).update(&[u8::from(order.no_search)]);
    // `Debug` shows every field there is: one that is added later can't be forgotten here.
    parts.update(format!("{:?}", survey.settings).as_bytes());
    for (path, bytes) in theme.assets() {
        parts.update(path.as_bytes()).update(&(bytes.len() as u64).to_le_bytes()).update(bytes);
    }
    for key in &gathered.keys {
        parts.update(&key.bytes());
    }
    digest::cut(parts.finalize())
}

/// Name of the folder, within ours, of what is kept between builds.
const KEPT: &str = "kept";

/// A build that may still fail: where it was the first of a site, it then leaves no folder behind.
struct Trial {
    kept: PathBuf,
    /// Folders that were not there, the outer one first.
    made: Vec<PathBuf>,
}

impl Trial {
    fn of(output: &Path) -> Self {
        let kept = publish::folder_for(output, KEPT);
        let folders = [output.to_path_buf(), publish::folder_for(output, "")];
        Self { made: folders.into_iter().filter(|folder| !folder.exists()).collect(), kept }
    }

    fn passed(mut self) {
        self.made.clear();
    }
}

impl Drop for Trial {
    fn drop(&mut self) {
        if !self.made.is_empty() {
            // The error that stopped the build is what must be heard. A folder that somebody else has put something into stays.
            let _ = std::fs::remove_dir_all(&self.kept);
            self.made.iter().rev().for_each(|folder| drop(std::fs::remove_dir(folder)));
        }
    }
}

/// The letters of an issue's article; none where they can't be had: then its old address leads nowhere in particular.
fn letters(texts: &PutAway<'_>, issue: usize, place: usize) -> String {
    let issue = texts.issue(issue).ok();
    let article = issue.as_ref().and_then(|issue| issue.articles.get(place));
    article.map(|described| text_of(&described.article)).unwrap_or_default()
}

/// What is kept could not be written.
fn keeping(kept: &Kept) -> impl Fn(io::Error) -> BuildError {
    let path = kept.folder().display().to_string();
    let doing = "保存各期的结果失败 (keeping what was made of the issues failed)";
    move |source| BuildError::Io { doing, path: path.clone(), source }
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

fn below(content: &Path, mut problem: Problem) -> Problem {
    problem.path = read::walk::shown(&content.join(&problem.path));
    problem
}

fn no_sources(content: &Path) -> Problem {
    Problem::error(read::walk::shown(content), "没有源文件 (no sources in this folder)")
        .help("请放入 .txt 或 .md 文件，或用 --content 指明来源 (put .txt or .md files in, or name another folder with --content)")
}
