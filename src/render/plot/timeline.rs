//! A bar per year, from the first year to the last, those without anything too; per decade where years would be too many.
//!
//! In: counts by year. Out: the [`Span`]s of time, which the table behind shows too, and the drawing of them.

use super::svg::Svg;
use super::{Drawing, Names};
use std::collections::BTreeMap;

/// More years than this are shown as decades.
const YEARS: i32 = 60;

/// Size of the drawing in units: fit for a narrow phone, and not too large for a desk.
const SIZE: (usize, usize) = (360, 140);
/// Left and right edge of the bars, their top and foot, in tenths of a unit.
const LEFT: usize = 140;
const RIGHT: usize = 3460;
const TOP: usize = 180;
const FOOT: usize = 1180;
/// Width that a label takes, and the most that a bar has, in tenths.
const LABEL: usize = 440;
const WIDEST: usize = 560;
/// Width that a digit takes, in tenths.
const DIGIT: usize = 85;

/// A year or a decade.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::render) struct Span {
    /// Its first year.
    pub from: i32,
    /// Whether it is ten years.
    pub decade: bool,
    pub count: usize,
    /// Its years that have any, with their counts.
    pub years: Vec<(i32, usize)>,
}

/// The spans from the first year to the last.
pub(in crate::render) fn spans(years: &BTreeMap<i32, usize>) -> Vec<Span> {
    let ends = years.first_key_value().zip(years.last_key_value());
    let Some(((first, _), (last, _))) = ends else { return Vec::new() };
    let decade = last - first >= YEARS;
    let step = if decade { 10 } else { 1 };
    let starts = (first.div_euclid(step) * step..=*last).step_by(usize::try_from(step).unwrap_or(1));
    starts
        .map(|from| {
            let years: Vec<(i32, usize)> = years.range(from..from + step).map(|(y, n)| (*y, *n)).collect();
            Span { from, decade, count: years.iter().map(|(_, n)| n).sum(), years }
        })
        .collect()
}

/// A span as it is drawn.
#[derive(Debug, Clone)]
pub(in crate::render) struct Bar {
    pub span: Span,
    pub href: Option<String>,
    /// Its time and count in words.
    pub tip: String,
}

/// Draws the bars.
pub(in crate::render) fn draw(names: &Names, bars: &[Bar]) -> Drawing {
    let mut svg = Svg::new(names, "timeline", SIZE, bars.iter().any(|b| b.href.is_some()));
    let most = bars.iter().map(|b| b.span.count).max().unwrap_or_default().max(1);
    let slot = ((RIGHT - LEFT) / bars.len().max(1)).clamp(1, WIDEST);
    // Half a digit between two figures, or they read as one.
    let figured = most.to_string().len() * DIGIT + DIGIT / 2 <= slot;
    let gap = if slot > 60 { slot / 5 } else { slot / 8 };
    for (n, bar) in bars.iter().enumerate() {
        let x = LEFT + n * slot;
        let spot = svg.open_spot(bar.href.as_deref(), &bar.tip);
        // The whole height answers a pointer, not only what is inked.
        svg.rect("hit", [x, TOP - 150, slot, FOOT - TOP + 150]);
        if bar.span.count > 0 {
            let height = ((FOOT - TOP) * bar.span.count / most).max(10);
            svg.rect("bar", [x + gap / 2, FOOT - height, (slot - gap).max(1), height]);
            if figured {
                svg.text("count", (x + slot / 2, FOOT - height - 40), &bar.span.count.to_string());
            }
        }
        svg.close(spot);
    }
    svg.rect("foot", [LEFT, FOOT, slot * bars.len(), 10]);
    for (n, bar) in bars.iter().enumerate().filter(|(_, bar)| labelled(bar, slot)) {
        svg.text("when", (LEFT + n * slot + slot / 2, FOOT + 180), &format!("{:04}", bar.span.from));
    }
    svg.finish()
}

/// Whether a bar's year is written under it: as many are as there is room for, and round ones.
fn labelled(bar: &Bar, slot: usize) -> bool {
    let unit = if bar.span.decade { 10 } else { 1 };
    let room = |step: &i32| usize::try_from(*step).is_ok_and(|n| n * slot >= LABEL);
    let step = [1, 2, 5, 10, 20, 50, 100, 1000].into_iter().find(room).unwrap_or(1000);
    bar.span.from.rem_euclid(step * unit) == 0
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(years: &[(i32, usize)]) -> Vec<(i32, usize)> {
        spans(&years.iter().copied().collect()).iter().map(|s| (s.from, s.count)).collect()
    }

    #[test]
    fn years_without_anything_have_their_place() {
        assert_eq!(of(&[]), []);
        assert_eq!(of(&[(1998, 3), (2001, 1)]), [(1998, 3), (1999, 0), (2000, 0), (2001, 1)]);
        assert_eq!(of(&[(1950, 1), (2009, 2)]).len(), 60);
        let decades = of(&[(1949, 1), (1950, 2), (1959, 3), (2009, 4)]);
        assert_eq!(decades[..3], [(1940, 1), (1950, 5), (1960, 0)]);
        assert_eq!(decades.last(), Some(&(2000, 4)));
    }

    /// However many bars: the labels are round years that do not touch, and bars end where the drawing does.
    #[test]
    fn labels_have_room() {
        for last in [1998, 1999, 2005, 2010, 2030, 2057, 2500] {
            let bars: Vec<Bar> = spans(&[(1998, 1), (last, 9)].into_iter().collect())
                .into_iter()
                .map(|span| Bar { span, href: None, tip: String::new() })
                .collect();
            let names = Names { id: "t".into(), title: "t".into(), desc: None };
            let svg = draw(&names, &bars);
            let at = |class: &str| -> Vec<f64> {
                let mark = format!("class=\"{class}\" x=\"");
                let marked = svg.split(&mark).skip(1);
                marked.map(|s| s.split('"').next().and_then(|x| x.parse().ok()).expect("a place")).collect()
            };
            let labels = at("when");
            assert!(!labels.is_empty(), "{last}");
            assert!(labels.windows(2).all(|two| two[1] - two[0] >= 43.9), "{last}: {labels:?}");
            assert!(labels.iter().chain(&at("bar")).all(|x| (14.0..=346.0).contains(x)), "{last}");
        }
    }
}
