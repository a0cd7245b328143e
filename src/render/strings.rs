//! The interface's words, one YAML file per language: `key: text with {placeholders}`.

use std::collections::BTreeMap;

/// The words of one language.
#[derive(Debug, Clone, Default)]
pub struct Strings {
    words: BTreeMap<String, String>,
}

impl Strings {
    /// Reads a YAML mapping of texts. The message names what is wrong, not the file.
    pub fn parse(yaml: &str) -> Result<Self, String> {
        // Into a value first: this is what makes a key given twice an error.
        let value: serde_yaml::Value = serde_yaml::from_str(yaml).map_err(|e| e.to_string())?;
        let words = match value {
            serde_yaml::Value::Null => BTreeMap::new(),
            value => serde_yaml::from_value(value).map_err(|e| e.to_string())?,
        };
        Ok(Self { words })
    }

    /// Lays other words over these.
    pub fn extend(&mut self, over: Strings) {
        self.words.extend(over.words);
    }

    /// The keys, sorted.
    pub fn keys(&self) -> impl Iterator<Item = &str> {
        self.words.keys().map(String::as_str)
    }

    /// The text with this key, where there is one.
    pub fn get(&self, key: &str) -> Option<&str> {
        self.words.get(key).map(String::as_str)
    }

    /// The text with its placeholders filled. `{s}` is the plural's letter for `{n}`; a missing key shows itself.
    pub fn fill(&self, key: &str, values: &[(&str, &str)]) -> String {
        let Some(text) = self.get(key) else { return format!("[{key}]") };
        let mut out = String::with_capacity(text.len() + 16);
        let mut rest = text;
        while let Some(start) = rest.find('{') {
            out.push_str(&rest[..start]);
            rest = &rest[start..];
            let Some(end) = rest.find('}') else { break };
            let name = &rest[1..end];
            match values.iter().find(|(key, _)| *key == name) {
                Some((_, value)) => out.push_str(value),
                None if name == "s" => {
                    let one = values.iter().any(|(key, value)| *key == "n" && *value == "1");
                    out.push_str(if one { "" } else { "s" });
                }
                None => out.push_str(&rest[..=end]),
            }
            rest = &rest[end + 1..];
        }
        out.push_str(rest);
        out
    }
}

/// A number with its thousands set apart.
pub fn number(n: usize) -> String {
    let digits = n.to_string();
    let mut out = String::new();
    for (i, c) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            out.push(',');
        }
        out.push(c);
    }
    out
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
