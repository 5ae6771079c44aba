//! Which lines of a page are furniture by their form?
//!
//! Input: one trimmed line; output: its [`Form`], or `None` for anything that may be the article's
//! own words. A form is a closed list of labels ("Share", "Advertisement"), a count ("0 Comments"),
//! a lone web address, a copyright line, a prompt (newsletter, cookies, app), a related-link line,
//! or an age note ("This article is more than 3 years old"). Precision comes first: a sentence of
//! the article must never be taken for furniture, so a long line is furniture only by a phrase that
//! no reporter writes. Cost: one pass over a line of at most [`MAX_BYTES`] bytes.

/// A longer line is a paragraph of the article.
const MAX_BYTES: usize = 420;

/// What sort of furniture a line is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    /// A button, menu entry or section name.
    Label,
    /// A web address alone, or one to go to: "To guardian.ng".
    Address,
    /// A copyright line.
    Copyright,
    /// "X’s website can also be accessed at …".
    Website,
    /// A request to subscribe, sign up, follow, accept cookies.
    Prompt,
    /// A link to another article, or the heading of such links.
    Related,
    /// A note on the page's age or last change.
    Age,
}

/// Sorted by bytes; English, German, French and Spanish.
#[rustfmt::skip]
const LABELS: &[&str] = &[
    "about", "about us", "account", "accueil", "ad", "ad choices", "adchoices", "add a comment", "add comment",
    "add to favorites", "advert", "advertise", "advertise with us", "advertisement", "advertisements", "advertising",
    "all comments", "all rights reserved", "also read", "anzeige", "article continues below",
    "article continues below advertisement", "article continues below this ad", "back to top", "bookmark",
    "breaking news", "buscar", "careers", "click to copy", "click to print", "close", "comentarios", "comment",
    "commentaires", "comments", "comments are closed", "compartir", "contact", "contact us", "continue reading",
    "continue reading below", "continue reading the main story", "cookie policy", "cookie settings", "copy",
    "copy link", "copy url", "download", "drucken", "e-mail", "e-paper", "editor's picks", "editors' picks", "email",
    "email this article", "enlarge this image", "epaper", "facebook", "favorite", "flipboard", "follow", "follow us",
    "follow us on", "font size", "from our partners", "gallery", "get the app", "go to homepage", "google", "google+",
    "home", "homepage", "imprimer", "imprimir", "in case you missed it", "inicio", "instagram",
    "join the conversation", "kommentare", "latest", "latest news", "lea además", "lea también", "leave a comment",
    "leave a reply", "lesen sie auch", "like", "link", "link copied", "linkedin", "lire aussi", "listen",
    "listen to article", "load more", "load more comments", "log in", "login", "main menu", "mehr zum thema", "menu",
    "more", "more from this section", "more headlines", "more news", "more on this", "more on this story",
    "more on this topic", "more stories", "more to explore", "more videos", "most popular", "most read",
    "most viewed", "my account", "navigation", "newsletter", "newsletters", "next", "next article", "next story",
    "no comments", "open menu", "paid content", "paid post", "partager", "photo gallery", "photos", "pinterest",
    "play", "play video", "popular", "popular stories", "post", "post a comment", "post comment", "previous",
    "previous article", "print", "print this article", "print this page", "privacy", "privacy policy", "promoted",
    "promoted content", "publicidad", "publicité", "read also", "read more", "read next", "rechercher", "recommended",
    "recommended for you", "recommended stories", "reddit", "register", "related", "related articles",
    "related content", "related coverage", "related links", "related news", "related posts", "related stories",
    "related story", "related topics", "related video", "related videos", "reply", "report a typo", "reprints", "rss",
    "save", "save article", "save this article", "search", "search this site", "see also", "send", "share",
    "share article", "share on facebook", "share on linkedin", "share on twitter", "share on whatsapp", "share on x",
    "share this", "share this article", "share this page", "share this post", "share this story", "share via email",
    "show comments", "show more", "sign in", "sign up", "site map", "sitemap", "skip", "skip ad",
    "skip advertisement", "skip to content", "skip to main content", "skip to navigation", "skype", "slideshow",
    "social media", "sponsored", "sponsored by", "sponsored content", "sponsored links", "sponsored stories",
    "startseite", "story continued below", "story continues below", "story continues below advertisement",
    "subscribe", "subscribe now", "subscribe today", "suche", "supported by", "tags", "teilen", "telegram",
    "terms of service", "terms of use", "text size", "toggle caption", "toggle navigation", "top news", "top stories",
    "topics", "trending", "trending now", "trending stories", "tweet", "tweet this", "twitter", "viber",
    "view all comments", "view comments", "view gallery", "view more", "watch live", "watch now", "werbung",
    "what's next", "whatsapp", "you may also be interested in", "you may also like", "you may like",
    "you might also like", "youtube", "à lire aussi",
];

/// Names of sections: furniture only above the headline.
#[rustfmt::skip]
const SECTIONS: &[&str] = &[
    "africa", "americas", "analysis", "arts", "asia", "business", "climate", "culture", "economy", "editorial",
    "education", "entertainment", "environment", "europe", "features", "finance", "health", "international", "latest",
    "lifestyle", "live", "local", "magazine", "markets", "middle east", "money", "national", "news", "opinion", "photo",
    "photos", "politics", "press release", "science", "society", "special report", "sport", "sports", "tech",
    "technology", "travel", "uk", "us", "u.s.", "usa", "video", "weather", "world", "world news",
];

/// Beginnings that only furniture has.
#[rustfmt::skip]
const PROMPTS: &[&str] = &[
    "sign up for", "sign up to", "sign up here", "sign up now", "subscribe to", "subscribe now", "subscribe for",
    "get the latest news", "get our free", "get breaking news", "get news from", "get stories", "get the monitor stories",
    "join our", "join us on", "follow us", "like us on", "find us on", "download our", "download the app", "click here",
    "click to", "we use cookies", "this site uses cookies", "this website uses cookies", "our website uses cookies",
    "by signing up", "by continuing to", "by clicking", "by using this site", "by subscribing", "by entering your email",
    "already a subscriber", "already have an account", "not a subscriber", "thank you for signing up",
    "thanks for signing up", "thank you for subscribing", "please enable javascript", "enable javascript",
    "javascript is disabled", "please sign in", "please log in", "log in to", "sign in to", "enter your email",
    "your email address", "manage newsletters", "support our journalism", "become a member", "become a subscriber",
    "want more stories", "don't miss a story", "never miss a story", "create a free account", "accept all cookies",
    "turn on notifications", "listen on apple podcasts", "got a tip?", "have a news tip", "send us a tip", "send letters to",
    "leave a comment", "you must be logged in", "save my name, email", "copy and paste this", "report this ad",
];

/// "READ MORE: …": the line is a link to another article.
#[rustfmt::skip]
const LINKS: &[&str] = &[
    "read more", "read also", "also read", "see also", "related", "related story", "related stories",
    "related article", "related articles", "related coverage", "more", "read", "read next", "more on this story",
    "more on this topic", "recommended", "watch", "watch more", "don't miss", "also on", "next story", "previous story",
    "tags", "topics", "filed under", "follow", "lesen sie auch", "mehr zum thema", "lire aussi", "à lire aussi",
    "lea también", "click for more from", "click for more",
];

/// A line in lower case.
pub(super) fn lower(line: &str) -> String {
    if line.is_ascii() {
        line.to_ascii_lowercase()
    } else {
        line.to_lowercase()
    }
}

/// The form of a trimmed line.
pub(super) fn form(line: &str) -> Option<Form> {
    if line.is_empty() || line.len() > MAX_BYTES {
        return None;
    }
    if is_copyright(line) {
        return Some(Form::Copyright);
    }
    if line.len() <= 80 {
        let lower = lower(line);
        let bare = lower.trim_matches(|c: char| !c.is_alphanumeric() && c != '+');
        if LABELS.binary_search(&bare).is_ok() || is_bar(&lower) || is_count(bare) {
            return Some(Form::Label);
        }
        if is_age(bare) {
            return Some(Form::Age);
        }
        if address(line).is_some() {
            return Some(Form::Address);
        }
    }
    if is_menu(line) {
        return Some(Form::Label);
    }
    let first = line.as_bytes()[0].to_ascii_lowercase();
    let begins = |table: &[&str]| {
        let near = table.iter().filter(|p| p.as_bytes().first() == Some(&first));
        near.into_iter()
            .any(|p| line.get(..p.len()).is_some_and(|h| h.eq_ignore_ascii_case(p)))
    };
    if is_website(line) {
        return Some(Form::Website);
    }
    // A prompt addresses the reader; one that quotes somebody is a sentence of the article.
    let quoted = line.starts_with(['"', '“', '‘', '\'', '«', '„']);
    if !quoted && (begins(PROMPTS) || is_inbox(line)) {
        return Some(Form::Prompt);
    }
    is_link(line).then_some(Form::Related)
}

/// Whether a line above the headline names a section of the site.
pub(super) fn is_section(line: &str) -> bool {
    let lower = line.to_lowercase();
    let crumbs = || lower.split(['>', '»', '|', '›']).map(str::trim);
    SECTIONS.contains(&lower.as_str())
        || line.contains(['>', '»', '|', '›'])
            && crumbs().next().is_some_and(|c| c == "home" || SECTIONS.contains(&c))
            && line.len() <= 80
}

/// A share bar or menu: "Share Tweet Post Email", "Home | News | Sport".
fn is_bar(lower: &str) -> bool {
    let mut parts = 0;
    let all = lower
        .split([' ', '|', '•', '·', '/'])
        .filter(|p| !p.is_empty())
        .all(|part| {
            parts += 1;
            LABELS.binary_search(&part).is_ok() || part == "this" || part == "article"
        });
    all && parts >= 2
}

/// A menu whose words no table knows: four or more short parts between bars or bullets.
fn is_menu(line: &str) -> bool {
    let parts = || line.split(['|', '•', '·']).map(str::trim);
    line.len() <= 200
        && parts().count() >= 4
        && parts().all(|part| !part.is_empty() && part.len() <= 28 && !part.ends_with(['.', '?', '!', '"', '”']))
}

/// "0 Comments", "Comments (12)", "1.2k shares", "5 min read", "Slideshow (9 images)", "next Image 1 of 5".
fn is_count(lower: &str) -> bool {
    const COUNTED: &[&str] = &[
        "comment",
        "comments",
        "share",
        "shares",
        "like",
        "likes",
        "view",
        "views",
        "reads",
        "min read",
        "minute read",
        "minutes read",
        "mins read",
        "images",
        "photos",
        "replies",
        "retweets",
        "votes",
        "kommentare",
        "commentaires",
        "comentarios",
        "slideshow",
        "next image of",
        "prev image of",
        "of",
        "image of",
        "listen to article",
    ];
    if !lower.bytes().any(|b| b.is_ascii_digit()) {
        return false;
    }
    let words: Vec<&str> = lower
        .split(|c: char| c.is_whitespace() || "()[]:".contains(c))
        .filter(|w| {
            !w.is_empty()
                && !w
                    .trim_end_matches(['k', 'm'])
                    .bytes()
                    .all(|b| b.is_ascii_digit() || b == b'.' || b == b',')
        })
        .collect();
    let words = words.join(" ");
    COUNTED.contains(&words.as_str()) || words == "slideshow images"
}

/// "9 years ago", "This article is more than 3 years old", "Updated at 7:05 p.m. ET".
fn is_age(lower: &str) -> bool {
    let digit = lower.starts_with(|c: char| c.is_ascii_digit());
    digit && lower.ends_with(" ago") && lower.len() < 20
        || lower.starts_with("this article is more than ") && lower.ends_with(" old")
        || (lower.starts_with("updated at ") || lower.starts_with("last updated ")) && lower.len() < 40
}

/// The host of a line that is a web address alone or one to go to ("To guardian.ng", "Visit …").
pub(super) fn address(line: &str) -> Option<&str> {
    let mut words = line.split_whitespace();
    let first = words.next()?;
    let word = match words.next() {
        None => first,
        Some(second) => {
            let leads = ["to", "visit", "goto", "source:", "website:", "web:", "at"];
            if words.next().is_some() || !leads.iter().any(|l| first.eq_ignore_ascii_case(l)) {
                return None;
            }
            second
        }
    };
    host(word)
}

/// The host of a web address: `https://www.presstv.co.uk/x` gives `presstv.co.uk`.
pub(super) fn host(url: &str) -> Option<&str> {
    let url = url.trim().trim_end_matches(['.', ',']);
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    let rest = rest.strip_prefix("//").unwrap_or(rest);
    let end = rest.find(['/', '?', '#', ':']).unwrap_or(rest.len());
    let host = &rest[..end];
    let host = host
        .strip_prefix("www.")
        .or_else(|| host.strip_prefix("WWW."))
        .unwrap_or(host);
    let (_, top) = host.rsplit_once('.')?;
    let label = |l: &str| !l.is_empty() && l.chars().all(|c| c.is_alphanumeric() || c == '-');
    let known_top = (2..=12).contains(&top.len()) && top.bytes().all(|b| b.is_ascii_lowercase());
    // "U.S." and "3.5" have dots too.
    (known_top && host.len() >= 4 && host.split('.').all(label) && host.split('.').next().is_some_and(|l| l.len() > 1))
        .then_some(host)
}

/// "Press TV’s website can also be accessed at the following alternate addresses:".
fn is_website(line: &str) -> bool {
    if line.len() > 200 || !line.contains("site") {
        return false;
    }
    let lower = line.to_lowercase();
    let site = lower.contains("website") || lower.contains("web site") || lower.contains("our site");
    let leads = [
        "can also be accessed",
        "alternate address",
        "alternative address",
        "following address",
        "also available at",
    ];
    site && leads.iter().any(|l| lower.contains(l))
        || line.len() <= 90
            && website_owner(line).is_some()
            && (lower.starts_with("visit ") || lower.starts_with("go to "))
}

/// Whose website a line speaks of: "Press TV’s website …" gives "Press TV".
pub(super) fn website_owner(line: &str) -> Option<&str> {
    let at = ["’s website", "'s website", "’s web site", "'s web site"]
        .iter()
        .find_map(|w| line.find(w))?;
    let start = ["Visit ", "visit ", "Go to ", "go to "]
        .iter()
        .find_map(|v| line[..at].strip_prefix(v))
        .unwrap_or(&line[..at]);
    let name = start.strip_prefix("the ").unwrap_or(start).trim();
    is_name(name).then_some(name)
}

/// Whether words can be the name of an outlet: at most six, each with a capital or a figure, or a connector.
pub(super) fn is_name(name: &str) -> bool {
    let connector = |w: &str| {
        matches!(
            w,
            "of" | "the" | "and" | "&" | "for" | "de" | "la" | "le" | "del" | "der" | "die" | "-" | "–"
        )
    };
    !name.is_empty()
        && name.len() <= 60
        && name.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit() || c == 'i')
        && name.split(' ').count() <= 6
        && name
            .split(' ')
            .all(|w| w.starts_with(|c: char| !c.is_lowercase() || c == 'i') || connector(w) || host(w).is_some())
}

fn is_copyright(line: &str) -> bool {
    let reserved = line.len() < 120 && (line.contains("ights reserved") || line.contains("RIGHTS RESERVED"));
    if !reserved && !line.starts_with(['©', '(', 'c', 'C']) {
        return false;
    }
    let lower = |n: usize| line.get(..n).map(str::to_ascii_lowercase);
    let marked = line.starts_with('©') || line.starts_with("(©");
    let worded = lower(9).is_some_and(|h| h == "copyright") || lower(10).is_some_and(|h| h == "(copyright");
    let short_mark = lower(3).is_some_and(|h| h == "(c)");
    // "Copyright law was changed on Monday" is news: the line must carry the sign, a year or the reserve.
    let proof = || {
        line.contains('©')
            || line.contains("(c)")
            || line.contains("ights reserved")
            || line
                .get(..40.min(line.len()))
                .is_some_and(|h| years(h) && !h.contains(". "))
    };
    marked || (worded || short_mark) && proof() || reserved && line.to_lowercase().contains("all rights reserved")
}

fn years(text: &str) -> bool {
    text.split(|c: char| !c.is_ascii_digit())
        .any(|run| run.len() == 4 && (run.starts_with("19") || run.starts_with("20")))
}

/// Who holds the copyright a line claims: "© 2016 Harbour Courier" gives "Harbour Courier".
pub(super) fn copyright_holder(line: &str) -> Option<&str> {
    let mut rest = line;
    loop {
        let before = rest.len();
        rest = rest.trim_start_matches(|c: char| c.is_whitespace() || c == '©' || ",-–:".contains(c));
        if let Some(head) = rest.get(..9)
            && head.eq_ignore_ascii_case("copyright")
        {
            rest = &rest[9..];
        }
        for lead in ["(c)", "(C)", "(", "by ", "By ", "BY "] {
            rest = rest.strip_prefix(lead).unwrap_or(rest);
        }
        if rest.len() >= 4 && rest.is_char_boundary(4) && years(&rest[..4]) {
            rest = &rest[4..];
        }
        if rest.len() == before {
            break;
        }
    }
    let lower = rest.to_ascii_lowercase();
    let ends = [
        ". ",
        ", llc",
        ", inc",
        ", ltd",
        " all rights",
        " ltd",
        " inc.",
        " llc",
        " limited",
        "®",
        " 19",
        " 20",
        ", 19",
        ", 20",
        "|",
        " – ",
        " - ",
        ")",
    ];
    let end = ends.iter().filter_map(|e| lower.find(e)).min().unwrap_or(rest.len());
    let name = rest.get(..end)?.trim_end_matches(['.', ',', ' ']);
    is_name(name).then_some(name)
}

/// "Want the news in your inbox every day?", "… delivered to your inbox", "our newsletter".
fn is_inbox(line: &str) -> bool {
    let marks = ["inbox", "INBOX", "ewsletter", "NEWSLETTER"];
    if line.len() > 220 || !marks.iter().any(|w| line.contains(w)) {
        return false;
    }
    let lower = line.to_lowercase();
    lower.contains("your inbox")
        || lower.contains("our newsletter")
        || lower.contains("our free newsletter")
        || lower.contains("daily newsletter") && lower.contains("sign up")
}

/// "Read more: …", "More in Business: Corn futures slip", "More from the Courier: …".
fn is_link(line: &str) -> bool {
    if line.len() > 250 {
        return false;
    }
    let colon = line.bytes().take(41).position(|b| b == b':');
    if let Some((head, rest)) = colon.and_then(|at| Some((line.get(..at)?, line.get(at + 1..)?))) {
        let head = head.to_lowercase();
        let leads = ["more in ", "more from ", "more on ", "also in ", "read more on "];
        // "More from the minister's statement:" opens a quotation, and names nothing itself.
        return !rest.trim().is_empty() && leads.iter().any(|l| head.starts_with(l)) || LINKS.contains(&head.trim());
    }
    line.get(..19)
        .is_some_and(|h| h.eq_ignore_ascii_case("click for more from"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(line: &str, expected: Option<Form>) {
        assert_eq!(form(line), expected, "form of {line:?}");
    }

    #[test]
    fn tables_are_sorted_for_the_search() {
        let mut sorted = LABELS.to_vec();
        sorted.sort_unstable();
        sorted.dedup();
        assert_eq!(sorted, LABELS, "{sorted:?}");
    }

    #[test]
    fn furniture() {
        for line in [
            "Share",
            "SHARE THIS ARTICLE",
            "Advertisement:",
            "Share Tweet Post Email",
            "0 Comments",
            "Comments (12)",
            "5 min read",
            "Slideshow (9 images)",
            "Related Stories",
            "1.2k shares",
            "next Image 1 of 5",
            "[Advertisement]",
        ] {
            check(line, Some(Form::Label));
        }
        check("To guardian.ng", Some(Form::Address));
        check("www.harbour-courier.co.uk", Some(Form::Address));
        check("© 2016 Harbour Courier", Some(Form::Copyright));
        check(
            "Copyright 2018 The Associated Press. All rights reserved.",
            Some(Form::Copyright),
        );
        check(
            "Harbour TV’s website can also be accessed at the following alternate addresses:",
            Some(Form::Website),
        );
        check(
            "Sign up for our daily briefing and never miss a tide.",
            Some(Form::Prompt),
        );
        check("We use cookies to improve your visit.", Some(Form::Prompt));
        check("READ MORE: Corn futures slip", Some(Form::Related));
        check("More in Business: Corn futures slip | The list", Some(Form::Related));
        check("This article is more than 3 years old", Some(Form::Age));
        check("9 years ago", Some(Form::Age));
    }

    #[test]
    fn menus_are_labels() {
        check(
            "Quayside Observer | Home | News | Tides | Letters | Join",
            Some(Form::Label),
        );
        check(
            "Wind: north | Sea: rough | Ferry: cancelled until further notice today | Tide: 6.12",
            None,
        );
        check("The vote was 12-4 | the mayor abstained.", None);
    }

    #[test]
    fn sentences_are_not_furniture() {
        for line in [
            "Share prices fell on Monday.",
            "Copyright law was changed on Monday after a long debate.",
            "To London went the minister.",
            "The U.S.",
            "“Subscribe to nothing,” he said.",
            "3 dead",
            "12 comments were struck from the record.",
            "More than 40 people died: that is the toll so far.",
            "Follow the money",
            "He reads from the news agency’s website.",
            "Advertisement revenue fell.",
            "More from the harbour master's statement:",
            "Kerry to Lavrov: Russia must stop strikes",
        ] {
            check(line, None);
        }
    }

    #[test]
    fn names_in_furniture() {
        for (line, expected) in [
            ("© 2016 Harbour Courier", Some("Harbour Courier")),
            ("© 2016 Tidewater Post. Nothing may be reused.", Some("Tidewater Post")),
            (
                "Copyright © 2018 The Harbour Times, LLC. Click here.",
                Some("The Harbour Times"),
            ),
            ("(c) Harbour Courier 2016", Some("Harbour Courier")),
            (
                "Copyright 2016 by Harbour Courier Ltd. All rights reserved.",
                Some("Harbour Courier"),
            ),
            ("© 2016", None),
            ("© all rights reserved", None),
        ] {
            assert_eq!(copyright_holder(line), expected, "{line}");
        }
        assert_eq!(
            website_owner("Harbour TV’s website can also be reached"),
            Some("Harbour TV")
        );
        assert_eq!(website_owner("he said on the ministry’s website"), None);
        assert_eq!(host("https://www.presstv.co.uk/x?y"), Some("presstv.co.uk"));
        assert_eq!(host("3.5"), None);
        assert_eq!(address("To guardian.ng"), Some("guardian.ng"));
    }
}
