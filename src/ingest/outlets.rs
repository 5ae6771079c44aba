//! Names that mean one outlet, and who owns it.
//!
//! Input: a table that the user wrote (TOML); output: articles whose outlets have one name each, and a publisher where
//! the table has one or the outlet's name is a web address (then its registrable part: `edition.cnn.com` is of
//! `cnn.com`, by the Public Suffix List). What the input called the outlet stays in the evidence. Nothing is guessed
//! from likeness of names.

use serde::Deserialize;

use crate::article::{Article, Claim};
use crate::hash::{self, Map};

/// A table of outlets.
#[derive(Debug, Clone, Default)]
pub struct OutletTable {
    outlets: Vec<Outlet>,
    /// Outlets by each of their names, in small letters.
    by_name: Map<String, usize>,
    /// Hash of the table's text; `None` where there is no table.
    fingerprint: Option<String>,
}

/// Why a table cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum OutletTableError {
    /// It is not TOML, or not of the form that is asked for.
    #[error("it is no table of outlets: {0} (it has [[outlet]] parts with name, aliases and owner)")]
    Form(String),
    /// Two outlets claim one name.
    #[error("the name “{name}” belongs to both “{first}” and “{second}” (strike one)")]
    Twice {
        /// The name.
        name: String,
        /// The first outlet.
        first: String,
        /// The second.
        second: String,
    },
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    outlet: Vec<Outlet>,
}

/// One outlet.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct Outlet {
    name: String,
    #[serde(default)]
    aliases: Vec<String>,
    owner: Option<String>,
}

impl OutletTable {
    /// Reads a table.
    ///
    /// # Errors
    /// When the text is not such a table, or a name stands in it for two outlets.
    ///
    /// ```
    /// let table = dedupe::ingest::OutletTable::parse(
    ///     "[[outlet]]\nname = \"Harbour Courier\"\naliases = [\"Harbour Courier - Opinion\"]\nowner = \"Bay Media\"",
    /// );
    /// assert!(table.is_ok());
    /// ```
    pub fn parse(text: &str) -> Result<Self, OutletTableError> {
        let file: File = toml::from_str(text).map_err(|e| OutletTableError::Form(e.message().to_owned()))?;
        let mut table = Self {
            outlets: file.outlet,
            by_name: Map::default(),
            fingerprint: Some(hash::hex128(text.as_bytes())),
        };
        for (at, outlet) in table.outlets.iter().enumerate() {
            for name in std::iter::once(&outlet.name).chain(&outlet.aliases) {
                if name.trim().is_empty() {
                    return Err(OutletTableError::Form("a name is empty".into()));
                }
                let before = table.by_name.insert(folded(name), at);
                if let Some(before) = before.filter(|&before| before != at) {
                    return Err(OutletTableError::Twice {
                        name: name.clone(),
                        first: table.outlets[before].name.clone(),
                        second: outlet.name.clone(),
                    });
                }
            }
        }
        Ok(table)
    }

    /// Names one table, for whoever must know that two runs had the same.
    #[must_use]
    pub fn fingerprint(&self) -> Option<&str> {
        self.fingerprint.as_deref()
    }

    /// Gives the article's outlet its one name, and its publisher.
    pub fn apply(&self, article: &mut Article) {
        let Some(claim) = &mut article.outlet else { return };
        let domain = registrable(&claim.value);
        let found = self
            .by_name
            .get(&folded(&claim.value))
            .or_else(|| self.by_name.get(domain.as_deref()?));
        if let Some(outlet) = found.map(|&at| &self.outlets[at]) {
            if claim.value != outlet.name {
                let evidence = std::mem::take(&mut claim.evidence);
                claim.evidence = format!(
                    "{evidence}: “{}”, which the table of outlets has under this name",
                    claim.value
                );
                claim.value.clone_from(&outlet.name);
            }
            if let Some(owner) = &outlet.owner {
                article.publisher = Some(Claim {
                    value: owner.clone(),
                    evidence: "table of outlets".into(),
                    span: None,
                });
                return;
            }
        }
        article.publisher = domain.map(|value| Claim {
            value,
            evidence: "registrable name of the outlet’s address".into(),
            span: None,
        });
    }
}

fn folded(name: &str) -> String {
    name.trim().to_lowercase()
}

/// The registrable part of a name that is a host, and of no other name.
fn registrable(name: &str) -> Option<String> {
    let host = folded(name);
    let fits = |c: char| c.is_alphanumeric() || c == '-' || c == '.';
    if !host.contains('.') || !host.chars().all(fits) {
        return None;
    }
    let domain = psl::domain(host.as_bytes())?;
    // "Deadline.com" is the name of an outlet too: a suffix that nobody registered is none.
    let known = domain.suffix().is_known();
    std::str::from_utf8(domain.as_bytes())
        .ok()
        .filter(|_| known)
        .map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    const TABLE: &str = "
        [[outlet]]
        name = 'Harbour Courier'
        aliases = ['Harbour Courier - Opinion', 'harbourcourier.co.uk']
        owner = 'Bay Media'

        [[outlet]]
        name = 'Valley Sentinel'
        aliases = ['Sentinel (Online)']
    ";

    #[test]
    fn names_become_one() {
        let table = OutletTable::parse(TABLE).unwrap();
        let check = |table: &OutletTable, given: &str, name: &str, publisher: Option<&str>| {
            let mut article = Article {
                outlet: Some(Claim::from_field("outlet", given.into())),
                ..Article::default()
            };
            table.apply(&mut article);
            let outlet = article.outlet.unwrap();
            assert_eq!(
                (
                    outlet.value.as_str(),
                    article.publisher.as_ref().map(|p| p.value.as_str())
                ),
                (name, publisher)
            );
            assert!(outlet.evidence.contains("`outlet`") && (given == name || outlet.evidence.contains(given)));
        };
        check(&table, "Harbour Courier", "Harbour Courier", Some("Bay Media"));
        check(
            &table,
            "HARBOUR COURIER - Opinion",
            "Harbour Courier",
            Some("Bay Media"),
        );
        check(
            &table,
            "news.harbourcourier.co.uk",
            "Harbour Courier",
            Some("Bay Media"),
        );
        check(&table, "Sentinel (Online)", "Valley Sentinel", None);
        check(&table, "Metro Ledger", "Metro Ledger", None);
        let none = OutletTable::default();
        check(
            &none,
            "edition.ledger.com.au",
            "edition.ledger.com.au",
            Some("ledger.com.au"),
        );
        check(&none, "Ledger 2.0", "Ledger 2.0", None);
        check(&none, "St. Marys", "St. Marys", None);
    }

    #[test]
    fn errors_say_what_to_mend() {
        let check = |text: &str, what: &str| {
            let error = OutletTable::parse(text).unwrap_err().to_string();
            assert!(error.contains(what), "{error}");
        };
        check("outlet = 3", "[[outlet]]");
        check("[[outlet]]\naliases = []", "name");
        check("[[outlet]]\nname = 'A'\nalias = ['B']", "alias");
        check("[[outlet]]\nname = ' '", "empty");
        check(
            "[[outlet]]\nname = 'A'\n[[outlet]]\nname = 'B'\naliases = ['a']",
            "both “A” and “B”",
        );
    }
}
