//! Which field of a record means what.
//!
//! Input: the names of the contract, or what `--map` says; output: a [`FieldMap`], a small tree of
//! field names that the record reader walks along. A mapped target forgets its usual names. Where
//! several fields could serve, the first in the list that holds anything does.

use super::IngestError;

/// What a field may tell of an article.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Target {
    /// The record's own id.
    Id,
    /// The article's text.
    Text,
    /// Who published it.
    Outlet,
    /// When.
    Date,
    /// Headline.
    Title,
    /// Author line.
    Author,
    /// Web address.
    Url,
    /// Language.
    Language,
}

impl Target {
    /// How many there are.
    pub(super) const COUNT: usize = 8;
    const ALL: [Self; Self::COUNT] = [
        Self::Id,
        Self::Text,
        Self::Outlet,
        Self::Date,
        Self::Title,
        Self::Author,
        Self::Url,
        Self::Language,
    ];

    /// Its names in records, the usual first; the first is also its name for `--map`.
    #[must_use]
    pub const fn names(self) -> &'static [&'static str] {
        match self {
            Self::Id => &["id", "uid", "guid", "uuid"],
            Self::Text => &["text", "content", "body", "maintext"],
            Self::Outlet => &["outlet", "source", "series", "domain", "publisher"],
            Self::Date => &["date", "published", "date_publish"],
            Self::Title => &["title", "headline"],
            Self::Author => &["author", "byline", "authors"],
            Self::Url => &["url", "link"],
            Self::Language => &["language", "lang"],
        }
    }
}

/// The targets of `--map`, for messages.
pub(super) const TARGET_NAMES: &str = "id, text, outlet, date, title, author, url, language";

/// A field name with what it and the fields inside it mean.
#[derive(Debug, Clone, Default)]
pub(super) struct Node {
    /// The field's full name, for evidence.
    pub(super) path: String,
    /// What its value tells, and its rank among fields for the same target.
    pub(super) leaf: Option<(Target, usize)>,
    children: Vec<(String, Node)>,
}

impl Node {
    /// The node of a field inside this one; names are met in lower case too.
    pub(super) fn child(&self, key: &str) -> Option<&Self> {
        let exact = |key: &str| self.children.iter().find(|(name, _)| name == key).map(|(_, node)| node);
        exact(key).or_else(|| {
            if key.len() > 24 || !key.bytes().any(|b| b.is_ascii_uppercase()) {
                return None;
            }
            exact(&key.to_ascii_lowercase())
        })
    }

    /// Whether fields inside this one mean anything.
    pub(super) fn has_children(&self) -> bool {
        !self.children.is_empty()
    }

    /// Whether this field or one inside it holds the text.
    #[cfg(any(test, feature = "files"))]
    pub(super) fn leads_to_text(&self) -> bool {
        matches!(self.leaf, Some((Target::Text, _))) || self.children.iter().any(|(_, c)| c.leads_to_text())
    }

    fn insert(&mut self, path: &str, keys: &[&str], target: Target, rank: usize) {
        let Some((key, rest)) = keys.split_first() else {
            path.clone_into(&mut self.path);
            self.leaf = Some((target, rank));
            return;
        };
        let at = self
            .children
            .iter()
            .position(|(name, _)| name == key)
            .unwrap_or_else(|| {
                self.children.push(((*key).to_owned(), Self::default()));
                self.children.len() - 1
            });
        self.children[at].1.insert(path, rest, target, rank);
    }
}

/// Which fields of a JSON record mean what.
///
/// ```
/// use dedupe::ingest::FieldMap;
/// assert!(FieldMap::parse(&["text=story.plain,outlet=source.name"]).is_ok());
/// assert!(FieldMap::parse(&["words=story"]).is_err());
/// ```
#[derive(Debug, Clone)]
pub struct FieldMap {
    root: Node,
}

impl Default for FieldMap {
    fn default() -> Self {
        Self::build(&[])
    }
}

impl FieldMap {
    /// Reads what `--map` was given: `TARGET=FIELD`, several parted by commas; a field inside another
    /// is written with a dot; a target named twice takes the first field that holds anything.
    ///
    /// # Errors
    /// [`IngestError::BadMap`] where a part is not `TARGET=FIELD` or the target is not known.
    pub fn parse<S: AsRef<str>>(given: &[S]) -> Result<Self, IngestError> {
        let mut mapped = Vec::new();
        for part in given.iter().flat_map(|g| g.as_ref().split(',')) {
            let part = part.trim();
            let bad = |reason| IngestError::BadMap {
                given: part.to_owned(),
                reason,
            };
            let (target, field) = part.split_once('=').ok_or_else(|| bad("there is no `=`"))?;
            let (target, field) = (target.trim(), field.trim());
            let target = Target::ALL
                .into_iter()
                .find(|t| t.names().contains(&target))
                .ok_or_else(|| bad("unknown target"))?;
            if field.is_empty() || field.split('.').any(str::is_empty) {
                return Err(bad("the field has no name"));
            }
            mapped.push((target, field));
        }
        Ok(Self::build(&mapped))
    }

    fn build(mapped: &[(Target, &str)]) -> Self {
        let mut root = Node::default();
        for target in Target::ALL {
            let own = || {
                mapped
                    .iter()
                    .filter(move |(t, _)| *t == target)
                    .map(|&(_, field)| field)
            };
            let usual = target.names().iter().copied().filter(|_| own().next().is_none());
            for (rank, name) in usual.enumerate() {
                root.insert(name, &[name], target, rank);
            }
        }
        // Mapped last: a field that is mapped to one target no longer serves another.
        for (rank, (target, field)) in mapped.iter().enumerate() {
            let keys: Vec<&str> = field.split('.').collect();
            root.insert(field, &keys, *target, rank);
            if keys.len() > 1 {
                // The name may itself have a dot ("dc.title").
                root.insert(field, &[field], *target, rank);
            }
        }
        Self { root }
    }

    /// The fields that may hold the text, for messages.
    pub(super) fn text_fields(&self) -> impl Iterator<Item = &str> {
        fn walk<'n>(node: &'n Node, into: &mut Vec<(usize, &'n str)>) {
            if let Some((Target::Text, rank)) = node.leaf {
                into.push((rank, node.path.as_str()));
            }
            node.children.iter().for_each(|(_, child)| walk(child, into));
        }
        let mut found = Vec::new();
        walk(&self.root, &mut found);
        found.sort_unstable();
        found.dedup();
        found.into_iter().map(|(_, path)| path)
    }

    pub(super) fn root(&self) -> &Node {
        &self.root
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn maps_and_their_errors() {
        for (given, error) in [
            ("text=a", None),
            ("text=a.b, outlet = c", None),
            ("content=a", None),
            ("words=a", Some("unknown target")),
            ("text", Some("no `=`")),
            ("text=", Some("no name")),
            ("text=a..b", Some("no name")),
        ] {
            let found = FieldMap::parse(&[given]).err().map(|e| e.to_string());
            match error {
                None => assert_eq!(found, None, "{given}"),
                Some(words) => assert!(
                    found
                        .as_ref()
                        .is_some_and(|f| f.contains(words) && f.contains("TARGET=FIELD")),
                    "{given}: {found:?}"
                ),
            }
        }
    }

    #[test]
    fn a_mapped_target_forgets_its_usual_names() {
        let map = FieldMap::parse(&["text=story.plain"]).unwrap();
        assert!(map.root().child("text").is_none_or(|n| n.leaf.is_none()));
        assert!(map.root().child("story").is_some_and(Node::leads_to_text));
        assert!(map.root().child("Title").is_some(), "capitals do not matter");
    }

    #[test]
    fn names_for_messages_are_the_targets() {
        let names: Vec<&str> = Target::ALL.iter().map(|t| t.names()[0]).collect();
        assert_eq!(names.join(", "), TARGET_NAMES);
    }
}
