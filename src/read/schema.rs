//! What a YAML mapping may hold: known keys, types and values, with an error that names what is allowed.

use super::codes::KnownCodes;
use super::nearest::nearest;
use super::yaml::{COLON, Entry, Node, Spot, Value, YamlText};
use crate::report::Problem;

/// Takes values out of nodes, and notes what is wrong with them.
pub struct Checker<'a> {
    /// The text whose nodes are looked at.
    pub file: &'a YamlText<'a>,
    /// What `regions` and `topics` are checked against.
    pub codes: &'a dyn KnownCodes,
    /// Where errors go.
    pub problems: &'a mut Vec<Problem>,
}

impl Checker<'_> {
    /// Notes an error at a place.
    pub fn error(&mut self, spot: Spot, message: impl Into<String>, help: impl Into<String>) {
        self.problems.push(self.file.error(spot, message).help(help));
    }

    /// The entries of a mapping whose keys are all known. Keys without a value are as if they were not there.
    pub fn map<'n>(&mut self, node: &'n Node, known: &[&str]) -> Option<Vec<&'n Entry>> {
        let Value::Map(entries) = &node.value else {
            // `date:2022` and `date:2022` are a sentence to YAML, not a key and its value.
            let glued = matches!(&node.value, Value::Text(text) if text.contains([':', '\u{FF1A}']));
            let help = if glued { COLON.to_owned() } else { list_of(known) };
            self.wrong_type(node, "键和值 (a mapping of keys and values)", Some(&help));
            return None;
        };
        let (good, bad): (Vec<&Entry>, Vec<&Entry>) =
            entries.iter().partition(|entry| known.contains(&entry.key.as_str()));
        for entry in bad {
            let message = format!("不认识的键 {} (unknown key)", entry.key);
            self.error(entry.spot, message, did_you_mean(&entry.key, known));
        }
        Some(good.into_iter().filter(|entry| entry.node.value != Value::Null).collect())
    }

    /// Text; numbers and dates are meant as written.
    pub fn text(&mut self, node: &Node) -> Option<String> {
        match &node.value {
            Value::Text(text) | Value::Number(text) => Some(text.trim().to_owned()),
            _ => {
                self.wrong_type(node, "文字 (text)", Some("文字有歧义时请加引号 (put it in quotes)"));
                None
            }
        }
    }

    /// Text that is not empty.
    pub fn some_text(&mut self, node: &Node) -> Option<String> {
        let text = self.text(node)?;
        if text.is_empty() {
            self.error(
                node.spot,
                "值是空的 (the value is empty)",
                "写上文字，或删去此键 (give it text, or remove the key)",
            );
            return None;
        }
        Some(text)
    }

    /// A list of texts, each with its place; a single text is a list of one.
    pub fn texts(&mut self, node: &Node) -> Option<Vec<(String, Spot)>> {
        let Value::List(items) = &node.value else {
            return self.some_text(node).map(|text| vec![(text, node.spot)]);
        };
        Some(items.iter().filter_map(|item| Some((self.some_text(item)?, item.spot))).collect())
    }

    /// A whole number from 1.
    pub fn count<T: std::str::FromStr + PartialOrd + From<u8>>(&mut self, node: &Node) -> Option<T> {
        let (Value::Text(text) | Value::Number(text)) = &node.value else {
            self.wrong_type(node, "整数 (a whole number)", None);
            return None;
        };
        let number = text.trim().parse().ok().filter(|n| *n >= T::from(1));
        if number.is_none() {
            self.bad_value(node.spot, text, "应为 1 起的整数，如 224 (a whole number from 1)".into());
        }
        number
    }

    /// One of the names; `aliases` are further names for them.
    pub fn one_of(&mut self, node: &Node, names: &[&str], aliases: &[(&str, &str)]) -> Option<String> {
        let text = self.some_text(node)?;
        if let Some((_, name)) = aliases.iter().find(|(alias, _)| *alias == text) {
            return Some((*name).to_owned());
        }
        if !names.contains(&text.as_str()) {
            let all: Vec<&str> =
                names.iter().copied().chain(aliases.iter().map(|(alias, _)| *alias)).collect();
            self.bad_value(node.spot, &text, did_you_mean(&text, &all));
            return None;
        }
        Some(text)
    }

    /// A date or interval in EDTF, as `check` has it.
    pub fn edtf(&mut self, node: &Node, check: fn(&str) -> Result<(), Option<String>>) -> Option<String> {
        let text = self.some_text(node)?;
        match check(&text) {
            Ok(()) => Some(text),
            Err(meant) => {
                let mut help = meant.map(|m| format!("是不是 {m}? (did you mean {m}?) ")).unwrap_or_default();
                help += "写法 (as in): 2022-05-10, 2022-05, 2022, 2021-11~";
                self.bad_value(node.spot, &text, help);
                None
            }
        }
    }

    /// A GB/T 2260 code that there is.
    pub fn region(&mut self, text: String, spot: Spot) -> Option<String> {
        if self.codes.is_region(&text) {
            return Some(text);
        }
        let near = self.codes.nearest_region(&text);
        let mut help = near.map(|n| format!("是不是 {n}? (did you mean {n}?) ")).unwrap_or_default();
        help += "应为 6 位行政区划代码，如 140500 (a GB/T 2260 code of 6 digits)";
        self.bad_value(spot, &text, help);
        None
    }

    /// A topic id that there is.
    pub fn topic(&mut self, text: String, spot: Spot) -> Option<String> {
        if self.codes.is_topic(&text) {
            return Some(text);
        }
        let topics = self.codes.topics();
        let names: Vec<&str> = topics.iter().map(String::as_str).collect();
        self.bad_value(spot, &text, did_you_mean(&text, &names));
        None
    }

    /// Notes a value that is not allowed.
    pub fn bad_value(&mut self, spot: Spot, text: &str, help: String) {
        self.error(spot, format!("不能用的值 {text} (bad value)"), help);
    }

    fn wrong_type(&mut self, node: &Node, expected: &str, help: Option<&str>) {
        let found = match &node.value {
            Value::Null => "空值 (nothing)",
            Value::Bool(_) => "真假值 (true/false)",
            Value::Number(_) => "数字 (a number)",
            Value::Text(_) => "文字 (text)",
            Value::List(_) => "列表 (a list)",
            Value::Map(_) => "键和值 (a mapping)",
        };
        let problem = self.file.error(node.spot, format!("类型不对：应为{expected}，却是{found}"));
        self.problems.push(match help {
            Some(help) => problem.help(help),
            None => problem,
        });
    }
}

/// `did you mean` where something is near, and all that is allowed.
pub fn did_you_mean(given: &str, names: &[&str]) -> String {
    let all = list_of(names);
    match nearest(given, names.iter().copied()) {
        Some(name) => format!("是不是 {name}? (did you mean {name}?) {all}"),
        None => all,
    }
}

fn list_of(names: &[&str]) -> String {
    format!("可用 (allowed): {}", names.join(", "))
}
