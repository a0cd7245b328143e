//! Lines of a page without what its templates' layout leaves: spaces at line ends, and empty lines.

/// The page without them: every line that is left ends in a line break.
pub(super) fn close_up(page: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(page.len() + 1);
    // What is kept from here on has not been taken over yet, and a line begins here.
    let (mut from, mut start) = (0, 0);
    for end in memchr::memchr_iter(b'\n', page) {
        let line = &page[start..end];
        let kept = without_spaces(line).len();
        if kept < line.len() || kept == 0 {
            out.extend_from_slice(&page[from..start + kept]);
            out.extend_from_slice(if kept > 0 { b"\n" } else { b"" });
            from = end + 1;
        }
        start = end + 1;
    }
    out.extend_from_slice(&page[from..start]);
    let last = without_spaces(&page[start..]);
    out.extend_from_slice(last);
    out.extend_from_slice(if last.is_empty() { b"" } else { b"\n" });
    out
}

/// The line up to its last character that is no white space, be it of ASCII or not.
fn without_spaces(line: &[u8]) -> &[u8] {
    let mut line = line;
    while let Some(last) = line.last() {
        let start = match last {
            b' ' | b'\t'..=b'\r' => line.len() - 1,
            0..=0x7F => break,
            // The bytes of one character: the first is none that continues another.
            _ => line.iter().rposition(|byte| byte & 0xC0 != 0x80).unwrap_or(0),
        };
        let space = std::str::from_utf8(&line[start..]).is_ok_and(|last| last.trim_end().is_empty());
        if !space {
            break;
        }
        line = &line[..start];
    }
    line
}

#[cfg(test)]
mod tests {
    fn closed_up(page: &str) -> String {
        String::from_utf8(super::close_up(page.as_bytes())).unwrap_or_default()
    }

    #[test]
    fn what_the_layout_leaves_goes() {
        let plain = |page: &str| -> String {
            let lines = page.lines().map(str::trim_end).filter(|line| !line.is_empty());
            lines.map(|line| format!("{line}\n")).collect()
        };
        for page in [
            "",
            "\n",
            "a",
            "a\n",
            " a \n\n \t\r\n甲\u{3000}\u{A0}\r\n 乙",
            "\n\n甲乙  ",
            "甲\n\u{2028}\n",
            "a\u{B}\u{85}\n\r",
            "é\nß \n𠀀 ",
        ] {
            assert_eq!(closed_up(page), plain(page), "{page:?}");
        }
    }
}
