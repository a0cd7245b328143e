//! Which division a name means here, and which division the text is about.
//!
//! In: [`Zone`]s of one article and the [`Context`]. Out: findings, best first.
//! Steps: find the names; decide each name's division by its neighbours, the other names, the home and the date; let a chain
//! (省市县) speak for its last link; add 我市, 全县 …; weigh by place in the article; let many counties speak for their prefecture.

use super::find::{Mention, mentions};
use super::names::Form;
use super::table::{day_number, lineage, table};
use super::{Level, deictic};
use crate::describe::Finding;
use std::collections::BTreeMap;

/// Which part of an article a text is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ZoneKind {
    Title,
    Subtitle,
    Kicker,
    Column,
    Heading,
    Lead,
    Body,
    Caption,
    Author,
}

impl ZoneKind {
    fn weight(self) -> f64 {
        match self {
            ZoneKind::Title => 6.0,
            ZoneKind::Subtitle => 4.0,
            ZoneKind::Kicker => 3.0,
            ZoneKind::Lead => 2.2,
            ZoneKind::Heading | ZoneKind::Author => 1.5,
            ZoneKind::Caption => 1.2,
            ZoneKind::Body => 1.0,
            ZoneKind::Column => 0.5,
        }
    }
}

/// One text of the article, folded.
#[derive(Debug, Clone)]
pub struct Zone {
    pub kind: ZoneKind,
    pub text: String,
}

/// What is known from outside the article.
#[derive(Debug, Clone, Default)]
pub struct Context {
    /// The publication's home region.
    pub home: Option<String>,
    /// The date as EDTF.
    pub date: Option<String>,
}

/// What the words of one division add up to.
#[derive(Debug, Default, Clone)]
pub(super) struct Weight {
    zones: BTreeMap<usize, (f64, f64)>,
    words: BTreeMap<String, f64>,
}

impl Weight {
    pub(super) fn add(&mut self, kind: ZoneKind, strength: f64, word: &str) {
        let slot = self.zones.entry(kind as usize).or_insert((kind.weight(), 0.0));
        slot.1 += strength;
        *self.words.entry(word.to_string()).or_default() += kind.weight() * strength;
    }

    /// The tenth mention says less than the second.
    pub(super) fn total(&self) -> f64 {
        self.zones.values().map(|(w, n)| w * if *n < 1.0 { *n } else { n.sqrt() }).sum()
    }

    /// Named where an article says what it is about.
    pub(super) fn prominent(&self) -> bool {
        use ZoneKind::{Author, Kicker, Lead, Subtitle, Title};
        [Title, Subtitle, Kicker, Author, Lead]
            .iter()
            .any(|k| self.zones.get(&(*k as usize)).is_some_and(|z| z.1 >= 0.4))
    }

    fn evidence(&self) -> Vec<String> {
        let mut words: Vec<(&String, &f64)> = self.words.iter().collect();
        words.sort_by(|a, b| b.1.total_cmp(a.1).then(a.0.cmp(b.0)));
        words.into_iter().take(5).map(|(w, _)| w.clone()).collect()
    }
}

/// Codes from the province down to row `i`.
fn line_of(i: usize) -> Vec<&'static str> {
    let t = table();
    let mut out: Vec<&str> = Vec::new();
    if let Some(d) = t.rows.get(i) {
        if let Some(p) = &d.parent {
            out.extend(lineage(p).iter().map(|d| d.code.as_str()));
        }
        out.push(d.code.as_str());
    }
    out
}

/// Whether `a` is one of the divisions that `b` lies in.
pub(super) fn contains(a: &str, b: &str) -> bool {
    a != b && lineage(b).iter().any(|d| d.code == a)
}

struct Found<'a> {
    zone: &'a Zone,
    mention: Mention,
    /// The mention before this one that it continues: 山西省|朔州市.
    follows: Option<usize>,
    row: Option<usize>,
}

impl Found<'_> {
    fn text(&self) -> &str {
        &self.zone.text[self.mention.start..self.mention.end]
    }
}

struct Resolver<'a> {
    found: Vec<Found<'a>>,
    home: Vec<&'static str>,
    day: Option<u32>,
    /// How often a code is named without doubt, and how often something in it is.
    named: BTreeMap<&'static str, f64>,
    under: BTreeMap<&'static str, f64>,
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
            for mention in mentions(&zone.text) {
                let follows = last.filter(|&l| found[l].mention.end == mention.start);
                found.push(Found { zone, mention, follows, row: None });
                last = Some(found.len() - 1);
            }
        }
        let home = context
            .home
            .as_deref()
            .map(|code| lineage(code).iter().map(|d| d.code.as_str()).collect())
            .unwrap_or_default();
        let day = context.date.as_deref().and_then(|d| day_number(d, 701));
        let (mut named, mut under) = (BTreeMap::new(), BTreeMap::new());
        for f in &found {
            let rows = &f.mention.rows;
            let sure = f.mention.form == Form::Full || f.mention.form == Form::Short;
            let mut codes: Vec<&str> = rows.iter().map(|&i| t.rows[i].code.as_str()).collect();
            codes.dedup();
            if !sure || codes.is_empty() {
                continue;
            }
            // 吉林 is the province unless something says 吉林市; a doubtful name counts for its highest reading.
            let best = rows.iter().copied().min_by_key(|&i| (t.rows[i].level, t.rows[i].to.is_some()));
            let Some(best) = best.filter(|&b| codes.len() == 1 || t.rows[b].level < Level::County) else {
                continue;
            };
            for (k, code) in line_of(best).iter().rev().enumerate() {
                let map = if k == 0 { &mut named } else { &mut under };
                *map.entry(*code).or_insert(0.0) += f.mention.strength;
            }
        }
        Self { found, home, day, named, under }
    }

    /// How well row `i` fits at mention `m`.
    fn fit(&self, m: usize, i: usize) -> (f64, bool) {
        let t = table();
        let Some(d) = t.rows.get(i) else { return (0.0, false) };
        let bare = matches!(self.found[m].mention.form, Form::Short | Form::Word);
        let line = line_of(i);
        let mut score = match d.level {
            Level::Province => 2.5,
            Level::Prefecture => 1.2,
            Level::County | Level::Zone => 0.0,
        } * if bare { 1.0 } else { 0.3 };
        // Its parent right before it: 山西省|矿区, or two links back: 湖南省|永州市|江华.
        let mut anchored = false;
        let mut previous = self.found[m].follows;
        for _ in 0..3 {
            let Some(p) = previous else { break };
            let above = &self.found[p].mention.rows;
            if above.iter().any(|&r| r != i && line[..line.len() - 1].contains(&t.rows[r].code.as_str())) {
                anchored = true;
                score += 10.0;
                break;
            }
            previous = self.found[p].follows;
        }
        // Its own child right after it: 吉林|船营区.
        let next = self.found.get(m + 1).filter(|n| n.follows == Some(m));
        if next.is_some_and(|n| n.mention.rows.iter().any(|&r| r != i && line_of(r).contains(&d.code.as_str()))) {
            score += 4.0;
        }
        for (k, code) in line.iter().rev().enumerate().skip(1) {
            let near = if k == 1 && line.len() > 2 { 1.0 } else { 0.6 };
            score += near * self.named.get(code).copied().unwrap_or(0.0).min(3.0);
            score += 0.4 * near * self.under.get(code).copied().unwrap_or(0.0).min(3.0);
        }
        score += 1.5 * self.named.get(d.code.as_str()).copied().unwrap_or(0.0).min(2.0);
        let shared = line.iter().zip(&self.home).take_while(|(a, b)| a == b).count();
        score += [0.0, 1.5, 3.5, 5.0][shared.min(3)];
        match self.day {
            Some(day) if !t.alive(i, day) => score -= 3.0,
            None if d.to.is_some() => score -= 2.0,
            _ => {}
        }
        (score, anchored)
    }

    /// One name means one division throughout, unless a parent stands before it; names in doubt are dropped.
    fn decide(&mut self) {
        let t = table();
        let mut sense: BTreeMap<String, (f64, usize)> = BTreeMap::new();
        let mut full: Vec<usize> = Vec::new();
        let mut anchored_at: BTreeMap<usize, usize> = BTreeMap::new();
        for m in 0..self.found.len() {
            let mut scored: Vec<(f64, bool, usize)> = self.found[m]
                .mention
                .rows
                .iter()
                .map(|&i| {
                    let (s, a) = self.fit(m, i);
                    (s, a, i)
                })
                .collect();
            scored.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.2.cmp(&b.2)));
            let Some(&(score, anchored, row)) = scored.first() else { continue };
            let rival = scored.iter().skip(1).find(|r| t.rows[r.2].code != t.rows[row].code);
            // Two divisions fit alike, and they are not one division at two times.
            let doubtful = rival.is_some_and(|r| {
                score - r.0 < 0.3 && t.rows[r.2].successor.as_deref() != Some(t.rows[row].code.as_str())
                    && t.rows[r.2].to.is_none() && !anchored
            });
            if doubtful {
                continue;
            }
            if anchored {
                anchored_at.insert(m, row);
            }
            if self.found[m].mention.form == Form::Full || anchored {
                full.push(row);
            }
            let key = self.found[m].text().to_string();
            let slot = sense.entry(key).or_insert((score, row));
            if score > slot.0 {
                *slot = (score, row);
            }
        }
        let full_codes: Vec<&str> = full.iter().map(|&i| t.rows[i].code.as_str()).collect();
        let named = &self.named;
        let home = &self.home;
        for (m, f) in self.found.iter_mut().enumerate() {
            if let Some(&row) = anchored_at.get(&m) {
                f.row = Some(row);
                continue;
            }
            let Some(&(_, row)) = sense.get(&f.zone.text[f.mention.start..f.mention.end]) else { continue };
            let d = &t.rows[row];
            let known = full_codes.contains(&d.code.as_str());
            let ours = home.contains(&d.code.as_str());
            let near_home = home.len() > 1 && line_of(row).get(1) == home.get(1);
            let parent_named = d.parent.as_deref().is_some_and(|p| named.contains_key(p));
            let heads = f.mention.start == 0
                && f.zone.text[f.mention.end..].starts_with(['：', ':', '︰'])
                && matches!(f.zone.kind, ZoneKind::Title | ZoneKind::Kicker);
            let factor = match f.mention.form {
                Form::Word if known || ours || heads => 0.9,
                Form::Word if near_home => 0.7,
                Form::Word if parent_named => 0.4,
                Form::Word => 0.0,
                Form::Generic if known || ours => 1.0,
                Form::Generic if near_home || parent_named => 0.5,
                Form::Generic => 0.0,
                _ => 1.0,
            };
            if factor > 0.0 {
                f.mention.strength *= factor;
                f.row = Some(row);
            }
        }
    }

    fn weigh(&self) -> BTreeMap<&'static str, Weight> {
        let t = table();
        let mut weights: BTreeMap<&'static str, Weight> = BTreeMap::new();
        for (m, f) in self.found.iter().enumerate() {
            let Some(row) = f.row else { continue };
            let code = t.rows[row].code.as_str();
            let mut strength = f.mention.strength;
            // In 山西省|朔州市|山阴县 the last link is meant, the others say where it lies.
            let next = self.found.get(m + 1).filter(|n| n.follows == Some(m)).and_then(|n| n.row);
            if next.is_some_and(|n| contains(code, &t.rows[n].code)) {
                strength *= 0.12;
            }
            strength /= self.list_length(m).sqrt();
            weights.entry(code).or_default().add(f.zone.kind, strength, f.text());
        }
        weights
    }

    /// How many names stand in one list with this one: 大同市、朔州市、忻州市.
    fn list_length(&self, m: usize) -> f64 {
        let linked = |a: usize, b: usize| {
            let (Some(x), Some(y)) = (self.found.get(a), self.found.get(b)) else { return false };
            std::ptr::eq(x.zone, y.zone)
                && x.mention.end <= y.mention.start
                && matches!(&x.zone.text[x.mention.end..y.mention.start], "、" | "和" | "及" | "与" | "到" | "至" | "，" | "—")
        };
        let (mut first, mut last) = (m, m);
        while first > 0 && linked(first - 1, first) {
            first -= 1;
        }
        while linked(last, last + 1) {
            last += 1;
        }
        (last - first + 1) as f64
    }
}

/// Best first; a division that is only named in passing loses.
fn rank(weights: &BTreeMap<&'static str, Weight>) -> Vec<Finding> {
    // A place named once in passing loses against all that is said of another.
    let passing = |w: &Weight| if w.total() < 1.05 && !w.prominent() { 0.6 } else { 1.0 };
    let own: BTreeMap<&str, f64> = weights.iter().map(|(c, w)| (*c, w.total() * passing(w))).collect();
    let mut scored: Vec<(f64, &str)> = own
        .iter()
        .map(|(code, score)| {
            // Several counties together speak for their prefecture; one alone speaks for itself.
            let inside: Vec<f64> = own.iter().filter(|(c, _)| contains(code, c)).map(|(_, s)| *s).collect();
            let most = inside.iter().copied().fold(0.0, f64::max);
            let alike = inside.iter().filter(|s| **s >= 0.4 * most).count();
            let share = if alike >= 3 { 0.8 } else { 0.4 };
            (score + share * (inside.iter().sum::<f64>() - most), *code)
        })
        .collect();
    // A place that is named with the division it lies in is the one that is meant.
    let all = scored.clone();
    for (score, code) in &mut scored {
        let above: f64 = all.iter().filter(|(_, c)| contains(c, code)).map(|(s, _)| *s).fold(0.0, f64::max);
        let meant = weights.get(*code).is_some_and(|w| w.prominent() || w.total() > 1.5);
        if above > 0.0 && *score > 0.55 * above && meant {
            *score += 0.3 * above;
        }
    }
    scored.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(b.1)));
    let Some(&(best, _)) = scored.first() else { return Vec::new() };
    if best < 0.2 {
        return Vec::new();
    }
    scored
        .into_iter()
        .filter(|(s, _)| *s >= 0.2 * best)
        .take(6)
        .map(|(s, code)| Finding {
            id: code.to_string(),
            score: (s / best * 1000.0).round() / 1000.0,
            evidence: weights.get(code).map(Weight::evidence).unwrap_or_default(),
        })
        .collect()
}
