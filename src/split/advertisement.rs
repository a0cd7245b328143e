//! An advertisement in one line, in words set apart by spaces: what is offered, and where to call or to go.
//!
//! In: a line's folded text. Out: whether it is one, and how sure that is by itself. A headline may have one such word
//! (票价降下来 老街人气旺起来): an address or two different signs it hasn't.

use super::pattern::Pattern;
use crate::text::script;

/// How sure a line is an advertisement.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Sign {
    /// It has words of advertisements: one only where no report stands below.
    Weak,
    /// It says where to call, or offers and asks, or is a notice that names itself.
    Sure,
}

static ADDRESS: Pattern = Pattern::folded(
    r"(?:电话|热线|手机|联系人|电报挂号|地址|社址|信箱)\s*:\s*\S|(?:电话|热线|手机|邮购|款寄)[^。,]{0,12}\d{3}|[路街巷]\s*\d{1,5}\s*号",
);
static OFFER: Pattern = Pattern::folded(
    r"欢迎(?:选购|订购|购买|惠顾|光顾|光临|洽谈|垂询|来电|来函)|敬请(?:惠顾|光临|垂询)|[有出]售|经[售销]|代售|函购|邮购|批发|减价|清仓|展销|新到|书到|大批到货|邮费|扫码|客户端|公众号|座价|票价|日夜[两二三四]?场|每日[两二三四]场|优惠|[元角分]起",
);
static NOTICE: Pattern = Pattern::folded(concat!(
    r"^[\p{Han}]{0,4}(?:启事|啟事|啓事|声明|聲明)[\s:]+\S.{6,}$",
    r"|^(?:遗失|遺失|寻人|尋人|招领|招領|征婚|招租)[\s:]+\S.*(?:作废|作廢|启者|函告|联系|聯絡|电话|失主|认领|酬|洽|\d{6})",
    r"|^(?:出租|出售|求租|求购|转让|招聘|诚聘|急售|搬家|疏通|开锁|家教|维修)[\s:].*\d{7,}",
));
static PROGRAMME: Pattern = Pattern::folded(
    r"^(?:今晚|今日|明日|明晚|本周)(?:电视|影讯|剧讯|荧屏|影剧|电影)(?:预告|节目)?\s+\S.*(?:\d{1,2}:\d{2}|《)",
);

/// Whether the line is an advertisement.
pub fn in_one_line(fold: &str) -> Option<Sign> {
    if NOTICE.is_match(fold) || PROGRAMME.is_match(fold) {
        return Some(Sign::Sure);
    }
    // Most lines have no space in them: nothing need be counted.
    let groups = if fold.contains(' ') { fold.split_whitespace().count() } else { 1 };
    if groups < 2 || fold.contains(['。', ',', ';']) {
        return None;
    }
    let plain = script::simplify(fold);
    let offers = OFFER.find_iter(&plain).take(2).count();
    if ADDRESS.is_match(&plain) || offers == 2 {
        return Some(Sign::Sure);
    }
    (offers == 1 && groups >= 3).then_some(Sign::Weak)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headlines_are_none() {
        for text in [
            "我市博物馆 免费开放迎客流",
            "古城遗址公园 昨日开园迎客",
            "市长热线连民心 一年接听两万件",
            "手机支付进山村 老乡赶集乐开怀",
            "停车收费降下来 老街人气旺起来",
            "水果批发市场 搬进城外新家",
            "遗失 十年的戒指今天找回来了",
            "维修 老桥花了500000元",
            "电视 走进山乡农家 村民看上《新闻联播》",
        ] {
            assert_eq!(in_one_line(text), None, "{text}");
        }
        for text in
            ["山门服装厂 夏装大批到货 欢迎选购", "老渡口饭店 承办酒席 电话:2134", "遗失启事 某某遗失证件一张"]
        {
            assert_eq!(in_one_line(text), Some(Sign::Sure), "{text}");
        }
        assert_eq!(in_one_line("退货难 票价贵 旅客盼改进"), Some(Sign::Weak));
    }
}
