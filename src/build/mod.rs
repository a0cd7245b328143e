//! The whole pipeline: `content/` → `site/`.
//!
//! In: where things are. Out: what was done, or what is wrong. Errors in the content are all found before anything is
//! published; a build that fails leaves the last good site as it was.

mod gather;
mod ground;
mod one;
mod register;
pub mod told;
mod trial;

pub use gather::Recorded;
pub use one::Maker;
pub use told::Told;

use crate::archive::Brief;
use crate::archive::build::{Built, Filed, build as archive};
use crate::archive::key::text_of;
use crate::describe::{self, DescribedIssue, Texts as _, codes::Tables, topics::Vocabulary};
use crate::digest::Digest;
use crate::kept::{Kept, Key, LastSite, PutAway, Records, Stamps};
use crate::publish::{self, Outcome, PublishError, Published};
use crate::read::{self, IssueSource, Library, survey::Survey};
use crate::render::theme::{Theme, ThemeError};
use crate::report::{self, Problem, Severity};
use crate::search::Index;
use crate::{correct, render, split};
use gather::gather;
use ground::{ground, made_of, standing_still};
use rayon::prelude::*;
use register::{RegisterFile, Registered, locked, write_register};
use std::io;
use std::path::{Path, PathBuf};
use trial::{Trial, missing_folders};

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
    /// A folder of records that were made elsewhere.
    pub records: Option<PathBuf>,
    /// Nothing is written; what would change is told.
    pub dry_run: bool,
    /// What is done, and why, is told.
    pub verbose: bool,
    /// No search index; all else as ever. For benchmarks, beside generators that have none.
    pub no_search: bool,
}

impl Order {
    /// Whether it is to be told what becomes of each issue and page.
    fn tells(&self) -> bool {
        self.dry_run || self.verbose
    }
}

/// What a build did.
#[derive(Debug, Clone, Default)]
pub struct Account {
    pub publications: usize,
    pub issues: usize,
    pub articles: usize,
    pub notices: usize,
    pub published: Published,
    /// What records were good for, where some were asked for.
    pub recorded: Option<Recorded>,
    /// Warnings, and files passed over.
    pub warnings: Vec<Problem>,
    pub passed_over: Vec<String>,
    /// What was done or would be done, and why, where that was asked for.
    pub told: Option<Told>,
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
    let register = RegisterFile::read(content)?.register(&mut problems);
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
    let made = if order.dry_run { Vec::new() } else { missing_folders(&order.output) };
    let output = match order.dry_run {
        true => publish::Output::look(&order.output, order.full)?,
        false => publish::Output::open(&order.output, order.full)?,
    };
    let trial = Trial::begin(&order.output, made);
    let stood = output.stood();
    let content = order.content.as_path();
    let tables = Tables::default();
    let mut survey = Survey::of(content, &tables);
    let mut problems = std::mem::take(&mut survey.problems);
    let passed_over = std::mem::take(&mut survey.passed_over);
    if survey.plans.is_empty() && problems.is_empty() {
        // Built, it would take all pages of the last good site away.
        problems.push(no_sources(content));
    }
    let file = RegisterFile::read(content)?;
    let register_print = file.print;
    let shown = read::walk::shown(content);
    let folder = publish::folder_for(&order.output, KEPT);
    let stamps = if order.dry_run { Stamps::look } else { Stamps::open };
    let maker = Maker::new(&shown, &survey, stamps(&folder, order.full));
    let keyed = gather::keys(&survey, &maker);
    let theme_name = order.theme.as_deref().unwrap_or(&survey.settings.theme);
    let theme = Theme::load_in(content, theme_name, &survey.settings.language);
    let last = if order.full { None } else { LastSite::read(&folder) };
    let last = last.filter(|last| last.published == output.print() && stood.all(last.files));
    let print_of = |keys: &[Key]| {
        let theme = theme.as_ref().ok()?;
        Some(made_of(order, &survey, register_print, keys, theme))
    };
    if let (Some(last), false) = (&last, order.tells() || order.records.is_some()) {
        let keys: Option<Vec<Key>> = keyed.iter().map(|keyed| Some(keyed.as_ref()?.0)).collect();
        // The same as the last time: what is kept of the issues need not even be opened.
        if keys.and_then(|keys| print_of(&keys)) == Some(last.print) {
            tell("split", 0);
            maker.stamps().remember(&folder).map_err(keeping(&folder))?;
            problems.extend(last.issues_told.iter().chain(&last.told).cloned());
            let warnings = stop_on_errors(report::sorted(problems), order.strict)?;
            return Ok(Account { warnings, passed_over, ..standing_still(last) });
        }
    }

    let register = file.register(&mut problems);
    let records = order.records.as_deref().map(|folder| open_records(folder, &shown, &mut problems));
    let records = records.transpose()?.unwrap_or_default();
    let mut kept = Kept::open(&folder, &shown, order.full);
    match order.dry_run {
        true => kept.put_aside(),
        false => kept.forget_site(),
    }
    .map_err(keeping(&folder))?;
    let gathered = gather(&survey, &kept, &maker, keyed, &records, &|anew| tell("split", anew));
    let gathered = gathered.map_err(keeping(&folder))?;
    let recorded = order.records.is_some().then_some(gathered.recorded);
    let mut telling = order.tells().then(|| Told {
        issues: told::Issues::of(&gathered, kept.before().as_ref(), order.full),
        ..Told::default()
    });
    if !order.dry_run {
        maker.stamps().remember(&folder).map_err(keeping(&folder))?;
        kept.remember(gathered.all(), &gathered.parts).map_err(keeping(&folder))?;
    }
    let issues_told: Vec<Problem> = gathered.problems().collect();
    problems.extend(issues_told.iter().cloned());
    let made_of = print_of(&gathered.keys);
    if let Some(last) = last.filter(|last| Some(last.print) == made_of) {
        if !order.dry_run {
            kept.remember_site(&last).map_err(keeping(&folder))?;
        }
        problems.extend(last.told.iter().cloned());
        let warnings = stop_on_errors(report::sorted(problems), order.strict)?;
        let told = telling;
        return Ok(Account { warnings, passed_over, recorded, told, ..standing_still(&last) });
    }

    let again = |at: usize| gathered.again(&survey, &maker, at);
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
    let ground = |register: Digest| ground(&survey, &theme, register);
    if let Some(telling) = &mut telling {
        telling.ground = told::shifts(&ground(register_print), kept.ground().as_ref(), output.is_anew());
        telling.addresses = told::answers(&new_register, &register);
    }
    let paths = gathered.sources(&survey, &shown);
    tell("index", archive.articles.len());
    let index = match order.no_search {
        true => Index::none().map_err(anyhow::Error::from),
        false => render::index(&archive, &texts, &theme, stood, &kept.blocks()),
    };
    let index = index.map_err(BuildError::Index)?;
    let plates = render::Plates::new(&archive, &theme);
    let site = render::site(&archive, &texts, &paths, &theme, &index, stood, &plates)?;
    tell("render", site.pages.len());
    let options = publish::Options {
        replace_foreign: order.replace,
        note: order.tells(),
        ..publish::Options::default()
    };
    let mut registered = Registered::Same;
    let outcome = match order.dry_run {
        true => publish::compare(&site, &output, &options)?,
        // Addresses are written down before they are public: the reverse would be a promise that nobody remembers.
        false => publish::publish_after(&site, &output, &options, || {
            registered = write_register(content, &register, &new_register, missing)?;
            Ok(())
        })?,
    };
    let Outcome { published, notes, account: account_is } = outcome;
    trial.passed();
    if let Some(telling) = &mut telling {
        telling.pages = notes;
    }
    let account = Account {
        publications: archive.publications.len(),
        issues: archive.issues.len(),
        articles: archive.articles.len(),
        notices: gathered.all().map(|(_, known)| known.brief.notices).sum(),
        published,
        recorded,
        warnings,
        passed_over,
        told: telling,
        unwritten: registered.lacks(),
    };
    if order.dry_run {
        return Ok(account);
    }
    kept.remember_blocks(&index.blocks).map_err(keeping(&folder))?;
    kept.sweep(&gathered.keys).map_err(keeping(&folder))?;
    let register_is = registered.print().unwrap_or(register_print);
    kept.remember_ground(&ground(register_is)).map_err(keeping(&folder))?;
    // A build that gave addresses started from another register than the next one will: that one must look at everything.
    if let (Some(made_of), true) = (made_of, registered == Registered::Same) {
        let &Account { publications, issues, articles, notices, ref published, .. } = &account;
        let files = published.written + published.unchanged;
        let last = LastSite {
            print: made_of,
            published: account_is,
            files,
            issues_told,
            told,
            publications,
            issues,
            articles,
            notices,
        };
        kept.remember_site(&last).map_err(keeping(&folder))?;
    }
    drop(site);
    drop(plates);
    drop(texts);
    // A hundred thousand strings are given back by the way: nobody waits for it.
    rayon::spawn(move || drop((archive, register, new_register, gathered, kept, index)));
    Ok(account)
}

/// Name of the folder, within ours, of what is kept between builds.
const KEPT: &str = "kept";

/// The letters of an issue's article; none where they can't be had: then its old address leads nowhere in particular.
fn letters(texts: &PutAway<'_>, issue: usize, place: usize) -> String {
    let issue = texts.issue(issue).ok();
    let article = issue.as_ref().and_then(|issue| issue.articles.get(place));
    article.map(|described| text_of(&described.article)).unwrap_or_default()
}

fn open_records(folder: &Path, content: &str, problems: &mut Vec<Problem>) -> Result<Records, BuildError> {
    let (records, told) = Records::open(folder, content).map_err(|source| BuildError::Io {
        doing: "读取记录失败 (reading the records failed)",
        path: read::walk::shown(folder),
        source,
    })?;
    problems.extend(told);
    Ok(records)
}

/// What is kept could not be written.
fn keeping(folder: &Path) -> impl Fn(io::Error) -> BuildError {
    let path = folder.display().to_string();
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
