//! YAML with places: what stands in a YAML file, and at which line and column, so that an archivist is led there.
//!
//! `serde_yaml` gives a value no place, but an *error* has one. So each scalar is read by a visitor that keeps the
//! value and then fails: the error tells the place, and reading goes on behind the scalar. A list or mapping has the
//! place of its first scalar.

use super::decode::lines;
use crate::report::Problem;
use serde::de::{self, DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};
use std::cell::Cell;
use std::fmt;

/// 1-based line and column (in characters).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Spot {
    pub line: usize,
    pub column: usize,
}

/// A value and where it begins.
#[derive(Debug, Clone, PartialEq)]
pub struct Node {
    pub spot: Spot,
    pub value: Value,
}

/// A value as written.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    Null,
    Bool(bool),
    /// As written: `017` and `2022.10` keep their zeros.
    Number(String),
    Text(String),
    List(Vec<Node>),
    Map(Vec<Entry>),
}

/// A key of a mapping and its value. No key stands twice in a mapping.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    pub key: String,
    pub spot: Spot,
    pub node: Node,
}

/// A YAML text and the file in which it stands.
#[derive(Debug)]
pub struct YamlText<'a> {
    path: &'a str,
    text: &'a str,
    lines: Vec<String>,
}

impl<'a> YamlText<'a> {
    /// The lines of `text` have the numbers that they have in the file at `path`.
    pub fn new(path: &'a str, text: &'a str) -> Self {
        Self { path, text, lines: lines(text) }
    }

    /// Path of the file, for messages.
    pub fn path(&self) -> &'a str {
        self.path
    }

    /// An error at a place of this text, with its line for the caret.
    pub fn error(&self, spot: Spot, message: impl Into<String>) -> Problem {
        let line = spot.line.checked_sub(1).and_then(|i| self.lines.get(i)).cloned().unwrap_or_default();
        Problem::error(self.path, message).at(spot.line, spot.column).excerpt(line)
    }

    /// Reads the text. `None` for a text without any value (empty, or comments only), and where it is not YAML.
    pub fn parse(&self, problems: &mut Vec<Problem>) -> Option<Node> {
        let deserializer = serde_yaml::Deserializer::from_str(self.text);
        match (NodeSeed { text: self }).deserialize(deserializer) {
            Ok(Node { value: Value::Null, .. }) => None,
            Ok(mut node) => {
                settle(&mut node, Spot { line: 1, column: 1 });
                let before = problems.len();
                self.doubled_keys(&node, problems);
                (problems.len() == before).then_some(node)
            }
            Err(error) => {
                problems.push(self.broken(&error));
                None
            }
        }
    }

    fn broken(&self, error: &serde_yaml::Error) -> Problem {
        let told = error.to_string();
        let what = told.split(" at line ").next().unwrap_or_default();
        let what = what.split(" at position ").next().unwrap_or_default();
        let what = what.split(": invalid type").next().unwrap_or_default();
        if what.ends_with("more than one document is not supported") {
            return Problem::error(self.path, "一个文件只能有一份 YAML (one YAML document per file)")
                .help("请删去多余的 `---` 行 (remove the `---` lines)");
        }
        let message = format!("YAML 写法有误 (not valid YAML: {what})");
        // A quote that is not closed and a key without its colon are noticed lines later; the place to mend them is
        // where they begin.
        let begun = ["while scanning a quoted scalar", "while scanning a simple key"]
            .iter()
            .find_map(|context| Some(spot_after(told.split_once(context)?.1)));
        let Some(spot) = begun.or(error.location().map(|l| Spot { line: l.line(), column: l.column() }))
        else {
            return Problem::error(self.path, message);
        };
        // At the end of a file the place is behind the last line.
        let line = spot.line.min(self.lines.len());
        let problem = self.error(Spot { line, column: spot.column }, message);
        match self.advice(line) {
            Some(help) => problem.help(help),
            None => problem,
        }
    }

    /// What Chinese typing most often does to YAML, looked for in the line and the one before.
    fn advice(&self, line: usize) -> Option<&'static str> {
        let near: Vec<&String> = self.lines.iter().skip(line.saturating_sub(2)).take(2).collect();
        let has = |find: &dyn Fn(&str) -> bool| near.iter().any(|l| find(l));
        if has(&|l| l.trim_start_matches(' ').starts_with('\t')) {
            Some("缩进请用空格，不用制表符 (indent with spaces, not tabs)")
        } else if has(&colon_without_space) {
            Some(COLON)
        } else if has(&|l| l.matches('"').count() % 2 == 1) {
            Some("引号要成对；文中有引号时用单引号括起 (quotes come in pairs)")
        } else {
            None
        }
    }

    fn doubled_keys(&self, node: &Node, problems: &mut Vec<Problem>) {
        match &node.value {
            Value::List(items) => items.iter().for_each(|item| self.doubled_keys(item, problems)),
            Value::Map(entries) => {
                for (i, entry) in entries.iter().enumerate() {
                    if let Some(first) = entries.iter().take(i).find(|e| e.key == entry.key) {
                        let message = format!("键 {} 重复 (the key stands twice)", entry.key);
                        let help =
                            format!("先见于第 {} 行 (first in line {})", first.spot.line, first.spot.line);
                        problems.push(self.error(entry.spot, message).help(help));
                    }
                    self.doubled_keys(&entry.node, problems);
                }
            }
            _ => {}
        }
    }

    /// The plain scalar at a place, as written.
    fn plain(&self, spot: Spot) -> Option<String> {
        let line = self.lines.get(spot.line.checked_sub(1)?)?;
        let rest = line.chars().skip(spot.column.checked_sub(1)?);
        let token: String = rest.take_while(|c| c.is_ascii_alphanumeric() || "+-._".contains(*c)).collect();
        token.starts_with(|c: char| c.is_ascii_digit() || "+-.".contains(c)).then_some(token)
    }
}

/// A full-width colon, or one that something is glued to.
fn colon_without_space(line: &str) -> bool {
    line.contains('\u{FF1A}')
        || (line.trim_end().contains(':') && !line.contains(": ") && !line.trim_end().ends_with(':'))
}

/// What to do about a colon typed in Chinese, or without its space.
pub(super) const COLON: &str =
    "冒号请用半角，后加空格，如 `date: 2022-05-10` (use an ASCII colon and a space)";

/// The message of the error that is none; no YAML of ours holds this character.
const KEPT: &str = "\u{FDD0}";

/// A list or mapping without a scalar in it has no place of its own; [`settle`] gives it one.
const NOWHERE: Spot = Spot { line: 0, column: 0 };

/// Gives nodes without a place that of what stands before them.
fn settle(node: &mut Node, before: Spot) {
    if node.spot == NOWHERE {
        node.spot = before;
    }
    let mut before = node.spot;
    match &mut node.value {
        Value::List(items) => {
            for item in items {
                settle(item, before);
                before = item.spot;
            }
        }
        Value::Map(entries) => entries.iter_mut().for_each(|entry| settle(&mut entry.node, entry.spot)),
        _ => {}
    }
}

struct NodeSeed<'a> {
    text: &'a YamlText<'a>,
}

impl<'de> DeserializeSeed<'de> for NodeSeed<'_> {
    type Value = Node;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Node, D::Error> {
        let kept = Cell::new(None);
        let visitor = NodeVisitor { text: self.text, kept: &kept };
        match deserializer.deserialize_any(visitor) {
            Ok(node) => Ok(node),
            Err(error) => match kept.take() {
                Some(value) => {
                    let spot = told_spot(&error.to_string());
                    let value = match value {
                        Value::Number(number) => Value::Number(self.text.plain(spot).unwrap_or(number)),
                        other => other,
                    };
                    Ok(Node { spot, value })
                }
                None => Err(error),
            },
        }
    }
}

/// The place in `key: \u{FDD0} at line 3 column 5`; the very first place of a text is not told.
fn told_spot(told: &str) -> Spot {
    spot_after(told.rsplit_once(KEPT).map_or("", |(_, place)| place))
}

/// The first ` line L column C` in what an error tells.
fn spot_after(place: &str) -> Spot {
    let number = |word: &str| {
        let (_, rest) = place.split_once(word)?;
        rest.split(|c: char| !c.is_ascii_digit()).next()?.parse().ok()
    };
    Spot { line: number(" line ").unwrap_or(1), column: number(" column ").unwrap_or(1) }
}

struct NodeVisitor<'a> {
    text: &'a YamlText<'a>,
    kept: &'a Cell<Option<Value>>,
}

impl NodeVisitor<'_> {
    fn keep<E: de::Error>(self, value: Value) -> Result<Node, E> {
        self.kept.set(Some(value));
        Err(E::custom(KEPT))
    }
}

impl<'de> Visitor<'de> for NodeVisitor<'_> {
    type Value = Node;

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("YAML without tags")
    }

    fn visit_enum<A: de::EnumAccess<'de>>(self, _: A) -> Result<Node, A::Error> {
        Err(de::Error::custom("a tag `!…`; put the text in quotes"))
    }

    fn visit_bool<E: de::Error>(self, value: bool) -> Result<Node, E> {
        self.keep(Value::Bool(value))
    }

    fn visit_i64<E: de::Error>(self, value: i64) -> Result<Node, E> {
        self.keep(Value::Number(value.to_string()))
    }

    fn visit_u64<E: de::Error>(self, value: u64) -> Result<Node, E> {
        self.keep(Value::Number(value.to_string()))
    }

    fn visit_i128<E: de::Error>(self, value: i128) -> Result<Node, E> {
        self.keep(Value::Number(value.to_string()))
    }

    fn visit_u128<E: de::Error>(self, value: u128) -> Result<Node, E> {
        self.keep(Value::Number(value.to_string()))
    }

    fn visit_f64<E: de::Error>(self, value: f64) -> Result<Node, E> {
        self.keep(Value::Number(value.to_string()))
    }

    fn visit_str<E: de::Error>(self, value: &str) -> Result<Node, E> {
        self.keep(Value::Text(value.into()))
    }

    fn visit_unit<E: de::Error>(self) -> Result<Node, E> {
        self.keep(Value::Null)
    }

    fn visit_none<E: de::Error>(self) -> Result<Node, E> {
        self.keep(Value::Null)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut access: A) -> Result<Node, A::Error> {
        let mut items: Vec<Node> = Vec::new();
        while let Some(item) = access.next_element_seed(NodeSeed { text: self.text })? {
            items.push(item);
        }
        let spot = items.first().map_or(NOWHERE, |item| item.spot);
        Ok(Node { spot, value: Value::List(items) })
    }

    fn visit_map<A: MapAccess<'de>>(self, mut access: A) -> Result<Node, A::Error> {
        let mut entries: Vec<Entry> = Vec::new();
        while let Some(key) = access.next_key_seed(NodeSeed { text: self.text })? {
            let node = access.next_value_seed(NodeSeed { text: self.text })?;
            let name = match key.value {
                Value::Text(text) | Value::Number(text) => text,
                Value::Bool(value) => value.to_string(),
                _ => return Err(de::Error::custom("a key must be a word")),
            };
            entries.push(Entry { key: name, spot: key.spot, node });
        }
        let spot = entries.first().map_or(NOWHERE, |entry| entry.spot);
        Ok(Node { spot, value: Value::Map(entries) })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn read(text: &str) -> (Option<Node>, Vec<String>) {
        let mut problems = Vec::new();
        let node = YamlText::new("a.yaml", text).parse(&mut problems);
        (node, problems.iter().map(ToString::to_string).collect())
    }

    /// `key@line:column=value`, one after another.
    fn flat(node: &Node) -> String {
        match &node.value {
            Value::Null => "~".into(),
            Value::Bool(b) => b.to_string(),
            Value::Number(n) => format!("#{n}"),
            Value::Text(t) => format!("{t}@{}:{}", node.spot.line, node.spot.column),
            Value::List(items) => format!("[{}]", items.iter().map(flat).collect::<Vec<_>>().join(", ")),
            Value::Map(entries) => {
                let one =
                    |e: &Entry| format!("{}@{}:{}={}", e.key, e.spot.line, e.spot.column, flat(&e.node));
                format!("{{{}}}", entries.iter().map(one).collect::<Vec<_>>().join(", "))
            }
        }
    }

    #[test]
    fn every_value_has_its_place() {
        let text = "date: 2022-05-10\nserial: 0224\nnumber: 2022.10\n# 注\ncorrections:\n  - {at: \"深入“特”\", set: {titel: 新, regions: [140524]}}\n  - start: |\n      老矿区\n    note: ~\n  - &a {end: 完}\n  - *a\n";
        let (node, problems) = read(text);
        assert!(problems.is_empty(), "{problems:?}");
        let node = node.expect("a mapping");
        insta::assert_snapshot!(flat(&node), @r#"
        {date@1:1=2022-05-10@1:7, serial@2:1=0224@2:9, number@3:1=#2022.10, corrections@5:1=[{at@6:6=深入“特”@6:10, set@6:19={titel@6:25=新@6:32, regions@6:35=[#140524]}}, {start@7:5=老矿区
        @7:12, note@9:5=~}, {end@10:9=完@10:14}, {end@10:9=完@10:14}]}
        "#);
    }

    #[test]
    fn the_first_place_is_a_place() {
        let (node, _) = read("名: 甲");
        assert_eq!(node.map(|n| flat(&n)).as_deref(), Some("{名@1:1=甲@1:4}"));
        let (node, _) = read("只有一句");
        assert_eq!(node.map(|n| flat(&n)).as_deref(), Some("只有一句@1:1"));
    }

    #[test]
    fn nothing_is_nothing() {
        assert_eq!(read(""), (None, vec![]));
        assert_eq!(read("# 注\n"), (None, vec![]));
        assert_eq!(read("---\n"), (None, vec![]));
    }

    #[test]
    fn broken_yaml_is_told_with_its_place() {
        let told = |text| read(text).1.join("\n");
        insta::assert_snapshot!(told("a: 1\nb: \"未完\nc: 3\n"), @"a.yaml:2:4: YAML 写法有误 (not valid YAML: found unexpected end of stream) (引号要成对；文中有引号时用单引号括起 (quotes come in pairs))");
        insta::assert_snapshot!(told("a:\n\tb: 1\n"), @"a.yaml:2:1: YAML 写法有误 (not valid YAML: found character that cannot start any token) (缩进请用空格，不用制表符 (indent with spaces, not tabs))");
        insta::assert_snapshot!(told("name: 甲\ndate:2022\nx: 1\n"), @"a.yaml:2:1: YAML 写法有误 (not valid YAML: could not find expected ':') (冒号请用半角，后加空格，如 `date: 2022-05-10` (use an ASCII colon and a space))");
        insta::assert_snapshot!(told("a: 1\na: 2\n"), @"a.yaml:2:1: 键 a 重复 (the key stands twice) (先见于第 1 行 (first in line 1))");
        insta::assert_snapshot!(told("a: !x 1\n"), @"a.yaml:1:4: YAML 写法有误 (not valid YAML: a: a tag `!…`; put the text in quotes)");
        insta::assert_snapshot!(told("a: *b\n"), @"a.yaml:1:4: YAML 写法有误 (not valid YAML: unknown anchor)");
        insta::assert_snapshot!(told("a: 1\n---\nb: 2\n"), @"a.yaml: 一个文件只能有一份 YAML (one YAML document per file) (请删去多余的 `---` 行 (remove the `---` lines))");
        insta::assert_snapshot!(told("? [a]\n: 2\n"), @"a.yaml:1:1: YAML 写法有误 (not valid YAML: a key must be a word)");
    }

    proptest! {
        #[test]
        fn any_text_is_read_or_refused(text in "[a-c\"'\\[\\]{}:,\n #&*!|>~-]{0,60}") {
            let (node, problems) = read(&text);
            // What serde_yaml reads as a mapping or list, this reads too (but for tags and doubled keys).
            if let Ok(value) = serde_yaml::from_str::<serde_yaml::Value>(&text)
                && problems.is_empty() && !value.is_null()
            {
                prop_assert!(node.is_some());
            }
        }
    }
}
