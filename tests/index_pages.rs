//! The index pages of places and topics: every figure on them, read from the built pages, equals a recount from the
//! records of `dibao split`; every drawing has a title and a table with the same numbers; every count that is a link
//! leads to so many articles.
//!
//! In: three archives: one composed here of short articles, one of a long list over seventy years, and `content/`.

mod common;
#[path = "index_pages/page.rs"]
mod page;
#[path = "index_pages/recount.rs"]
mod recount;
#[path = "index_pages/whole.rs"]
mod whole;

use common::{build, copied, root, tree};
use dibao::describe::{regions, topics};
use page::{Element, parse};
use recount::{Record, records};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use whole::{check_drawings, check_links, counted, number, table};

/// Issues: paper, name of the file, and of each article its title and text. The papers and what they tell are invented.
const ISSUES: &str = include_str!("index_pages/issues.txt");

fn composed() -> tempfile::TempDir {
    let content = tempfile::tempdir().expect("temporary folder");
    let mut file = None;
    let mut texts: BTreeMap<String, String> = BTreeMap::new();
    for line in ISSUES.lines().filter(|l| !l.starts_with('#')) {
        match line.strip_prefix("=== ") {
            Some(name) => file = Some(name.to_owned()),
            None => {
                let name = file.clone().expect("a file before its text");
                texts.entry(name).or_default().push_str(&format!("{line}\n"));
            }
        }
    }
    for (name, text) in texts {
        let path = content.path().join(name);
        fs::create_dir_all(path.parent().expect("a folder")).expect("folder");
        fs::write(path, text).expect("write");
    }
    content
}

/// A paper of seventy years, so that its lists are cut and its drawings tell decades; some issues have no date.
fn long() -> tempfile::TempDir {
    let content = tempfile::tempdir().expect("temporary folder");
    let paper = content.path().join("langshan");
    fs::create_dir_all(&paper).expect("folder");
    fs::write(paper.join("publication.yaml"), "name: 琅山农友\n").expect("write");
    for n in 0..150 {
        let (year, month) = (1950 + n * n * 71 / 22_500, n % 12 + 1);
        let place = ["夏县", "侯马市", "夏县", "彭泽县"][n % 4];
        let text = format!(
            "{place}第{n}队种麦\n\n{place}第{n}队今年种小麦{}亩，农民深耕施肥，粮食增产，队里修了水渠，社员说秋后再种。\n",
            n + 20
        );
        let name = if n % 50 == 7 {
            format!("零页-{n}.txt")
        } else {
            format!("{year}-{month:02}-{:02}.txt", n % 27 + 1)
        };
        fs::write(paper.join(name), text).expect("write");
    }
    content
}

struct Built {
    pages: BTreeMap<String, Element>,
    records: Vec<Record>,
}

fn built(content: &Path) -> Built {
    let site = tempfile::tempdir().expect("temporary folder");
    build(content, site.path(), &["--quiet"]);
    let html = tree(site.path()).into_iter().filter(|(path, _)| path.ends_with(".html"));
    let pages = html.map(|(path, bytes)| {
        let page = parse(&path, &String::from_utf8(bytes).expect("UTF-8"));
        (path, page)
    });
    Built { pages: pages.collect(), records: records(content) }
}

/// The panel of a page.
fn panel<'p>(page: &'p Element, class: &str) -> Option<&'p Element> {
    page.find(&|e| e.name == "section" && e.classes().contains(&"panel") && e.classes().contains(&class))
}

/// What a panel tells beside its figures: the line that holds `word`.
fn told(panel: &Element, word: &str) -> Option<usize> {
    let lines = panel.all(&|e| e.name == "p" && e.classes().contains(&"left"));
    lines.into_iter().map(Element::text).find(|t| t.contains(word)).map(|t| number(&t))
}

/// A list's head count, its course, and what has no date.
fn check_course(path: &str, page: &Element, records: &[&Record]) {
    let imprint = page.find(&|e| e.name == "p" && e.classes().contains(&"imprint")).expect("imprint").text();
    assert_eq!(number(&imprint), records.len(), "{path}");
    let years = recount::tally(records, |r| r.year.into_iter().collect());
    let Some(course) = panel(page, "course") else {
        let ends = years.keys().next().zip(years.keys().last());
        assert!(records.len() < 3 || ends.is_none_or(|(a, b)| a == b), "{path} has no course");
        return;
    };
    let rows = table(course.first("table").expect("a table behind"));
    let (first, last) = (*years.keys().next().expect("a year"), *years.keys().last().expect("a year"));
    let decades = last - first >= 60;
    let step = if decades { 10 } else { 1 };
    let wanted = (first.div_euclid(step) * step..=last).step_by(step as usize).map(|from| {
        let name = if decades { format!("{from}年代") } else { format!("{from}年") };
        (name, years.range(from..from + step).map(|(_, n)| n).sum::<usize>())
    });
    assert_eq!(rows, wanted.collect::<Vec<_>>(), "{path}");
    let undated = records.iter().filter(|r| r.year.is_none()).count();
    assert_eq!(told(course, "日期不详").unwrap_or(0), undated, "{path}");
    if decades {
        let cells = course.all(&|e| e.name == "td" && e.has("a"));
        let pairs = cells.iter().flat_map(|td| {
            let counts = td.all(&|e| e.classes().contains(&"n"));
            let links: Vec<i32> =
                td.all(&|e| e.name == "a").iter().map(|a| number(&a.text()) as i32).collect();
            links.into_iter().zip(counts.into_iter().map(|n| number(&n.text()))).collect::<Vec<_>>()
        });
        assert_eq!(pairs.collect::<BTreeMap<_, _>>(), years, "{path}");
    }
}

/// A ranking equals a recount: names with counts, the most first.
fn check_ranking(
    path: &str,
    page: &Element,
    class: &str,
    records: &[&Record],
    wanted: BTreeMap<String, usize>,
) {
    let Some(panel) = panel(page, class) else {
        assert!(records.len() < 3 || wanted.is_empty(), "{path} has no {class}");
        return;
    };
    let rows = table(panel.first("table").expect("a table"));
    assert!(rows.windows(2).all(|two| two[0].1 >= two[1].1), "{path}: {rows:?}");
    assert_eq!(rows.len(), wanted.len().min(20), "{path}");
    for (name, n) in &rows {
        assert_eq!(Some(n), wanted.get(name), "{path}: {name}");
    }
    assert_eq!(told(panel, "其余").unwrap_or(0), wanted.len().saturating_sub(20), "{path}");
}

fn topic_name(id: &str) -> String {
    topics::Tree::of(&[]).name(id).to_owned()
}

/// Counts of divisions of one level, by name.
fn at_level(records: &[&Record], level: regions::Level) -> BTreeMap<String, usize> {
    let counts = recount::tally(records, |r| r.places());
    let fits = |code: &str| {
        let d = regions::division(code)?;
        let same = d.parent.and_then(regions::division).is_some_and(|p| p.name == d.name);
        (d.level == level && !same).then(|| d.name.to_owned())
    };
    counts.iter().filter_map(|(code, n)| Some((fits(code)?, *n))).collect()
}

fn check_regions(b: &Built) {
    let all: Vec<&Record> = b.records.iter().collect();
    let counts = recount::tally(&all, |r| r.places());
    let index = &b.pages["regions/index.html"];
    let tiles = index.all(&|e| e.classes().contains(&"tile"));
    assert_eq!(tiles.len(), 34);
    let map = panel(index, "map").expect("a map");
    for (name, n) in table(map.first("table").expect("a table behind the map")) {
        let code = regions::all()
            .find(|d| d.name == name && d.level == regions::Level::Province)
            .expect("a province");
        assert_eq!(n, counts.get(code.code).copied().unwrap_or(0), "{name}");
    }
    let unplaced: Vec<&Record> = all.iter().copied().filter(|r| r.regions.is_empty()).collect();
    assert_eq!(told(map, "未定地区").unwrap_or(0), unplaced.len());
    assert_eq!(b.pages.contains_key("regions/unplaced.html"), !unplaced.is_empty());
    let listed = index.find(&|e| e.classes().contains(&"directory")).expect("a directory");
    let nodes: BTreeMap<String, usize> =
        counted(listed).into_iter().map(|(href, n)| (code_of(&href), n)).collect();
    assert_eq!(nodes, counts);
    check_ranking("regions/index.html", index, "busiest", &all, at_level(&all, regions::Level::Prefecture));
    for code in counts.keys() {
        let path = format!("regions/{code}.html");
        let here: Vec<&Record> = all.iter().copied().filter(|r| r.places().contains(code)).collect();
        check_course(&path, &b.pages[&path], &here);
        check_topic_ranking(&path, &b.pages[&path], &here);
        let about = here
            .iter()
            .filter(|r| r.regions.first().is_some_and(|first| recount::lineage(first).contains(code)));
        let about = about.count();
        let shares =
            b.pages[&path].find(&|e| e.classes().contains(&"shares")).map_or_else(String::new, Element::text);
        let numbers: Vec<usize> =
            shares.split(|c: char| !c.is_ascii_digit()).filter_map(|s| s.parse().ok()).collect();
        if about == here.len() {
            assert_eq!(shares, "都以本地为主", "{path}");
        } else if here.len() >= 3 && about > 0 {
            assert_eq!(numbers, [about, here.len() - about], "{path}: {shares}");
        } else if about == 0 {
            assert_eq!(shares, "都只是兼及本地", "{path}");
        }
    }
    if !unplaced.is_empty() {
        check_course("regions/unplaced.html", &b.pages["regions/unplaced.html"], &unplaced);
    }
}

fn check_topic_ranking(path: &str, page: &Element, here: &[&Record]) {
    let wanted = recount::tally(here, |r| r.topics.iter().cloned().collect());
    let wanted = wanted.into_iter().map(|(id, n)| (topic_name(&id), n)).collect();
    check_ranking(path, page, "topics", here, wanted);
    if let Some(panel) = panel(page, "topics") {
        let none = here.iter().filter(|r| r.topics.is_empty()).count();
        assert_eq!(told(panel, "未定主题").unwrap_or(0), none, "{path}");
    }
}

fn check_topics(b: &Built) {
    let all: Vec<&Record> = b.records.iter().collect();
    let counts = recount::tally(&all, |r| r.subjects());
    let index = &b.pages["topics/index.html"];
    let listed = index.find(&|e| e.classes().contains(&"courses")).expect("courses");
    let nodes: BTreeMap<String, usize> =
        counted(listed).into_iter().map(|(href, n)| (code_of(&href), n)).collect();
    assert_eq!(nodes, counts);
    let codes = listed.all(&|e| e.classes().contains(&"iptc")).len();
    assert_eq!(
        codes,
        counts.keys().filter(|id| topics::Tree::of(&[]).top().iter().any(|t| t.id == **id)).count()
    );
    let none: Vec<&Record> = all.iter().copied().filter(|r| r.topics.is_empty()).collect();
    let left = index.find(&|e| e.classes().contains(&"left")).map_or(0, |e| number(&e.text()));
    assert_eq!(left, none.len());
    if !none.is_empty() {
        check_course("topics/none.html", &b.pages["topics/none.html"], &none);
    }
    for id in counts.keys() {
        let path = format!("topics/{id}.html");
        let here: Vec<&Record> = all.iter().copied().filter(|r| r.subjects().contains(id)).collect();
        let page = &b.pages[&path];
        check_course(&path, page, &here);
        check_ranking(&path, page, "provinces", &here, at_level(&here, regions::Level::Province));
        check_ranking(&path, page, "prefectures", &here, at_level(&here, regions::Level::Prefecture));
        if let Some(panel) = panel(page, "provinces") {
            let unplaced = here.iter().filter(|r| r.regions.is_empty()).count();
            assert_eq!(told(panel, "未定地区").unwrap_or(0), unplaced, "{path}");
        }
    }
    // The table of all topics over all years, and the small drawings beside the names.
    let Some(matrix) = index.first("table") else { return };
    let spans: Vec<i32> = (matrix.first("tr").expect("a head").all(&|e| e.name == "th").iter())
        .filter_map(|th| th.text().get(..4)?.parse().ok())
        .collect();
    let step = if spans.len() > 1 { spans[1] - spans[0] } else { 1 };
    for tr in matrix.all(&|e| e.name == "tr" && e.has("td")) {
        let id = code_of(tr.first("a").expect("a link").attribute("href").expect("href"));
        let here: Vec<&Record> = all.iter().copied().filter(|r| r.subjects().contains(&id)).collect();
        let years = recount::tally(&here, |r| r.year.into_iter().collect());
        let mut wanted: Vec<usize> =
            spans.iter().map(|from| years.range(*from..from + step).map(|(_, n)| n).sum()).collect();
        let figures: Vec<usize> = tr.all(&|e| e.name == "td").iter().map(|td| number(&td.text())).collect();
        let svg = index
            .find(&|e| e.attribute("aria-labelledby").is_some_and(|l| l == format!("course-{id}-title")));
        let drawn =
            svg.and_then(|s| s.first("path")).and_then(|p| p.attribute("d")).expect("a course").matches('M');
        assert_eq!(drawn.count(), wanted.iter().filter(|n| **n > 0).count(), "{id}");
        wanted.extend([here.iter().filter(|r| r.year.is_none()).count(), here.len()]);
        assert_eq!(figures, wanted, "{id}");
    }
}

/// `regions/140000.html#x` → `140000`.
fn code_of(href: &str) -> String {
    let name = href.rsplit('/').next().unwrap_or(href);
    name.split(".html").next().unwrap_or(name).to_owned()
}

fn check(content: &Path) -> Built {
    let b = built(content);
    check_regions(&b);
    check_topics(&b);
    assert!(check_links(&b) > 100);
    assert!(check_drawings(&b) > 20);
    b
}

#[test]
fn figures_of_a_composed_archive_equal_a_recount() {
    let content = composed();
    let b = check(content.path());
    // The archive has what can go wrong.
    let some = |what: fn(&Record) -> bool| b.records.iter().filter(|r| what(r)).count();
    assert!(b.records.len() >= 30, "{} articles", b.records.len());
    assert!(some(|r| r.year.is_none()) >= 2 && some(|r| r.regions.is_empty()) >= 2, "{:?}", b.records);
    assert!(some(|r| r.topics.is_empty()) >= 1 && some(|r| r.regions.len() > 1) >= 3, "{:?}", b.records);
    let shares =
        b.pages.values().filter_map(|p| p.find(&|e| e.classes().contains(&"shares"))).map(Element::text);
    assert!(shares.collect::<BTreeSet<_>>().len() > 2, "no division is both the first and another's");
}

#[test]
fn figures_of_a_long_list_equal_a_recount() {
    let content = long();
    let b = check(content.path());
    let cut = b.pages.keys().filter(|p| p.starts_with("regions/140000/")).count();
    assert!(cut > 20, "{cut} parts");
    let bars = panel(&b.pages["regions/140000.html"], "course").expect("a course");
    assert!(bars.first("table").expect("table").text().contains("1950年代"));
    // A part shows articles, and no figure that a later issue would change.
    let parts = b.pages.iter().filter(|(p, _)| p.starts_with("regions/140000/"));
    assert!(parts.clone().all(|(_, page)| !page.has("svg")));
}

#[test]
fn figures_of_the_bundled_archive_equal_a_recount() {
    let content = copied(&root().join("content"));
    check(content.path());
}
