//! Which division a name means here, and which division the text is about.
//!
//! In: [`Zone`]s of one article and the [`Context`]. Out: findings, best first.
//! Steps: find the names; decide each name's division by its neighbours, the other names, the home and the date; let a chain
//! (省市县) speak for its last link; add 我市, 全县 …; weigh by place in the article; let many counties speak for their prefecture.

use super::find::{Mention, mentions};
use super::names::Form;
use super::rank::{Weights, rank};
use super::table::{Code, table};
use super::weight::{Context, Zone, ZoneKind};
use super::{Level, deictic};
use crate::describe::Finding;
use crate::text::{is_han, words::is_word};
use std::collections::{BTreeMap, BTreeSet};

struct Found<'a> {
    zone: &'a Zone,
    mention: Mention,
    /// The mention before this one that it continues: 山西省|吕梁市.
    follows: Option<usize>,
    row: Option<usize>,
}

impl<'a> Found<'a> {
    fn text(&self) -> &'a str {
        &self.zone.text[self.mention.start..self.mention.end]
    }
}

const BEIJING: &str = "110000";

/// What stands before a word that is one: 的小店, 一家小店.
const THING: [char; 12] = ['的', '个', '家', '条', '座', '片', '种', '些', '各', '这', '那', '间'];

/// What stands between two names of which the second lies in the first: 合肥市代管的巢湖市, 赤峰市北部的宁城县.
fn continues(between: &str) -> bool {
    let near = between.chars().count() <= 6 && between.chars().all(is_han);
    between.is_empty() || ["境内", "所辖", "所属"].contains(&between) || near && between.ends_with('的')
}

/// What stands between the place that visitors came from and the place they came to: 上海|的医生到|大同.
fn visits(between: &str) -> bool {
    const TO: [&str; 11] = ["到", "来到", "来", "赴", "在", "前往", "走进", "进驻", "支援", "落户", "开进"];
    let near = between.chars().count() <= 18 && !between.contains(['。', '；', '！', '？', '，', '、']);
    near && TO.iter().any(|t| between.ends_with(t))
}

struct Resolver<'a> {
    zones: &'a [Zone],
    found: Vec<Found<'a>>,
    home: &'static [Code],
    day: Option<u32>,
    /// How often a code is named without doubt, and how often something in it is.
    named: BTreeMap<Code, f64>,
    under: BTreeMap<Code, f64>,
}

/// What the names of an article were found to mean, as rows.
#[derive(Default)]
struct Senses<'a> {
    /// For each name the row that fits best anywhere, and how well.
    of_name: BTreeMap<&'a str, (f64, usize)>,
    /// The rows of mentions with a parent before them.
    anchored: BTreeMap<usize, usize>,
    /// Codes that are named in full, or with a parent before them.
    sure: BTreeSet<Code>,
}

/// The divisions an article is about, the one it is about first; at most six.
pub fn regions_of(zones: &[Zone], context: &Context) -> Vec<Finding> {
    let mut resolver = Resolver::new(zones, context);
    resolver.decide();
    let mut weights = resolver.weigh();
    deictic::add(&mut weights, zones, resolver.home.last().copied());
    rank(&weights)
}

impl<'a> Resolver<'a> {
    fn new(zones: &'a [Zone], context: &Context) -> Self {
        let t = table();
        let mut found: Vec<Found> = Vec::new();
        for zone in zones {
            let mut last: Option<usize> = None;
            let mut names = mentions(&zone.text);
            if let Some(local) = &context.local {
                local.add(&zone.text, &mut names);
            }
            for mention in names {
                let follows = last.filter(|&l| continues(&zone.text[found[l].mention.end..mention.start]));
                found.push(Found { zone, mention, follows, row: None });
                last = Some(found.len() - 1);
            }
        }
        let home = context.home.as_deref().and_then(|code| t.code(code)).map(Code::line).unwrap_or_default();
        let day = context.date.as_deref().and_then(super::day_of);
        let (mut named, mut under) = (BTreeMap::new(), BTreeMap::new());
        for f in &found {
            let rows = &f.mention.rows;
            let sure = f.mention.form == Form::Full || f.mention.form == Form::Short;
            let one = rows.windows(2).all(|two| t.codes[two[0]] == t.codes[two[1]]);
            if !sure {
                continue;
            }
            // 吉林 is the province unless something says 吉林市; a doubtful name counts for its highest reading.
            let best = rows.iter().copied().min_by_key(|&i| (t.rows[i].level, t.rows[i].to.is_some()));
            let Some(best) = best.filter(|&b| one || t.rows[b].level < Level::County) else {
                continue;
            };
            for (k, code) in t.line(best).iter().rev().enumerate() {
                let map = if k == 0 { &mut named } else { &mut under };
                *map.entry(*code).or_insert(0.0) += f.mention.strength;
            }
        }
        Self { zones, found, home, day, named, under }
    }

    /// How well row `i` fits at mention `m`.
    fn fit(&self, m: usize, i: usize) -> (f64, bool) {
        let t = table();
        let Some(d) = t.rows.get(i) else { return (0.0, false) };
        let own = t.codes[i];
        let bare = matches!(self.found[m].mention.form, Form::Short | Form::Word);
        let line = t.line(i);
        let mut score = match d.level {
            Level::Province => 2.5,
            Level::Prefecture => 1.2,
            Level::County | Level::Zone => 0.0,
        } * if bare { 1.0 } else { 0.3 };
        // A county is called 井陉; a district that is called so too keeps its 区.
        if bare && d.level == Level::County && d.name.ends_with('区') {
            score -= 0.5;
        }
        // Its parent right before it: 山西省|矿区, or two links back: 湖南省|永州市|道县.
        let mut anchored = false;
        let mut previous = self.found[m].follows;
        for _ in 0..3 {
            let Some(p) = previous else { break };
            let above = &self.found[p].mention.rows;
            if above.iter().any(|&r| r != i && line[..line.len() - 1].contains(&t.codes[r])) {
                anchored = true;
                score += 10.0;
                break;
            }
            previous = self.found[p].follows;
        }
        // Its own child right after it: 吉林|船营区.
        let next = self.found.get(m + 1).filter(|n| n.follows == Some(m));
        if next.is_some_and(|n| n.mention.rows.iter().any(|&r| r != i && t.line(r).contains(&own))) {
            score += 4.0;
        }
        for (k, code) in line.iter().rev().enumerate().skip(1) {
            let near = if k == 1 && line.len() > 2 { 1.0 } else { 0.6 };
            score += near * self.named.get(code).copied().unwrap_or(0.0).min(3.0);
            score += 0.4 * near * self.under.get(code).copied().unwrap_or(0.0).min(3.0);
        }
        score += 1.5 * self.named.get(&own).copied().unwrap_or(0.0).min(2.0);
        let shared = line.iter().zip(self.home).take_while(|(a, b)| a == b).count();
        score += [0.0, 1.5, 3.5, 5.0][shared.min(3)];
        let until = self.found[m].mention.until.iter().find(|(row, _)| *row == i).map(|(_, year)| *year);
        match self.day {
            Some(day) if !t.alive(i, day) || until.is_some_and(|y| day > y * 10_000 + 1231) => score -= 3.0,
            None if d.to.is_some() || until.is_some() => score -= 2.0,
            _ => {}
        }
        (score, anchored)
    }

    /// The row of `rows` that is this division on the day: 汾阳 lay in 吕梁地区, with another code, until 2003.
    fn at_that_time(&self, row: usize, rows: &[usize]) -> usize {
        let t = table();
        let stood = |i: usize, day: u32| t.life.get(i).is_some_and(|l| (l.0..=l.1).contains(&day));
        let Some(day) = self.day.filter(|day| !stood(row, *day)) else { return row };
        let d = &t.rows[row];
        let same = |o: &&usize| {
            let other = &t.rows[**o];
            let alike = (other.short, other.level) == (d.short, d.level);
            stood(**o, day) && alike && other.code.get(..2) == d.code.get(..2)
        };
        rows.iter().find(same).copied().unwrap_or(row)
    }

    /// One name means one division throughout, unless a parent stands before it; names in doubt are dropped.
    fn decide(&mut self) {
        let senses = self.senses();
        for m in 0..self.found.len() {
            if let Some(&row) = senses.anchored.get(&m) {
                self.found[m].row = Some(row);
            } else if let Some(&(_, row)) = senses.of_name.get(self.found[m].text()) {
                let factor = self.certainty(m, row, &senses);
                if factor > 0.0 {
                    self.found[m].mention.strength *= factor;
                    self.found[m].row = Some(row);
                }
            }
        }
    }

    /// The division that fits each mention best, over the whole article.
    fn senses(&self) -> Senses<'a> {
        let t = table();
        let mut senses = Senses::default();
        for (m, f) in self.found.iter().enumerate() {
            let fits = f.mention.rows.iter().map(|&i| {
                let (score, anchored) = self.fit(m, i);
                (score, anchored, i)
            });
            let mut scored: Vec<(f64, bool, usize)> = fits.collect();
            scored.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.2.cmp(&b.2)));
            let Some(&(score, anchored, row)) = scored.first() else { continue };
            let best = t.rows[row].code;
            let row = self.at_that_time(row, &f.mention.rows);
            let rival = scored.iter().map(|r| (r.0, &t.rows[r.2]));
            let rival = rival.skip(1).find(|(_, d)| d.code != t.rows[row].code && d.code != best);
            // Two divisions fit alike, and they are not one division at two times.
            let doubtful = rival.is_some_and(|(other, d)| {
                score - other < 0.3 && d.successor != Some(best) && d.to.is_none() && !anchored
            });
            if doubtful {
                continue;
            }
            if anchored {
                senses.anchored.insert(m, row);
            }
            if f.mention.form == Form::Full || anchored {
                senses.sure.insert(t.codes[row]);
            }
            let best = senses.of_name.entry(f.text()).or_insert((score, row));
            if score > best.0 {
                *best = (score, row);
            }
        }
        senses
    }

    /// How surely a mention means that row, by its form: 0 to 1. What may be a common word counts where more speaks for it.
    fn certainty(&self, m: usize, row: usize, senses: &Senses<'_>) -> f64 {
        let f = &self.found[m];
        let code = table().codes[row];
        let known = senses.sure.contains(&code) || self.home.contains(&code);
        // In the home's prefecture; a province or a municipality is near to all that lies in it.
        let line = table().line(row);
        let near_home = match self.home {
            [] => false,
            [province] => line.first() == Some(province) && f.mention.form == Form::Generic,
            [_, prefecture, ..] => line.get(1) == Some(prefecture),
        };
        let parent_named = line.iter().rev().nth(1).is_some_and(|p| self.named.contains_key(p));
        let heads = f.mention.start == 0
            && f.zone.text[f.mention.end..].starts_with(['：', ':', '︰'])
            && matches!(f.zone.kind, ZoneKind::Title | ZoneKind::Kicker);
        match f.mention.form {
            Form::Word if known || heads || f.mention.dateline || self.opens_both(m) => 0.9,
            // 路边的小店: a thing, not 小店区.
            Form::Word if f.zone.text[..f.mention.start].ends_with(THING) => 0.0,
            Form::Word if near_home => 0.7,
            Form::Word if parent_named => 0.4,
            Form::Word => 0.0,
            Form::Generic if known => 1.0,
            Form::Generic if near_home || parent_named => 0.5,
            Form::Generic => 0.0,
            _ => 1.0,
        }
    }

    /// Whether title and text both begin with this name: 平顺民兵…, and the text again 平顺….
    fn opens_both(&self, m: usize) -> bool {
        let name = self.found[m].text();
        let opens = |zone: &Zone| zone.text.starts_with(name);
        let title = self.zones.iter().find(|z| z.kind == ZoneKind::Title);
        let text = self.zones.iter().find(|z| matches!(z.kind, ZoneKind::Lead | ZoneKind::Body));
        // 新建, 太平: what is a word may well begin both.
        !is_word(name) && title.is_some_and(opens) && text.is_some_and(opens)
    }

    /// What a mention speaks for. News of a province is filed in its capital, and news of the country in Beijing: a
    /// capital that only the dateline names is not what the text is about.
    fn filed_for(&self, m: usize, row: usize) -> Option<Code> {
        let t = table();
        let (f, d, code) = (&self.found[m], &t.rows[row], t.codes[row]);
        let same = |n: &Found| n.row.is_some_and(|r| r == row || code.contains(t.codes[r]));
        let again = || self.found.iter().any(|n| !std::ptr::eq(n, f) && !n.mention.dateline && same(n));
        if !f.mention.dateline || self.home.contains(&code) || again() {
            return Some(code);
        }
        match d.level {
            Level::Prefecture if d.code.ends_with("0100") => t.line(row).iter().rev().nth(1).copied(),
            Level::Province if d.code == BEIJING => None,
            _ => Some(code),
        }
    }

    fn weigh(&self) -> Weights<'a> {
        let t = table();
        let mut weights = Weights::new();
        let lengths = self.list_lengths();
        let opens = self.zones.iter().find(|z| matches!(z.kind, ZoneKind::Lead | ZoneKind::Body));
        // Divisions named so far in the present one of these.
        let mut first: (Option<&Zone>, BTreeSet<Code>) = (None, BTreeSet::new());
        for (m, f) in self.found.iter().enumerate() {
            let Some(row) = f.row else { continue };
            let Some(code) = self.filed_for(m, row) else { continue };
            let mut strength = f.mention.strength;
            // In 山西省|吕梁市|兴县 the last link is meant, the others say where it lies.
            let next = self.found.get(m + 1).filter(|n| n.follows == Some(m));
            let inside = |n: &Found| {
                n.row.is_some_and(|row| code.contains(t.codes[row]) || self.once_inside(f, n, row))
            };
            if next.is_some_and(inside) {
                strength *= 0.12;
            }
            if !self.home.contains(&code) && self.leads_elsewhere(m, code, strength) {
                strength *= 0.3;
            }
            strength /= lengths[m].sqrt();
            // The first place in a title, or where the text begins, is its subject: 石家庄企业牵手雄安.
            let titled = f.zone.kind == ZoneKind::Title;
            if titled || opens.is_some_and(|zone| std::ptr::eq(zone, f.zone)) {
                if !first.0.is_some_and(|zone| std::ptr::eq(zone, f.zone)) {
                    first = (Some(f.zone), BTreeSet::new());
                }
                // Those that it lies in are no other places: of these there are three at most.
                if first.1.iter().take(4).any(|c| *c != code && !c.contains(code)) {
                    strength *= if titled { 0.85 } else { 0.93 };
                }
                first.1.insert(code);
            }
            weights.entry(code).or_default().add(f.zone.kind, strength, f.text());
        }
        weights
    }

    /// Whether a county is named with a prefecture that it lay in once: 扬州地区|泰县.
    fn once_inside(&self, above: &Found, below: &Found, row: usize) -> bool {
        let t = table();
        let is_full = above.mention.form == Form::Full && below.mention.form == Form::Full;
        let touching = above.mention.end == below.mention.start;
        let higher = above.row.is_some_and(|r| t.rows[r].level < t.rows[row].level);
        is_full && touching && higher
    }

    /// Whether the people of this place are said to come to another: 上海的医生到大同.
    fn leads_elsewhere(&self, m: usize, code: Code, strength: f64) -> bool {
        let t = table();
        let f = &self.found[m];
        let here = self.found[m + 1..].iter().take(3).take_while(|n| std::ptr::eq(n.zone, f.zone));
        let mut there = here.filter(|n| n.row.is_some_and(|r| !code.contains(t.codes[r])));
        let Some(n) = there.next() else { return false };
        let between = f.zone.text.get(f.mention.end..n.mention.start).unwrap_or_default();
        visits(between) && n.mention.strength > 0.5 && (strength < 0.5 || between.contains(['的', '队']))
    }

    /// For each name, how many stand in one list with it: 长治市、临汾市、运城市.
    fn list_lengths(&self) -> Vec<f64> {
        let linked = |x: &Found, y: &Found| {
            std::ptr::eq(x.zone, y.zone)
                && x.mention.end <= y.mention.start
                && matches!(
                    &x.zone.text[x.mention.end..y.mention.start],
                    "、" | "和" | "及" | "与" | "到" | "至" | "，" | "—"
                )
        };
        let lists = self.found.chunk_by(linked);
        lists.flat_map(|list| std::iter::repeat_n(list.len() as f64, list.len())).collect()
    }
}
