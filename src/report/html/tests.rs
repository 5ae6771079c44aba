use std::collections::BTreeMap;
use std::io::Read;

use flate2::read::DeflateDecoder;
use serde_json::Value;

use super::*;
use crate::report::made_up;
use crate::report::records::{Article, Passage};

/// Articles of an overview by their order, outlets by theirs.
struct Named<'o>(&'o Overview);

impl Named<'_> {
    fn article(&self, number: u32) -> Option<&Article> {
        self.0.articles.values().nth(number as usize)
    }
}

impl Directory for Named<'_> {
    fn number(&self, article: &str) -> Option<u32> {
        self.0.articles.keys().position(|id| id == article).map(|n| n as u32)
    }

    fn outlet(&self, article: u32) -> Option<u32> {
        let outlet = self.article(article)?.outlet.as_deref()?;
        let found = self.0.outlets.iter().position(|o| o.outlet == outlet);
        found.map(|n| n as u32)
    }

    fn title(&self, article: u32) -> Option<&str> {
        self.article(article)?.title.as_deref()
    }

    fn date(&self, article: u32) -> Option<&str> {
        Some(self.article(article)?.published.as_ref()?.value.as_str())
    }
}

fn whole(overview: &Overview) -> (String, Contents) {
    let named = Named(overview);
    let part = |rows: Vec<Row>| -> Vec<Part> { rows.chunks(ROWS).map(|rows| Part::new(rows).unwrap()).collect() };
    let passage = |p: &Passage| {
        let changed = "Engineers warned managers of the Hallin Dam five times, an inquiry found on Monday.".to_owned();
        let mut p = p.clone();
        p.carriers[1].text = Some(changed);
        Row::of_passage(&p, &named).unwrap()
    };
    let tables = Tables {
        uncredited: part(
            overview
                .uncredited
                .iter()
                .map(|u| Row::of_uncredited(u, &named).unwrap())
                .collect(),
        ),
        stories: part(
            overview
                .stories
                .iter()
                .map(|s| Row::of_story(s, &named).unwrap())
                .collect(),
        ),
        passages: part(overview.passages.iter().map(passage).collect()),
        quotes: part(
            overview
                .quotes
                .iter()
                .map(|q| Row::of_quote(q, &named, false).unwrap())
                .collect(),
        ),
    };
    let articles = |numbers: &[u32]| {
        let row = |&n: &u32| Row::of_article(named.article(n).unwrap(), n, &named).unwrap();
        Ok::<_, PageError>(part(numbers.iter().map(row).collect()))
    };
    let contents = Contents::within(room(overview, 1_000_000).unwrap(), tables, articles).unwrap();
    (page(overview, &contents).unwrap(), contents)
}

/// The data of a page by the name of the part, as the script reads them.
fn data(page: &str) -> BTreeMap<&str, Value> {
    let mut found = BTreeMap::new();
    for part in page.split("<script type=\"application/octet-stream\" id=\"").skip(1) {
        let (name, rest) = part.split_once("\">").unwrap();
        let packed = printable::tests::bytes(rest.split_once("</script>").unwrap().0);
        let mut json = String::new();
        DeflateDecoder::new(packed.as_slice())
            .read_to_string(&mut json)
            .unwrap();
        assert!(
            !json.contains(|c: char| c.is_control()),
            "{name} holds a control character"
        );
        found.insert(name, serde_json::from_str(&json).unwrap());
    }
    found
}

/// The page with its bundle and data taken out: what changes with the script is not its business.
fn without_bundle(page: &str) -> String {
    let cut = |page: &str, from: &str, to: &str| {
        let (head, rest) = page.split_once(from).unwrap();
        let (_, tail) = rest.split_once(to).unwrap();
        format!("{head}{from}…{to}{tail}")
    };
    let (head, _) = page.split_once("<script type").unwrap();
    let page = cut(head, "<style>", "</style>");
    cut(&cut(&page, "script-src 'sha256-", "'"), "style-src 'sha256-", "'")
}

#[test]
fn the_head_of_a_small_run() {
    insta::assert_snapshot!(without_bundle(&whole(&made_up::dam()).0));
}

#[test]
fn the_data_of_a_small_run() {
    insta::assert_json_snapshot!(data(&whole(&made_up::dam()).0));
}

#[test]
fn an_empty_run_has_a_page() {
    let (page, contents) = whole(&made_up::nothing());
    assert_eq!(contents.rows(), [0; 4]);
    assert_eq!(data(&page)["head-0"]["counts"]["articles"], 0);
}

#[test]
fn hostile_text_stays_text() {
    let (page, _) = whole(&made_up::hostile());
    let head = without_bundle(&page).to_lowercase();
    for forbidden in [
        "<script",
        "<img",
        "javascript:",
        "evil.example",
        "\u{202e}",
        "\u{1b}",
        "\u{7}",
    ] {
        assert!(!head.contains(forbidden), "{forbidden} is on the page");
    }
    assert!(head.contains("[u+202e]"), "what was taken out is shown");
    // No part ends before its element does: its characters make no markup.
    let elements = page.matches("<script type=\"application/octet-stream\"").count();
    assert_eq!(page.matches("<script").count(), elements + 1);
    assert_eq!(page.matches("</script").count(), elements + 1);
    let data = data(&page);
    let urls = data["articles-0"]["url"].as_array().unwrap();
    assert!(!urls.is_empty() && urls.iter().all(Value::is_null), "{urls:?}");
    let all = serde_json::to_string(&data).unwrap();
    assert!(!all.contains(['\u{202E}', '\u{1B}', '\u{7}']));
    assert!(all.contains("[U+202E]␛[2J"), "the text itself is kept, made visible");
}

#[test]
fn the_policy_allows_the_bundle_alone() {
    let page = whole(&made_up::dam()).0;
    let hash = |text: &str| STANDARD.encode(Sha256::digest(text.as_bytes()));
    let inside = |from: &str, to: &str| page.rsplit_once(from).unwrap().1.split_once(to).unwrap().0;
    let (style, script) = (inside("<style>", "</style>"), inside("<script>", "</script>"));
    assert!(page.contains(&format!(
        "default-src 'none'; script-src 'sha256-{}'; style-src 'sha256-{}'; base-uri 'none'; form-action 'none'; \
         require-trusted-types-for 'script'; trusted-types 'none'",
        hash(script),
        hash(style)
    )));
    assert!(!page.contains(" style=\""), "the policy forbids style attributes");
    for forbidden in [
        "innerHTML",
        "outerHTML",
        "insertAdjacentHTML",
        "document.write",
        "eval(",
        "new Function",
        "fetch(",
    ] {
        assert!(!script.contains(forbidden), "the script has {forbidden}");
    }
    assert!(script.len() > 10_000, "the bundle is built");
    assert!(
        !style.contains("url(") && !style.contains("@import"),
        "nothing is loaded"
    );
}

#[test]
fn what_is_left_out_is_told() {
    let mut run = made_up::dam();
    run.left_out.quotes = 12;
    run.left_out.limit_bytes = 15_000_000;
    let page = whole(&run).0;
    assert_eq!(data(&page)["head-0"]["left_out"]["quotes"], 12);
}

#[test]
fn the_same_results_give_the_same_page() {
    let mut other = made_up::dam();
    other.run.stages[0].seconds = 99.0;
    other.run.stages[0].peak_memory_bytes = None;
    assert_eq!(whole(&made_up::dam()).0, whole(&other).0);
}
