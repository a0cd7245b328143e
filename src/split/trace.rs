//! Why the splitter answered as it did: the words of the rules, kept where somebody asks.
//!
//! In: what the stages say while they decide. Out: a [`Trace`]. All lines are indexes into [`line::lines`](super::line::lines).
//! Nobody asks when a site is built: then a [`Trace`] keeps nothing, and [`Words`] only add up.

use super::ResidueRole;
use super::evidence::Evidence;
use super::rules::Rule;
use std::collections::BTreeSet;

/// What rules say to one question: the sum decides, the words tell why.
#[derive(Debug, Clone, Default)]
pub struct Words {
    sum: f64,
    kept: Vec<Evidence>,
    keep: bool,
}

impl Words {
    /// The sum of what `ask` has rules say.
    pub fn sum_of(ask: impl FnOnce(&mut Words)) -> f64 {
        let mut words = Words::default();
        ask(&mut words);
        words.sum
    }

    /// A rule's word.
    pub fn say(&mut self, rule: Rule, weight: f64) {
        self.sum += weight;
        if self.keep && weight != 0.0 {
            self.kept.push(Evidence { rule, weight });
        }
    }

    /// A rule's word, where it has seen what it looks for.
    pub fn say_if(&mut self, seen: bool, rule: Rule, weight: f64) {
        if seen {
            self.say(rule, weight);
        }
    }

    /// A rule decides alone: it has no weight.
    pub fn alone(&mut self, rule: Rule) {
        if self.keep {
            self.kept.push(Evidence { rule, weight: 0.0 });
        }
    }

    /// All weights together.
    pub fn sum(&self) -> f64 {
        self.sum
    }
}

/// What became of a run of short lines.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// It opened an article.
    Article,
    /// It is a heading (or a byline) within the article above.
    Heading,
    /// It belongs to no article.
    Unplaced,
}

/// The decision about a run of short lines: above zero it opens an article.
#[derive(Debug, Clone)]
pub struct Run {
    pub lines: Vec<usize>,
    pub outcome: Outcome,
    pub evidence: Vec<Evidence>,
}

/// The decision whether a line goes on with the one before it. One rule without weight decides alone.
#[derive(Debug, Clone)]
pub struct Join {
    pub left: usize,
    pub right: usize,
    pub joined: bool,
    pub evidence: Vec<Evidence>,
}

/// A continuation: whose it is, and by which rules.
#[derive(Debug, Clone)]
pub struct Jump {
    /// The line that says 上接.
    pub line: usize,
    /// The line that says 下转; none where it has no home.
    pub from: Option<usize>,
    pub evidence: Vec<Evidence>,
}

/// All decisions on one issue, if somebody asks.
#[derive(Debug, Clone, Default)]
pub struct Trace {
    on: bool,
    /// Rules that spoke of a line alone, in the order in which they were asked.
    pub lines: Vec<(usize, Rule)>,
    pub runs: Vec<Run>,
    /// Short lines that were taken for the first piece of the paragraph below, or were not.
    pub pieces: Vec<Join>,
    /// Two bare lines of a headline: `joined` means that the second is the title.
    pub pairs: Vec<Join>,
    pub joins: Vec<Join>,
    pub jumps: Vec<Jump>,
    /// Paragraphs after a continuation: `joined` means that they went home with it.
    pub sorted: Vec<Join>,
}

impl Trace {
    /// One that keeps what it is told.
    pub fn on() -> Self {
        Self { on: true, ..Self::default() }
    }

    /// One that keeps nothing.
    pub fn off() -> Self {
        Self::default()
    }

    pub fn is_on(&self) -> bool {
        self.on
    }

    /// Words that are kept if anything is.
    pub fn words(&self) -> Words {
        Words { keep: self.on, ..Words::default() }
    }

    /// A rule spoke of a line alone.
    pub fn line(&mut self, line: usize, rule: Rule) {
        if self.on {
            self.lines.push((line, rule));
        }
    }

    /// Notes the rule of each line that has got a place since `before`.
    pub fn placed(
        &mut self,
        before: &[Option<ResidueRole>],
        after: &[Option<ResidueRole>],
        rule: impl Fn(ResidueRole) -> Rule,
    ) {
        for (i, role) in after.iter().enumerate() {
            if let (Some(role), None) = (role, before.get(i).copied().flatten()) {
                self.line(i, rule(*role));
            }
        }
    }

    /// A run of short lines was weighed.
    pub fn run(&mut self, lines: &[usize], outcome: Outcome, evidence: &[Evidence]) {
        if self.on {
            self.runs.push(Run { lines: lines.to_vec(), outcome, evidence: evidence.to_vec() });
        }
    }

    /// A short line was asked whether it is the first piece of the paragraph below.
    pub fn piece(&mut self, left: usize, right: usize, joined: bool, words: Words) {
        if self.on {
            self.pieces.push(Join { left, right, joined, evidence: words.kept });
        }
    }

    /// Two bare lines of a headline were weighed: above zero the second is the title.
    pub fn pair(&mut self, left: usize, right: usize, words: Words) {
        if self.on {
            let joined = words.sum() > 0.0;
            self.pairs.push(Join { left, right, joined, evidence: words.kept });
        }
    }

    /// Two lines of an article were asked whether they are one paragraph.
    pub fn join(&mut self, left: usize, right: usize, joined: bool, words: Words) {
        if self.on {
            self.joins.push(Join { left, right, joined, evidence: words.kept });
        }
    }

    /// A continuation was brought home, or found none.
    pub fn jump(&mut self, line: usize, from: Option<usize>, words: Words) {
        if self.on {
            self.jumps.push(Jump { line, from, evidence: words.kept });
        }
    }

    /// A paragraph after the continuation at `left` went home with it, or stayed.
    pub fn sort(&mut self, left: usize, right: usize, home: bool, words: Words) {
        if self.on {
            self.sorted.push(Join { left, right, joined: home, evidence: words.kept });
        }
    }

    /// Every rule that spoke, notices left out.
    pub fn spoken(&self) -> BTreeSet<Rule> {
        let weighed = self.runs.iter().map(|r| &r.evidence).chain(self.jumps.iter().map(|j| &j.evidence));
        let joins =
            self.joins.iter().chain(&self.pieces).chain(&self.pairs).chain(&self.sorted).map(|j| &j.evidence);
        let weighed = weighed.chain(joins).flatten().map(|e| e.rule);
        self.lines.iter().map(|(_, rule)| *rule).chain(weighed).collect()
    }
}
