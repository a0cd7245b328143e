//! How strongly each rule speaks that is weighed against others: natural logarithms of odds, about.
//!
//! Above zero for an article, below for a heading within one.

use super::rules::Rule;

/// Weights of the rules on openings. Fitted by logistic regression to decisions on pages of our own, near values set by
/// hand; see docs/design.md.
const OPENING: &[(Rule, f64)] = &[
    (Rule::AdvertisementAbove, 3.9),
    (Rule::AnotherTopic, 0.1),
    (Rule::BareByline, 5.0),
    (Rule::BlankLineAbove, 1.1),
    (Rule::Byline, 5.1),
    (Rule::ColumnLabel, 4.3),
    (Rule::CommentaryBox, 3.0),
    (Rule::DashedSubtitle, 3.5),
    (Rule::Dateline, 4.3),
    (Rule::DeeperHeading, -0.7),
    (Rule::FeatureAbove, -2.0),
    (Rule::FirstLevelHeading, 0.2),
    (Rule::HeadlineOfTheAdvertisement, -8.0),
    (Rule::HeadingOfItsRank, 0.5),
    (Rule::HeadlineJustAbove, -1.5),
    (Rule::InContents, 7.0),
    (Rule::InTwoHalves, -0.8),
    (Rule::Kicker, 3.0),
    (Rule::LikeTheHeadingsAbove, -1.4),
    (Rule::LikeThoseBelow, -0.9),
    (Rule::Long, 0.4),
    (Rule::LongTextAbove, -0.9),
    (Rule::NamesANotice, 3.0),
    (Rule::NamesAPart, -4.0),
    (Rule::NamesAPlaceOrBody, 1.4),
    (Rule::NewsLead, 1.6),
    (Rule::Newspaper, 1.9),
    (Rule::NextInSeries, 7.0),
    (Rule::NoBlankLineAbove, -2.5),
    (Rule::NoHeadingMark, -2.7),
    (Rule::NoTextBelow, -4.5),
    (Rule::NotInContents, -0.8),
    (Rule::NothingOpenAbove, 4.0),
    (Rule::Numbered, -5.0),
    (Rule::OneOfSeveralItems, 2.2),
    (Rule::OpensAsALetter, 2.2),
    (Rule::OrnamentBefore, 1.0),
    (Rule::PictureAbove, -0.2),
    (Rule::PlaceAndColon, 0.7),
    (Rule::Prior, -1.0),
    (Rule::SameFormAsAbove, -0.1),
    (Rule::SameTopic, -1.5),
    (Rule::SectionFollows, 0.5),
    (Rule::Short, -0.6),
    (Rule::ShortItemAbove, 0.4),
    (Rule::ShortTextAbove, 0.6),
    (Rule::ShortTextBelow, -0.4),
    (Rule::SignedBelow, 2.2),
    (Rule::SignedOffAbove, 3.6),
    (Rule::Subtitle, 3.4),
    (Rule::TextAboveBreaksOff, 0.8),
    (Rule::TitleOfTwoLines, 2.1),
    (Rule::TopOfPage, 0.4),
    (Rule::UnlikeTheHeadingsAbove, -0.7),
    (Rule::VeryShort, -0.8),
    (Rule::WordsKnownAbove, -4.1),
    (Rule::WordsTakenUpBelow, 3.1),
];

/// Weights of the rules on short lines: above zero for the first piece of a paragraph. Fitted likewise.
const PIECE: &[(Rule, f64)] = &[
    (Rule::BeginsAnew, -0.5),
    (Rule::BelowASignature, -5.0),
    (Rule::BelowGoesOn, 1.0),
    (Rule::BelowOtherShortLines, 0.1),
    (Rule::BelowTheByline, -0.3),
    (Rule::BelowTheLabel, -4.0),
    (Rule::CaptionCutsIn, 2.8),
    (Rule::GoesOnFromAbove, 0.4),
    (Rule::LikeOtherHeadings, -1.6),
    (Rule::LongForAHeading, 0.8),
    (Rule::NumberedLine, -5.0),
    (Rule::OpenAbove, 0.8),
    (Rule::OpensAsOthersDo, 3.5),
    (Rule::OpensWithDay, 1.2),
    (Rule::PageCutsIn, 4.0),
    (Rule::Particles, 0.6),
    (Rule::PausesWithin, 4.2),
    (Rule::SetIn, -2.9),
    (Rule::SetInItself, 4.2),
    (Rule::ShortForAPiece, -0.2),
    (Rule::ShortLinePrior, -4.4),
    (Rule::SpaceWithin, -2.9),
    (Rule::StandsElsewhere, 5.1),
    (Rule::VerbOfStatement, 0.7),
    (Rule::WordCut, 2.6),
];

/// Weights of the rules on two bare headline lines: above zero the second is the title. Fitted likewise.
const PAIR: &[(Rule, f64)] = &[
    (Rule::FirstLineAnOccasion, 1.6),
    (Rule::FirstLineAsLabel, 2.9),
    (Rule::FirstLineInHalves, 1.7),
    (Rule::FirstLineMarked, 1.2),
    (Rule::FirstLineNamesAPlace, -2.0),
    (Rule::FirstLineNotTakenUp, 0.8),
    (Rule::FirstLineTakenUp, -1.3),
    (Rule::SecondLineAsADeck, -2.0),
    (Rule::SecondLineAsks, 0.9),
    (Rule::SecondLineFigures, -1.2),
    (Rule::SecondLineNamesTheKind, -1.9),
    (Rule::SecondLineTakenUp, 1.9),
    (Rule::TitleStandsFirst, -0.4),
];

/// A weight for each rule; those that the table lacks weigh nothing.
type Weights = [f64; Rule::ALL.len()];

static PAIRS: Weights = of_all(PAIR);
static PIECES: Weights = of_all(PIECE);
static WEIGHTS: Weights = of_all(OPENING);

const fn of_all(table: &[(Rule, f64)]) -> Weights {
    let mut all = [0.0; Rule::ALL.len()];
    let mut at = 0;
    while at < table.len() {
        all[table[at].0 as usize] = table[at].1;
        at += 1;
    }
    all
}

/// The weight of a rule on openings.
pub fn weight(rule: Rule) -> f64 {
    WEIGHTS[rule as usize]
}

/// The weight of a rule on short lines that may be pieces of paragraphs.
pub fn piece(rule: Rule) -> f64 {
    PIECES[rule as usize]
}

/// The weight of a rule on two bare headline lines.
pub fn pair(rule: Rule) -> f64 {
    PAIRS[rule as usize]
}
