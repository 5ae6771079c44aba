//! One id, one article.
//!
//! Input: all articles of a corpus, in any order; output: the same articles with ids that no two
//! share, and a warning for each id that several had. Who keeps the id does not depend on the order
//! of input: among records with one id the order is that of their contents. Cost: one hash of each
//! id, and of the texts of those that share one.

use std::borrow::Cow;
use std::cmp::Ordering;

use super::IngestWarning;
use crate::article::Article;
use crate::hash::{self, Map, Set};

/// Does what [`make_unique_with`] does, for articles that hold their texts.
pub fn make_unique(articles: &mut [Article]) -> Vec<IngestWarning> {
    let texts: Vec<String> = articles.iter_mut().map(|a| std::mem::take(&mut a.text)).collect();
    let warnings = make_unique_with(articles, |at| Cow::Borrowed(texts[at].as_str()));
    for (article, text) in articles.iter_mut().zip(texts) {
        article.text = text;
    }
    warnings
}

/// Renames all but one of the records that share an id to `id~2`, `id~3`, ….
///
/// Records that are the same in every respect but their place are kept and renamed too, and the
/// warning says so. `text` looks the text of an article up by its place in `articles`.
pub fn make_unique_with<'t>(articles: &mut [Article], text: impl Fn(usize) -> Cow<'t, str>) -> Vec<IngestWarning> {
    let mut by_id: Map<&str, Vec<usize>> = Map::default();
    for (index, article) in articles.iter().enumerate() {
        by_id.entry(&article.id).or_default().push(index);
    }
    if by_id.len() == articles.len() {
        return Vec::new();
    }
    let mut taken: Set<String> = by_id.keys().map(|id| (*id).to_owned()).collect();
    let mut shared: Vec<(String, Vec<usize>)> = by_id
        .into_iter()
        .filter(|(_, group)| group.len() > 1)
        .map(|(id, group)| (id.to_owned(), group))
        .collect();
    shared.sort_unstable();
    let mut warnings = Vec::with_capacity(shared.len());
    for (id, mut group) in shared {
        let digest: Map<usize, u64> = group.iter().map(|&i| (i, hash::bytes(text(i).as_bytes()))).collect();
        let content = |a: usize, b: usize| {
            digest[&a]
                .cmp(&digest[&b])
                .then_with(|| by_content(&articles[a], &articles[b]))
                .then_with(|| text(a).cmp(&text(b)))
        };
        let place = |i: usize| (&articles[i].path, articles[i].record);
        group.sort_by(|&a, &b| content(a, b).then_with(|| place(a).cmp(&place(b))));
        let identical = group
            .windows(2)
            .all(|pair| content(pair[0], pair[1]) == Ordering::Equal);
        warnings.push(IngestWarning::DuplicateId {
            id: id.clone(),
            records: group.len(),
            identical,
        });
        let mut number = 1_u64;
        for &index in &group[1..] {
            let fresh = loop {
                number += 1;
                let name = format!("{id}~{number}");
                if taken.insert(name.clone()) {
                    break name;
                }
            };
            articles[index].id = fresh;
        }
    }
    warnings
}

fn by_content(a: &Article, b: &Article) -> Ordering {
    fn key(x: &Article) -> [Option<&str>; 6] {
        [
            x.outlet.as_ref().map(|c| c.value.as_str()),
            x.published.as_ref().map(|p| p.value.as_str()),
            x.title.as_ref().map(|c| c.value.as_str()),
            x.byline.as_ref().map(|c| c.value.as_str()),
            x.url.as_deref(),
            x.language.as_deref(),
        ]
    }
    key(a).cmp(&key(b))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn article(id: &str, text: &str, record: u64) -> Article {
        Article {
            id: id.to_owned(),
            text: text.to_owned(),
            record,
            ..Article::default()
        }
    }

    #[test]
    fn the_same_record_keeps_its_id_in_any_order() {
        let rows = [
            ("a", "one", 1),
            ("a", "two", 2),
            ("a~2", "three", 3),
            ("b", "four", 4),
            ("a", "one", 5),
        ];
        let named = |order: &[usize]| {
            let mut all: Vec<Article> = order
                .iter()
                .map(|&i| article(rows[i].0, rows[i].1, rows[i].2))
                .collect();
            let warnings = make_unique(&mut all);
            let mut ids: Vec<(u64, String)> = all.into_iter().map(|a| (a.record, a.id)).collect();
            ids.sort();
            (ids, warnings)
        };
        let (ids, warnings) = named(&[0, 1, 2, 3, 4]);
        let distinct: std::collections::BTreeSet<&String> = ids.iter().map(|(_, id)| id).collect();
        assert_eq!(distinct.len(), rows.len());
        assert_eq!(
            warnings,
            [IngestWarning::DuplicateId {
                id: "a".into(),
                records: 3,
                identical: false
            }]
        );
        for order in [[4, 3, 2, 1, 0], [2, 0, 4, 1, 3]] {
            assert_eq!(named(&order), (ids.clone(), warnings.clone()));
        }
    }

    #[test]
    fn identical_records_are_kept_and_said_so() {
        let mut all = vec![article("x", "same", 1), article("x", "same", 2)];
        let warnings = make_unique(&mut all);
        assert_eq!((all[0].id.as_str(), all[1].id.as_str()), ("x", "x~2"));
        assert!(matches!(
            warnings[..],
            [IngestWarning::DuplicateId { identical: true, .. }]
        ));
    }
}
