//! Whether a run of short lines opens an article: small independent rules whose weights add up.
//!
//! In: a headline `Group`, what stands above and below. Out: a [`Verdict`]: the rules that spoke, each with its weight
//! (natural logarithms of odds, about), and their sum. Above zero the group opens an article.

use super::announced::Announced;
use super::classify::{Class, Ending, ending};
use super::cohesion::Cohesion;
use super::fragment::alike_in_form;
use super::group::Group;
use super::line::{Line, regex};
use super::marks;
use regex::Regex;
use serde::{Deserialize, Serialize};
use std::sync::LazyLock;

/// One rule's word.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Evidence {
    /// The rule's name: what it saw.
    pub rule: &'static str,
    /// Above zero for an article, below for a heading within one.
    pub weight: f64,
}

/// The rules' words on one group.
#[derive(Debug, Clone, Default)]
pub struct Verdict {
    pub evidence: Vec<Evidence>,
    /// Index of the contents entry that the title matches.
    pub entry: Option<usize>,
}

impl Verdict {
    pub fn score(&self) -> f64 {
        self.evidence.iter().map(|e| e.weight).sum()
    }

    pub fn opens(&self) -> bool {
        self.score() > 0.0
    }

    /// How sure the verdict is, 0.5 to 1.
    pub fn confidence(&self) -> f64 {
        1.0 / (1.0 + (-self.score().abs()).exp())
    }

    fn say(&mut self, rule: &'static str, weight: f64) {
        if weight != 0.0 {
            self.evidence.push(Evidence { rule, weight });
        }
    }
}

/// What stands above a run.
#[derive(Debug, Clone, Default)]
pub struct Above {
    /// Whether an article is open.
    pub open: bool,
    /// A signature or an author's note has closed it.
    pub closed: bool,
    /// Only a photo credit or caption stands last.
    pub credit: bool,
    /// It is an advertisement.
    pub advertisement: bool,
    /// A short item under a column's label.
    pub brief: bool,
    /// Its title's first line.
    pub title: Option<usize>,
    /// Level of its title's Markdown heading.
    pub level: u8,
    /// Its texts, most recent last (line indexes).
    pub texts: Vec<usize>,
    /// Headings within it so far.
    pub headings: Vec<usize>,
    /// Its opening: did it carry a byline in front, did its text open with a dateline?
    pub byline: bool,
    pub dateline: bool,
}

/// What all groups share.
pub struct Ground<'a> {
    pub lines: &'a [Line],
    pub class: &'a [Class],
    pub cohesion: &'a Cohesion,
    pub entries: &'a Announced,
    /// Share of the issue's headlines that are Markdown headings.
    pub markdown: bool,
}

static LEAD: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"^(?:近日|日前|昨日|昨天|今日|今天|连日来|近期|本周|上周|\d{1,2}月\d{1,2}日|[\p{Han}]{0,4}(?:\d{1,2}|[一二三四五六七八九十]{1,3})日,|记者从|本报记者)",
    )
});
static PLACE_COLON: LazyLock<Regex> = LazyLock::new(|| regex(r"^[\p{Han}]{2,8}:\S"));

/// Weighs a group. `below`: the texts under it, in order; `next_page`: a page, file or advertisement ended above it.
pub fn weigh(group: &Group, above: &Above, below: &[usize], fresh_page: bool, ground: &Ground) -> Verdict {
    let mut verdict = Verdict::default();
    let Some(first) = group.title.first().copied() else { return verdict };
    let title = &ground.lines[first];
    prior(&mut verdict, above, title, group);
    marks_of_a_headline(&mut verdict, group, title, ground);
    contents(&mut verdict, group, ground);
    text_below(&mut verdict, group, below, ground);
    text_above(&mut verdict, above, title, ground, fresh_page);
    markdown(&mut verdict, above, title, ground);
    form(&mut verdict, above, title, group, ground);
    topic(&mut verdict, above, below, ground);
    verdict
}

/// Most short lines between paragraphs are headings; without an article above there is nothing to be a heading of.
fn prior(verdict: &mut Verdict, above: &Above, title: &Line, group: &Group) {
    if !above.open {
        verdict.say("nothing-open-above", 4.0);
    } else if !above.closed {
        verdict.say("prior", -1.5);
    }
    if marks::numbered(&title.fold).is_some() && group.byline.is_empty() {
        verdict.say("numbered", -5.0);
    }
}

fn marks_of_a_headline(verdict: &mut Verdict, group: &Group, title: &Line, ground: &Ground) {
    if !group.byline.is_empty() {
        let marked = group.byline.iter().any(|i| super::byline::is_marked(&ground.lines[*i].fold));
        verdict.say("byline", if marked { 4.5 } else { 3.0 });
    }
    if group.column.is_some() {
        verdict.say("column-label", 1.8);
    }
    let kicker_marked = group.kicker.iter().any(|i| {
        let text = ground.lines[*i].fold.trim();
        text.starts_with(['【', '[']) || text.ends_with('—')
    });
    if !group.kicker.is_empty() {
        verdict.say("kicker", if kicker_marked { 2.0 } else { 1.0 });
    }
    if group.subtitle.iter().any(|i| ground.lines[*i].fold.starts_with('—')) {
        verdict.say("dashed-subtitle", 3.0);
    } else if !group.subtitle.is_empty() {
        verdict.say("subtitle", 1.2);
    } else if group.title.len() > 1 {
        verdict.say("title-of-two-lines", 1.0);
    }
    if PLACE_COLON.is_match(&title.fold) {
        verdict.say("place-and-colon", 0.7);
    }
}

fn contents(verdict: &mut Verdict, group: &Group, ground: &Ground) {
    if ground.entries.is_empty() {
        return;
    }
    let joined: String = group.title.iter().map(|i| ground.lines[*i].text.as_str()).collect();
    let with_subtitle: String = group.headline().map(|i| ground.lines[i].text.as_str()).collect();
    let either = [ground.entries.best(&joined), ground.entries.best(&with_subtitle)];
    let best = either.into_iter().flatten().max_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(&a.1)));
    match best {
        Some((likeness, entry)) => {
            verdict.entry = Some(entry);
            verdict.say("in-contents", 3.0 + 4.0 * likeness);
        }
        None => verdict.say("not-in-contents", -1.0),
    }
}

fn text_below(verdict: &mut Verdict, group: &Group, below: &[usize], ground: &Ground) {
    let Some(first) = below.first().map(|i| &ground.lines[*i]) else {
        verdict.say("no-text-below", -2.5);
        return;
    };
    if marks::dateline(&first.fold) {
        verdict.say("dateline", 4.5);
    } else if LEAD.is_match(&first.fold) {
        verdict.say("news-lead", 1.2);
    }
    if !group.trailing.is_empty() && group.byline.is_empty() {
        verdict.say("section-follows", 0.5);
    }
}

fn text_above(verdict: &mut Verdict, above: &Above, title: &Line, ground: &Ground, fresh_page: bool) {
    if above.closed {
        verdict.say("signed-off-above", 4.5);
    } else if above.credit {
        verdict.say("picture-above", 0.4);
    }
    if above.advertisement {
        verdict.say("advertisement-above", 2.0);
    }
    let broken = above
        .texts
        .last()
        .is_some_and(|i| ending(&ground.lines[*i].fold) == Ending::Open && ground.class[*i] == Class::Body);
    if fresh_page || title.opens_file {
        verdict.say("top-of-page", 2.0);
    } else if broken && !above.closed {
        verdict.say("text-above-breaks-off", -2.5);
    }
    let alike = above.title.is_some_and(|t| same_form(&ground.lines[t], title));
    if above.brief && !above.texts.is_empty() && !broken && alike {
        verdict.say("one-of-several-items", 2.0);
    } else if above.dateline && above.texts.len() <= 4 && !broken && alike {
        verdict.say("short-item-above", 0.8);
    }
    if above.open && above.texts.is_empty() && !above.advertisement {
        verdict.say("headline-just-above", -2.0);
    }
}

/// Titles of one kind: both name a place and a colon, or neither, and are of about one length.
fn same_form(a: &Line, b: &Line) -> bool {
    let place = |l: &Line| PLACE_COLON.is_match(&l.fold);
    a.level == b.level && place(a) == place(b) && a.len.abs_diff(b.len) <= if place(a) { 10 } else { 6 }
}

fn markdown(verdict: &mut Verdict, above: &Above, title: &Line, ground: &Ground) {
    if ground.markdown && title.level == 0 {
        verdict.say("no-heading-mark", -2.0);
    } else if title.level > 0 && above.level > 0 {
        let deeper = title.level > above.level;
        verdict.say(
            if deeper { "deeper-heading" } else { "heading-of-its-rank" },
            if deeper { -2.0 } else { 1.5 },
        );
    } else if title.level == 1 {
        verdict.say("first-level-heading", 1.0);
    }
}

fn form(verdict: &mut Verdict, above: &Above, title: &Line, group: &Group, ground: &Ground) {
    let alike = above.headings.iter().filter(|i| alike_in_form(&ground.lines[**i], title)).count();
    if alike > 0 && group.byline.is_empty() {
        verdict.say("like-the-headings-above", -(0.8 * alike as f64).min(1.6));
    }
    if title.len <= 6 {
        verdict.say("very-short", -0.7);
    } else if title.len >= 13 {
        verdict.say("long", 0.4);
    }
    if above.dateline
        && !above.byline
        && group.byline.is_empty()
        && verdict.evidence.iter().any(|e| e.rule == "dateline")
    {
        verdict.say("same-form-as-above", 0.5);
    }
}

/// Does the text below go on about what the text above spoke of?
fn topic(verdict: &mut Verdict, above: &Above, below: &[usize], ground: &Ground) {
    let recent = above.texts.iter().rev().take(8).copied();
    let (left, right): (Vec<usize>, Vec<usize>) = (recent.collect(), below.iter().take(4).copied().collect());
    let size = |side: &[usize]| side.iter().map(|i| ground.lines[*i].len).sum::<usize>();
    if size(&left) < 80 || size(&right) < 80 {
        return;
    }
    let shared = ground.cohesion.shared(left.into_iter(), right.into_iter());
    // 0.16 is about where the two meet on newspaper text; see DESIGN notes in docs.
    let weight = ((0.16 - shared) * 12.0).clamp(-1.5, 1.5);
    verdict.say(if weight > 0.0 { "another-topic" } else { "same-topic" }, weight);
}
