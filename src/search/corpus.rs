//! The folded text of a block of documents, ready to be sorted.
//!
//! In: documents, one after the other, each a list of units that no match runs over. Out: a [`Corpus`]: every character
//! as a small number that keeps the order of the code points, and where each document and unit begins.

/// Where in an article a unit stands: what a match there is worth.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Zone {
    Title = 0,
    /// Kicker, subtitle, byline.
    Subtitle = 1,
    /// The first paragraph.
    Lead = 2,
    Body = 3,
}

/// Stands after every unit: no character of the text.
pub const END: u32 = 0;

/// A stretch of text that no match runs out of.
#[derive(Debug, Clone, Copy)]
pub struct Unit {
    /// Place of its first character in the text.
    pub start: usize,
    pub document: u32,
    pub zone: Zone,
}

/// The text of a block.
#[derive(Debug, Default)]
pub struct Corpus {
    /// Numbers of characters ([`Self::characters`] − 1 is their index), [`END`] after each unit.
    pub text: Vec<u32>,
    pub units: Vec<Unit>,
    /// The characters that occur, in the order of their code points.
    pub characters: Vec<char>,
    pub documents: u32,
    /// By code point, the number given to a character while texts come in, in the order of coming; 0 where it did not come yet.
    seen: Vec<u32>,
    came: u32,
}

impl Corpus {
    /// Begins a document.
    pub fn document(&mut self) {
        self.documents += 1;
    }

    /// Adds a unit, folded, of the document that was begun last.
    pub fn unit(&mut self, zone: Zone, folded: &str) {
        if folded.is_empty() {
            return;
        }
        self.units.push(Unit { start: self.text.len(), document: self.documents - 1, zone });
        for c in folded.chars() {
            let number = self.number(c);
            self.text.push(number);
        }
        self.text.push(END);
    }

    fn number(&mut self, c: char) -> u32 {
        let code = c as usize;
        if code >= self.seen.len() {
            self.seen.resize(code + 1, 0);
        }
        let number = &mut self.seen[code];
        if *number == 0 {
            self.came += 1;
            *number = self.came;
        }
        *number
    }

    /// Gives the characters their numbers in order; to be called when all documents are in.
    pub fn seal(&mut self) {
        let mut number = vec![END; self.came as usize + 1];
        let came = (0u32..).zip(&self.seen).filter(|(_, first)| **first != 0);
        for (character, first) in came.filter_map(|(code, first)| Some((char::from_u32(code)?, *first))) {
            self.characters.push(character);
            number[first as usize] = self.characters.len() as u32;
        }
        for symbol in &mut self.text {
            *symbol = number[*symbol as usize];
        }
    }

    /// The character of a symbol other than [`END`].
    pub fn character(&self, symbol: u32) -> char {
        self.characters[symbol as usize - 1]
    }

    /// The code that files hold for a symbol: 0 for the end of a unit, else the code point + 1.
    pub fn code(&self, symbol: u32) -> u32 {
        match symbol.checked_sub(1) {
            None => 0,
            Some(_) => self.character(symbol) as u32 + 1,
        }
    }
}
