//! Corrections on small pages: `structure`, `words`, `notices`; and `law`: that no list of corrections loses a line.

mod law;
mod notices;
mod structure;
mod words;

use super::*;
use crate::read::SourceText;
use crate::read::sidecar::Sidecar;
use crate::split::{self, LineRange};
use std::collections::BTreeMap;

const PAGE: &str = "\
# 河湾周刊

2023年第2期

# 新渡口通了船

◎ 何小川

三月里水涨起来，渡口修好了，船一早就从北岸开过来，坐满了赶集的人和他们的箩筐。

## 一、先修路

路是去年秋天铺的，沿着河岸走三里，两边栽了柳树，孩子们每天从这里走到学校去。

晚稻的新种子到了

农技站的人说，这批种子耐冷，亩产比去年多两成，各村可以到镇上来领，一户十斤。

来领的人排了一上午的队，站长把种子一袋一袋称好，写上名字，谁也没有多拿一把。

# 磨房边的老戏台

◎ 石望山

戏台有一百二十年了，木头柱子被手摸得发亮，逢年过节还唱三天，四乡的人都来听。

管戏台的老人说，只要还有一个人来听，就得把灯点上，这是他爷爷留下的话。
(作者单位：河湾镇文化站)
";

fn source(pages: &[&str], actions: Vec<Action>) -> IssueSource {
    let file = |(k, text): (usize, &&str)| SourceText {
        path: format!("{}.txt", k + 1),
        lines: text.lines().map(str::to_string).collect(),
        ..SourceText::default()
    };
    let correction = |(k, action): (usize, Action)| Correction {
        path: "x.yaml".into(),
        line: k + 1,
        column: 3,
        action,
        note: None,
    };
    let corrections = actions.into_iter().enumerate().map(correction).collect();
    IssueSource {
        path: "x".into(),
        files: pages.iter().enumerate().map(file).collect(),
        sidecar: Sidecar { corrections, ..Sidecar::default() },
        ..IssueSource::default()
    }
}

fn at(text: &str) -> Anchor {
    Anchor { text: text.into(), nth: None }
}

fn nth(text: &str, nth: usize) -> Anchor {
    Anchor { text: text.into(), nth: Some(nth) }
}

fn corrected(page: &str, actions: Vec<Action>) -> (SplitIssue, String) {
    let source = source(&[page], actions);
    let (issue, problems) = structure(split::split(&source), &source);
    lossless(&issue, &source).unwrap_or_else(|lost| panic!("{lost}"));
    (issue, problems.iter().map(|p| format!("{p}\n")).collect())
}

/// Titles, authors, and the roles of blocks with their lines.
fn shape(issue: &SplitIssue) -> String {
    let mut out = String::new();
    let lines =
        |all: &[LineRange]| -> String {
            all.iter()
                .map(|r| {
                    if r.first == r.last {
                        format!(" {}", r.first)
                    } else {
                        format!(" {}-{}", r.first, r.last)
                    }
                })
                .collect()
        };
    for a in &issue.articles {
        let names: Vec<&str> = a.authors.iter().map(|a| a.name.as_str()).collect();
        out += &format!("{} [{}] {}\n", a.title, names.join(" "), a.confidence);
        for b in &a.blocks {
            out += &format!("  {:?}{}\n", b.role, lines(&b.lines));
        }
    }
    for r in &issue.residues {
        out += &format!("{:?}{}\n", r.role, lines(&r.lines));
    }
    out
}

/// Every line that is not blank is in one article or one residue.
fn lossless(issue: &SplitIssue, source: &IssueSource) -> Result<(), String> {
    let mut seen: BTreeMap<(usize, usize), Vec<(usize, usize)>> = BTreeMap::new();
    let mut note = |range: &LineRange, place: (usize, usize)| {
        for n in range.first..=range.last {
            seen.entry((range.file, n)).or_default().push(place);
        }
    };
    for (k, article) in issue.articles.iter().enumerate() {
        for (b, block) in article.blocks.iter().enumerate() {
            block.lines.iter().for_each(|r| note(r, (k, b)));
        }
    }
    for (k, residue) in issue.residues.iter().enumerate() {
        residue.lines.iter().for_each(|r| note(r, (1000 + k, 0)));
    }
    for (file, text) in source.files.iter().enumerate() {
        for (i, line) in text.lines.iter().enumerate().filter(|(_, l)| !l.trim().is_empty()) {
            let places = seen.get(&(file, i + 1)).cloned().unwrap_or_default();
            let one = !places.is_empty() && places.windows(2).all(|w| w[0].0 == w[1].0 && w[0].1 != w[1].1);
            if !one || places.len() > 2 {
                return Err(format!("line {} {line:?} is in {places:?}", i + 1));
            }
        }
    }
    Ok(())
}
