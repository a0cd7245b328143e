//! The provinces as a map of tiles (`src/describe/tables/tilegrid.tsv`), shaded by count.
//!
//! In: a count for each province. Out: a drawing with a tile per province: its short name and, where there is any, its
//! count, so that the map can be read without its shades; a legend of the classes where the sea and the desert leave room.

use super::classes::{classes, shade};
use super::svg::Svg;
use super::{Drawing, Names};
use std::sync::OnceLock;

const TABLE: &str = include_str!("../../describe/tables/tilegrid.tsv");

/// Side of a tile with its gap, in tenths of a unit: nine of them are as many units as a narrow phone has points.
const SIDE: usize = 400;
const GAP: usize = 20;

/// A province's place on the grid.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::render) struct Place {
    /// GB/T 2260.
    pub code: &'static str,
    /// 晋, 京.
    pub short: &'static str,
    column: usize,
    row: usize,
}

/// The provinces, by code.
pub(in crate::render) fn grid() -> &'static [Place] {
    static CELL: OnceLock<Vec<Place>> = OnceLock::new();
    CELL.get_or_init(|| {
        let mut places: Vec<Place> =
            TABLE.lines().filter(|l| !l.starts_with('#')).filter_map(place).collect();
        // Beside the map nothing is drawn: empty columns and rows at its edges are left out.
        let left = places.iter().map(|p| p.column).min().unwrap_or_default();
        let top = places.iter().map(|p| p.row).min().unwrap_or_default();
        for p in &mut places {
            (p.column, p.row) = (p.column - left, p.row - top);
        }
        places.sort_by_key(|p| p.code);
        places
    })
}

fn place(line: &'static str) -> Option<Place> {
    let mut cells = line.split('\t');
    let (code, short) = (cells.next()?, cells.next()?);
    Some(Place { code, short, column: cells.next()?.parse().ok()?, row: cells.next()?.trim().parse().ok()? })
}

/// What a tile shows.
#[derive(Debug, Clone)]
pub(in crate::render) struct Tile {
    pub place: &'static Place,
    pub count: usize,
    pub href: Option<String>,
    /// Its name and count in words.
    pub tip: String,
}

/// Draws the map. `legend` says what a class holds: “1–2 articles”.
pub(in crate::render) fn draw(
    names: &Names,
    tiles: &[Tile],
    legend: impl Fn(usize, usize) -> String,
) -> Drawing {
    let extent = |of: fn(&Place) -> usize| grid().iter().map(of).max().unwrap_or_default() + 1;
    let size = (extent(|p| p.column) * SIDE / 10, extent(|p| p.row) * SIDE / 10);
    let mut svg = Svg::new(names, "map", size, tiles.iter().any(|t| t.href.is_some()));
    let classes = classes(tiles.iter().map(|t| t.count).max().unwrap_or_default());
    for (n, (from, to)) in classes.iter().enumerate() {
        let y = n * 150;
        svg.rect(&format!("s{}", shade(&classes, *from)), [10, y + 20, 240, 120]);
        svg.text("key", (310, y + 130), &legend(*from, *to));
    }
    for tile in tiles {
        let (x, y) = (tile.place.column * SIDE, tile.place.row * SIDE);
        let spot = svg.open_spot(tile.href.as_deref(), &tile.tip);
        let shade = shade(&classes, tile.count);
        svg.rect(&format!("tile s{shade}"), [x + GAP / 2, y + GAP / 2, SIDE - GAP, SIDE - GAP]);
        let (middle, on) = (x + SIDE / 2, format!("on{shade}"));
        if tile.count == 0 {
            svg.text(&format!("name {on}"), (middle, y + 255), tile.place.short);
        } else {
            svg.text(&format!("name {on}"), (middle, y + 185), tile.place.short);
            // Five digits and more fill the tile: they are set smaller, without a mark between thousands.
            let digits = tile.count.to_string();
            let long = if digits.len() > 4 { " long" } else { "" };
            svg.text(&format!("count {on}{long}"), (middle, y + 335), &digits);
        }
        svg.close(spot);
    }
    svg.finish()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn every_province_has_a_tile_of_its_own() {
        let places: BTreeSet<(usize, usize)> = grid().iter().map(|p| (p.column, p.row)).collect();
        assert_eq!((grid().len(), places.len()), (34, 34));
        let provinces: BTreeSet<&str> = crate::describe::regions::all()
            .filter(|d| d.level == crate::describe::regions::Level::Province && d.to.is_none())
            .map(|d| d.code)
            .collect();
        assert_eq!(grid().iter().map(|p| p.code).collect::<BTreeSet<_>>(), provinces);
        // Five lines of legend fit into the north-west.
        assert!(grid().iter().all(|p| p.row >= 2 || p.column >= 4), "the legend lies on a tile");
    }
}
