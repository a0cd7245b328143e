use super::*;
use std::collections::BTreeSet;

fn keys(language: &str) -> BTreeSet<String> {
    let file = DEFAULT.get_file(format!("strings.{language}.yaml")).and_then(|f| f.contents_utf8());
    Strings::parse(file.unwrap_or("")).unwrap_or_default().keys().map(str::to_owned).collect()
}

/// Keys quoted after `before` in a text.
fn used(text: &str, before: &str) -> BTreeSet<String> {
    text.split(before).skip(1).filter_map(|rest| rest.split('"').next()).map(str::to_owned).collect()
}

#[test]
fn both_languages_have_the_same_keys() {
    assert!(keys("zh").len() > 50);
    assert_eq!(keys("zh"), keys("en"));
}

#[test]
fn placeholders_are_the_same_in_both() {
    let names = |text: &str| -> BTreeSet<String> {
        text.split('{')
            .skip(1)
            .filter_map(|r| r.split('}').next())
            .filter(|n| *n != "s")
            .map(str::to_owned)
            .collect()
    };
    let read = |language: &str| {
        let file = DEFAULT.get_file(format!("strings.{language}.yaml")).and_then(|f| f.contents_utf8());
        Strings::parse(file.unwrap_or("")).unwrap_or_default()
    };
    let (zh, en) = (read("zh"), read("en"));
    for key in zh.keys() {
        assert_eq!(names(zh.get(key).unwrap_or("")), names(en.get(key).unwrap_or("")), "{key}");
    }
}

#[test]
fn every_key_that_is_used_is_there_and_none_is_idle() {
    let mut all = BTreeSet::new();
    let mut files = BTreeMap::new();
    embedded(&DEFAULT, &mut files);
    for (path, bytes) in &files {
        if path.starts_with("templates/") {
            all.extend(used(&String::from_utf8_lossy(bytes), "key=\""));
        }
    }
    // The search page's scripts get what begins with `say-`; a trouble's text has the name of its code.
    let mut scripts = ["missing", "corrupt", "outdated"].map(str::to_owned).to_vec();
    for (path, bytes) in files.iter().filter(|(path, _)| path.ends_with(".js") && !path.ends_with("mark.js"))
    {
        let text = String::from_utf8_lossy(bytes);
        assert!(path.starts_with("assets/"), "{path}");
        let keys = text.split(|c: char| !c.is_ascii_alphabetic() && c != '-' && c != '\'' && c != '.');
        scripts.extend(keys.filter_map(|k| k.strip_prefix("says.")).map(str::to_owned));
        scripts.extend(text.split('\'').map(str::to_owned));
    }
    let mut code = String::new();
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/render");
    for entry in source.read_dir().into_iter().flatten().flatten() {
        if !entry.path().to_string_lossy().contains("theme") {
            let text = std::fs::read_to_string(entry.path()).unwrap_or_default();
            all.extend(used(&text, ".t(\""));
            code.push_str(&text);
        }
    }
    let known = keys("zh");
    // Keys that the code puts together, or passes on from a list.
    let passed = ["month-", "role-", "date-", "figure-", "gap-", "cadence-", "weekday-", "did-"];
    let said = |k: &str| k.strip_prefix("say-").is_some_and(|own| scripts.iter().any(|s| s == own));
    let is_made = |k: &&String| {
        passed.iter().any(|p| k.starts_with(p)) || said(k) || code.contains(&format!("\"{k}\""))
    };
    let made: BTreeSet<String> = known.iter().filter(is_made).cloned().collect();
    let idle: Vec<_> = known.difference(&all).filter(|k| !made.contains(*k)).collect();
    let missing: Vec<_> = all.difference(&known).collect();
    assert!(missing.is_empty(), "not in strings: {missing:?}");
    assert!(idle.is_empty(), "in strings but used nowhere: {idle:?}");
}

#[test]
fn an_archive_replaces_file_by_file_and_errors_name_file_and_line() {
    let dir = tempfile::tempdir().map(|d| (d.path().to_owned(), d));
    let Ok((content, _keep)) = dir else { return };
    let theme = content.join("themes/mine/templates");
    std::fs::create_dir_all(&theme).ok();
    std::fs::write(content.join("themes/mine/strings.zh.yaml"), "nav-home: 首\n").ok();
    let loaded = Theme::load(&content, "mine");
    assert_eq!(loaded.as_ref().ok().and_then(|t| t.strings().get("nav-home")), Some("首"));
    assert!(
        loaded.is_ok_and(|t| t.strings().get("nav-about").is_some() && t.assets().contains_key("style.css"))
    );
    std::fs::write(theme.join("about.html"), "一行\n{{ x | nosuch }}\n").ok();
    let message = Theme::load(&content, "mine").err().map(|e| e.to_string()).unwrap_or_default();
    assert!(
        message.contains("about.html") && message.contains('2') && message.contains("nosuch"),
        "{message}"
    );
    assert!(matches!(Theme::load(&content, "other"), Err(ThemeError::Missing { .. })));
    assert!(matches!(Theme::load_in(&content, "default", "fr"), Err(ThemeError::Language { .. })));
}
