//! What is kept between builds saves work and changes nothing: after any edits the site is what a build from nothing makes of the
//! same content, byte for byte, and every address that was ever given still answers.
//!
//! `DIBAO_EDITS=500 cargo test --test incremental --release` makes as many edits as that (else forty).

mod common;
#[allow(dead_code, reason = "the property tests use the rest")]
mod generated;

use common::{build, copied, dibao, root, tree};
use generated::{LINES, NAMES, SENTENCES, TITLES};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::Duration;

/// Dice that anyone can throw again.
struct Dice(u64);

impl Dice {
    fn below(&mut self, n: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % n.max(1)
    }

    fn of<'a>(&mut self, list: &[&'a str]) -> &'a str {
        list[self.below(list.len())]
    }
}

/// An issue of a few articles.
fn issue(dice: &mut Dice) -> String {
    let mut lines: Vec<String> = Vec::new();
    for _ in 0..1 + dice.below(5) {
        lines.extend([String::new(), dice.of(TITLES).into()]);
        if dice.below(2) == 0 {
            lines.push(format!("本报记者 {}", dice.of(NAMES)));
        }
        for _ in 0..1 + dice.below(4) {
            let text: String = (0..1 + dice.below(4)).map(|_| dice.of(SENTENCES)).collect();
            lines.push(format!("　　{text}"));
        }
        if dice.below(5) == 0 {
            lines.push(dice.of(LINES).into());
        }
    }
    lines.join("\n") + "\n"
}

/// All sources of the archive.
fn sources(content: &Path) -> Vec<PathBuf> {
    let files = walkdir::WalkDir::new(content).sort_by_file_name().into_iter().filter_map(Result::ok);
    let source = |path: &PathBuf| path.extension().is_some_and(|e| e == "txt" || e == "md");
    files.map(walkdir::DirEntry::into_path).filter(source).collect()
}

/// Changes the archive somehow, and tells how.
fn edit(content: &Path, dice: &mut Dice) -> String {
    let all = sources(content);
    let any = all[dice.below(all.len())].clone();
    let write = |path: &Path, text: &str| fs::write(path, text).expect("written");
    let shown = any.display().to_string();
    match dice.below(12) {
        0..3 => {
            let folder = content.join(dice.of(&["xishan-ribao", "dongling", "新报", "心报"]));
            fs::create_dir_all(&folder).expect("a folder");
            let date = format!("20{:02}-{:02}-{:02}", dice.below(24), 1 + dice.below(12), 1 + dice.below(28));
            write(&folder.join(format!("{date}.txt")), &issue(dice));
            format!("add {date}")
        }
        3..5 => {
            let text = fs::read_to_string(&any).expect("text");
            let at = dice.below(text.lines().count());
            let change = |(n, line): (usize, &str)| {
                if n == at { format!("{line}{}", dice.of(SENTENCES)) } else { line.to_string() }
            };
            let lines: Vec<String> = text.lines().enumerate().map(change).collect();
            write(&any, &(lines.join("\n") + "\n"));
            format!("change {shown}")
        }
        5 => {
            let stem = any.file_stem().expect("a name").to_string_lossy().into_owned();
            let to = match dice.below(2) {
                0 => format!("{}-{}.txt", 1950 + dice.below(40), 1 + dice.below(300)),
                _ => format!("{stem}{}.txt", dice.of(&["b", "-2", "续"])),
            };
            let to = any.with_file_name(to);
            fs::rename(&any, &to).expect("renamed");
            fs::rename(any.with_extension("yaml"), to.with_extension("yaml")).ok();
            if dice.below(2) == 0 {
                // Another issue takes its name, and with it its date.
                write(&any, &issue(dice));
            }
            format!("rename {shown} to {}", to.display())
        }
        6 if all.len() > 3 => {
            fs::remove_file(&any).expect("removed");
            fs::remove_file(any.with_extension("yaml")).ok();
            format!("delete {shown}")
        }
        7..9 => {
            let title = dice.of(TITLES);
            // What a withhold quotes must be there: one that fits nothing is an error.
            let once = fs::read_to_string(&any).expect("text").matches(title).count() == 1;
            let done = [
                "set: {column: 新栏}",
                "set: {topics: [education]}",
                "set: {authors: [某甲]}",
                "withhold: true",
            ];
            let done = &done[..if once { 4 } else { 3 }];
            let yaml = format!("corrections:\n  - {{at: \"{title}\", {}}}\n", dice.of(done));
            write(&any.with_extension("yaml"), &yaml);
            format!("correct {shown}")
        }
        9 => {
            let words = dice.of(&["水库", "小学", "小麦"]);
            let yaml = format!("topics:\n  - {{id: own, name: 本地, cues: [{words}]}}\n");
            write(&content.join("own.yaml"), &yaml);
            let settings =
                format!("title: 某地档案\nvocabularies: [own.yaml]\nfooter: 页脚{}\n", dice.below(9));
            write(&content.join("archive.yaml"), &settings);
            "vocabulary and settings".into()
        }
        10 => {
            let assets = content.join("themes/mine/assets");
            fs::create_dir_all(&assets).expect("a folder");
            write(&assets.join("style.css"), &format!("body {{ margin: {}px }}\n", dice.below(9)));
            let templates = content.join("themes/mine/templates");
            fs::create_dir_all(&templates).expect("a folder");
            let own =
                fs::read_to_string(root().join("themes/default/templates/404.html")).expect("a template");
            write(&templates.join("404.html"), &format!("{own}<!-- {} -->\n", dice.below(9)));
            "theme".into()
        }
        _ => "nothing".into(),
    }
}

/// Starts a build, and kills it after some milliseconds.
fn killed(content: &Path, site: &Path, theme: &[&str], milliseconds: usize) {
    let mut command = dibao();
    command.args(["build", "--quiet", "--content"]).arg(content).arg("--output").arg(site).args(theme);
    let mut child = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("dibao runs");
    std::thread::sleep(Duration::from_millis(milliseconds as u64));
    child.kill().ok();
    child.wait().expect("it ends");
}

fn theme(content: &Path) -> &'static [&'static str] {
    if content.join("themes/mine").is_dir() { &["--theme", "mine"] } else { &[] }
}

/// The content as it is built from, in a folder of the same name: paths are told by it.
fn clean(content: &Path) -> (Vec<u8>, Files) {
    let copy = copied(content);
    let site = tempfile::tempdir().expect("a folder");
    build(copy.path(), site.path(), theme(content));
    (fs::read(copy.path().join("addresses.tsv")).expect("register"), tree(site.path()))
}

/// The register's addresses, and what they answer.
fn addresses(content: &Path) -> BTreeMap<String, String> {
    let text = fs::read_to_string(content.join("addresses.tsv")).unwrap_or_default();
    let line = |line: &str| {
        let cells: Vec<&str> = line.split('\t').collect();
        (cells[0].to_owned(), cells[2].to_owned())
    };
    text.lines().filter(|line| !line.starts_with('#')).map(line).collect()
}

/// What `--dry-run` lists; it must leave everything as it was, to the time of each file.
fn looked(content: &Path, site: &Path, more: &[&str]) -> Vec<String> {
    let before = (touched(content), touched(site));
    let out = build(content, site, &[&["--dry-run", "--quiet"], more].concat());
    assert_eq!((touched(content), touched(site)), before, "a dry run changed something");
    String::from_utf8_lossy(&out.stdout).lines().map(str::to_owned).collect()
}

/// Everything in a folder, with the time of its last change.
fn touched(folder: &Path) -> Vec<(PathBuf, std::time::SystemTime, Vec<u8>)> {
    let all = walkdir::WalkDir::new(folder).sort_by_file_name().into_iter().filter_map(Result::ok);
    all.map(|entry| {
        let time = entry.metadata().expect("metadata").modified().expect("a time");
        (entry.path().to_owned(), time, fs::read(entry.path()).unwrap_or_default())
    })
    .collect()
}

type Files = BTreeMap<String, Vec<u8>>;

/// What a build did change, as `--dry-run` would list it.
fn changed(
    before: &Files,
    after: &Files,
    old: &BTreeMap<String, String>,
    new: &BTreeMap<String, String>,
) -> Vec<String> {
    let mut lines = Vec::new();
    for path in before.keys().chain(after.keys()).collect::<BTreeSet<_>>() {
        match (before.get(path), after.get(path)) {
            (None, _) => lines.push(format!("add\t{path}")),
            (_, None) => lines.push(format!("remove\t{path}")),
            (was, is) if was != is => lines.push(format!("change\t{path}")),
            _ => {}
        }
    }
    for (address, now) in new.iter().filter(|(address, now)| old.get(*address) != Some(now)) {
        lines.push(match (old.contains_key(address), now.as_str()) {
            (false, "=") => format!("address\t{address}"),
            (_, "=") => format!("back\t{address}"),
            (_, "-") => format!("gone\t{address}"),
            (_, to) => format!("moved\t{address}\t{to}"),
        });
    }
    lines.sort();
    lines
}

#[test]
fn after_any_edits_the_site_is_what_a_build_from_nothing_makes() {
    let edits = std::env::var("DIBAO_EDITS").ok().and_then(|n| n.parse().ok()).unwrap_or(40);
    let content = copied(&root().join("tests/site/content"));
    let site = tempfile::tempdir().expect("a folder");
    let mut dice = Dice(6);
    let mut given: BTreeSet<String> = BTreeSet::new();
    let mut done: Vec<String> = Vec::new();
    for _ in 0..edits {
        done.push(edit(content.path(), &mut dice));
        if dice.below(8) == 0 {
            killed(content.path(), site.path(), theme(content.path()), dice.below(120));
            done.push("kill".into());
        }
        let (register, expected) = clean(content.path());
        let (before, given_before) = (tree(site.path()), addresses(content.path()));
        let listed = looked(content.path(), site.path(), theme(content.path()));
        build(content.path(), site.path(), theme(content.path()));
        let found = tree(site.path());
        assert_eq!(listed, changed(&before, &found, &given_before, &addresses(content.path())), "{done:?}");
        let last = &done[done.len().saturating_sub(4)..];
        // Given the register that it wrote, a build makes the same again.
        build(content.path(), site.path(), theme(content.path()));
        assert!(tree(site.path()) == found, "a second build changes something after {last:?}");
        if done.len().is_multiple_of(4) {
            assert!(clean(content.path()) == (register.clone(), found.clone()), "{last:?}");
        }
        for path in expected.keys().chain(found.keys()) {
            assert!(expected.get(path) == found.get(path), "{path} differs after {last:?}");
        }
        assert!(fs::read(content.path().join("addresses.tsv")).expect("register") == register, "{last:?}");
        let articles = found.keys().filter(|path| path.starts_with("a/"));
        given.extend(articles.cloned());
        for address in &given {
            assert!(found.contains_key(address), "{address} stopped answering after {last:?}");
        }
    }
}

#[test]
fn what_is_kept_may_be_lost_damaged_or_another_versions() {
    let content = copied(&root().join("tests/site/content"));
    let site = tempfile::tempdir().expect("a folder");
    build(content.path(), site.path(), &[]);
    let expected = tree(site.path());
    let kept = site.path().join(".dibao/kept");
    let files = || {
        let all = walkdir::WalkDir::new(&kept).sort_by_file_name().into_iter().filter_map(Result::ok);
        all.filter(|e| e.file_type().is_file()).map(walkdir::DirEntry::into_path).collect::<Vec<_>>()
    };
    assert!(files().len() > 2, "nothing is kept");
    let bytes = |path: &Path| fs::read(path).expect("bytes");
    let damage = |how: &str, path: &Path| match how {
        "lost" => fs::remove_file(path),
        "empty" => fs::write(path, b""),
        "cut" => fs::write(path, &bytes(path)[..bytes(path).len() / 2]),
        _ => {
            let mut changed = bytes(path);
            let middle = changed.len() / 2;
            changed[middle] ^= 1;
            fs::write(path, changed)
        }
    };
    for how in ["lost", "empty", "cut", "changed"] {
        for file in files() {
            // A page that needs the text must be made.
            damage(how, &file).expect("damaged");
            fs::remove_dir_all(site.path().join("a")).expect("removed");
            build(content.path(), site.path(), &[]);
            assert!(tree(site.path()) == expected, "{how}: {}", file.display());
        }
    }
    fs::remove_dir_all(&kept).expect("removed");
    build(content.path(), site.path(), &[]);
    assert!(tree(site.path()) == expected, "all lost");
    build(content.path(), site.path(), &["--full"]);
    assert!(tree(site.path()) == expected, "--full");
}

/// A page of ours that somebody edits, makes longer or removes is made again; what is kept says nothing of it.
#[test]
fn a_page_that_somebody_changed_is_made_again() {
    let content = copied(&root().join("tests/site/content"));
    let site = tempfile::tempdir().expect("a folder");
    build(content.path(), site.path(), &[]);
    let expected = tree(site.path());
    let pages: Vec<&String> =
        expected.keys().filter(|path| path.ends_with(".html") || path.ends_with(".js")).collect();
    for path in [pages[0], pages[pages.len() / 2], pages[pages.len() - 1]] {
        let file = site.path().join(path);
        let same_size = vec![b'x'; expected[path].len()];
        for bytes in [Some(same_size.clone()), Some(b"longer".repeat(9999)), None] {
            // Files have the time of the clock's last tick: a change within it can't be told by time.
            std::thread::sleep(Duration::from_millis(20));
            match bytes {
                Some(bytes) => fs::write(&file, bytes).expect("written"),
                None => fs::remove_file(&file).expect("removed"),
            }
            build(content.path(), site.path(), &[]);
            assert!(tree(site.path()) == expected, "{path}");
        }
        // An older file of the same size, as a backup brings it.
        std::thread::sleep(Duration::from_millis(20));
        let old = site.path().join("old");
        fs::write(&old, &same_size).expect("written");
        let time = std::time::SystemTime::UNIX_EPOCH + Duration::from_secs(1_000_000_000);
        fs::File::options().write(true).open(&old).and_then(|f| f.set_modified(time)).expect("made older");
        fs::rename(&old, &file).expect("put there");
        build(content.path(), site.path(), &[]);
        assert!(cfg!(not(unix)) || tree(site.path()) == expected, "{path}");
    }
}

/// A copied site's files are newer than its manifest: once they have been compared, nothing is made again.
#[test]
fn a_copied_site_is_looked_through_once() {
    let content = copied(&root().join("tests/site/content"));
    let site = tempfile::tempdir().expect("a folder");
    let told = || String::from_utf8_lossy(&build(content.path(), site.path(), &[]).stderr).into_owned();
    build(content.path(), site.path(), &[]);
    told();
    assert!(!told().contains("making"), "nothing changed");
    std::thread::sleep(Duration::from_millis(20));
    let page = site.path().join("index.html");
    let bytes = fs::read(&page).expect("a page");
    fs::write(&page, bytes).expect("written");
    let (first, second) = (told(), told());
    assert!(first.contains("making") && first.contains("(0 written"), "{first}");
    assert!(!second.contains("making"), "{second}");
}

/// A build that published and then failed, and its change taken back: what is kept of the build before is no longer what stands.
#[test]
fn a_change_that_was_published_by_a_build_that_failed_is_taken_back() {
    let content = copied(&root().join("tests/site/content"));
    let site = tempfile::tempdir().expect("a folder");
    build(content.path(), site.path(), &[]);
    build(content.path(), site.path(), &[]);
    let expected = tree(site.path());
    let settings = content.path().join("archive.yaml");
    let before = fs::read_to_string(&settings).expect("settings");
    fs::write(&settings, before.replace("皆为虚构", "全是虚构")).expect("written");
    let kept = site.path().join(".dibao/kept");
    fs::remove_file(kept.join("search")).expect("removed");
    fs::create_dir(kept.join("search")).expect("in the way");
    let status = dibao()
        .args(["build", "--quiet", "--content"])
        .arg(content.path())
        .arg("--output")
        .arg(site.path())
        .status();
    assert_eq!(status.expect("dibao runs").code(), Some(3));
    assert!(tree(site.path()) != expected, "it published before it failed");
    fs::remove_dir(kept.join("search")).expect("removed");
    fs::write(&settings, before).expect("written");
    build(content.path(), site.path(), &[]);
    assert!(tree(site.path()) == expected);
}

/// No file of the site, not even of what is kept, holds these words.
fn nowhere(site: &Path, words: &str) {
    let all = walkdir::WalkDir::new(site).into_iter().filter_map(Result::ok);
    for file in all.filter(|e| e.file_type().is_file()) {
        let bytes = fs::read(file.path()).expect("bytes");
        let holds = bytes.windows(words.len()).any(|part| part == words.as_bytes());
        assert!(!holds, "{}", file.path().display());
    }
}

const SECRET: &str = "此事暂不公开，须待";

/// An archive with an issue that holds the secret, and the issue's path.
fn with_secret() -> (tempfile::TempDir, PathBuf) {
    let content = copied(&root().join("tests/site/content"));
    let text = format!(
        "# 一件旧事\n\n{SECRET}三十年后再说。{}\n\n# 另一件事\n\n这件事人人都知道。\n",
        "详情从略。".repeat(9)
    );
    let path = content.path().join("dongling/2019-04.md");
    fs::write(&path, text).expect("written");
    (content, path)
}

/// What is withheld is nowhere in the output, not even among what is kept.
#[test]
fn what_is_withheld_is_not_kept() {
    let site = tempfile::tempdir().expect("a folder");
    let (content, path) = with_secret();
    let yaml = "corrections:\n  - {at: 一件旧事, withhold: true}\n";
    fs::write(path.with_extension("yaml"), yaml).expect("written");
    build(content.path(), site.path(), &[]);
    nowhere(site.path(), SECRET);
}

/// Nor what was withheld or taken away later, whatever the next build looks at.
#[test]
fn what_is_withheld_or_gone_does_not_stay_among_what_is_kept() {
    for withheld in [true, false] {
        for more in [&[] as &[&str], &["--full"]] {
            let site = tempfile::tempdir().expect("a folder");
            let (content, path) = with_secret();
            build(content.path(), site.path(), &[]);
            if withheld {
                let yaml = "corrections:\n  - {at: 一件旧事, withhold: true}\n";
                fs::write(path.with_extension("yaml"), yaml).expect("written");
            } else {
                fs::remove_file(&path).expect("removed");
            }
            build(content.path(), site.path(), more);
            nowhere(site.path(), SECRET);
        }
    }
}

/// A build that fails may have put texts away: the next one, of the archive as it was, leaves none of them.
#[test]
fn what_a_failed_build_kept_does_not_stay() {
    let site = tempfile::tempdir().expect("a folder");
    let (content, path) = with_secret();
    let text = fs::read(&path).expect("text");
    fs::remove_file(&path).expect("removed");
    build(content.path(), site.path(), &[]);
    build(content.path(), site.path(), &[]);
    fs::write(&path, text).expect("written");
    let locked = dibao()
        .args(["build", "--quiet", "--locked", "--content"])
        .arg(content.path())
        .arg("--output")
        .arg(site.path())
        .status();
    assert!(!locked.expect("dibao runs").success(), "there is a new address");
    fs::remove_file(&path).expect("removed");
    build(content.path(), site.path(), &[]);
    nowhere(site.path(), SECRET);
}

#[test]
fn only_issues_that_changed_are_made_anew() {
    let content = copied(&root().join("tests/site/content"));
    let site = tempfile::tempdir().expect("a folder");
    let told = |more: &[&str]| {
        String::from_utf8_lossy(&build(content.path(), site.path(), more).stderr).into_owned()
    };
    assert!(told(&[]).contains("splitting 2 issues"));
    assert!(told(&[]).contains("no issue has changed"));
    assert!(told(&["--full"]).contains("splitting 2 issues"));
    fs::write(content.path().join("dongling/2019-03.md"), "# 新的一篇\n\n正文在此，说的是小学。\n")
        .expect("written");
    assert!(told(&[]).contains("splitting 1 issues"));
    fs::write(content.path().join("dongling/2019-03.yaml"), "date: 2019-03-02\n").expect("written");
    assert!(told(&[]).contains("splitting 1 issues"));
    let settings = content.path().join("archive.yaml");
    let before = fs::read_to_string(&settings).expect("settings");
    fs::write(&settings, before.replace("皆为虚构", "全是虚构")).expect("written");
    assert!(told(&[]).contains("no issue has changed"), "a footer is no issue's");
}

/// A new issue's pages, the lists that it is on and the entrances are looked at; no article's page of another issue is.
#[test]
fn of_what_nothing_happened_to_no_page_is_planned() {
    let content = copied(&root().join("tests/site/content"));
    let site = tempfile::tempdir().expect("a folder");
    let planned = || {
        let told = String::from_utf8_lossy(&build(content.path(), site.path(), &[]).stderr).into_owned();
        let line = told.lines().find(|line| line.contains("(making ")).expect("pages are planned");
        let number: String = line.chars().filter(char::is_ascii_digit).collect();
        let half = number.len() / 2;
        number[..half].parse::<usize>().expect("a number, in two languages")
    };
    let all = planned();
    fs::write(content.path().join("dongling/2019-03.md"), "# 新的一篇\n\n正文在此。\n").expect("written");
    let articles = walkdir::WalkDir::new(site.path().join("a")).into_iter().filter_map(Result::ok);
    let articles = articles.filter(|entry| entry.path().is_file()).count();
    let some = planned();
    assert!(articles > 0 && some + articles <= all, "{some} of {all} planned, {articles} articles stand");
}

/// What is kept is of the archive, wherever it lies; what there is to tell names files as they are typed now.
#[test]
fn an_archive_that_was_moved_is_not_made_anew() {
    let content = copied(&root().join("tests/site/content"));
    let site = tempfile::tempdir().expect("a folder");
    let unfit = "corrections:\n  - {at: 此处没有的字句, accept: breaks-off}\n";
    fs::write(content.path().join("dongling/2019-02.yaml"), unfit).expect("written");
    let told = |content: &Path| {
        let told = String::from_utf8_lossy(&build(content, site.path(), &[]).stderr).into_owned();
        let named = format!("--> {}/dongling/2019-02.yaml", content.display());
        assert!(told.contains(&named), "{named}: {told}");
        told
    };
    told(content.path());
    told(content.path());
    let moved = copied(content.path());
    assert!(told(moved.path()).contains("splitting 1 issues"));
    let again = told(moved.path());
    assert!(again.contains("no issue has changed"), "{again}");
    let expected = tree(site.path());
    build(moved.path(), site.path(), &["--full"]);
    assert!(tree(site.path()) == expected);
}
