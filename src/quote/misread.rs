//! Shapes of real copy that once gave a wrong speaker, each in copy of our own.

use crate::quote::{Kind, Params, extract};

/// First words of each quotation and the speaker's name ("" for none).
#[track_caller]
fn check(text: &str, expected: &[(&str, &str)]) {
    let quotes = extract(text, None, &[], Some("en"), &Params::default());
    let found: Vec<(&str, &str)> = quotes
        .iter()
        .map(|q| {
            let speaker = q.attribution.speaker.as_ref();
            (q.span.of(text), speaker.map_or("", |s| s.name.as_str()))
        })
        .collect();
    assert_eq!(found, expected, "in {text:?}");
}

#[test]
fn nicknames_are_nobodys_words() {
    for text in [
        "Ana Ruiz praised Charles “Cully” Moreau at the quay. The boats were late.",
        "Ana Ruiz praised Charles (“Cully”) Moreau at the quay. The boats were late.",
        "“The wall holds,” Ana Ruiz said, and praised Charles “Cully” Moreau.",
    ] {
        let quotes = extract(text, None, &[], Some("en"), &Params::default());
        let nickname = quotes.iter().find(|q| q.span.of(text) == "Cully").unwrap();
        assert_eq!(nickname.kind, Kind::Scare, "{text}");
        assert_eq!(nickname.attribution.mention, None, "{text}");
    }
    check(
        "Charles “Cully” Moreau said the wall was “a disgrace to the town.”",
        &[("Cully", ""), ("a disgrace to the town.", "Charles “Cully” Moreau")],
    );
}

#[test]
fn a_party_and_a_state_are_no_name() {
    for text in [
        "Sen. Tom Berg, R-Ohio, said the harbour was “a disgrace to us all.”",
        "Sen. Tom Berg, R-Ohio, the outgoing chairman of the committee, said the harbour was “a disgrace to us all.”",
        "Sen. Tom Berg, R-Ariz., standing beside him, claimed the harbour was “a disgrace to us all.”",
        "Sen. Tom Berg, D-New Hampshire said the harbour was “a disgrace to us all.”",
    ] {
        check(text, &[("a disgrace to us all.", "Tom Berg")]);
    }
}

#[test]
fn links_and_captions_do_not_speak() {
    check(
        "President Ana Ruiz Ana Lea RuizFerry line loses boats Tom Berg sees harbour close MORE said the wall was “a disgrace to us all.”",
        &[("a disgrace to us all.", "Ana Ruiz")],
    );
    check(
        "“The wall holds for another year,” Getty Image said.",
        &[("The wall holds for another year,", "")],
    );
}

#[test]
fn who_it_is_about_is_not_who_speaks() {
    check(
        "“The wall holds for another year,” the law firm representing Berg said.",
        &[("The wall holds for another year,", "law firm")],
    );
    check(
        "“He is in good health,” Tom Berg’s physician said.",
        &[("He is in good health,", "Tom Berg’s physician")],
    );
    check(
        "A spokesman for Speaker Tom Berg said the wall was “a disgrace to us all.”",
        &[("a disgrace to us all.", "spokesman for Speaker Tom Berg")],
    );
    check(
        "Ana Ruiz, a harbour pilot, asked Berg: “Will the wall hold for another year?” Berg replied, “It will hold, and the ferries too.”",
        &[
            ("Will the wall hold for another year?", "Ana Ruiz"),
            ("It will hold, and the ferries too.", "Berg"),
        ],
    );
}

#[test]
fn the_authors_name_behind_a_dash_is_no_speaker() {
    check(
        "The wall was checked by Ana Ruiz. “It will hold for another year,” Ruiz said. “The ferries will run.” —Will Moreau",
        &[
            ("It will hold for another year,", "Ana Ruiz"),
            ("The ferries will run.", ""),
        ],
    );
    check(
        "The wall was checked on Monday, the harbour office said.\n\n“The ferries will run.” — Will Moreau, Harbour Courier",
        &[("The ferries will run.", "Will Moreau")],
    );
}

/// Behind no comma it is a name.
#[test]
fn a_name_may_begin_as_a_party_does() {
    check(
        "“The sensor drifts,” D-Wave said on Monday.",
        &[("The sensor drifts,", "D-Wave")],
    );
}

/// Both halves of a split remark behind a colon are his who stands between them.
#[test]
fn a_remark_split_behind_a_colon_is_one() {
    check(
        "Tom Berg had asked about the wall: “We will never leave the old harbour,” Ana Ruiz said, “and we will not sell it.”",
        &[
            ("We will never leave the old harbour,", "Ana Ruiz"),
            ("and we will not sell it.", "Ana Ruiz"),
        ],
    );
}

/// A word with a capital inside, and "MORE" further on, took the quotation between them along.
#[test]
fn nothing_is_lost_between_a_product_and_a_headline() {
    let text = "President Ruiz said RuizCare works. “We will never repeal the old law,” he said, as Tom Berg asked for MORE debate.";
    let quotes = extract(text, None, &[], Some("en"), &Params::default());
    assert_eq!(quotes.len(), 1);
}
