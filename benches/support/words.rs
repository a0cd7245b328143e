//! Words to write newspapers with: the same number gives the same words.

/// SplitMix64: a stream of numbers that anyone can repeat.
#[derive(Debug, Clone)]
pub struct Dice(pub u64);

impl Dice {
    pub fn roll(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let x = (self.0 ^ self.0 >> 30).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let x = (x ^ x >> 27).wrapping_mul(0x94D0_49BB_1331_11EB);
        x ^ x >> 31
    }

    pub fn below(&mut self, n: usize) -> usize {
        (self.roll() % n.max(1) as u64) as usize
    }

    pub fn pick<'a>(&mut self, from: &[&'a str]) -> &'a str {
        from[self.below(from.len())]
    }

    /// Common words come often and rare ones seldom, as in print.
    pub fn word(&mut self) -> &'static str {
        let reach = [16, 64, VOCABULARY.len()][self.below(3)];
        VOCABULARY[self.below(reach.min(VOCABULARY.len()))]
    }

    /// A clause of about `n` characters.
    pub fn clause(&mut self, n: usize) -> String {
        let mut out = String::new();
        let mut length = 0;
        while length < n {
            let word = self.word();
            out.push_str(word);
            length += word.chars().count();
        }
        out
    }

    /// A paragraph of about `n` characters, with its stops.
    pub fn paragraph(&mut self, n: usize) -> String {
        let mut out = String::new();
        let mut length = 0;
        while length < n {
            let clause = 6 + self.below(14);
            out.push_str(&self.clause(clause));
            out.push_str(self.pick(&["，", "，", "，", "；", "。", "。"]));
            length += clause + 1;
        }
        out.pop();
        out.push('。');
        out
    }

    pub fn name(&mut self) -> String {
        let given = 1 + self.below(2);
        let mut out = self.pick(SURNAMES).to_string();
        for _ in 0..given {
            out.push_str(self.pick(GIVEN));
        }
        out
    }

    pub fn place(&mut self) -> &'static str {
        self.pick(PLACES)
    }
}

const SURNAMES: &[&str] = &["贺", "陆", "孟", "韩", "唐", "邹", "薛", "严", "欧阳", "段", "温", "于"];
const GIVEN: &[&str] = &["兰", "舟", "禾", "岩", "宁", "川", "帆", "鸣", "若", "清", "石", "映", "雪", "朗"];
/// Divisions of GB/T 2260, homonyms and names that are words too among them.
pub const PLACES: &[&str] = &[
    "福州市",
    "厦门市",
    "南平",
    "桂林市",
    "柳州",
    "大连",
    "沈阳市",
    "和平区",
    "鼓楼区",
    "朝阳",
    "通州区",
    "长安区",
    "云南省",
    "昆明市",
    "大理",
    "丽江市",
    "海口市",
    "三亚",
    "拉萨市",
    "林芝",
    "兰州市",
    "天水",
    "酒泉市",
    "西宁市",
];
/// Invented news, cut into words; the first are the commonest.
const VOCABULARY: &[&str] = &[
    "的",
    "了",
    "和",
    "在",
    "是",
    "把",
    "上",
    "我们",
    "群众",
    "工作",
    "发展",
    "农民",
    "建设",
    "今年",
    "生产",
    "全县",
    "水渠",
    "渡口",
    "学校",
    "校车",
    "果园",
    "种子",
    "书记",
    "乡镇",
    "道路",
    "灌溉",
    "春耕",
    "秋收",
    "培训",
    "图书",
    "老人",
    "孩子",
    "医院",
    "药品",
    "市场",
    "价格",
    "粮食",
    "产量",
    "技术",
    "推广",
    "夜校",
    "识字",
    "修建",
    "水库",
    "电站",
    "山路",
    "桥梁",
    "船只",
    "河岸",
    "树苗",
    "林场",
    "防火",
    "宣传",
    "演出",
    "剧团",
    "电影",
    "放映",
    "节目",
    "代表",
    "会议",
    "讨论",
    "意见",
    "办法",
    "解决",
    "困难",
    "收入",
    "增加",
    "提高",
    "质量",
    "安全",
    "检查",
    "整顿",
    "商店",
    "供销",
    "茶叶",
    "养蜂",
    "蜂蜜",
    "鱼塘",
    "鱼苗",
    "合作",
    "贷款",
    "利息",
    "信用",
    "账目",
    "公开",
    "监督",
    "司机",
    "客车",
    "车站",
    "货运",
    "码头",
    "仓库",
    "雨季",
    "防汛",
    "堤坝",
    "抢修",
    "电话",
    "线路",
    "广播",
    "喇叭",
    "足球",
    "篮球",
    "比赛",
    "冠军",
    "医生",
    "护士",
    "疫苗",
    "卫生",
    "厕所",
    "垃圾",
    "清扫",
    "街道",
    "路灯",
    "照明",
    "手艺",
    "木匠",
    "铁匠",
    "剪纸",
    "刺绣",
    "陶器",
    "窑厂",
    "砖瓦",
    "石灰",
    "水泥",
    "预算",
    "审计",
    "档案",
    "方志",
    "147.9亿元",
    "12.3%",
    "3.1万亩",
    "2019年5月",
    "“一事一议”",
    "《山乡来信》",
    "四十二公里",
    "去年同期",
    "上半年",
];
