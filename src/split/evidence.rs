//! Whether a run of short lines opens an article: small independent rules whose weights add up.
//!
//! In: a headline `Group`, what stands above and below. Out: a [`Verdict`]: the rules that spoke, each with its weight
//! (natural logarithms of odds, about), and their sum. Above zero the group opens an article.

use super::classify::{Class, Ending, ending};
use super::cohesion::Cohesion;
use super::fragment::alike_in_form;
use super::group::Group;
use super::line::Line;
use super::marks;
use super::rules::Rule;
use super::says;
use super::titles::Titles;
use super::wrap::Wrapped;

/// Rules speak of one thing at times and their sum is too sure: halved, it is right about as often as it says
/// (`cargo test --test pages -- --nocapture` prints how often).
const OPTIMISM: f64 = 2.0;

/// One rule's word.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Evidence {
    /// What it saw.
    pub rule: Rule,
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

    /// How sure the verdict is, 0.5 to 1: as often as articles with such a sum are right on pages of our own.
    pub fn confidence(&self) -> f64 {
        1.0 / (1.0 + (-self.score().abs() / OPTIMISM).exp())
    }

    /// A rule's word: how much it saw (0 to 1, or a count) times its weight.
    fn say(&mut self, rule: Rule, amount: f64) {
        let weight = super::weights::weight(rule) * amount;
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
    /// How many paragraphs they are.
    pub paragraphs: usize,
    /// Headings within it so far.
    pub headings: Vec<usize>,
    /// The number of the latest title that had one.
    pub series: Option<marks::Numbered>,
    /// Its opening: did it carry a byline in front, did its text open with a dateline?
    pub byline: bool,
    pub dateline: bool,
}

/// What stands below a run.
#[derive(Debug, Clone, Default)]
pub struct Below {
    /// Texts up to the next run, in order (line indexes).
    pub texts: Vec<usize>,
    /// How many paragraphs they are.
    pub paragraphs: usize,
    /// The last of them is signed, or names follow it.
    pub signed: bool,
    /// First lines of the next runs.
    pub runs: Vec<usize>,
}

/// What all groups share.
pub struct Ground<'a> {
    pub lines: &'a [Line],
    pub class: &'a [Class],
    pub cohesion: &'a Cohesion,
    pub wrapped: &'a Wrapped,
    pub entries: &'a Titles,
    pub layout: Layout,
}

/// How the issue is set, on the whole.
#[derive(Debug, Clone, Copy, Default)]
pub struct Layout {
    /// Its headlines are Markdown headings.
    pub markdown: bool,
    /// What an agency sends to papers: despatches, with and without titles.
    pub agency: bool,
    /// Blank lines are few: they set articles apart, not paragraphs.
    pub sparse: bool,
    /// A newspaper: dated by the day, or its pages are 版, or its reports carry datelines.
    pub newspaper: bool,
}

/// Weighs a group. `fresh_page`: a page, file or advertisement ended above it.
pub fn weigh(group: &Group, above: &Above, below: &Below, fresh_page: bool, ground: &Ground) -> Verdict {
    let mut verdict = Verdict::default();
    let Some(first) = group.title.first().copied() else { return verdict };
    let title = &ground.lines[first];
    prior(&mut verdict, above, title, group, ground);
    marks_of_a_headline(&mut verdict, group, title, ground);
    contents(&mut verdict, group, ground);
    text_below(&mut verdict, group, below, ground);
    text_above(&mut verdict, above, title, ground, fresh_page);
    setting(&mut verdict, group, above, title, ground);
    form(&mut verdict, above, below, title, group, ground);
    words(&mut verdict, group, above, below, ground);
    topic(&mut verdict, above, below, ground);
    verdict
}

/// Without an article above there is nothing to be a heading of.
fn prior(verdict: &mut Verdict, above: &Above, title: &Line, group: &Group, ground: &Ground) {
    if !above.open {
        verdict.say(Rule::NothingOpenAbove, 1.0);
    } else if !above.closed {
        verdict.say(Rule::Prior, 1.0);
        if ground.layout.newspaper {
            verdict.say(Rule::Newspaper, 1.0);
        }
    }
    if let Some(number) = marks::numbered(&title.fold).filter(|_| group.byline.is_empty()) {
        verdict.say(Rule::Numbered, 1.0);
        let next = above.series.is_some_and(|b| {
            b.style == number.style && (b.number + 1..=b.number + 3).contains(&number.number)
        });
        if next {
            verdict.say(Rule::NextInSeries, 1.0);
        }
    }
}

fn marks_of_a_headline(verdict: &mut Verdict, group: &Group, title: &Line, ground: &Ground) {
    if !group.byline.is_empty() {
        let marked = group.byline.iter().any(|i| super::byline::is_marked(&ground.lines[*i].fold));
        verdict.say(if marked { Rule::Byline } else { Rule::BareByline }, 1.0);
    }
    if group.column.is_some() {
        verdict.say(Rule::ColumnLabel, 1.0);
    }
    let kicker_marked = group.kicker.iter().any(|i| {
        let text = ground.lines[*i].fold.trim();
        text.starts_with(['【', '[']) || text.ends_with('—')
    });
    if !group.kicker.is_empty() {
        verdict.say(Rule::Kicker, if kicker_marked { 1.3 } else { 1.0 });
    }
    if group.subtitle.iter().any(|i| ground.lines[*i].fold.starts_with('—')) {
        verdict.say(Rule::DashedSubtitle, 1.0);
    } else if !group.subtitle.is_empty() {
        verdict.say(Rule::Subtitle, 1.0);
    } else if group.title.len() > 1 {
        verdict.say(Rule::TitleOfTwoLines, 1.0);
    }
    if says::a_comment(&title.fold) {
        verdict.say(Rule::CommentaryBox, 1.0);
    } else if says::place_and_colon(&title.fold) {
        verdict.say(Rule::PlaceAndColon, 1.0);
    }
    let boxed = title.fold.starts_with(['【', '〔', '■', '●', '◆', '★', '▲', '△', '□', '○']);
    if boxed && group.column.is_none() {
        verdict.say(Rule::OrnamentBefore, 1.0);
    }
}

fn contents(verdict: &mut Verdict, group: &Group, ground: &Ground) {
    if ground.entries.is_empty() {
        return;
    }
    let joined: String = group.title.iter().map(|i| &*ground.lines[*i].text).collect();
    let with_subtitle: String = group.headline().map(|i| &*ground.lines[i].text).collect();
    let either = [ground.entries.best(&joined), ground.entries.best(&with_subtitle)];
    let best = either.into_iter().flatten().max_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(&a.1)));
    match best {
        Some((likeness, entry)) => {
            verdict.entry = Some(entry);
            verdict.say(Rule::InContents, likeness);
        }
        None => verdict.say(Rule::NotInContents, 1.0),
    }
}

fn text_below(verdict: &mut Verdict, group: &Group, below: &Below, ground: &Ground) {
    let Some(first) = below.texts.first().map(|i| &ground.lines[*i]) else {
        verdict.say(Rule::NoTextBelow, 1.0);
        return;
    };
    if first.dateline {
        verdict.say(Rule::Dateline, 1.0);
    } else if says::a_letter(&first.fold) {
        verdict.say(Rule::OpensAsALetter, 1.0);
    } else if says::news(&first.fold) {
        verdict.say(Rule::NewsLead, 1.0);
    }
    if below.signed {
        verdict.say(Rule::SignedBelow, 1.0);
    }
    if below.paragraphs <= 2 && !below.runs.is_empty() {
        verdict.say(Rule::ShortTextBelow, 1.0);
    }
    if !group.trailing.is_empty() && group.byline.is_empty() {
        verdict.say(Rule::SectionFollows, 1.0);
    }
}

fn text_above(verdict: &mut Verdict, above: &Above, title: &Line, ground: &Ground, fresh_page: bool) {
    if above.closed {
        verdict.say(Rule::SignedOffAbove, 1.0);
    } else if above.credit {
        verdict.say(Rule::PictureAbove, 1.0);
    }
    if above.advertisement {
        verdict.say(Rule::AdvertisementAbove, 1.0);
    }
    let broken = above
        .texts
        .last()
        .is_some_and(|i| ending(&ground.lines[*i].fold) == Ending::Open && ground.class[*i] == Class::Body);
    if fresh_page || title.opens_file {
        verdict.say(Rule::TopOfPage, 1.0);
    } else if broken && !above.closed {
        verdict.say(Rule::TextAboveBreaksOff, 1.0);
    }
    let alike = above.title.is_some_and(|t| same_form(&ground.lines[t], title));
    if above.brief && !above.texts.is_empty() && !broken && alike {
        verdict.say(Rule::OneOfSeveralItems, 1.0);
    } else if above.dateline && above.paragraphs <= 4 && !broken && alike {
        verdict.say(Rule::ShortItemAbove, 1.0);
    }
    if above.open && above.texts.is_empty() && !above.advertisement {
        verdict.say(Rule::HeadlineJustAbove, 1.0);
    } else if above.open && !above.closed {
        let since: usize = above.texts.iter().map(|i| ground.lines[*i].len).sum();
        if above.headings.is_empty() && above.paragraphs <= 2 && since < 400 {
            verdict.say(Rule::ShortTextAbove, 1.0);
        } else if above.paragraphs >= 12 {
            verdict.say(Rule::LongTextAbove, 1.0);
        }
    }
}

/// Titles of one kind: both name a place and a colon, or neither, and are of about one length.
fn same_form(a: &Line, b: &Line) -> bool {
    let place = |l: &Line| says::place_and_colon(&l.fold);
    a.level == b.level && place(a) == place(b) && a.len.abs_diff(b.len) <= if place(a) { 10 } else { 6 }
}

/// Heading marks and blank lines.
fn setting(verdict: &mut Verdict, group: &Group, above: &Above, title: &Line, ground: &Ground) {
    if ground.layout.markdown && title.level == 0 {
        verdict.say(Rule::NoHeadingMark, 1.0);
    } else if title.level > 0 && above.level > 0 {
        let deeper = title.level > above.level;
        verdict.say(if deeper { Rule::DeeperHeading } else { Rule::HeadingOfItsRank }, 1.0);
    } else if title.level == 1 {
        verdict.say(Rule::FirstLevelHeading, 1.0);
    }
    let first = group.headline().chain(group.column).min();
    if ground.layout.sparse
        && let Some(top) = first.map(|i| &ground.lines[i])
        && !top.opens_file
    {
        if top.gap > 0 {
            verdict.say(Rule::BlankLineAbove, 1.0);
        } else if !above.brief {
            // Items under one label stand close together.
            verdict.say(Rule::NoBlankLineAbove, 1.0);
        }
    }
}

fn form(verdict: &mut Verdict, above: &Above, below: &Below, title: &Line, group: &Group, ground: &Ground) {
    let like = |i: &&usize| alike_in_form(&ground.lines[**i], title);
    let alike = above.headings.iter().filter(like).count();
    if group.byline.is_empty() {
        if above.byline && !above.closed {
            verdict.say(Rule::FeatureAbove, 1.0);
        }
        if alike > 0 {
            verdict.say(Rule::LikeTheHeadingsAbove, alike.min(2) as f64);
        } else if !above.headings.is_empty() {
            verdict.say(Rule::UnlikeTheHeadingsAbove, 1.0);
        }
        let after = below
            .runs
            .iter()
            .take(3)
            .filter(|i| ground.lines[**i].len.abs_diff(title.len) <= 1 && like(i))
            .count();
        if after > 0 {
            verdict.say(Rule::LikeThoseBelow, after.min(2) as f64);
        }
    }
    if title.len <= 6 {
        verdict.say(Rule::VeryShort, 1.0);
    } else if title.len <= 8 {
        verdict.say(Rule::Short, 1.0);
    } else if title.len >= 13 {
        verdict.say(Rule::Long, 1.0);
    }
    if title.fold.trim().contains(' ') {
        verdict.say(Rule::InTwoHalves, 1.0);
    }
    if above.dateline
        && !above.byline
        && group.byline.is_empty()
        && verdict.evidence.iter().any(|e| e.rule == Rule::Dateline)
    {
        verdict.say(Rule::SameFormAsAbove, 1.0);
    }
}

/// What the title's words say: a place or a body named, its words taken up by the text below or by the text above.
fn words(verdict: &mut Verdict, group: &Group, above: &Above, below: &Below, ground: &Ground) {
    let Some(first) = group.title.first().copied() else { return };
    let title = &ground.lines[first];
    if says::a_notice(&title.fold) {
        verdict.say(Rule::NamesANotice, 1.0);
    } else if says::a_part(&title.fold) {
        verdict.say(Rule::NamesAPart, 1.0);
    }
    if says::a_place_or_body(&title.fold) {
        verdict.say(Rule::NamesAPlaceOrBody, 1.0);
    }
    let lead = below.texts.first().copied();
    let taken_up = lead.map_or(0.0, |l| ground.cohesion.covered(&group.title, &[l]));
    let known = ground.cohesion.covered(&group.title, &above.texts);
    if taken_up > 0.0 {
        verdict.say(Rule::WordsTakenUpBelow, taken_up);
    }
    if known > 0.0 {
        verdict.say(Rule::WordsKnownAbove, known);
    }
}

/// Does the text below go on about what the text above spoke of?
fn topic(verdict: &mut Verdict, above: &Above, below: &Below, ground: &Ground) {
    let recent = above.texts.iter().rev().take(8).copied();
    let (left, right): (Vec<usize>, Vec<usize>) =
        (recent.collect(), below.texts.iter().take(4).copied().collect());
    let size = |side: &[usize]| side.iter().map(|i| ground.lines[*i].len).sum::<usize>();
    if size(&left) < 80 || size(&right) < 80 {
        return;
    }
    let shared = ground.cohesion.shared(left.into_iter(), right.into_iter());
    // 0.16 is about where the two meet on newspaper text.
    let distance = ((0.16 - shared) * 12.0).clamp(-1.5, 1.5);
    verdict.say(if distance > 0.0 { Rule::AnotherTopic } else { Rule::SameTopic }, distance.abs());
}
