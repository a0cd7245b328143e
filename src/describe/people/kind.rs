//! Person, body, or a name that hides who wrote: told by the name alone, so that a name is one thing in the whole archive.

use crate::text::charset::CharSet;
use crate::text::names::{is_body, is_person, is_surely_person, is_surname};
use crate::text::words::is_word;
use crate::text::{fold, is_han};
use serde::{Deserialize, Serialize};
use std::sync::LazyLock;

/// What a name stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    Person,
    /// 县委办公室, 课题组, 新华社.
    Body,
    /// 本报评论员, 任仲平, 佚名, 丁平等: several, or somebody who is not told.
    Collective,
}

/// Who signs without a name, whatever stands before it: 本报评论员, 一读者.
const NAMELESS: &str = "评论员 評論員 特约评论员 观察员 编者 編者 编辑 编委 编辑组 小编 记者 記者 通讯员 通訊員 本报讯 读者 讀者 群众 群眾 \
    村民 居民 职工 职员 市民 农民 工人 战士 师生 指战员 佚名 无名氏 無名氏 集体 集体创作 集体讨论 众人 同仁 同人 全体同志 全体职工 一兵 一民";

/// Names under which the staff of a paper or a department writes, known as such: 人民日报 and its pages, 求是, 新华社, 中组部; of the
/// years 1966–1976 the writing groups.
const HOUSE_NAMES: &str = "任仲平 国纪平 钟声 何振华 郑青原 仲祖文 钟轩理 钟政轩 钟纪轩 钟华论 辛识平 钟才平 金社平 仲音 和音 宣言 秋石 \
    梁效 罗思鼎 初澜 石一歌 唐晓文 池恒 丁学雷 洪广思";

/// The words of both lists, and the characters with which they end: most names end otherwise.
struct Hiding {
    nameless: Vec<&'static str>,
    houses: Vec<&'static str>,
    last: CharSet,
}

static HIDING: LazyLock<Hiding> = LazyLock::new(|| {
    let nameless: Vec<&str> = NAMELESS.split_whitespace().collect();
    let houses: Vec<&str> = HOUSE_NAMES.split_whitespace().collect();
    let last = last_characters(nameless.iter().chain(&houses).copied());
    Hiding { nameless, houses, last }
});

fn last_characters(words: impl Iterator<Item = &'static str>) -> CharSet {
    let mut last = CharSet::of("");
    words.filter_map(|word| word.chars().next_back()).for_each(|c| last.insert(c));
    last
}

/// Whether a name, of so many characters, hides who wrote.
fn hides(name: &str, len: usize) -> bool {
    let behind = |word: &str| len <= 12 && name.ends_with(word) && !is_person_like(name);
    name.chars().next_back().is_some_and(|c| HIDING.last.contains(c))
        && (HIDING.nameless.iter().any(|word| name == *word || behind(word)) || HIDING.houses.contains(&name))
}

/// Endings of bodies besides those by which a line is known to be one: here it is known that the words sign.
const ENDINGS: &str = "社 报 報 台 臺 网 厅 署 处 科 室 所 站 馆 院 校 厂 矿 店 行 会 會 组 組 部 局 委 办 辦 党组 总支 支队 大队 中队 队 连 团 \
    军 师 区 县 市 省 镇 乡 村 州 盟 旗 街 社区 公社 协会 学会 商会 基金会 分会 集团 公司 分公司 农场 林场 牧场 基地 平台 工作室 专班 指挥部 司令部 \
    政治部 人武部 联社 合作社 出版社 杂志社 剧团 文工团 书院 学堂 幼儿园 中学 小学 大学 学院 附中 附小 一中 二中 三中";

/// Single characters that close a name of a body only behind a word: 文化局 is one, 王建委 is none.
const SHORT: &str = "局委办部组处科室所站馆院社会厅队团行校厂";

/// What kind of name it is.
pub fn kind(name: &str) -> Kind {
    let name: String = fold(name).chars().filter(|c| !c.is_whitespace()).collect();
    let len = name.chars().count();
    let han = name.chars().all(is_han);
    if hides(&name, len) || is_and_others(&name) {
        return Kind::Collective;
    }
    if !han && name.contains('·') && is_person(&name) {
        return Kind::Person;
    }
    // Abbreviations in Latin letters are no persons: CCTV. Names have small letters.
    if !name.chars().any(is_han) {
        let small = name.chars().any(char::is_lowercase);
        return if small { Kind::Person } else { Kind::Body };
    }
    if signs_as_body(&name, len) {
        return Kind::Body;
    }
    // 一个老兵, 路人甲: words instead of a name.
    if is_person(&name) && (len <= 3 || is_surely_person(&name)) || len <= 4 && !is_word(&name) && len >= 2 {
        return Kind::Person;
    }
    Kind::Collective
}

/// 丁平等, 张三 李四等: a name, and others.
fn is_and_others(name: &str) -> bool {
    name.strip_suffix(['等', '們', '们'])
        .is_some_and(|n| n.chars().count() >= 2 && (is_person(n) || is_body(n)))
        || name.ends_with("等人")
        || name.ends_with("一行")
}

fn is_person_like(name: &str) -> bool {
    name.chars().count() <= 3 && is_surely_person(name)
}

fn signs_as_body(name: &str, len: usize) -> bool {
    static LAST: LazyLock<CharSet> = LazyLock::new(|| last_characters(ENDINGS.split_whitespace()));
    let ends = || {
        name.chars().next_back().is_some_and(|c| LAST.contains(c))
            && ENDINGS.split_whitespace().any(|e| name.ends_with(e))
    };
    if len < 3 || !(is_body(name) || ends()) {
        return false;
    }
    if len > 3 {
        // 欧阳建社, 司马立行: a compound surname and two more.
        let compound: String = name.chars().take(2).collect();
        let personal =
            len == 4 && is_surname(&compound) && !is_word(&name.chars().skip(2).collect::<String>());
        return !personal;
    }
    // Three characters: 王建委 is a person, 文化局, 县政府 and 新华社 are none.
    let head: String = name.chars().take(2).collect();
    let first: String = name.chars().take(1).collect();
    let tail: String = name.chars().skip(1).collect();
    let by_word = SHORT.contains(name.chars().next_back().unwrap_or(' ')) && is_word(&head);
    let by_level =
        "省市州盟县區区旗镇鎮乡鄉村校院厂团".contains(first.as_str()) && (is_body(name) || is_word(&tail));
    by_word || by_level || !is_surname(&first) || BODY_WORDS.split(' ').any(|w| w == tail)
}

/// Words of two characters that no given name is.
const BODY_WORDS: &str = "政府 政协 人大 法院 医院 大学 学院 中学 小学 公司 集团 党校 工会 妇联 团委 党委 支部 社区 街道 公社 大队 中心 银行 电台";

#[cfg(test)]
mod tests {
    use super::{Kind, kind};

    #[test]
    fn kinds_by_name() {
        let table = [
            (
                Kind::Person,
                "王建委 李学会 赵局 柳青山 欧阳建社 司马青 范徐丽泰 阿不都·热合曼 扎西次仁 敖日格勒 區志明",
            ),
            (Kind::Person, "张会 何小站 卡尔·马克思 Anna"),
            (
                Kind::Body,
                "新华社 文化局 县政府 区法院 组织部 县委办 编辑部 课题组 市妇联 校团委 水利局 青石县委办公室 青石日报社",
            ),
            (Kind::Body, "青石县第二中学 某部三连 青石记者站 CCTV 县气象局 卫生院 读报组"),
            (
                Kind::Collective,
                "年华 本报评论员 本刊特约评论员 编者 一读者 佚名 丁平等 任仲平 梁效 柳青山等 本报记者 青石县委宣传部等",
            ),
        ];
        let wrong: Vec<String> = table
            .iter()
            .flat_map(|(want, names)| names.split(' ').map(move |name| (*want, name)))
            .filter(|(want, name)| kind(name) != *want)
            .map(|(want, name)| format!("{name}: {:?}, not {want:?}", kind(name)))
            .collect();
        assert!(wrong.is_empty(), "{wrong:#?}");
    }
}
