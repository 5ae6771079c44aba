//! The news agencies of the world, by the names that credit lines use.
//!
//! A table and two look-ups: [`named`] for a string that is a name and nothing else, [`find`] for a
//! name inside a line. To add an agency, add a row.

use std::sync::LazyLock;

use crate::text::Span;

/// One agency: its short name, and every name it is credited by, the clearest first.
///
/// A name written with a leading `=` is too common as a word or initialism ("PA", "AA") to be
/// looked for inside a line; it counts only where it stands alone.
type Agency = (&'static str, &'static [&'static str]);

#[rustfmt::skip]
const AGENCIES: &[Agency] = &[
    ("AP", &["Associated Press", "AP", "=A.P.", "=Ap"]),
    ("AFP", &["Agence France-Presse", "Agence France Presse", "AFP", "=Afp"]),
    ("Reuters", &["Thomson Reuters", "Thomson/Reuters", "Reuters", "REUTERS"]),
    ("UPI", &["United Press International", "UPI"]),
    ("PA", &["Press Association", "PA Media", "PA news agency", "=PA"]),
    ("dpa", &["Deutsche Presse-Agentur", "dpa", "DPA"]),
    ("EFE", &["Agencia EFE", "Agencia Efe", "EFE", "=Efe"]),
    ("ANSA", &["ANSA"]),
    ("AGI", &["Agenzia Italia", "=AGI"]),
    ("Adnkronos", &["Adnkronos", "AdnKronos"]),
    ("TASS", &["ITAR-TASS", "Itar-Tass", "TASS", "=Tass"]),
    ("RIA Novosti", &["RIA Novosti", "RIA NOVOSTI", "=RIA"]),
    ("Sputnik", &["=Sputnik", "=SPUTNIK"]),
    ("Interfax", &["Interfax-Ukraine", "Interfax", "INTERFAX"]),
    ("Ukrinform", &["Ukrinform"]),
    ("BelTA", &["BelTA", "BELTA"]),
    ("Xinhua", &["Xinhua News Agency", "Xinhua", "XINHUA"]),
    ("China News Service", &["China News Service"]),
    ("CNA (Taiwan)", &["Central News Agency"]),
    ("Kyodo", &["Kyodo News", "Kyodo", "KYODO"]),
    ("Jiji", &["Jiji Press", "=Jiji", "=JIJI"]),
    ("Yonhap", &["Yonhap News Agency", "Yonhap", "YONHAP"]),
    ("KCNA", &["Korean Central News Agency", "KCNA"]),
    ("SANA", &["Syrian Arab News Agency", "=SANA"]),
    ("IRNA", &["Islamic Republic News Agency", "IRNA"]),
    ("ISNA", &["Iranian Students News Agency", "Iranian Students’ News Agency", "ISNA"]),
    ("Fars", &["Fars News Agency", "=Fars", "=FNA"]),
    ("Tasnim", &["Tasnim News Agency", "=Tasnim"]),
    ("Mehr", &["Mehr News Agency", "=MNA"]),
    ("Anadolu", &["Anadolu Agency", "Anadolu Ajansı", "Anadolu", "=AA"]),
    ("DHA", &["Demirören News Agency", "Doğan News Agency", "=DHA"]),
    ("WAFA", &["Palestinian News Agency", "=WAFA"]),
    ("Petra", &["Jordan News Agency", "=Petra"]),
    ("NNA", &["=NNA"]),
    ("MENA", &["Middle East News Agency", "=MENA"]),
    ("SPA", &["Saudi Press Agency", "=SPA"]),
    ("WAM", &["Emirates News Agency", "=WAM"]),
    ("KUNA", &["Kuwait News Agency", "KUNA"]),
    ("QNA", &["Qatar News Agency", "=QNA"]),
    ("INA", &["Iraqi News Agency", "=INA"]),
    ("APS", &["Algérie Presse Service", "Algeria Press Service"]),
    ("MAP", &["Maghreb Arabe Presse", "=MAP"]),
    ("TAP", &["Tunis Afrique Presse", "=TAP"]),
    ("NAN", &["News Agency of Nigeria", "=NAN"]),
    ("PANA", &["Panapress", "=PANA"]),
    ("APA", &["Austria Press Agency", "Austria Presse Agentur", "=APA"]),
    ("ATS", &["Keystone-ATS", "Keystone-SDA", "=ATS", "=SDA"]),
    ("Belga", &["Belga News Agency", "=Belga", "=BELGA"]),
    ("ANP", &["Algemeen Nederlands Persbureau", "=ANP"]),
    ("NTB", &["Norsk Telegrambyrå", "=NTB"]),
    ("TT", &["Tidningarnas Telegrambyrå", "=TT"]),
    ("Ritzau", &["Ritzau", "=ritzau"]),
    ("STT", &["Suomen Tietotoimisto", "=STT"]),
    ("BNS", &["Baltic News Service", "=BNS"]),
    ("PAP", &["Polska Agencja Prasowa", "Polish Press Agency", "=PAP"]),
    ("ČTK", &["Czech News Agency", "ČTK", "=CTK"]),
    ("MTI", &["Magyar Távirati Iroda", "=MTI"]),
    ("HINA", &["=HINA", "=Hina"]),
    ("Tanjug", &["Tanjug", "TANJUG"]),
    ("epd", &["Evangelischer Pressedienst", "=epd"]),
    ("KNA", &["Katholische Nachrichten-Agentur", "=KNA"]),
    ("SID", &["Sport-Informations-Dienst", "=SID"]),
    ("Europa Press", &["Europa Press", "EUROPA PRESS"]),
    ("Lusa", &["Agência Lusa", "=Lusa", "=LUSA"]),
    ("Agência Brasil", &["Agência Brasil"]),
    ("Télam", &["Télam", "=Telam"]),
    ("Notimex", &["Notimex", "NOTIMEX"]),
    ("Prensa Latina", &["Prensa Latina"]),
    ("PTI", &["Press Trust of India", "PTI"]),
    ("ANI", &["Asian News International", "=ANI"]),
    ("IANS", &["Indo-Asian News Service", "IANS"]),
    ("UNI", &["United News of India", "=UNI"]),
    ("APP", &["Associated Press of Pakistan", "=APP"]),
    ("UNB", &["United News of Bangladesh", "=UNB"]),
    ("BSS", &["Bangladesh Sangbad Sangstha", "=BSS"]),
    ("Bernama", &["Bernama", "BERNAMA"]),
    ("Antara", &["Antara News", "=Antara", "=ANTARA"]),
    ("PNA", &["Philippine News Agency", "=PNA"]),
    ("VNA", &["Vietnam News Agency", "=VNA"]),
    ("AAP", &["Australian Associated Press", "=AAP"]),
    ("Canadian Press", &["The Canadian Press", "Canadian Press", "La Presse Canadienne", "=CP"]),
    ("Tribune News Service", &["Tribune News Services", "Tribune News Service", "Tribune Content Agency", "=TNS"]),
    ("States News Service", &["States News Service"]),
    ("CNN Wire", &["CNN Wire", "CNN Newsource"]),
    ("Bloomberg", &["Bloomberg News"]),
    ("NYT News Service", &["New York Times News Service"]),
];

/// The agency that `name` names and nothing else, with or without "The" and "news agency".
pub(super) fn named(name: &str) -> Option<&'static str> {
    if name.len() < 2 || name.len() > 40 {
        return None;
    }
    let name = name
        .strip_prefix("The ")
        .or_else(|| name.strip_prefix("the "))
        .unwrap_or(name);
    let short = name
        .strip_suffix(" news agency")
        .or_else(|| name.strip_suffix(" News Agency"))
        .unwrap_or(name);
    let fits = |wanted: &str| {
        wanted == name
            || wanted == short
            || wanted.len() >= 6 && (wanted.eq_ignore_ascii_case(name) || wanted.eq_ignore_ascii_case(short))
    };
    let near = ALONE.get(usize::from(name.bytes().next()?.to_ascii_lowercase()))?;
    near.iter().find(|(wanted, _)| fits(wanted)).map(|&(_, short)| short)
}

/// Names with their agency, by first byte.
type Index = Vec<Vec<(&'static str, &'static str)>>;

/// Every name without "=" and "The", by its first byte in lower case.
static ALONE: LazyLock<Index> = LazyLock::new(|| {
    let bare = |name: &'static str| {
        let name = name.trim_start_matches('=');
        name.strip_prefix("The ").unwrap_or(name)
    };
    index(|name| Some(bare(name)), |byte| byte.to_ascii_lowercase())
});

/// The names that may be looked for inside a line, by their first byte.
static INSIDE: LazyLock<Index> = LazyLock::new(|| index(|name| (!name.starts_with('=')).then_some(name), |byte| byte));

fn index(take: impl Fn(&'static str) -> Option<&'static str>, row: impl Fn(u8) -> u8) -> Index {
    let mut table = vec![Vec::new(); 256];
    for &(short, names) in AGENCIES {
        for name in names.iter().filter_map(|name| take(name)) {
            if let Some(row) = name.bytes().next().and_then(|b| table.get_mut(usize::from(row(b)))) {
                row.push((name, short));
            }
        }
    }
    table
}

/// The first agency name inside a line, as a whole word, with where it stands.
pub(super) fn find(line: &str) -> Option<(&'static str, Span)> {
    let mut before = ' ';
    for (at, first) in line.char_indices() {
        let starts = !before.is_alphanumeric() && !"-@/#_.".contains(before);
        before = first;
        // Only "dpa" is written small.
        if !starts || !(first.is_uppercase() || first == 'd') {
            continue;
        }
        let byte = line.as_bytes()[at];
        let mut best: Option<(&'static str, Span)> = None;
        let near = INSIDE.get(usize::from(byte)).map(Vec::as_slice).unwrap_or_default();
        for &(name, short) in near.iter().filter(|(name, _)| line[at..].starts_with(name)) {
            let end = at + name.len();
            let whole = line[end..]
                .chars()
                .next()
                .is_none_or(|c| !c.is_alphanumeric() && !"-_@".contains(c));
            // "Associated Press of Pakistan" stands where "Associated Press" does, and is longer.
            if whole && best.is_none_or(|(_, b)| name.len() > b.len()) {
                best = Some((short, Span::new(at, end)));
            }
        }
        if best.is_some() {
            return best;
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_leads_to_its_agency() {
        for &(short, names) in AGENCIES {
            for name in names {
                assert_eq!(named(name.trim_start_matches('=')), Some(short), "{name}");
            }
        }
    }

    #[test]
    fn names_inside_lines() {
        for (line, expected) in [
            ("Associated Press of Pakistan contributed", Some("APP")),
            ("Australian Associated Press contributed", Some("AAP")),
            ("AP-NORC Center", None),
            ("follow @AP", None),
            ("a PA official", None),
            ("NAPAPIJRI", None),
        ] {
            assert_eq!(find(line).map(|f| f.0), expected, "{line}");
        }
    }
}
