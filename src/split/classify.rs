//! What each line is by itself, before its neighbours are asked.
//!
//! In: lines. Out: a [`Class`] for each. The order of the questions is from the surest mark to the weakest.

use super::line::{Line, of_each};
use super::pattern::Pattern;
use super::rules::Rule;
use super::{beside, byline, marks};
use crate::text::{self, is_closer, is_han, is_stop};

/// What a line is by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Class {
    /// A paragraph or a piece of one.
    Body,
    /// Short and without a stop: a headline, a heading, a label, or a piece of a broken paragraph.
    Head,
    /// Names above or below an article.
    Byline,
    /// Names in brackets on a line of their own, closing an article.
    Signature,
    /// (作者系…)
    AuthorNote,
    /// Any other line in brackets: a note that closes nothing.
    Aside,
    /// X 摄, on a line of its own.
    Credit,
    /// Text of a picture.
    Caption,
    PageMark,
    /// A page number and nothing else.
    Folio,
    /// (下转…) on a line of its own.
    JumpTo,
    /// Opens with 上接.
    JumpFrom,
    AdLabel,
    /// No letters and no digits.
    Rule,
    Image,
    Table,
    List,
    /// Latin letters only: a title in pinyin, a running head.
    Latin,
    ContentsHead,
    /// An announcer's words between two items.
    Presenter,
    /// A line of a poem (set by `verse`, which knows the neighbours).
    Verse,
}

impl Class {
    /// The rule by which a line is of this class.
    pub fn rule(self) -> Rule {
        match self {
            Self::Body => Rule::Paragraph,
            Self::Head => Rule::ShortLine,
            Self::Byline => Rule::NamesAlone,
            Self::Signature => Rule::SignatureLine,
            Self::AuthorNote => Rule::AuthorNote,
            Self::Aside => Rule::Aside,
            Self::Credit => Rule::PhotoCredit,
            Self::Caption => Rule::Caption,
            Self::PageMark => Rule::PageMark,
            Self::Folio => Rule::Folio,
            Self::JumpTo => Rule::JumpTo,
            Self::JumpFrom => Rule::JumpFrom,
            Self::AdLabel => Rule::AdLabel,
            Self::Rule => Rule::NoLetters,
            Self::Image => Rule::Picture,
            Self::Table => Rule::TableRow,
            Self::List => Rule::ListItem,
            Self::Latin => Rule::LatinLetters,
            Self::ContentsHead => Rule::ContentsHeading,
            Self::Presenter => Rule::Presenter,
            Self::Verse => Rule::VerseLines,
        }
    }
}

static CAPTION: Pattern = Pattern::folded(
    r"^(?:[▲△▼▽↑↓←→◀▶■]\s*|[(\[【]?\s*)(?:图为|图[①-⑩\d一二三四五]?[::]|上图|下图|左图|右图|图\s?\d{1,2}\s?[^\d\s.,、年月日].{1,30}$|图片说明|照片说明|图说[::]|题图|图文[::]|这是.{2,30}(?:拍摄|航拍|无人机照片))|^[▲△▼▽↑↓←→◀▶].{4,80}$|^.{2,60}[((]?(?:资料图片?|资料照片)[))]?$",
);
static CONTENTS: Pattern =
    Pattern::folded(r"(?i)^[-—·\s]*(?:本[期刊]\s*)?(?:目\s*[录錄次]|要\s*目|导\s*[读讀]|contents)[-—·\s]*$");
static IMAGE: Pattern = Pattern::as_given(
    r"^!\[[^\]]*\]\([^)]*\)$|(?i)^(?:</?(?:img|div|p|br|hr|span|center|table|tr|td)(?:[\s/][^>]*)?>\s*)+$|^<!--.*-->$",
);
/// What a web page says besides its text: [查看原文](https://…), 原文:https://…
static WEB_LINK: Pattern = Pattern::as_given(
    r"^\[[^\]]{0,8}(?:原文|全文|视频|链接|来源|更多|返回|上一[篇页条]|下一[篇页条]|详情|附件)[^\]]{0,6}\]\([^)]*\)$|^[\p{Han}\s]{2,8}[:：]\s*https?://\S+$",
);
/// Where a script names the kind of recording, alone on a line: 【口播】, 【片头】(15秒).
static STAGE_MARK: Pattern = Pattern::folded(
    r"^[【\[(](?:口播|导语|正文|同期声?|录音报道|录音|现场声?|实况|字幕|画外音|出像|出像字幕|出图像|配音|解说|串词|演播室|连线|采访)(?:[::][^】\])]{1,24})?[】\])]\s*(?:[(][^)]{1,10}[)]|[^。,!?]{2,20})?$",
);
/// An announcer's words between items: 下面请听详细内容。今天的新闻播送完了,感谢收看。
static BETWEEN_ITEMS: Pattern = Pattern::folded(
    r"^[【\[(](?:片头|片尾|片花|垫乐|间奏|音乐|栏头)[】\])]\s*(?:[(][^)]{1,10}[)])?$|^(?:[【\[(][\p{Han}]{1,4}[】\])])?(?:(?:现在|接下来|下面|以下)[^。]{0,8}?(?:详细(?:内容|报道|新闻)|一组[^。]{0,4}(?:简讯|快讯|短消息))[。:]?$|.{0,16}(?:播送完了|播送完毕|(?:节目|新闻|播报|联播|广播)[^。]{0,6}到此结束)[^。]{0,20}。?$|.{0,10}(?:感谢|谢谢)(?:您的|各位|大家)?(?:收看|收听).{0,10}$|[(]?今日.{0,4}(?:发稿|播稿|稿件|通稿|稿)完[)]?$|.{0,4}(?:各位|亲爱的)?(?:听众|观众)[^。,]{0,8}(?:早上|上午|中午|下午|晚上|你们|大家)?好[!。,].{0,50}$|(?:[(][男女][)])?(?:(?:各位|观众|听众|朋友们|我们|明天)[^。]{0,8})?(?:再见|再会)[!。]$)",
);

/// Longest headline line that is still read as one (characters).
pub const LONGEST_HEAD: usize = 34;

/// Classes of all lines.
pub fn classify(lines: &[Line]) -> Vec<Class> {
    let mut classes: Vec<Class> = of_each(lines, class);
    for i in 0..lines.len() {
        if let Some(better) = beside::class(lines, &classes, i) {
            classes[i] = better;
        }
    }
    classes
}

/// The first of these to know the line tells its class; what none knows is text or a headline.
fn class(line: &Line) -> Class {
    // One character by itself says nothing: no pattern need be asked, and pages of millions of such lines exist.
    let mut chars = line.fold.chars();
    if line.level == 0 && !line.bullet && chars.next().is_some_and(is_han) && chars.next().is_none() {
        return Class::Head;
    }
    let known = [shape, apparatus, heading, formula, in_brackets, picture, name_or_list];
    known
        .iter()
        .find_map(|ask| ask(line))
        .unwrap_or_else(|| if is_paragraph(line) { Class::Body } else { Class::Head })
}

/// Known by its characters alone: pictures, tables, rules, the contents' heading.
fn shape(line: &Line) -> Option<Class> {
    let fold = &*line.fold;
    if line.markup().starts_with(['!', '<']) && IMAGE.is_match(line.markup()) {
        return Some(Class::Image);
    }
    if fold.len() > 1 && fold.starts_with('|') && fold.ends_with('|') {
        return Some(Class::Table);
    }
    if line.level == 0 && !line.bullet && WEB_LINK.is_match(line.markup()) {
        return Some(Class::Image);
    }
    if !fold.chars().any(text::is_letter) {
        return Some(Class::Rule);
    }
    CONTENTS.is_match(fold).then_some(Class::ContentsHead)
}

/// Page numbers, page marks, continuations; notes on authors even where Markdown makes them headings.
fn apparatus(line: &Line) -> Option<Class> {
    let fold = &*line.fold;
    if line.level == 0 && marks::folio(fold).is_some() {
        return Some(Class::Folio);
    }
    if line.level == 0 && marks::jump_from(fold).is_some() {
        return Some(Class::JumpFrom);
    }
    if marks::page_mark(fold).is_some() {
        return Some(Class::PageMark);
    }
    (marks::author_note(fold) && line.len <= 60).then_some(Class::AuthorNote)
}

/// What Markdown marks as a heading, if it isn't too long to be one.
fn heading(line: &Line) -> Option<Class> {
    let long = line.len > 110 || line.len > 70 && line.fold.contains('。');
    (line.level > 0).then_some(if long { Class::Body } else { Class::Head })
}

/// Known by set words: an advertisement's label, an editor's note, a date that closes, 下转.
fn formula(line: &Line) -> Option<Class> {
    let fold = &*line.fold;
    if STAGE_MARK.is_match(fold) {
        return Some(Class::Aside);
    }
    if line.len <= 60 && BETWEEN_ITEMS.is_match(fold) {
        return Some(Class::Presenter);
    }
    if marks::ad_label(fold) {
        return Some(Class::AdLabel);
    }
    if marks::author_note(fold)
        || marks::closing_date(fold)
        || fold.starts_with("责任编辑:") && line.len <= 10
    {
        return Some(Class::AuthorNote);
    }
    if line.len <= 26 && marks::respectfully(fold).is_some() {
        return Some(Class::Signature);
    }
    marks::jump_to(fold).is_some_and(|(_, at)| at == 0).then_some(Class::JumpTo)
}

/// A line that brackets enclose: who signs, or an aside.
fn in_brackets(line: &Line) -> Option<Class> {
    let fold = &*line.fold;
    let inside = bracketed(fold)?;
    let label = fold.starts_with('【');
    if byline::signature(inside).is_some() && (!label || byline::is_marked(inside)) {
        return Some(Class::Signature);
    }
    (inside.chars().count() >= 4 && !label && !line.dateline).then_some(Class::Aside)
}

/// Captions and credits; an item of news may carry the same mark as a caption.
fn picture(line: &Line) -> Option<Class> {
    let fold = &*line.fold;
    let item = fold.starts_with(['▲', '△', '▼', '▽'])
        && line.len <= 30
        && ending(fold) == Ending::Open
        && !fold.contains(['图', '摄'])
        && !fold.contains("现场");
    if item {
        return Some(Class::Head);
    }
    let may_be_caption = || {
        fold.starts_with(['▲', '△', '▼', '▽', '↑', '↓', '←', '→', '◀', '▶'])
            || fold.contains(['图', '照', '这'])
    };
    if line.len <= 140 && may_be_caption() && CAPTION.is_match(fold) {
        return Some(Class::Caption);
    }
    if line.len > 160 {
        return None;
    }
    let (_, at) = byline::credit(fold)?;
    Some(if at == 0 { Class::Credit } else { Class::Caption })
}

/// Bylines, Latin letters, list items.
fn name_or_list(line: &Line) -> Option<Class> {
    let fold = &*line.fold;
    let listed = || line.bullet && !byline::is_marked(fold);
    let named = || super::masthead::publication_name(fold).is_some() && !byline::is_marked(fold);
    // 记者手记, 编辑絮语: a role and a kind of text is a label.
    let column = || fold.starts_with(is_han) && !fold.contains(' ') && super::group::is_column_name(fold);
    if line.len <= 48 && !listed() && !named() && !column() && byline::byline(fold).is_some() {
        return Some(Class::Byline);
    }
    if !fold.chars().any(is_han) && line.len <= 60 {
        return Some(Class::Latin);
    }
    line.bullet.then_some(Class::List)
}

/// What stands in brackets that enclose the whole line.
pub(super) fn bracketed(fold: &str) -> Option<&str> {
    let trimmed = fold.trim();
    let inside = trimmed.strip_prefix(['(', '[', '【'])?.strip_suffix([')', ']', '】'])?;
    (!inside.contains(['(', ')', '[', ']'])).then_some(inside.trim())
}

/// A paragraph, or a piece of one that can't be a headline.
fn is_paragraph(line: &Line) -> bool {
    let fold = &*line.fold;
    let speech = ["问:", "答:", "問:", "咨询电话:", "联系电话:", "监督电话:", "举报电话:", "报名电话:"]
        .iter()
        .any(|w| fold.starts_with(w));
    if line.bold_lead || speech || line.dateline || marks::jump_to(fold).is_some() {
        return true;
    }
    if line.bold {
        return line.len > LONGEST_HEAD;
    }
    let inner_stop = fold.chars().rev().skip(1).any(|c| matches!(c, '。'));
    if inner_stop {
        return true;
    }
    match ending(fold) {
        Ending::Stop => line.indented || fold.contains(":“") || !is_question_headline(line),
        Ending::Colon | Ending::Pause => true,
        Ending::Open => line.len > LONGEST_HEAD,
    }
}

/// A short question or call may be a headline: 谁来守护老街?
fn is_question_headline(line: &Line) -> bool {
    let stop = line.fold.trim_end_matches(is_closer).chars().next_back();
    let speaks = ["请问", "试问", "难道", "那么", "可是", "但", "我", "你", "他", "这"].iter();
    let sentence = line.fold.contains(',') && speaks.into_iter().any(|w| line.fold.starts_with(w));
    // “哈,你还健在呀!”: a remark, not a headline.
    let remark = line.fold.starts_with('“') && line.fold.ends_with('”');
    matches!(stop, Some('!' | '?')) && line.len <= 26 && !sentence && !remark
}

/// How a line ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ending {
    /// 。!?… with or without closing marks.
    Stop,
    Colon,
    /// ,;、
    Pause,
    /// Anything else: a headline, or a paragraph that goes on elsewhere.
    Open,
}

/// How a line ends, closing quotes and brackets looked through.
pub fn ending(fold: &str) -> Ending {
    let mut chars = fold.chars().rev().filter(|c| !c.is_whitespace()).skip_while(|c| is_closer(*c));
    let closed = fold.trim_end().ends_with(is_closer);
    match chars.next() {
        Some(c) if is_stop(c) && c != '.' => Ending::Stop,
        Some('.') if !closed => {
            // 147. at a column's foot is a number cut in two.
            let digit = chars.next().is_some_and(|c| c.is_ascii_digit());
            if digit { Ending::Open } else { Ending::Stop }
        }
        Some(':') if !closed => Ending::Colon,
        Some(',' | '、' | ';') if !closed => Ending::Pause,
        _ => Ending::Open,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::SourceText;

    fn of(text: &str) -> Class {
        let source = SourceText { lines: vec![text.to_string()], ..SourceText::default() };
        classify(&crate::split::line::lines(&[source]))[0]
    }

    #[test]
    fn lines_by_themselves() {
        for (text, class) in [
            ("山乡小学通了校车", Class::Head),
            ("# 山乡小学通了校车", Class::Head),
            ("昨日上午,第一辆校车开进了山门。", Class::Body),
            ("谁来守护老街?", Class::Head),
            ("□ 本报记者 周宁", Class::Byline),
            ("(孙 岩 王映雪)", Class::Signature),
            ("(作者单位:县文化馆)", Class::AuthorNote),
            ("周宁 摄", Class::Credit),
            ("图为学生乘坐校车。周宁 摄", Class::Caption),
            ("第A02版 要闻", Class::PageMark),
            ("- 12 -", Class::Folio),
            ("(下转第三版)", Class::JumpTo),
            ("(上接第一版)山门外", Class::JumpFrom),
            ("公益广告", Class::AdLabel),
            ("* * *", Class::Rule),
            ("目  录", Class::ContentsHead),
            ("SHAN XIANG", Class::Latin),
            ("| 年份 | 产量 |", Class::Table),
        ] {
            assert_eq!(of(text), class, "{text}");
        }
    }

    #[test]
    fn endings() {
        assert_eq!(ending("他说:“好。”"), Ending::Stop);
        assert_eq!(ending("同志们:"), Ending::Colon);
        assert_eq!(ending("总投资147."), Ending::Open);
        assert_eq!(ending("老渡口的"), Ending::Open);
    }
}
