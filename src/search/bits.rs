//! Numbers as bits, bits as text: how the index is written into `.js` files.
//!
//! In: numbers and sorted lists of numbers. Out: a string of the 64 characters of base64 (RFC 4648, without padding), six
//! bits in each, the first bit the most significant. gzip gives the quarter back that base64 costs.
//!
//! A sorted list of distinct numbers is written by binary interpolative coding (Moffat and Stuiver, "Binary Interpolative
//! Coding for Effective Index Compression", Information Retrieval 3, 2000): the middle one first, within the bounds
//! that the count leaves it, then both halves. It needs no parameter, costs nothing where the list is full, and gains from
//! numbers that stand together, as articles of one week do.

const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/// Collects bits.
#[derive(Debug, Default)]
pub struct Bits {
    text: String,
    /// Bits that do not fill a digit yet, fewer than six.
    rest: u64,
    held: u32,
}

impl Bits {
    /// Writes the low `width` bits of `value`, `width` at most 32.
    pub fn push(&mut self, value: u32, width: u32) {
        if width == 0 {
            return;
        }
        self.rest = self.rest << width | u64::from(value) & ((1 << width) - 1);
        self.held += width;
        while self.held >= 6 {
            self.held -= 6;
            let digit = (self.rest >> self.held & 63) as usize;
            self.text.push(char::from(DIGITS[digit]));
        }
        self.rest &= (1 << self.held) - 1;
    }

    /// A number from 0 to below `range`, in as few bits as the range needs (truncated binary code).
    pub fn within(&mut self, value: u32, range: u32) {
        debug_assert!(value < range);
        if range <= 1 {
            return;
        }
        let width = 31 - range.leading_zeros();
        // So many values get the shorter code.
        let short = ((1u64 << (width + 1)) - u64::from(range)) as u32;
        if value < short {
            self.push(value, width);
        } else {
            self.push((value + short) >> 1, width);
            self.push((value + short) & 1, 1);
        }
    }

    /// A number from 1 on: small ones in few bits (Elias' gamma code).
    pub fn gamma(&mut self, value: u32) {
        debug_assert!(value > 0);
        let width = 31 - value.leading_zeros();
        self.unary(width);
        self.push(value, width);
    }

    /// `value` ones, then a zero.
    pub fn unary(&mut self, value: u32) {
        for _ in 0..value {
            self.push(1, 1);
        }
        self.push(0, 1);
    }

    /// A sorted list of distinct numbers, each below `range`. Its length must be known to the reader.
    pub fn list(&mut self, list: &[u32], range: u32) {
        self.between(list, 0, range);
    }

    /// Numbers from `low` to below `high`.
    fn between(&mut self, list: &[u32], low: u32, high: u32) {
        let n = list.len() as u32;
        if n == 0 || high - low == n {
            return;
        }
        let half = list.len() / 2;
        let (value, before, after) = (list[half], half as u32, n - half as u32 - 1);
        self.within(value - low - before, high - low - before - after);
        self.between(&list[..half], low, value);
        self.between(&list[half + 1..], value + 1, high);
    }

    /// How many bits were written.
    pub fn len(&self) -> usize {
        self.text.len() * 6 + self.held as usize
    }

    /// Whether nothing was written.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The text; the last digit is filled up with zeros.
    pub fn finish(mut self) -> String {
        if self.held > 0 {
            self.push(0, 6 - self.held);
        }
        self.text
    }
}
