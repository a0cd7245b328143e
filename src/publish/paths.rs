//! Which paths a page may have: those that every disk and host can hold.

use super::PublishError;
use crate::archive::slug::reserved;
use crate::render::{Site, fold};
use std::collections::BTreeMap;

/// Our own folder inside the output: lock, stage, journal and manifest.
pub(super) const OURS: &str = ".dibao";

/// Checks all paths of a site; gives them folded, with the path as it is.
pub(super) fn check_all<'s>(site: &'s Site<'_>) -> Result<BTreeMap<String, &'s str>, PublishError> {
    let mut folded: BTreeMap<String, &str> = BTreeMap::new();
    for (path, job) in &site.pages {
        if let Err(why) = check(path) {
            return Err(PublishError::Path { path: path.clone(), claimed_by: job.claimed_by.clone(), why });
        }
        if let Some(first) = folded.insert(fold(path), path) {
            return Err(PublishError::Clash { first: first.to_string(), second: path.clone() });
        }
    }
    for path in folded.keys() {
        for folder in folders(path) {
            if let Some(file) = folded.get(folder) {
                return Err(PublishError::Clash {
                    first: file.to_string(),
                    second: folded[path].to_string(),
                });
            }
        }
    }
    Ok(folded)
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
        assert!(matches!(check_all(&site), Err(PublishError::Clash { .. })));
    }
}
