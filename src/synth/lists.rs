//! Words that are not invented: what holds sentences together, and the forms of news.
//!
//! All lists are part of the format: a change here changes every dump (see [`super::VERSION`]).

/// Words that may stand for "the" before a noun.
pub(super) const DETERMINERS: [&str; 10] = [
    "its", "their", "this", "every", "another", "some", "any", "that", "each", "no",
];

/// Before a phrase.
pub(super) const PREPOSITIONS: [&str; 24] = [
    "in", "of", "to", "for", "on", "with", "at", "by", "from", "about", "after", "over", "under", "between", "against",
    "during", "without", "before", "near", "through", "across", "since", "beyond", "into",
];

/// Between clauses.
pub(super) const CONJUNCTIONS: [&str; 10] = [
    "and", "but", "while", "as", "after", "because", "although", "so", "before", "and",
];

/// What a sentence may open with.
pub(super) const OPENERS: [&[&str]; 22] = [
    &["But"],
    &["And"],
    &["Still"],
    &["Meanwhile"],
    &["On", "Monday"],
    &["On", "Tuesday"],
    &["On", "Wednesday"],
    &["On", "Thursday"],
    &["On", "Friday"],
    &["Last", "year"],
    &["Last", "week"],
    &["By", "Saturday"],
    &["In", "January"],
    &["In", "June"],
    &["In", "October"],
    &["Earlier", "this", "month"],
    &["For", "years"],
    &["At", "first"],
    &["So", "far"],
    &["Two", "weeks", "later"],
    &["Since", "then"],
    &["In", "the", "meantime"],
];

/// Who says something about himself, and a word that wants a verb.
pub(super) const QUOTE_OPENERS: [[&str; 2]; 18] = [
    ["We", "don’t"],
    ["We", "will"],
    ["They", "can’t"],
    ["I", "won’t"],
    ["I", "didn’t"],
    ["You", "cannot"],
    ["We", "must"],
    ["Nobody", "should"],
    ["They", "never"],
    ["We", "can"],
    ["People", "didn’t"],
    ["I", "would"],
    ["We", "haven’t"],
    ["It", "doesn’t"],
    ["Families", "cannot"],
    ["You", "don’t"],
    ["We", "won’t"],
    ["They", "will"],
];

/// A denial and what is left of it when the denial is dropped.
pub(super) const DENIALS: [(&str, &str); 8] = [
    ("don’t", "do"),
    ("can’t", "can"),
    ("won’t", "will"),
    ("didn’t", "did"),
    ("cannot", "can"),
    ("haven’t", "have"),
    ("doesn’t", "does"),
    ("never", "always"),
];

/// First names, women's.
pub(super) const WOMEN: [&str; 40] = [
    "Maria", "Anne", "Ruth", "Helen", "Denise", "Claire", "Rosalind", "Joan", "Susan", "Linda", "Karen", "Carol",
    "Sandra", "Sharon", "Laura", "Amy", "Angela", "Emma", "Julia", "Hannah", "Rachel", "Alice", "Diana", "Teresa",
    "Sara", "Janet", "Judith", "Martha", "Gloria", "Irene", "Elena", "Nadia", "Priya", "Fatima", "Ingrid", "Sofia",
    "Beatrice", "Miriam", "Olga", "Lucia",
];

/// First names, men's.
pub(super) const MEN: [&str; 40] = [
    "Walter", "Peter", "James", "Robert", "Michael", "David", "Thomas", "Daniel", "Paul", "Mark", "George", "Kenneth",
    "Steven", "Edward", "Brian", "Kevin", "Jason", "Gary", "Eric", "Stephen", "Larry", "Scott", "Frank", "Raymond",
    "Patrick", "Jack", "Dennis", "Henry", "Arthur", "Carl", "Ahmed", "Ivan", "Luis", "Pedro", "Rajesh", "Omar",
    "Viktor", "Anton", "Hugo", "Samuel",
];

/// What people are; `{}` is a place.
pub(super) const ROLES: [&str; 24] = [
    "the mayor of {}",
    "a spokesperson for the {} harbour authority",
    "the union’s president",
    "who runs a bakery in {}",
    "a nurse at the {} hospital",
    "the chief executive of {} Water",
    "the county sheriff",
    "a professor of economics at {} University",
    "the district attorney",
    "a senator from {}",
    "the party’s leader",
    "head of the {} chamber of commerce",
    "the company’s finance director",
    "a teacher in {}",
    "the fire chief",
    "a lawyer for the families",
    "the team’s head coach",
    "an analyst at {} Capital",
    "the foreign minister",
    "a resident of {}",
    "the school board’s chairman",
    "director of the {} museum",
    "a farmer near {}",
    "the {} police commissioner",
];

/// Beginnings and ends of places.
pub(super) const PLACE_HEADS: [&str; 36] = [
    "Fen", "Hal", "Cor", "Lark", "Bright", "North", "East", "Calder", "Ash", "Brom", "Thorn", "Wick", "Elm", "Stan",
    "Mar", "Kel", "Dun", "Wel", "Har", "Gren", "Black", "Red", "Oak", "Raven", "Silver", "Stone", "Wood", "Ald", "Bex",
    "Cran", "Den", "Ever", "Fair", "Glen", "Hol", "Ing",
];

/// See [`PLACE_HEADS`].
pub(super) const PLACE_TAILS: [&str; 24] = [
    "bury", "ham", "ton", "field", "ford", "dale", "mouth", "wick", "port", "haven", "stead", "bridge", "worth",
    "combe", "ridge", "brook", "hurst", "more", "gate", "well", "wood", "holm", "stow", "by",
];

/// Names of papers, after the place.
pub(super) const PAPERS: [&str; 16] = [
    "Herald",
    "Tribune",
    "Gazette",
    "Courier",
    "Sentinel",
    "Ledger",
    "Dispatch",
    "Times",
    "Post",
    "Chronicle",
    "Beacon",
    "Observer",
    "Standard",
    "Mercury",
    "Journal",
    "Examiner",
];

/// Agencies as a credit names them: half real forms, half invented names.
pub(super) const AGENCIES: [&str; 8] = [
    "AP",
    "Reuters",
    "AFP",
    "UPI",
    "AP",
    "Reuters",
    "Nordwire",
    "Meridian Press",
];

/// How a line of page furniture opens; `{}` is the paper.
pub(super) const FURNITURE: [&str; 10] = [
    "Sign up for the {} newsletter:",
    "Follow the {} for more:",
    "More from the {}:",
    "Support the {} today:",
    "Read the {} app edition:",
    "Contact the {} newsroom:",
    "This report first appeared in the {}:",
    "Subscribe to the {} now:",
    "Listen to the {} podcast:",
    "Comments on the {} site:",
];

/// Cue verbs after a quotation.
pub(super) const CUES: [&str; 10] = [
    "said",
    "said",
    "said",
    "said",
    "said",
    "told reporters",
    "added",
    "warned",
    "insisted",
    "told a news conference",
];
