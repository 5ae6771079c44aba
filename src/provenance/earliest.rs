//! The earliest carrier, as far as dates tell.

use crate::article::{ArticleIx, Corpus, Precision, When};

/// The earliest carrier in this corpus and why it is, or why none is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Earliest {
    /// The article, where one is known to be earliest.
    pub article: Option<ArticleIx>,
    /// The reason, for a reader.
    pub basis: String,
}

/// Finds the earliest of some carriers (in any order, repeats allowed).
#[must_use]
pub fn earliest(corpus: &Corpus, carriers: impl Iterator<Item = ArticleIx>) -> Earliest {
    earliest_without(corpus, carriers, &[])
}

/// The same; carriers among `doubtful` (sorted) have dates that are not trusted, so that they count as undated.
#[must_use]
pub fn earliest_without(
    corpus: &Corpus,
    carriers: impl Iterator<Item = ArticleIx>,
    doubtful: &[ArticleIx],
) -> Earliest {
    let trusted = |ix: ArticleIx| doubtful.binary_search(&ix).is_err();
    let mut articles: Vec<ArticleIx> = carriers.collect();
    articles.sort_unstable_by_key(|&ix| (!trusted(ix), corpus.rank(ix)));
    articles.dedup();
    let Some(&first) = articles.first() else {
        return Earliest {
            article: None,
            basis: "no carrier".into(),
        };
    };
    let date = |ix: ArticleIx| corpus.get(ix).published.as_ref().filter(|_| trusted(ix));
    if articles.len() == 1 {
        let basis = match date(first) {
            Some(p) => format!(
                "only carrier in this corpus, dated {} ({})",
                p.value,
                p.precision.name()
            ),
            None => "only carrier in this corpus, undated".into(),
        };
        return Earliest {
            article: Some(first),
            basis,
        };
    }
    let Some(published) = date(first) else {
        return Earliest {
            article: None,
            basis: if doubtful.is_empty() {
                format!("none of the {} carriers is dated", articles.len())
            } else {
                format!("none of the {} carriers has a date that can be trusted", articles.len())
            },
        };
    };
    let distrusted = articles.iter().filter(|&&ix| !trusted(ix)).count();
    let undated = articles.iter().filter(|&&ix| date(ix).is_none()).count() - distrusted;
    // A carrier known only by its year says nothing about the order of those known by the day.
    let by_day = |ix: &ArticleIx| date(*ix).is_some_and(|p| p.precision >= Precision::Day);
    let first = articles.iter().copied().find(by_day).filter(|&day| {
        let earlier = |ix: &ArticleIx| {
            date(*ix)
                .zip(date(day))
                .is_some_and(|(p, d)| p.compare(d) == When::Before)
        };
        !articles.iter().any(earlier)
    });
    let (first, published) = match first.and_then(|ix| date(ix).map(|p| (ix, p))) {
        Some(found) => found,
        None => (articles[0], published),
    };
    let precise = published.precision >= Precision::Day;
    let open = |ix: &ArticleIx| {
        *ix != first && date(*ix).is_some_and(|p| matches!(published.compare(p), When::Unknown | When::Same))
    };
    let vague = articles.iter().filter(|ix| precise && !by_day(ix) && open(ix)).count();
    let tied = articles.iter().filter(|ix| open(ix)).count() - vague;
    let mut besides = String::new();
    for (n, what) in [
        (vague, "of vaguer date"),
        (undated, "without a date"),
        (distrusted, "of doubtful date"),
    ] {
        if n > 0 {
            let carriers = if n == 1 { "carrier" } else { "carriers" };
            besides = format!("{besides}; {n} {carriers} {what} could be earlier");
        }
    }
    if tied > 0 {
        let basis = format!(
            "{} carriers are dated {} as far as their dates tell; their order is unknown{besides}",
            tied + 1,
            published.value
        );
        return Earliest { article: None, basis };
    }
    let basis = format!(
        "earliest in this corpus by date {} ({}){besides}",
        published.value,
        published.precision.name()
    );
    Earliest {
        article: Some(first),
        basis,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::{Article, Precision, Published};

    fn check(dates: &[Option<(i8, Precision)>], expected: Option<u32>, says: &str) {
        let articles = dates.iter().enumerate().map(|(i, date)| Article {
            id: format!("a{i}"),
            published: date.map(|(day, precision)| {
                Published::new(
                    jiff::civil::date(2016, 9, day).at(0, 0, 0, 0),
                    precision,
                    None,
                    String::new(),
                )
            }),
            ..Article::default()
        });
        let corpus = Corpus::new(articles.collect());
        let found = earliest(&corpus, 0..dates.len() as u32);
        assert_eq!(found.article, expected, "{dates:?}: {}", found.basis);
        assert!(found.basis.contains(says), "{dates:?}: {}", found.basis);
    }

    #[test]
    fn a_doubtful_date_is_none() {
        let dated = |day| Article {
            id: format!("a{day}"),
            published: Some(Published::new(
                jiff::civil::date(2016, 9, day).at(0, 0, 0, 0),
                Precision::Day,
                None,
                String::new(),
            )),
            ..Article::default()
        };
        let corpus = Corpus::new(vec![dated(1), dated(2), dated(3)]);
        let found = earliest_without(&corpus, 0..3, &[0]);
        assert_eq!(found.article, Some(1));
        assert!(
            found.basis.ends_with("; 1 carrier of doubtful date could be earlier"),
            "{}",
            found.basis
        );
        let found = earliest_without(&corpus, 0..2, &[0, 1]);
        assert_eq!(found.article, None);
        assert!(found.basis.contains("that can be trusted"), "{}", found.basis);
    }

    #[test]
    fn ties_and_unknowns_stay_so() {
        let day = |d| Some((d, Precision::Day));
        check(&[day(3)], Some(0), "only carrier");
        check(&[None], Some(0), "undated");
        check(&[day(3), day(2)], Some(1), "earliest in this corpus by date 2016-09-02");
        check(&[day(3), None], Some(0), "1 carrier without a date could be earlier");
        check(&[None, None], None, "none of the 2 carriers");
        check(&[day(2), day(2), day(4)], None, "2 carriers are dated 2016-09-02");
        check(
            &[Some((1, Precision::Month)), day(20)],
            Some(1),
            "1 carrier of vaguer date could be earlier",
        );
        check(
            &[Some((1, Precision::Month)), Some((2, Precision::Month))],
            None,
            "order is unknown",
        );
    }
}
