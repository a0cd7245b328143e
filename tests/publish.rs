//! A failed build harms nothing (design.md, law 5): publishing, killed anywhere, and published again.

use dibao::publish::{Options, PublishError, Published, finish, publish};
use dibao::render::{Phase, Site};
use proptest::prelude::*;
use std::collections::BTreeMap;
use std::path::Path;
use tempfile::TempDir;

type Pages = BTreeMap<String, (Phase, String)>;

fn pages(list: &[(&str, Phase, &str)]) -> Pages {
    list.iter().map(|(path, phase, text)| (path.to_string(), (*phase, text.to_string()))).collect()
}

fn site(pages: &Pages) -> Site<'_> {
    let mut site = Site::default();
    for (path, (phase, text)) in pages {
        site.add(path.clone(), *phase, "test", move || Ok(text.clone().into_bytes())).unwrap();
    }
    site
}

/// All files below a folder; ours only with `ours`.
fn files(root: &Path, ours: bool) -> BTreeMap<String, String> {
    walkdir::WalkDir::new(root)
        .into_iter()
        .map(|entry| entry.unwrap())
        .filter(|entry| entry.file_type().is_file())
        .map(|entry| {
            let path = entry.path().strip_prefix(root).unwrap().to_str().unwrap().replace('\\', "/");
            (path, std::fs::read_to_string(entry.path()).unwrap())
        })
        .filter(|(path, _)| ours || !path.starts_with(".dibao/"))
        .collect()
}

fn folders(root: &Path) -> Vec<String> {
    walkdir::WalkDir::new(root)
        .into_iter()
        .map(|entry| entry.unwrap())
        .filter(|entry| entry.file_type().is_dir())
        .map(|entry| entry.path().strip_prefix(root).unwrap().to_str().unwrap().to_string())
        .collect()
}

fn texts(pages: &Pages) -> BTreeMap<String, String> {
    pages.iter().map(|(path, (_, text))| (path.clone(), text.clone())).collect()
}

fn write(root: &Path, path: &str, text: &str) {
    let path = root.join(path);
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    std::fs::write(path, text).unwrap();
}

fn run(pages: &Pages, root: &Path) -> Result<Published, PublishError> {
    publish(&site(pages), root, &Options::default())
}

fn first() -> Pages {
    pages(&[
        ("a/p/1/k.html", Phase::Leaf, "article"),
        ("a/p/1/l.html", Phase::Leaf, "goes"),
        ("issues/p.html", Phase::Index, "list: k l"),
        ("index.html", Phase::Entrance, "home"),
        ("style.css", Phase::Leaf, "css"),
    ])
}

fn second() -> Pages {
    pages(&[
        ("a/p/1/k.html", Phase::Leaf, "article, corrected"),
        ("a/p/2/m.html", Phase::Leaf, "new"),
        ("issues/p.html", Phase::Index, "list: k m"),
        ("index.html", Phase::Entrance, "home, new"),
        ("style.css", Phase::Leaf, "css"),
    ])
}

#[test]
fn writes_what_changed_and_removes_what_is_stale() {
    let dir = TempDir::new().unwrap();
    let root = dir.path().join("deep/site");
    assert_eq!(run(&first(), &root).unwrap(), Published { written: 5, unchanged: 0, removed: 0 });
    assert_eq!(files(&root, false), texts(&first()));
    let mtime = |path: &str| std::fs::metadata(root.join(path)).unwrap().modified().unwrap();
    let old = std::time::UNIX_EPOCH + std::time::Duration::from_secs(1_000_000);
    std::fs::File::options().write(true).open(root.join("style.css")).unwrap().set_modified(old).unwrap();

    assert_eq!(run(&second(), &root).unwrap(), Published { written: 4, unchanged: 1, removed: 1 });
    assert_eq!(files(&root, false), texts(&second()));
    assert_eq!(mtime("style.css"), old);
    assert_eq!(run(&second(), &root).unwrap(), Published { written: 0, unchanged: 5, removed: 0 });
    assert_eq!(mtime("style.css"), old);
    let ours: Vec<String> = files(&root, true).into_keys().filter(|p| p.starts_with(".dibao/")).collect();
    assert_eq!(ours, [".dibao/lock", ".dibao/manifest.tsv"]);
    // The last article of issue 2 goes, and its folder with it.
    let mut third = second();
    third.remove("a/p/2/m.html");
    run(&third, &root).unwrap();
    assert!(!root.join("a/p/2").exists() && root.join("a/p/1").exists());
}

#[test]
fn a_page_that_fails_leaves_all_as_it_was() {
    let dir = TempDir::new().unwrap();
    run(&first(), dir.path()).unwrap();
    let before = files(dir.path(), true);
    let new = second();
    let mut broken = site(&new);
    for path in ["b.html", "a/broken.html"] {
        broken
            .add(path, Phase::Leaf, "article “坏”", || -> anyhow::Result<Vec<u8>> {
                anyhow::bail!("no such template")
            })
            .unwrap();
    }
    let error = publish(&broken, dir.path(), &Options::default()).unwrap_err();
    assert!(!error.is_machine());
    let text = error.to_string();
    assert!(text.starts_with("a/broken.html（article “坏”）") && text.contains("1 more"), "{text}");
    assert!(text.ends_with("no such template"));
    assert_eq!(files(dir.path(), true), before);
    assert!(!dir.path().join(".dibao/stage").exists());
}

#[test]
fn killed_anywhere_and_published_again_is_a_clean_publish() {
    let clean = TempDir::new().unwrap();
    run(&second(), clean.path()).unwrap();
    let want = files(clean.path(), true);
    // 4 renames, 1 removal, the manifest, the journal's end.
    for stop in 0..8 {
        for finish_first in [false, true] {
            let dir = TempDir::new().unwrap();
            run(&first(), dir.path()).unwrap();
            let options = Options { stop_after: Some(stop), ..Options::default() };
            let error = publish(&site(&second()), dir.path(), &options).unwrap_err();
            assert!(matches!(error, PublishError::Stopped(at) if at == stop));
            // Every file is whole, and no list names what is not there.
            let now = files(dir.path(), false);
            for (path, text) in &now {
                let whole = |pages: Pages| pages.get(path).is_some_and(|(_, t)| t == text);
                assert!(whole(first()) || whole(second()), "{path} after {stop} steps");
            }
            for (letter, page) in [("k", "a/p/1/k.html"), ("l", "a/p/1/l.html"), ("m", "a/p/2/m.html")] {
                let named = now["issues/p.html"].split(' ').any(|word| word == letter);
                assert!(!named || now.contains_key(page), "broken link to {page} after {stop} steps");
            }
            if finish_first {
                // With the journal gone there is nothing to finish.
                assert_eq!(finish(dir.path()).unwrap(), stop < 7);
                assert_eq!(files(dir.path(), false), texts(&second()));
                assert!(!finish(dir.path()).unwrap());
            }
            run(&second(), dir.path()).unwrap();
            assert_eq!(files(dir.path(), true), want, "stopped after {stop} steps");
        }
    }
}

#[test]
fn foreign_files_stay() {
    let dir = TempDir::new().unwrap();
    write(dir.path(), "CNAME", "example.org");
    write(dir.path(), "a/p/1/photo.jpg", "jpg");
    write(dir.path(), "style.css", "css"); // the same bytes: it becomes ours
    run(&first(), dir.path()).unwrap();
    run(&Pages::new(), dir.path()).unwrap();
    let left: Vec<_> = files(dir.path(), false).into_keys().collect();
    assert_eq!(left, ["CNAME", "a/p/1/photo.jpg"]);
}

#[test]
fn a_foreign_file_is_not_overwritten() {
    let dir = TempDir::new().unwrap();
    write(dir.path(), "index.html", "my own home page");
    let before = files(dir.path(), false);
    let error = run(&first(), dir.path()).unwrap_err();
    assert!(
        matches!(&error, PublishError::Foreign { path, more: 0 } if path.ends_with("index.html")),
        "{error}"
    );
    assert_eq!(files(dir.path(), false), before);
    let options = Options { replace_foreign: true, ..Options::default() };
    publish(&site(&first()), dir.path(), &options).unwrap();
    assert_eq!(files(dir.path(), false), texts(&first()));
}

#[test]
fn a_foreign_folder_in_a_pages_place_is_an_error_before_anything_changes() {
    for (inside, kind) in [(Some("index.html/x"), "folder"), (None, "empty folder")] {
        let dir = TempDir::new().unwrap();
        match inside {
            Some(path) => write(dir.path(), path, "x"),
            None => std::fs::create_dir_all(dir.path().join("index.html")).unwrap(),
        }
        assert!(matches!(run(&first(), dir.path()), Err(PublishError::Foreign { .. })), "{kind}");
        assert!(!dir.path().join("style.css").exists());
    }
    let dir = TempDir::new().unwrap();
    write(dir.path(), "a", "a file where a folder must be");
    assert!(
        matches!(run(&first(), dir.path()), Err(PublishError::Foreign { path, more: 1 }) if path.ends_with("a"))
    );
}

#[test]
fn ours_is_replaced_and_removed_even_if_changed() {
    let dir = TempDir::new().unwrap();
    run(&first(), dir.path()).unwrap();
    write(dir.path(), "index.html", "edited");
    write(dir.path(), "a/p/1/l.html", "minified");
    run(&second(), dir.path()).unwrap();
    assert_eq!(files(dir.path(), false), texts(&second()));
}

#[test]
fn two_builds_at_once() {
    let dir = TempDir::new().unwrap();
    run(&first(), dir.path()).unwrap();
    let lock = std::fs::File::open(dir.path().join(".dibao/lock")).unwrap();
    lock.try_lock().unwrap();
    let error = run(&second(), dir.path()).unwrap_err();
    assert!(matches!(error, PublishError::Busy { .. }) && error.is_machine());
    assert_eq!(files(dir.path(), false), texts(&first()));
    drop(lock);
    run(&second(), dir.path()).unwrap();
}

#[test]
fn damage_is_told_and_nothing_changes() {
    let dir = TempDir::new().unwrap();
    run(&first(), dir.path()).unwrap();
    for (file, text) in
        [("manifest.tsv", "../../etc/passwd\t1\tabc\n"), ("journal", "dibao journal 1\nplace")]
    {
        let good = std::fs::read_to_string(dir.path().join(".dibao").join(file)).ok();
        write(dir.path(), &format!(".dibao/{file}"), text);
        let error = run(&second(), dir.path()).unwrap_err();
        assert!(matches!(error, PublishError::Damaged { .. }), "{error}");
        assert_eq!(files(dir.path(), false), texts(&first()));
        if let Some(good) = good {
            write(dir.path(), &format!(".dibao/{file}"), &good);
        }
    }
}

#[test]
fn the_disk_s_errors_name_the_path() {
    let dir = TempDir::new().unwrap();
    write(dir.path(), "site", "a file, not a folder");
    let error = run(&first(), &dir.path().join("site")).unwrap_err();
    assert!(error.is_machine());
    assert!(error.to_string().contains("site"), "{error}");
}

#[test]
fn unsafe_paths_are_refused() {
    for path in ["../x.html", "/x.html", "a/../../x", "con.html", ".dibao/manifest.tsv", "a:b"] {
        let dir = TempDir::new().unwrap();
        let error = run(&pages(&[(path, Phase::Leaf, "x")]), dir.path()).unwrap_err();
        assert!(matches!(error, PublishError::Path { .. }), "{path}");
        assert!(files(dir.path(), true).is_empty());
    }
}

#[test]
fn a_page_that_changes_its_case_is_there_afterwards() {
    let dir = TempDir::new().unwrap();
    run(&pages(&[("A/Page.html", Phase::Leaf, "x")]), dir.path()).unwrap();
    let new = pages(&[("a/page.html", Phase::Leaf, "x")]);
    run(&new, dir.path()).unwrap();
    assert_eq!(files(dir.path(), false), texts(&new));
}

fn any_pages() -> impl Strategy<Value = Pages> {
    let name = prop::sample::select(vec!["a", "b", "A", "c/d", "c", "c/d/e", "f/g", "F/g", "报", "f/h/i"]);
    prop::collection::btree_map(name, (0..3u8, 0..3u8), 0..7).prop_map(|map| {
        let mut site = Site::default();
        let mut out = Pages::new();
        for (path, (phase, text)) in map {
            let phase = [Phase::Leaf, Phase::Index, Phase::Entrance][usize::from(phase)];
            let inside = out.keys().any(|p: &String| {
                let (p, q) = (p.to_lowercase(), path.to_lowercase());
                p.starts_with(&format!("{q}/")) || q.starts_with(&format!("{p}/"))
            });
            if !inside && site.add(path, phase, "test", || Ok(vec![])).is_ok() {
                out.insert(path.to_string(), (phase, text.to_string()));
            }
        }
        out
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, ..ProptestConfig::default() })]

    /// Whatever was there, whatever comes, wherever it is killed: the end is that of a clean publish, no folder of ours
    /// is left empty, and foreign files are as they were.
    #[test]
    fn any_sequence_ends_as_a_clean_publish(
        runs in prop::collection::vec((any_pages(), prop::option::of(0usize..12)), 1..5),
    ) {
        let (dir, clean) = (TempDir::new().unwrap(), TempDir::new().unwrap());
        write(dir.path(), "mine/notes.txt", "mine");
        let mut last = Pages::new();
        for (pages, stop_after) in runs {
            match publish(&site(&pages), dir.path(), &Options { stop_after, ..Options::default() }) {
                Ok(_) | Err(PublishError::Stopped(_)) => {}
                Err(error) => prop_assert!(false, "{error}"),
            }
            last = pages;
        }
        run(&last, dir.path()).unwrap();
        run(&last, clean.path()).unwrap();
        let mut now = files(dir.path(), true);
        prop_assert_eq!(now.remove("mine/notes.txt"), Some("mine".to_string()));
        prop_assert_eq!(now, files(clean.path(), true));
        let mut now = folders(dir.path());
        now.retain(|f| f != "mine");
        now.sort();
        let mut want = folders(clean.path());
        want.sort();
        prop_assert_eq!(now, want);
    }
}
