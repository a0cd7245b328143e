use super::*;
use proptest::prelude::*;

fn every() -> impl Iterator<Item = char> {
    '\0'..=char::MAX
}

#[test]
fn examples() {
    for (text, basically, fully) in [
        ("經濟發展", "經濟發展", "经济发展"),
        ("後院里的皇后", "後院里的皇后", "后院里的皇后"),
        ("乾隆 干部 幹部", "乾隆干部幹部", "干隆干部干部"),
        ("東京の経済、発展", "東京の経済、発展", "东京の经济、发展"),
        ("羣衆夠強", "羣衆夠強", "群众够强"),
        ("⻓江⽇報 神社", "⻓江日報神社", "长江日报神社"),
        ("ＷｉＦｉ　５Ｇ", "wifi5g", "wifi5g"),
        ("164.4億元", "164.4億元", "164.4亿元"),
        ("㈱ 120㎡ ½ ③ Ⅻ ℃", "(株)120m21/23xii°c", "(株)120m21/23xii°c"),
        ("İstanbul ΟΔΟΣ Straße ﬁne", "istanbulοδοσstraßefine", "istanbulοδοσstraßefine"),
        ("I\u{307} e\u{301}É A\u{30A}", "iééå", "iééå"),
        ("ﷺ", "صلىاللهعليهوسلم", "صلىاللهعليهوسلم"),
        ("𠮷野家", "𠮷野家", "𠮷野家"),
        ("“好”「好」﹁好﹂‘好’", "\"好\"\"好\"\"好\"'好'", "\"好\"\"好\"\"好\"'好'"),
        ("甲、乙，丙。", "甲、乙,丙。", "甲、乙,丙。"),
        ("一九六○年——二〇〇一年", "一九六〇年--二〇〇一年", "一九六〇年--二〇〇一年"),
        ("3∶1 〔记者〕【本报】・•", "3:1[记者][本报]··", "3:1[记者][本报]··"),
        ("邸\u{200B}报\u{FEFF}\u{AD}❤\u{FE0F}\u{0}", "邸报❤", "邸报❤"),
        ("ㄱㅏ ᄒ\u{1161}\u{11AB} ﾊﾟ", "가한パ", "가한パ"),
        // Newer than what all browsers know: neither normalised nor put into lower case.
        ("\u{1FBF0}\u{A7DA}e\u{1ACF}", "\u{1FBF0}\u{A7DA}e\u{1ACF}", "\u{1FBF0}\u{A7DA}e\u{1ACF}"),
    ] {
        assert_eq!(basic(text), basically, "basic({text})");
        assert_eq!(fold(text), fully, "fold({text})");
    }
}

#[test]
fn every_code_point_folds_as_the_rule_says_and_once_is_enough() {
    for c in every() {
        let text = c.to_string();
        for (quick, one) in [(basic as fn(&str) -> String, one as fn(char) -> Option<char>), (fold, letter)] {
            let mut rule = String::new();
            slowly(&text, one, &mut rule);
            let folded = quick(&text);
            assert_eq!(folded, rule, "U+{:04X}", c as u32);
            assert_eq!(quick(&folded), folded, "twice: U+{:04X}", c as u32);
        }
    }
}

#[test]
fn each_code_point_of_the_normal_form_becomes_one_or_none() {
    for c in every().filter(|&c| !within(c, LEFT)) {
        let kept = std::iter::once(c).nfkc().filter(|&c| one(c).is_some()).count();
        assert_eq!(fold(&c.to_string()).chars().count(), kept, "U+{:04X}", c as u32);
    }
}

#[test]
fn the_big_table_is_closed_and_the_small_steps_leave_it_alone() {
    let table = variants();
    assert_eq!(table.len(), include_str!("tables/variants.tsv").lines().count());
    assert!(table.len() > 4000);
    for (&from, &to) in table {
        assert!(!table.contains_key(&to), "{from} becomes {to}, which becomes another");
        for c in [from, to] {
            assert_eq!(basic(&c.to_string()), c.to_string());
        }
    }
    assert!(!table.contains_key(&'𠮷'));
}

#[test]
fn ranges_and_marks_are_in_order_and_apart() {
    for ranges in [DROPPED, LEFT] {
        assert!(ranges.iter().all(|(first, last)| first <= last));
        assert!(ranges.windows(2).all(|pair| pair[0].1 < pair[1].0));
    }
    let all: String = MARKS.iter().flat_map(|(to, from)| std::iter::once(*to).chain(from.chars())).collect();
    let mut seen = std::collections::BTreeSet::new();
    assert!(all.chars().all(|c| seen.insert(c) && !within(c, LEFT) && !within(c, DROPPED)));
}

proptest! {
    #[test]
    fn the_table_is_as_the_rule(text in "([a-eA-E가-각か-ごハｶ-ﾊ\u{1100}-\u{11C2}\u{300}-\u{345}\u{897}\u{1ACF}\u{3099}\u{FF9E}-\u{FFC0}ㄱ-ㅣ\u{200B}´ ½發㎡𑂙\u{110BA}क\u{93C}]|\\PC){0,12}") {
        for (quick, one) in [(basic as fn(&str) -> String, one as fn(char) -> Option<char>), (fold, letter)] {
            let mut rule = String::new();
            slowly(&text, one, &mut rule);
            prop_assert_eq!(quick(&text), rule);
        }
        let mut changes = BTreeSet::new();
        prop_assert_eq!(told(&text, &mut changes), fold(&text));
        let table = variants();
        let changed = basic(&text).chars().filter_map(|c| Some((c, *table.get(&c)?))).collect();
        prop_assert_eq!(changes, changed);
    }
}
