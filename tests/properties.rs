//! The laws of the split stage (docs/design.md, 3) over generated pages with random defects.
//!
//! In: pages put together from random pieces. Out: the shrunk page that breaks a law.
//! `PROPTEST_CASES=20000 cargo test --test properties` looks longer than the default does.

use dibao::read::{IssueSource, SourceText};
use dibao::split::{self, Block, LineRange, SplitIssue};
use dibao::text;
use proptest::prelude::*;
use proptest::sample::select;
use std::collections::BTreeMap;

const NAMES: &[&str] = &["贺兰舟", "欧阳若兰", "孙 俨", "阿依古丽·买买提", "王川", "于谦和", "萨日娜"];
const SENTENCES: &[&str] = &[
    "清早的河面上飘着一层薄雾，摆渡的老人把缆绳解开，船慢慢离了岸。",
    "全县今年新修水渠四十二公里，灌溉面积扩大到三万一千亩，",
    "“路修通了，果子就能卖出去。”村里的老人说。",
    "据统计，上半年共完成投资147.9亿元，同比增长12.3%。",
    "他们把种子分给邻居，又把试种的办法写成小册子，",
    "会议要求，各部门要把群众的事放在心上！",
    "一、抓好春耕备播。要把化肥、农机准备到位。",
    "河對岸的羣衆聽見消息，紛紛趕來慰勞。",
    "The river rises in the north and flows 120 km.",
];
const LINES: &[&str] = &[
    // Headlines and labels.
    "老渡口的新故事",
    "# 老渡口的新故事",
    "## 一、修渠引水",
    "**三百项事一扇门办**",
    "让山里娃喝上热牛奶——",
    "【乡村振兴看河东】",
    "——沁河两岸走笔",
    "谁来守护老街？",
    "地方传真",
    "■百姓话题",
    "大 事 记",
    "一、认清形势",
    "（二）",
    "LAO DU KOU",
    // Datelines, jumps, page marks, contents, colophon.
    "本报讯 日前，第一批树苗运到了山下。",
    "【新华社延安五日电】前线将士欢度新年。",
    "（下转第二版）",
    "变化从一次争吵开始，（下转第2版）",
    "（上接第一版）",
    "（上接第1版《老渡口的新故事》）直到天黑，",
    "（上接第9页）雷”行动以来",
    "第A02版 要闻",
    "第二版",
    "- 12 -",
    "18",
    "---",
    "* * *",
    "沁河日报",
    "2021年5月17日 星期一 农历辛丑年四月初六",
    "国内统一刊号 CN 14-0099 第8216期",
    "2022年第5期（总第224期）",
    "目 录",
    "目录",
    "1 老渡口的新故事 贺兰舟",
    "谁来守护老街？…………7",
    "主编：于归",
    "责任编辑：方圆 电话：2345678",
    "漳源县文化馆主办",
    // Pictures, advertisements, tables, lists, credits.
    "图为收割现场。王小明 摄",
    "▲渡口旧貌。 资料图片",
    "弓 长 摄",
    "公益广告",
    "遗失声明",
    "启事 出售叉车两台",
    "![](a.png)",
    "| 县 | 吨 |",
    "| --- | --- |",
    "- 一项",
    "- **二项**：见[市志](http://a.b/c)",
    "> 引文",
    "（孙 岩 王映雪）",
    "（作者单位：县文化馆）",
    "（完）",
    "4日 召开会议。",
    // Verse.
    "风从北边来",
    "麦子就向南弯下腰",
    "白云不管兴亡事，",
    // Remains and odd signs.
    "<br>",
    "<div align=\"center\">",
    "正文<br/>",
    "折行  ",
    "　　　",
    "\u{FEFF}零宽",
    "\u{200B}",
    "𠮷野家",
    "e\u{301}te\u{301}",
    "①②③",
    "〇〇〇",
    "（（（（",
    "”””",
    "《《",
    "****",
    "** **",
    "#",
    "# #",
    "-",
    ">",
    "|",
    "||",
    "· · ·",
    "……",
    "。",
    "，",
    "１２３",
    "ﬁ",
    "㎡",
    "½",
    "[]()",
    "(",
    "摄",
    "第版",
    "下转",
    "上接",
    "□",
    "◎ ",
    "■",
    "本报",
    "记者",
    "广告",
    "……广告",
    "0",
    "0版",
    "第0版",
    "第99999999999期",
    "99999年13月45日",
];

/// One piece of a page: a few lines that stand together in print.
fn piece() -> impl Strategy<Value = Vec<String>> {
    let line = || select(LINES).prop_map(str::to_string);
    let paragraph = || proptest::collection::vec(select(SENTENCES), 1..4).prop_map(|s| s.concat());
    let byline = (
        select(&["", "□ ", "◎", "本报记者 ", "通讯员 ", "文/图 ", "特约记者 "][..]),
        proptest::collection::vec(select(NAMES), 1..3),
    )
        .prop_map(|(mark, names)| format!("{mark}{}", names.join(" ")));
    let signed = (paragraph(), select(NAMES)).prop_map(|(p, n)| format!("{p}（{n}）"));
    // A paragraph cut in two at any character, with something printed between.
    let cut = (paragraph(), any::<prop::sample::Index>(), proptest::option::of(line())).prop_map(
        |(p, at, between)| {
            let chars: Vec<char> = p.chars().collect();
            let at = at.index(chars.len());
            let (left, right): (String, String) =
                (chars[..at].iter().collect(), chars[at..].iter().collect());
            [Some(left), between, Some(right)].into_iter().flatten().collect()
        },
    );
    let wrapped = (paragraph(), 4usize..30).prop_map(|(p, width)| {
        let chars: Vec<char> = p.chars().collect();
        chars.chunks(width).map(|c| c.iter().collect()).collect()
    });
    let entry = (1..99u32, select(LINES), select(NAMES))
        .prop_map(|(page, title, name)| vec![format!("{page} {title} {name}")]);
    prop_oneof![
        6 => line().prop_map(|l| vec![l]),
        4 => paragraph().prop_map(|p| vec![p]),
        2 => byline.prop_map(|l| vec![l]),
        1 => signed.prop_map(|l| vec![l]),
        3 => cut,
        1 => wrapped,
        1 => entry,
        1 => Just(vec![String::new()]),
        1 => "[\\PC\\s]{0,12}".prop_map(|s| vec![s.replace('\n', " ")]),
    ]
}

/// One to three files of one issue.
fn issue() -> impl Strategy<Value = IssueSource> {
    let page = proptest::collection::vec((piece(), any::<bool>(), 0..20u8), 0..24).prop_map(|pieces| {
        let mut lines = Vec::new();
        for (piece, blank, defect) in pieces {
            for line in piece {
                match defect {
                    0 => lines.extend([line.clone(), line]),
                    1 => lines.push(format!("　　{line}")),
                    2 => lines.push(line.chars().rev().collect()),
                    _ => lines.push(line),
                }
            }
            if blank {
                lines.push(String::new());
            }
        }
        lines
    });
    proptest::collection::vec(page, 1..4).prop_map(|pages| {
        let file = |(k, lines): (usize, Vec<String>)| SourceText {
            path: format!("{:02}.txt", k + 1),
            lines,
            ..SourceText::default()
        };
        IssueSource {
            path: "issue".into(),
            files: pages.into_iter().enumerate().map(file).collect(),
            ..IssueSource::default()
        }
    })
}

type At = (usize, usize);

fn non_blank(issue: &IssueSource) -> Vec<At> {
    let lines = |(file, source): (usize, &SourceText)| {
        let blank = |n: &usize| !source.lines[n - 1].trim().is_empty();
        (1..=source.lines.len()).filter(blank).map(move |n| (file, n)).collect::<Vec<At>>()
    };
    issue.files.iter().enumerate().flat_map(lines).collect()
}

/// The lines of ranges that are not blank.
fn lines_of<'a>(ranges: impl IntoIterator<Item = &'a LineRange>, issue: &IssueSource) -> Vec<At> {
    let filled = |at: &At| issue.files[at.0].lines.get(at.1 - 1).is_some_and(|l| !l.trim().is_empty());
    ranges.into_iter().flat_map(|r| (r.first..=r.last).map(|n| (r.file, n))).filter(filled).collect()
}

fn nothing_is_lost_or_doubled(issue: &IssueSource, split: &SplitIssue) -> Result<(), String> {
    let mut places: BTreeMap<At, Vec<String>> = BTreeMap::new();
    for (k, residue) in split.residues.iter().enumerate() {
        for at in lines_of(&residue.lines, issue) {
            places.entry(at).or_default().push(format!("residue {k} ({:?})", residue.role));
        }
    }
    for (k, article) in split.articles.iter().enumerate() {
        let mut blocks: BTreeMap<At, Vec<usize>> = BTreeMap::new();
        for (b, block) in article.blocks.iter().enumerate() {
            for at in lines_of(&block.lines, issue) {
                blocks.entry(at).or_default().push(b);
            }
        }
        for (at, blocks) in blocks {
            if !(blocks.len() == 1 || blocks.len() == 2 && blocks[0] + 1 == blocks[1]) {
                return Err(format!("line {at:?} is in blocks {blocks:?} of article {k}"));
            }
            places.entry(at).or_default().push(format!("article {k}"));
        }
    }
    for at in non_blank(issue) {
        let found = places.get(&at).map(Vec::as_slice).unwrap_or_default();
        if found.len() != 1 {
            return Err(format!("line {at:?} “{}” is in {found:?}", issue.files[at.0].lines[at.1 - 1]));
        }
    }
    Ok(())
}

/// How often each letter and digit stands in the texts.
fn count<'a>(texts: impl IntoIterator<Item = &'a str>) -> BTreeMap<char, usize> {
    let mut out = BTreeMap::new();
    for c in texts.into_iter().flat_map(|t| text::letters(t).chars().collect::<Vec<_>>()) {
        *out.entry(c).or_default() += 1;
    }
    out
}

/// What Markdown spells as marks (`#`, link targets) is no text of the page; the rest must be shown.
fn letters_are_shown(issue: &IssueSource, split: &SplitIssue) -> Result<(), String> {
    let typed: BTreeMap<At, String> =
        split::line::lines(&issue.files).into_iter().map(|l| ((l.file, l.n), l.text)).collect();
    for (k, article) in split.articles.iter().enumerate() {
        let mut lines = lines_of(article.blocks.iter().flat_map(|b: &Block| &b.lines), issue);
        lines.sort_unstable();
        lines.dedup();
        let given = count(lines.iter().filter_map(|at| typed.get(at).map(String::as_str)));
        let shown = count(article.blocks.iter().map(|b| b.text.as_str()));
        if given != shown {
            let differ = |c: &&char| given.get(*c) != shown.get(*c);
            let all: Vec<char> = given.keys().chain(shown.keys()).filter(differ).copied().collect();
            return Err(format!("article {k}: letters {all:?} are lost or doubled: {:#?}", article.blocks));
        }
    }
    Ok(())
}

fn page_of(issue: &IssueSource) -> String {
    let file = |f: &SourceText| format!("=== {}\n{}", f.path, f.lines.join("\n"));
    issue.files.iter().map(file).collect::<Vec<_>>().join("\n")
}

/// Pages that once broke a law, as small as they could be made.
#[test]
fn pages_that_once_broke_a_law() {
    for page in [
        "第一版\n（上接第一版）\n（下转第二版）",
        "■百姓话题\n■百姓话题\n## 一、修渠引水\n## 一、修渠引水",
        "老渡口的新故事\n船慢慢离了岸。（贺兰舟）\nThe river rises in the north.\n贺兰舟\n一、认清形势\n船慢慢离了岸。",
    ] {
        let lines = page.split('\n').map(str::to_string).collect();
        let issue = IssueSource {
            files: vec![SourceText { lines, ..SourceText::default() }],
            ..IssueSource::default()
        };
        let split = split::split(&issue);
        let laws =
            nothing_is_lost_or_doubled(&issue, &split).and_then(|()| letters_are_shown(&issue, &split));
        assert_eq!(laws, Ok(()), "{page}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, max_shrink_iters: 4000, ..ProptestConfig::with_cases(
        std::env::var("PROPTEST_CASES").ok().and_then(|n| n.parse().ok()).unwrap_or(1500)
    ) })]

    #[test]
    fn the_laws_hold_on_any_page(issue in issue()) {
        let split = split::split(&issue);
        if let Err(broken) = nothing_is_lost_or_doubled(&issue, &split).and_then(|()| letters_are_shown(&issue, &split)) {
            return Err(TestCaseError::fail(format!("{broken}\n{}", page_of(&issue))));
        }
        prop_assert_eq!(split::split(&issue), split, "the same page, split again, gives another answer");
    }
}
