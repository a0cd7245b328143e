//! The syntax of patterns, as far as rules use it.
//!
//! In: a pattern as `regex-lite` reads it. Out: its tree, or nothing where it has what we don't know: such a pattern needs
//! nothing, and every text is searched.

use super::set::Set;
use std::iter::Peekable;
use std::str::Chars;

/// A part of a pattern.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Node {
    /// One character.
    One(Set),
    /// The text's beginning or its end.
    Start,
    End,
    Row(Vec<Node>),
    Either(Vec<Node>),
    Repeat(Box<Node>, usize, Option<usize>),
}

/// Reads a pattern.
pub(super) fn read(pattern: &str) -> Option<Node> {
    let mut reader = Reader { rest: pattern.chars().peekable(), any_case: false };
    let node = reader.either()?;
    reader.rest.next().is_none().then_some(node)
}

struct Reader<'p> {
    rest: Peekable<Chars<'p>>,
    any_case: bool,
}

impl Reader<'_> {
    fn take(&mut self, c: char) -> bool {
        self.rest.next_if_eq(&c).is_some()
    }

    /// `a|b`, up to the end or a closing bracket.
    fn either(&mut self) -> Option<Node> {
        let mut branches = vec![self.row()?];
        while self.take('|') {
            branches.push(self.row()?);
        }
        if branches.len() == 1 { branches.pop() } else { Some(Node::Either(branches)) }
    }

    fn row(&mut self) -> Option<Node> {
        let mut row = Vec::new();
        while let Some(c) = self.rest.next_if(|c| !matches!(c, '|' | ')')) {
            if let Some(part) = self.part(c)? {
                row.push(self.repeated(part)?);
            }
        }
        Some(Node::Row(row))
    }

    /// What `c` begins; nothing, where it is a flag.
    fn part(&mut self, c: char) -> Option<Option<Node>> {
        Some(Some(match c {
            '^' => Node::Start,
            '$' => Node::End,
            '.' => Node::One(Set::all()),
            '[' => Node::One(self.class()?),
            '(' => {
                if self.take('?') && !self.take(':') {
                    self.any_case = self.take('i') && self.take(')');
                    return self.any_case.then_some(None);
                }
                let before = self.any_case;
                let inside = self.either()?;
                self.any_case = before;
                self.take(')').then_some(inside)?
            }
            '\\' => Node::One(self.escaped()?),
            '*' | '+' | '?' | '{' => return None,
            c => Node::One(self.one(c)),
        }))
    }

    fn one(&self, c: char) -> Set {
        let cases = [
            (c.to_ascii_lowercase(), c.to_ascii_lowercase()),
            (c.to_ascii_uppercase(), c.to_ascii_uppercase()),
        ];
        if self.any_case { Set::of(cases) } else { Set::only(c) }
    }

    fn repeated(&mut self, part: Node) -> Option<Node> {
        let Some(sign) = self.rest.next_if(|c| matches!(c, '*' | '+' | '?' | '{')) else { return Some(part) };
        let (least, most) = match sign {
            '*' => (0, None),
            '+' => (1, None),
            '?' => (0, Some(1)),
            _ => self.counts()?,
        };
        // Whether it takes much or little is all one.
        self.take('?');
        Some(Node::Repeat(Box::new(part), least, most))
    }

    /// `2}`, `2,}`, `2,5}`.
    fn counts(&mut self) -> Option<(usize, Option<usize>)> {
        let least = self.number()?;
        let most = match self.take(',') {
            true if self.rest.peek() == Some(&'}') => None,
            true => Some(self.number()?),
            false => Some(least),
        };
        self.take('}').then_some((least, most))
    }

    fn number(&mut self) -> Option<usize> {
        let mut digits = String::new();
        while let Some(c) = self.rest.next_if(char::is_ascii_digit) {
            digits.push(c);
        }
        digits.parse().ok()
    }

    /// What stands in square brackets.
    fn class(&mut self) -> Option<Set> {
        let not = self.take('^');
        let mut ranges = Vec::new();
        while !self.take(']') {
            let from = self.member()?;
            let mut ahead = self.rest.clone();
            if ahead.next() == Some('-') && ahead.next() != Some(']') {
                self.take('-');
                let to = self.member()?;
                ranges.extend(self.range(&from, &to)?.ranges());
            } else {
                ranges.extend(from.ranges());
            }
        }
        let set = Set::of(ranges);
        Some(if not { set.others() } else { set })
    }

    fn member(&mut self) -> Option<Set> {
        match self.rest.next()? {
            '[' => None,
            '\\' => self.escaped(),
            c => Some(self.one(c)),
        }
    }

    /// The characters from the only one of a set to that of another.
    fn range(&self, from: &Set, to: &Set) -> Option<Set> {
        let (from, to) = (from.few(1)?, to.few(1)?);
        Some(Set::of([(*from.first()?, *to.first()?)]))
    }

    /// What stands behind a backslash.
    fn escaped(&mut self) -> Option<Set> {
        Some(match self.rest.next()? {
            'd' => Set::of([('0', '9')]),
            'D' => Set::of([('0', '9')]).others(),
            's' => Set::of([('\t', '\r'), (' ', ' ')]),
            'u' => Set::only(self.code()?),
            c if c.is_ascii_alphanumeric() => return None,
            c => self.one(c),
        })
    }

    /// `{3400}`
    fn code(&mut self) -> Option<char> {
        self.take('{').then_some(())?;
        let mut digits = String::new();
        while let Some(c) = self.rest.next_if(char::is_ascii_hexdigit) {
            digits.push(c);
        }
        self.take('}').then_some(())?;
        char::from_u32(u32::from_str_radix(&digits, 16).ok()?)
    }
}
