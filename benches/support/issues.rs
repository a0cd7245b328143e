//! Issues as papers print them and OCR leaves them: masthead, headline groups, columns, bylines, jumps, captions, page
//! marks, and the usual defects.

use super::words::Dice;
use std::{fs, io, path::Path};

/// One issue of about `bytes` bytes.
pub fn issue(number: usize, bytes: usize) -> String {
    let mut dice = Dice(number as u64 * 7919 + 1);
    let d = &mut dice;
    let (month, day) = (number % 12 + 1, number % 28 + 1);
    let mut out = format!(
        "山乡来信报\n{}年{month}月{day}日 星期{} 第{}期\n国内统一刊号 CN 00-0000\n\n",
        1990 + number / 336,
        d.pick(&["一", "三", "五"]),
        number + 100
    );
    let mut page = 0;
    while out.len() < bytes {
        page += 1;
        out.push_str(&format!("第{page:02}版 {}\n\n", d.pick(&["要闻", "民生", "副刊", "综合"])));
        for _ in 0..4 + d.below(6) {
            article(d, page, &mut out);
        }
        out.push_str(&format!("责任编辑：{} 电话：0000000\n\n", d.name()));
    }
    out
}

fn article(d: &mut Dice, page: usize, out: &mut String) {
    if d.below(4) == 0 {
        out.push_str(d.pick(&["地方传真\n", "山乡论坛\n", "■读者来信\n"]));
    }
    if d.below(3) == 0 {
        out.push_str(&format!("{}时强调\n", d.clause(12)));
    }
    let n = 8 + d.below(8);
    out.push_str(&format!("{}\n", d.clause(n)));
    if d.below(4) == 0 {
        out.push_str(&format!("——{}走笔\n", d.place()));
    }
    let signed_above = d.below(2) == 0;
    if signed_above {
        out.push_str(&format!("□ 本报记者 {} 通讯员 {}\n", d.name(), d.name()));
    }
    out.push('\n');
    for k in 0..2 + d.below(9) {
        let n = 60 + d.below(160);
        let mut text = d.paragraph(n);
        if k == 0 && !signed_above {
            text = format!("本报讯（记者 {}）日前，{}{text}", d.name(), d.place());
        }
        match d.below(24) {
            0 => out.push_str(&format!("{}、{}\n\n", d.pick(&["一", "二", "三"]), d.clause(7))),
            1 => out.push_str(&format!("图为{}。{} 摄\n\n", d.clause(8), d.name())),
            // A column cuts a paragraph in two.
            2 => {
                let at = text.char_indices().nth(20).map_or(text.len(), |(i, _)| i);
                text.insert_str(at, "\n\n");
            }
            3 => text = format!("（上接第{}版）{text}", page.saturating_sub(1).max(1)),
            4 => text.push_str(&format!("（下转第{}版）", page + 1)),
            5 => text = text.replace('，', ","),
            6 => text = text.replacen('。', "", 1),
            _ => {}
        }
        out.push_str(&text);
        out.push_str("\n\n");
    }
    if !signed_above && d.below(2) == 0 {
        out.push_str(&format!("（{} {}）\n\n", d.name(), d.name()));
    }
}

/// Writes `count` issues of about `bytes` bytes into `folder`; gives their sizes.
pub fn archive(folder: &Path, count: usize, bytes: usize) -> io::Result<Vec<usize>> {
    fs::create_dir_all(folder)?;
    (0..count)
        .map(|i| {
            let text = issue(i, bytes);
            let date = format!("{}-{:02}-{:02}", 1990 + i / 336, i / 28 % 12 + 1, i % 28 + 1);
            fs::write(folder.join(format!("{date}.txt")), &text)?;
            Ok(text.len())
        })
        .collect()
}
