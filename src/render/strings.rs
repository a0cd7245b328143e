//! The interface's words, one YAML file per language: `key: text with {placeholders}`.

use std::collections::BTreeMap;
use std::ops::Range;

/// The words of one language.
#[derive(Debug, Clone, Default)]
pub struct Strings {
    /// By [`rank`].
    words: Vec<(String, Phrase)>,
}

/// A text, and where its placeholders are: thousands of pages fill the same.
#[derive(Debug, Clone)]
struct Phrase {
    text: String,
    /// Each with its braces.
    holes: Vec<Range<usize>>,
}

impl Phrase {
    fn of(text: String) -> Self {
        let (mut holes, mut from) = (Vec::new(), 0);
        while let Some(hole) = hole(&text, from) {
            from = hole.end;
            holes.push(hole);
        }
        Self { text, holes }
    }
}

/// The first placeholder from there on.
fn hole(text: &str, from: usize) -> Option<Range<usize>> {
    let start = from + text[from..].find('{')?;
    Some(start..start + text[start..].find('}')? + 1)
}

/// Keys stand by length, and then by their letters: most are told from each other without a look at these.
fn rank(key: &str) -> (usize, &str) {
    (key.len(), key)
}

impl Strings {
    /// Reads a YAML mapping of texts. The message names what is wrong, not the file.
    pub fn parse(yaml: &str) -> Result<Self, String> {
        // Into a value first: this is what makes a key given twice an error.
        let value: serde_yaml::Value = serde_yaml::from_str(yaml).map_err(|e| e.to_string())?;
        let words: BTreeMap<String, String> = match value {
            serde_yaml::Value::Null => BTreeMap::new(),
            value => serde_yaml::from_value(value).map_err(|e| e.to_string())?,
        };
        let mut words: Vec<_> = words.into_iter().map(|(key, text)| (key, Phrase::of(text))).collect();
        words.sort_by(|(a, _), (b, _)| rank(a).cmp(&rank(b)));
        Ok(Self { words })
    }

    /// Lays other words over these.
    pub fn extend(&mut self, over: Strings) {
        for (key, phrase) in over.words {
            match self.find(&key) {
                Ok(at) => self.words[at].1 = phrase,
                Err(at) => self.words.insert(at, (key, phrase)),
            }
        }
    }

    /// The keys.
    pub fn keys(&self) -> impl Iterator<Item = &str> {
        self.words.iter().map(|(key, _)| key.as_str())
    }

    /// The text with this key, where there is one.
    pub fn get(&self, key: &str) -> Option<&str> {
        Some(&self.words[self.find(key).ok()?].1.text)
    }

    fn find(&self, key: &str) -> Result<usize, usize> {
        self.words.binary_search_by(|(other, _)| rank(other).cmp(&rank(key)))
    }

    /// The text with its placeholders filled. `{s}` is the plural's letter for `{n}`; a missing key shows itself.
    pub fn fill(&self, key: &str, values: &[(&str, &str)]) -> String {
        let Ok(at) = self.find(key) else { return format!("[{key}]") };
        let Phrase { text, holes } = &self.words[at].1;
        let length: usize = values.iter().map(|(_, value)| value.len()).sum();
        let (mut out, mut from) = (String::with_capacity(text.len() + length), 0);
        for hole in holes {
            out.push_str(&text[from..hole.start]);
            from = hole.end;
            let name = &text[hole.start + 1..hole.end - 1];
            match values.iter().find(|(key, _)| *key == name) {
                Some((_, value)) => out.push_str(value),
                None if name == "s" => {
                    let one = values.iter().any(|(key, value)| *key == "n" && *value == "1");
                    out.push_str(if one { "" } else { "s" });
                }
                None => out.push_str(&text[hole.clone()]),
            }
        }
        out.push_str(&text[from..]);
        out
    }
}

/// A number with its thousands set apart.
pub fn number(n: usize) -> String {
    let mut plain = String::new();
    push_number(&mut plain, n);
    if plain.len() < 4 {
        return plain;
    }
    let mut out = String::with_capacity(plain.len() * 4 / 3);
    for (i, c) in plain.chars().enumerate() {
        if i > 0 && (plain.len() - i).is_multiple_of(3) {
            out.push(',');
        }
        out.push(c);
    }
    out
}

/// Appends a number's digits: drawings are made of little else.
pub fn push_number(out: &mut String, n: usize) {
    if n > 9 {
        push_number(out, n / 10);
    }
    out.push(char::from(b'0' + (n % 10) as u8));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn placeholders_are_filled_once() {
        let strings = Strings::parse("a: '{n} article{s} in {place}'\nb: '{x'").unwrap_or_default();
        assert_eq!(strings.fill("a", &[("n", "1"), ("place", "{n}")]), "1 article in {n}");
        assert_eq!(strings.fill("a", &[("n", "2"), ("place", "X")]), "2 articles in X");
        assert_eq!(strings.fill("b", &[]), "{x");
        assert_eq!(strings.fill("c", &[]), "[c]");
        assert!(Strings::parse("a: b\na: c").is_err());
        assert_eq!(number(1234567), "1,234,567");
    }
}
