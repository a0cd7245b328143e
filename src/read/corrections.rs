//! The `corrections` of a sidecar: which form each item has, and what it says.
//!
//! An item is a mapping with the keys of exactly one form, beside `nth` and `note`, which may stand in any.

use super::schema::Checker;
use super::sidecar::{Action, Anchor, Correction, Facts};
use super::yaml::{Entry, Node, Value};

const KEYS: [&str; 14] = [
    "at", "set", "text", "withhold", "accept", "start", "end", "join", "move", "after", "residue", "role",
    "nth", "note",
];

const SET_KEYS: [&str; 10] =
    ["title", "kicker", "subtitle", "column", "authors", "page", "page_end", "section", "regions", "topics"];

const ROLES: [&str; 7] =
    ["masthead", "contents", "colophon", "column", "advertisement", "furniture", "unplaced"];

/// Codes of the notices that the splitter gives.
pub const NOTICES: [&str; 8] = [
    "continuation-without-beginning",
    "begins-in-mid-sentence",
    "breaks-off",
    "repeated-sentence",
    "byline-differs-from-contents",
    "contents-entry-not-found",
    "date-contradicted",
    "uncertain-split",
];

/// The forms, each by the key that tells it, with the keys it needs.
const FORMS: [(&str, &[&str]); 9] = [
    ("set", &["at", "set"]),
    ("text", &["at", "text"]),
    ("withhold", &["at", "withhold"]),
    ("accept", &["at", "accept"]),
    ("start", &["start"]),
    ("end", &["end"]),
    ("join", &["join"]),
    ("move", &["move", "after"]),
    ("residue", &["residue", "role"]),
];

const EXAMPLES: &str = "写法 (as in): {at: …, set: {…}}, {at: …, text: …}, {at: …, withhold: true}, \
    {at: …, accept: breaks-off}, {start: …}, {end: …}, {join: [a, b]}, {move: a, after: b}, {residue: a, role: advertisement}";

/// Reads the list; an item that is wrong is noted and left out, the others are read.
pub fn read(check: &mut Checker, node: &Node) -> Vec<Correction> {
    let Value::List(items) = &node.value else {
        check.error(
            node.spot,
            "corrections 应为列表 (must be a list)",
            "每条以 `- ` 开头 (each item begins with `- `)",
        );
        return Vec::new();
    };
    items.iter().filter_map(|item| correction(check, item)).collect()
}

fn correction(check: &mut Checker, item: &Node) -> Option<Correction> {
    let before = check.problems.len();
    let entries = check.map(item, &KEYS)?;
    let fields = Fields { item, entries };
    let action = action(check, &fields);
    let note = fields.get("note").and_then(|node| check.text(node));
    // Half an item must not be applied: the rest of it may have been what mattered.
    let whole = check.problems.len() == before;
    let (line, column) = (item.spot.line, item.spot.column);
    let path = check.file.path().to_owned();
    action.filter(|_| whole).map(|action| Correction { path, line, column, action, note })
}

/// The entries of one item.
struct Fields<'n> {
    item: &'n Node,
    entries: Vec<&'n Entry>,
}

impl<'n> Fields<'n> {
    fn entry(&self, key: &str) -> Option<&'n Entry> {
        self.entries.iter().copied().find(|entry| entry.key == key)
    }

    fn get(&self, key: &str) -> Option<&'n Node> {
        self.entry(key).map(|entry| &entry.node)
    }
}

/// Which form an item has, by the one key that tells it, and the keys which that needs.
fn form<'n>(check: &mut Checker, fields: &Fields<'n>) -> Option<(&'n Entry, &'static [&'static str])> {
    let told: Vec<(&Entry, &[&str])> =
        FORMS.iter().filter_map(|(key, needs)| fields.entry(key).map(|entry| (entry, *needs))).collect();
    match told[..] {
        [one] => Some(one),
        [] => {
            check.error(
                fields.item.spot,
                "这一条没有说要改什么 (this correction says nothing to do)",
                EXAMPLES,
            );
            None
        }
        [(first, _), (second, _), ..] => {
            let message = format!("{} 与 {} 不能在同一条 (not in one correction)", first.key, second.key);
            check.error(second.spot, message, "请分成两条 (write two corrections)");
            None
        }
    }
}

/// Tells the keys that do not go with the form, and those that it lacks.
fn check_keys(check: &mut Checker, fields: &Fields, form: &Entry, needs: &[&str]) {
    for entry in &fields.entries {
        let key = entry.key.as_str();
        if !needs.contains(&key) && !matches!(key, "nth" | "note") {
            let message = format!("{key} 不能与 {} 同用 ({key} does not go with {})", form.key, form.key);
            check.error(entry.spot, message, EXAMPLES);
        }
    }
    for key in needs {
        if fields.entry(key).is_none() {
            check.error(form.spot, format!("{} 还需要 {key} ({} needs {key})", form.key, form.key), EXAMPLES);
        }
    }
}

fn action(check: &mut Checker, fields: &Fields) -> Option<Action> {
    let (form, needs) = form(check, fields)?;
    check_keys(check, fields, form, needs);
    let nth = fields.get("nth").and_then(|node| check.count(node));
    let main = |check: &mut Checker, key: &str| anchor(check, fields.get(key)?, nth);
    match form.key.as_str() {
        "set" => Some(Action::Set { at: main(check, "at")?, facts: facts(check, &form.node)? }),
        "text" => Some(Action::Text { at: main(check, "at")?, printed: check.text(&form.node)? }),
        "withhold" => {
            if form.node.value != Value::Bool(true) {
                check.error(
                    form.node.spot,
                    "withhold 只能是 true (only true)",
                    "要开放就删去此条 (to publish it, remove the item)",
                );
            }
            Some(Action::Withhold { at: main(check, "at")? })
        }
        "accept" => Some(Action::Accept {
            at: main(check, "at")?,
            code: check.one_of(fields.get("accept")?, &NOTICES, &[])?,
        }),
        "start" => Some(Action::Start { at: main(check, "start")? }),
        "end" => Some(Action::End { at: main(check, "end")? }),
        "join" => join(check, fields, &form.node),
        "move" => Some(Action::Move {
            block: main(check, "move")?,
            after: anchor(check, fields.get("after")?, None)?,
        }),
        _ => Some(Action::Residue {
            at: main(check, "residue")?,
            role: check.one_of(fields.get("role")?, &ROLES, &[])?,
        }),
    }
}

fn join(check: &mut Checker, fields: &Fields, node: &Node) -> Option<Action> {
    if let Some(nth) = fields.entry("nth") {
        let help = "请写成 (write) {join: [{text: a, nth: 2}, b]}";
        check.error(nth.spot, "join 有两处，nth 不知指哪一处 (join has two anchors; nth of which?)", help);
    }
    match &node.value {
        Value::List(items) if items.len() == 2 => {
            let mut both = items.iter().filter_map(|item| anchor(check, item, None));
            Some(Action::Join { first: both.next()?, second: both.next()? })
        }
        _ => {
            check.error(node.spot, "join 要正好两处 (join takes exactly two anchors)", EXAMPLES);
            None
        }
    }
}

/// Quoted text, or `{text: …, nth: 2}`.
fn anchor(check: &mut Checker, node: &Node, nth: Option<usize>) -> Option<Anchor> {
    let (words, nth) = match &node.value {
        Value::Map(_) => {
            let entries = check.map(node, &["text", "nth"])?;
            let get = |key: &str| entries.iter().find(|entry| entry.key == key).map(|entry| &entry.node);
            let Some(text) = get("text") else {
                check.error(node.spot, "缺少 text (text is missing)", "写法 (as in): {text: …, nth: 2}");
                return None;
            };
            (text, get("nth").and_then(|node| check.count(node)).or(nth))
        }
        _ => (node, nth),
    };
    let text = check.some_text(words)?;
    Some(Anchor { text, nth })
}

fn facts(check: &mut Checker, node: &Node) -> Option<Facts> {
    let before = check.problems.len();
    let entries = check.map(node, &SET_KEYS)?;
    // Keys that are all misspelt have been told one by one.
    if entries.is_empty() && check.problems.len() == before {
        check.error(
            node.spot,
            "set 里没有可用的内容 (set sets nothing)",
            format!("可用 (allowed): {}", SET_KEYS.join(", ")),
        );
        return None;
    }
    let mut facts = Facts::default();
    for entry in entries {
        let value = &entry.node;
        match entry.key.as_str() {
            "title" => facts.title = check.some_text(value),
            "kicker" => facts.kicker = check.text(value),
            "subtitle" => facts.subtitle = check.text(value),
            "column" => facts.column = check.text(value),
            "authors" => {
                facts.authors = check.texts(value).map(|all| all.into_iter().map(|(text, _)| text).collect())
            }
            "page" => facts.page = check.some_text(value),
            "page_end" => facts.page_end = check.some_text(value),
            "section" => facts.section = check.text(value),
            "regions" => {
                let all = check.texts(value).unwrap_or_default();
                facts.regions =
                    Some(all.into_iter().filter_map(|(text, spot)| check.region(text, spot)).collect());
            }
            _ => {
                let all = check.texts(value).unwrap_or_default();
                facts.topics =
                    Some(all.into_iter().filter_map(|(text, spot)| check.topic(text, spot)).collect());
            }
        }
    }
    Some(facts)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::split::rules::{Kind, Rule};

    #[test]
    fn every_notice_can_be_accepted() {
        let all: Vec<&str> = Rule::ALL.iter().filter(|r| r.kind() == Kind::Notice).map(|r| r.id()).collect();
        assert_eq!(all, NOTICES);
    }
    use crate::read::codes::KnownCodes;
    use crate::read::sidecar::{self, Sidecar};
    use crate::read::yaml::YamlText;

    struct Few;

    impl KnownCodes for Few {
        fn is_region(&self, code: &str) -> bool {
            matches!(code, "140500" | "140524")
        }
        fn nearest_region(&self, text: &str) -> Option<String> {
            (text == "陵川").then(|| "140524 陵川县".into())
        }
        fn is_topic(&self, id: &str) -> bool {
            matches!(id, "agriculture" | "party")
        }
        fn topics(&self) -> Vec<String> {
            vec!["party".into(), "agriculture".into()]
        }
    }

    fn told(text: &str) -> (Sidecar, String) {
        let mut problems = Vec::new();
        let file = YamlText::new("a.yaml", text);
        let sidecar = sidecar::read(&mut Checker { file: &file, codes: &Few, problems: &mut problems });
        (sidecar, problems.iter().map(|p| format!("{p}\n")).collect())
    }

    #[test]
    fn every_form_of_the_design_is_read() {
        let (sidecar, problems) = told(
            r#"
publication: 晋城工作
date: 2022-05-10
number: 2022年第5期
serial: 224
edition: 增刊
corrections:
  - {at: "深入实施“特”“优”战略", set: {title: 新, authors: [王川, 高一鸣], column: 论坛, page: 17, regions: [140524], topics: agriculture}}
  - {start: "老渡口的灯还亮着", nth: 2}
  - {end: 完}
  - {join: [a, {text: b, nth: 3}]}
  - {move: a, after: b}
  - {residue: a, role: advertisement}
  - {at: "矿去", text: 矿区, note: "OCR"}
  - {at: 密, withhold: true}
"#,
        );
        assert_eq!(problems, "");
        let shown: Vec<String> = sidecar
            .corrections
            .iter()
            .map(|c| format!("{}:{}:{} {:?} {:?}", c.path, c.line, c.column, c.action, c.note))
            .collect();
        assert_eq!((sidecar.serial, sidecar.edition.as_deref()), (Some(224), Some("增刊")));
        insta::assert_snapshot!(shown.join("\n"), @r#"
        a.yaml:8:6 Set { at: Anchor { text: "深入实施“特”“优”战略", nth: None }, facts: Facts { title: Some("新"), kicker: None, subtitle: None, column: Some("论坛"), authors: Some(["王川", "高一鸣"]), page: Some("17"), page_end: None, section: None, regions: Some(["140524"]), topics: Some(["agriculture"]) } } None
        a.yaml:9:6 Start { at: Anchor { text: "老渡口的灯还亮着", nth: Some(2) } } None
        a.yaml:10:6 End { at: Anchor { text: "完", nth: None } } None
        a.yaml:11:6 Join { first: Anchor { text: "a", nth: None }, second: Anchor { text: "b", nth: Some(3) } } None
        a.yaml:12:6 Move { block: Anchor { text: "a", nth: None }, after: Anchor { text: "b", nth: None } } None
        a.yaml:13:6 Residue { at: Anchor { text: "a", nth: None }, role: "advertisement" } None
        a.yaml:14:6 Text { at: Anchor { text: "矿去", nth: None }, printed: "矿区" } Some("OCR")
        a.yaml:15:6 Withhold { at: Anchor { text: "密", nth: None } } None
        "#);
    }

    #[test]
    fn every_slip_is_told_and_the_rest_is_read() {
        let (sidecar, problems) = told(
            r#"
date: 2022年5月10日
serial: -1
publcation: 甲
corrections:
  - {at: 一, set: {titel: 新, regions: [陵川, 140524], topics: [agricultur]}}
  - {at: 二}
  - {at: 三, text: 丙, withhold: true}
  - {join: [一]}
  - {join: [一, 二], nth: 2}
  - {move: 一}
  - {residue: 一, role: ad}
  - {start: "", nth: 0}
  - {start: 一, role: column}
  - {at: 一, withhold: false}
  - {at: 一, set: {}}
  - 只有一句
  - {end: 好的}
"#,
        );
        assert_eq!(sidecar.corrections.len(), 1);
        insta::assert_snapshot!(problems, @r#"
        a.yaml:4:1: 不认识的键 publcation (unknown key) (是不是 publication? (did you mean publication?) 可用 (allowed): publication, date, number, serial, edition, corrections)
        a.yaml:2:7: 不能用的值 2022年5月10日 (bad value) (是不是 2022-05-10? (did you mean 2022-05-10?) 写法 (as in): 2022-05-10, 2022-05, 2022, 2021-11~)
        a.yaml:3:9: 不能用的值 -1 (bad value) (应为 1 起的整数，如 224 (a whole number from 1))
        a.yaml:6:19: 不认识的键 titel (unknown key) (是不是 title? (did you mean title?) 可用 (allowed): title, kicker, subtitle, column, authors, page, page_end, section, regions, topics)
        a.yaml:6:39: 不能用的值 陵川 (bad value) (是不是 140524 陵川县? (did you mean 140524 陵川县?) 应为 6 位行政区划代码，如 140500 (a GB/T 2260 code of 6 digits))
        a.yaml:6:61: 不能用的值 agricultur (bad value) (是不是 agriculture? (did you mean agriculture?) 可用 (allowed): party, agriculture)
        a.yaml:7:6: 这一条没有说要改什么 (this correction says nothing to do) (写法 (as in): {at: …, set: {…}}, {at: …, text: …}, {at: …, withhold: true}, {at: …, accept: breaks-off}, {start: …}, {end: …}, {join: [a, b]}, {move: a, after: b}, {residue: a, role: advertisement})
        a.yaml:8:22: text 与 withhold 不能在同一条 (not in one correction) (请分成两条 (write two corrections))
        a.yaml:9:13: join 要正好两处 (join takes exactly two anchors) (写法 (as in): {at: …, set: {…}}, {at: …, text: …}, {at: …, withhold: true}, {at: …, accept: breaks-off}, {start: …}, {end: …}, {join: [a, b]}, {move: a, after: b}, {residue: a, role: advertisement})
        a.yaml:10:20: join 有两处，nth 不知指哪一处 (join has two anchors; nth of which?) (请写成 (write) {join: [{text: a, nth: 2}, b]})
        a.yaml:11:6: move 还需要 after (move needs after) (写法 (as in): {at: …, set: {…}}, {at: …, text: …}, {at: …, withhold: true}, {at: …, accept: breaks-off}, {start: …}, {end: …}, {join: [a, b]}, {move: a, after: b}, {residue: a, role: advertisement})
        a.yaml:12:24: 不能用的值 ad (bad value) (是不是 advertisement? (did you mean advertisement?) 可用 (allowed): masthead, contents, colophon, column, advertisement, furniture, unplaced)
        a.yaml:13:22: 不能用的值 0 (bad value) (应为 1 起的整数，如 224 (a whole number from 1))
        a.yaml:13:13: 值是空的 (the value is empty) (写上文字，或删去此键 (give it text, or remove the key))
        a.yaml:14:16: role 不能与 start 同用 (role does not go with start) (写法 (as in): {at: …, set: {…}}, {at: …, text: …}, {at: …, withhold: true}, {at: …, accept: breaks-off}, {start: …}, {end: …}, {join: [a, b]}, {move: a, after: b}, {residue: a, role: advertisement})
        a.yaml:15:23: withhold 只能是 true (only true) (要开放就删去此条 (to publish it, remove the item))
        a.yaml:16:13: set 里没有可用的内容 (set sets nothing) (可用 (allowed): title, kicker, subtitle, column, authors, page, page_end, section, regions, topics)
        a.yaml:17:5: 类型不对：应为键和值 (a mapping of keys and values)，却是文字 (text) (可用 (allowed): at, set, text, withhold, accept, start, end, join, move, after, residue, role, nth, note)
        "#);
        insta::assert_snapshot!(told("corrections: {at: 一}\n").1, @"a.yaml:1:15: corrections 应为列表 (must be a list) (每条以 `- ` 开头 (each item begins with `- `))");
    }
}
