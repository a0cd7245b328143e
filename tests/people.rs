//! Who signs: the table `tests/describe/people.txt`, the order of names, and whole sites with their people's pages.

mod common;

use common::{build, dibao, tree};
use dibao::archive::order;
use dibao::describe::people::{Kind, Person, Role};
use dibao::describe::topics::Vocabulary;
use dibao::describe::{DescribedArticle, describe};
use dibao::read::settings::PublicationSettings;
use dibao::read::{IssueSource, SourceText};
use dibao::split;
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

/// An article signed as a row of the table says.
fn signed(row: &str) -> DescribedArticle {
    let (mut above, mut end, mut below) = (Vec::new(), String::new(), Vec::new());
    let mut lines = row.split('⏎').map(str::trim);
    let first = lines.next().unwrap_or_default();
    match (first.strip_prefix('>'), first.starts_with('（')) {
        (Some(line), _) => below.push(line.trim()),
        (None, true) => end.push_str(first),
        (None, false) => above.push(first),
    }
    below.extend(lines);
    let mut page = vec!["老渡口通了新桥".to_string()];
    page.extend(above.iter().map(|l| l.to_string()));
    page.push("昨天上午，老渡口的新桥通了车，两岸的乡亲早早守在桥头，要头一个走过去看看对岸的集市。".into());
    page.push(format!("桥长三百二十米，修了两年零四个月，往后过河再也不用等船，学生上学近了一个钟头。{end}"));
    page.extend(below.iter().map(|l| l.to_string()));
    let file = SourceText { path: "page.txt".into(), lines: page, ..SourceText::default() };
    let issue = IssueSource { path: "page".into(), files: vec![file], ..IssueSource::default() };
    let mut described =
        describe(split::split(&issue), "page", &PublicationSettings::default(), &Vocabulary::of(&[]));
    assert_eq!(described.articles.len(), 1, "{row} makes several articles");
    described.articles.remove(0)
}

fn told(people: &[Person]) -> String {
    let strings = include_str!("../themes/default/strings.zh.yaml");
    let word = |role: &Role| {
        let line = strings.lines().find_map(|l| l.strip_prefix(&format!("{}: ", role.key())));
        line.expect("a word for each role").to_string()
    };
    let one = |p: &Person| {
        let kind = match p.kind {
            Kind::Person => "person",
            Kind::Body => "body",
            Kind::Collective => "collective",
        };
        let roles = p.roles.iter().map(word).collect::<Vec<_>>().join("、");
        let cells = [p.name.as_str(), kind, &roles, p.office.as_deref().unwrap_or("")];
        cells.join(" | ").trim_end_matches([' ', '|']).to_string()
    };
    people.iter().map(one).collect::<Vec<_>>().join(" ; ")
}

#[test]
fn bylines_are_read_as_the_table_says() {
    let (mut all, mut wrong) = (0, Vec::new());
    for line in include_str!("describe/people.txt").lines() {
        let Some((printed, want)) = line.split_once("=>").filter(|_| !line.starts_with('#')) else {
            continue;
        };
        all += 1;
        let have = told(&signed(printed.trim()).people);
        if have != want.trim() {
            wrong.push(format!("{}\n  want {}\n  have {have}", printed.trim(), want.trim()));
        }
    }
    assert!(all >= 120, "{all} rows");
    assert!(wrong.is_empty(), "{} of {all} wrong:\n{}", wrong.len(), wrong.join("\n"));
}

/// Names in the order in which an index has them, each under its letter. Surnames with a reading of their own stand between
/// names that the usual reading would send elsewhere.
const IN_ORDER: &[(char, &str)] = &[
    ('A', "安民"),
    ('A', "安民生"),
    ('B', "贲海"),
    ('B', "秘青"),
    ('B', "薄云"),
    ('C', "查理·陈"),
    ('C', "单于明月"),
    ('C', "晁补"),
    ('C', "谌龙"),
    ('C', "种田"),
    ('D', "代小川"),
    ('D', "都宁"),
    ('F', "付一"),
    ('G', "葛洪"),
    ('G', "盖山"),
    ('G', "句明"),
    ('G', "过江"),
    ('H', "哈文"),
    ('H', "洪亮"),
    ('H', "华山"),
    ('J', "纪元"),
    ('J', "晋安"),
    ('L', "李三"),
    ('L', "李四"),
    ('L', "令狐冲"),
    ('L', "吕布"),
    ('M', "缪斯"),
    ('M', "万俟川"),
    ('N', "那英"),
    ('N', "乜青"),
    ('N', "宁静"),
    ('O', "区一鸣"),
    ('O', "區一鳴"),
    ('P', "朴树"),
    ('P', "繁星"),
    ('Q', "亓官明"),
    ('Q', "秦川"),
    ('Q', "覃明"),
    ('Q', "仇英"),
    ('Q', "曲波"),
    ('Q', "瞿秋"),
    ('R', "任青"),
    ('S', "撒宁"),
    ('S', "单田"),
    ('S', "單田"),
    ('S', "召南"),
    ('S', "佘青"),
    ('S', "折月"),
    ('S', "沈从"),
    ('S', "眭青"),
    ('T', "澹台明"),
    ('T', "仝青"),
    ('W', "尉青"),
    ('X', "冼星"),
    ('X', "相里"),
    ('X', "解放"),
    ('Y', "燕青"),
    ('Y', "闫川"),
    ('Y', "要强"),
    ('Y', "么青"),
    ('Y', "叶青"),
    ('Y', "尉迟恭"),
    ('Y', "乐毅"),
    ('Y', "员明"),
    ('Z', "曾青"),
    ('Z', "查青"),
    ('Z', "翟青"),
    ('Z', "祭遵"),
    ('Z', "长孙明"),
    ('Z', "周明"),
    ('Z', "訾青"),
];

#[test]
fn surnames_are_read_as_surnames() {
    assert!(IN_ORDER.len() >= 40);
    let mut names: Vec<&str> = IN_ORDER.iter().map(|(_, name)| *name).collect();
    names.sort_by_cached_key(|name| order::person_key(name));
    let wanted: Vec<&str> = IN_ORDER.iter().map(|(_, name)| *name).collect();
    assert_eq!(names, wanted);
    for (letter, name) in IN_ORDER {
        assert_eq!(order::letter(&order::person_key(name)), Some(*letter), "{name}");
    }
}

/// An address that a person's page once had stays, whatever the order of names learns.
#[test]
fn addresses_of_people_stay() {
    for (name, slug) in [
        ("单田芳", "shantianfang-"),
        ("么青", "meqing-"),
        ("欧阳修", "ouyangxiu-"),
        ("区一鸣", "ouyiming-"),
        ("阿不都·热合曼", "abudourehema"),
    ] {
        let made = dibao::archive::slug::person_slug(name);
        assert!(made.starts_with(slug), "{name}: {made}");
    }
}

/// Two newspapers of different provinces, three issues; all made up.
const SOURCES: &[(&str, &str)] = &[
    (
        "archive.yaml",
        "title: 试馆\npeople:\n  - {name: 田一禾, same: [田乙禾]}\n  - {name: 高远, apart: publication}\n",
    ),
    ("qingshi/publication.yaml", "name: 青石日报\nslug: qingshi\nregion: 140500\n"),
    (
        "qingshi/2019-03-01.txt",
        "青石日报\n2019年3月1日 星期五 第100期\n\n第1版 要闻\n\n老渡口通了新桥\n\n本报记者 柳青山 通讯员 青石县气象局 田一禾\n\n昨天上午，老渡口的新桥通了车，两岸的乡亲早早守在桥头，要头一个走过去看看对岸的集市。\n\n桥长三百二十米，修了两年零四个月，往后过河再也不用等船，学生上学近了一个钟头。\n\n山村小学添了图书角\n\n本报记者 柳青山 文/图\n\n城关小学的操场边上新盖了一间屋子，里面摆着三千册新书，孩子们下了课就往里面跑，天黑了也不肯走。\n\n校长说，这些书是去年秋天各家各户捐来的，一本一本都包了书皮。（高远）\n\n把水渠修到田头去\n\n□ 中共青石县委书记 石磊\n\n一条水渠管着三个乡的两万亩地，渠通了，粮食就有了指望，人心也就定了，这是今年头一件要办的大事。\n\n入冬以来，沿渠的各村都出了工，到昨天为止，已经清淤十七公里。\n\n春天的气象\n\n□ 青石县气象局\n\n今年开春比往年早了十来天，气温回升得快，雨水偏少，各地要早做打算，把地里的墒情保住。\n\n预计本月下旬还有一次冷空气，果树要防冻。\n",
    ),
    (
        "qingshi/2020-05-02.txt",
        "青石日报\n2020年5月2日 星期六 第400期\n\n第1版 要闻\n\n麦田里来了新机器\n\n本报记者 柳青山\n\n昨天一早，三台新收割机开进了柳树乡的麦田，围着看的人站满了田埂，都说从来没有见过这样快的。\n\n一台机器一天能收一百二十亩，往年这要四十个壮劳力干上整整一天。\n\n水渠通了以后\n\n□ 青石市市长 石磊\n\n去年修的水渠今年派上了用场，三个乡的麦子都浇上了返青水，眼下长势比往年好得多，丰收有望。\n\n下一步，还要把支渠修到每一个村子里去，让最远的地块也能用上水。\n\n夜校里的灯光\n\n本报通讯员 田乙禾\n\n每到晚上七点，文化站二楼的灯就亮了，六十多个青年坐在里面听课，讲课的是县里请来的农技员。\n\n他们说，学了嫁接，家里的老果树一年能多收三成。\n",
    ),
    ("baihe/publication.yaml", "name: 白河日报\nslug: baihe\nregion: 360400\n"),
    (
        "baihe/2019-06-01.txt",
        "白河日报\n2019年6月1日 星期六 第77期\n\n第1版 要闻\n\n湖边的候鸟多了\n\n本报记者 柳青山\n\n今年来湖边歇脚的候鸟比去年多了两成，护鸟的老人每天清早都要沿着堤岸走上一圈，数一数新来的客人。\n\n湖水清了，鱼虾多了，鸟儿也就不肯走了，这是老人常说的一句话。\n\n码头上的早市\n\n本报记者 高远\n\n天还没有亮，码头上的早市就开张了，卖鱼的卖菜的挤在一处，灯火映在水面上，一直亮到江心去。\n\n早市六十年没有断过，最老的摊主今年已经八十一岁。\n",
    ),
];

/// What a person's page tells: its heading, its count, and the rows of the profile with their items and counts.
#[derive(Debug, Default)]
struct Told {
    count: String,
    rows: BTreeMap<String, Vec<(String, String)>>,
    html: String,
}

/// The text of an element, tags taken out.
fn text(html: &str) -> String {
    let mut out = String::new();
    let mut inside = false;
    for c in html.chars() {
        match c {
            '<' => inside = true,
            '>' => inside = false,
            c if !inside => out.push(c),
            _ => {}
        }
    }
    out.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn between<'a>(html: &'a str, open: &str, close: &str) -> Vec<&'a str> {
    html.split(open).skip(1).filter_map(|rest| rest.split(close).next()).collect()
}

fn people_pages(site: &Path) -> BTreeMap<String, Told> {
    let mut out = BTreeMap::new();
    for (path, bytes) in tree(site) {
        if !path.starts_with("people/") || path.ends_with("index.html") {
            continue;
        }
        let html = String::from_utf8_lossy(&bytes).into_owned();
        let heading = text(between(&html, "<h1 lang=\"zh-Hans\">", "</h1>")[0]);
        let count = text(between(&html, "<p class=\"imprint\"><span>", "</span>")[0]);
        let mut told = Told { count, ..Told::default() };
        for row in between(&html, "<div><dt>", "</div>") {
            let (label, items) = row.split_once("</dt>").expect("a row has a label");
            let items = between(items, "<li>", "</li>").into_iter().map(|item| {
                let (name, n) = item.split_once("<span class=\"n\">").unwrap_or((item, ""));
                (text(name), text(n))
            });
            told.rows.insert(label.to_string(), items.collect());
        }
        told.html = html;
        out.insert(heading, told);
    }
    out
}

fn written() -> tempfile::TempDir {
    let content = tempfile::tempdir().expect("temporary folder");
    for (path, words) in SOURCES {
        let path = content.path().join(path);
        fs::create_dir_all(path.parent().expect("parent")).expect("create folder");
        fs::write(path, words).expect("write");
    }
    content
}

/// The articles of all sources as `dibao split` records them: (publication, year, authors, text of the bylines).
fn records(content: &Path) -> Vec<(String, String, Vec<String>, String)> {
    let mut out = Vec::new();
    for folder in ["qingshi", "baihe"] {
        let mut files: Vec<_> =
            fs::read_dir(content.join(folder)).expect("folder").flatten().map(|e| e.path()).collect();
        files.retain(|f| f.extension().is_some_and(|e| e == "txt"));
        files.sort();
        let json = dibao().args(["split", "--format", "json"]).args(&files).output().expect("dibao runs");
        for line in String::from_utf8_lossy(&json.stdout).lines() {
            let record: serde_json::Value = serde_json::from_str(line).expect("JSON");
            let word = |v: &serde_json::Value| v.as_str().unwrap_or_default().to_string();
            for article in record["articles"].as_array().expect("articles") {
                let authors = article["authors"].as_array().expect("authors").iter().map(word).collect();
                let blocks = article["blocks"].as_array().expect("blocks").iter();
                let bylines = blocks.filter(|b| b["role"] == "byline").map(|b| word(&b["text"])).collect();
                let year = word(&record["issue"]["date"])[..4].to_string();
                out.push((word(&record["issue"]["publication"]), year, authors, bylines));
            }
        }
    }
    out
}

/// The figures on a person's page are those that anybody counts in the split records.
#[test]
fn a_persons_page_tells_what_the_records_tell() {
    let content = written();
    let site = tempfile::tempdir().expect("temporary folder");
    build(content.path(), site.path(), &["--quiet", "--strict"]);
    let pages = people_pages(site.path());
    let records = records(content.path());
    assert_eq!(records.len(), 9, "{records:?}");

    for (name, roles) in [("柳青山", vec!["记者"]), ("石磊", vec![]), ("青石县气象局", vec![])] {
        let page = pages.get(name).unwrap_or_else(|| panic!("no page for {name}: {:?}", pages.keys()));
        let mine: Vec<_> =
            records.iter().filter(|(_, _, authors, _)| authors.iter().any(|a| a == name)).collect();
        assert_eq!(page.count, format!("{} 篇", mine.len()), "{name}");
        assert_eq!(page.html.matches("<a class=\"title\"").count(), mine.len(), "{name}");
        let mut publications: BTreeMap<&str, usize> = BTreeMap::new();
        mine.iter().for_each(|(p, ..)| *publications.entry(p).or_default() += 1);
        let shown: BTreeMap<&str, &str> =
            page.rows["报刊"].iter().map(|(p, n)| (p.as_str(), n.as_str())).collect();
        let counted: BTreeMap<&str, String> =
            publications.iter().map(|(p, n)| (*p, format!("{n} 篇"))).collect();
        assert_eq!(shown, counted.iter().map(|(p, n)| (*p, n.as_str())).collect(), "{name}");
        let years = |end: Option<&(String, String, Vec<String>, String)>| {
            end.map(|r| r.1.clone()).unwrap_or_default()
        };
        let mut by_year = mine.iter().map(|r| (*r).clone()).collect::<Vec<_>>();
        by_year.sort_by(|a, b| a.1.cmp(&b.1));
        let (first, last) = (years(by_year.first()), years(by_year.last()));
        let span = if first == last { format!("{first}年") } else { format!("{first}年至{last}年") };
        assert_eq!(page.rows["年份"], [(span, String::new())], "{name}");
        for role in roles {
            let n = mine.iter().filter(|(.., bylines)| bylines.contains(role)).count();
            assert!(
                page.rows["署名"].contains(&(role.to_string(), format!("{n} 篇"))),
                "{name}: {:?}",
                page.rows
            );
        }
    }
    let liu = &pages["柳青山"];
    assert!(liu.rows["署名"].contains(&("摄影".into(), "1 篇".into())), "{:?}", liu.rows);
    assert!(liu.html.contains("同名者可能不是一人"), "two provinces");
    assert!(!pages["石磊"].html.contains("同名者可能不是一人"), "one newspaper");
    let offices = [
        ("中共青石县委书记".to_string(), "2019年3月1日".to_string()),
        ("青石市市长".into(), "2020年5月2日".into()),
    ];
    assert_eq!(pages["石磊"].rows["所署身份"], offices);
    // The byline says that he works there.
    assert_eq!(pages["青石县气象局"].rows["署此机构"], [("田一禾".to_string(), "2".to_string())]);
}

/// archive.yaml merges names and keeps a name apart.
#[test]
fn a_person_merges_names_and_keeps_them_apart() {
    let content = written();
    let site = tempfile::tempdir().expect("temporary folder");
    build(content.path(), site.path(), &["--quiet", "--strict"]);
    let pages = people_pages(site.path());
    let tian = &pages["田一禾"];
    assert_eq!(tian.count, "2 篇");
    assert_eq!(tian.rows["又署"], [("田乙禾".to_string(), String::new())]);
    assert!(pages["田乙禾"].html.contains("与田一禾为同一人"), "the other name leads there");
    assert_eq!(
        (pages["高远（青石日报）"].count.as_str(), pages["高远（白河日报）"].count.as_str()),
        ("1 篇", "1 篇")
    );
    let apart = &pages["高远"];
    assert!(apart.html.contains("高远（青石日报）") && apart.html.contains("高远（白河日报）"));
    let index = fs::read_to_string(site.path().join("people/index.html")).expect("index");
    for (before, after) in [
        ("高远（白河日报）", "高远（青石日报）"),
        ("柳青山", "石磊"),
        ("石磊", "田一禾"),
        ("田一禾", "id=\"bodies\""),
        ("id=\"bodies\"", ">青石县气象局 "),
    ] {
        let at = |words: &str| index.find(words).unwrap_or_else(|| panic!("{words} is not in the index"));
        assert!(at(before) < at(after), "{before} stands before {after}");
    }
    assert!(!index.contains("田乙禾"), "one entry for one person");

    // Without the rules: four names, each once, at the addresses that they keep.
    fs::write(content.path().join("archive.yaml"), "title: 试馆\n").expect("write");
    let plain = tempfile::tempdir().expect("temporary folder");
    build(content.path(), plain.path(), &["--quiet", "--strict"]);
    let files = |site: &Path| tree(site).into_keys().filter(|p| p.starts_with("people/")).collect::<Vec<_>>();
    for path in files(plain.path()) {
        assert!(files(site.path()).contains(&path), "{path} is gone");
    }
}

/// A rule whose name nobody signs with is told, with the nearest name.
#[test]
fn a_rule_that_fits_nothing_is_told() {
    let content = written();
    let site = tempfile::tempdir().expect("temporary folder");
    fs::write(content.path().join("archive.yaml"), "people:\n  - {name: 田一禾, same: [田乙木]}\n")
        .expect("write");
    let out = build(content.path(), site.path(), &[]);
    let told = String::from_utf8_lossy(&out.stderr).into_owned();
    assert!(
        told.contains("archive.yaml:2:6") && told.contains("田乙木") && told.contains("田乙禾?"),
        "{told}"
    );
}
