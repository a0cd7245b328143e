//! Numbers as newspapers print them: 12, １２, 十二, 廿三, 二〇二二.

/// The value of a number in Arabic (any width) or Chinese digits; `None` where it is not one number.
pub fn number(text: &str) -> Option<u32> {
    let text: String = text.chars().map(super::fold_char).filter(|c| !c.is_whitespace()).collect();
    if text.is_empty() || text.chars().count() > 9 {
        return None;
    }
    if text.chars().all(|c| c.is_ascii_digit()) {
        return text.parse().ok();
    }
    value(text.chars())
}

/// The value of a number's characters, half width; `None` where one of them is of no number.
pub fn value(chars: impl Iterator<Item = char> + Clone) -> Option<u32> {
    let units = chars.map(unit);
    if units.clone().all(|u| matches!(u, Some(Unit::Digit(_)))) {
        return units.flatten().try_fold(0u32, |n, u| match u {
            Unit::Digit(d) => n.checked_mul(10)?.checked_add(d),
            Unit::Power(_) | Unit::Tens(_) => None,
        });
    }
    let (mut total, mut digit) = (0u32, None);
    for u in units {
        match u? {
            Unit::Digit(d) => digit = Some(d),
            Unit::Power(p) => {
                total = total.checked_add(digit.unwrap_or(1).checked_mul(p)?)?;
                digit = None;
            }
            Unit::Tens(t) => total = total.checked_add(t)?,
        }
    }
    total.checked_add(digit.unwrap_or(0))
}

enum Unit {
    Digit(u32),
    Power(u32),
    /// 廿, 卅
    Tens(u32),
}

fn unit(c: char) -> Option<Unit> {
    Some(match c {
        '0'..='9' => Unit::Digit(c as u32 - '0' as u32),
        '〇' | '○' | '零' => Unit::Digit(0),
        '一' | '壹' => Unit::Digit(1),
        '二' | '两' | '贰' => Unit::Digit(2),
        '三' | '叁' => Unit::Digit(3),
        '四' => Unit::Digit(4),
        '五' => Unit::Digit(5),
        '六' => Unit::Digit(6),
        '七' => Unit::Digit(7),
        '八' => Unit::Digit(8),
        '九' => Unit::Digit(9),
        '十' => Unit::Power(10),
        '百' => Unit::Power(100),
        '千' => Unit::Power(1000),
        '廿' => Unit::Tens(20),
        '卅' => Unit::Tens(30),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::number;

    #[test]
    fn arabic_and_chinese() {
        for (text, value) in [
            ("12", 12),
            ("１７", 17),
            ("十", 10),
            ("十二", 12),
            ("二十", 20),
            ("廿三", 23),
            ("一百零五", 105),
            ("二〇二二", 2022),
            ("三十六", 36),
        ] {
            assert_eq!(number(text), Some(value), "{text}");
        }
        for text in ["", "年", "十年", "99999999999"] {
            assert_eq!(number(text), None, "{text}");
        }
    }
}
