//! Which paths a page may have: those that every disk and host can hold.

use super::PublishError;
use crate::archive::slug::reserved;
use crate::render::{Site, fold};
use rayon::prelude::*;
use std::collections::BTreeMap;

/// Our own folder inside the output: lock, stage, journal and manifest.
pub(super) const OURS: &str = ".dibao";

/// All paths of a site, as Windows and macOS see them.
pub(super) struct Paths<'s> {
    /// Of the pages that are to be made: [`fold`]ed path → path.
    folded: &'s BTreeMap<String, String>,
    /// Of those that stand, sorted; checked when they were made.
    carried: Vec<&'s str>,
    /// The few of these that are not folded.
    odd: BTreeMap<String, &'s str>,
}

impl<'s> Paths<'s> {
    /// Checks the paths of the pages to be made, and that none is in another's way. `carried`: those of pages that stand, sorted.
    ///
    /// # Errors
    /// A path that not every disk can hold; two pages that can't both be there.
    pub fn of(site: &'s Site<'_>, carried: Vec<&'s str>) -> Result<Self, PublishError> {
        let is_folded = |path: &str| path.bytes().all(|b| b.is_ascii() && !b.is_ascii_uppercase());
        let odd = carried.iter().filter(|path| !is_folded(path)).map(|path| (fold(path), *path)).collect();
        let paths = Self { folded: site.folded(), carried, odd };
        let unsafe_path =
            site.pages.par_iter().find_map_first(|(path, job)| Some((path, job, check(path).err()?)));
        if let Some((path, job, why)) = unsafe_path {
            let claimed_by = job.claimed_by.clone();
            return Err(PublishError::Path { path: path.clone(), claimed_by, why });
        }
        let stands = |fold: &str| paths.odd.get(fold).copied().or_else(|| paths.carried_at(fold));
        let mut last = None;
        for (fold, path) in paths.folded {
            // Pages of one folder stand together.
            let folder = fold.rsplit_once('/').map(|(folder, _)| folder);
            let mut above = folders(fold).take_while(|_| folder != last);
            let file = stands(fold).or_else(|| above.find_map(|folder| paths.at(folder)));
            if let Some(file) = file.or_else(|| paths.carried_below(fold)) {
                return Err(PublishError::Clash { first: file.to_string(), second: path.to_string() });
            }
            last = folder;
        }
        Ok(paths)
    }

    /// The path that is this one when folded.
    pub fn at(&self, fold: &str) -> Option<&str> {
        let made = self.folded.get(fold).map(String::as_str);
        made.or_else(|| self.odd.get(fold).copied()).or_else(|| self.carried_at(fold))
    }

    fn carried_at(&self, fold: &str) -> Option<&'s str> {
        self.carried.binary_search(&fold).ok().map(|at| self.carried[at])
    }

    /// Whether the site has this very path.
    pub fn has(&self, site: &Site<'_>, path: &str) -> bool {
        site.pages.contains_key(path) || self.carried.binary_search(&path).is_ok()
    }

    /// Whether a page lies below this folded path.
    pub fn is_folder(&self, fold: &str) -> bool {
        let folder = format!("{fold}/");
        let begins = |path: &str| path.starts_with(&folder);
        self.folded.range(folder.clone()..).next().is_some_and(|(path, _)| begins(path))
            || self.carried_below(fold).is_some()
    }

    fn carried_below(&self, fold: &str) -> Option<&str> {
        let folder = format!("{fold}/");
        let first = self.carried.partition_point(|path| *path < folder.as_str());
        let first = self.carried.get(first).filter(|path| path.starts_with(&folder)).copied();
        first.or_else(|| {
            self.odd.range(folder.clone()..).next().filter(|(f, _)| f.starts_with(&folder)).map(|o| *o.1)
        })
    }
}

/// The folders in which a path lies, innermost first.
pub(super) fn folders(path: &str) -> impl Iterator<Item = &str> {
    std::iter::successors(path.rsplit_once('/'), |(folder, _)| folder.rsplit_once('/'))
        .map(|(folder, _)| folder)
}

/// Whether a path is safe on every host and disk; says what is wrong with it.
pub(super) fn check(path: &str) -> Result<(), &'static str> {
    if path.is_empty() {
        return Err("空 [empty]");
    }
    if path.chars().count() > 240 {
        return Err("过长 [longer than 240 characters]");
    }
    for (depth, part) in path.split('/').enumerate() {
        if part.is_empty() {
            return Err("有空的一级 [an empty part]");
        }
        if part == "." || part == ".." {
            return Err("有 . 或 .. [. or ..]");
        }
        if depth == 0 && fold(part) == OURS {
            return Err(".dibao 为程序所用 [.dibao is the program's own]");
        }
        if part.len() > 200 {
            return Err("一级过长 [a part longer than 200 bytes]");
        }
        if part.chars().any(|c| c.is_control() || r#"<>:"\|?*"#.contains(c)) {
            return Err(r#"有保留字符 [one of < > : " \ | ? * or a control character]"#);
        }
        if part.ends_with(['.', ' ']) || part.starts_with(' ') {
            return Err("一级以点或空格收尾 [a part ends in a dot or space]");
        }
        if reserved(part.split('.').next().unwrap_or(part).trim_end()) {
            return Err("Windows 设备名 [a device name on Windows]");
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::Phase;

    #[test]
    fn safe_and_unsafe() {
        for good in ["index.html", "a/b/c.html", ".nojekyll", "地区/山西.html", "a-b/con1.html", "404.html"]
        {
            assert_eq!(check(good), Ok(()), "{good}");
        }
        for bad in [
            "",
            "/etc",
            "../x",
            "a/../b",
            "a//b",
            "a/",
            "a\\b",
            "c:x",
            "a?b",
            "con",
            "a/NUL.html",
            "x.",
            "x /y",
            ".dibao/journal",
            ".Dibao/x",
            "a\nb",
        ] {
            assert!(check(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn one_file_for_two_is_refused() {
        let page = || Ok(vec![]);
        let mut site = Site::default();
        site.add("a/b.html", Phase::Leaf, "one", page).unwrap();
        assert!(site.add("A/b.html", Phase::Leaf, "two", page).is_err());
        site.add("A/b.html/c", Phase::Leaf, "three", page).unwrap();
        assert!(matches!(Paths::of(&site, Vec::new()), Err(PublishError::Clash { .. })));
    }

    #[test]
    fn what_stands_is_in_the_way_too() {
        let page = || Ok(vec![]);
        for (stands, comes) in
            [("a/B.html", "a/b.html"), ("a/b.html", "a/B.html"), ("a/b", "a/b/c"), ("a/B/c", "a/b")]
        {
            let mut site = Site::default();
            site.add(comes, Phase::Leaf, "one", page).unwrap();
            assert!(
                matches!(Paths::of(&site, vec![stands]), Err(PublishError::Clash { .. })),
                "{stands} {comes}"
            );
        }
    }
}
