//! Vocabulary files: an archive's own topics, named by `vocabularies` in `archive.yaml`.
//!
//! In: the YAML files, in the order in which `archive.yaml` names them. Out: [`TopicFile`]s, checked.
//! Each changes the vocabulary as the built-in one and the files before it made it, so what is allowed in a file
//! depends on those: [`Known`] keeps account, and is what corrections are checked against too.

use super::codes::KnownCodes;
use super::schema::{Checker, did_you_mean};
use super::yaml::{Entry, Node, Spot, Value};

/// One vocabulary file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TopicFile {
    /// `mode: replace`: its topics stand instead of all before them, not beside them.
    pub replace: bool,
    pub topics: Vec<OwnTopic>,
}

/// A topic of a vocabulary file, or what the file adds to one that is there.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct OwnTopic {
    pub id: String,
    /// `extends`: the topic is there already, and only what is given changes.
    pub extends: bool,
    pub name: Option<String>,
    /// IPTC Media Topics code, `medtop:` and eight digits.
    pub iptc: Option<String>,
    pub cues: Vec<OwnCue>,
    /// Sub-topics; these have none of their own.
    pub children: Vec<OwnTopic>,
}

/// A word that speaks for a topic.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwnCue {
    pub word: String,
    pub weight: CueWeight,
}

/// How strongly a word speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum CueWeight {
    /// A title with it needs nothing else.
    Strong,
    /// Almost only there.
    Normal,
    /// Often there, also elsewhere.
    Weak,
}

/// The vocabulary as the files read so far have made it.
pub struct Known<'a> {
    base: &'a dyn KnownCodes,
    replaced: bool,
    /// Ids that files added, each with the topic that it lies under.
    added: Vec<(String, Option<String>)>,
}

impl<'a> Known<'a> {
    /// What is known before any file is read.
    pub fn new(base: &'a dyn KnownCodes) -> Self {
        Self { base, replaced: false, added: Vec::new() }
    }

    /// Takes a file's topics in.
    pub fn learn(&mut self, file: &TopicFile) {
        if file.replace {
            self.replaced = true;
            self.added.clear();
        }
        for topic in &file.topics {
            self.add(&topic.id, None);
            topic.children.iter().for_each(|child| self.add(&child.id, Some(topic.id.clone())));
        }
    }

    fn add(&mut self, id: &str, parent: Option<String>) {
        if !self.has(id) {
            self.added.push((id.to_owned(), parent));
        }
    }

    /// Whether the id is taken. Where the base knows no list, only what files added is.
    fn has(&self, id: &str) -> bool {
        self.topics().iter().any(|known| known == id)
    }
}

impl KnownCodes for Known<'_> {
    fn is_region(&self, code: &str) -> bool {
        self.base.is_region(code)
    }

    fn nearest_region(&self, text: &str) -> Option<String> {
        self.base.nearest_region(text)
    }

    fn is_topic(&self, id: &str) -> bool {
        self.added.iter().any(|(known, _)| known == id) || !self.replaced && self.base.is_topic(id)
    }

    fn topics(&self) -> Vec<String> {
        let base = if self.replaced { Vec::new() } else { self.base.topics() };
        base.into_iter().chain(self.added.iter().map(|(id, _)| id.clone())).collect()
    }

    fn parent_topic(&self, id: &str) -> Option<String> {
        match self.added.iter().find(|(known, _)| known == id) {
            Some((_, parent)) => parent.clone(),
            None => self.base.parent_topic(id),
        }
    }
}

const TOPIC_KEYS: [&str; 6] = ["id", "extends", "name", "iptc", "cues", "children"];
const CHILD_KEYS: [&str; 4] = ["id", "name", "iptc", "cues"];
const WEIGHTS: [&str; 3] = ["strong", "normal", "weak"];
const EXAMPLE: &str =
    "写法 (as in): {id: silk, name: 蚕桑丝绸, cues: [缫丝, 蚕茧]}, {extends: agriculture, cues: [蚕桑]}";

/// Reads a vocabulary file; a topic that is wrong is noted and left out, the others are read.
pub fn read(check: &mut Checker, known: &mut Known) -> TopicFile {
    let mut file = TopicFile::default();
    let Some(node) = check.file.parse(check.problems) else {
        let message = "词表里没有主题 (no topics in this vocabulary)";
        check.error(Spot { line: 1, column: 1 }, message, EXAMPLE);
        return file;
    };
    let Some(entries) = check.map(&node, &["mode", "topics"]) else { return file };
    if let Some(mode) = entries.iter().find(|entry| entry.key == "mode") {
        file.replace = check.one_of(&mode.node, &["add", "replace"], &[]).as_deref() == Some("replace");
    }
    known.learn(&TopicFile { replace: file.replace, topics: Vec::new() });
    match entries.iter().find(|entry| entry.key == "topics").map(|entry| &entry.node) {
        Some(Node { value: Value::List(items), .. }) => {
            for item in items {
                let Some(topic) = topic(check, item, known) else { continue };
                known.learn(&TopicFile { replace: false, topics: vec![topic.clone()] });
                file.topics.push(topic);
            }
        }
        Some(other) => {
            let help = "每个以 `- ` 开头 (each begins with `- `)";
            check.error(other.spot, "topics 应为列表 (must be a list)", help);
        }
        None => check.error(node.spot, "词表里没有主题 (no topics in this vocabulary)", EXAMPLE),
    }
    file
}

/// A topic of the list.
fn topic(check: &mut Checker, item: &Node, known: &Known) -> Option<OwnTopic> {
    let entries = check.map(item, &TOPIC_KEYS)?;
    let get = |key: &str| entries.iter().copied().find(|entry| entry.key == key);
    let mut topic = match (get("id"), get("extends")) {
        (Some(id), None) => OwnTopic { id: new_id(check, &id.node, known, &[])?, ..OwnTopic::default() },
        (None, Some(there)) => {
            let id = check.some_text(&there.node)?;
            if !known.is_topic(&id) {
                let all = known.topics();
                let names: Vec<&str> = all.iter().map(String::as_str).collect();
                check.bad_value(there.node.spot, &id, did_you_mean(&id, &names));
                return None;
            }
            OwnTopic { id, extends: true, ..OwnTopic::default() }
        }
        (Some(id), Some(_)) => {
            let help =
                "新主题用 id，已有的主题用 extends (id for a new topic, extends for one that is there)";
            check.error(id.spot, "id 与 extends 不能同用 (not both in one topic)", help);
            return None;
        }
        (None, None) => {
            check.error(item.spot, "缺少 id 或 extends (id or extends is missing)", EXAMPLE);
            return None;
        }
    };
    fill(check, &entries, &mut topic);
    if let Some(children) = get("children") {
        topic.children = sub_topics(check, children, &topic.id, known);
    }
    named(check, item, topic)
}

/// The sub-topics under a topic.
fn sub_topics(check: &mut Checker, children: &Entry, above: &str, known: &Known) -> Vec<OwnTopic> {
    let Value::List(items) = &children.node.value else {
        check.error(children.node.spot, "children 应为列表 (must be a list)", EXAMPLE);
        return Vec::new();
    };
    if known.parent_topic(above).is_some() {
        let message = format!("{above} 已是子主题 (a sub-topic has no sub-topics)");
        check.error(children.spot, message, "主题只分两级 (topics have two levels)");
        return Vec::new();
    }
    let mut out: Vec<OwnTopic> = Vec::new();
    for item in items {
        let Some(entries) = check.map(item, &CHILD_KEYS) else { continue };
        let Some(id) = entries.iter().find(|entry| entry.key == "id") else {
            check.error(item.spot, "缺少 id (id is missing)", EXAMPLE);
            continue;
        };
        let siblings: Vec<&str> = out.iter().map(|t| t.id.as_str()).chain([above]).collect();
        let Some(id) = new_id(check, &id.node, known, &siblings) else { continue };
        let mut child = OwnTopic { id, ..OwnTopic::default() };
        fill(check, &entries, &mut child);
        out.extend(named(check, item, child));
    }
    out
}

/// A new topic without a name would be shown by its id.
fn named(check: &mut Checker, item: &Node, topic: OwnTopic) -> Option<OwnTopic> {
    if topic.name.is_none() && !topic.extends {
        let Value::Map(entries) = &item.value else { return None };
        // A name that is there and wrong has been told.
        if !entries.iter().any(|entry| entry.key == "name" && entry.node.value != Value::Null) {
            check.error(item.spot, format!("主题 {} 缺少 name (name is missing)", topic.id), EXAMPLE);
        }
        return None;
    }
    Some(topic)
}

/// An id that nothing else has: it becomes an address.
fn new_id(check: &mut Checker, node: &Node, known: &Known, beside: &[&str]) -> Option<String> {
    let id = check.some_text(node)?;
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    if !id.chars().all(plain) || id.starts_with('-') || id.ends_with('-') || id.len() > 40 {
        let help = "只用小写字母、数字和连字符，如 silk (a-z, 0-9 and hyphens)";
        check.bad_value(node.spot, &id, help.into());
        return None;
    }
    // The index page of all topics has this name.
    if id == "index" {
        check.bad_value(node.spot, &id, "请另取一个 (choose another)".into());
        return None;
    }
    if known.has(&id) || beside.contains(&id.as_str()) {
        let help = "给它加词用 extends，另立就换一个 id (extends adds to it; or choose another id)";
        check.error(node.spot, format!("主题 {id} 已经有了 (there is such a topic)"), help);
        return None;
    }
    Some(id)
}

fn fill(check: &mut Checker, entries: &[&Entry], topic: &mut OwnTopic) {
    for entry in entries {
        match entry.key.as_str() {
            "name" => topic.name = check.some_text(&entry.node),
            "iptc" => topic.iptc = iptc(check, &entry.node),
            "cues" => topic.cues = cues(check, &entry.node),
            _ => {}
        }
    }
}

fn iptc(check: &mut Checker, node: &Node) -> Option<String> {
    let code = check.some_text(node)?;
    let digits = code.strip_prefix("medtop:").unwrap_or(&code);
    if digits.len() == 8 && digits.bytes().all(|b| b.is_ascii_digit()) {
        return Some(format!("medtop:{digits}"));
    }
    let help = "写法如 medtop:20000210 (an IPTC Media Topics code: medtop: and eight digits)";
    check.bad_value(node.spot, &code, help.into());
    None
}

/// `[甲乙, 丙丁]`, or `{strong: [甲乙], weak: [丙丁]}`.
fn cues(check: &mut Checker, node: &Node) -> Vec<OwnCue> {
    let Value::Map(_) = &node.value else { return words(check, node, CueWeight::Normal) };
    let mut out = Vec::new();
    for entry in check.map(node, &WEIGHTS).unwrap_or_default() {
        let weight = match entry.key.as_str() {
            "strong" => CueWeight::Strong,
            "normal" => CueWeight::Normal,
            _ => CueWeight::Weak,
        };
        out.extend(words(check, &entry.node, weight));
    }
    out
}

fn words(check: &mut Checker, node: &Node, weight: CueWeight) -> Vec<OwnCue> {
    let mut out = Vec::new();
    for (word, spot) in check.texts(node).unwrap_or_default() {
        // One character would be found in every other word.
        if word.chars().filter(|c| c.is_alphanumeric()).count() < 2 {
            check.bad_value(spot, &word, "至少两个字 (two characters at least)".into());
        } else {
            out.push(OwnCue { word, weight });
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::yaml::YamlText;

    /// Knows three topics.
    struct Three;

    impl KnownCodes for Three {
        fn is_region(&self, _: &str) -> bool {
            false
        }
        fn nearest_region(&self, _: &str) -> Option<String> {
            None
        }
        fn is_topic(&self, id: &str) -> bool {
            self.topics().iter().any(|t| t == id)
        }
        fn topics(&self) -> Vec<String> {
            ["party", "industry", "ind-chain"].map(str::to_owned).to_vec()
        }
        fn parent_topic(&self, id: &str) -> Option<String> {
            (id == "ind-chain").then(|| "industry".into())
        }
    }

    fn told(text: &str, known: &mut Known) -> (TopicFile, String) {
        let mut problems = Vec::new();
        let file = YamlText::new("v.yaml", text);
        let topics = read(&mut Checker { file: &file, codes: &Three, problems: &mut problems }, known);
        (topics, problems.iter().map(|p| format!("{p}\n")).collect())
    }

    #[test]
    fn topics_beside_the_built_in_ones_and_instead_of_them() {
        let mut known = Known::new(&Three);
        let text = "topics:\n  - id: silk\n    name: 蚕桑丝绸\n    iptc: 20000210\n    cues: {strong: [缫丝], weak: [丝]}\n    children:\n      - {id: silk-worm, name: 养蚕, cues: 蚕茧}\n  - {extends: ind-chain, cues: [链上]}\n";
        let (file, problems) = told(text, &mut known);
        assert_eq!(problems.lines().count(), 1, "{problems}");
        assert!(problems.starts_with("v.yaml:5:33: 不能用的值 丝"), "{problems}");
        assert_eq!(file.topics[0].iptc.as_deref(), Some("medtop:20000210"));
        assert_eq!(file.topics[0].cues, [OwnCue { word: "缫丝".into(), weight: CueWeight::Strong }]);
        assert_eq!(file.topics[0].children[0].cues[0].weight, CueWeight::Normal);
        assert!(file.topics[1].extends && !file.replace);
        assert_eq!(known.topics(), ["party", "industry", "ind-chain", "silk", "silk-worm"]);
        assert_eq!(known.parent_topic("silk-worm").as_deref(), Some("silk"));

        let (file, problems) = told("mode: replace\ntopics:\n  - {id: party, name: 党务}\n", &mut known);
        assert!(file.replace && problems.is_empty(), "{problems}");
        assert_eq!(known.topics(), ["party"]);
        assert!(!known.is_topic("industry"));
    }

    #[test]
    fn every_slip_is_told() {
        let text = "mod: add\nmode: instead\ntopics:\n  - {id: party, name: 党}\n  - {id: Silk, name: 丝}\n  - {id: tea}\n  - {extends: industri, cues: [甲乙]}\n  - {id: salt, extends: party}\n  - {name: 无}\n  - {extends: ind-chain, children: [{id: x, name: 甲}]}\n  - {id: ore, name: 矿, iptc: medtop:1, cues: {storng: [矿石]}, children: [{id: ore, name: 甲}, {name: 乙}, {id: ore-a, name: 丙, children: []}]}\n  - 只有一句\n";
        insta::assert_snapshot!(told(text, &mut Known::new(&Three)).1, @r#"
        v.yaml:1:1: 不认识的键 mod (unknown key) (是不是 mode? (did you mean mode?) 可用 (allowed): mode, topics)
        v.yaml:2:7: 不能用的值 instead (bad value) (可用 (allowed): add, replace)
        v.yaml:4:10: 主题 party 已经有了 (there is such a topic) (给它加词用 extends，另立就换一个 id (extends adds to it; or choose another id))
        v.yaml:5:10: 不能用的值 Silk (bad value) (只用小写字母、数字和连字符，如 silk (a-z, 0-9 and hyphens))
        v.yaml:6:6: 主题 tea 缺少 name (name is missing) (写法 (as in): {id: silk, name: 蚕桑丝绸, cues: [缫丝, 蚕茧]}, {extends: agriculture, cues: [蚕桑]})
        v.yaml:7:15: 不能用的值 industri (bad value) (是不是 industry? (did you mean industry?) 可用 (allowed): party, industry, ind-chain)
        v.yaml:8:6: id 与 extends 不能同用 (not both in one topic) (新主题用 id，已有的主题用 extends (id for a new topic, extends for one that is there))
        v.yaml:9:6: 缺少 id 或 extends (id or extends is missing) (写法 (as in): {id: silk, name: 蚕桑丝绸, cues: [缫丝, 蚕茧]}, {extends: agriculture, cues: [蚕桑]})
        v.yaml:10:26: ind-chain 已是子主题 (a sub-topic has no sub-topics) (主题只分两级 (topics have two levels))
        v.yaml:11:30: 不能用的值 medtop:1 (bad value) (写法如 medtop:20000210 (an IPTC Media Topics code: medtop: and eight digits))
        v.yaml:11:47: 不认识的键 storng (unknown key) (是不是 strong? (did you mean strong?) 可用 (allowed): strong, normal, weak)
        v.yaml:11:78: 主题 ore 已经有了 (there is such a topic) (给它加词用 extends，另立就换一个 id (extends adds to it; or choose another id))
        v.yaml:11:94: 缺少 id (id is missing) (写法 (as in): {id: silk, name: 蚕桑丝绸, cues: [缫丝, 蚕茧]}, {extends: agriculture, cues: [蚕桑]})
        v.yaml:11:125: 不认识的键 children (unknown key) (可用 (allowed): id, name, iptc, cues)
        v.yaml:12:5: 类型不对：应为键和值 (a mapping of keys and values)，却是文字 (text) (可用 (allowed): id, extends, name, iptc, cues, children)
        "#);
        insta::assert_snapshot!(told("mode: add\n", &mut Known::new(&Three)).1, @"v.yaml:1:1: 词表里没有主题 (no topics in this vocabulary) (写法 (as in): {id: silk, name: 蚕桑丝绸, cues: [缫丝, 蚕茧]}, {extends: agriculture, cues: [蚕桑]})");
        insta::assert_snapshot!(told("# 空\n", &mut Known::new(&Three)).1, @"v.yaml:1:1: 词表里没有主题 (no topics in this vocabulary) (写法 (as in): {id: silk, name: 蚕桑丝绸, cues: [缫丝, 蚕茧]}, {extends: agriculture, cues: [蚕桑]})");
    }
}
