//! Dates as papers print them: the tables `tests/describe/dates.txt` and `mastheads.txt`, and laws over any text.

mod common;

use dibao::describe::topics::Vocabulary;
use dibao::describe::{TextDate, describe, detailed};
use dibao::read::settings::PublicationSettings;
use dibao::read::sidecar::Sidecar;
use dibao::read::{IssueSource, SourceText, edtf};
use dibao::split::{self, Article, Block, BlockRole, DateBasis, IssueFacts, SplitIssue};
use proptest::prelude::*;
use std::time::{Duration, Instant};

/// The dates of an article with these paragraphs, in an issue of this date (`-` for none).
fn spoken(date: &str, text: &str) -> Vec<TextDate> {
    let paragraph =
        |text: &str| Block { role: BlockRole::Body, lines: Vec::new(), text: text.into(), markup: None };
    let article = Article { blocks: text.split('¶').map(paragraph).collect(), ..Article::default() };
    let facts = IssueFacts {
        date: (date != "-").then(|| date.into()),
        date_basis: DateBasis::Sidecar,
        ..IssueFacts::default()
    };
    let issue = SplitIssue { facts, articles: vec![article], ..SplitIssue::default() };
    let topics = Vocabulary::of(&[]);
    let described = describe(issue, "test", &PublicationSettings::default(), &topics);
    detailed(described, &topics).articles.remove(0).dates
}

fn rows(table: &str) -> Vec<Vec<&str>> {
    let filled = table.lines().filter(|l| !l.starts_with('#') && !l.trim().is_empty());
    filled.map(|l| l.split('|').map(str::trim).collect()).collect()
}

/// At least so many rows, and so many per cent of them right.
fn mostly_right(all: usize, least: usize, wrong: &[String]) {
    assert!(all >= least, "{all} rows");
    assert!(wrong.len() * 100 <= all * 2, "{} of {all} wrong:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn dates_in_sentences() {
    let rows = rows(include_str!("describe/dates.txt"));
    let mut wrong = Vec::new();
    for row in &rows {
        let [date, text, want] = row[..] else { panic!("three cells: {row:?}") };
        let have: Vec<String> =
            spoken(date, text).iter().map(|d| format!("{} → {}", d.printed, d.edtf)).collect();
        let have = if have.is_empty() { "-".to_string() } else { have.join("; ") };
        if have != want {
            wrong.push(format!("{date} | {text}\n    want {want}\n    have {have}"));
        }
    }
    mostly_right(rows.len(), 120, &wrong);
}

/// An issue with these lines (`|` between them) in its masthead.
fn issue(masthead: &str, cadence: Option<&str>, sidecar: Sidecar) -> SplitIssue {
    let body = ["南坡果农学剪枝", "本报讯 南坡的果农学会了剪枝，今年的果子比往年大了一圈，客商也来得早。"];
    let page = ["青 陵 日 报"].into_iter().chain(masthead.split('|')).chain(body);
    let file =
        SourceText { path: "a.txt".into(), lines: page.map(String::from).collect(), ..SourceText::default() };
    let publication =
        PublicationSettings { cadence: cadence.map(String::from), ..PublicationSettings::default() };
    split::split(&IssueSource {
        path: "a".into(),
        files: vec![file],
        publication,
        sidecar,
        ..IssueSource::default()
    })
}

#[test]
fn dates_of_mastheads() {
    let rows = rows(include_str!("describe/mastheads.txt"));
    let mut wrong = Vec::new();
    for row in &rows {
        let [line, want, printed] = row[..] else { panic!("three cells: {row:?}") };
        let facts = issue(line, None, Sidecar::default()).facts;
        let have = facts.date.as_deref().unwrap_or("-");
        let shown = facts.date_printed.as_deref().unwrap_or_default();
        if have != want || !printed.is_empty() && shown != printed {
            wrong.push(format!("{line}: want {want} “{printed}”, have {have} “{shown}”"));
        }
    }
    mostly_right(rows.len(), 60, &wrong);
}

#[test]
fn the_date_of_founding_is_not_the_issues() {
    for lines in [
        "西山日报 创刊于1949年5月1日|2022年5月10日",
        "创办于1949年5月1日|2022年5月10日",
        "1949年5月1日注册|2022年5月10日",
    ] {
        let facts = issue(lines, None, Sidecar::default()).facts;
        assert_eq!(facts.date.as_deref(), Some("2022-05-10"), "{lines}");
    }
}

#[test]
fn a_number_tells_the_date_if_the_cadence_is_known() {
    for (number, cadence, date) in [
        ("2021年第4期", Some("quarterly"), Some("2021-24~")),
        ("2021年第4期", Some("monthly"), Some("2021-04~")),
        ("2021年第4期", Some("bimonthly"), Some("2021-07~/2021-08~")),
        ("2021年第5-6期", Some("monthly"), Some("2021-05~/2021-06~")),
        ("2021年第14期", Some("monthly"), None),
        ("2021年第4期", Some("weekly"), None),
        ("2021年第4期", None, None),
    ] {
        let facts = issue(number, cadence, Sidecar::default()).facts;
        assert_eq!((facts.date.as_deref(), facts.number.as_deref()), (date, Some(number)), "{cadence:?}");
        if let Some(date) = date {
            assert_eq!(edtf::issue(date), Ok(()), "{date}");
        }
    }
    // Without a cadence the year of the number is surer than one inferred from the text.
    let described = describe(
        issue("2021年第4期", None, Sidecar::default()),
        "a",
        &PublicationSettings::default(),
        &Vocabulary::of(&[]),
    );
    assert_eq!(
        (described.facts.date.as_deref(), described.facts.date_basis),
        (Some("2021"), DateBasis::Masthead)
    );
}

#[test]
fn a_weekday_or_lunar_day_that_contradicts_the_date_is_told() {
    let told = |line: &str, sidecar: Sidecar| {
        let notices = issue(line, None, sidecar).notices;
        notices.iter().any(|n| n.code == "date-contradicted" && n.line == 2)
    };
    for (line, contradicted) in [
        ("2022年5月10日 星期二", false),
        ("2022年5月10日 星期三", true),
        ("2022年5月10日 星期二 农历壬寅年四月初十", false),
        ("2022年5月10日 星期二 农历壬寅年四月十一", true),
        ("2022年1月10日 星期一 农历辛丑年腊月初八", false),
        ("中華民國三十六年十月五日 星期日", false),
        ("中華民國三十六年十月五日 星期一", true),
        ("1953年4月12日 礼拜天", false),
        ("2022年5月10日 周三", true),
        ("2022年5月10日", false),
    ] {
        assert_eq!(told(line, Sidecar::default()), contradicted, "{line}");
    }
    for (lines, contradicted) in [
        ("2022年5月10日|星期二 农历壬寅年四月初十", false),
        ("2022年5月10日|星期三", true),
        ("2022年5月10日|农历壬寅年四月十一", true),
        ("2022年5月10日 星期二|星期三", false),
    ] {
        assert_eq!(told(lines, Sidecar::default()), contradicted, "{lines}");
    }
    let given = Sidecar { date: Some("2022-05-11".into()), ..Sidecar::default() };
    assert!(!told("2022年5月10日 星期三", given));
}

#[test]
fn each_date_is_kept_once_and_no_more_than_forty() {
    let days: String = (1..=28).flat_map(|d| [format!("3月{d}日，"), format!("4月{d}日，")]).collect();
    let dates = spoken("2022-05-10", &format!("{days}。3月1日。"));
    assert_eq!(dates.len(), 40);
    assert_eq!((dates[0].edtf.as_str(), dates[39].edtf.as_str()), ("2022-03-01", "2022-04-20"));
    let blocks: Vec<usize> =
        spoken("2022-05-10", "3月1日。¶3月2日，3月1日。").iter().map(|d| d.block).collect();
    assert_eq!(blocks, [0, 1]);
}

#[test]
fn time_is_linear_in_the_text() {
    for piece in ["2022年5月10日至", "1", "十", "一九五八", "“十", "农历闰", "昨", "12年34月"]
    {
        let time = |n: usize| {
            let text = piece.repeat(n);
            let began = Instant::now();
            spoken("2022-05-10", &text);
            began.elapsed()
        };
        let (short, long) = (time(5_000), time(40_000));
        let allowed = short * 8 * 6 + Duration::from_millis(200);
        assert!(long <= allowed, "{piece}: {short:?}, eight times as much {long:?}");
    }
}

/// Whole sites: pages of issues whose dates are not plain days say them in words, beside what the masthead prints.
#[test]
fn a_site_of_issues_with_all_kinds_of_dates() {
    let content = tempfile::tempdir().expect("temporary folder");
    let folder = content.path().join("qingling");
    std::fs::create_dir_all(&folder).expect("create folder");
    let body =
        "本报讯 去年三月，南坡的果农学会了剪枝，今年的果子比往年大了一圈，客商来得也早，一天就卖出去三车。";
    let write = |name: &str, text: String| std::fs::write(folder.join(name), text).expect("write");
    write("publication.yaml", "name: 青陵日报\nslug: qingling\n".into());
    for (file, masthead) in [
        ("a.txt", "中華民國三十六年三月五日 第七十二號"),
        ("b.txt", "2022年5月1-7日合刊 总第301期"),
        ("c.txt", "2022年春季号 总第302期"),
        ("d.txt", "光绪三十二年四月初十日 第三十一号"),
        ("e.txt", "2022年5月10日 星期二 第306号"),
        ("g.txt", "2022年5月20日—22日合刊 第307号"),
    ] {
        write(file, format!("青 陵 日 报\n{masthead}\n果农学剪枝\n{body}\n"));
    }
    write("f.txt", format!("果农学剪枝\n{body}\n"));
    write("f.yaml", "date: 195X\nnumber: 第9期\n".into());
    let site = tempfile::tempdir().expect("temporary folder");
    common::build(content.path(), site.path(), &["--quiet"]);
    let files = common::tree(site.path());
    let page = |path: &str| {
        let bytes = files.get(path).unwrap_or_else(|| panic!("{path} is not among {:?}", files.keys()));
        String::from_utf8_lossy(bytes).into_owned()
    };
    for (segment, date, printed) in [
        ("1947-03-05", "1947年3月5日", Some("中華民國三十六年三月五日")),
        ("2022-05-01", "2022年5月1日至7日", Some("2022年5月1-7日合刊")),
        ("2022-spring", "2022年春", Some("2022年春季号")),
        ("1906-05-03", "1906年5月3日", Some("光绪三十二年四月初十日")),
        ("2022-05-10", "2022年5月10日", None),
        ("2022-05-20", "2022年5月20日至22日", Some("2022年5月20日—22日合刊")),
        ("no9", "1950年代", None),
    ] {
        let html = page(&format!("issues/qingling/{segment}.html"));
        assert!(html.contains(date), "{segment}: {date}");
        assert_eq!(html.contains("报头作"), printed.is_some(), "{segment}");
        assert!(printed.is_none_or(|p| html.contains(&format!("报头作“{p}”"))), "{segment}");
    }
    // An interval, a season and a decade are no `<time>`.
    assert!(page("issues/qingling/2022-05-10.html").contains("<time datetime=\"2022-05-10\">"));
    assert!(!page("issues/qingling/2022-05-01.html").contains("datetime=\"2022-05-01"));
    let list = page("issues/qingling/index.html");
    let at = |date: &str| list.find(date).unwrap_or_else(|| panic!("{date} is not on the list"));
    let order =
        ["1906年5月3日", "1947年3月5日", "1950年代", "2022年春", "2022年5月1日至7日", "2022年5月10日"];
    // The imprint above the list has the first and the last date: looked for behind it.
    let from = at("class=\"issues\"");
    let places: Vec<usize> = order.iter().filter_map(|d| list[from..].find(&format!(">{d}<"))).collect();
    assert_eq!(places.len(), order.len(), "{list}");
    assert!(places.is_sorted(), "{places:?}");
    let article =
        files.iter().find(|(path, _)| path.starts_with("a/qingling/2022-05-01/")).expect("an article");
    let html = String::from_utf8_lossy(article.1).into_owned();
    assert!(html.contains(
        "<span class=\"printed\" lang=\"zh-Hans\">去年三月</span> <time datetime=\"2021-03\">2021年3月</time>"
    ));
    let years: Vec<&String> =
        files.keys().filter(|p| p.starts_with("years/") || p.starts_with("data/articles")).collect();
    assert!(years.iter().any(|p| p.contains("195X")), "{years:?}");
    // Days of the twenties are days, not seasons: the interval is filed under its year.
    let filed = |(path, bytes): (&String, &Vec<u8>)| {
        path.starts_with("years/2022") && String::from_utf8_lossy(bytes).contains("a/qingling/2022-05-20/")
    };
    assert!(files.iter().any(filed), "{years:?}");
}

/// Pieces of which dates are made, in any order.
fn text() -> impl Strategy<Value = String> {
    const PIECES: [&str; 40] = [
        "2022年",
        "一九五八年",
        "民国",
        "光绪",
        "三十二",
        "元年",
        "5月",
        "十二月",
        "正月",
        "闰",
        "初十",
        "10日",
        "31日",
        "廿三",
        "至",
        "—",
        "-",
        "今",
        "昨日",
        "上月",
        "本月",
        "上周五",
        "去年",
        "次年",
        "底",
        "春",
        "一季度",
        "上世纪",
        "八十年代",
        "“十四五”",
        "农历",
        "壬寅年",
        "99",
        "0",
        ".",
        "/",
        "。",
        "将于",
        "约",
        " ",
    ];
    prop_oneof![
        3 => proptest::collection::vec(prop::sample::select(&PIECES[..]), 0..14).prop_map(|p| p.concat()),
        1 => ".{0,60}",
    ]
}

fn paper() -> impl Strategy<Value = &'static str> {
    prop::sample::select(
        &[
            "-",
            "2022-05-10",
            "2022-01",
            "1965-11-23~",
            "2022~",
            "195X",
            "2022-21",
            "1000",
            "2999-12-31",
            "2022-05-01/2022-05-07",
        ][..],
    )
}

proptest! {
    #[test]
    fn any_text_gives_valid_dates_that_stand_in_it(text in text(), date in paper()) {
        let dates = spoken(date, &text);
        for d in &dates {
            prop_assert_eq!(edtf::interval(&d.edtf), Ok(()), "{} → {}", &d.printed, &d.edtf);
            prop_assert!(!d.printed.is_empty() && text.contains(&d.printed), "{}", &d.printed);
            prop_assert!(d.edtf.len() >= 4 && edtf::parse(&d.edtf).is_some());
        }
        prop_assert_eq!(dates, spoken(date, &text));
    }

    #[test]
    fn any_masthead_gives_a_valid_date_or_none(text in text()) {
        if let Some(dated) = split::dated::read(&text, None) {
            prop_assert_eq!(edtf::issue(&dated.edtf), Ok(()), "{:?}", &dated);
            prop_assert!(text.contains(&dated.printed), "{:?}", &dated);
        }
        split::dated::contradiction(&text);
    }
}
