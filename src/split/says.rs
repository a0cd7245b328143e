//! What the words of a title or of a text's opening say by themselves: news, a letter, a notice, the part of an article.
//!
//! In: folded text. Out: yes or no.

use super::pattern::Pattern;
use std::collections::BTreeSet;
use std::sync::LazyLock;

/// A text opens as news does: 近日, 记者从….
pub fn news(fold: &str) -> bool {
    static LEAD: Pattern = Pattern::folded(
        r"^(?:近日|日前|昨日|昨天|今日|今天|连日来|近期|本周|上周|\d{1,2}月\d{1,2}日|[\p{Han}]{0,4}(?:\d{1,2}|[一二三四五六七八九十]{1,3})日,|记者从|本报记者)",
    );
    LEAD.is_match(fold)
}

/// A title names a place and a colon: 某镇:….
pub fn place_and_colon(fold: &str) -> bool {
    static PLACE_COLON: Pattern = Pattern::folded(r"^[\p{Han}]{2,8}:\S");
    PLACE_COLON.is_match(fold)
}

/// A text opens as letters, questions and notes of the editors do.
pub fn a_letter(fold: &str) -> bool {
    static ADDRESS: Pattern = Pattern::folded(
        r"^(?:编辑同志|編輯同志|编辑部|编者按|編者按|编者的话|问[::]|[^,。]{2,12}[::]\s*(?:我|你|贵))",
    );
    ADDRESS.is_match(fold)
}

/// A title names a place or a body near its beginning.
pub fn a_place_or_body(fold: &str) -> bool {
    static NAMES_A_PLACE: Pattern = Pattern::folded(
        r"^[^,。::]{0,3}[\p{Han}]{1,6}?(?:省|市|县|縣|区|區|乡|鄉|镇|鎮|村|州|旗|公社|大队|厂|廠|矿|礦|局|学校|大学|学院|小学|中学|公司|集团|医院|部队|铁路|油田|农场|林场)|^(?:我国|我省|我市|我县|我区|我校|全国|全省|全市|全县|全区|本市|本县|省|市|县)",
    );
    NAMES_A_PLACE.is_match(fold)
}

/// A title ends in what a document or a notice calls itself.
pub fn a_notice(fold: &str) -> bool {
    static NOTICE: Pattern = Pattern::folded(
        r"^(?:更正|更正启事|启事|啓事|讣告|訃告|致歉|来函照登)$|^.{2,40}(?:启事|啟事|啓事|通知|通告|公告|声明|聲明|布告|佈告|公报|公報|讣告|唁电|贺电|倡议书|公开信|慰问信|感谢信|表扬信|挑战书|应战书)$|^.{7,60}(?:决定|决议|意见|办法|条例|规定|命令)$",
    );
    NOTICE.is_match(fold.trim())
}

/// A title is what papers call the parts of an article.
pub fn a_part(fold: &str) -> bool {
    const PARTS: &str = "结语 结束语 尾声 引子 楔子 题记 后记 前言 开头语 记者调查 部门回应 部门答复 \
        处理结果 回音 反馈 律师点评 专家点评 专家观点 专家建议 点评 背景 现场 案例 现状 问题 建议 对策 原因 分析 启示 经验 做法 成效 \
        记者观察 市民反映 群众反映 读者反映 调查 回应 说法";
    static NAMES: LazyLock<BTreeSet<&str>> = LazyLock::new(|| PARTS.split_whitespace().collect());
    NAMES.contains(crate::text::squeeze(fold).as_str())
}

/// A box beside a report that names itself: 编后:…, 链接 ….
pub fn a_comment(fold: &str) -> bool {
    static COMMENTARY: Pattern = Pattern::folded(
        r"^(?:编后|短评|点评|评论|快评|时评|手记|记者手记|采访手记|链接|新闻链接|相关链接|延伸阅读|背景资料|新闻背景|小贴士|健康提示|温馨提示)\s*[::\s—]+\S{3,}",
    );
    COMMENTARY.is_match(fold)
}
