//! Personal names and names of bodies, as they stand in bylines.

use super::charset::CharSet;
use super::{is_han, script::simple, words::is_word};
use std::collections::BTreeSet;
use std::sync::LazyLock;

/// Living surnames that the table lacks.
const MORE: [&str; 55] = [
    "闫", "付", "晋", "代", "么", "岳", "兰", "涂", "阳", "芦", "麦", "佟", "苟", "隋", "商", "丛", "佘",
    "苑", "迟", "邝", "官", "原", "栗", "楚", "鄢", "粟", "冼", "楼", "仝", "帅", "练", "漆", "卿", "初",
    "门", "敬", "来", "普", "鹿", "邸", "亓", "修", "赫", "况", "鲜", "战", "亢", "但", "冶", "斯", "檀",
    "展", "智", "尧", "闭",
];

/// Surnames, in simplified characters: of one character, of two.
struct Surnames {
    one: CharSet,
    two: BTreeSet<[char; 2]>,
}

/// Surnames of npm `pinyin-pro` 3.29.4 (MIT), and those that it lacks.
static SURNAMES: LazyLock<Surnames> = LazyLock::new(|| {
    let mut surnames = Surnames { one: CharSet::of(""), two: BTreeSet::new() };
    let table = include_str!("../describe/tables/surnames.tsv");
    for name in table.lines().filter_map(|l| l.split('\t').next()).chain(MORE) {
        let mut chars = name.chars();
        match (chars.next(), chars.next()) {
            (Some(first), Some(second)) => surnames.two.extend([[first, second]]),
            (first, _) => first.into_iter().for_each(|c| surnames.one.insert(c)),
        }
    }
    surnames
});

/// Whether these characters, in either script, are a surname.
fn are_surname(chars: &[char]) -> bool {
    match chars {
        [c] => SURNAMES.one.contains(simple(*c)),
        [a, b] => SURNAMES.two.contains(&[simple(*a), simple(*b)]),
        _ => false,
    }
}

/// `tables/given_names.txt`: parts of the names of peoples who have no surnames.
static GIVEN: LazyLock<BTreeSet<&'static str>> = LazyLock::new(|| {
    let lines = include_str!("tables/given_names.txt").lines();
    lines.filter(|l| !l.starts_with('#')).flat_map(str::split_whitespace).collect()
});

/// Their first characters: most words begin otherwise.
static GIVEN_FIRST: LazyLock<BTreeSet<char>> =
    LazyLock::new(|| GIVEN.iter().filter_map(|part| part.chars().next()).collect());

/// 扎西次仁, 乌兰图雅, 阿依古丽: a name that is wholly made of such parts.
fn is_given(chars: &[char]) -> bool {
    if chars.is_empty() {
        return true;
    }
    GIVEN_FIRST.contains(&chars[0])
        && (2..=5.min(chars.len()))
            .any(|n| GIVEN.contains(chars[..n].iter().collect::<String>().as_str()) && is_given(&chars[n..]))
}

/// Endings of bodies that sign articles.
const BODY_ENDINGS: &[&str] = &[
    "办",
    "办公室",
    "局",
    "委",
    "委员会",
    "宣传部",
    "组织部",
    "编辑部",
    "评论部",
    "课题组",
    "调研组",
    "报道组",
    "通讯组",
    "理论组",
    "创作组",
    "记者团",
    "宣传科",
    "公社",
    "大队",
    "采访组",
    "调查组",
    "工作组",
    "读报组",
    "写作组",
    "合作社",
    "农技站",
    "气象站",
    "文化站",
    "广播站",
    "卫生院",
    "编写组",
    "服务中心",
    "融媒体中心",
    "中心",
    "记者站",
    "研究室",
    "研究院",
    "研究所",
    "研究会",
    "政府",
    "公司",
    "集团",
    "大学",
    "学院",
    "中学",
    "小学",
    "协会",
    "联合会",
    "学会",
    "党校",
    "支部",
    "党委",
    "总工会",
    "团委",
    "妇联",
    "工会",
    "法院",
    "检察院",
    "派出所",
    "医院",
    "银行",
    "分行",
    "支行",
    "通讯社",
    "电视台",
    "电台",
    "街道",
    "社区",
    "政协",
    "人大",
    "人社局",
    "档案馆",
    "图书馆",
    "博物馆",
    "文化馆",
    "方志馆",
];

/// Their last characters: most texts end otherwise.
static BODY_LAST: LazyLock<BTreeSet<char>> =
    LazyLock::new(|| BODY_ENDINGS.iter().filter_map(|ending| ending.chars().next_back()).collect());

/// Looks like a personal name of two to four characters (a surname first), or a name with a middle dot.
pub fn is_person(token: &str) -> bool {
    let chars: Vec<char> = token.chars().collect();
    if token.contains('·') {
        return (4..=14).contains(&chars.len())
            && chars.iter().all(|c| is_han(*c) || *c == '·')
            && token.split('·').all(|p| !p.is_empty())
            // 买买提 is in the word list too: it is names only that hold a part that is no word.
            && token.split('·').any(|p| !is_word(p))
            // 竹篙·石桥·水尺 is a title of three nouns.
            && !(token.matches('·').count() > 1 && token.split('·').all(|p| p.chars().count() <= 2));
    }
    // Two characters alone may be a place: 达瓦, 乌兰.
    if (3..=7).contains(&chars.len()) && is_given(&chars) {
        return true;
    }
    if !(2..=4).contains(&chars.len()) || !chars.iter().all(|c| is_han(*c)) {
        return false;
    }
    static NEVER: CharSet = CharSet::of("的是在及或被第版页讯说了着们吗呢吧报");
    if chars.iter().any(|c| NEVER.contains(*c)) {
        return false;
    }
    if chars.len() >= 3 && are_surname(&chars[..2]) {
        return true;
    }
    // Two surnames in one name (a married or a double name): 范徐丽泰.
    are_surname(&chars[..1]) && (chars.len() < 4 || are_surname(&chars[1..2]) && !is_word(token))
}

/// Whether the character, or two, are a surname, in either script.
pub fn is_surname(text: &str) -> bool {
    are_surname(&text.chars().take(3).collect::<Vec<_>>())
}

/// [`is_person`], and no common word: 方法, 高平 and 安全 begin with surnames too.
pub fn is_surely_person(token: &str) -> bool {
    let four = token.chars().count() == 4 && !token.contains('·');
    let compound = || are_surname(&token.chars().take(2).collect::<Vec<_>>());
    let given = || is_given(&token.chars().collect::<Vec<_>>());
    is_person(token)
        && (!four || compound() || given())
        && !is_word(token)
        && !(token.chars().count() == 3 && two_word(token))
}

/// Three characters of which two make a common word and the whole reads as a phrase: 高质量, 金融业.
fn two_word(token: &str) -> bool {
    let chars: Vec<char> = token.chars().collect();
    let head: String = chars[..2].iter().collect();
    is_word(&head) && "业化性者员量型区市县镇村社会力率度点线网厂局部院所店场路桥楼".contains(chars[2])
}

/// Looks like the name of a body that signs articles: 某某县委改革办, 本报编辑部.
pub fn is_body(token: &str) -> bool {
    static NEVER: CharSet = CharSet::of("用把让为将了的着看走起出进来去不是有");
    let len = token.chars().count();
    (3..=24).contains(&len)
        && token.chars().next_back().is_some_and(|c| BODY_LAST.contains(&c))
        && token.chars().all(|c| is_han(c) || "《》“”()（）·".contains(c))
        && !token.chars().any(|c| NEVER.contains(c))
        && BODY_ENDINGS.iter().any(|e| token.ends_with(e))
}

/// Puts together names spaced out in print: `孙 岩 王映雪` → 孙岩, 王映雪. Tokens are split at white space and 、.
pub fn close_up(text: &str) -> Vec<String> {
    static APART: CharSet = CharSet::of("、,，;；/");
    let tokens: Vec<&str> =
        text.split(|c: char| APART.contains(c) || c.is_whitespace()).filter(|t| !t.is_empty()).collect();
    let mut out: Vec<String> = Vec::new();
    let mut i = 0;
    let single = |t: &str| t.chars().count() == 1 && t.chars().all(is_han);
    while i < tokens.len() {
        if single(tokens[i]) {
            let run = tokens[i..].iter().take_while(|t| single(t)).count();
            // 张 三 李 四 is two names; 王 小 明 is one.
            let take = if run >= 4 && run % 2 == 0 { 2 } else { run.clamp(1, 3) };
            // 柳 青山: a surname set apart from its given name.
            let given =
                tokens.get(i + 1).filter(|t| run == 1 && t.chars().count() <= 2 && t.chars().all(is_han));
            if let Some(given) = given.filter(|_| tokens[i].chars().all(|c| SURNAMES.one.contains(c))) {
                out.push(format!("{}{given}", tokens[i]));
                i += 2;
                continue;
            }
            out.push(tokens[i..i + take].concat());
            i += take;
        } else {
            out.push(tokens[i].to_string());
            i += 1;
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn people() {
        for name in [
            "王振川",
            "欧阳修",
            "司马相如",
            "阿不都·热合曼",
            "阿依努尔·买买提",
            "張學良",
            "晋安然",
            "扎西次仁",
            "乌兰图雅",
            "敖日格勒",
        ] {
            assert!(is_person(name), "{name}");
        }
        for other in ["的", "本报", "活力四射", "10月", "通讯"] {
            assert!(!is_person(other), "{other}");
        }
        for word in ["安全", "方法", "金融业"] {
            assert!(!is_surely_person(word), "{word}");
        }
    }

    #[test]
    fn spaced_names_are_closed_up() {
        assert_eq!(close_up("孙 岩 王映雪"), ["孙岩", "王映雪"]);
        assert_eq!(close_up("张 三 李 四"), ["张三", "李四"]);
        assert_eq!(close_up("王　川"), ["王川"]);
        assert_eq!(close_up("柳 青山 田一禾"), ["柳青山", "田一禾"]);
        assert_eq!(close_up("何广文、赵一帆"), ["何广文", "赵一帆"]);
    }

    #[test]
    fn bodies() {
        assert!(is_body("中共某某县委农办"));
        assert!(!is_body("办"));
    }
}
