//! Tables of realistic copy, each through one `check`; properties over arbitrary text; the five seed articles.

use proptest::prelude::*;

use super::{Kind, Params, Quote, SpeakerClass, extract};
use crate::text::Span;

/// One expected quotation: its words, its kind, the speaker's name ("" for none), the mention ("" for none).
type Row<'a> = (&'a str, Kind, &'a str, &'a str);

fn find(text: &str, language: &str) -> Vec<Quote> {
    extract(text, None, &[], Some(language), &Params::default())
}

#[track_caller]
fn check_in(language: &str, text: &str, expected: &[Row]) {
    let found = find(text, language);
    let found: Vec<Row> = found
        .iter()
        .map(|q| {
            let name = q.attribution.speaker.as_ref().map_or("", |s| s.name.as_str());
            (
                q.span.of(text),
                q.kind,
                name,
                q.attribution.mention.map_or("", |m| m.of(text)),
            )
        })
        .collect();
    assert_eq!(found, expected, "in {text:?}");
}

#[track_caller]
fn check(text: &str, expected: &[Row]) {
    check_in("en", text, expected);
}

/// Only the words between the marks.
#[track_caller]
fn check_spans(language: &str, text: &str, expected: &[&str]) {
    let found = find(text, language);
    let found: Vec<&str> = found.iter().map(|q| q.span.of(text)).collect();
    assert_eq!(found, expected, "in {text:?}");
}

use Kind::{Direct, Fragment, Scare, Title};

/// Such marks were counted as quotations, but stood in no family.
#[test]
fn marks_without_a_word_quote_nothing() {
    check_spans("en", "The sign read “…” and under it “—”, Ana Ruiz said.", &[]);
    check_spans("en", "The sign read “<br/>” and under it “&nbsp;”, Ana Ruiz said.", &[]);
}

#[test]
fn marks_of_every_sort() {
    let table: &[(&str, &[&str])] = &[
        ("", &[]),
        ("No marks at all here.", &[]),
        ("\"Straight marks,\" he said.", &["Straight marks,"]),
        ("He said “curly marks” twice.", &["curly marks"]),
        (
            "He said “mixed marks\" twice and \"mixed again”.",
            &["mixed marks", "mixed again"],
        ),
        (
            "''Two single marks,'' she said. ``And these too.''",
            &["Two single marks,", "And these too."],
        ),
        (
            "She said &quot;entities too&quot; and &ldquo;these&rdquo;.",
            &["entities too", "these"],
        ),
        ("He is 6'2\" tall and wore a 5\" heel.", &[]),
        ("The 12\" record was “a shock”, he said.", &["a shock"]),
        ("Empty \"\" and “ ” marks and “...” are nothing.", &[]),
        ("It’s the ministers’ plan for rock ’n’ roll in the ’90s.", &[]),
        ("“It’s the ministers’ plan,” he said.", &["It’s the ministers’ plan,"]),
        (
            "He said “she told me ‘never again’ and left”.",
            &["she told me ‘never again’ and left", "never again"],
        ),
        ("He said “the “inner” words” loudly.", &["the “inner” words", "inner"]),
        ("A stray ” closes nothing. “Here is one,” he said.", &["Here is one,"]),
        (
            "“This one is never closed, he said.\n\n“A good one,” she said.",
            &["This one is never closed, he said.", "A good one,"],
        ),
        ("The mark “is left open.\n\nNothing follows.", &[]),
        ("„So auf Deutsch“, sagte er.", &["So auf Deutsch"]),
        ("»So auch«, sagte er. »Und so.«", &["So auch", "Und so."]),
        ("« Bonjour », dit-il. «\u{a0}Encore\u{a0}».", &["Bonjour", "Encore"]),
        (
            "”Svenska citat”, sade han. ”Ett till.”",
            &["Svenska citat", "Ett till."],
        ),
        ("「こんにちは」と言った。『本』", &["こんにちは", "本"]),
    ];
    for (text, expected) in table {
        check_spans("en", text, expected);
    }
}

#[test]
fn british_single_marks_are_primary_where_the_article_uses_them() {
    check(
        "‘We’ll dredge the harbour,’ Jane Poole, the minister, told the BBC. ‘It’s the councillors’ money.’",
        &[
            ("We’ll dredge the harbour,", Direct, "Jane Poole", "Jane Poole"),
            ("It’s the councillors’ money.", Direct, "Jane Poole", "Jane Poole"),
        ],
    );
    check_spans(
        "en",
        "'It's a mess,' said Mr Hale. 'He told me \"no\" twice,' he added.",
        &["It's a mess,", "He told me \"no\" twice,", "no"],
    );
    // Where double marks are primary a lone single mark in the body opens nothing.
    check_spans(
        "en",
        "The '80s and rock 'n' roll, he said, were “better”. The dogs' home agreed.",
        &["better"],
    );
    check(
        "Poole: ‘No more delays’ for harbour\n\nThe minister spoke to reporters on Monday about the wall.",
        &[("No more delays", Fragment, "Poole", "Poole")],
    );
}

#[test]
fn multi_paragraph_quotations_go_on() {
    let text = "“The first part ends here without a mark,” no. “We begin again, Ms Poole said.\n\nNothing.";
    assert!(find(text, "en").len() <= 2);
    let text = "“The wall is old, and nobody disputes it,” Jane Poole said. “It was built in 1901.\n\n“It was \
                mended twice.\n\n“It must go.”\n\nThe meeting ended.";
    let found = find(text, "en");
    let spans: Vec<&str> = found.iter().map(|q| q.span.of(text)).collect();
    assert_eq!(
        spans,
        [
            "The wall is old, and nobody disputes it,",
            "It was built in 1901.",
            "It was mended twice.",
            "It must go."
        ]
    );
    assert_eq!(
        found.iter().map(|q| q.continues).collect::<Vec<_>>(),
        [false, false, true, true]
    );
    for quote in &found {
        assert_eq!(
            quote.attribution.speaker.as_ref().map(|s| s.name.as_str()),
            Some("Jane Poole"),
            "{quote:?}"
        );
    }
}

#[test]
fn speakers_by_the_shape_of_the_sentence() {
    let intro = "Jane Poole, the transport minister, met the dockers on Monday. ";
    let table: &[(&str, &[Row])] = &[
        (
            "“It will open in May,” Poole said.",
            &[("It will open in May,", Direct, "Jane Poole", "Poole")],
        ),
        (
            "“It will open in May,” said Poole.",
            &[("It will open in May,", Direct, "Jane Poole", "Poole")],
        ),
        (
            "Poole said it would be “a long winter”.",
            &[("a long winter", Fragment, "Jane Poole", "Poole")],
        ),
        (
            "Poole rejected the plan later that day, saying, “We do not pay twice.”",
            &[("We do not pay twice.", Direct, "Jane Poole", "Poole")],
        ),
        (
            "“It will open,” Poole said, “but not in May.”",
            &[
                ("It will open,", Direct, "Jane Poole", "Poole"),
                ("but not in May.", Direct, "Jane Poole", "Poole"),
            ],
        ),
        (
            "“It will open,” said Poole. “Not in May.”",
            &[
                ("It will open,", Direct, "Jane Poole", "Poole"),
                ("Not in May.", Direct, "Jane Poole", "Poole"),
            ],
        ),
        (
            "The wall is “beyond repair”, according to Poole.",
            &[("beyond repair", Fragment, "Jane Poole", "Poole")],
        ),
        (
            "According to Poole, the wall is “beyond repair”.",
            &[("beyond repair", Fragment, "Jane Poole", "Poole")],
        ),
        (
            "The wall was “beyond repair” after the storm, Poole said on Tuesday.",
            &[("beyond repair", Fragment, "Jane Poole", "Poole")],
        ),
        (
            "Poole was blunt: “It will not open in May.”",
            &[("It will not open in May.", Direct, "Jane Poole", "Poole")],
        ),
        (
            "Poole was quoted as saying “the wall will go”.",
            &[("the wall will go", Fragment, "Jane Poole", "Poole")],
        ),
        (
            "“It will open,” Poole, who visited the port on Friday, told reporters.",
            &[("It will open,", Direct, "Jane Poole", "Poole")],
        ),
        (
            "“It will open,” a senior official said on condition of anonymity.",
            &[("It will open,", Direct, "senior official", "a senior official")],
        ),
        (
            "Residents said the smell was “unbearable”.",
            &[("unbearable", Fragment, "Residents", "Residents")],
        ),
        // The listener is not the speaker, nor is who is named inside the marks.
        (
            "Poole told Ivan Brodski that Riga had “a special duty”.",
            &[("a special duty", Fragment, "Jane Poole", "Poole")],
        ),
        (
            "“Ivan Brodski said he would pay,” she told Karl Weber.",
            &[("Ivan Brodski said he would pay,", Direct, "Jane Poole", "she")],
        ),
        // A passive names no speaker.
        ("The wall was called “a disgrace”.", &[("a disgrace", Scare, "", "")]),
        // A weak verb inside what someone said belongs to the content.
        (
            "Poole said the storm raised “serious doubt” about the wall.",
            &[("serious doubt", Fragment, "Jane Poole", "Poole")],
        ),
    ];
    for (sentence, expected) in table {
        check(&format!("{intro}{sentence}"), expected);
    }
}

#[test]
fn names_roles_and_pronouns() {
    let table: &[(&str, &[Row])] = &[
        // One person in two spellings; the second name is an object.
        (
            "Foreign Minister Sergei Brodski met Karl Weber in Riga. “We agree on most of it,” he said.",
            &[("We agree on most of it,", Direct, "Sergei Brodski", "he")],
        ),
        (
            "Sergei Brodski arrived on Monday. Sergey Brodski left on Friday. “We are done,” Brodski said.",
            &[("We are done,", Direct, "Sergei Brodski", "Brodski")],
        ),
        // Gender passes over the nearer name.
        (
            "Mrs Anna Weber met John Hale in Riga. “We agree on most of it,” he said.",
            &[("We agree on most of it,", Direct, "John Hale", "he")],
        ),
        // Two of one surname: the surname is all that is known.
        (
            "Anna Weber and Karl Weber run the yard. “We build boats,” Weber said.",
            &[("We build boats,", Direct, "Weber", "Weber")],
        ),
        // No antecedent: the mention alone.
        (
            "Rain fell all week. “We want a pause,” he said.",
            &[("We want a pause,", Direct, "", "he")],
        ),
        (
            "The talks stalled, the Latvian foreign ministry said. It was “a matter of days”, the ministry added.",
            &[("a matter of days", Fragment, "Latvian foreign ministry", "the ministry")],
        ),
        (
            "Harbour spokeswoman Ida Lind said no ship was lost. “All are safe,” the spokeswoman added.",
            &[("All are safe,", Direct, "Ida Lind", "the spokeswoman")],
        ),
        (
            "“We are ready,” UN Special Envoy for Syria Mikael de Lind told reporters.",
            &[(
                "We are ready,",
                Direct,
                "Mikael de Lind",
                "UN Special Envoy for Syria Mikael de Lind",
            )],
        ),
        (
            "“We will pay,” a spokesman for Ivan Brodski said.",
            &[(
                "We will pay,",
                Direct,
                "spokesman for Ivan Brodski",
                "a spokesman for Ivan Brodski",
            )],
        ),
        // Another unnamed man stands between.
        (
            "Karl Weber left on Friday. In a letter on Monday, the president spoke of “wasted years” and cuts.",
            &[("wasted years", Fragment, "president", "the president")],
        ),
    ];
    for (text, expected) in table {
        check(text, expected);
    }
}

#[test]
fn kinds_apart_from_speech() {
    let table: &[(&str, &[(&str, Kind)])] = &[
        ("Joaquin “El Chapo” Guzman was flown north.", &[("El Chapo", Scare)]),
        ("The so-called “bridge tax” fell.", &[("bridge tax", Scare)]),
        (
            "She starred in the film “The Long Quay” last year.",
            &[("The Long Quay", Title)],
        ),
        ("He spoke on NBC’s “Meet the Press.”", &[("Meet the Press.", Title)]),
        ("Ida Lind called the plan “rubbish”.", &[("rubbish", Fragment)]),
        (
            "“Nobody will pay for this twice,” Ida Lind said.",
            &[("Nobody will pay for this twice,", Direct)],
        ),
    ];
    for (text, expected) in table {
        let found = find(text, "en");
        let found: Vec<_> = found.iter().map(|q| (q.span.of(text), q.kind)).collect();
        assert_eq!(&found, expected, "in {text:?}");
    }
}

#[test]
fn other_languages() {
    check_in(
        "fr",
        "«\u{a0}Nous sommes prêts\u{a0}», a déclaré le ministre Jean Morel.",
        &[("Nous sommes prêts", Fragment, "Jean Morel", "le ministre Jean Morel")],
    );
    check_in(
        "fr",
        "Jean Morel a visité le port lundi. « Le mur tiendra », a-t-il ajouté.",
        &[("Le mur tiendra", Fragment, "Jean Morel", "il")],
    );
    check_in(
        "fr",
        "Selon Claire Morel, le mur est « irréparable ».",
        &[("irréparable", Fragment, "Claire Morel", "Claire Morel")],
    );
    check_in(
        "de",
        "„Die Mauer hält“, sagte Bürgermeisterin Anna Weber am Montag. „Niemand zahlt zweimal“, fügte Weber hinzu.",
        &[
            ("Die Mauer hält", Fragment, "Anna Weber", "Bürgermeisterin Anna Weber"),
            ("Niemand zahlt zweimal", Fragment, "Anna Weber", "Weber"),
        ],
    );
    check_in(
        "de",
        "Klaus Weber sagte: „Wir sind bereit.“",
        &[("Wir sind bereit.", Direct, "Klaus Weber", "Klaus Weber")],
    );
    check_in(
        "es",
        "“Estamos listos”, dijo el ministro José Ruiz. “Nadie pagará dos veces”, añadió Ruiz.",
        &[
            ("Estamos listos", Fragment, "José Ruiz", "el ministro José Ruiz"),
            ("Nadie pagará dos veces", Direct, "José Ruiz", "Ruiz"),
        ],
    );
    check_in(
        "es",
        "Según Ana Ruiz, el muro es «irreparable».",
        &[("irreparable", Fragment, "Ana Ruiz", "Ana Ruiz")],
    );
}

#[test]
fn dialogue_dashes_in_spanish() {
    check_in(
        "es",
        "—Hemos terminado el muro —dijo el ministro José Ruiz—. Nadie pagará dos veces.",
        &[
            ("Hemos terminado el muro", Direct, "José Ruiz", "el ministro José Ruiz"),
            ("Nadie pagará dos veces.", Direct, "José Ruiz", "el ministro José Ruiz"),
        ],
    );
    // A list with dashes is no dialogue, nor is a dash in English.
    check_spans("es", "—Primer punto del día\n\n—Segundo punto —muy largo— del día", &[]);
    check_spans("en", "—We have finished —said the minister—. Nobody will pay.", &[]);
}

#[test]
fn furniture_is_left_out_and_the_title_counts_as_headline() {
    let text = "Share “this article” now\n\nPoole: ‘No more delays’\n\nJane Poole spoke.";
    let title = text.find("Poole").map(|at| Span::new(at, at + 23));
    let furniture = [Span::new(0, text.find('\n').unwrap())];
    let found = extract(text, title, &furniture, Some("en"), &Params::default());
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].span.of(text), "No more delays");
}

/// Spans are in order, on boundaries, without marks at their ends, and every mention slices the text.
fn sound(text: &str, language: Option<&str>) {
    let mut last = 0;
    for quote in extract(text, None, &[], language, &Params::default()) {
        let span = quote.span;
        assert!(
            text.get(span.lo()..span.hi()).is_some_and(|s| !s.is_empty()),
            "{span:?} in {text:?}"
        );
        assert!(span.start >= last, "order in {text:?}");
        last = span.start;
        let said = &quote.attribution;
        for inner in [said.mention, said.cue].into_iter().flatten() {
            assert!(
                text.get(inner.lo()..inner.hi()).is_some_and(|s| !s.is_empty()),
                "{inner:?} in {text:?}"
            );
            assert!(span.overlap(inner) == 0, "{inner:?} inside {span:?} in {text:?}");
        }
        assert_eq!(said.mention.is_some(), said.confidence > 0.0);
        assert!(said.speaker.is_none() || said.mention.is_some());
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn arbitrary_text_is_sound(text in "\\PC{0,300}") {
        sound(&text, None);
    }

    #[test]
    fn news_like_noise_is_sound(
        words in prop::collection::vec(
            prop::sample::select(vec![
                "“", "”", "\"", "'", "‘", "’", "«", "»", "„", "''", "``", ",", ".", "?", ":", "—", "-", "(", ")", "\n\n",
                "&quot;", "said", "saying", "told", "he", "she", "they", "Kerry", "John", "Mr.", "the", "ministry",
                "spokesman", "of", "State", "according", "to", "and", "that", "who", "was", "quoted", "as", "also",
                "Russian", "é", "北京", "6'2\"", "de", "in", "Monday", "D-N.Y.", "U.S.", "called", "agreed", "a",
            ]),
            0..60,
        ),
        glue in prop::sample::select(vec![" ", ""]),
        language in prop::sample::select(vec!["en", "fr", "de", "es"]),
    ) {
        sound(&words.join(glue), Some(language));
    }
}

#[test]
fn hostile_text_costs_no_more_than_any_other() {
    let size = 300_000;
    let hostile = [
        // A million opening marks, a million that alternate, and one paragraph of ten megabytes.
        "“".repeat(1_000_000),
        "“‘".repeat(500_000),
        "“‘x’ ".repeat(200_000),
        "“A,” Ana Ruiz said of the ‘wall’ and \"so\" on. ".repeat(200_000),
        "“".repeat(size / 3),
        "\"".repeat(size),
        "'".repeat(size),
        "“a ”b ".repeat(size / 10),
        "« “ ‘ \" ".repeat(size / 10),
        "he said ".repeat(size / 8),
        "“a” he said, ".repeat(size / 15),
        "He said. ".repeat(size / 9) + "“So it is,” he said.",
        "A, B, who ".repeat(size / 10) + "said “no”.",
        "(Kerry, the ".repeat(size / 12) + "“Q,” he said.",
        "John Smith ".repeat(size / 11) + "said “no”.",
        "&quot;".repeat(size / 6),
        "'s ".repeat(size / 3),
    ];
    for text in &hostile {
        let start = std::time::Instant::now();
        sound(text, None);
        // Quadratic time would take minutes here; linear time takes a fraction of a second, unoptimised too.
        assert!(
            start.elapsed().as_secs() < 20,
            "{:?}",
            text.chars().take(20).collect::<String>()
        );
    }
}

/// The seed articles, where they are at hand.
fn seed(prefix: &str) -> Option<String> {
    for up in ["../shared/seeds", "../../shared/seeds"] {
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(up);
        let Ok(entries) = std::fs::read_dir(folder) else {
            continue;
        };
        for path in entries.flatten().map(|e| e.path()) {
            if path
                .file_name()
                .is_some_and(|n| n.to_string_lossy().starts_with(prefix))
            {
                return std::fs::read_to_string(path).ok();
            }
        }
    }
    eprintln!("skipped: no seed article {prefix}");
    None
}

/// First words, speaker ("" for none), mention ("" for none).
#[track_caller]
fn check_seed(prefix: &str, expected: &[(&str, &str, &str)]) {
    let Some(text) = seed(prefix) else { return };
    let found = extract(&text, None, &[], Some("en"), &Params::default());
    assert_eq!(found.len(), expected.len(), "{found:#?}");
    for (quote, (words, speaker, mention)) in found.iter().zip(expected) {
        assert!(
            quote.span.of(&text).starts_with(words),
            "{words}: {:?}",
            quote.span.of(&text)
        );
        assert_eq!(
            quote.attribution.speaker.as_ref().map_or("", |s| s.name.as_str()),
            *speaker,
            "{words}"
        );
        assert_eq!(
            quote.attribution.mention.map_or("", |m| m.of(&text)),
            *mention,
            "{words}"
        );
    }
}

#[test]
fn the_five_seed_articles_as_read_by_hand() {
    check_seed(
        "000",
        &[
            ("modalities", "John Kirby", "US State Department spokesman John Kirby"),
            ("Those modalities", "John Kirby", "Kirby"),
            ("The secretary expressed", "John Kirby", "he"),
            ("accelerate and expand", "ministers", "ministers"),
            ("We have agreed", "John Kerry", "Kerry"),
            ("civilian", "John Kerry", "Kerry"),
        ],
    );
    check_seed(
        "001",
        &[
            ("special responsibility", "John Kerry", "Kerry"),
            (
                "Russia has a special",
                "Mark Toner",
                "State Department spokesman Mark Toner",
            ),
            ("We're not looking", "Mark Toner", "Toner"),
            ("We're discussing", "Mark Toner", "Toner"),
            ("convoys containing", "Sergei Shoigu", "Shoigu"),
            (
                "We do not collaborate",
                "Jeff Davis",
                "Pentagon spokesman Navy Captain Jeff Davis",
            ),
        ],
    );
    check_seed(
        "002",
        &[
            ("Clarity", "Kerry", "Kerry"),
            ("We’re here because", "Kerry", "Kerry"),
            ("We want a pause", "", "he"),
            ("We have discussed", "", ""),
            ("buffer zone", "Turkey", "Turkey"),
            ("is to have simultaneous", "", "he"),
            ("We as one Syrian", "", ""),
        ],
    );
    check_seed(
        "003",
        &[
            ("at the initiative", "Russian foreign ministry", "the ministry"),
            ("to continue discussing", "Russian foreign ministry", "the ministry"),
            ("profound doubt", "John Kerry", "Kerry"),
            ("no more unilateral", "Sergey Lavrov", "Lavrov"),
        ],
    );
    check_seed(
        "004",
        &[
            ("We are agreeing", "source", "the source"),
            ("vast majority", "John Kerry", "Kerry"),
            (
                "We are ready",
                "Staffan de Mistura",
                "UN Special Envoy for Syria Staffan de Mistura",
            ),
            ("We don’t want", "John Kerry", "he"),
        ],
    );
    if let Some(text) = seed("004") {
        let found = extract(&text, None, &[], Some("en"), &Params::default());
        let class = |i: usize| found[i].attribution.speaker.as_ref().map(|s| s.class);
        assert_eq!(class(0), Some(SpeakerClass::Anonymous));
        assert_eq!(class(2), Some(SpeakerClass::Person));
    }
}
