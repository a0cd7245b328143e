//! A small archive made by hand: 2 publications, 3 issues, 6 articles, one of them hostile.

use dibao::archive::{Archive, Card, Entry, Fate, Former, Issue, Publication};
use dibao::describe::{DescribedArticle, DescribedIssue, Finding};
use dibao::read::settings::{ArchiveSettings, Kind, PublicationSettings};
use dibao::split::{
    Article, Author, Block, BlockRole, DateBasis, IssueFacts, LineRange, Notice, Residue, ResidueRole,
};
use std::collections::BTreeMap;
use std::sync::Arc;

/// Text that would do harm, were it anything but text.
pub const NASTY: &str = "<script>alert('x')</script> & \"引号\" 'x' {{ page.title }} {% raw %} 😀 <img src=x onerror=alert(1)> \u{1}";

/// The archive, its issues and the paths of their files.
pub struct Sample {
    pub archive: Archive,
    pub issues: Vec<Arc<DescribedIssue>>,
    pub sources: Vec<Vec<String>>,
}

pub fn block(role: BlockRole, line: usize, text: &str) -> Block {
    Block {
        role,
        lines: vec![LineRange { file: 0, first: line, last: line }],
        text: text.into(),
        markup: None,
    }
}

fn marked(role: BlockRole, line: usize, markup: &str) -> Block {
    let text = dibao::render::markdown::plain(markup);
    Block { markup: Some(markup.into()), text, ..block(role, line, "") }
}

fn findings(ids: &[&str]) -> Vec<Finding> {
    ids.iter().map(|id| Finding { id: (*id).into(), score: 1.0, evidence: vec![] }).collect()
}

fn described(article: Article, regions: &[&str], topics: &[&str], subtopics: &[&str]) -> DescribedArticle {
    DescribedArticle {
        people: dibao::describe::people::people_of(&article),
        article,
        regions: findings(regions),
        topics: findings(topics),
        subtopics: findings(subtopics),
        dates: Vec::new(),
        phrases: Vec::new(),
    }
}

fn author(name: &str, role: &str) -> Author {
    Author { role: role.into(), ..Author::named(name) }
}

const P1: &str = "开春以来，阳泉矿区的旧选煤楼重新亮起了灯。一楼改成了学徒车间，二楼租给三家做矿灯的小厂，楼梯口挂着一块黑板，\
每天写着谁家缺人、缺几个。头三个月，这栋楼里的小厂一共添了二百一十六名工人，出货比去年同期多了18.32%，\
其中一半卖到了外省，运货的车每晚七点准时从南门开出。";
const P2: &str = "“楼是老的，灯是新的，人是半老半新的。”看门的老徐把钥匙串往腰上一挂，对记者说。\
办手续的窗口也搬到了楼下，午休不关门，周六开半天，缺哪样材料当场写在纸条上，来第二趟的人越来越少。";

fn long_body(from: usize) -> Vec<Block> {
    (0..6).map(|n| block(BlockRole::Body, from + n * 2, if n % 2 == 0 { P1 } else { P2 })).collect()
}

/// The articles of the three issues.
fn articles() -> Vec<Vec<DescribedArticle>> {
    let mut lead = vec![
        block(BlockRole::Kicker, 3, "老楼新事"),
        block(BlockRole::Title, 5, "老选煤楼 新灯火"),
        block(BlockRole::Subtitle, 7, "——阳泉矿区旧选煤楼里的三家小厂"),
        block(BlockRole::Byline, 9, "□ 本报记者 刘念 □ 通讯员 田孔社"),
        Block {
            lines: vec![LineRange { file: 0, first: 11, last: 11 }],
            ..block(BlockRole::Dateline, 11, "本报讯")
        },
    ];
    lead.extend(long_body(11));
    lead.insert(6, block(BlockRole::Heading, 12, "一块黑板"));
    lead.insert(9, block(BlockRole::Caption, 17, "阳泉矿区旧选煤楼夜景。"));
    lead.insert(10, block(BlockRole::Credit, 17, "资料图片"));
    lead.push(block(BlockRole::Jump, 40, "(下转第三版)"));
    lead.push(marked(
        BlockRole::Body,
        42,
        "**抓重点。**一是强产业，二是**补短板。**详见[官网](https://example.org/a?b=1&c=2)。",
    ));
    let lead = Article {
        title: "老选煤楼 新灯火".into(),
        kicker: Some("老楼新事".into()),
        subtitle: Some("——阳泉矿区旧选煤楼里的三家小厂".into()),
        column: Some("要闻".into()),
        authors: vec![author("刘念", "记者"), author("田孔社", "通讯员")],
        page: Some("A01".into()),
        page_end: Some("A03".into()),
        section: Some("要闻".into()),
        blocks: lead,
        confidence: 0.97,
        ..Article::default()
    };
    let nasty = Article {
        title: NASTY.into(),
        subtitle: Some("a < b & c".into()),
        column: Some("<b>栏</b> & 目".into()),
        authors: vec![author("<i>O'Neil</i> & 子", "<u>")],
        page: Some("A02\"".into()),
        blocks: vec![
            block(BlockRole::Title, 50, NASTY),
            block(BlockRole::Heading, 51, NASTY),
            block(BlockRole::Body, 52, NASTY),
            marked(
                BlockRole::Body,
                53,
                "[点我](javascript:alert(1)) <script>alert(2)</script> ![图片](http://evil.example/x.png) <a href=\"javascript:x\" onclick=\"y\">z</a> [数据](data:text/html,x)",
            ),
            block(BlockRole::Verse, 54, "<b>一行</b>\n二行"),
            block(BlockRole::List, 56, "- <i>甲</i>\n2. 乙"),
            block(BlockRole::Table, 58, "| <b>县</b> | 产量 |\n|---|---|\n| 阳城 | 12 |"),
            block(BlockRole::Table, 61, "县   产量\n<沁水>  9"),
            block(BlockRole::Caption, 63, "<script>图</script>"),
            block(BlockRole::Note, 64, "注:<!-- -->"),
        ],
        confidence: 0.4,
        ..Article::default()
    };
    let short = |title: &str, column: &str, line: usize, confidence: f64| Article {
        title: title.into(),
        column: Some(column.into()),
        authors: vec![author("刘念", "")],
        page: Some("A02".into()),
        section: Some("县域传真".into()),
        blocks: vec![
            block(BlockRole::Title, line, title),
            block(BlockRole::Dateline, line + 1, "本报讯"),
            block(BlockRole::Body, line + 1, P2),
            block(BlockRole::Byline, line + 3, "(刘 念)"),
        ],
        confidence,
        ..Article::default()
    };
    let monthly = Article {
        title: "把山货卖成“特”字号 让乡亲挣上“优”价钱".into(),
        column: Some("领导论坛".into()),
        authors: vec![author("王震", "")],
        page: Some("17".into()),
        page_end: Some("21".into()),
        blocks: {
            let mut all = vec![
                block(BlockRole::Title, 9, "把山货卖成“特”字号 让乡亲挣上“优”价钱"),
                block(BlockRole::Byline, 10, "◎ 王 震"),
            ];
            all.extend(long_body(12));
            all.push(block(BlockRole::Verse, 30, "丹河如练绕城东，\n太行千里起苍龙。"));
            all
        },
        confidence: 0.9,
        ..Article::default()
    };
    vec![
        vec![
            described(lead, &["140303"], &["economy", "projects"], &["eco-reform"]),
            described(
                short("成都：五十六条背街小巷装上夜灯", "县域传真", 70, 0.9),
                &["510100"],
                &["economy"],
                &[],
            ),
            described(nasty, &["999999"], &["x y/../z"], &[]),
        ],
        vec![described(
            short("山东：黄河口候鸟今年早到七天", "县域传真", 5, 0.55),
            &["370500"],
            &["environment"],
            &[],
        )],
        vec![
            described(monthly, &["140500", "140524"], &["government"], &["gov-grassroots"]),
            described(
                Article {
                    title: String::new(),
                    blocks: vec![block(BlockRole::Body, 90, P1)],
                    confidence: 0.8,
                    ..Article::default()
                },
                &[],
                &[],
                &[],
            ),
        ],
    ]
}

/// Builds the sample, with or without a base address, in the language given.
pub fn sample(base: Option<&str>, language: &str) -> Sample {
    let settings = ArchiveSettings {
        title: "太行报刊档案".into(),
        subtitle: Some("山西地方报刊数字典藏".into()),
        language: language.into(),
        base: base.map(str::to_owned),
        about: Some("本馆收集山西各地的报刊。\n欢迎指正 <about>。".into()),
        footer: Some("晋ICP备00000000号 & 示例".into()),
        ..ArchiveSettings::default()
    };
    let facts = [
        IssueFacts {
            serial: Some(8216),
            date: Some("2022-11-03".into()),
            date_basis: DateBasis::Masthead,
            ..IssueFacts::default()
        },
        IssueFacts {
            serial: Some(8217),
            date: Some("2022-11-04".into()),
            date_basis: DateBasis::Path,
            edition: Some("增刊".into()),
            ..IssueFacts::default()
        },
        IssueFacts {
            number: Some("2021年第11期".into()),
            serial: Some(224),
            date: Some("2021-11~".into()),
            date_basis: DateBasis::Text,
            ..IssueFacts::default()
        },
    ];
    let segments = ["2022-11-03", "2022-11-04", "2021-11"];
    let paths = ["gaige/2022-11-03", "gaige/2022-11-04", "jcgz/2021-11"];
    let all = articles();
    let mut archive = Archive { settings, ..Archive::default() };
    let newspaper = PublicationSettings {
        kind: Some(Kind::Newspaper),
        cn: Some("14-0001".into()),
        region: Some("140000".into()),
        ..PublicationSettings::default()
    };
    archive.publications = vec![
        Publication {
            name: "改革时报".into(),
            slug: "gaige".into(),
            settings: newspaper,
            issues: 0..2,
            series: Default::default(),
            ground: [0; 16],
        },
        Publication {
            name: "晋城工作".into(),
            slug: "jcgz".into(),
            settings: PublicationSettings {
                kind: Some(Kind::Periodical),
                issn: Some("1234-5678".into()),
                ..PublicationSettings::default()
            },
            issues: 2..3,
            series: Default::default(),
            ground: [0; 16],
        },
    ];
    let mut issues = Vec::new();
    for (n, list) in all.into_iter().enumerate() {
        let start = archive.articles.len();
        for (place, d) in list.iter().enumerate() {
            archive.articles.push(entry(n, place, d, segments[n]));
        }
        archive.issues.push(Issue {
            path: paths[n].into(),
            publication: if n < 2 { 0 } else { 1 },
            segment: segments[n].into(),
            facts: facts[n].clone(),
            articles: start..archive.articles.len(),
            described: n,
        });
        issues.push(Arc::new(DescribedIssue {
            path: paths[n].into(),
            facts: facts[n].clone(),
            articles: list,
            residues: vec![
                Residue {
                    role: ResidueRole::Masthead,
                    lines: vec![LineRange { file: 0, first: 1, last: 2 }],
                },
                Residue {
                    role: ResidueRole::Advertisement,
                    lines: vec![LineRange { file: 0, first: 200, last: 214 }],
                },
            ],
            notices: vec![
                Notice {
                    file: 0,
                    line: 12,
                    code: "byline-differs-from-contents".into(),
                    message: "署名与目录不同 <b>".into(),
                    confidence: 0.9,
                },
                Notice {
                    file: 0,
                    line: 205,
                    code: "unplaced".into(),
                    message: "广告里像有一篇文章".into(),
                    confidence: 0.5,
                },
            ],
        }));
    }
    index(&mut archive);
    let first = archive.articles[0].address.clone();
    archive.former = vec![
        Former {
            address: "a/gaige/2022-11-03/old1.html".into(),
            key: "old1".into(),
            title: "旧题 <x>".into(),
            fate: Fate::Moved(first),
        },
        Former {
            address: "a/gaige/2022-11-03/old2.html".into(),
            key: "old2".into(),
            title: "已去之篇".into(),
            fate: Fate::Gone,
        },
        Former {
            address: "a/jcgz/2021-11/old3.html".into(),
            key: "old3".into(),
            title: "机密题目".into(),
            fate: Fate::Withheld,
        },
    ];
    let sources = paths.iter().map(|p| vec![format!("content/{p}.txt")]).collect();
    Sample { archive, issues, sources }
}

fn entry(issue: usize, place: usize, d: &DescribedArticle, segment: &str) -> Entry {
    let a = &d.article;
    let key = format!("k{issue}{place}");
    let slug = if issue < 2 { "gaige" } else { "jcgz" };
    let ids = |all: &[Finding]| all.iter().map(|f| f.id.clone()).collect();
    let lead = a.blocks.iter().find(|b| b.role == BlockRole::Body).map(|b| b.text.chars().take(78).collect());
    let card = Card {
        place,
        title: a.title.clone(),
        kicker: a.kicker.clone(),
        subtitle: a.subtitle.clone(),
        column: a.column.clone(),
        authors: a.authors.iter().map(|a| a.name.clone()).collect(),
        people: d.people.clone(),
        phrases: d.phrases.iter().map(|phrase| phrase.id.clone()).collect(),
        page: a.page.clone(),
        section: a.section.clone(),
        lead: lead.unwrap_or_default(),
        length: a.blocks.iter().map(|b| b.text.chars().filter(|c| c.is_alphanumeric()).count()).sum(),
        regions: ids(&d.regions),
        topics: ids(&d.topics),
        subtopics: ids(&d.subtopics),
        confidence: a.confidence,
    };
    let address = format!("a/{slug}/{segment}/{key}.html");
    Entry { address, key, issue, print: None, card: Arc::new(card) }
}

/// Fills the indexes: oldest first, divisions with what lies below them.
pub fn index(archive: &mut Archive) {
    let date = |id: &usize| archive.issues[archive.articles[*id].issue].facts.date.clone();
    let mut order: Vec<usize> = (0..archive.articles.len()).collect();
    order.sort_by_key(|id| (date(id).is_none(), date(id), *id));
    let mut maps: [BTreeMap<String, Vec<usize>>; 5] = Default::default();
    for id in order {
        let e = &archive.articles[id];
        let mut regions = std::collections::BTreeSet::new();
        for code in &e.regions {
            regions.extend([format!("{}0000", &code[..2]), format!("{}00", &code[..4]), code.clone()]);
        }
        let year = date(&id).map(|d| d[..4].to_owned());
        let keys: [Vec<String>; 5] = [
            regions.into_iter().collect(),
            e.topics.iter().chain(&e.subtopics).cloned().collect(),
            e.column.iter().cloned().collect(),
            e.authors.clone(),
            year.into_iter().collect(),
        ];
        for (map, keys) in maps.iter_mut().zip(keys) {
            for key in keys {
                map.entry(key).or_default().push(id);
            }
        }
    }
    [archive.by_region, archive.by_topic, archive.by_column, archive.by_author, archive.by_year] = maps;
}
