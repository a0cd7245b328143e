//! How strongly each rule speaks that is weighed against others: natural logarithms of odds, about.
//!
//! Above zero for an article, below for a heading within one.

use super::rules::Rule;
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// Weights of the rules on openings. Fitted by logistic regression to decisions on pages of our own, near values set by
/// hand; see docs/design.md.
const OPENING: &[(Rule, f64)] = &[
    (Rule::AdvertisementAbove, 3.1),
    (Rule::AnotherTopic, 0.2),
    (Rule::BareByline, 4.4),
    (Rule::BlankLineAbove, 1.8),
    (Rule::Byline, 4.6),
    (Rule::ColumnLabel, 3.0),
    (Rule::CommentaryBox, 3.0),
    (Rule::DashedSubtitle, 3.1),
    (Rule::Dateline, 4.0),
    (Rule::DeeperHeading, -0.6),
    (Rule::FirstLevelHeading, 0.5),
    (Rule::HeadingOfItsRank, 0.6),
    (Rule::HeadlineJustAbove, -1.9),
    (Rule::InContents, 7.0),
    (Rule::InTwoHalves, 0.2),
    (Rule::Kicker, 2.1),
    (Rule::LikeTheHeadingsAbove, -1.5),
    (Rule::LikeThoseBelow, -1.0),
    (Rule::Long, 0.2),
    (Rule::LongTextAbove, -0.9),
    (Rule::NamesAPlaceOrBody, 1.9),
    (Rule::NewsLead, 1.3),
    (Rule::Newspaper, 2.0),
    (Rule::NoBlankLineAbove, -2.5),
    (Rule::NoHeadingMark, -2.5),
    (Rule::NoTextBelow, -1.3),
    (Rule::NotInContents, -0.5),
    (Rule::NothingOpenAbove, 4.0),
    (Rule::Numbered, -5.0),
    (Rule::OneOfSeveralItems, 2.0),
    (Rule::OpensAsALetter, 1.9),
    (Rule::OrnamentBefore, 0.8),
    (Rule::PictureAbove, 0.2),
    (Rule::PlaceAndColon, 0.7),
    (Rule::Prior, -2.3),
    (Rule::SameFormAsAbove, 0.6),
    (Rule::SameTopic, -1.7),
    (Rule::SectionFollows, 0.5),
    (Rule::Short, -0.8),
    (Rule::ShortItemAbove, 1.4),
    (Rule::ShortTextAbove, 0.4),
    (Rule::ShortTextBelow, 0.3),
    (Rule::SignedBelow, 1.6),
    (Rule::SignedOffAbove, 4.7),
    (Rule::Subtitle, 2.1),
    (Rule::TextAboveBreaksOff, 0.8),
    (Rule::TitleOfTwoLines, 1.0),
    (Rule::TopOfPage, 2.0),
    (Rule::UnlikeTheHeadingsAbove, 0.2),
    (Rule::VeryShort, -1.4),
    (Rule::WordsKnownAbove, -2.6),
    (Rule::WordsTakenUpBelow, 2.9),
];

/// Weights of the rules on short lines: above zero for the first piece of a paragraph. Fitted likewise.
const PIECE: &[(Rule, f64)] = &[
    (Rule::BeginsAnew, -0.5),
    (Rule::BelowGoesOn, 0.7),
    (Rule::BelowOtherShortLines, -0.5),
    (Rule::BelowTheLabel, -4.0),
    (Rule::BelowTheByline, 0.3),
    (Rule::CaptionCutsIn, 2.0),
    (Rule::GoesOnFromAbove, -0.6),
    (Rule::LikeOtherHeadings, -1.6),
    (Rule::LongForAHeading, 0.6),
    (Rule::NumberedLine, -5.0),
    (Rule::OpenAbove, 0.8),
    (Rule::OpensAsOthersDo, 1.7),
    (Rule::OpensWithDay, 1.0),
    (Rule::PageCutsIn, 2.1),
    (Rule::Particles, 0.3),
    (Rule::PausesWithin, 3.5),
    (Rule::SetIn, -3.2),
    (Rule::SetInItself, 3.3),
    (Rule::ShortForAPiece, -0.3),
    (Rule::ShortLinePrior, -2.8),
    (Rule::SpaceWithin, -1.3),
    (Rule::StandsElsewhere, 3.4),
    (Rule::VerbOfStatement, 0.6),
    (Rule::WordCut, 1.8),
];

static PIECES: LazyLock<BTreeMap<Rule, f64>> = LazyLock::new(|| PIECE.iter().copied().collect());
static WEIGHTS: LazyLock<BTreeMap<Rule, f64>> = LazyLock::new(|| OPENING.iter().copied().collect());

/// The weight of a rule on openings; one that the table lacks weighs nothing.
pub fn weight(rule: Rule) -> f64 {
    WEIGHTS.get(&rule).copied().unwrap_or(0.0)
}

/// The weight of a rule on short lines that may be pieces of paragraphs.
pub fn piece(rule: Rule) -> f64 {
    PIECES.get(&rule).copied().unwrap_or(0.0)
}
