//! Sets of characters, as a pattern's classes name them.

/// A set of characters: ranges, sorted, none touching another.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Set(Vec<(char, char)>);

impl Set {
    pub(super) fn all() -> Self {
        Self(vec![('\0', char::MAX)])
    }

    pub(super) fn only(c: char) -> Self {
        Self(vec![(c, c)])
    }

    pub(super) fn of(ranges: impl IntoIterator<Item = (char, char)>) -> Self {
        let mut set = Self(ranges.into_iter().collect());
        set.settle();
        set
    }

    pub(super) fn ranges(&self) -> impl Iterator<Item = (char, char)> {
        self.0.iter().copied()
    }

    fn settle(&mut self) {
        self.0.sort_unstable();
        let mut out: Vec<(char, char)> = Vec::with_capacity(self.0.len());
        for (from, to) in self.0.drain(..) {
            match out.last_mut().filter(|(_, end)| from as u32 <= *end as u32 + 1) {
                Some((_, end)) => *end = to.max(*end),
                None => out.push((from, to)),
            }
        }
        self.0 = out;
    }

    /// All characters but these.
    pub(super) fn others(&self) -> Self {
        let (mut out, mut next) = (Vec::new(), Some('\0'));
        for (from, to) in &self.0 {
            if let Some(first) = next.filter(|n| n < from) {
                out.extend(('\0'..*from).next_back().map(|last| (first, last)));
            }
            next = (*to..=char::MAX).nth(1);
        }
        out.extend(next.map(|first| (first, char::MAX)));
        Self(out)
    }

    pub(super) fn has(&self, c: char) -> bool {
        let behind = self.0.partition_point(|(from, _)| *from <= c);
        behind > 0 && c <= self.0[behind - 1].1
    }

    pub(super) fn is_all(&self) -> bool {
        *self == Self::all()
    }

    /// Its characters, if they are no more than `most`.
    pub(super) fn few(&self, most: usize) -> Option<Vec<char>> {
        let all = || self.0.iter().flat_map(|(from, to)| *from..=*to);
        (all().take(most + 1).count() <= most).then(|| all().collect())
    }

    /// The bytes of its shortest and of its longest character.
    pub(super) fn bytes(&self) -> (usize, usize) {
        let end = |c: Option<char>| c.map_or(0, char::len_utf8);
        (end(self.0.first().map(|r| r.0)), end(self.0.last().map(|r| r.1)))
    }
}

#[cfg(test)]
mod tests {
    use super::Set;

    #[test]
    fn sets_and_their_others() {
        let digits = Set::of([('5', '9'), ('0', '4'), ('x', 'x')]);
        assert!(digits.has('0') && digits.has('9') && digits.has('x') && !digits.has('y'));
        assert!(!digits.others().has('7') && digits.others().has('山') && digits.others().has(char::MAX));
        assert_eq!(digits.others().others(), digits);
        assert!(Set::default().others().is_all() && Set::all().others() == Set::default());
        assert_eq!(Set::of([('一', '三')]).few(1), None);
        assert_eq!(Set::of([('a', 'c')]).few(3), Some(vec!['a', 'b', 'c']));
        assert_eq!(Set::of([('a', 'c'), ('山', '山')]).bytes(), (1, 3));
    }
}
