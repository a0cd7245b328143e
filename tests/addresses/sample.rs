//! Archives made up for the tests, the same on every machine: random text, and noise as OCR makes it.

use dibao::describe::{DescribedArticle, DescribedIssue};
use dibao::split::{Article, Block, BlockRole, IssueFacts};

/// A generator of numbers that every machine repeats.
pub struct Dice(pub u64);

impl Dice {
    pub fn roll(&mut self, sides: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % sides
    }

    pub fn han(&mut self) -> char {
        // The square makes some characters common, as in real text.
        let (a, b) = (self.roll(1500), self.roll(1500));
        char::from_u32(0x4E00 + (a * b / 1500) as u32).unwrap_or('一')
    }

    pub fn text(&mut self, length: u64) -> String {
        let mut out = String::new();
        for i in 0..length {
            // Phrases that all newspapers share.
            if self.roll(25) == 0 {
                out.push_str(
                    ["深入贯彻落实", "全市春耕备播工作", "人民群众", "高质量发展", "领导干部"]
                        [self.roll(5) as usize],
                );
            }
            out.push(self.han());
            if i % 17 == 16 {
                out.push('，');
            }
        }
        out + "。"
    }
}

/// Wrong, missing and added characters at random, as OCR makes them.
pub fn noisy(text: &str, percent: u64, dice: &mut Dice) -> String {
    let mut out = String::new();
    for c in text.chars() {
        if dice.roll(100) >= percent {
            out.push(c);
            continue;
        }
        match dice.roll(4) {
            0 => {}
            1 => out.extend([c, dice.han()]),
            _ => out.push(dice.han()),
        }
    }
    out
}

pub fn article(title: &str, paragraphs: &[&str]) -> DescribedArticle {
    let block = |role, text: &str| Block { role, lines: vec![], text: text.into(), markup: None };
    let mut blocks = vec![block(BlockRole::Title, title)];
    blocks.extend(paragraphs.iter().map(|p| block(BlockRole::Body, p)));
    DescribedArticle {
        article: Article { title: title.into(), blocks, confidence: 1.0, ..Article::default() },
        regions: vec![],
        topics: vec![],
        subtopics: vec![],
        dates: vec![],
        people: Vec::new(),
        phrases: vec![],
    }
}

pub fn issue(path: &str, date: &str, articles: Vec<DescribedArticle>) -> DescribedIssue {
    let facts = IssueFacts {
        publication: Some("晋城工作".into()),
        date: (!date.is_empty()).then(|| date.into()),
        ..IssueFacts::default()
    };
    DescribedIssue { path: path.into(), facts, articles, ..DescribedIssue::default() }
}

/// Twelve issues, 240 articles of 30 to 1,500 characters.
pub fn sample() -> Vec<DescribedIssue> {
    let mut dice = Dice(7);
    (1..=12)
        .map(|month| {
            let articles = (0..20)
                .map(|n| {
                    let length = [30, 60, 120, 300, 700, 1500][n % 6];
                    let (a, b) = (dice.text(length / 2), dice.text(length / 2));
                    article(&format!("第{month}期之{n}"), &[&a, &b])
                })
                .collect();
            issue(&format!("jcgz/2022-{month:02}"), &format!("2022-{month:02}-10"), articles)
        })
        .collect()
}

pub fn change_text(issues: &mut [DescribedIssue], mut change: impl FnMut(&str) -> String) {
    for issue in issues {
        for described in &mut issue.articles {
            for block in &mut described.article.blocks {
                block.text = change(&block.text);
            }
        }
    }
}
