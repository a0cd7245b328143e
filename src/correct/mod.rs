//! correct: a person's corrections, applied to what the program made of an issue. The human word is applied last.
//!
//! In: a [`SplitIssue`](crate::split::SplitIssue) (structure: start, end, join, move, residue, text, withhold), later a
//! [`DescribedIssue`](crate::describe::DescribedIssue) (facts: set). Out: the same, corrected, and warnings for
//! corrections that fit nothing.
