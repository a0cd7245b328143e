//! read: files → issues of numbered lines.
//!
//! In: a `content/` folder (or single files, for `dibao split`). Out: a [`Library`]: the archive's settings and its
//! issues, each with the lines of its files as given, its sidecar and its publication's settings.
//!
//! Steps: walk the folder ([`walk`]), group files into issues ([`group`]; both and the settings: [`survey`]), open them ([`load`]): decode each file
//! ([`decode`]) and read the YAML beside it ([`yaml`] gives places, [`schema`] checks; [`settings`] with [`people`], [`topics`],
//! [`sidecar`] and [`corrections`] say what is allowed). Problems of all files are collected, none stops the others.

pub mod chosen;
pub mod codes;
pub mod corrections;
pub mod decode;
pub mod edtf;
pub mod group;
pub mod load;
pub mod names;
pub mod nearest;
pub mod people;
pub mod schema;
pub mod settings;
pub mod sidecar;
pub mod spell;
pub mod survey;
pub mod topics;
pub mod walk;
pub mod yaml;

use crate::report::{self, Problem};
use codes::{AnyCode, KnownCodes};
use group::{Groups, Plan};
use load::Loader;
use rayon::prelude::*;
use settings::{ArchiveSettings, PublicationSettings};
use sidecar::Sidecar;
use std::collections::BTreeMap;
use std::convert::Infallible;
use std::path::{Path, PathBuf};
use survey::Survey;
use topics::{Known, TopicFile};
use walk::Found;

/// Everything under one `content/`, as read.
#[derive(Debug, Clone, Default)]
pub struct Library {
    pub settings: ArchiveSettings,
    /// Sorted by [`IssueSource::path`]; those of [`sources`] in the order given.
    pub issues: Vec<IssueSource>,
    /// Files that are no source and no YAML of ours (pictures, PDFs, dot files), sorted: listed, not an error.
    pub passed_over: Vec<String>,
}

/// One issue: one file, or a folder's files in page order. The unit of read, split and describe.
#[derive(Debug, Clone, Default)]
pub struct IssueSource {
    /// Path below `content/`, `/`-separated, without an extension: `jcgz/2022-05`. Names the issue within the archive.
    pub path: String,
    /// Path of the publication's folder below `content/`, empty for a source that lies directly in `content/`.
    pub folder: String,
    pub files: Vec<SourceText>,
    pub sidecar: Sidecar,
    pub publication: PublicationSettings,
}

/// One source file: its text as lines that keep their number.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SourceText {
    /// The path as the user gave it or as found below the content folder given (`content/jcgz/2022-05.txt`).
    pub path: String,
    /// The lines without their line ends, NFC is *not* applied: line `n` of the file is `lines[n - 1]`.
    pub lines: Vec<String>,
    /// How many lines at the top are YAML front matter (with its `---` fences); 0 where there is none.
    pub front_matter: usize,
    /// Name of the encoding it was decoded from (`UTF-8`, `GB18030`, `UTF-16LE`), for the source view.
    pub encoding: &'static str,
}

/// Reads everything under `content/`; region codes and topic ids are checked by their form alone.
pub fn library(content: &Path) -> (Library, Vec<Problem>) {
    library_with(content, &AnyCode)
}

/// Reads everything under `content/`. Problems are sorted by path and line.
pub fn library_with(content: &Path, codes: &dyn KnownCodes) -> (Library, Vec<Problem>) {
    let survey = Survey::of(content, codes);
    // In parallel, yet collected in the order of the plans: the same answer on any machine.
    let read: Vec<_> = survey.plans.par_iter().map(|plan| survey.issue(plan)).collect();
    let Survey { settings, passed_over, mut problems, .. } = survey;
    let mut issues = Vec::new();
    for (issue, told) in read {
        issues.extend(issue);
        problems.extend(told);
    }
    (Library { settings, issues, passed_over }, report::sorted(problems))
}

/// Reads files (an issue each) and issue folders, in the order given; for `dibao split`.
pub fn sources(paths: &[PathBuf]) -> (Library, Vec<Problem>) {
    sources_with(paths, &AnyCode)
}

/// [`sources`], with region codes and topic ids checked.
pub fn sources_with(paths: &[PathBuf], codes: &dyn KnownCodes) -> (Library, Vec<Problem>) {
    let mut library = Library::default();
    let take = |issue| -> Result<(), Infallible> {
        library.issues.push(issue);
        Ok(())
    };
    let Ok(problems) = each_source(paths, codes, &mut library.passed_over, take);
    (library, problems)
}

/// Reads issues as [`sources`] does and gives them away one by one, so that no two are held at once; stops where
/// `take` fails. Problems of all files are told at the end.
pub fn each_source<E>(
    paths: &[PathBuf],
    codes: &dyn KnownCodes,
    passed_over: &mut Vec<String>,
    mut take: impl FnMut(IssueSource) -> Result<(), E>,
) -> Result<Vec<Problem>, E> {
    let mut loader = Loader::new(codes);
    let mut publications: BTreeMap<PathBuf, PublicationSettings> = BTreeMap::new();
    for path in paths {
        let (folder, plans) = if path.is_dir() {
            (path.as_path(), plans_of_folder(path, &mut loader.problems))
        } else {
            let Some(plan) = plan_of_file(path, passed_over, &mut loader.problems) else {
                continue;
            };
            (path.parent().unwrap_or(Path::new("")), vec![plan])
        };
        let publication = match publication_near(folder) {
            None => PublicationSettings::default(),
            Some(found) => publications
                .entry(found.real.clone())
                .or_insert_with(|| loader.yaml(&found, settings::publication))
                .clone(),
        };
        for plan in &plans {
            if let Some(issue) = loader.issue(plan, publication.clone()) {
                take(issue)?;
            }
        }
    }
    Ok(report::sorted(loader.problems))
}

/// An issue that was asked for by one of its files.
pub struct Asked {
    pub issue: IssueSource,
    /// Which of the issue's files it was.
    pub file: usize,
    /// The archive's own topics.
    pub vocabularies: Vec<TopicFile>,
    pub problems: Vec<Problem>,
}

/// The issue of a file within `content/`; nothing where the file is none of its sources.
/// A page of an issue folder comes with the other pages and the folder's sidecar, as it does when the site is built.
pub fn issue_of(file: &Path, content: &Path, codes: &dyn KnownCodes) -> Option<Asked> {
    let wanted = file.canonicalize().ok()?;
    if !wanted.starts_with(content.canonicalize().ok()?) {
        return None;
    }
    // What is wrong elsewhere in the archive is not what was asked.
    let tree = walk::tree(content, true, &mut Vec::new());
    let mut known = Known::new(codes);
    let (settings, named) = Loader::new(codes).archive(&tree, &mut known);
    let Groups { plans, publications } = group::group(&tree, named, &mut Vec::new());
    let is_wanted = |page: &(Found, Option<Found>)| {
        page.0.real.file_name() == file.file_name() && page.0.real.canonicalize().is_ok_and(|p| p == wanted)
    };
    let plan = plans.iter().find(|plan| plan.pages.iter().any(is_wanted))?;
    let mut loader = Loader::new(&known);
    let mut publication = publications
        .get(&plan.folder)
        .map(|found| loader.yaml(found, settings::publication))
        .unwrap_or_default();
    publication.divisions = settings.divisions;
    let shown = &plan.pages.iter().find(|page| is_wanted(page))?.0.shown;
    let issue = loader.issue(plan, publication)?;
    let file = issue.files.iter().position(|f| f.path == *shown)?;
    let problems = report::sorted(loader.problems);
    Some(Asked { issue, file, vocabularies: settings.vocabularies, problems })
}

fn plan_of_file(path: &Path, passed_over: &mut Vec<String>, problems: &mut Vec<Problem>) -> Option<Plan> {
    let (Some(shown), Some(name)) = (path.to_str(), path.file_name().and_then(|name| name.to_str())) else {
        problems
            .push(Problem::error(path.to_string_lossy(), "文件名不是 UTF-8 (the file name is not UTF-8)"));
        return None;
    };
    let (stem, extension) = names::split_extension(name);
    // `dibao split content/jcgz/*` names the sidecars too.
    if names::is_yaml(&extension) {
        passed_over.push(shown.to_owned());
        return None;
    }
    let source = Found { real: path.to_owned(), shown: shown.to_owned(), stem: stem.to_owned() };
    let beside = yaml_in(path.parent().unwrap_or(Path::new("")), stem);
    let path = shown.strip_suffix(name).map_or_else(|| stem.to_owned(), |parent| format!("{parent}{stem}"));
    Some(Plan { path, folder: String::new(), pages: vec![(source, beside)], sidecar: None })
}

/// A folder is one issue; with `publication.yaml` in it, or names of issues only, each of its files is one.
fn plans_of_folder(path: &Path, problems: &mut Vec<Problem>) -> Vec<Plan> {
    let mut tree = walk::tree(path, false, problems);
    let Some(folder) = tree.folders.remove("").filter(|folder| !folder.sources.is_empty()) else {
        problems.push(
            Problem::error(walk::shown(path), "文件夹里没有源文件 (no source in this folder)")
                .help("应有 .txt 或 .md 文件 (it should hold .txt or .md files)"),
        );
        return Vec::new();
    };
    let shown = folder.shown.clone();
    let (pages, inside) = group::folder_pages(&folder, problems);
    let beside =
        path.file_name().and_then(|name| name.to_str()).and_then(|name| yaml_in(path.parent()?, name));
    let sidecar = beside.or(inside);
    if yaml_in(path, "publication").is_some() || (sidecar.is_none() && group::is_drawer(&folder)) {
        let one = |page: (Found, Option<Found>)| Plan {
            path: format!("{shown}/{}", page.0.stem),
            folder: String::new(),
            pages: vec![page],
            sidecar: None,
        };
        return pages.into_iter().map(one).collect();
    }
    vec![Plan { path: shown, folder: String::new(), pages, sidecar }]
}

/// `publication.yaml` of the folder or the one above it, but none from outside of the archive.
fn publication_near(folder: &Path) -> Option<Found> {
    yaml_in(folder, "publication").or_else(|| match yaml_in(folder, "archive") {
        Some(_) => None,
        None => yaml_in(folder.parent()?, "publication"),
    })
}

fn yaml_in(folder: &Path, stem: &str) -> Option<Found> {
    let paths = ["yaml", "yml"].map(|extension| folder.join(format!("{stem}.{extension}")));
    let real = paths.into_iter().find(|path| path.is_file())?;
    Some(Found { shown: walk::shown(&real), real, stem: stem.to_owned() })
}
