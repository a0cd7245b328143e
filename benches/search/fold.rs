//! Folding, in one place: the only thing that the truth takes from the program. In: text as printed. Out: text as it is compared.

pub fn fold(text: &str) -> String {
    dibao::search::fold::fold(text)
}
