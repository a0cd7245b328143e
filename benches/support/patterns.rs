//! Pages of any size that are nothing but one pattern: what a rule that looks around too far would stumble on.

use super::words::{Dice, PLACES};

/// Makes one unit of a pattern; the number is the unit's.
type Unit = fn(&mut Dice, usize) -> String;

/// Each pattern's name and what makes it.
pub const PATTERNS: &[(&str, Unit)] = &[
    ("one-character lines", |d, _| d.pick(&["山\n", "水\n", "一\n", "的\n", "。\n"]).into()),
    ("one character's lines", |_, _| "山\n".into()),
    ("one line", |d, _| d.paragraph(60)),
    ("one line without a stop", |d, _| d.clause(40)),
    ("brackets", |_, _| "（".into()),
    ("brackets with text", |d, _| format!("（{}【{}《{}\n", d.clause(9), d.clause(5), d.clause(7))),
    ("headlines", |d, _| {
        let n = 8 + d.below(10);
        d.clause(n) + "\n"
    }),
    ("headlines set apart", |d, _| {
        let n = 8 + d.below(10);
        d.clause(n) + "\n\n"
    }),
    ("Markdown headings", |d, _| format!("## {}\n\n", d.clause(9))),
    ("headlines and texts", |d, _| format!("{}\n{}\n", d.clause(11), d.paragraph(70))),
    ("headlines and page marks", |d, i| format!("{}\n第{}版\n", d.clause(11), i % 97 + 1)),
    ("contents entries", |d, i| {
        opening(i, "目录\n") + &format!("{} {} {}\n", d.clause(12), d.name(), i % 99)
    }),
    ("contents entries alike", |d, i| {
        opening(i, "目录\n") + &format!("第{i}次会议的办法 {} {}\n", d.name(), i % 99)
    }),
    ("contents entry of names", |d, i| opening(i, "目录\n1 渡口的早晨\n") + &d.name() + "\n"),
    ("contents heads", |d, i| format!("目录\n{} {}\n\n{}。\n", i % 99, d.clause(7), d.clause(50))),
    ("contents, then articles", |d, i| {
        // The first half announces, the second half prints something like it.
        let title = |i: usize| format!("第{i}次会议的办法和意见");
        match i % 2 {
            0 => format!("\u{1}{} {}\n", title(i), i % 99),
            _ => format!("{}好\n{}\n", title(i), d.paragraph(50)),
        }
    }),
    ("bylines", |d, _| format!("□ 本报记者 {} 通讯员 {}\n", d.name(), d.name())),
    ("names", |d, _| format!("{} {}\n", d.name(), d.name())),
    ("bylines and signatures", |d, _| format!("本报记者 {}\n（{}）\n", d.name(), d.name())),
    ("signatures", |d, _| format!("（{} {}）\n", d.name(), d.name())),
    ("credits", |d, _| format!("{}。{} 摄\n", d.clause(12), d.name())),
    ("jump marks", |_, i| format!("（下转第{}版）\n（上接第{}版）\n", i % 9 + 1, i % 9 + 1)),
    ("上接 alone", |_, i| format!("（上接第{}版）\n", i % 9 + 1)),
    ("下转 alone", |_, i| format!("（下转第{}版）\n", i % 9 + 1)),
    ("jumps in texts", |d, i| {
        let (page, from) = (i % 9 + 1, (i + 4) % 9 + 1);
        format!(
            "{}\n{}，（下转第{page}版）\n（上接第{from}版）{}\n",
            d.clause(9),
            d.clause(50),
            d.paragraph(60)
        )
    }),
    ("a long text after a jump", |d, i| {
        opening(
            i,
            "渡口的早晨\n清早的河面上，（下转第2版）\n山路通了\n新修的路，\n（上接第1版）雾还没有散。\n",
        ) + &d.paragraph(40)
            + "\n"
    }),
    ("page marks", |d, i| format!("第{}版 {}\n", i % 97 + 1, d.pick(&["要闻", "民生", "副刊"]))),
    ("running heads", |d, i| {
        format!("山乡来信\n- {} -\n{}，\n{}。\n\n", i % 900, d.clause(30), d.clause(30))
    }),
    ("identical lines", |_, _| "清早的河面上飘着一层薄雾，摆渡的老人把缆绳解开，船慢慢离了岸。\n".into()),
    ("identical headlines", |_, _| "清早的河面上飘着薄雾\n".into()),
    ("verse", |d, i| d.clause(6) + if i % 4 == 3 { "\n\n" } else { "\n" }),
    ("numbered headings", |d, i| format!("{}、{}\n", numeral(i % 99 + 1), d.clause(8))),
    ("numbered headings and texts", |d, i| {
        format!("（{}）{}\n{}\n", numeral(i % 99 + 1), d.clause(8), d.paragraph(40))
    }),
    ("places in one list", |_, i| format!("{}、", PLACES[i % PLACES.len()])),
    ("lists of places", |d, i| {
        let list: Vec<&str> = (0..12).map(|_| d.place()).collect();
        opening(i, "各地来信\n") + &format!("本报讯 {}的代表来了。\n", list.join("、"))
    }),
    ("我市 and 县委", |d, _| format!("我市{}，县委{}，全省{}。\n", d.clause(8), d.clause(8), d.place())),
    ("datelines", |d, i| format!("新华社{}{}月1日电 {}\n", d.place(), i % 12 + 1, d.paragraph(60))),
    ("datelines and headlines", |d, _| format!("{}\n\n本报讯 {}\n\n", d.clause(12), d.paragraph(60))),
    ("open quotes", |_, _| "“".into()),
    ("texts with open quotes", |d, _| format!("“{}“{}\n", d.clause(20), d.clause(20))),
    ("texts that break off", |d, _| format!("{}，\n", d.clause(45))),
    ("captions in a broken text", |d, _| format!("{}，\n图为{}。\n", d.clause(45), d.clause(9))),
    ("wrapped lines", |d, _| d.clause(20) + "\n"),
    ("advertisements", |d, _| format!("公益广告\n{}。\n\n", d.clause(20))),
    ("mastheads", |_, i| format!("2021年{}月4日 星期四 第{i}期\n主编：于归\n", i % 12 + 1)),
    ("Latin lines", |_, i| format!("SHAN XIANG LAI XIN {i}\n（于 归）\n")),
    ("Markdown tables", |d, i| format!("| {} | {i} |\n", d.word())),
    ("Markdown lists", |d, _| format!("- {}\n", d.clause(12))),
    ("Markdown links", |d, _| format!("见[{}](http://a.b/c)与<http://d.e>，", d.word())),
    ("[[[[", |_, _| "[".into()),
    ("****", |_, _| "*".into()),
    ("((((", |_, _| "(".into()),
    ("(((( in Chinese", |_, i| opening(i, "山路") + "("),
    ("[a](", |_, _| "[a](".into()),
    ("****x", |d, _| format!("**{}", d.word())),
    ("####", |_, _| "# ".into()),
    ("blanks", |_, i| opening(i, "山路") + "  \u{3000}"),
    ("blank lines", |d, i| if i % 64 == 0 { d.clause(9) + "。\n" } else { "\n".into() }),
    ("mixed", |d, i| {
        // Every other pattern, a few units of each: rules meet in ways that none of them alone shows.
        let (_, unit) = PATTERNS[d.below(PATTERNS.len() - 1)];
        (0..3).map(|k| unit(d, i + k + 1)).chain(std::iter::once("\n".into())).collect()
    }),
];

fn opening(i: usize, text: &str) -> String {
    if i == 0 { text.to_string() } else { String::new() }
}

fn numeral(n: usize) -> String {
    const DIGITS: [&str; 10] = ["", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
    match (n / 10, n % 10) {
        (0, ones) => DIGITS[ones].into(),
        (1, ones) => format!("十{}", DIGITS[ones]),
        (tens, ones) => format!("{}十{}", DIGITS[tens], DIGITS[ones]),
    }
}

/// A page of at least `bytes` bytes; `None` where there is no such pattern.
pub fn page(pattern: &str, bytes: usize) -> Option<String> {
    let (_, unit) = PATTERNS.iter().find(|(name, _)| *name == pattern)?;
    let mut dice = Dice(7);
    let (mut out, mut announced) = (String::with_capacity(bytes + 4096), String::new());
    for i in 0.. {
        let made = unit(&mut dice, i);
        // What a pattern marks so stands before all else, as a contents page does.
        match made.strip_prefix('\u{1}') {
            Some(entry) => announced.push_str(entry),
            None => out.push_str(&made),
        }
        if out.len() + announced.len() >= bytes {
            break;
        }
    }
    Some(if announced.is_empty() { out } else { format!("目录\n{announced}\n{out}") })
}
