//! Credits in every form, and what is none.

use super::*;

fn check(form: fn(&str) -> Option<Credit>, rows: &[(&str, &str)]) {
    for (line, expected) in rows {
        let found = form(line);
        assert_eq!(found.map_or("", |f| f.0), *expected, "credit in {line:?}");
        if let Some((_, span)) = found {
            assert!(!span.of(line).is_empty(), "span of {line:?}");
        }
    }
}

#[test]
fn datelines() {
    check(
        dateline,
        &[
            ("FAIRMONT (AP) — Voters have approved a bond.", "AP"),
            ("(Reuters) - The harbour was closed on Monday.", "Reuters"),
            ("ALEPPO, Syria, Sept 22 (Reuters) - The harbour was closed.", "Reuters"),
            ("WASHINGTON/BEIJING (Reuters) - The harbour was closed.", "Reuters"),
            ("BEIJING, Sept. 22 (Xinhua) -- The harbour was closed.", "Xinhua"),
            ("MADRID, 22 septiembre (EFE).- El puerto cerró.", "EFE"),
            ("Berlin (dpa) - Der Hafen ist zu.", "dpa"),
            ("MOSCOW, September 22. /TASS/. The harbour was closed.", "TASS"),
            (
                "DAMASCUS, SANA – The harbour was closed on Monday, the ministry said.",
                "SANA",
            ),
            (
                "AFP - The harbour was closed on Monday, the ministry said in a note.",
                "AFP",
            ),
            ("GENEVA (AFP/Reuters) — The harbour was closed.", "AFP"),
            (
                "A ship seen from the wall. REUTERS/Jane Roe CALDER BAY (Reuters) - The harbour was closed.",
                "Reuters",
            ),
            ("PARIS (AFP) The harbour was closed.", "AFP"),
            ("Cranes stand idle. (AP)", ""),
            ("Cranes stand idle (AP) - and the port (photos by AFP) too.", ""),
            ("The minister (Reuters photo) - smiling.", ""),
            ("He told the agency (AP) - wrongly - that it was shut.", ""),
            ("A crane (Jane Roe/Reuters)", ""),
            ("The Associated Press (AP) said so.", ""),
            ("(CNN) - The harbour was closed.", ""),
            ("Jane Roe/AFP/Getty Images", ""),
            ("Jane Roe / AFP / Getty Images", ""),
            ("Jane Roe / AFP/ Getty Images", ""),
            (
                "PHILADELPHIA, PA - The harbour was closed on Monday, the ministry said.",
                "",
            ),
        ],
    );
}

#[test]
fn signatures() {
    check(
        signature,
        &[
            ("— Agence France-Presse", "AFP"),
            ("— The Associated Press", "AP"),
            ("(AFP)", "AFP"),
            ("AFP/Harbour Courier", "AFP"),
            ("-AP-", "AP"),
            ("Source: Reuters", "Reuters"),
            ("AP, AFP and dpa", "AP"),
            ("AFP PHOTO", ""),
            ("Image: AFP", ""),
            ("Reuters was founded in 1851", ""),
            ("0 Comments", ""),
        ],
    );
    check(
        closing,
        &[
            ("He said the ships would not sail before the weekend. — AFP", "AFP"),
            (
                "He said the ships would not sail before the weekend. (Reuters)",
                "Reuters",
            ),
            ("“They will not sail.” – AFP/dpa", "AFP"),
            ("The ships as seen by a passing photographer. (AFP photo)", ""),
            ("Cranes at Calder Bay (AP)", ""),
            ("He gave the interview to the AP.", ""),
        ],
    );
}

#[test]
fn contributions_and_bylines() {
    check(
        contribution,
        &[
            ("The Associated Press contributed to this report.", "AP"),
            ("Contributing: The Associated Press", "AP"),
            ("(With inputs from PTI)", "PTI"),
            (
                "This report contains material from the Associated Press and Reuters.",
                "AP",
            ),
            ("Our Standards: The Thomson Reuters Trust Principles.", "Reuters"),
            ("Additional reporting by the Associated Press", "AP"),
            ("Reuters and The Associated Press contributed.", "Reuters"),
            ("• Associated Press writers Jane Roe and John Doe contributed.", "AP"),
            (
                "• Associated Press writers Jane Roe in Fairmont, John Doe in Calder Bay, Mary Major in Northfield, \
                 Richard Miles in Eastgate, Harriet Lane in Lakeland, Peter Stone in Riverside, Anne Hill in Metro \
                 City and David Marsh in Tidewater contributed to this report.",
                "AP",
            ),
            (
                "This story was reported by The Associated Press. AP writers Jane Roe in Fairmont, John Doe in Calder \
                 Bay, Mary Major in Northfield, Richard Miles in Eastgate, Harriet Lane in Lakeland and Peter Stone in \
                 Riverside, each of whom was there, wrote it.",
                "AP",
            ),
            (
                "“The ships will sail before the weekend, and nobody on this quay has told us anything else, whatever \
                 the union’s secretary may have said to the crowd that had come to hear him in the rain on Monday, \
                 and I will say so to his face,” he said.”The Associated Press contributed to this report.",
                "AP",
            ),
            (
                "“The ships will sail before the weekend, and nobody on this quay has told us anything else, whatever \
                 the union’s secretary may have said to the crowd that had come to hear him in the rain on Monday, \
                 and I will say so to his face,” he told Reuters, which he said had contributed to this mistake.",
                "",
            ),
            ("As reported by Reuters, the harbour was closed.", ""),
            (
                "Sailors told the Associated Press how much their families contributed.",
                "",
            ),
            ("The minister told Reuters that the harbour was closed.", ""),
        ],
    );
    check(
        byline,
        &[
            ("AFP", "AFP"),
            ("Associated Press", "AP"),
            ("The Associated Press", "AP"),
            ("Afp", "AFP"),
            ("JANE ROE Associated Press", "AP"),
            ("Jane Roe, Associated Press", "AP"),
            ("Reuters Staff", "Reuters"),
            ("Jane Roe", ""),
            ("A, B, C, Associated Press, E", ""),
            ("Jane Roe, photos by AFP", ""),
        ],
    );
}

#[test]
fn outlet_labels() {
    for (label, expected) in [
        ("Reuters", Some("Reuters")),
        ("Associated Press Fact Check", Some("AP")),
        ("Pakistan Observer", None),
    ] {
        assert_eq!(outlet(label), expected, "{label}");
    }
}

/// The agencies a newsroom meets most, by a name that credits use in every form.
const EVERYDAY: &[(&str, &str)] = &[
    ("AP", "AP"),
    ("AP", "The Associated Press"),
    ("AFP", "AFP"),
    ("AFP", "Agence France-Presse"),
    ("Reuters", "Reuters"),
    ("UPI", "UPI"),
    ("UPI", "United Press International"),
    ("PA", "PA"),
    ("PA", "Press Association"),
    ("dpa", "dpa"),
    ("EFE", "EFE"),
    ("ANSA", "ANSA"),
    ("TASS", "TASS"),
    ("Interfax", "Interfax"),
    ("Xinhua", "Xinhua"),
    ("Kyodo", "Kyodo"),
    ("SANA", "SANA"),
    ("SANA", "Syrian Arab News Agency"),
    ("IRNA", "IRNA"),
    ("Anadolu", "Anadolu Agency"),
    ("Yonhap", "Yonhap"),
    ("PTI", "PTI"),
];

const FIRST: &str =
    "The harbour at Calder Bay was closed on Monday after a crane fell across the quay, the ministry said.";
const LAST: &str =
    "The ministry said that the ships would not sail before the weekend, whatever their owners had been told.";

/// What a page with this text says of its agency, and whether that is a part only.
fn of_page(byline: &str, first: &str, last: &str) -> Option<(String, bool)> {
    let text = format!("Harbour closed after crane falls\n\n{byline}\n\n{first}\n\nNobody was hurt.\n\n{last}\n");
    let page = crate::article::read_page(&text);
    let part = page.agency.is_none();
    page.agency.or(page.contributor).map(|claim| (claim.value, part))
}

#[test]
fn every_agency_in_every_form() {
    for &(short, name) in EVERYDAY {
        let check = |form: &str, byline: &str, first: &str, last: &str, part: bool| {
            assert_eq!(
                of_page(byline, first, last),
                Some((short.to_owned(), part)),
                "{form} {name}"
            );
        };
        let bare = name.trim_start_matches("The ");
        check(
            "dateline",
            "Jane Roe",
            &format!("CALDER BAY ({bare}) — {FIRST}"),
            LAST,
            false,
        );
        check(
            "dateline and day",
            "Jane Roe",
            &format!("CALDER BAY, Sept 22 ({bare}) - {FIRST}"),
            LAST,
            false,
        );
        check(
            "slashes",
            "Jane Roe",
            &format!("CALDER BAY, September 22. /{bare}/. {FIRST}"),
            LAST,
            false,
        );
        check("byline", &format!("By {name}"), FIRST, LAST, false);
        check("byline and writer", &format!("By Jane Roe, {name}"), FIRST, LAST, false);
        check("tail", "By Jane Roe", FIRST, &format!("{LAST}\n\n— {name}"), false);
        check(
            "bracketed tail",
            "By Jane Roe",
            FIRST,
            &format!("{LAST}\n\n({name})"),
            false,
        );
        check(
            "source",
            "By Jane Roe",
            FIRST,
            &format!("{LAST}\n\nSource: {name}"),
            false,
        );
        check("closing", "By Jane Roe", FIRST, &format!("{LAST} ({name})"), false);
        check("closing dash", "By Jane Roe", FIRST, &format!("{LAST} — {name}"), false);
        if name != "PA" && name != "SANA" {
            let all = format!("{LAST}\n\nThis story was reported by {name}.");
            check("reported by", "By Jane Roe", FIRST, &all, false);
        }
        // One word of two letters is too common inside a line.
        if name != "PA" && name != "SANA" {
            check(
                "part",
                "By Jane Roe",
                FIRST,
                &format!("{LAST}\n\n{name} contributed to this report."),
                true,
            );
            check(
                "inputs",
                "By Jane Roe",
                FIRST,
                &format!("{LAST}\n\n(With inputs from {name})"),
                true,
            );
        }
    }
}

#[test]
fn what_is_said_of_an_agency_is_no_credit() {
    for (byline, first, last) in [
        (
            "By Jane Roe",
            "The harbour was closed, as reported by Reuters on Monday.",
            LAST,
        ),
        (
            "By Jane Roe",
            "“It is closed,” the harbour master told Reuters.",
            "He told the AP the same.",
        ),
        ("By Jane Roe", FIRST, "The ministry gave no comment, according to AFP."),
        (
            "By Jane Roe",
            FIRST,
            "The report was first published by Xinhua and later taken back.",
        ),
        ("By Jane Roe", FIRST, "SANA said that the quay was safe."),
        (
            "By Jane Roe",
            "The Reuters building in Calder Bay was closed on Monday.",
            LAST,
        ),
        (
            "By Jane Roe",
            "More pupils take Advanced Placement (AP) courses than ever, the board said.",
            LAST,
        ),
        (
            "By Jane Roe",
            "CALDER BAY — Pupils who pass the AP exam are let in, the board said on Monday.",
            LAST,
        ),
        (
            "By Jane Roe",
            "PITTSBURGH, PA - The harbour was closed on Monday, the ministry said.",
            LAST,
        ),
        ("By PA Smith", FIRST, LAST),
        ("By P.A. Harding", FIRST, LAST),
        ("By Zeynep Efe", FIRST, LAST),
        ("By Sana Malik", FIRST, LAST),
        ("By IRNA SUSANTI", FIRST, LAST),
        ("By Jane Roe", FIRST, "Photo: AP"),
        ("By Jane Roe", FIRST, "A crane lies across the quay (Jane Roe/AFP)"),
        (
            "By Jane Roe",
            FIRST,
            "Her PA, Peter Stone, contributed to this report on the crane.",
        ),
        (
            "By Jane Roe",
            FIRST,
            "Interfax and TASS reporters were kept out of the hall on Monday.",
        ),
        ("By Jane Roe", FIRST, "Kyodo, a village of nine houses, was cut off."),
    ] {
        assert_eq!(of_page(byline, first, last), None, "{byline} / {first} / {last}");
    }
}

#[test]
fn all_agencies_of_a_credit() {
    for (credit, expected) in [
        ("CALDER BAY (AFP/PA)", &["AFP", "PA"] as &[&str]),
        ("PHILADELPHIA, PA (AP)", &["AP"]),
        (
            "This report contains material from The Associated Press, Reuters, and Bloomberg News.",
            &["AP", "Reuters", "Bloomberg"],
        ),
        (
            "Jane Roe in Harrisburg, PA, and Reuters contributed. Reuters was first.",
            &["Reuters"],
        ),
        ("By Jane Roe", &[]),
    ] {
        assert_eq!(all(credit), expected, "{credit}");
    }
}
