//! 我市, 全县, 市委 …: words that mean a division without naming it.
//!
//! In: the weights of the divisions named, the texts, the home region. Out: the same weights, with these words added to the
//! division of that kind that the article is about, else to the home region's.

use super::rank::Weights;
use super::table::Code;
use super::weight::{Zone, ZoneKind};
use super::{Division, Level};
use crate::describe::lookup::Lookup;
use std::collections::BTreeMap;
use std::sync::OnceLock;

/// What kind of division a word means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Province,
    Region,
    City,
    County,
    District,
    Banner,
    Prefecture,
}

const WORDS: [(Kind, &[&str]); 7] = [
    (Kind::Province, &["我省", "全省", "该省", "省委", "省政府", "省人民政府", "省里", "本省"]),
    (Kind::Region, &["自治区"]),
    (
        Kind::City,
        &[
            "我市",
            "全市",
            "该市",
            "本市",
            "市委",
            "市政府",
            "市人民政府",
            "市里",
            "市人大",
            "市政协",
            "市直",
            "市区",
            "市级",
        ],
    ),
    (
        Kind::County,
        &[
            "我县",
            "全县",
            "该县",
            "本县",
            "县委",
            "县政府",
            "县人民政府",
            "县城",
            "县里",
            "县人大",
            "县政协",
            "县直",
            "县级",
        ],
    ),
    (
        Kind::District,
        &[
            "我区",
            "全区",
            "该区",
            "本区",
            "区委",
            "区政府",
            "区人民政府",
            "区里",
            "区人大",
            "区直",
            "辖区",
            "区级",
        ],
    ),
    (Kind::Banner, &["我旗", "全旗", "该旗", "本旗", "旗委", "旗政府", "旗里"]),
    (
        Kind::Prefecture,
        &[
            "全地区",
            "我地区",
            "地委",
            "行署",
            "专署",
            "全专区",
            "我州",
            "州委",
            "州政府",
            "该州",
            "全盟",
            "我盟",
            "盟委",
        ],
    ),
];

/// The words of [`WORDS`], to be found at once.
struct Words {
    /// For each word, its place in [`WORDS`].
    kinds: Vec<(usize, usize)>,
    texts: Lookup<&'static str>,
}

fn words() -> &'static Words {
    static CELL: OnceLock<Words> = OnceLock::new();
    CELL.get_or_init(|| {
        let all = WORDS.iter().enumerate();
        let mut all: Vec<(&str, (usize, usize))> = all
            .flat_map(|(k, (_, words))| words.iter().enumerate().map(move |(n, word)| (*word, (k, n))))
            .collect();
        all.sort_unstable();
        let (texts, kinds): (Vec<&str>, Vec<(usize, usize)>) = all.into_iter().unzip();
        Words { kinds, texts: Lookup::new(texts) }
    })
}

fn fits(kind: Kind, d: &Division) -> bool {
    let end = d.name.chars().next_back().unwrap_or(' ');
    match kind {
        Kind::Province => d.level == Level::Province && end == '省',
        Kind::Region => d.level == Level::Province && d.name.ends_with("自治区"),
        // A municipality says 全市 too.
        Kind::City => end == '市',
        Kind::County => d.level == Level::County && end == '县',
        // An autonomous region says 全区 too.
        Kind::District => d.level != Level::Prefecture && end == '区',
        Kind::Banner => end == '旗',
        Kind::Prefecture => d.level == Level::Prefecture,
    }
}

/// 区委 is in 社区委员会, 市委 in 城市委托: the neighbours must not make another word.
fn stands(word: &str, before: &str, after: &str) -> bool {
    let p = before.chars().next_back().unwrap_or('。');
    let n = after.chars().next().unwrap_or('。');
    let first = word.chars().next().unwrap_or('。');
    let glued = match first {
        '区' => "社地小校园院景片矿林灾山老郊城疫新特牧市军防街".contains(p),
        '市' => "城都上股超门夜集".contains(p),
        '县' => "郡".contains(p),
        '省' => "节反".contains(p),
        '旗' => "红国".contains(p),
        _ => false,
    };
    let taken =
        matches!((word, n), (_, '托') | ("全市", '场') | ("全区", '域') | ("县城", '市') | ("本市", '场'));
    !(glued || taken)
}

/// Where and how much a division is named before these words are added.
struct Standing {
    total: f64,
    heads: bool,
    prominent: bool,
}

/// Adds the words to the division they mean.
pub(super) fn add(weights: &mut Weights<'_>, zones: &[Zone], home: Option<Code>) {
    let home_line = home.map(Code::line).unwrap_or_default();
    let scores: Vec<(Code, Standing)> = weights
        .iter()
        .map(|(c, w)| (*c, Standing { total: w.total(), heads: w.heads(), prominent: w.prominent() }))
        .collect();
    let mut counted: Vec<(Kind, ZoneKind, &'static str, f64)> = Vec::new();
    let Words { kinds, texts } = words();
    // How often each word stands in each zone, in the order of the words.
    let mut counts: BTreeMap<((usize, usize), usize), (usize, f64)> = BTreeMap::new();
    for (z, zone) in zones.iter().enumerate() {
        if matches!(zone.kind, ZoneKind::Author | ZoneKind::Column) {
            continue;
        }
        texts.each(&zone.text, |i, found| {
            let word = texts.word(found);
            if stands(word, &zone.text[..i], &zone.text[i + word.len()..]) {
                // Who a sentence begins with is its subject: 我县的养蜂户到了青海.
                let begins = i == 0 || zone.text[..i].ends_with(['。', '！', '？', '；']);
                let n = if begins && word.starts_with('我') { 2.0 } else { 1.0 };
                counts.entry((kinds[found], z)).or_insert((found, 0.0)).1 += n;
            }
        });
    }
    for (((kind, _), z), (found, n)) in counts {
        counted.push((WORDS[kind].0, zones[z].kind, texts.word(found), n));
    }
    // By what the answer depends on: a word's kind, and whether it speaks for the paper (我市).
    let mut known: BTreeMap<(usize, bool), Option<Code>> = BTreeMap::new();
    for (kind, zone, word, n) in counted {
        let ours = word.starts_with('我');
        let code =
            *known.entry((kind as usize, ours)).or_insert_with(|| meant(kind, ours, &scores, home_line));
        let Some(code) = code else { continue };
        // 我市, 我县 say more than 市委; the province is mostly the frame of what the article tells.
        let province = matches!(kind, Kind::Province | Kind::Region);
        let each = if province && home != Some(code) {
            0.08
        } else if word.starts_with(['我', '全', '该', '本']) || word.ends_with('里') {
            0.45
        } else {
            0.25
        };
        let n = if zone == ZoneKind::Body { n.min(12.0) } else { n.min(3.0) };
        weights.entry(code).or_default().add(zone, each * n, word);
    }
}

/// The division that a word of this kind means here; `ours`: the paper itself speaks (我市).
fn meant(kind: Kind, ours: bool, scores: &[(Code, Standing)], home_line: &[Code]) -> Option<Code> {
    // What the article names where it says what it is about comes before the paper's home, a passing name after it.
    let at_home = home_line.iter().rev().find(|code| fits(kind, code.division())).copied();
    let home_heads = at_home.is_some_and(|h| scores.iter().any(|(c, s)| *c == h && s.heads));
    let named = scores
        .iter()
        .filter(|(c, s)| {
            let inside = at_home.is_none_or(|h| h.contains(*c));
            let told = match at_home {
                None => true,
                Some(h) if *c == h => true,
                // 我市 is the paper's own voice; 全市 may be the city's that the lead begins with.
                Some(_) if home_heads => s.heads && inside,
                Some(_) if ours => s.heads,
                Some(_) => s.prominent,
            };
            s.total >= 1.0 && told && fits(kind, c.division())
        })
        .map(|(c, s)| (*c, s.total + if at_home == Some(*c) { 2.0 } else { 0.0 }))
        .max_by(|a, b| a.1.total_cmp(&b.1).then(b.0.cmp(&a.0)));
    named.map(|(c, _)| c).or(at_home)
}
