//! Bytes → lines: which encoding a file is in, and where it is damaged.
//!
//! Nothing is guessed away: a byte sequence that is no character of the file's encoding is an error with its place,
//! never a silent U+FFFD.

use crate::report::Problem;
use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{BIG5, DecoderResult, Encoding, GB18030, UTF_8, UTF_16BE, UTF_16LE};

/// A file's text and the encoding it was in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decoded {
    pub text: String,
    /// `UTF-8`, `GB18030`, `UTF-16LE`, `UTF-16BE` or `Big5`.
    pub encoding: &'static str,
}

const SAVE_AS_UTF8: &str = "请另存为 UTF-8 (save it as UTF-8)";

/// What a file that is no text begins with, and what it is.
const MAGIC: [(&[u8], &str); 14] = [
    (b"%PDF-", "PDF"),
    (b"\xFF\xD8\xFF", "JPEG"),
    (b"\x89PNG\r\n", "PNG"),
    (b"GIF8", "GIF"),
    (b"II*\0", "TIFF"),
    (b"MM\0*", "TIFF"),
    (b"PK\x03\x04", "ZIP (DOCX, XLSX, WPS, OFD, EPUB)"),
    (b"\xD0\xCF\x11\xE0\xA1\xB1", "DOC / WPS"),
    (b"{\\rtf", "RTF"),
    (b"Rar!\x1A", "RAR"),
    (b"7z\xBC\xAF\x27\x1C", "7z"),
    (b"\x1F\x8B", "gzip"),
    (b"AT&TFORM", "DjVu"),
    (b"CAJ\0", "CAJ"),
];

/// Decodes a file; the error says what it is instead, or where it is damaged.
pub fn decode(path: &str, bytes: &[u8]) -> Result<Decoded, Box<Problem>> {
    if let Some((_, what)) = MAGIC.iter().find(|(magic, _)| bytes.starts_with(magic)) {
        return Err(Problem::error(path, format!("这是 {what} 文件，不是文本 (this is a {what} file, not text)"))
            .help("请放入识别(OCR)后的文本，原件不必放在 content/ 里 (put the OCR text here instead of the original)")
            .into());
    }
    if bytes.starts_with(&[0xFF, 0xFE, 0, 0]) || bytes.starts_with(&[0, 0, 0xFE, 0xFF]) {
        return Err(Problem::error(path, "编码是 UTF-32 (encoded as UTF-32)").help(SAVE_AS_UTF8).into());
    }
    if let Some((encoding, bom)) = Encoding::for_bom(bytes) {
        return strict(path, bytes.get(bom..).unwrap_or_default(), encoding);
    }
    if bytes.contains(&0) {
        return utf16_without_bom(bytes).ok_or_else(|| {
            Problem::error(path, "这是二进制文件，不是文本 (this is a binary file, not text)")
                .help("请换成文本文件，或改去 .txt/.md 扩展名 (replace it by text, or take its .txt/.md extension away)")
                .into()
        });
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => Ok(Decoded { text: text.into(), encoding: UTF_8.name() }),
        Err(_) => without_bom(path, bytes),
    }
}

/// Lines without their ends: `\n`, `\r\n` and a lone `\r` end a line; what follows the last end is a line too, so
/// that numbers equal an editor's. A form feed is white space within its line.
pub fn lines(text: &str) -> Vec<String> {
    let ends = || memchr::memchr2_iter(b'\n', b'\r', text.as_bytes());
    // Grown by doubling, the list of short lines would be held twice.
    let mut out = Vec::with_capacity(ends().count() + 1);
    let mut from = 0;
    for end in ends() {
        // Of `\r\n` the first has ended the line.
        if !text[..=end].ends_with("\r\n") {
            out.push(text[from..end].to_owned());
        }
        from = end + 1;
    }
    out.push(text[from..].to_owned());
    out
}

/// A warning where the text already holds U+FFFD: an earlier conversion lost characters there.
pub fn replacement_characters(path: &str, lines: &[String]) -> Option<Problem> {
    let count: usize = lines.iter().map(|l| l.matches('\u{FFFD}').count()).sum();
    let (number, line) = lines.iter().enumerate().find(|(_, l)| l.contains('\u{FFFD}'))?;
    let column = line.chars().take_while(|c| *c != '\u{FFFD}').count() + 1;
    Some(
        Problem::warning(
            path,
            format!(
                "有 {count} 处 U+FFFD：此前转换编码时已丢字 (U+FFFD: an earlier conversion lost characters)"
            ),
        )
        .at(number + 1, column)
        .excerpt(line)
        .help(
            "请从原始文件重新转换，或在旁注里用 text 校订 (convert the original again, or correct the text)",
        ),
    )
}

/// Decodes without replacing anything; the error is at the first sequence that is no character.
fn strict(path: &str, bytes: &[u8], encoding: &'static Encoding) -> Result<Decoded, Box<Problem>> {
    let survey = Survey::of(bytes, encoding);
    let Some(damaged_at) = survey.first else {
        return Ok(Decoded { text: survey.text, encoding: label(encoding) });
    };
    let before = survey.text.get(..damaged_at).unwrap_or_default();
    let all = lines(&survey.text);
    let number = lines(before).len();
    let column = lines(before).last().map_or(0, |l| l.chars().count()) + 1;
    let name = label(encoding);
    Err(Problem::error(
        path,
        format!(
            "按 {name} 解码，有 {} 处不成字的字节 (not valid {name} here: {} damaged)",
            survey.errors, survey.errors
        ),
    )
    .at(number, column)
    .excerpt(all.get(number - 1).cloned().unwrap_or_default())
    .help(format!(
        "文件可能损坏、截断或混用了编码 (damaged, cut short, or of mixed encodings)；{SAVE_AS_UTF8}"
    ))
    .into())
}

/// The name as people write it; `encoding_rs` has the web's, in lower case.
fn label(encoding: &'static Encoding) -> &'static str {
    if encoding == GB18030 { "GB18030" } else { encoding.name() }
}

/// A text without BOM that is not UTF-8: GB18030, Big5, or damaged.
fn without_bom(path: &str, bytes: &[u8]) -> Result<Decoded, Box<Problem>> {
    let utf8 = Survey::of(bytes, UTF_8);
    // Text of another encoding is hardly ever valid UTF-8 in its greater part: this is UTF-8 with a wound.
    if utf8.wide > utf8.errors * 3 {
        return strict(path, bytes, UTF_8);
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    let guess = detector.guess(Some(b"cn"), Utf8Detection::Deny);
    let gb = Survey::of(bytes, GB18030);
    let big5 = Survey::of(bytes, BIG5);
    if guess == BIG5 && big5.plausible() {
        return strict(path, bytes, BIG5);
    }
    // The detector gives up a candidate at its first malformed sequence; a page with one bad byte is still GB18030.
    if gb.plausible() && (gb.errors <= big5.errors || !big5.plausible()) {
        return strict(path, bytes, GB18030);
    }
    if big5.plausible() {
        return strict(path, bytes, BIG5);
    }
    Err(Problem::error(path, "认不出编码 (unknown encoding)")
        .help(format!("试过 UTF-8、UTF-16、GB18030、Big5 (tried these)；{SAVE_AS_UTF8}"))
        .into())
}

/// UTF-16 without a BOM: most zero bytes stand in the upper halves (一 is U+4E00, so not all do), and what comes out is
/// text.
fn utf16_without_bom(bytes: &[u8]) -> Option<Decoded> {
    let zeros = |parity: usize| bytes.iter().enumerate().filter(|(i, b)| i % 2 == parity && **b == 0).count();
    let (even, odd) = (zeros(0), zeros(1));
    if even + odd == 0 || !bytes.len().is_multiple_of(2) {
        return None;
    }
    let order = if odd > even { [UTF_16LE, UTF_16BE] } else { [UTF_16BE, UTF_16LE] };
    order.into_iter().find_map(|encoding| {
        let survey = Survey::of(bytes, encoding);
        let good = survey.first.is_none() && survey.plausible_or_ascii();
        good.then_some(Decoded { text: survey.text, encoding: label(encoding) })
    })
}

/// What becomes of a file's bytes in one encoding.
struct Survey {
    /// With U+FFFD where a sequence is no character.
    text: String,
    errors: usize,
    /// Byte offset in `text` of the first U+FFFD that stands for an error.
    first: Option<usize>,
    /// Characters beyond ASCII, and how many of those are common in Chinese print.
    wide: usize,
    chinese: usize,
    controls: usize,
}

impl Survey {
    fn of(bytes: &[u8], encoding: &'static Encoding) -> Self {
        let mut decoder = encoding.new_decoder_without_bom_handling();
        let mut text = String::new();
        let (mut rest, mut errors, mut first) = (bytes, 0, None);
        loop {
            let room = decoder.max_utf8_buffer_length_without_replacement(rest.len()).unwrap_or(rest.len());
            text.reserve(room);
            let (result, read) = decoder.decode_to_string_without_replacement(rest, &mut text, true);
            rest = rest.get(read..).unwrap_or_default();
            match result {
                DecoderResult::InputEmpty => break,
                DecoderResult::OutputFull => {}
                DecoderResult::Malformed(..) => {
                    first.get_or_insert(text.len());
                    errors += 1;
                    text.push('\u{FFFD}');
                }
            }
        }
        let (mut wide, mut chinese, mut controls) = (0, 0, 0);
        for c in text.chars() {
            if c.is_ascii() {
                controls += usize::from(c.is_ascii_control() && !matches!(c, '\t' | '\n' | '\r' | '\u{C}'));
            } else if c != '\u{FFFD}' {
                wide += 1;
                chinese += usize::from(is_chinese_print(c));
            }
        }
        Self { text, errors, first, wide, chinese, controls }
    }

    /// Chinese text, perhaps with a wound here and there.
    fn plausible(&self) -> bool {
        self.controls == 0 && self.chinese * 10 >= self.wide * 8 && self.chinese > self.errors * 8
    }

    fn plausible_or_ascii(&self) -> bool {
        self.controls == 0 && self.chinese * 10 >= self.wide * 8
    }
}

/// Common ideographs, Chinese punctuation, full-width forms, and the marks that newspapers print (─ ● ■ Ⅱ ①).
fn is_chinese_print(c: char) -> bool {
    matches!(c, '\u{4E00}'..='\u{9FFF}' | '\u{3000}'..='\u{303F}' | '\u{FF00}'..='\u{FFEF}'
        | '\u{2010}'..='\u{2033}' | '\u{2160}'..='\u{217F}' | '\u{2460}'..='\u{249B}' | '\u{2500}'..='\u{2606}' | '·')
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const TEXT: &str = "汾西工作\n2019·12期(总第196期)\r\n\n  老渡口的灯还亮着——记者 高一鸣报道。";

    fn encoded(encoding: &'static Encoding, text: &str) -> Vec<u8> {
        encoding.encode(text).0.into_owned()
    }

    fn utf16(text: &str, unit: fn(u16) -> [u8; 2]) -> Vec<u8> {
        text.encode_utf16().flat_map(unit).collect()
    }

    #[test]
    fn every_encoding_gives_the_same_text() {
        let bom = |mark: &[u8], body: Vec<u8>| [mark.to_vec(), body].concat();
        for (bytes, name) in [
            (TEXT.as_bytes().to_vec(), "UTF-8"),
            (bom(b"\xEF\xBB\xBF", TEXT.as_bytes().to_vec()), "UTF-8"),
            (bom(b"\xFF\xFE", utf16(TEXT, u16::to_le_bytes)), "UTF-16LE"),
            (bom(b"\xFE\xFF", utf16(TEXT, u16::to_be_bytes)), "UTF-16BE"),
            (utf16(TEXT, u16::to_le_bytes), "UTF-16LE"),
            (utf16(TEXT, u16::to_be_bytes), "UTF-16BE"),
            (encoded(GB18030, TEXT), "GB18030"),
        ] {
            assert_eq!(decode("a.txt", &bytes), Ok(Decoded { text: TEXT.into(), encoding: name }));
        }
        let traditional = "山西日報記者專訪：臺灣經濟與兩岸關係的發展，國務院有關部門負責人說明情況。";
        let decoded = decode("a.txt", &encoded(BIG5, traditional)).map(|d| (d.text, d.encoding));
        assert_eq!(decoded, Ok((traditional.into(), "Big5")));
    }

    #[test]
    fn short_gb18030_is_not_taken_for_latin() {
        for text in ["要闻", "王震", "晋城\n", "2022年5月10日 星期二"] {
            let decoded = decode("a.txt", &encoded(GB18030, text)).map(|d| d.text);
            assert_eq!(decoded.as_deref(), Ok(text));
        }
    }

    #[test]
    fn a_wound_is_an_error_with_its_place() {
        let mut bytes = TEXT.repeat(9).into_bytes();
        bytes.splice(15..16, [0xFF]); // 晋城工作\n2022 : the third byte of line 2
        let problem = decode("a.txt", &bytes).expect_err("damaged");
        assert_eq!(problem.place, Some((2, 3)));
        assert!(problem.message.contains("UTF-8"), "{}", problem.message);

        let mut bytes = encoded(GB18030, &TEXT.repeat(9));
        bytes.splice(9..9, [0xFF]);
        let problem = decode("a.txt", &bytes).expect_err("damaged");
        assert_eq!(problem.place, Some((2, 1)));
        assert!(problem.message.contains("GB18030"), "{}", problem.message);
    }

    #[test]
    fn what_is_no_text_is_named() {
        for (bytes, what) in [
            (&b"%PDF-1.7 ..."[..], "PDF"),
            (b"PK\x03\x04abc", "ZIP"),
            (b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", "DOC"),
            (b"abc\0\0\0\x01\x02", "二进制"),
            (b"\xE9\xE8\xFC caf\xE9 na\xEFve", "认不出编码"),
        ] {
            let problem = decode("a.txt", bytes).expect_err(what);
            assert!(problem.message.contains(what), "{what}: {}", problem.message);
        }
    }

    #[test]
    fn line_ends() {
        assert_eq!(lines("a\nb\r\nc\rd\n"), ["a", "b", "c", "d", ""]);
        assert_eq!(lines(""), [""]);
        assert_eq!(lines("a\r"), ["a", ""]);
        assert_eq!(lines("a\r\r\nb"), ["a", "", "b"]);
        assert_eq!(lines("a\u{C}\u{85}b"), ["a\u{C}\u{85}b"]);
    }

    #[test]
    fn an_earlier_loss_is_a_warning() {
        let warning =
            replacement_characters("a.txt", &lines("好\n晋城\u{FFFD}作\u{FFFD}")).expect("a warning");
        assert_eq!(warning.place, Some((2, 3)));
        assert!(warning.message.contains("2 处"));
    }

    proptest! {
        #[test]
        fn any_bytes_decode_or_are_refused(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
            if let Ok(decoded) = decode("a.txt", &bytes) {
                prop_assert!(!lines(&decoded.text).is_empty());
            }
        }

        #[test]
        fn lines_are_those_of_split(text in "[^\r]{0,200}") {
            let split: Vec<&str> = text.split('\n').collect();
            prop_assert_eq!(lines(&text), split);
        }

        // Words as newspapers have them: noise of rare characters may well be valid in several encodings.
        #[test]
        fn gb18030_comes_back(text in "[的一是在了有和人这中大为上个国要时来用到作地出会主发年动同工山西省市县区委党建设经济高质量\u{FF0C}\u{FF1A}。:“”0-9\n]{20,200}") {
            let decoded = decode("a.txt", &encoded(GB18030, &text));
            prop_assert_eq!(decoded.map(|d| d.text), Ok(text));
        }
    }
}
