//! Names of divisions in a text, without the streets, institutions and people that only bear one.
//!
//! In: folded text. Out: [`Mention`]s in order, each with the rows it can mean and how much it says.

use super::lookalike::{eats_suffix, generic_blocked, is_cut, is_dateline, is_person, straddles, strength};
use super::names::{Form, names};
use crate::describe::lookup::Marked;
use std::borrow::Cow;

/// One place where a division's name stands.
#[derive(Debug, Clone)]
pub(super) struct Mention {
    pub start: usize,
    pub end: usize,
    pub form: Form,
    /// Rows of the table that it can mean.
    pub rows: Cow<'static, [usize]>,
    /// Of `rows`, those that were called so until the end of a year.
    pub until: Cow<'static, [(usize, u32)]>,
    /// 0 to 1: how much such a mention says of what the text is about.
    pub strength: f64,
    /// A dateline names it: 本报泽州讯.
    pub dateline: bool,
}

/// All names in a folded text.
pub(super) fn mentions(text: &Marked) -> Vec<Mention> {
    let n = names();
    let mut out: Vec<Mention> = Vec::new();
    for (start, found) in n.texts.leftmost(text) {
        let name = n.texts.word(found);
        let (mut form, mut meant, mut end) = (n.form(found), found, start + name.len());
        let (before, after) = (&text[..start], &text[end..]);
        let touching = out.last().is_some_and(|l| l.end == start);
        if form == Form::Absorb || (!touching && straddles(before, name)) {
            continue;
        }
        if let (Some(suffix), Some(next)) = (name.chars().next_back(), after.chars().next())
            && matches!(form, Form::Full | Form::Generic)
            && eats_suffix(suffix, next)
        {
            // 大同市|场: what is left is the short name, if there is one.
            end -= suffix.len_utf8();
            let Some(shorter) = n.texts.place(&text[start..end]) else { continue };
            if form == Form::Generic || n.form(shorter) == Form::Absorb {
                continue;
            }
            (form, meant) = (n.form(shorter), shorter);
        }
        let after = &text[end..];
        let two = name.ends_with('县') && name.chars().count() == 2;
        if (form == Form::Generic || two) && !touching && generic_blocked(before, name) {
            continue;
        }
        let bare = matches!(form, Form::Short | Form::Word);
        if bare && !touching && (is_person(before, name, after) || is_cut(before, name, after)) {
            continue;
        }
        let mut strength = strength(before, name, after, bare);
        // 来自福州、南昌的客商: the second came from afar too.
        if let Some(l) = out.last().filter(|l| &text[l.end..start] == "、") {
            strength = strength.min(l.strength.max(0.35));
        }
        if strength <= 0.0 {
            continue;
        }
        let dateline = is_dateline(before, after);
        let each = n.each(found);
        if each.is_empty() {
            let (rows, until) = (n.rows(meant).into(), n.until(meant).into());
            out.push(Mention { start, end, form, rows, until, strength, dateline });
        }
        // 京津冀: each character for itself.
        for ((at, c), row) in text[start..end].char_indices().zip(each) {
            let (start, end) = (start + at, start + at + c.len_utf8());
            let (rows, until) = (std::slice::from_ref(row).into(), Cow::Borrowed(&[][..]));
            out.push(Mention { start, end, form, rows, until, strength, dateline });
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<String> {
        mentions(&text.into()).iter().map(|m| text[m.start..m.end].to_string()).collect()
    }

    #[test]
    fn streets_and_people_are_not_places() {
        assert!(found("他住在南京路附近").is_empty());
        assert!(found("本报记者李大同报道").is_empty());
        assert!(found("孙中山先生").is_empty());
        assert!(found("造福建设者，完成都市农业规划，黄河南岸增绿").is_empty());
        assert_eq!(found("大同路网密度提高"), ["大同"]);
    }

    #[test]
    fn a_suffix_may_belong_to_the_next_word() {
        assert_eq!(found("大同市场繁荣"), ["大同"]);
        assert_eq!(found("大同市民"), ["大同"]);
        assert_eq!(found("大同市委"), ["大同市"]);
    }

    #[test]
    fn kinds_of_place_are_not_names() {
        assert!(found("中心城区和煤矿区").is_empty());
        assert_eq!(found("大同矿区"), ["大同", "矿区"]);
        assert!(found("各市和县的干部").is_empty());
    }
}
