//! Calendars: years counted by reigns, by the republic and by the sexagenary cycle, and days of the lunar calendar.
//!
//! In: what is printed (光绪三十二年, 民国36年, 壬寅年, 四月初十). Out: years and days of the common calendar.

use chinese_lunisolar_calendar::LunisolarDate;
use chrono::NaiveDate;

/// A way of counting years: its name, the common year of its year 1, its last year, and whether its months are lunar.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Era {
    pub name: &'static str,
    first: i32,
    last: u32,
    pub lunar: bool,
}

impl Era {
    /// The common year in which most of the era's `n`th year lies.
    pub fn year(&self, n: u32) -> Option<i32> {
        (1..=self.last).contains(&n).then(|| i32::try_from(n).ok().map(|n| self.first + n - 1)).flatten()
    }
}

const fn reign(name: &'static str, first: i32, last: u32) -> Era {
    Era { name, first, last, lunar: true }
}

const fn civil(name: &'static str, first: i32, last: u32) -> Era {
    Era { name, first, last, lunar: false }
}

/// The republic, the reigns of Ming and Qing, and those under which papers were printed in occupied places. A reign's
/// first year begins with the new year after the throne was taken. 大同 is a city too: it needs 元年 or 二年 behind it.
const ERAS: [Era; 31] = [
    civil("民国", 1912, 138),
    reign("宣统", 1909, 3),
    reign("光绪", 1875, 34),
    reign("同治", 1862, 13),
    reign("咸丰", 1851, 11),
    reign("道光", 1821, 30),
    reign("嘉庆", 1796, 25),
    reign("乾隆", 1736, 60),
    reign("雍正", 1723, 13),
    reign("康熙", 1662, 61),
    reign("顺治", 1644, 18),
    reign("崇祯", 1628, 17),
    reign("天启", 1621, 7),
    reign("万历", 1573, 48),
    reign("隆庆", 1567, 6),
    reign("嘉靖", 1522, 45),
    reign("正德", 1506, 16),
    reign("弘治", 1488, 18),
    reign("成化", 1465, 23),
    reign("天顺", 1457, 8),
    reign("景泰", 1450, 7),
    reign("正统", 1436, 14),
    reign("宣德", 1426, 10),
    reign("永乐", 1403, 22),
    reign("洪武", 1368, 31),
    civil("洪宪", 1916, 1),
    civil("康德", 1934, 12),
    civil("大同", 1932, 2),
    civil("大正", 1912, 15),
    civil("昭和", 1926, 64),
    civil("明治", 1868, 45),
];

/// The era whose name stands at the beginning.
pub fn era(chars: &[char]) -> Option<Era> {
    let [a, b, ..] = chars else { return None };
    ERAS.iter().find(|era| era.name.chars().eq([*a, *b])).copied()
}

/// The names of all eras.
pub(super) fn eras() -> impl Iterator<Item = &'static str> {
    ERAS.iter().map(|era| era.name)
}

const STEMS: &str = "甲乙丙丁戊己庚辛壬癸";
const BRANCHES: &str = "子丑寅卯辰巳午未申酉戌亥";

/// The cycle of sixty: 甲子, 乙丑 …
pub(super) fn cycle() -> impl Iterator<Item = (char, char)> {
    STEMS.chars().cycle().zip(BRANCHES.chars().cycle()).take(60)
}

/// Place in the cycle of sixty, 0 for 甲子, of the two characters at the beginning.
pub fn cyclic(chars: &[char]) -> Option<i32> {
    let [stem, branch, ..] = chars else { return None };
    // Most characters are none of them.
    if !STEMS.contains(*stem) {
        return None;
    }
    (0..).zip(cycle()).find(|(_, two)| *two == (*stem, *branch)).map(|(n, _)| n)
}

/// The year of this place in the cycle that is nearest to another, which is at most a year before it.
pub fn cyclic_year(place: i32, near: i32) -> i32 {
    // 4 was a year 甲子.
    let behind = (near + 1 - 4 - place).rem_euclid(60);
    near + 1 - behind
}

/// The day of the common calendar. `None` where there is no such day, or for years that no table tells (before 1901).
pub fn day(year: i32, month: u32, leap: bool, day: u32) -> Option<NaiveDate> {
    let (year, month, day) = (u16::try_from(year).ok()?, u8::try_from(month).ok()?, u8::try_from(day).ok()?);
    // The last day of the table's last year lies in the year after.
    if !(1901..=2099).contains(&year) {
        return None;
    }
    LunisolarDate::from_ymd(year, month, leap, day).ok().map(LunisolarDate::to_naive_date)
}

/// First and last day of a lunar month.
pub fn month(year: i32, month: u32, leap: bool) -> Option<(NaiveDate, NaiveDate)> {
    let last = day(year, month, leap, 30).or_else(|| day(year, month, leap, 29));
    Some((day(year, month, leap, 1)?, last?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn years() {
        let year = |name: &str, n| era(&name.chars().collect::<Vec<_>>()).and_then(|e| e.year(n));
        for (name, n, common) in
            [("民国", 36, 1947), ("光绪", 32, 1906), ("宣统", 3, 1911), ("乾隆", 1, 1736), ("康德", 9, 1942)]
        {
            assert_eq!(year(name, n), Some(common), "{name}");
        }
        assert_eq!(year("宣统", 4), None);
        let cycle = |text: &str| cyclic(&text.chars().collect::<Vec<_>>());
        assert_eq!((cycle("甲子"), cycle("癸亥"), cycle("甲丑")), (Some(0), Some(59), None));
        for (place, near, year) in [(38, 2022, 2022), (38, 2021, 2022), (38, 2030, 2022), (0, 1983, 1984)] {
            assert_eq!(cyclic_year(place, near), year);
        }
    }

    #[test]
    fn lunar_days() {
        let at = |y, m, leap, d| day(y, m, leap, d).map(|d| d.to_string());
        assert_eq!(at(2022, 4, false, 10).as_deref(), Some("2022-05-10"));
        assert_eq!(at(1906, 4, true, 1).as_deref(), Some("1906-05-23"));
        assert_eq!(at(2020, 4, true, 1).as_deref(), Some("2020-05-23"));
        assert_eq!(at(1954, 1, false, 1).as_deref(), Some("1954-02-03"));
        assert_eq!((at(2021, 4, true, 1), at(1894, 1, false, 1), at(2022, 13, false, 1)), (None, None, None));
    }
}
