//! Issues by time: calendars with missing issues, years, on this day. Whole sites from composed content; every figure on
//! the pages is counted again from what `dibao split --format json` says of the same sources.

mod common;

use chrono::{Datelike, NaiveDate};
use common::{build, dibao, tree};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

const PARAGRAPH: &str =
    "（记者 高一鸣）昨天上午，河东的渠水放到了坡上，十七户人家的菜地当天就浇了头一遍，渠口上整天有人看着水。";

fn issue(content: &Path, path: &str, head: &str, titles: &[&str]) {
    let file = content.join(path);
    fs::create_dir_all(file.parent().expect("a folder")).expect("create folder");
    let articles: Vec<String> = titles.iter().map(|t| format!("{t}\n\n本报讯{PARAGRAPH}\n")).collect();
    fs::write(file, format!("{head}\n\n{}", articles.join("\n\n"))).expect("write");
}

fn day(content: &Path, date: NaiveDate, serial: u32) {
    let head = format!("青河日报\n{}年{}月{}日 第{serial}号", date.year(), date.month(), date.day());
    let second = format!("坡上第{serial}口井出水");
    let titles = ["渠水上了北坡", &second];
    issue(content, &format!("qinghe/{date}.txt"), &head, &titles[..1 + (serial % 2) as usize]);
}

fn date(text: &str) -> NaiveDate {
    text.parse().expect("a date")
}

/// A daily paper over two winters with a pause and missing days, a weekly with a hole in its serials, a monthly with a
/// 合刊, and an issue without a date.
fn content(folder: &Path) {
    let yaml = |slug: &str, text: &str| {
        fs::create_dir_all(folder.join(slug)).expect("create folder");
        fs::write(folder.join(slug).join("publication.yaml"), format!("slug: {slug}\n{text}"))
            .expect("write");
    };
    yaml("qinghe", "name: 青河日报\nkind: newspaper\ncadence: 日报\npauses: 2021-02-11/2021-02-17\n");
    let (pause, missing) =
        (date("2021-02-11")..=date("2021-02-17"), [date("2020-12-05"), date("2021-03-03")]);
    let mut serial = 3000;
    for d in date("2020-11-20").iter_days().take_while(|d| *d <= date("2021-03-20")) {
        if pause.contains(&d) {
            continue;
        }
        serial += 1;
        if !missing.contains(&d) {
            day(folder, d, serial);
        }
    }
    yaml("xicun", "name: 西村周报\nkind: newspaper\ncadence: weekly\n");
    for (d, n) in [("2021-01-08", 40), ("2021-01-15", 41), ("2021-02-05", 44), ("2021-02-12", 45)] {
        let head = format!("西村周报\n{}年{}月{}日 第{n}期", &d[..4], &d[5..7], &d[8..]);
        issue(folder, &format!("xicun/{d}.txt"), &head, &["社员学会了记账"]);
    }
    yaml("nanshan", "name: 南山文艺\nkind: periodical\ncadence: monthly\n");
    for (d, n) in [("2021-01", "1"), ("2021-02", "2"), ("2021-04", "3-4"), ("2021-06", "6")] {
        let head = format!("南山文艺\n2021年第{n}期");
        issue(folder, &format!("nanshan/{d}.txt"), &head, &["山里的灯"]);
        let sidecar = format!("date: {d}\nnumber: 2021年第{n}期\n");
        fs::write(folder.join(format!("nanshan/{d}.yaml")), sidecar).expect("write");
    }
    issue(folder, "nanshan/残页.txt", "南山文艺", &["不知哪一年的一篇"]);
    fs::write(folder.join("nanshan/残页.yaml"), "publication: 南山文艺\n").expect("write");
}

/// Publication, date and number of articles of each source, as the split record has them.
fn records(content: &Path) -> Vec<(String, Option<String>, usize)> {
    let files =
        walkdir::WalkDir::new(content).sort_by_file_name().into_iter().map(|e| e.expect("entry").into_path());
    let files = files.filter(|p| p.extension().is_some_and(|e| e == "txt"));
    let out = dibao().args(["split", "--format", "json"]).args(files).output().expect("dibao runs");
    assert!(out.status.success(), "{}", String::from_utf8_lossy(&out.stderr));
    let text = String::from_utf8(out.stdout).expect("UTF-8");
    let record = |line: &str| {
        let v: serde_json::Value = serde_json::from_str(line).expect("JSON");
        let text = |value: &serde_json::Value| value.as_str().map(str::to_owned);
        let source = text(&v["source"]).expect("source");
        let folder = source.rsplit('/').nth(1).expect("folder").to_owned();
        (folder, text(&v["issue"]["date"]), v["articles"].as_array().expect("articles").len())
    };
    text.lines().map(record).collect()
}

/// Text of elements that begin with `open` (up to the tag's end) and end with `close`.
fn parts<'a>(html: &'a str, open: &str, close: &str) -> Vec<&'a str> {
    html.split(open).skip(1).filter_map(|rest| rest.split(close).next()).collect()
}

/// A page's words: tags gone, white space single.
fn words(html: &str) -> String {
    let text: String = html.split('<').map(|p| p.split_once('>').map_or(p, |(_, text)| text)).collect();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

struct Made {
    pages: BTreeMap<String, String>,
    records: Vec<(String, Option<String>, usize)>,
}

impl Made {
    fn of(content: &Path) -> Self {
        let site = tempfile::tempdir().expect("temp");
        build(content, site.path(), &["--quiet"]);
        let pages = tree(site.path()).into_iter().filter(|(p, _)| p.ends_with(".html"));
        let pages = pages.map(|(p, b)| (p, String::from_utf8(b).expect("UTF-8"))).collect();
        Made { pages, records: records(content) }
    }

    fn page(&self, path: &str) -> &str {
        self.pages.get(path).unwrap_or_else(|| panic!("no {path} in {:?}", self.pages.keys()))
    }

    /// Issues and articles of the records that the date begins with, in one publication or all.
    fn count(&self, folder: &str, prefix: &str) -> (usize, usize) {
        let of = |(f, d, _): &&(String, Option<String>, usize)| {
            (folder.is_empty() || f == folder) && d.as_deref().is_some_and(|d| d.starts_with(prefix))
        };
        let found: Vec<_> = self.records.iter().filter(of).collect();
        (found.len(), found.iter().map(|(_, _, n)| n).sum())
    }
}

fn made() -> (tempfile::TempDir, Made) {
    let content_folder = tempfile::tempdir().expect("temp");
    content(content_folder.path());
    let made = Made::of(content_folder.path());
    (content_folder, made)
}

#[test]
fn a_dailys_calendar_shows_held_missing_and_paused_days() {
    let (_content, made) = made();
    // 112 issues: a page per year.
    let page = made.page("issues/qinghe/year-2021.html");
    let tables = parts(page, "<table class=\"cal days\"", "</table>");
    assert_eq!(tables.len(), 3, "January to March");
    let february = tables[1];
    assert!(february.contains("id=\"m2021-02\"") && february.contains("<caption>2021年2月</caption>"));
    assert_eq!(february.matches("<th scope=\"col\">").count(), 7);
    for (n, table) in tables.iter().enumerate() {
        let month = format!("2021-{:02}", n + 1);
        let held = parts(table, "<td class=\"held\">", "</td>");
        assert_eq!(held.len(), made.count("qinghe", &month).0, "{month}");
        for cell in held {
            let to = parts(cell, "href=\"", "\"")[0].to_owned();
            let date = to.trim_end_matches(".html");
            let issue = made.page(&format!("issues/qinghe/{to}"));
            let machine = format!("datetime=\"{date}\"");
            assert!(issue.contains(&machine), "{to} is not the issue of {date}");
            let articles = made.count("qinghe", date).1;
            let says = words(cell);
            let d: u32 = date[8..].parse().expect("day");
            assert!(says.ends_with(&format!("{d} {articles} 篇")), "{says}");
            assert!(says.contains("第3"), "its number is told: {says}");
        }
    }
    assert_eq!(february.matches("<td class=\"pause\">").count(), 7);
    assert!(february.contains("休刊"));
    let missing = parts(tables[2], "<td class=\"missing\">", "</td>");
    assert_eq!(missing.len(), 1);
    assert!(words(missing[0]).contains("缺 2021年3月3日一期"), "{}", words(missing[0]));
    let held = made.count("qinghe", "2021").0;
    assert!(words(page).contains(&format!("存 {held} 期，应有 {} 期，缺 1 期", held + 1)), "{}", words(page));
    let lacks = parts(page, "<ul class=\"lacks\">", "</ul>");
    let says = words(lacks[0]);
    assert!(says.contains("2021年3月3日 第") && says.contains("号 1 期 总期号不连续"), "{says}");
}

#[test]
fn the_overview_counts_months_and_leads_to_them() {
    let (_content, made) = made();
    let page = made.page("issues/qinghe/index.html");
    let table = parts(page, "<table class=\"cal months\"", "</table>")[0];
    for (year, months) in [("2020", 11..=12), ("2021", 1..=3)] {
        for m in months {
            let month = format!("{year}-{m:02}");
            let (n, _) = made.count("qinghe", &month);
            let link = format!("<a href=\"year-{year}.html#m{month}\">");
            let cell = parts(table, &link, "</a>");
            assert_eq!(cell.len(), 1, "{month}");
            assert!(words(cell[0]).ends_with(&format!(" {n}")), "{month}: {}", words(cell[0]));
            assert!(
                made.page(&format!("issues/qinghe/year-{year}.html")).contains(&format!("id=\"m{month}\""))
            );
        }
    }
    assert_eq!(table.matches("held missing").count(), 2, "December 2020 and March 2021");
    let all = made.count("qinghe", "2").0;
    assert!(words(page).contains(&format!("存 {all} 期，应有 {} 期，缺 2 期", all + 2)));
    let list = words(made.page("issues/index.html"));
    assert!(list.contains(&format!("存 {all} 期，应有 {} 期，缺 2 期", all + 2)), "{list}");
    let y = |year| made.count("qinghe", year).0;
    assert!(list.contains(&format!("2020年 {}，缺 1", y("2020"))), "{list}");
    assert!(list.contains(&format!("2021年 {}，缺 1", y("2021"))), "{list}");
}

#[test]
fn weeklies_and_monthlies_have_rows() {
    let (_content, made) = made();
    let weekly = made.page("issues/xicun/index.html");
    let table = parts(weekly, "<table class=\"cal weeks\"", "</table>")[0];
    assert_eq!(table.matches("<th scope=\"row\">").count(), 2, "January and February");
    assert_eq!(table.matches("<td class=\"held\">").count(), made.count("xicun", "2021").0);
    let missing: Vec<String> =
        parts(table, "<td class=\"missing\">", "</td>").into_iter().map(words).collect();
    assert_eq!(missing.len(), 2);
    assert!(missing[0].contains("2021年1月22日") && missing[1].contains("2021年1月29日"), "{missing:?}");
    assert!(words(weekly).contains("2021年1月22日至2021年1月29日 第42–43号 2 期 总期号不连续"));

    let monthly = made.page("issues/nanshan/index.html");
    let table = parts(monthly, "<table class=\"cal months\"", "</table>")[0];
    assert_eq!(table.matches("<td class=\"held\">").count(), 4);
    assert!(words(table).contains("3–4"), "the 合刊: {}", words(table));
    // March is the 合刊's, May is nobody's.
    assert!(words(monthly).contains("2021年5月 2021年第5期 1 期 年内期号不连续"), "{}", words(monthly));
    assert!(words(monthly).contains("存 5 期，应有 6 期，缺 1 期"));
    let undated = parts(monthly, "id=\"yundated\"", "</section>")[0];
    assert!(words(undated).contains("不知哪一年的一篇"));
}

/// 春季号 of a quarterly stands where its quarter begins, beside the gap that it shows.
#[test]
fn a_quarterlys_seasons_have_cells() {
    let folder = tempfile::tempdir().expect("temp");
    for season in ["2022-21", "2022-23", "2022-24"] {
        issue(folder.path(), &format!("dongling/{season}.txt"), "东岭季刊", &["岭上的雪"]);
        let sidecar = format!("publication: 东岭季刊\ndate: {season}\n");
        fs::write(folder.path().join(format!("dongling/{season}.yaml")), sidecar).expect("write");
    }
    let yaml = "name: 东岭季刊\nslug: dongling\nkind: periodical\ncadence: quarterly\n";
    fs::write(folder.path().join("dongling/publication.yaml"), yaml).expect("write");
    let made = Made::of(folder.path());
    let page = made.page("issues/dongling/index.html");
    let table = parts(page, "<table class=\"cal months\"", "</table>")[0];
    let cells: Vec<&str> =
        parts(table, "<td", "</td>").into_iter().map(|c| c.split('>').next().unwrap_or(c)).collect();
    let of = |class: &str| -> Vec<usize> {
        (1..).zip(&cells).filter(|(_, c)| c.contains(class)).map(|(m, _)| m).collect()
    };
    assert_eq!((of("held"), of("missing")), (vec![1, 7, 10], vec![4]), "{table}");
}

#[test]
fn a_year_counts_what_is_of_that_year() {
    let (_content, made) = made();
    let page = made.page("years/2021.html");
    let (issues, articles) = made.count("", "2021");
    let says = words(page);
    assert!(says.contains(&format!("2021年 {articles} 篇 {issues} 期")), "{says}");
    assert_eq!(page.matches("<h2>2021年</h2>").count(), 0, "the heading is not said twice");
    let months = parts(page, "<ol class=\"months\">", "</ol>")[0];
    for m in 1..=12 {
        let (_, n) = made.count("", &format!("2021-{m:02}"));
        let link = parts(months, &format!("<a href=\"#m2021-{m:02}\">"), "</a>");
        assert_eq!(link.len(), usize::from(n > 0), "month {m}");
        if let Some(link) = link.first() {
            assert_eq!(words(link), format!("{m}月 {n}"));
            let section =
                parts(page, &format!("<section class=\"year\" id=\"m2021-{m:02}\">"), "</section>")[0];
            assert_eq!(section.matches("<a class=\"title\"").count(), n, "month {m}");
        }
    }
    for (folder, name) in [("qinghe", "青河日报"), ("xicun", "西村周报"), ("nanshan", "南山文艺")]
    {
        assert!(says.contains(&format!("{name} {} 期", made.count(folder, "2021").0)), "{name}: {says}");
    }
    let index = words(made.page("years/index.html"));
    for year in ["2020", "2021"] {
        assert!(index.contains(&format!("{year}年 {}", made.count("", year).1)), "{index}");
    }
    let undated: usize = made.records.iter().filter(|(_, d, _)| d.is_none()).map(|(_, _, n)| n).sum();
    assert!(undated > 0 && index.contains(&format!("日期不详 {undated}")), "{index}");
    assert_eq!(made.page("years/undated.html").matches("<a class=\"title\"").count(), undated);
}

#[test]
fn on_this_day_has_the_day_of_all_years() {
    let (_content, made) = made();
    let mut days: BTreeMap<String, usize> = BTreeMap::new();
    for (_, d, n) in made.records.iter().filter(|(_, _, n)| *n > 0) {
        if let Some(d) = d.as_deref().filter(|d| d.len() == 10) {
            *days.entry(d[5..].to_owned()).or_default() += n;
        }
    }
    let there: BTreeSet<&str> = (made.pages.keys())
        .filter_map(|p| p.strip_prefix("days/")?.strip_suffix(".html"))
        .filter(|p| *p != "index")
        .collect();
    assert_eq!(there, days.keys().map(String::as_str).collect::<BTreeSet<_>>());
    let index = made.page("days/index.html");
    for (day, n) in &days {
        let page = made.page(&format!("days/{day}.html"));
        assert_eq!(page.matches("<a class=\"title\"").count(), *n, "{day}");
        let link = parts(index, &format!("<a href=\"{day}.html\">"), "</a>");
        assert!(words(link[0]).ends_with(&format!("{n} 篇")), "{}", words(link[0]));
    }
    let all: usize = days.values().sum();
    let left: usize = made.records.iter().map(|(_, _, n)| n).sum::<usize>() - all;
    assert!(
        words(index).contains(&format!("共 {all} 篇")) && words(index).contains(&format!("另有 {left} 篇"))
    );
    assert!(made.page("issues/qinghe/2021-03-04.html").contains("href=\"../../days/03-04.html\""));
    assert!(made.page("index.html").contains("href=\"days/index.html\""));
    assert!(!made.page("issues/nanshan/2021-01.html").contains("days/"));
}

/// Law 8: a later issue changes the pages of its own time and those that count them, and no other.
#[test]
fn a_later_issue_leaves_old_years_and_days_alone() {
    let (folder, before) = made();
    day(folder.path(), date("2021-03-25"), 3118);
    let after = Made::of(folder.path());
    let changed: Vec<&str> = (before.pages.iter())
        .filter(|(path, text)| after.pages.get(*path) != Some(text))
        .map(|(path, _)| path.as_str())
        .collect();
    for path in &changed {
        let old = path.starts_with("days/") && *path != "days/index.html"
            || path.contains("2020")
            || path.starts_with("issues/xicun")
            || path.starts_with("issues/nanshan")
            || path.starts_with("a/") && !path.contains("2021-03-20");
        assert!(!old, "{path} changed: {changed:?}");
    }
    for path in
        ["issues/qinghe/year-2021.html", "issues/qinghe/index.html", "years/2021.html", "days/index.html"]
    {
        assert!(changed.contains(&path), "{path} did not change");
    }
    assert!(after.pages.contains_key("days/03-25.html"));
    // What the new issue shows to be missing: 21 to 24 March.
    assert!(words(after.page("issues/qinghe/year-2021.html")).contains("2021年3月21日至2021年3月24日"));
}

#[test]
fn check_tells_missing_issues_and_misread_serials() {
    let folder = tempfile::tempdir().expect("temp");
    content(folder.path());
    day(folder.path(), date("2021-03-21"), 9999);
    let out = dibao().args(["check", "--content"]).arg(folder.path()).output().expect("dibao runs");
    let (said, counted) = (String::from_utf8_lossy(&out.stdout), String::from_utf8_lossy(&out.stderr));
    for line in [
        "qinghe: 刊期 (run of issues): 《青河日报》缺 2020-12-05，第",
        "xicun: 刊期 (run of issues): 《西村周报》缺 2021-01-22 至 2021-01-29，第42–43号，2 期：总期号不连续",
        "nanshan: 刊期 (run of issues): 《南山文艺》缺 2021-05，2021年第5期，1 期：年内期号不连续",
        "qinghe/2021-03-21.txt: 刊期 (run of issues): 期号与",
    ] {
        assert!(said.contains(line), "{line}\n{said}");
    }
    assert!(counted.contains("缺期与对不上的刊期 5"), "{counted}");
    assert!(out.status.success(), "a missing issue is no fault of the content");
}
