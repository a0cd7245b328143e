//! `people` in archive.yaml: names that are one person's, and a name that is several persons'.
//!
//! In: the YAML's list. Out: [`PersonRule`]s that do not contradict each other; what is wrong is noted and left out.

use super::schema::Checker;
use super::yaml::{Node, Spot, Value};
use std::collections::BTreeMap;

/// What a person says of a name in bylines.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PersonRule {
    pub name: String,
    /// Other names, as printed, of the same person or body.
    pub same: Vec<String>,
    /// Those of this name are kept apart by publication.
    pub apart: bool,
    /// Where in archive.yaml it stands: line and column, from 1.
    pub at: (usize, usize),
}

const EXAMPLE: &str = "写法 (as in): {name: 张三, same: [张叁]}, {name: 李明, apart: publication}";

/// `- {name: 张三, same: [张叁]}`, `- {name: 李明, apart: publication}`.
pub fn people(check: &mut Checker, node: &Node) -> Vec<PersonRule> {
    let items = match &node.value {
        Value::List(items) => items.as_slice(),
        _ => std::slice::from_ref(node),
    };
    let mut rules: Vec<PersonRule> = Vec::new();
    // A name may stand once, as itself or as another's.
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    for item in items {
        let Some((mut rule, names)) = rule(check, item) else { continue };
        let mut fresh = true;
        for (name, spot) in &names {
            if let Some(line) = seen.get(&plain(name)) {
                let message = format!("{name} 已在第 {line} 行 (this name stands in line {line} already)");
                check.error(*spot, message, "一个名字只写一处 (give each name once)");
                fresh = false;
            }
        }
        if fresh {
            seen.extend(names.iter().map(|(name, spot)| (plain(name), spot.line)));
            rule.at = (item.spot.line, item.spot.column);
            rules.push(rule);
        }
    }
    rules
}

/// One rule, and the names in it with their places.
fn rule(check: &mut Checker, node: &Node) -> Option<(PersonRule, Vec<(String, Spot)>)> {
    let entries = check.map(node, &["name", "same", "apart"])?;
    let has = |key: &str| entries.iter().any(|entry| entry.key == key);
    if !has("name") {
        check.error(node.spot, "缺少 name (name is needed)", EXAMPLE);
        return None;
    }
    if has("same") == has("apart") {
        check.error(node.spot, "same 与 apart 写且只写一个 (either same or apart)", EXAMPLE);
        return None;
    }
    let mut rule = PersonRule { name: String::new(), same: Vec::new(), apart: false, at: (1, 1) };
    let mut names = Vec::new();
    for entry in entries {
        let value = &entry.node;
        match entry.key.as_str() {
            "name" => {
                rule.name = check.some_text(value)?;
                names.push((rule.name.clone(), value.spot));
            }
            "same" => {
                let same = check.texts(value)?;
                rule.same = same.iter().map(|(name, _)| name.clone()).collect();
                names.extend(same);
            }
            _ => {
                check.one_of(value, &["publication"], &[("报刊", "publication")])?;
                rule.apart = true;
            }
        }
    }
    // 张 三 is 张三 without anybody's word: it may stand beside it.
    let own = plain(&rule.name);
    let mut first = true;
    names.retain(|(name, _)| plain(name) != own || std::mem::take(&mut first));
    Some((rule, names))
}

/// The name without its spaces: 张 三 and 张三 are one.
fn plain(name: &str) -> String {
    name.split_whitespace().collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::codes::AnyCode;
    use crate::read::yaml::YamlText;

    fn told(text: &str) -> (Vec<PersonRule>, String) {
        let mut problems = Vec::new();
        let file = YamlText::new("a.yaml", text);
        let mut check = Checker { file: &file, codes: &AnyCode, problems: &mut problems };
        let rules = file.parse(check.problems).map(|node| people(&mut check, &node)).unwrap_or_default();
        (rules, problems.iter().map(|p| format!("{p}\n")).collect())
    }

    #[test]
    fn names_are_merged_and_kept_apart() {
        let (rules, problems) = told(
            "- {name: 张三, same: [张 三, 张叁]}\n- {name: 李明, apart: publication}\n- {name: 王五, same: 王伍}\n",
        );
        assert_eq!(problems, "");
        let rule = |name: &str, same: &[&str], apart, at| PersonRule {
            name: name.into(),
            same: same.iter().map(|s| (*s).into()).collect(),
            apart,
            at,
        };
        assert_eq!(
            rules,
            [
                rule("张三", &["张 三", "张叁"], false, (1, 4)),
                rule("李明", &[], true, (2, 4)),
                rule("王五", &["王伍"], false, (3, 4)),
            ]
        );
    }

    #[test]
    fn every_slip_is_told() {
        let text = "- {name: 张三}\n- {same: [张叁]}\n- {name: 李明, apart: region}\n- {name: 甲, same: [乙]}\n- {name: 丙, same: [乙]}\n- {name: 丁, same: [戊], apart: publication}\n- {nmae: 己}\n- 庚\n- {name: 辛, same: [[壬]]}\n";
        insta::assert_snapshot!(told(text).1, @r#"
        a.yaml:1:4: same 与 apart 写且只写一个 (either same or apart) (写法 (as in): {name: 张三, same: [张叁]}, {name: 李明, apart: publication})
        a.yaml:2:4: 缺少 name (name is needed) (写法 (as in): {name: 张三, same: [张叁]}, {name: 李明, apart: publication})
        a.yaml:3:21: 不能用的值 region (bad value) (可用 (allowed): publication, 报刊)
        a.yaml:5:20: 乙 已在第 4 行 (this name stands in line 4 already) (一个名字只写一处 (give each name once))
        a.yaml:6:4: same 与 apart 写且只写一个 (either same or apart) (写法 (as in): {name: 张三, same: [张叁]}, {name: 李明, apart: publication})
        a.yaml:7:4: 不认识的键 nmae (unknown key) (是不是 name? (did you mean name?) 可用 (allowed): name, same, apart)
        a.yaml:7:4: 缺少 name (name is needed) (写法 (as in): {name: 张三, same: [张叁]}, {name: 李明, apart: publication})
        a.yaml:8:3: 类型不对：应为键和值 (a mapping of keys and values)，却是文字 (text) (可用 (allowed): name, same, apart)
        a.yaml:9:21: 类型不对：应为文字 (text)，却是列表 (a list) (文字有歧义时请加引号 (put it in quotes))
        "#);
    }
}
