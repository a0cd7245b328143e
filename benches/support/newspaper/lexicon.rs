//! Words and how often they come. In: the project's tables of words and places. Out: words by number, drawn as often as in
//! print, in constant time (Walker's alias method).

use std::collections::BTreeMap;

/// A word's number.
pub type Word = u32;

/// A draw with given weights.
pub struct Urn {
    keep: Vec<u32>,
    other: Vec<u32>,
}

impl Urn {
    pub fn new(weights: &[f64]) -> Urn {
        let n = weights.len();
        let mean = weights.iter().sum::<f64>() / n as f64;
        let mut share: Vec<f64> = weights.iter().map(|w| w / mean).collect();
        let (mut keep, mut other) = (vec![u32::MAX; n], (0..n as u32).collect::<Vec<_>>());
        let (mut small, mut large): (Vec<usize>, Vec<usize>) = (0..n).partition(|&i| share[i] < 1.0);
        while let (Some(&s), Some(&l)) = (small.last(), large.last()) {
            small.pop();
            keep[s] = (share[s] * f64::from(u32::MAX)) as u32;
            other[s] = l as u32;
            share[l] -= 1.0 - share[s];
            if share[l] < 1.0 {
                large.pop();
                small.push(l);
            }
        }
        Urn { keep, other }
    }

    /// The same number draws the same.
    pub fn draw(&self, number: u64) -> u32 {
        let slot = (((number >> 32) * self.keep.len() as u64) >> 32) as usize;
        if (number as u32) <= self.keep[slot] { slot as u32 } else { self.other[slot] }
    }
}

/// All words, the urn of all of them and that of those which carry meaning.
pub struct Lexicon {
    pub words: Vec<String>,
    /// How common, as a share of all words drawn.
    pub share: Vec<f32>,
    pub all: Urn,
    /// Function words and the commonest apart.
    pub content: Urn,
    pub places: Vec<String>,
    pub simple_to_old: BTreeMap<char, char>,
}

/// Words of one character that papers use on their own, commonest first; the numbers are shares of all words, in 1/10,000.
const SINGLES: &[(f64, &str)] = &[
    (560.0, "的"),
    (120.0, "在和了是"),
    (62.0, "一有为不上中对年大"),
    (38.0, "人这我他也到说以等就要从与将地"),
    (22.0, "个新多都把被并向使还后着来下而出时内更最但所会能由又可让"),
    (12.0, "好高小里市县省村区乡镇家用做给去过得之前间外其此各每该两三几种次名位元件条项"),
    (
        7.0,
        "党国们你她它很没看走吃说想于至因如则且或再已正才只共同全各近约达每另某本老主副总第四五六七八九十百千万亿吨里米斤亩户队组班日月",
    ),
    (
        4.0,
        "住干打拿送买卖写读听问答开关拉推抓带领派请叫称当任受获成立起办搞建修造种养收交付存取提升降增减超均未非无难易快慢早晚先后左右东西南北山水河路桥车船田地书信钱物事话心手头眼声色花草树木米油盐茶酒鱼肉鸡猪牛羊",
    ),
];

impl Lexicon {
    pub fn new() -> Lexicon {
        let letters: Vec<u8> =
            include_str!("../tables/frequencies.txt").bytes().filter(u8::is_ascii_alphabetic).collect();
        let mut words: Vec<String> =
            include_str!("../../../src/text/tables/words.txt").lines().map(str::to_string).collect();
        let mut weight: Vec<f64> =
            letters.iter().map(|l| 2f64.powf(f64::from(l - b'A') / 2.0)).take(words.len()).collect();
        weight.resize(words.len(), 1.0);
        // A newspaper has fewer of the words of novels, and jieba's very commonest are a novel's.
        for w in &mut weight {
            *w = w.min(900.0);
        }
        let total: f64 = weight.iter().sum();
        // Characters that stand alone now and then: as often as words are made of them.
        let mut alone: BTreeMap<char, f64> = BTreeMap::new();
        for (word, w) in words.iter().zip(&weight) {
            for c in word.chars() {
                *alone.entry(c).or_default() += w * 0.03;
            }
        }
        // The long words are this share of all, the single ones the rest.
        for (per, list) in SINGLES {
            for c in list.chars() {
                alone.insert(c, per / 10_000.0 * total * 1.7);
            }
        }
        for (c, w) in alone {
            words.push(c.to_string());
            weight.push(w);
        }
        let total: f64 = weight.iter().sum();
        let share: Vec<f32> = weight.iter().map(|w| (w / total) as f32).collect();
        let meaning: Vec<f64> = words
            .iter()
            .zip(&weight)
            .map(|(word, &w)| if word.chars().count() < 2 { 0.0 } else { w.min(160.0) })
            .collect();
        Lexicon {
            all: Urn::new(&weight),
            content: Urn::new(&meaning),
            share,
            words,
            places: places(),
            simple_to_old: old_forms(),
        }
    }
}

/// Names of divisions as papers write them: full and short, 自治 names by their short form only.
fn places() -> Vec<String> {
    let mut out = Vec::new();
    for line in include_str!("../../../src/describe/tables/regions.tsv").lines().skip(1) {
        let mut fields = line.split('\t').skip(1);
        let (name, short) = (fields.next().unwrap_or_default(), fields.next().unwrap_or_default());
        if name.chars().count() > 1 && name.chars().count() < 6 {
            out.push(name.to_string());
        }
        if short.chars().count() > 1 {
            out.push(short.to_string());
        }
    }
    out
}

/// Printed forms before the reform, of the commoner characters.
fn old_forms() -> BTreeMap<char, char> {
    let chars: Vec<char> = include_str!("../tables/old_forms.txt").chars().filter(|c| *c != '\n').collect();
    chars.chunks_exact(2).map(|two| (two[0], two[1])).collect()
}
