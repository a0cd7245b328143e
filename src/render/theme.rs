//! A theme: templates, assets and the interface's words. The built-in one is inside the binary; an archive's
//! `themes/NAME/` replaces any of its files, one by one.

use super::{escape, fields, layout, lines, strings::Strings, words};
use crate::digest::{self, Digest};
use crate::script::bare;
use include_dir::{Dir, include_dir};
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

static DEFAULT: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/themes/default");

/// Bytes that a page takes up to begin with.
const ROOM: usize = 8 * 1024;

/// Why a theme can't be used.
#[derive(Debug, thiserror::Error)]
pub enum ThemeError {
    /// `theme:` names a folder that is not there.
    #[error(
        "没有主题“{name}”：{folder} 不是文件夹；内置的是 default (no such theme: {folder} is no folder; built in: default)"
    )]
    Missing { name: String, folder: String },
    /// A file of the theme can't be read.
    #[error("{path}: {source}")]
    Unreadable { path: String, source: std::io::Error },
    /// A template or a strings file is wrong; tera's message has file and line.
    #[error("主题“{name}”有误 (theme is wrong): {message}")]
    Wrong { name: String, message: String },
    /// `language:` names a language without strings.
    #[error(
        "主题没有语言“{language}”，缺 strings.{language}.yaml；现有 {known} (no words for this language; there are: {known})"
    )]
    Language { language: String, known: String },
}

/// Templates, assets and words, ready for use.
pub struct Theme {
    tera: tera::Tera,
    strings: Arc<Strings>,
    /// `zh`, `en`.
    language: String,
    /// Path below `assets/` → bytes.
    assets: BTreeMap<String, Vec<u8>>,
    digest: Digest,
}

impl Theme {
    /// The theme `name` of the archive in `content`, in Chinese.
    pub fn load(content: &Path, name: &str) -> Result<Self, ThemeError> {
        Self::load_in(content, name, "zh")
    }

    /// The theme `name` of the archive in `content`, in the language given (`zh`, `en`).
    pub fn load_in(content: &Path, name: &str, language: &str) -> Result<Self, ThemeError> {
        let mut files = BTreeMap::new();
        embedded(&DEFAULT, &mut files);
        let folder = content.join("themes").join(name);
        if folder.is_dir() {
            overlay(&folder, &folder, &mut files)?;
        } else if name != "default" {
            return Err(ThemeError::Missing { name: name.into(), folder: folder.display().to_string() });
        }
        Self::from_files(name, language, files)
    }

    fn from_files(name: &str, language: &str, files: BTreeMap<String, Vec<u8>>) -> Result<Self, ThemeError> {
        let wrong = |message: String| ThemeError::Wrong { name: name.into(), message };
        let digest = digest_of(language, &files);
        let strings = Arc::new(strings_of(language, &files, &wrong)?);
        let mut tera = tera::Tera::new();
        tera.set_escape_fn(escape::write);
        let table = Arc::clone(&strings);
        tera.register_function("t", move |kwargs: tera::Kwargs, _: &tera::State| translate(&table, &kwargs));
        let mut templates = Vec::new();
        let mut assets = BTreeMap::new();
        for (path, bytes) in files {
            if let Some(template) = path.strip_prefix("templates/") {
                let text = String::from_utf8(bytes).map_err(|e| wrong(format!("{path}: {e}")))?;
                templates.push((template.to_owned(), layout::close_up(&words::put_in(&text, &strings))));
            } else if let Some(asset) = path.strip_prefix("assets/") {
                assets.insert(asset.to_owned(), bytes);
            }
        }
        // All at once: templates refer to each other, and tera checks that when it has them.
        tera.add_raw_templates(templates).map_err(|e| wrong(e.to_string()))?;
        Ok(Self { tera, strings, language: language.into(), assets, digest })
    }

    /// `zh` or `en`.
    pub fn language(&self) -> &str {
        &self.language
    }

    /// The interface's words.
    pub fn strings(&self) -> &Strings {
        &self.strings
    }

    /// A print of all that pages are made of beside their views: templates, words, and the program itself.
    pub fn digest(&self) -> Digest {
        self.digest
    }

    /// Files to publish below `assets/`.
    pub fn assets(&self) -> &BTreeMap<String, Vec<u8>> {
        &self.assets
    }

    /// Renders a template, without the spaces at line ends and the empty lines that its own layout leaves; the message of an error
    /// names the template and the line. `around` are variables beside those of the view, which must be a struct.
    pub fn render(
        &self,
        template: &str,
        view: &impl serde::Serialize,
        around: &[(&'static str, tera::Value)],
    ) -> anyhow::Result<Vec<u8>> {
        let mut context = fields::of(view)?;
        around.iter().for_each(|(name, value)| context.insert_value(*name, value.clone()));
        let mut out = Vec::with_capacity(ROOM);
        self.tera.render_to(template, &context, &mut out)?;
        Ok(lines::close_up(&out))
    }

    /// The same, where the text is to be put into another.
    pub fn render_text(&self, template: &str, view: &impl serde::Serialize) -> anyhow::Result<String> {
        Ok(String::from_utf8(self.render(template, view, &[])?)?)
    }
}

fn digest_of(language: &str, files: &BTreeMap<String, Vec<u8>>) -> Digest {
    let mut hash = blake3::Hasher::new();
    let made_of = files.iter().filter(|(path, _)| !path.starts_with("assets/"));
    let program = [("", crate::kept::PROGRAM.as_bytes()), ("", language.as_bytes())];
    for (path, bytes) in
        program.into_iter().chain(made_of.map(|(path, bytes)| (path.as_str(), bytes.as_slice())))
    {
        hash.update(&(path.len() as u64).to_le_bytes()).update(path.as_bytes());
        hash.update(&(bytes.len() as u64).to_le_bytes()).update(bytes);
    }
    digest::cut(hash.finalize())
}

/// The words of a language, those of the archive's theme laid over the built-in ones.
fn strings_of(
    language: &str,
    files: &BTreeMap<String, Vec<u8>>,
    wrong: &dyn Fn(String) -> ThemeError,
) -> Result<Strings, ThemeError> {
    let file = format!("strings.{language}.yaml");
    let parse = |bytes: &[u8]| {
        Strings::parse(&String::from_utf8_lossy(bytes)).map_err(|message| wrong(format!("{file}: {message}")))
    };
    let built_in = DEFAULT.get_file(&file).map(|f| parse(f.contents())).transpose()?;
    let own = files.get(&file).map(|bytes| parse(bytes)).transpose()?;
    let Some(own) = own else {
        let known: Vec<&str> =
            files.keys().filter_map(|k| k.strip_prefix("strings.")?.strip_suffix(".yaml")).collect();
        return Err(ThemeError::Language { language: language.into(), known: known.join(", ") });
    };
    let mut strings = built_in.unwrap_or_default();
    strings.extend(own);
    Ok(strings)
}

/// `t(key="…", n=…)` in templates.
fn translate(strings: &Strings, kwargs: &tera::Kwargs) -> tera::TeraResult<String> {
    let key = kwargs.must_get::<&str>("key")?;
    if strings.get(key).is_none() {
        return Err(tera::Error::message(format!("strings.*.yaml have no “{key}”")));
    }
    let values: Vec<(String, String)> = kwargs
        .iter()
        .filter(|(name, _)| name.as_str() != Some("key"))
        .map(|(name, value)| (name.to_string(), value.to_string()))
        .collect();
    let values: Vec<(&str, &str)> =
        values.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    Ok(strings.fill(key, &values))
}

fn embedded(dir: &Dir<'_>, files: &mut BTreeMap<String, Vec<u8>>) {
    for file in dir.files() {
        let path = slashed(file.path());
        let bytes = match file.contents_utf8() {
            Some(script) if path.ends_with(".js") => bare(script).into_bytes(),
            _ => file.contents().to_vec(),
        };
        files.insert(path, bytes);
    }
    for dir in dir.dirs() {
        embedded(dir, files);
    }
}

fn overlay(root: &Path, folder: &Path, files: &mut BTreeMap<String, Vec<u8>>) -> Result<(), ThemeError> {
    let unreadable = |path: &Path, source: std::io::Error| ThemeError::Unreadable {
        path: path.display().to_string(),
        source,
    };
    for entry in folder.read_dir().map_err(|e| unreadable(folder, e))? {
        let path = entry.map_err(|e| unreadable(folder, e))?.path();
        let hidden = path.file_name().is_some_and(|name| name.to_string_lossy().starts_with('.'));
        if hidden {
            continue;
        }
        if path.is_dir() {
            overlay(root, &path, files)?;
        } else {
            let bytes = std::fs::read(&path).map_err(|e| unreadable(&path, e))?;
            files.insert(slashed(path.strip_prefix(root).unwrap_or(&path)), bytes);
        }
    }
    Ok(())
}

/// The path with `/` between its parts on every system.
fn slashed(path: &Path) -> String {
    path.iter().map(|part| part.to_string_lossy()).collect::<Vec<_>>().join("/")
}

#[cfg(test)]
#[path = "theme_tests.rs"]
mod tests;
