//! Lines of a page without what its templates' layout leaves: spaces at line ends, and empty lines.

/// Takes them out, in place: every line that is left ends in a line break.
pub(super) fn close_up(page: &mut Vec<u8>) {
    let (mut read, mut written) = (0, 0);
    while read < page.len() {
        let rest = &page[read..];
        let length = memchr::memchr(b'\n', rest).unwrap_or(rest.len());
        let kept = without_spaces(&rest[..length]).len();
        if kept > 0 {
            // As long as nothing was taken out, all is in its place.
            if read > written {
                page.copy_within(read..read + kept, written);
            }
            written += kept;
            // There is room: what was read had a line break too, save the last line of all.
            if written < page.len() {
                page[written] = b'\n';
            } else {
                page.push(b'\n');
            }
            written += 1;
        }
        read += length + 1;
    }
    page.truncate(written);
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
        let mut page = page.as_bytes().to_vec();
        super::close_up(&mut page);
        String::from_utf8(page).unwrap_or_default()
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
