//! Pages put together from random pieces of newspapers, and what scanning, OCR and careless hands do to them.
//!
//! Out: [`page`], the lines of a file; [`spoilt`], the same with defects; [`SENTENCES`] and [`LINES`] to pick from.

pub mod words;

use proptest::collection::vec;
use proptest::option::weighted;
use proptest::prelude::*;
use proptest::sample::{Index, select};
pub use words::{LINES, NAMES, SENTENCES, TITLES, VERSE};

type Lines = BoxedStrategy<Vec<String>>;

fn line() -> impl Strategy<Value = String> {
    select(LINES).prop_map(str::to_string)
}

fn title() -> impl Strategy<Value = String> {
    select(TITLES).prop_map(str::to_string)
}

pub fn paragraph() -> impl Strategy<Value = String> {
    vec(select(SENTENCES), 1..5).prop_map(|s| s.concat())
}

fn byline() -> impl Strategy<Value = String> {
    let marks = &["", "□ ", "◎", "本报记者 ", "通讯员 ", "文/图 ", "特约记者 ", "■特约记者 "][..];
    (select(marks), vec(select(NAMES), 1..4)).prop_map(|(mark, names)| format!("{mark}{}", names.join(" ")))
}

/// A headline as printed, in Markdown, or bold.
fn headline() -> impl Strategy<Value = String> {
    let dress = select(
        &[
            ("", ""),
            ("# ", ""),
            ("## ", " ##"),
            ("**", "**"),
            ("　　", ""),
            ("[", "](a(b).html)"),
            ("【", "】"),
        ][..],
    );
    (dress, title()).prop_map(|((open, close), title)| format!("{open}{title}{close}"))
}

/// A paragraph whole, printed in a column's lines, cut in two around something else, signed, or with Markdown in it.
fn text() -> Lines {
    let chunks = |p: String, width: usize| -> Vec<String> {
        let chars: Vec<char> = p.chars().collect();
        chars.chunks(width).map(|c| c.iter().collect()).collect()
    };
    let wrapped = (paragraph(), 4usize..30, any::<bool>()).prop_map(move |(p, width, set_in)| {
        let mut lines = chunks(p, width);
        if let Some(first) = lines.first_mut().filter(|_| set_in) {
            first.insert_str(0, "　　");
        }
        lines
    });
    let cut = (paragraph(), any::<Index>(), weighted(0.8, line())).prop_map(|(p, at, between)| {
        let chars: Vec<char> = p.chars().collect();
        let (left, right) = chars.split_at(at.index(chars.len()));
        let mut lines = vec![left.iter().collect()];
        lines.extend(between);
        lines.push(right.iter().collect());
        lines
    });
    let signed = (paragraph(), select(NAMES)).prop_map(|(p, n)| vec![format!("{p}（{n}）")]);
    let jumping = (paragraph(), paragraph(), title(), 1..5u8).prop_map(|(left, right, title, page)| {
        vec![format!("{left}（下转第{page}版）"), format!("（上接第{page}版《{title}》）{right}")]
    });
    let linked = (
        paragraph(),
        title(),
        select(&["http://a.b/c", "a(b)", "javascript:x(1)", "x y", "市志,一.html", "u \"题\""][..]),
        paragraph(),
    )
        .prop_map(|(left, words, target, right)| {
            vec![format!("{left}[{words}]({target}){right}（[王川]({target})）")]
        });
    let bold = (select(SENTENCES), paragraph()).prop_map(|(lead, p)| vec![format!("**{lead}**{p}")]);
    prop_oneof![
        4 => paragraph().prop_map(|p| vec![p]),
        2 => wrapped,
        2 => cut,
        1 => signed,
        1 => jumping,
        1 => linked,
        1 => bold,
    ]
    .boxed()
}

/// An article with its headline group.
fn story() -> Lines {
    let dateline = select(
        &["", "本报讯 ", "新华社北京5月1日电 ", "本报讯（记者 王川 通讯员 于谦和）", "【本报讯】"][..],
    );
    let inner = prop_oneof![
        5 => text(),
        1 => headline().prop_map(|l| vec![l]),
        1 => line().prop_map(|l| vec![l]),
        1 => select(NAMES).prop_map(|n| vec![format!("图为收割现场。{n} 摄")]),
        1 => select(NAMES).prop_map(|n| vec![format!("{n} 摄")]),
    ];
    let group = (
        weighted(0.3, line()),
        weighted(0.3, title()),
        headline(),
        weighted(0.3, title()),
        weighted(0.6, byline()),
    );
    let end = prop_oneof![
        4 => Just(None),
        1 => select(NAMES).prop_map(|n| Some(format!("（{n}）"))),
        1 => Just(Some("（作者单位：县文化馆）".to_string())),
        1 => Just(Some("一九五六年八月".to_string())),
    ];
    (group, dateline, text(), vec(inner, 0..4), end)
        .prop_map(|((label, kicker, title, subtitle, by), dateline, mut first, rest, end)| {
            first[0].insert_str(0, dateline);
            let subtitle = subtitle.map(|s| format!("——{s}"));
            let head = [label, kicker, Some(title), subtitle, by].into_iter().flatten();
            head.chain(first).chain(rest.into_iter().flatten()).chain(end).collect()
        })
        .boxed()
}

/// What stands on pages besides articles, and what is no prose.
fn other() -> Lines {
    let owned = |lines: &[&str]| lines.iter().map(|l| l.to_string()).collect::<Vec<_>>();
    let leader = select(&[" ", "…………", "  ……  ", "(", "　"][..]);
    let entry = (1..99u32, title(), select(NAMES), leader, any::<bool>()).prop_map(
        |(page, title, name, leader, first)| match first {
            true => format!("{page} {title} {name}"),
            false => format!("{title}{leader}{name}{leader}{page}"),
        },
    );
    let heads = select(&["目 录", "目录", "导读", "本期节目主要内容：", "CONTENTS"][..]);
    let contents = (heads, vec(prop_oneof![4 => entry, 1 => line()], 1..9))
        .prop_map(|(head, entries)| std::iter::once(head.to_string()).chain(entries).collect());
    let verse = (
        weighted(0.8, title()),
        weighted(0.7, byline()),
        vec(select(VERSE), 4..14),
        2..6usize,
        any::<bool>(),
    )
        .prop_map(|(title, by, lines, stanza, set_in)| {
            let indent = if set_in { "　　" } else { "" };
            let mut out: Vec<String> = title.into_iter().chain(by).collect();
            for (k, line) in lines.into_iter().enumerate() {
                out.extend((k > 0 && k % stanza == 0).then(String::new));
                out.push(format!("{indent}{line}"));
            }
            out
        });
    let letter = (title(), vec(paragraph(), 1..4), select(NAMES)).prop_map(|(title, texts, name)| {
        let head = [title, "编辑同志：".into()];
        head.into_iter().chain(texts).chain(["漳源县红旗公社社员".to_string(), name.to_string()]).collect()
    });
    let cells = select(&[("| ", " | ", " |"), ("", "\t", ""), ("", "    ", "")][..]);
    let table = (cells, vec((select(NAMES), 0..9999u32), 1..6)).prop_map(|((open, between, close), rows)| {
        let row = |(name, n): (&str, u32)| format!("{open}{name}{between}{n}{close}");
        let rule = (open == "| ").then(|| "| --- | --- |".to_string());
        std::iter::once(row(("县", 0))).chain(rule).chain(rows.into_iter().map(row)).collect()
    });
    let marks = select(&["- ", "* ", "1. ", "（一）", "● ", "> "][..]);
    let list =
        (marks, vec(prop_oneof![title(), paragraph(), Just("见[市志](http://a.b/c)".to_string())], 1..6))
            .prop_map(|(mark, items)| items.into_iter().map(|i| format!("{mark}{i}")).collect());
    prop_oneof![
        2 => contents,
        2 => verse,
        1 => letter,
        1 => table,
        1 => list,
        1 => Just(owned(&["沁河日报", "2021年5月17日 星期一 农历辛丑年四月初六", "国内统一刊号 CN 14-0099 第8216期"])),
        1 => Just(owned(&["公益广告", "节约用水", "从我做起"])),
        1 => Just(owned(&["主编：于归", "责任编辑：方圆 电话：2345678", "漳源县文化馆主办"])),
        2 => vec(line(), 1..5),
        1 => "[\\PC\\s]{0,12}".prop_map(|s| vec![s.replace(['\n', '\r'], " ")]),
    ]
    .boxed()
}

/// A page's lines, as a good scan would give them.
pub fn page() -> impl Strategy<Value = Vec<String>> {
    let block = prop_oneof![4 => story(), 3 => other(), 1 => text()];
    vec((block, 0..3usize), 0..7).prop_map(|blocks| {
        blocks
            .into_iter()
            .flat_map(|(block, blank)| block.into_iter().chain(std::iter::repeat_n(String::new(), blank)))
            .collect()
    })
}

/// Signs that no one meant to set.
const STRAY: &[&str] = &[
    "\0",
    "\u{7}",
    "\u{1B}[0m",
    "\u{7F}",
    "\u{85}",
    "\u{2028}",
    "\u{FEFF}",
    "\u{200B}",
    "\u{200D}",
    "\u{AD}",
    "\u{301}",
    "\u{FDD0}",
    "\u{FDD1}",
    "\u{FFFD}",
    "\u{FFFF}",
    "\u{10FFFF}",
    "\u{E000}",
    "\u{202E}",
    "（",
    "）",
    "【",
    "《",
    "”",
    "“",
    "[",
    "](",
    ")",
    "<",
    "<br>",
    "**",
    "__",
    "`",
    "|",
    "#",
    "\\",
    "　",
    "\t",
    "  ",
    "e\u{301}",
    "ﬁ",
    "㎡",
    "½",
    "İ",
];

/// What happens to a page on its way to us.
#[derive(Debug, Clone)]
enum Defect {
    Deleted,
    Doubled,
    Swapped(Index),
    Cut(Index),
    Joined,
    Stray(&'static str, Index),
    Reversed,
    SetIn,
    Long(usize),
    Blank,
}

fn defect() -> impl Strategy<Value = Defect> {
    prop_oneof![
        Just(Defect::Deleted),
        Just(Defect::Doubled),
        any::<Index>().prop_map(Defect::Swapped),
        any::<Index>().prop_map(Defect::Cut),
        Just(Defect::Joined),
        (select(STRAY), any::<Index>()).prop_map(|(sign, at)| Defect::Stray(sign, at)),
        Just(Defect::Reversed),
        Just(Defect::SetIn),
        (2usize..40).prop_map(Defect::Long),
        Just(Defect::Blank),
    ]
}

/// A page with defects.
pub fn spoilt() -> impl Strategy<Value = Vec<String>> {
    (page(), vec((any::<Index>(), defect()), 0..8)).prop_map(|(mut lines, defects)| {
        for (at, defect) in defects {
            if !lines.is_empty() {
                spoil(&mut lines, at, defect);
            }
        }
        lines
    })
}

fn spoil(lines: &mut Vec<String>, at: Index, defect: Defect) {
    let at = at.index(lines.len());
    let place = |line: &str, k: &Index| {
        let places: Vec<usize> = line.char_indices().map(|(i, _)| i).chain([line.len()]).collect();
        places[k.index(places.len())]
    };
    match defect {
        Defect::Deleted => {
            lines.remove(at);
        }
        Defect::Doubled => lines.insert(at, lines[at].clone()),
        Defect::Swapped(other) => {
            let other = other.index(lines.len());
            lines.swap(at, other);
        }
        Defect::Cut(k) => {
            let k = place(&lines[at], &k);
            let rest = lines[at].split_off(k);
            lines.insert(at + 1, rest);
        }
        Defect::Joined if at + 1 < lines.len() => {
            let below = lines.remove(at + 1);
            lines[at].push_str(&below);
        }
        Defect::Joined => {}
        Defect::Stray(sign, k) => {
            let k = place(&lines[at], &k);
            lines[at].insert_str(k, sign);
        }
        Defect::Reversed => lines[at] = lines[at].chars().rev().collect(),
        Defect::SetIn => lines[at].insert_str(0, "　　"),
        Defect::Long(times) => lines[at] = lines[at].repeat(times),
        Defect::Blank => lines.insert(at, " \u{3000}\t".into()),
    }
}
