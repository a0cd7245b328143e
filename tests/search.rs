//! The search index, written by the program and read by the script that the site ships: what a query finds is what a plain search
//! through the folded text finds. The script runs in Node.js; where that is absent the tests say so (`tests/all` has it).

#[path = "search/made.rs"]
mod made;

use dibao::search::{Document, index};
use made::{Made, article, ask, keys, made_up, same, words};
use serde_json::{Value, json};

#[test]
fn every_substring_is_found_and_nothing_else() {
    for (count, letters, seed) in [
        (1, "甲", 1),
        (7, "甲乙", 2),
        (400, "甲乙丙丁戊", 3),
        (1500, "春耕水库小学渔港老矿区今昔的了在是A1。，", 4),
    ] {
        let made = made_up(count, letters, seed);
        let some = words(&made, 60, seed);
        same(&made, &some.iter().map(String::as_str).collect::<Vec<_>>());
    }
}

#[test]
fn reprints_are_found_by_strings_of_any_length() {
    let reprint: String =
        made_up(40, "甲乙丙丁戊己庚辛壬癸", 5).0.iter().map(|(_, d)| d.units[0].1.clone()).collect();
    let reprint = format!("{reprint}{reprint}完{reprint}");
    assert!(reprint.chars().count() > 200);
    let all = (0..60).map(|number| {
        let own = format!("{}{number}{reprint}{number}", if number % 2 == 0 { "前" } else { "" });
        (720_000 + number as u32, article(number, "转载", &[&own]))
    });
    let made = Made::new(all.collect());
    let part = |from: usize, length: usize| reprint.chars().skip(from).take(length).collect::<String>();
    let mut words: Vec<String> =
        [1, 2, 3, 10, 62, 63, 64, 65, 66, 100, 150].iter().map(|n| part(3, *n)).collect();
    // One character off, at the end, in the middle, at the beginning.
    words.extend([
        format!("{}无", part(3, 20)),
        format!("{}无{}", part(3, 20), part(24, 20)),
        format!("无{}", part(3, 70)),
    ]);
    words.extend([format!("前{}", 12), format!("{}59", part(150, 100)), "转载".into()]);
    same(&made, &words.iter().map(String::as_str).collect::<Vec<_>>());
}

#[test]
fn words_phrases_and_exclusions() {
    let made = made_up(300, "春耕水库小学渔港", 6);
    let site = tempfile::tempdir().expect("a folder");
    made.write(site.path());
    let cases: [(&str, &[&str], &[&str]); 9] = [
        ("春 耕", &["春", "耕"], &[]),
        ("春耕　水库", &["春耕", "水库"], &[]),
        ("\"春 耕\"", &["春耕"], &[]),
        ("“春耕”", &["春耕"], &[]),
        ("春耕 -水", &["春耕"], &["水"]),
        ("春 －\"小 学\"", &["春"], &["小学"]),
        ("春 -", &["春"], &[]),
        ("-春", &[], &["春"]),
        ("春 -春", &["春"], &["春"]),
    ];
    let queries: Vec<_> = cases.iter().map(|(query, ..)| ((*query).to_string(), json!({}))).collect();
    let Some(found) = ask(site.path(), &queries) else { return };
    for ((query, all, none), found) in cases.iter().zip(&found) {
        assert_eq!(keys(found), made.truth(all, none), "{query}");
    }
}

#[test]
fn old_and_new_characters_width_and_marks_are_one() {
    let made = Made::new(vec![
        (1, article(1, "發展經濟", &["用ＷｉＦｉ上網，164．4億元。𠮷野家"])),
        (2, article(2, "发展经济", &["用WiFi上网，164.4亿元。"])),
        (3, article(3, "別的", &["</script>\u{2028}\"\\ 與此無關"])),
    ]);
    same(
        &made,
        &[
            "发展",
            "發展",
            "wifi",
            "WIFI",
            "ＷＩＦＩ",
            "164.4亿元",
            "１６４．４億元",
            "𠮷",
            "吉",
            "</script>",
            "\"\\",
            "与此",
            "经济用",
        ],
    );
}

#[test]
fn filters_orders_and_counts_are_true() {
    let mut made = made_up(700, "春耕水库", 7);
    for (number, (day, document)) in made.0.iter_mut().enumerate() {
        document.year = 1970 + (*day - 720_000) / 366;
        document.publication = [("甲报", "jia"), ("乙报", "yi")]
            .map(|(name, slug)| (slug.to_string(), name.to_string()))[number % 2]
            .clone();
        document.topics = vec![(format!("t{}", number % 3), "题".into())];
    }
    let site = tempfile::tempdir().expect("a folder");
    made.write(site.path());
    let options = [
        json!({"sort": "oldest"}),
        json!({"sort": "newest", "publication": "yi", "counts": "topic"}),
        json!({"publication": "jia", "topic": "t1", "counts": "publication"}),
        json!({"from": 1975, "to": 1980}),
        json!({"publication": "none"}),
    ];
    let queries: Vec<_> = options.iter().map(|o| ("春".to_string(), o.clone())).collect();
    let Some(found) = ask(site.path(), &queries) else { return };
    let wanted = |fits: &dyn Fn(&Document) -> bool| -> Vec<String> {
        let holds = |d: &Document| d.units.iter().any(|(_, text)| text.contains('春'));
        made.0.iter().map(|(_, d)| d).filter(|d| holds(d) && fits(d)).map(|d| d.key.clone()).collect()
    };
    let ids = |found: &Value| -> Vec<String> { serde_json::from_value(found["ids"].clone()).expect("ids") };
    assert_eq!(ids(&found[0]), wanted(&|_| true));
    let mut newest = wanted(&|d| d.publication.0 == "yi");
    newest.reverse();
    assert_eq!(ids(&found[1]), newest);
    let of_topic = |t: &str| wanted(&|d| d.publication.0 == "yi" && d.topics[0].0 == t).len();
    for count in found[1]["counts"].as_array().expect("counts") {
        assert_eq!(count[2], json!(of_topic(count[0].as_str().expect("a topic"))));
    }
    assert_eq!(found[1]["counts"].as_array().map(Vec::len), Some(3));
    // Its own kind's filter apart: both publications are counted.
    assert_eq!(found[2]["counts"].as_array().map(Vec::len), Some(2));
    assert_eq!(found[3]["total"], json!(wanted(&|d| (1975..=1980).contains(&d.year)).len()));
    let years = found[3]["years"].as_array().expect("years");
    let sum: u64 = years.iter().filter_map(|year| year[1].as_u64()).sum();
    assert_eq!(sum as usize, wanted(&|_| true).len(), "the histogram is of all years");
    assert_eq!(found[4]["total"], json!(0));
}

#[test]
fn a_lost_or_damaged_part_is_told_and_the_rest_answers() {
    let made = made_up(800, "春耕水库小学", 8);
    let site = tempfile::tempdir().expect("a folder");
    made.write(site.path());
    let search = site.path().join("search");
    let blocks: Vec<_> = std::fs::read_dir(&search)
        .expect("a folder")
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| path.is_dir())
        .collect();
    assert!(blocks.len() > 1, "more than one block");
    let query = [("春耕".to_string(), json!({}))];
    let Some(whole) = ask(site.path(), &query) else { return };
    for damage in ["missing", "corrupt", "outdated"] {
        for entry in std::fs::read_dir(&blocks[0]).expect("a folder") {
            let path = entry.expect("an entry").path();
            if !path.file_name().is_some_and(|name| name.to_string_lossy().starts_with(['d', 'g', 'l'])) {
                continue;
            }
            let kept = std::fs::read_to_string(&path).expect("a part");
            match damage {
                "missing" => std::fs::remove_file(&path).expect("removed"),
                "corrupt" => std::fs::write(&path, &kept[..kept.len() / 2]).expect("written"),
                _ => std::fs::write(&path, kept.replacen("\",\"", "\",\"0", 1)).expect("written"),
            }
        }
        let found = ask(site.path(), &query).expect("Node.js");
        assert_eq!(found[0]["troubles"][0]["code"], damage, "{}", found[0]["troubles"]);
        let left = keys(&found[0]);
        assert!(!left.is_empty() && left.len() < keys(&whole[0]).len(), "{damage}: the other block answers");
        made.write(site.path());
    }
}

/// Two thousand articles would be looked at one by one if the index did not know that all of them go on alike.
#[test]
fn a_set_phrase_of_many_articles_costs_few_files() {
    let phrase: String = (0..100).map(|n| char::from_u32(0x4E00 + n * 7).expect("a character")).collect();
    let part = |from: usize, length: usize| phrase.chars().skip(from).take(length).collect::<String>();
    let one = |n: usize| char::from_u32(0x6000 + n as u32).expect("a character");
    let all =
        (0..500).map(|n| (720_000, article(n, "题", &[&format!("{}{phrase}{}", one(n), one(n + 600))])));
    let made = Made::new(all.collect());
    let site = tempfile::tempdir().expect("a folder");
    made.write(site.path());
    let words: Vec<String> = [3, 40, 64, 65, 90].iter().map(|length| part(5, *length)).collect();
    let queries: Vec<_> = words.iter().map(|word| (word.clone(), json!({}))).collect();
    let Some(found) = ask(site.path(), &queries) else { return };
    for (word, found) in words.iter().zip(&found) {
        assert_eq!(found["total"], json!(500), "{word}");
        assert!(found["asked"].as_u64() <= Some(5), "{word}: {}", found["asked"]);
    }
}

#[test]
fn one_character_off_is_found_apart_from_what_is_exact() {
    let mut all: Vec<_> =
        (0..200).map(|n| (720_000, article(n, "题", &["经济发展很好，人人都说好"]))).collect();
    all.extend((200..208).map(|n| (720_001, article(n, "题", &["经济发屐很好，人人都说好"]))));
    all.push((720_002, article(300, "题", &["经济发屐很好，没有别的"])));
    let made = Made::new(all);
    let site = tempfile::tempdir().expect("a folder");
    made.write(site.path());
    let tolerant = json!({"tolerant": true});
    let queries: Vec<_> = ["经济发展很好", "经济发展很好 人人", "经济发展很好 -人人", "无一字同于此"]
        .iter()
        .map(|query| (query.to_string(), tolerant.clone()))
        .collect();
    let Some(found) = ask(site.path(), &queries) else { return };
    let totals: Vec<u64> = found.iter().filter_map(|found| found["total"].as_u64()).collect();
    assert_eq!(totals, [9, 8, 1, 0]);
    assert!(keys(&found[0]).iter().all(|key| key.as_str() >= "k200"));
}

#[test]
fn a_lost_text_loses_no_other_article() {
    let all =
        (0..40).map(|n| (720_000, article(n, "题", &[if n % 20 == 7 { "难得一见" } else { "常常可见" }])));
    let made = Made::new(all.collect());
    let site = tempfile::tempdir().expect("a folder");
    made.write(site.path());
    let query = [("难得一".to_string(), json!({})), ("常常".to_string(), json!({}))];
    if ask(site.path(), &query).is_none() {
        return;
    }
    let block = std::fs::read_dir(site.path().join("search")).expect("a folder").filter_map(Result::ok);
    let block = block.map(|entry| entry.path()).find(|path| path.is_dir()).expect("a block");
    std::fs::remove_file(block.join("t0.js")).expect("removed");
    let found = ask(site.path(), &query).expect("Node.js");
    assert_eq!(found[0]["troubles"][0]["code"], "missing");
    assert_eq!(found[0]["total"], json!(1), "the other text is there");
    assert_eq!(found[1]["total"], json!(38));
}

/// A long report stands in several files: what is only in its last paragraph is found, shown, and looked for one character off.
#[test]
fn a_long_article_is_looked_at_to_its_end() {
    let long: Vec<String> = (0..40).map(|n| format!("第{n}段{}", "说明情况".repeat(80))).collect();
    let mut units: Vec<&str> = long.iter().map(String::as_str).collect();
    units.push("最后谈到水库移民安置");
    let mut all: Vec<_> = (0..30).map(|n| (720_000, article(n, "短讯", &["别的事情"]))).collect();
    all.push((720_000, article(99, "长篇报告", &units)));
    let made = Made::new(all);
    let site = tempfile::tempdir().expect("a folder");
    made.write(site.path());
    let tolerant = json!({"tolerant": true});
    let queries = [
        ("水库移民".to_string(), json!({})),
        ("长篇 移民安置".to_string(), json!({})),
        ("水库侈民".to_string(), tolerant.clone()),
        ("水库移民".to_string(), tolerant),
    ];
    let Some(found) = ask(site.path(), &queries) else { return };
    for found in &found[..3] {
        assert_eq!(found["ids"], json!(["k99"]), "{found}");
        assert_eq!(found["troubles"], json!([]), "{found}");
        assert!(found["results"][0]["snippet"].to_string().contains("安置"), "{found}");
    }
    assert_eq!(found[3]["total"], json!(0), "what holds the words themselves is not one character off");
    // Its last part is lost: the article is still shown, and the loss is told.
    let block = std::fs::read_dir(site.path().join("search")).expect("a folder").filter_map(Result::ok);
    let block = block.map(|entry| entry.path()).find(|path| path.is_dir()).expect("a block");
    let last = (0..).take_while(|n| block.join(format!("x{n}.js")).exists()).last().expect("several files");
    assert!(last >= 2, "{last}");
    std::fs::remove_file(block.join(format!("x{last}.js"))).expect("removed");
    let found =
        ask(site.path(), &[("说明情 短讯".to_string(), json!({})), ("长篇 水库".to_string(), json!({}))]);
    let found = found.expect("Node.js");
    assert_eq!(found[0]["total"], json!(0));
    assert_eq!(found[1]["troubles"][0]["code"], "missing", "{}", found[1]);
}

/// A text that grows in white space alone is cut elsewhere: files of both builds must not mix unnoticed.
#[test]
fn another_division_of_the_texts_is_another_version() {
    let manifest = |gap: &str| {
        let units: Vec<String> = (0..8).map(|n| format!("{n}{}", format!("字{gap}").repeat(700))).collect();
        let units: Vec<&str> = units.iter().map(String::as_str).collect();
        let spool = index(&Made::new(vec![(720_000, article(1, "题", &units))]), &|_, _| None)
            .expect("an index")
            .spool;
        String::from_utf8(spool.read("manifest.js").expect("a manifest")).expect("UTF-8")
    };
    assert_ne!(manifest(""), manifest(" "));
}

/// What stands in a long text, behind a headline that holds the words too.
#[test]
fn snippets_are_of_the_text_rather_than_of_the_headline() {
    let long = format!("{}水库在山里。", "前面的话".repeat(600));
    let mut all: Vec<_> = (0..9).map(|n| (720_000, article(n, "短讯", &["别的"]))).collect();
    all.push((720_000, article(50, "水库建成", &[&long])));
    let site = tempfile::tempdir().expect("a folder");
    Made::new(all).write(site.path());
    let of = |query: &str| (query.to_string(), json!({}));
    let Some(found) = ask(site.path(), &[of("水库"), of("-短讯"), of("水库 水库")]) else { return };
    for (found, has) in found.iter().zip(["在山里", "前面的话", "在山里"]) {
        assert!(found["results"][0]["snippet"].to_string().contains(has), "{found}");
    }
}

/// Words of thousands of articles keep an order that tells something, and it is the same in old and new blocks.
#[test]
fn common_words_are_ordered_alike_in_all_blocks() {
    let lead = "水库水库水库水库开工";
    let plain = |n: usize| if n.is_multiple_of(2) { "说到水库" } else { "别的" };
    let day = |n: usize| 700_000 + n as u32;
    let mut all: Vec<_> = (0..6000).map(|n| (day(n), article(n, "题", &["首段", plain(n)]))).collect();
    for n in [100, 5990] {
        all[n].1 = article(n, "题", &[lead]);
    }
    let site = tempfile::tempdir().expect("a folder");
    Made::new(all).write(site.path());
    let Some(found) = ask(site.path(), &[("水库".to_string(), json!({}))]) else { return };
    assert_eq!(found[0]["total"], json!(3000));
    let first: Vec<&Value> = found[0]["ids"].as_array().into_iter().flatten().take(2).collect();
    assert_eq!(first, [&json!("k5990"), &json!("k100")]);
}

#[test]
fn the_same_articles_give_the_same_bytes() {
    let made = made_up(500, "春耕水库小学渔港", 9);
    let (one, two) = (
        index(&made, &|_, _| None).expect("an index").spool,
        index(&made, &|_, _| None).expect("an index").spool,
    );
    assert!(one.paths().eq(two.paths()));
    for path in one.paths() {
        assert_eq!(one.read(path).expect("a part"), two.read(path).expect("a part"), "{path}");
    }
}
