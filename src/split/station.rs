//! Stations: where a writer lives or works, or what he is. How the words for it end tells them.
//!
//! In: folded words. Out: whether they may stand before a name (某县河口区 束长青), alone below a letter (某某公社), or name
//! a place.

use super::endings::Endings;
use crate::text::names::is_body;
use crate::text::{is_han, squeeze};

/// Endings of what stands before a name, and alone; a space between them.
static EITHER: Endings = Endings::of(
    "段 馆 园 场 社区 街道 小区 支部 党委 研究院 公司 集团 居委会 村委会 县 区 乡 村 社 队 厂 校 店 科 处 所 站 工人 职工 战士 社员 学生 读者 村民 居民",
);
/// Endings of what stands before a name only.
static BEFORE_A_NAME: Endings = Endings::of(
    "省 市 縣 區 鄉 镇 鎮 隊 廠 矿 礦 小学 小學 中学 中學 大学 院 系 班 级 部 局 處 室 \
    连 營 营 团 师 军 戰士 社員 农民 農民 學生 教師 讀者 幹部 书记 主任 医生 家属 市民 \
    法官 检察官 分行 支行 协会 中心 委员会 委 办 台 教授 县长 市长 部长 局长 厂长 队长 所长 \
    站长 社长 校长 院长 处长 科长 主席 会长 省长 区长 乡长 镇长 旗长 州长 厅长 馆长 台长 园长 行长 董事长 \
    总经理 秘书长 检察长 政委 研究员 工程师 律师 博士 讲师 院士 教练 调研员 巡视员 主编 作家 诗人 \
    常委 人大代表 政协委员 负责人 支书 医师",
);
/// Endings of what stands alone only.
static ALONE: Endings = Endings::of("群众 股 组 指战员 师生 全体同志 全体干部 支队 编辑部");
/// What a writer of letters calls himself.
const WRITERS: &str = "读者 讀者 农民 農民 工人 职工 学生 學生 战士 戰士 社员 社員 教师 教師 干部 居民 村民 市民 律师 医生 法官 民警";
/// Endings of places.
static PLACES: Endings = Endings::of("县 市 区 省 镇 乡 村 州 盟 旗");

/// Whether the words tell where the writer lives or what he is, and his name may follow.
pub fn before_a_name(words: &str) -> bool {
    let placed = words.chars().skip(1).any(|c| "省市县縣区區".contains(c));
    EITHER.end(words) || BEFORE_A_NAME.end(words) || placed
}

/// 读者 某某: the word before the name is all that he says of himself.
pub fn is_writer(word: &str) -> bool {
    WRITERS.split(' ').any(|w| w == word)
}

/// Endings of what a person is: an office, a rank, a calling.
static OFFICES: Endings = Endings::of(
    "书记 主任 主席 县长 市长 省长 区长 旗长 州长 乡长 镇长 部长 局长 厅长 处长 科长 会长 社长 台长 馆长 \
    园长 厂长 队长 站长 校长 院长 所长 行长 董事长 经理 秘书长 检察长 政委 教授 研究员 工程师 律师 博士 硕士 研究生 \
    讲师 院士 教练 调研员 巡视员 主编 编辑 记者 教师 医生 医师 作家 诗人 常委 代表 委员 负责人 支书 会员 馆员 学生 \
    工人 农民 职工 干部 村民 居民 战士 专家 画家 书法家 企业家",
);

/// Whether the words name what a person is.
pub fn is_office(words: &str) -> bool {
    OFFICES.end(words)
}

/// A body or a place with nothing else, as letters and answers are signed.
pub fn is_station(fold: &str) -> bool {
    let text = squeeze(fold);
    (4..=18).contains(&text.chars().count())
        && text.chars().all(is_han)
        && (is_body(&text) || EITHER.end(&text) || ALONE.end(&text))
        && !text.chars().any(|c| "对的把被了在让使为与和".contains(c))
}

/// A place's name: 某县.
pub fn is_place(token: &str) -> bool {
    (2..=8).contains(&token.chars().count()) && PLACES.end(token)
}
