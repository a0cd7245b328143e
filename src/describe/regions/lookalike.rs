//! What bears a division's name and is none: streets, institutions, people, and words that a name only straddles.
//!
//! In: a name and what stands before and after it. Out: whether it is the place, and how much it then says of it.

use crate::text::charset::{CharSet, Words};
use crate::text::{is_han, words::is_word};

/// Surnames that are seldom the end of another word, so that a name after one is a person's.
static SURNAMES: CharSet = CharSet::of(
    "王李张刘陈杨赵黄周吴徐孙胡朱林何郭罗梁宋郑谢韩唐冯董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田姜范石姚谭廖邹熊陆郝孔白崔康毛邱秦江史侯邵孟龙段雷钱汤尹黎易常武乔贺赖龚文庞樊殷施陶翟颜倪严牛芦俞章鲁葛毕聂丛焦柳邢岳齐梅庄辛管祝涂谷祁舒耿牟詹苗凌费纪靳盛童欧甄项游裴席卫查屈鲍覃霍翁隋景薄柏柯阮桂闵解柴冉闫",
);
/// Surnames that end other words too: they count only after an office.
static MORE_SURNAMES: CharSet =
    CharSet::of("马万于丁金方高林安成定广兴永平宁新信通应商都和温海向左尚仲古关同");
/// What a person is called by who is then named: 支书吴江.
static OFFICES: Words = Words::of(&[
    "教师",
    "老师",
    "教授",
    "支书",
    "书记",
    "队长",
    "县长",
    "市长",
    "区长",
    "省长",
    "镇长",
    "乡长",
    "村长",
    "厂长",
    "局长",
    "处长",
    "科长",
    "校长",
    "院长",
    "社长",
    "班长",
    "组长",
    "站长",
    "所长",
    "场长",
    "矿长",
    "股长",
    "团长",
    "连长",
    "营长",
    "主任",
    "主席",
    "经理",
    "会计",
    "队员",
    "社员",
    "党员",
    "团员",
    "职员",
    "学员",
    "演员",
    "委员",
    "邮员",
    "递员",
    "导员",
    "术员",
    "理员",
    "工人",
    "农民",
    "民警",
    "战士",
    "医生",
    "护士",
    "司机",
    "劳模",
    "模范",
    "作者",
    "作家",
    "画家",
    "诗人",
    "工程师",
    "青年",
]);
/// What follows a person's name.
static TITLES: Words = Words::of(&[
    "同志",
    "先生",
    "女士",
    "老师",
    "教授",
    "大夫",
    "烈士",
    "告诉记者",
    "介绍说",
    "笑着说",
    "大爷",
    "大娘",
]);
/// Endings after which a surname begins a person's name: 记者李…, 书记王….
const BEFORE_PERSON: &str = "的者员记长席任授师民志士姐哥人家嫂叔伯婶爷奶大老小";
/// What follows a name that is a street's or a building's.
static STREET: Words = Words::of(&[
    "路",
    "街",
    "大街",
    "大道",
    "中路",
    "东路",
    "西路",
    "南路",
    "北路",
    "东街",
    "西街",
    "南街",
    "北街",
    "中街",
    "巷",
    "胡同",
    "里小区",
    "小区",
    "花园",
    "广场",
    "大厦",
    "宾馆",
]);
/// What follows 路 or 街 where it is not a street: 临江路网, 朝阳街道.
static NOT_STREET: Words = Words::of(&["路网", "路段", "路灯", "路面", "路况", "路政", "街道", "街头"]);
/// What follows a name that is an institution's of a reach of its own, and how much it then says of the place: from
/// the least.
static INSTITUTIONS: [(f64, Words); 8] = [
    (0.0, Words::of(&["证券报"])),
    (0.05, Words::of(&["出版社", "人民出版社", "卫视", "证券"])),
    (
        0.1,
        Words::of(&[
            "日报",
            "晚报",
            "晨报",
            "早报",
            "商报",
            "时报",
            "青年报",
            "画报",
            "交通大学",
            "音乐学院",
            "协和",
            "啤酒",
            "牌",
            "杯",
            "菜馆",
        ]),
    ),
    (0.15, Words::of(&["师范大学", "农业大学", "医科大学", "理工", "科技大学", "工业大学", "财经"])),
    (0.2, Words::of(&["电视台", "银行", "大学", "师范", "汽车", "会议精神"])),
    (0.25, Words::of(&["学院"])),
    (0.3, Words::of(&["股份", "知青", "同胞", "队", "战役", "话", "籍", "游客"])),
    (0.4, Words::of(&["集团", "有限公司", "军区"])),
];
/// What stands before a place that somebody came from, went to or sold to: not what the text is about.
static PASSING_BEFORE: Words = Words::of(&[
    "远销",
    "销往",
    "毕业于",
    "祖籍",
    "籍贯",
    "出生于",
    "就读于",
    "考入",
    "考上",
    "赴",
    "前往",
    "调往",
    "途经",
    "发往",
    "运往",
    "卖给",
    "送给",
    "写信给",
    "到了",
    "去了",
    "运到",
    "运抵",
    "送往",
    "卖到",
    "销到",
    "来自",
    "飞往",
    "开往",
    "类似",
    "学习",
    "借鉴",
    "对标",
    "包括",
    "出差到",
    "辗转",
    "毗邻",
]);
/// What follows the name of a river, a lake or a mountain.
static BESIDE: Words =
    Words::of(&["边", "畔", "岸", "两岸", "沿岸", "流域", "上游", "下游", "中游", "河谷", "脚下"]);
/// What makes a bare name a stretch of land, which is wider than the division or lies elsewhere: 江汉平原, 燕山山脉.
static LAND: Words = Words::of(&[
    "平原", "盆地", "高原", "草原", "山脉", "沙漠", "走廊", "丘陵", "半岛", "群岛", "海峡", "水系",
]);
/// What follows 山 where a mountain is meant: 祁连山下, not 祁连山区.
const MOUNTAIN: &str = "上下脚麓中间脉南北东西腹深顶巅";
/// What follows 东, 南, 西 or 北 where it is a side of something: 太行山|东坡, 黄河|南岸.
const SIDES: &str = "坡麓侧岸";

/// Characters that make the suffix before them part of another word: 区|域, 市|场.
pub(super) fn eats_suffix(suffix: char, next: char) -> bool {
    match suffix {
        '区' => "域划间块别分位段".contains(next),
        '市' => "场民值面价容井".contains(next),
        '县' => "令".contains(next),
        '旗' => "帜下舰袍手号开".contains(next),
        '州' => "长际".contains(next),
        _ => false,
    }
}

/// Characters that make a word with a name's first one, so that the name only straddles two words: 完成|都市, 黄河|南岸.
const STRADDLES: [(char, &str); 37] = [
    ('成', "完建形集促达合组构变生编造"),
    ('大', "重扩盛巨强最远加放"),
    ('安', "治公保"),
    ('通', "交普流沟"),
    ('开', "公召展"),
    ('平', "水公"),
    ('长', "增成"),
    ('定', "稳决规固"),
    ('常', "非正日通"),
    ('信', "相通自"),
    ('金', "资基现奖"),
    ('保', "环确社"),
    ('济', "经救"),
    ('绍', "介"),
    ('承', "继传"),
    ('临', "面来光"),
    ('乐', "快音娱"),
    ('福', "幸造祝"),
    ('重', "严尊注"),
    ('上', "网线以"),
    ('台', "平舞"),
    ('宁', "安"),
    ('广', "推"),
    ('河', "黄运淮大银沿过跨"),
    ('江', "长沿过跨"),
    ('湖', "太"),
    ('海', "渤黄东上沿"),
    ('南', "越"),
    ('山', "泰华高靠"),
    ('日', "今昨每"),
    ('宜', "便适"),
    ('固', "巩"),
    ('延', "拖顺"),
    ('阳', "太夕"),
    ('德', "道品"),
    ('汉', "好老"),
    ('清', "分澄"),
];

pub(super) fn straddles(before: &str, name: &str) -> bool {
    let (Some(p), Some(first)) = (before.chars().next_back(), name.chars().next()) else { return false };
    STRADDLES.iter().any(|(c, list)| *c == first && list.contains(p))
}

/// What may not stand right before a generic name: 煤|矿区, 中心|城区, 市|和县.
pub(super) fn generic_blocked(before: &str, name: &str) -> bool {
    let Some(p) = before.chars().next_back() else { return false };
    if name.ends_with('县') {
        // 示|范县, 创|新县, 各市|和县: a name of two characters needs a word's end before it.
        return is_han(p) && !"省市州盟区在到赴是的、与及对从由为".contains(p) || p == '市' && name == "和县";
    }
    "煤油金铁铜盐工采各全该此这心主县乡镇建成老新旧大小近远市产个由出靠国景校园港湖江河山林".contains(p)
}

/// Whether a short name is (the given name of) a person: 记者李朝阳, 教师周宁海, 张和平同志.
pub(super) fn is_person(before: &str, name: &str, after: &str) -> bool {
    if TITLES.begin(after) || before.ends_with("记者") || before.ends_with("通讯员") {
        return true;
    }
    if tells_age(after) {
        return true;
    }
    // 支书吴江, 队长高平: an office, then a surname.
    let office = |before: &str| OFFICES.end(before);
    let is_surname = |c: char| SURNAMES.contains(c) || MORE_SURNAMES.contains(c);
    if name.chars().next().is_some_and(is_surname) && office(before) {
        return true;
    }
    let mut back = before.char_indices().rev();
    let (Some((at, surname)), earlier) = (back.next(), back.next()) else { return false };
    let parted = earlier.is_none_or(|(_, c)| !is_han(c) || BEFORE_PERSON.contains(c));
    SURNAMES.contains(surname) && parted || is_surname(surname) && office(&before[..at])
}

/// 安阳今年十八岁, 安阳（18岁）, 安阳，18岁.
fn tells_age(after: &str) -> bool {
    let rest = ["今年", "，", ",", "（", "(", "刚"].iter().find_map(|p| after.strip_prefix(p));
    let Some(rest) = rest else { return false };
    let rest = rest.strip_prefix("今年").unwrap_or(rest);
    let number = |c: &char| c.is_ascii_digit() || "一二三四五六七八九十刚才满".contains(*c);
    let digits = rest.chars().take_while(number).count();
    (1..=5).contains(&digits) && rest.chars().nth(digits) == Some('岁')
}

/// Whether a name of two characters is the end of one word and the beginning of another: 会|上海|报.
pub(super) fn is_cut(before: &str, name: &str, after: &str) -> bool {
    let mut chars = name.chars();
    let (Some(a), Some(b), None) = (chars.next(), chars.next(), chars.next()) else { return false };
    let (Some(p), Some(n)) = (before.chars().next_back(), after.chars().next()) else { return false };
    is_word(&format!("{p}{a}")) && is_word(&format!("{b}{n}"))
}

pub(super) fn strength(before: &str, name: &str, after: &str, bare: bool) -> f64 {
    let street = STREET.begin(after) && !NOT_STREET.begin(after);
    if bare && (street || after.starts_with("街道")) {
        return 0.0;
    }
    if street && after.starts_with(['路', '街']) {
        return 0.2;
    }
    let institution = INSTITUTIONS.iter().find(|(_, words)| words.begin(after));
    let mut strength = institution.map_or(if bare { 0.9 } else { 1.0 }, |(says, _)| *says);
    // 从太原师范学院毕业后: where somebody has been.
    if strength < 0.5 && after.chars().take(12).collect::<String>().contains("毕业") {
        strength *= 0.3;
    }
    // 右江边: the river.
    if bare && name.ends_with(['江', '河', '湖', '山']) && BESIDE.begin(after) {
        strength *= 0.2;
    }
    if bare && is_land(name, after) {
        strength *= 0.15;
    }
    if PASSING_BEFORE.end(before) || is_origin(before, after) {
        strength *= 0.35;
    }
    if is_filed(before, after) {
        strength *= 0.25;
    }
    strength
}

/// 江汉|平原, 祁连|山下, 山东|坡: the land, a mountain, a side of it.
fn is_land(name: &str, after: &str) -> bool {
    let next = after.chars().next();
    let side = name.ends_with(['东', '南', '西', '北']) && next.is_some_and(|c| SIDES.contains(c));
    let mountain = after.strip_prefix('山').and_then(|rest| rest.chars().next());
    side || mountain.is_some_and(|c| MOUNTAIN.contains(c)) || LAND.begin(after)
}

/// 从长沙调来: where something was fetched.
fn is_origin(before: &str, after: &str) -> bool {
    static FETCHED: Words = Words::of(&[
        "调来", "调运", "调入", "运来", "运进", "购进", "购买", "买来", "请来", "引进", "赶来", "聘请",
    ]);
    before.ends_with('从') && FETCHED.begin(after)
}

/// 新华社北京5月1日电 tells where it was filed.
pub(super) fn is_filed(before: &str, after: &str) -> bool {
    static BY: Words = Words::of(&["新华社", "新华网", "中新社", "本报", "人民网", "本社"]);
    let next = after.chars().next();
    BY.end(before) && next.is_some_and(|c| c.is_ascii_digit() || "一二三四五六七八九十廿卅讯电专".contains(c))
}

/// 本报讷河讯, 【泽州消息】, 新华社武汉三月十九日电: the place that a dateline names is one, whatever its name.
pub(super) fn is_dateline(before: &str, after: &str) -> bool {
    let bracket = before.is_empty() || before.ends_with(['【', '〔', '［', '[', '（', '(']);
    let by = ["本报", "本刊", "本台", "本社"].iter().any(|p| before.ends_with(p));
    (bracket || by) && ["讯", "消息", "电", "通讯"].iter().any(|w| after.starts_with(w))
        || is_filed(before, after)
}
