//! `archive.yaml` and `publication.yaml`: what an archive and a publication say of themselves. All keys are optional.

/// `archive.yaml`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ArchiveSettings {
    pub title: String,
    pub subtitle: Option<String>,
    /// `zh` or `en`: the language of the interface.
    pub language: String,
    /// Name of a folder under `themes/`; `default` is built in.
    pub theme: String,
    /// Base address, for feed and sitemap only; ends in `/`.
    pub base: Option<String>,
    /// Plain text shown on the about page.
    pub about: Option<String>,
    /// Plain text shown at the foot of each page (e.g. an ICP licence).
    pub footer: Option<String>,
}

impl Default for ArchiveSettings {
    fn default() -> Self {
        Self {
            title: "地方报刊档案库".into(),
            subtitle: None,
            language: "zh".into(),
            theme: "default".into(),
            base: None,
            about: None,
            footer: None,
        }
    }
}

/// Whether pages are a newspaper's 版 or a periodical's 页.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Kind {
    #[default]
    Newspaper,
    Periodical,
}

/// `publication.yaml`.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct PublicationSettings {
    pub name: Option<String>,
    /// First part of the addresses: ASCII lower case letters, digits and hyphens.
    pub slug: Option<String>,
    pub kind: Option<Kind>,
    pub cn: Option<String>,
    pub issn: Option<String>,
    /// Home region, GB/T 2260.
    pub region: Option<String>,
    /// First and last date of appearance (EDTF).
    pub since: Option<String>,
    pub until: Option<String>,
    /// `daily`, `weekly`, `biweekly`, `monthly`, `bimonthly`, `quarterly`, `irregular`.
    pub cadence: Option<String>,
    /// Times without issues (休刊), as EDTF intervals or dates.
    pub pauses: Vec<String>,
}
