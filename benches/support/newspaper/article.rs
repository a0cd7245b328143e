//! One article. In: its issue and its place in it. Out: title, kicker, subtitle, byline and paragraphs, as an editor has them.

use super::language::{Speaker, Subject, mix};
use super::{Issue, Press, parts};
use crate::words::Dice;

/// An article as the search index sees it.
#[derive(Debug, Clone, Default)]
pub struct Article {
    /// Eight characters, like an address key.
    pub id: String,
    pub page: usize,
    pub title: String,
    pub kicker: String,
    pub subtitle: String,
    pub byline: String,
    pub blocks: Vec<String>,
}

/// Lengths follow a log-normal law: half of the articles are shorter than this, the mean is √(e^σ²) of it.
const MEDIAN: f64 = 450.0;
const SIGMA: f64 = 0.857;

pub fn write(press: &Press, issue: &Issue, n: usize) -> Article {
    let seed = mix(issue.seed, n as u64 + 1);
    let mut d = Dice(seed);
    let subject = subject(press, issue, &mut d);
    let mut s = Speaker::new(&press.lexicon, &press.tuning, subject, mix(seed, 3));
    let length = (MEDIAN * (SIGMA * normal(&mut d)).exp()).clamp(40.0, 12_000.0) as usize;
    let pages = if issue.paper.cadence == "monthly" { 32 } else { 4 };
    let mut a = Article { id: id(seed), page: 1 + n * pages / issue.articles.max(1), ..Article::default() };

    // The text comes first: a headline takes up its words.
    let mut left = length;
    let signed = d.below(3) == 0;
    while left > 0 {
        let first = a.blocks.is_empty();
        let mut text = String::new();
        if first && !signed {
            text.push_str(&opening(issue, &mut d));
        } else if !first && left > 400 && d.below(9) == 0 {
            a.blocks.push(clause(&mut s, 4 + d.below(8)));
        }
        let size = (95.0 * (0.55 * normal(&mut d)).exp()).clamp(24.0, 420.0) as usize;
        paragraph(&mut s, &mut d, size.min(left.max(24)), &mut text);
        left = left.saturating_sub(text.chars().count());
        a.blocks.push(text);
    }
    let n = 7 + d.below(10);
    a.title = clause(&mut s, n);
    if d.below(4) == 0 {
        let n = 8 + d.below(8);
        a.kicker = clause(&mut s, n);
    }
    if d.below(5) == 0 {
        let n = 8 + d.below(10);
        a.subtitle = clause(&mut s, n);
    }
    if signed {
        a.byline = byline(issue, &mut d);
    }
    if d.below(12) == 0 {
        a.blocks.push(format!("图为{}。 {} 摄", clause(&mut s, 12), reporter(issue, &mut d)));
    }
    for text in std::iter::once(&mut a.title)
        .chain([&mut a.kicker, &mut a.subtitle, &mut a.byline])
        .chain(&mut a.blocks)
    {
        *text = printed(press, issue, &mut d, text);
    }
    a
}

/// What it is about: a story that is told these days, a topic that its paper likes.
fn subject(press: &Press, issue: &Issue, d: &mut Dice) -> Subject {
    let u = |d: &mut Dice| d.below(1 << 20) as f64 / (1 << 20) as f64;
    let scope = if d.below(4) == 0 { 0 } else { mix(5, issue.seed % 5) };
    let back = (6.0 * -(u(d).max(1e-6)).ln()) as u64;
    let story = mix(mix(press.seed ^ scope, issue.since() - back), (14.0 * u(d).powi(2)) as u64);
    let topic = |n: u64| mix(77, (n % 997 % 30) * (n % 31) / 30);
    let places = press.lexicon.places.len() as u64;
    // Half of the news is of the paper's own surroundings.
    let region = if d.below(2) == 0 {
        mix(issue.paper.region.0.len() as u64, story % 12 + 12 * issue.paper.slug.len() as u64) % places
    } else {
        story % places
    };
    Subject { story, topics: [topic(story), topic(d.roll())], region: region as u32, date: issue.date }
}

/// Box–Muller.
fn normal(d: &mut Dice) -> f64 {
    let mut u = || (d.roll() >> 11) as f64 / (1u64 << 53) as f64;
    (-2.0 * u().max(1e-12).ln()).sqrt() * (u() * std::f64::consts::TAU).cos()
}

fn id(seed: u64) -> String {
    (0..8)
        .map(|k| char::from(b"abcdefghjkmnpqrstvwxyz0123456789"[(mix(seed, 9) >> (k * 5) & 31) as usize]))
        .collect()
}

fn clause(s: &mut Speaker, n: usize) -> String {
    s.stop();
    let (mut out, mut length) = (String::new(), 0);
    while length < n {
        length += s.say(&mut out);
    }
    out
}

/// Clauses with their stops, quotations and lists among them.
fn paragraph(s: &mut Speaker, d: &mut Dice, size: usize, out: &mut String) {
    let (mut length, mut quoted) = (0, false);
    while length < size {
        let n = (8.0 * (0.5 * normal(d)).exp()).clamp(2.0, 28.0) as usize;
        s.stop();
        let mut clause = 0;
        if !quoted && d.below(40) == 0 {
            const SAYS: [&str; 6] = ["说：“", "表示：“", "告诉记者：“", "：“", "认为，“", "强调，“"];
            out.push_str(d.pick(&SAYS));
            quoted = true;
        }
        let (open, close) = match d.below(40) {
            0..3 => ("“", "”"),
            3 => ("《", "》"),
            4 | 5 => ("（", "）"),
            _ => ("", ""),
        };
        while clause < n {
            clause += s.say(out);
            if d.below(28) == 0 {
                out.push('、');
                clause += s.say(out);
            }
        }
        if !open.is_empty() {
            out.push_str(open);
            length += s.say(out) + s.say(out);
            out.push_str(close);
        }
        length += clause + 1;
        out.push_str(["，", "，", "，", "，", "，", "，", "。", "。", "。", "；", "，", "。"][d.below(12)]);
        if quoted && d.below(3) == 0 {
            out.push('”');
            quoted = false;
        }
    }
    while out.ends_with(['，', '。', '；']) {
        out.pop();
    }
    out.push_str(["。", "。", "。", "。", "。", "！", "。", "？", "。"][d.below(9)]);
    if quoted {
        out.push('”');
    }
}

/// A paper has some sixty reporters at a time.
fn reporter(issue: &Issue, d: &mut Dice) -> String {
    let desk = d.below(8) * d.below(8) + issue.date.0 as usize / 9 * 20;
    parts::person(mix((issue.seed % 3) ^ 0xB0, mix(issue.paper.slug.len() as u64, desk as u64)))
}

fn opening(issue: &Issue, d: &mut Dice) -> String {
    let (_, month, day) = issue.date;
    let name = reporter(issue, d);
    match d.below(16) {
        0 | 1 => "本报讯 ".into(),
        2 | 3 => format!("本报讯（记者 {name}）"),
        4 => format!("本报讯（通讯员 {name}）"),
        5 => format!("新华社北京{month}月{day}日电 "),
        6 => format!("据新华社电 （记者 {name}）"),
        _ => String::new(),
    }
}

fn byline(issue: &Issue, d: &mut Dice) -> String {
    match d.below(4) {
        0 => format!("本报记者 {} 通讯员 {}", reporter(issue, d), parts::person(d.roll())),
        1 => parts::person(d.roll()),
        _ => format!("本报记者 {}", reporter(issue, d)),
    }
}

/// Old characters where the issue has them; now and then a character that was read wrongly.
fn printed(press: &Press, issue: &Issue, d: &mut Dice, text: &str) -> String {
    const LOOKALIKE: &str = "己已巳未末土士日曰人入八天夭大太犬千干于王玉主市布广厂力刀九丸几凡孑子贝见间问闷简筒侯候晴睛情清请治冶";
    let alike: Vec<char> = LOOKALIKE.chars().collect();
    text.chars()
        .map(|c| {
            let c = if issue.old { *press.lexicon.simple_to_old.get(&c).unwrap_or(&c) } else { c };
            if d.below(600) > 0 || c.is_ascii() || c < '\u{4E00}' {
                return c;
            }
            match alike.iter().position(|a| *a == c) {
                Some(at) => alike[(at + 1) % alike.len()],
                None if d.below(6) == 0 => char::from_u32(0x4E00 + d.below(20_900) as u32).unwrap_or(c),
                None => c,
            }
        })
        .collect()
}
