//! Names that an announcer says: 请听本台记者甲、乙的报道： before a report, 记者甲报道。 behind it.
//!
//! In: a folded line. Out: who reported.

use super::Author;
use super::pattern::Pattern;
use crate::text::names::{close_up, is_person, is_surely_person};

/// The names at the line's end, each a person's.
pub fn reporters(fold: &str) -> Option<Vec<Author>> {
    static HEARD: Pattern = Pattern::folded(
        r"(?:请听|请看|下面请听|来听|来看)[^。,:]{0,6}?(?:本台|本站|[\p{Han}]{2,4}台)?(?:记者|通讯员)([\p{Han}、 ]{2,16}?)(?:发来|采制|采写|带来|录制)?的(?:详细|录音|现场|连线|口头|文字|电视)?(?:报道|调查|采访|连线)[:。]?$",
    );
    static SIGNED_OFF: Pattern = Pattern::folded(
        r"(?:^|[。!?”])\s*(?:以上(?:是|由))?(?:本台|本站)?(?:记者|通讯员)\s*([\p{Han}、 ]{2,12}?)\s*(?:的)?报道。$",
    );
    let end = fold.trim_end();
    if !end.ends_with(['道', '查', '访', '线', ':', '。']) {
        return None;
    }
    let found = HEARD.captures(end).or_else(|| SIGNED_OFF.captures(end))?;
    // 陈彬、龙池台记者张正明: another station's reporter beside ours.
    let names: Vec<String> = close_up(&found[1])
        .into_iter()
        .map(|name| name.rsplit_once("记者").map_or(name.clone(), |(_, name)| name.to_string()))
        .collect();
    let sure = names.iter().all(|n| is_person(n)) && names.iter().any(|n| is_surely_person(n));
    let author = |name: String| Author { role: "记者".to_string(), ..Author::named(name) };
    sure.then(|| names.into_iter().map(author).collect())
}

#[cfg(test)]
mod tests {
    use super::reporters;

    #[test]
    fn announced_reporters() {
        for (said, want) in [
            ("请听本台记者柳青山、田一禾的报道:", vec!["柳青山", "田一禾"]),
            ("桥修好了,桥头热闹非凡。请听记者柳青山发来的录音报道:", vec!["柳青山"]),
            ("请听本台记者柳青山、白河台记者田一禾发来的报道:", vec!["柳青山", "田一禾"]),
            ("记者柳青山报道。", vec!["柳青山"]),
            ("引来不少人驻足观看。记者柳青山报道。", vec!["柳青山"]),
            ("他告诉记者报道。", vec![]),
            ("不少人关注记者的报道。", vec![]),
            ("请听详细报道:", vec![]),
        ] {
            let names: Vec<String> =
                reporters(said).unwrap_or_default().into_iter().map(|a| a.name).collect();
            assert_eq!(names, want, "{said}");
        }
    }
}
