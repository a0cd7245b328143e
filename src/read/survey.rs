//! What lies under `content/`, before any source is opened: the archive's and the publications' settings, and which files make an issue.
//!
//! In: a `content/` folder. Out: a [`Survey`], which opens each issue when it is asked to, so that nobody need hold them all.

use super::IssueSource;
use super::codes::KnownCodes;
use super::group::{self, Groups, Plan};
use super::load::Loader;
use super::settings::{self, ArchiveSettings, PublicationSettings};
use super::topics::Known;
use super::walk::{self, Tree};
use crate::report::Problem;
use std::collections::BTreeMap;
use std::path::Path;

/// An archive as found.
pub struct Survey<'a> {
    pub settings: ArchiveSettings,
    /// The issues, sorted by path.
    pub plans: Vec<Plan>,
    /// What was wrong so far.
    pub problems: Vec<Problem>,
    /// Files that are no source and no YAML of ours, sorted.
    pub passed_over: Vec<String>,
    /// By folder, with the archive's own divisions.
    publications: BTreeMap<String, PublicationSettings>,
    /// Those of folders without `publication.yaml`.
    plain: PublicationSettings,
    known: Known<'a>,
}

impl<'a> Survey<'a> {
    /// Walks a folder, and reads all YAML that is no single issue's.
    pub fn of(content: &Path, codes: &'a dyn KnownCodes) -> Self {
        let mut problems = Vec::new();
        let Tree { folders, passed_over } = walk::tree(content, true, &mut problems);
        let tree = Tree { folders, passed_over: Vec::new() };
        let mut known = Known::new(codes);
        let mut loader = Loader::new(codes);
        let (settings, named) = loader.archive(&tree, &mut known);
        let Groups { plans, publications } = group::group(&tree, named, &mut problems);
        let divisions = &settings.divisions;
        let publications = publications
            .into_iter()
            .map(|(folder, found)| {
                let own = loader.yaml(&found, settings::publication);
                (folder, PublicationSettings { divisions: divisions.clone(), ..own })
            })
            .collect();
        problems.extend(loader.problems);
        let plain = PublicationSettings { divisions: divisions.clone(), ..PublicationSettings::default() };
        Self { settings, plans, problems, passed_over, publications, plain, known }
    }

    /// The settings of an issue's publication, as far as its folder's YAML says.
    pub fn publication(&self, plan: &Plan) -> &PublicationSettings {
        self.publications.get(&plan.folder).unwrap_or(&self.plain)
    }

    /// Opens an issue; `None` where not one of its files can be read. With what is wrong in it.
    pub fn issue(&self, plan: &Plan) -> (Option<IssueSource>, Vec<Problem>) {
        let mut loader = Loader::new(&self.known);
        let issue = loader.issue(plan, self.publication(plan).clone());
        (issue, loader.problems)
    }
}
