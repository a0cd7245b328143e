//! The order of names on a page: by pinyin, with surnames read as surnames.
//!
//! In: a name, and whether it is a person's. Out: a key to sort by. Addresses are `slug`'s and do not follow a reading that is
//! corrected here.

use super::slug::{Syllable, syllable, syllables};
use crate::text::script::simple;
use std::collections::BTreeMap;
use std::sync::LazyLock;
use unicode_normalization::UnicodeNormalization;

/// Readings that go over `tables/surnames.tsv`'s and the usual ones: surnames that it lacks, and rare readings.
const MORE: &str = "闫 yán|付 fù|晋 jìn|代 dài|么 yāo|冼 xiǎn|佘 shé|亓 qí|仝 tóng|洗 xiǎn|秘 bì|种 chóng|尉 wèi|隗 wěi|祭 zhài|\
    佴 nài|仉 zhǎng|眭 suī|庹 tuǒ|厍 shè|郇 xún|啜 chuài|炅 guì|蒍 wěi|朝 cháo|令狐 líng hú|澹台 tán tái|单于 chán yú|\
    万俟 mò qí|尉迟 yù chí|长孙 zhǎng sūn|宰父 zǎi fǔ|亓官 qí guān|鲜于 xiān yú|濮阳 pú yáng|淳于 chún yú|独孤 dú gū|\
    拓跋 tuò bá|呼延 hū yán|纳兰 nà lán|完颜 wán yán|爱新觉罗 ài xīn jué luó";

/// Words with which names of bodies begin and whose usual reading is another.
const PLACES: &str = "重庆 chóng qìng|长 cháng|乐山 lè shān|乐清 yuè qīng|厦门 xià mén|六安 lù ān|朝阳 cháo yáng|都 dū|行唐 xíng táng|\
    单县 shàn xiàn|蔚县 yù xiàn|尉氏 wèi shì|解州 xiè zhōu|浚县 xùn xiàn|繁峙 fán shì|洪洞 hóng tóng|隰县 xí xiàn|台州 tāi zhōu|丽水 lí shuǐ|\
    会计 kuài jì|调 diào|教 jiào|行政 xíng zhèng";

static SURNAMES: LazyLock<BTreeMap<&'static str, Vec<Syllable>>> = LazyLock::new(|| {
    let table = include_str!("../describe/tables/surnames.tsv").lines().filter_map(|l| l.split_once('\t'));
    table.chain(pairs(MORE)).map(|(name, reading)| (name, readings(reading))).collect()
});

static PLACE_WORDS: LazyLock<BTreeMap<&'static str, Vec<Syllable>>> =
    LazyLock::new(|| pairs(PLACES).map(|(word, reading)| (word, readings(reading))).collect());

fn pairs(list: &'static str) -> impl Iterator<Item = (&'static str, &'static str)> {
    list.split('|').filter_map(|pair| pair.split_once(' '))
}

fn readings(text: &str) -> Vec<Syllable> {
    text.split_whitespace().map(syllable).collect()
}

/// Sorts persons' names as a Chinese index does: by pinyin syllable, then tone, then character, a short name before a longer
/// that begins like it. The first character is the letter to file the name under.
pub fn person_key(name: &str) -> String {
    let plain: String = name.nfkc().filter(|c| !c.is_whitespace()).collect();
    // 阿不都·热合曼 and 查理·陈 begin with no surname.
    let foreign = plain.contains('·');
    key(name, if foreign { syllables(&plain) } else { read(&plain, &SURNAMES, 4) })
}

/// The same of a body's name, or of any words: no surname in it.
pub fn words_key(name: &str) -> String {
    let plain: String = name.nfkc().filter(|c| !c.is_whitespace()).collect();
    key(name, read(&plain, &PLACE_WORDS, 2))
}

/// The longest beginning of at most so many characters that the table has is read by it, the rest as any text.
fn read(name: &str, table: &BTreeMap<&str, Vec<Syllable>>, longest: usize) -> Vec<Syllable> {
    let all = name.chars().count();
    for n in (1..=longest.min(all)).rev() {
        // 单于 by itself is a 单, not a 单于 without a given name.
        if n > 1 && n == all {
            continue;
        }
        let head: String = name.chars().take(n).map(simple).collect();
        if let Some(reading) = table.get(head.as_str()) {
            let rest: String = name.chars().skip(n).collect();
            return reading.iter().cloned().chain(syllables(&rest)).collect();
        }
    }
    syllables(name)
}

fn key(name: &str, syllables: Vec<Syllable>) -> String {
    let mut key = String::new();
    for syllable in syllables {
        key.push_str(&syllable.plain);
        key.extend(syllable.tone);
        key.push(' ');
    }
    // The name itself makes the order total.
    key.push('\u{1}');
    key.extend(name.nfc());
    key
}

/// The letter that a key is filed under; none where it begins with no Latin letter.
pub fn letter(key: &str) -> Option<char> {
    key.chars().next().map(|c| c.to_ascii_uppercase()).filter(char::is_ascii_uppercase)
}
