//! Tables of two articles that print one quotation: which sort of wording the second has, and what an editor must see.

use std::borrow::Cow;

use super::{Family, Flag, Item, Params, Variant, group};
use crate::article::{Article, Corpus};
use crate::quote::{self, Quote};

/// Families of the quotations of articles that all report one event.
fn families<T>(texts: &[&str], see: impl Fn(&[Family], &[Item<'_>]) -> T) -> T {
    let articles = texts.iter().enumerate().map(|(number, text)| Article {
        id: format!("a{number}"),
        text: (*text).to_owned(),
        ..Article::default()
    });
    let corpus = Corpus::new(articles.collect());
    let quotes: Vec<Vec<Quote>> = corpus
        .articles()
        .iter()
        .map(|a| quote::extract(&a.text, None, &[], Some("en"), &quote::Params::default()))
        .collect();
    let items: Vec<Item<'_>> = quotes
        .iter()
        .enumerate()
        .flat_map(|(ix, all)| all.iter().map(move |q| (ix as u32, q)))
        .map(|(ix, q)| Item::new(&corpus, ix, &corpus.get(ix).text, 0, q))
        .collect();
    let text = |ix: u32| Cow::Borrowed(corpus.get(ix).text.as_str());
    see(&group(&items, &text, &Params::default()), &items)
}

/// The family of the first quotation of the first article: its carriers' variants in their order, and its flags.
#[track_caller]
fn check(texts: &[&str], variants: &[Variant], flags: &[Flag]) {
    families(texts, |families, items| {
        let first = families
            .iter()
            .find(|f| f.carriers.iter().any(|c| items[c.item].article == 0))
            .unwrap();
        // Which of two wordings stands for the family, their lengths decide.
        let mut found: Vec<Variant> = first.carriers.iter().map(|c| c.variant).collect();
        found.sort_unstable();
        assert_eq!(found, variants, "in {texts:?}");
        assert_eq!(first.flags, flags, "in {texts:?}");
    });
}

use Variant::{Edited, Fragment, Identical, Spun, Truncated, Typography};

const WHOLE: &str =
    "“We will not run a boat that we would not put our own children on this winter,” Ines Calloway said.";

#[test]
fn sorts_of_wording() {
    check(&[WHOLE, WHOLE], &[Identical, Identical], &[]);
    // The comma belongs to the sentence around.
    check(
        &[
            WHOLE,
            "Ines Calloway said: “We will not run a boat that we would not put our own children on this winter.”",
        ],
        &[Identical, Identical],
        &[],
    );
    check(
        &[
            WHOLE,
            "“We will NOT run a boat that we would not put our own children on – this winter,” Ines Calloway said.",
        ],
        &[Identical, Typography],
        &[],
    );
    check(
        &[
            WHOLE,
            "“We will not run a boat that we would not put our own children on,” Ines Calloway said.",
        ],
        &[Identical, Truncated],
        &[],
    );
    check(
        &[WHOLE, "Ines Calloway spoke of “our own children” at the quay."],
        &[Identical, Fragment],
        &[],
    );
    check(
        &[
            WHOLE,
            "“We will not run any boat that we would not put our own children on this winter,” Ines Calloway said.",
        ],
        &[Identical, Edited],
        &[],
    );
}

#[test]
fn words_for_words_are_spun() {
    let text = "“The council ignored every warning about the harbour wall and the storm then broke it,” Ana Ruiz said.";
    check(
        &[
            text,
            "“The council dismissed every alert about the harbour wall and the storm then broke it,” Ana Ruiz said.",
        ],
        &[Identical, Spun],
        &[],
    );
    // Another form of the word, a name, one word only: edited.
    for other in [
        "“The council ignores every warnings about the harbour wall and the storm then broke it,” Ana Ruiz said.",
        "“The council dismissed every warning about the harbour wall and the storm then broke it,” Ana Ruiz said.",
        "“The council ignored every Moreau about the harbour wall and the gale then broke it,” Ana Ruiz said.",
    ] {
        check(&[text, other], &[Identical, Edited], &[]);
    }
}

#[test]
fn negations() {
    let without = "“We will run a boat that we would not put our own children on this winter,” Ines Calloway said.";
    let far = "“We will repair the old harbour wall before the winter storms arrive at Corran,” Ines Calloway said.";
    let not =
        "“We will not repair the old harbour wall before the winter storms arrive at Corran,” Ines Calloway said.";
    check(&[far, not], &[Identical, Edited], &[Flag::NegationChanged]);
    // Another negation close by makes it a matter of style as often as not.
    check(&[WHOLE, without], &[Identical, Edited], &[Flag::NegationChanged]);
    // The editor's words, a question, the same in other words.
    for other in [
        "“We will [never] repair the old harbour wall before the winter storms arrive at Corran,” Ines Calloway said.",
        "“We will rather repair the old harbour wall before the winter storms arrive at Corran,” Ines Calloway said.",
    ] {
        check(&[far, other], &[Identical, Edited], &[]);
    }
    check(
        &[
            "“You ask why we don’t repair the old harbour wall before the storms arrive at Corran,” Ines Calloway said.",
            "“You ask why don’t we repair the old harbour wall before the storms arrive at Corran,” Ines Calloway said.",
        ],
        &[Identical, Edited],
        &[],
    );
}

#[test]
fn figures_and_names() {
    let text =
        "“We counted 21 boats and 2.0 million nets in the harbour of Corran on the night of the storm,” Ana Ruiz said.";
    let check =
        |from: &str, to: &str, flags: &[Flag]| check(&[text, &text.replace(from, to)], &[Identical, Edited], flags);
    check("21", "31", &[Flag::NumberChanged]);
    check("21", "twenty-one", &[]);
    check("2.0", "2", &[]);
    check("Corran", "Moreau", &[Flag::NameChanged]);
    check("Corran", "Corren", &[]);
    check("Corran", "[Moreau]", &[]);
    check("Corran", "(Moreau)", &[]);
}

#[test]
fn what_was_cut_off() {
    let told = |whole: &str, cut: &str| [format!("“{whole},” Ana Ruiz said."), format!("“{cut},” Ana Ruiz said.")];
    let check = |whole: &str, cut: &str, flags: &[Flag]| {
        let [a, b] = told(whole, cut);
        check(&[&a, &b], &[Identical, Truncated], flags);
    };
    let cut = [Flag::TruncatedMeaning];
    check(
        "We will open the harbour wall in the spring unless the council finds another four million",
        "We will open the harbour wall in the spring",
        &cut,
    );
    check(
        "I don’t think the harbour wall will hold through another winter",
        "The harbour wall will hold through another winter",
        &cut,
    );
    // "but" goes on to something else, and "no doubt" denies nothing.
    check(
        "We will open the harbour wall in the spring, but the ferries will stay where they are",
        "We will open the harbour wall in the spring",
        &[],
    );
    check(
        "There is no doubt that the harbour wall will hold through another winter",
        "The harbour wall will hold through another winter",
        &[],
    );
}

#[test]
fn two_speakers() {
    let said = |by: &str| format!("“The harbour wall will hold through another winter,” {by} said.");
    let (ana, tom, role) = (said("Ana Ruiz"), said("Tom Berg"), said("the mayor"));
    check(&[&ana, &tom], &[Identical, Identical], &[Flag::AttributionConflict]);
    check(&[&ana, &said("Ms Ruiz")], &[Identical, Identical], &[]);
    // No name at the quotation: the paragraph must call him so.
    let beside = format!("Tom Berg, the mayor, came by boat. {role}");
    check(&[&ana, &beside], &[Identical, Identical], &[Flag::AttributionConflict]);
    let above = format!("Tom Berg, the mayor, came by boat.\n\n{role}");
    check(&[&ana, &above], &[Identical, Identical], &[]);
    let he = said("he");
    let subject = format!("Tom Berg came by boat. {he}");
    check(&[&ana, &subject], &[Identical, Identical], &[Flag::AttributionConflict]);
    let other = format!("A boat brought Tom Berg. {he}");
    check(&[&ana, &other], &[Identical, Identical], &[]);
    // He quotes her.
    let quoting = "“She told us ‘the harbour wall will hold through another winter’ and went home,” Tom Berg said.";
    families(&[&ana, quoting], |families, _| {
        assert!(families.iter().all(|f| !f.flags.contains(&Flag::AttributionConflict)));
    });
}

/// An article that prints the whole and gives a piece of it to another person contradicts itself where the sentence goes on alike.
#[test]
fn a_piece_given_to_another() {
    let whole = "“Corran has a special responsibility in this regard to press the company,” Ana Ruiz said.\n\n";
    let alike = "Tom Berg said that Corran has a “special responsibility” to press.";
    let apart = "Tom Berg said that his own family felt a “special responsibility” for boats.";
    check(
        &[&format!("{whole}{alike}")],
        &[Identical, Fragment],
        &[Flag::AttributionConflict],
    );
    check(&[&format!("{whole}{apart}")], &[Identical, Fragment], &[]);
}

/// What is quoted inside a quotation is not what its speaker says.
#[test]
fn a_quotation_in_a_quotation_is_another() {
    let text = "“She told us ‘the harbour wall will hold through another winter’ and went home,” Tom Berg said.";
    families(&[text], |families, _| assert_eq!(families.len(), 2));
    let own = "“The harbour wall will hold through another winter,” Ana Ruiz said.";
    families(&[text, own], |families, items| {
        let of = |article: u32, nested: bool| {
            let with = |f: &&Family| {
                let mut carriers = f.carriers.iter().map(|c| &items[c.item]);
                carriers.any(|i| i.article == article && i.quote.nested == nested)
            };
            families.iter().position(|f| with(&f)).unwrap()
        };
        assert_eq!(of(0, true), of(1, false));
        assert_ne!(of(0, false), of(1, false));
    });
}

/// "Isn't it?" asks, "it isn't this that they took" denies.
#[test]
fn a_denial_is_no_question() {
    let with =
        |words: &str| format!("“Well, {words} council that took the money for the harbour wall,” Ana Ruiz said.");
    check(
        &[&with("it isn't this"), &with("it is this")],
        &[Identical, Edited],
        &[Flag::NegationChanged],
    );
}

/// Copies of one story tell of one remark, whomever they give it to.
#[test]
fn a_denial_lost_in_a_copy_is_flagged_under_another_name() {
    let with =
        |words: &str, by: &str| format!("“We will {words} the fare to the islands before the summer,” {by} said.");
    check(
        &[
            &with("not raise", "Ruiz"),
            &with("not raise", "Ruiz"),
            &with("raise", "Berg"),
        ],
        &[Identical, Identical, Edited],
        &[Flag::NegationChanged],
    );
}
