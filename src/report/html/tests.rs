use super::*;
use crate::report::made_up;

#[test]
fn the_page_of_a_small_run() {
    insta::assert_snapshot!(page(&made_up::dam()).unwrap());
}

#[test]
fn the_page_of_an_empty_run_says_why() {
    let page = page(&made_up::nothing()).unwrap();
    let check = |words: &str| assert!(page.contains(words), "{words}");
    check("No two articles are the same text");
    check("No words in quotation marks were found");
    check("No passage stands in two articles");
    check("nothing: every record was read");
}

#[test]
fn hostile_text_stays_text() {
    let page = page(&made_up::hostile()).unwrap();
    let check = |forbidden: &str| {
        assert!(!page.to_lowercase().contains(forbidden), "{forbidden} is on the page");
    };
    check("<script");
    check("</script");
    check("<img");
    check("href=\"javascript:");
    check("href=\"data:");
    check("evil.example\"");
    check("\u{202e}");
    check("\u{1b}");
    check("\u{7}");
    assert!(page.contains("[U+202E]"), "what was taken out is shown");
    // Nothing in the body but the template's own elements.
    let allowed = [
        "!doctype",
        "html",
        "head",
        "meta",
        "title",
        "style",
        "body",
        "a",
        "header",
        "p",
        "span",
        "h1",
        "h2",
        "h3",
        "code",
        "bdi",
        "nav",
        "ul",
        "ol",
        "li",
        "main",
        "section",
        "dl",
        "div",
        "dt",
        "dd",
        "article",
        "q",
        "ins",
        "del",
        "em",
        "details",
        "summary",
        "b",
        "br",
        "time",
        "blockquote",
        "mark",
        "table",
        "caption",
        "thead",
        "tbody",
        "tr",
        "th",
        "td",
        "i",
        "svg",
        "rect",
        "footer",
    ];
    for tag in page.split('<').skip(1) {
        let name: String = tag
            .trim_start_matches('/')
            .chars()
            .take_while(|c| c.is_ascii_alphanumeric() || *c == '!')
            .collect();
        assert!(
            allowed.contains(&name.to_ascii_lowercase().as_str()),
            "<{name}> is on the page"
        );
    }
    assert!(!page.contains("\" on"), "no attribute was closed by text");
}

#[test]
fn the_policy_allows_the_one_style_sheet() {
    let page = page(&made_up::nothing()).unwrap();
    let style = page
        .split_once("<style>")
        .and_then(|(_, rest)| rest.split_once("</style>"))
        .unwrap()
        .0;
    let hash = base64::engine::general_purpose::STANDARD.encode(Sha256::digest(style.as_bytes()));
    assert!(page.contains(&format!("default-src 'none'; style-src 'sha256-{hash}'")));
    assert!(!page.contains(" style="), "the policy forbids style attributes");
    assert!(!style.contains("url("), "nothing is loaded");
}

#[test]
fn lists_that_were_cut_say_so() {
    let mut run = made_up::dam();
    run.run.counts.stories = 8_112;
    let page = page(&run).unwrap();
    assert!(page.contains("The first 2 of 8,112 are shown here; all are in <code>stories.jsonl</code>"));
    assert!(page.contains("The first 3 of 22 are shown here; all are in <code>quotes.jsonl</code>"));
}

#[test]
fn the_same_results_give_the_same_page() {
    let mut other = made_up::dam();
    other.run.stages[0].seconds = 99.0;
    other.run.stages[0].peak_memory_bytes = None;
    assert_eq!(page(&made_up::dam()).unwrap(), page(&other).unwrap());
}
