//! Which issues of an archive are meant by paths that a user typed.
//!
//! In: a [`Survey`] and paths within its content folder: sources, or folders. Out: indices of its plans, each once.

use super::names::{is_yaml, split_extension};
use super::survey::Survey;
use super::walk::{shown, unreadable, within};
use crate::report::Problem;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// The issues that have a source at one of the paths or below it, in the order of the paths. A page stands for its whole issue. What names
/// no source is a problem; YAML is passed over, as `content/jcgz/*` names it too.
pub fn chosen<P: AsRef<Path>>(
    survey: &Survey<'_>,
    content: &Path,
    paths: &[P],
    problems: &mut Vec<Problem>,
) -> Vec<usize> {
    let root = shown(content);
    let pages = survey
        .plans
        .iter()
        .enumerate()
        .flat_map(|(plan, one)| one.pages.iter().map(move |(page, _)| (page.shown.as_str(), plan)));
    let plans: BTreeMap<&str, usize> = pages.map(|(page, plan)| (within(&root, page), plan)).collect();
    let real = content.canonicalize().ok();
    let (mut seen, mut all) = (BTreeSet::new(), Vec::new());
    for path in paths.iter().map(AsRef::as_ref) {
        let found = match below(path, content, real.as_deref()) {
            Ok(Some(below)) => named(&plans, &below),
            Ok(None) => {
                problems.push(outside(path, &root));
                continue;
            }
            Err(problem) => {
                problems.push(*problem);
                continue;
            }
        };
        let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        if found.is_empty() && !is_yaml(&split_extension(name).1) {
            let message = "这里没有这个档案库的源文件 (no source of this archive)";
            let help = "请给 .txt 或 .md 文件，或装着它们的文件夹 (name .txt or .md files, or folders that hold them)";
            problems.push(Problem::error(shown(path), message).help(help));
        }
        all.extend(found.into_iter().filter(|plan| seen.insert(*plan)));
    }
    all
}

/// The issues of a file, or of all files below a folder, in the order of the survey.
fn named(plans: &BTreeMap<&str, usize>, below: &str) -> BTreeSet<usize> {
    if let Some(plan) = plans.get(below) {
        return [*plan].into();
    }
    let folder = if below.is_empty() { String::new() } else { format!("{below}/") };
    let inside = plans.range(folder.as_str()..).take_while(|(page, _)| page.starts_with(&folder));
    inside.map(|(_, plan)| *plan).collect()
}

/// The path below the content folder, `/`-separated; none where it lies elsewhere.
fn below(path: &Path, content: &Path, real: Option<&Path>) -> Result<Option<String>, Box<Problem>> {
    let found = path.canonicalize().map_err(|error| Box::new(unreadable(&shown(path), &error)))?;
    // As typed first: a link in the content folder goes by its own name.
    let below = path.strip_prefix(content).ok().or_else(|| found.strip_prefix(real?).ok());
    let parts = below.map(|below| below.iter().map(|part| part.to_str()).collect::<Option<Vec<_>>>());
    Ok(parts.flatten().map(|parts| parts.join("/")))
}

fn outside(path: &Path, root: &str) -> Problem {
    let message = format!("不在内容文件夹 {root} 里 (not in the content folder)");
    let help = "用 --content DIR 指明档案库：一期的结果也取决于它的设置 (say with --content DIR where the archive is: \
        what an issue becomes depends on its settings too)";
    Problem::error(shown(path), message).help(help)
}
