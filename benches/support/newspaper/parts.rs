//! What is made up rather than looked up: people, foreign names, firms, numbers, dates. In: a number. Out: always the same
//! text for the same number.

use crate::words::Dice;
use std::collections::BTreeSet;
use std::sync::OnceLock;

const SURNAMES: &str = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹彭曾萧田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛阎段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤";
const GIVEN: &str = "国建华文明志伟军海平春林玉生金荣德永福德清成光新红秀英兰梅芳珍桂凤霞丽敏静艳燕娟萍玲慧琴云莲香月桃杰强勇辉斌波刚峰涛鹏飞龙超宏庆祥贵富学良忠义民亮兴旺宝东南北山川江河源泉长根树松柏青田安宁康乐天宇晨阳旭昌盛达利正刚毅俊彦博涵雨雪欣怡佳琪子轩浩然思远一凡可心若兮启航景行";
const SOUNDS: &str = "阿埃安巴贝比布德迪多尔法菲费弗格古哈赫加基吉卡科克库拉莱兰朗勒里利林卢伦罗洛马迈曼梅蒙米莫穆纳尼努诺帕佩皮普齐奇萨塞沙斯苏索塔泰坦特图瓦维沃西希夏谢雅亚耶伊约扎詹朱";
const RARE: &str = "赟翀堃喆昇旻昉璟瑨頔龑煊垚淼燚犇骉羴鱻嚞峣岙垟埭塬墚峁崮硚碶磡漈溇洑浉淝沄沭泖泃滏漳潏濉瀍澴㴗㳇䃎䶮𠅤𡎚𣲗𤧛𬘡𬭚𪨶𨱏";

fn one(d: &mut Dice, from: &str) -> char {
    let n = from.chars().count();
    from.chars().nth(d.below(n)).unwrap_or('一')
}

/// The commonest stand first: half of all draws fall into the first fifth.
fn front(d: &mut Dice, from: &str) -> char {
    let n = from.chars().count();
    let u = d.below(1 << 20) as f64 / (1 << 20) as f64;
    from.chars().nth((u.powf(2.2) * n as f64) as usize).unwrap_or('一')
}

/// Any character that words are made of, the rare ones as often as the common ones.
fn any(d: &mut Dice) -> char {
    static CHARS: OnceLock<Vec<char>> = OnceLock::new();
    let chars = CHARS.get_or_init(|| {
        let words = include_str!("../../../src/text/tables/words.txt");
        words.chars().filter(|c| *c != '\n').collect::<BTreeSet<char>>().into_iter().collect()
    });
    chars[d.below(chars.len())]
}

pub fn person(number: u64) -> String {
    let d = &mut Dice(number);
    let mut out = String::from(front(d, SURNAMES));
    if d.below(60) == 0 {
        out.push(one(d, RARE));
        return out;
    }
    for _ in 0..if d.below(4) == 0 { 1 } else { 2 } {
        out.push(if d.below(6) == 0 { any(d) } else { front(d, GIVEN) });
    }
    out
}

pub fn foreigner(number: u64) -> String {
    let d = &mut Dice(number);
    let mut out: String = (0..2 + d.below(3)).map(|_| one(d, SOUNDS)).collect();
    if d.below(3) == 0 {
        out.push('·');
        out.extend((0..2 + d.below(3)).map(|_| one(d, SOUNDS)));
    }
    out
}

/// A village, a river, a road, a shop: one to three characters and what it is.
pub fn site(number: u64) -> String {
    const FRONT: &str = "东西南北上下大小新老前后中双三五七九龙凤虎马石桥水河沟湾塘井泉山岭坡坪岗洼柳杨松柏桃杏梅竹荷花草青白黄红黑金银铁铜王李张刘陈赵周吴徐孙高郭罗何沙黄土岩洞寺庙观店铺集镇屯堡寨营庄家窑场";
    const BACK: [&str; 24] = [
        "村",
        "镇",
        "乡",
        "河",
        "山",
        "桥",
        "路",
        "街",
        "水库",
        "大队",
        "公社",
        "林场",
        "煤矿",
        "小学",
        "中学",
        "火车站",
        "码头",
        "社区",
        "农场",
        "灌区",
        "电站",
        "大坝",
        "机械厂",
        "化肥厂",
    ];
    let d = &mut Dice(number);
    let mut out: String = (0..2).map(|_| front(d, FRONT)).collect();
    out.push_str(d.pick(&BACK));
    out
}

pub fn latin(d: &mut Dice) -> String {
    const COMMON: [&str; 28] = [
        "GDP", "5G", "WiFi", "AI", "APP", "WTO", "PM2.5", "CPI", "DNA", "CT", "IT", "MBA", "NBA", "SARS",
        "KTV", "VCD", "LED", "GPS", "PVC", "ICU", "iPhone", "e-mail", "B超", "T恤", "3D", "4G", "CO₂", "km²",
    ];
    if d.below(5) > 0 {
        return d.pick(&COMMON).to_string();
    }
    let mut out: String = (0..1 + d.below(4)).map(|_| (b'A' + d.below(26) as u8) as char).collect();
    if d.below(2) == 0 {
        out.push_str(&format!("{}{}", d.pick(&["-", ""]), d.below(2000)));
    }
    out
}

/// Chinese numerals, as older papers print numbers.
pub fn numeral(n: u64) -> String {
    const DIGIT: [&str; 10] = ["零", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
    let part = |n: u64, lead: bool| -> String {
        let (mut out, mut gap) = (String::new(), lead);
        for (value, name) in [(1000, "千"), (100, "百"), (10, "十"), (1, "")] {
            match n / value % 10 {
                0 => gap |= !out.is_empty(),
                1 if value == 10 && out.is_empty() && !lead => out.push('十'),
                digit => {
                    if gap {
                        out.push('零');
                    }
                    gap = false;
                    out.push_str(DIGIT[digit as usize]);
                    out.push_str(name);
                }
            }
        }
        out
    };
    match n {
        0 => "零".into(),
        1..10_000 => part(n, false),
        _ => {
            part(n / 10_000 % 10_000, false)
                + "万"
                + &if !n.is_multiple_of(10_000) { part(n % 10_000, n % 10_000 < 1000) } else { String::new() }
        }
    }
}

/// A number as Benford's law has them: small ones oftener, round ones oftener.
fn amount(d: &mut Dice) -> u64 {
    let u = d.below(1 << 20) as f64 / (1 << 20) as f64;
    let n = 10f64.powf(u * 3.6) as u64;
    match d.below(3) {
        0 if n > 20 => n / 10 * 10,
        1 if n > 200 => n / 100 * 100,
        _ => n.max(1),
    }
}

const UNITS: [&str; 34] = [
    "人",
    "个",
    "年",
    "元",
    "亩",
    "公斤",
    "吨",
    "户",
    "万元",
    "名",
    "多人",
    "家",
    "公里",
    "米",
    "天",
    "次",
    "岁",
    "多个",
    "台",
    "所",
    "万亩",
    "亿元",
    "万人",
    "多万元",
    "平方米",
    "斤",
    "件",
    "项",
    "只",
    "辆",
    "座",
    "度",
    "分",
    "小时",
];

/// A number with what is counted: `147.9亿元`, `12.3%`, `三百二十亩`.
pub fn quantity(d: &mut Dice, year: i32) -> String {
    let unit = UNITS[(d.below(UNITS.len()) * d.below(UNITS.len())) / UNITS.len()];
    let n = amount(d);
    if year < 1985 && d.below(8) > 0 {
        return match d.below(6) {
            0 => format!("百分之{}", numeral(n % 100 + 1)),
            _ => numeral(n) + unit,
        };
    }
    match d.below(12) {
        0 | 1 => format!("{}.{}%", n % 100, d.below(10)),
        2 => format!("{}%", n % 100),
        3 => format!("{n}.{}亿元", d.below(10)),
        4 => format!("{n}.{}万亩", d.below(10)),
        5 => format!("{n}.{:02}{unit}", d.below(100)),
        6 => numeral(n % 100 + 1) + unit,
        _ => format!("{n}{unit}"),
    }
}

/// A day near the paper's, or a year.
pub fn when(d: &mut Dice, year: i32, month: u32, day: u32) -> String {
    let digits = |n: i32| {
        n.to_string()
            .bytes()
            .map(|b| "〇一二三四五六七八九".chars().nth(usize::from(b - b'0')).unwrap_or('〇'))
            .collect::<String>()
    };
    let before = (d.below(4) * d.below(4)) as u32;
    let (month, day) =
        if day > before { (month, day - before) } else { ((month + 10) % 12 + 1, 28 + day - before) };
    let old = year < 1985;
    match d.below(8) {
        0 | 1 if old => format!("{}月{}日", numeral(month.into()), numeral(day.into())),
        0 | 1 => format!("{month}月{day}日"),
        2 if old => format!("{}年", digits(year - d.below(6) as i32)),
        2 => format!("{}年", year - d.below(9) as i32),
        3 if old => format!("{}年{}月", digits(year - d.below(3) as i32), numeral((d.below(12) + 1) as u64)),
        3 => format!("{}年{month}月{day}日", year - d.below(2) as i32),
        4 => format!("{}日", if old { numeral(day.into()) } else { day.to_string() }),
        _ => d
            .pick(&[
                "日前",
                "近日",
                "今年以来",
                "去年同期",
                "上半年",
                "目前",
                "连日来",
                "昨天",
                "今年",
                "去年",
            ])
            .into(),
    }
}
