//! Dates of issues (EDTF) as readers and machines read them.

use super::strings::Strings;

/// The parts of an EDTF date that pages use.
struct Parts<'a> {
    year: &'a str,
    month: Option<u32>,
    day: Option<u32>,
    about: bool,
}

fn parts(edtf: &str) -> Option<Parts<'_>> {
    let about = edtf.ends_with(['~', '?', '%']);
    let plain = edtf.trim_end_matches(['~', '?', '%']);
    let mut pieces = plain.split('-');
    let year = pieces.next().filter(|y| y.len() == 4 && y.bytes().all(|b| b.is_ascii_digit()))?;
    let number = |text: &str, most: u32| {
        let fits = text.len() == 2 && text.bytes().all(|b| b.is_ascii_digit());
        fits.then(|| text.parse().ok()).flatten().filter(|n| (1..=most).contains(n))
    };
    let month = pieces.next().map(|m| number(m, 12).ok_or(())).transpose().ok()?;
    let day = pieces.next().map(|d| number(d, 31).ok_or(())).transpose().ok()?;
    pieces.next().is_none().then_some(Parts { year, month, day, about })
}

/// `2022年5月10日`, `约2021年11月`; what is no plain date is shown as it is.
pub fn label(strings: &Strings, edtf: &str) -> String {
    let Some(parts) = parts(edtf) else { return edtf.to_owned() };
    let month = parts.month.map(|m| strings.fill(&format!("month-{m}"), &[])).unwrap_or_default();
    let day = parts.day.map(|d| d.to_string()).unwrap_or_default();
    let key = match (parts.month, parts.day) {
        (Some(_), Some(_)) => "date-day",
        (Some(_), None) => "date-month",
        _ => "date-year",
    };
    let date = strings.fill(key, &[("year", parts.year), ("month", &month), ("day", &day)]);
    if parts.about { strings.fill("date-about", &[("date", &date)]) } else { date }
}

/// What `<time datetime>` may hold, where the date is plain enough.
pub fn machine(edtf: &str) -> Option<String> {
    let Parts { year, month, day, .. } = parts(edtf)?;
    Some(match (month, day) {
        (Some(m), Some(d)) => format!("{year}-{m:02}-{d:02}"),
        (Some(m), None) => format!("{year}-{m:02}"),
        _ => year.to_owned(),
    })
}

/// The first moment of the date, for feeds. Dates are those of China.
pub fn instant(edtf: &str) -> Option<String> {
    let Parts { year, month, day, .. } = parts(edtf)?;
    Some(format!("{year}-{:02}-{:02}T00:00:00+08:00", month.unwrap_or(1), day.unwrap_or(1)))
}

/// Length of a date cut to its year, its month and its day.
pub const PREFIXES: [usize; 3] = [4, 7, 10];

/// How finely a date is cut: by year, month or day.
pub fn prefix(edtf: Option<&str>, finely: usize) -> Option<&str> {
    let date = edtf?;
    parts_of_interval(date)?;
    let length = PREFIXES.get(finely)?;
    Some(date.get(..*length).unwrap_or(date).trim_end_matches(['~', '?', '%', '-', '/']))
}

/// An interval counts by its beginning.
fn parts_of_interval(edtf: &str) -> Option<()> {
    let year = edtf.get(..4)?;
    year.bytes().all(|b| b.is_ascii_digit()).then_some(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_read_well() {
        let yaml = "date-day: '{year}年{month}{day}日'\ndate-month: '{year}年{month}'\ndate-year: '{year}年'\n\
                    date-about: 约{date}\nmonth-5: 5月\nmonth-11: 11月\n";
        let strings = Strings::parse(yaml).unwrap_or_default();
        assert_eq!(label(&strings, "2022-05-10"), "2022年5月10日");
        assert_eq!(label(&strings, "2021-11~"), "约2021年11月");
        assert_eq!(label(&strings, "2022"), "2022年");
        assert_eq!(label(&strings, "2022-05/2022-06"), "2022-05/2022-06");
        assert_eq!(machine("2021-11~").as_deref(), Some("2021-11"));
        assert_eq!(machine("2021-13"), None);
        assert_eq!(instant("2022-05").as_deref(), Some("2022-05-01T00:00:00+08:00"));
        assert_eq!(prefix(Some("2021-11~"), 2), Some("2021-11"));
        assert_eq!(prefix(Some("2021-11-03"), 1), Some("2021-11"));
        assert_eq!(prefix(Some("2021~"), 1), Some("2021"));
        assert_eq!(prefix(None, 0), None);
    }
}
