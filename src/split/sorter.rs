//! Which of two articles a paragraph after a 上接 belongs to: the one that goes on, or the one it stands in.
//!
//! In: what both have so far, and the paragraphs in order. Out: for each, the words that send it home; above zero it goes.

use super::classify::{Ending, ending};
use super::cohesion::{Cohesion, Growing};
use super::jumps::{MANY, without_jump};
use super::line::Line;
use super::outline::Item;
use super::rules::Rule;
use super::trace::Words;
use super::{fragment, marks};

/// The number of a paragraph or a heading, and whether it is a bold lead.
pub(super) fn number_of(item: &Item, lines: &[Line]) -> Option<(marks::Numbered, bool)> {
    let line = &lines[item.first()];
    let counts = matches!(item, Item::Text(_) | Item::Heading(_));
    marks::numbered(&line.fold).filter(|_| counts).map(|n| (n, line.bold_lead))
}

/// One of the two articles between which paragraphs are divided.
pub(super) struct Side {
    subject: Growing,
    last: Option<usize>,
    number: Option<marks::Numbered>,
    bold: bool,
    /// Its last line is signed, or says that it ends.
    closed: bool,
}

impl Side {
    pub(super) fn new(
        mut texts: Vec<usize>,
        numbered: Option<(marks::Numbered, bool)>,
        lines: &[Line],
        cohesion: &Cohesion,
    ) -> Self {
        texts.drain(..texts.len().saturating_sub(MANY));
        let last = texts.iter().copied().filter(|i| lines[*i].len > 0).max();
        let mut subject = Growing::default();
        texts.iter().for_each(|i| cohesion.grow(&mut subject, *i));
        let bold = numbered.is_some_and(|n| n.1);
        let closed = last.is_some_and(|l| closes(&lines[l]));
        Self { subject, last, number: numbered.map(|n| n.0), bold, closed }
    }
}

/// Divides the paragraphs after a 上接 between the article that goes on and the one it stands in.
pub(super) struct Sorter<'a> {
    /// Where the line before went: text stays together.
    pub(super) went_home: bool,
    pub(super) donor: Side,
    pub(super) host: Side,
    pub(super) lines: &'a [Line],
    pub(super) cohesion: &'a Cohesion,
}

impl Sorter<'_> {
    pub(super) fn goes_home(&self, item: &Item, words: &mut Words) -> bool {
        let i = item.first();
        words.say(
            Rule::GoesOnSubject,
            6.0 * self.cohesion.prefers(i, &self.donor.subject, &self.host.subject),
        );
        let (home, here) = (self.fits(&self.donor, i), self.fits(&self.host, i));
        for (k, rule) in [Rule::GoesOnSentence, Rule::GoesOnNumber].into_iter().enumerate() {
            words.say(rule, home[k] - here[k]);
        }
        words.say_if(self.donor.closed, Rule::HomeIsClosed, -4.0);
        words.say(Rule::StaysTogether, if self.went_home { 0.5 } else { -1.2 });
        words.sum() > 0.0
    }

    /// How well a line goes on from what a side has: its sentence, its numbering.
    fn fits(&self, side: &Side, i: usize) -> [f64; 2] {
        let line = &self.lines[i];
        let (mut sentence, mut numbering) = (0.0, 0.0);
        if let Some(last) = side.last.map(|l| &self.lines[l]) {
            let open = matches!(ending(without_jump(&last.fold)), Ending::Open | Ending::Pause);
            let within = fragment::line_begins_within(line);
            sentence = match (open, within > 1.0) {
                (true, true) => 3.0,
                (true, false) if marks::numbered(&line.fold).is_some() => -2.0,
                (true, false) => 0.5,
                (false, true) => -2.0,
                (false, false) => 0.0,
            };
        }
        if let Some(number) = marks::numbered(&line.fold) {
            match side.number {
                Some(n) if n.style == number.style && n.number + 1 == number.number => {
                    numbering = if side.bold == line.bold_lead { 2.7 } else { 1.7 };
                }
                Some(n) if n.style == number.style => numbering = -1.5,
                _ => {}
            }
        }
        [sentence, numbering]
    }

    pub(super) fn take(&mut self, item: &Item, home: bool) {
        let i = item.first();
        self.went_home = home;
        let side = if home { &mut self.donor } else { &mut self.host };
        self.cohesion.grow(&mut side.subject, i);
        side.last = Some(i);
        side.closed = closes(&self.lines[i]);
        if let Some(n) = marks::numbered(&self.lines[i].fold) {
            side.number = Some(n);
            side.bold = self.lines[i].bold_lead;
        }
    }
}

/// A paragraph that ends its article: signed, or (完).
pub(super) fn closes(line: &Line) -> bool {
    line.fold.trim_end().ends_with("(完)") || marks::trailing_signature(&line.fold).is_some()
}
