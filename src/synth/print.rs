//! Pieces → text, with the places of what was planted.
//!
//! A [`Printer`] appends to one article's text and counts its code points. A [`Change`] is what a copy does to words
//! on their way to the text.

use super::lists::{CUES, DENIALS};
use super::plan::{Base, Kind, PEOPLE, Person, Piece};
use super::random::{Random, key};
use super::words::{Grammar, Lexicon, Tok, figure};
use super::{Params, Part};
use crate::report::planted::{Gold, Quote};

/// What happens to words.
#[derive(Debug, Clone)]
pub(super) enum Change {
    /// Nothing.
    None,
    /// Some are replaced: this many at most, each with this probability.
    Edit {
        left: u32,
        probability: f64,
        random: Random,
    },
    /// Every third to fifth is replaced by its synonym; words until the next one.
    Spin { wait: u32, random: Random },
}

/// Writes one article.
pub(super) struct Printer<'p> {
    pub(super) lexicon: &'p Lexicon,
    pub(super) params: &'p Params,
    pub(super) seed: u64,
    pub(super) text: &'p mut String,
    pub(super) gold: &'p mut Gold,
    pub(super) toks: &'p mut Vec<Tok>,
    pub(super) change: Change,
    /// Straight quotation marks and apostrophes.
    pub(super) straight: bool,
    /// Code points of `text`.
    pub(super) points: u32,
    /// Words that were changed.
    pub(super) changed: u32,
    /// Words printed in another typography than they were said in.
    pub(super) retyped: u32,
}

impl Printer<'_> {
    /// Appends text as it is.
    #[inline]
    pub(super) fn put(&mut self, text: &str) {
        self.text.push_str(text);
        self.points += if text.is_ascii() {
            text.len()
        } else {
            text.chars().count()
        } as u32;
    }

    fn number(&mut self, value: u32) {
        let mut digits = [0_u8; 13];
        let (mut at, mut rest, mut count) = (digits.len(), value, 0);
        loop {
            if count == 3 {
                at -= 1;
                digits[at] = b',';
                count = 0;
            }
            at -= 1;
            digits[at] = b'0' + (rest % 10) as u8;
            (rest, count) = (rest / 10, count + 1);
            if rest == 0 {
                break;
            }
        }
        self.put(std::str::from_utf8(&digits[at..]).unwrap_or_default());
    }

    #[inline]
    fn altered(&mut self, tok: Tok) -> Tok {
        if matches!(self.change, Change::None) {
            return tok;
        }
        let Some((class, id)) = tok.replaceable() else {
            return tok;
        };
        match &mut self.change {
            Change::None => tok,
            Change::Edit {
                left,
                probability,
                random,
            } => {
                if *left == 0 || !random.chance(*probability) {
                    return tok;
                }
                *left -= 1;
                self.changed += 1;
                tok.with(self.lexicon.another(class, id, random))
            }
            Change::Spin { wait, random } => {
                if *wait > 0 {
                    *wait -= 1;
                    return tok;
                }
                *wait = random.within(2, 4);
                self.changed += 1;
                tok.with(id ^ 1)
            }
        }
    }

    /// Prints words with spaces between them; the first with a capital, if asked.
    fn words(&mut self, toks: &[Tok], capital: bool) {
        self.text.reserve(toks.len() * 16);
        let mut first = true;
        for &tok in toks {
            if tok == Tok::Comma {
                self.put(",");
                continue;
            }
            if !first {
                self.text.push(' ');
                self.points += 1;
            }
            match self.altered(tok) {
                Tok::Number(value) => self.number(value),
                Tok::Lit(word) if self.straight && !word.is_ascii() => {
                    self.retyped += 1;
                    for part in word.split_inclusive('’') {
                        match part.strip_suffix('’') {
                            Some(part) => {
                                self.put(part);
                                self.put("'");
                            }
                            None => self.put(part),
                        }
                    }
                }
                tok => {
                    let (word, end) = self.lexicon.word(tok);
                    let from = self.text.len();
                    self.text.push_str(word);
                    if !end.is_empty() {
                        self.text.push_str(end);
                    }
                    // Invented words are ASCII; of the others those with an apostrophe are not.
                    let wide = match tok {
                        Tok::Lit(word) => word.len() - word.chars().count(),
                        _ => 0,
                    };
                    self.points += (self.text.len() - from - wide) as u32;
                    if first && capital {
                        self.text[from..=from].make_ascii_uppercase();
                    }
                }
            }
            first = false;
        }
    }

    /// Prints a sentence without its full stop.
    fn sentence(&mut self, piece: &Piece, people: &[u16], part: Part) {
        let mut toks = std::mem::take(self.toks);
        toks.clear();
        self.grammar(piece.key, people, &mut toks).sentence(piece.words);
        match part {
            Part::Whole => {}
            Part::First(words) => toks.truncate(words as usize),
            Part::After(words) => drop(toks.drain(..words as usize)),
        }
        if toks.first() == Some(&Tok::Comma) {
            toks.remove(0);
        }
        while toks.last() == Some(&Tok::Comma) {
            toks.pop();
        }
        self.words(&toks, true);
        *self.toks = toks;
    }

    fn grammar<'g>(&'g self, key: u64, people: &'g [u16], out: &'g mut Vec<Tok>) -> Grammar<'g> {
        Grammar {
            lexicon: self.lexicon,
            random: Random::new(key),
            people,
            out,
        }
    }

    /// Prints a sentence that belongs to no story: `key` alone decides it.
    pub(super) fn loose(&mut self, key: u64, words: u32) {
        let piece = Piece {
            kind: Kind::Prose,
            words,
            paragraph: false,
            key,
        };
        self.sentence(&piece, &[], Part::Whole);
        self.put(".");
    }

    /// Prints `toks` between marks and notes them as a quotation; `end` stands inside the marks.
    fn quoted(&mut self, toks: &[Tok], end: &str, capital: bool, id: String, speaker: &Person, variant: Option<&str>) {
        let (changed, retyped) = (self.changed, self.retyped);
        // A copy may change words that are quoted; one that spins leaves them alone.
        let change = match &self.change {
            Change::Spin { .. } => Some(std::mem::replace(&mut self.change, Change::None)),
            _ => None,
        };
        self.put(if self.straight { "\"" } else { "“" });
        let start = self.points;
        self.words(toks, capital);
        // "U.S." brings its own full stop.
        if end != "." || toks.last() != Some(&Tok::Lit("U.S.")) {
            self.put(end);
        }
        let stop = self.points;
        self.put(if self.straight { "\"" } else { "”" });
        if let Some(change) = change {
            self.change = change;
        }
        let variant = if self.changed > changed {
            "edited"
        } else {
            match variant {
                Some(variant) => variant,
                None if self.retyped > retyped => "typography",
                None => "identical",
            }
        };
        self.gold.quotes.push(Quote {
            quote: id,
            start,
            end: stop,
            variant: variant.to_owned(),
            speaker: Some(format!("{} {}", speaker.first, self.lexicon.surname(speaker.surname))),
        });
    }

    fn name(&mut self, person: &Person, full: bool) {
        if full {
            self.put(person.first);
            self.put(" ");
        }
        self.put(self.lexicon.surname(person.surname));
    }

    /// The role, with a comma before it.
    fn role(&mut self, person: &Person) {
        self.put(", ");
        let mut parts = person.role.splitn(2, "{}");
        if let Some(before) = parts.next() {
            if self.straight && !before.is_ascii() {
                self.put(&before.replace('’', "'"));
            } else {
                self.put(before);
            }
        }
        if let Some(after) = parts.next() {
            self.put(self.lexicon.place(person.place));
            self.put(after);
        }
    }

    /// Prints one piece of a story, of a sentence a part.
    pub(super) fn piece(&mut self, base: &Base, number: usize, part: Part) {
        let piece = &base.pieces[number];
        match piece.kind {
            Kind::Prose => {
                let mut people = [0; PEOPLE];
                for (name, person) in people.iter_mut().zip(&base.people) {
                    *name = person.surname;
                }
                self.sentence(piece, &people, part);
                self.put(".");
            }
            Kind::Speech { form, who, full } => {
                let first = base.cluster.map_or(0, |c| c.first);
                self.speech(piece, &base.people[who], (form, full), &format!("q{first}.{number}"));
            }
            Kind::Famous(quote) => self.famous(base, piece, quote),
            Kind::Background(number) => {
                let key = key(&[self.seed, 5, block_of(base), number]);
                let words = Random::new(key).within(20, 34);
                self.loose(key, words);
                self.put(" ");
                self.loose(key ^ 1, words);
            }
        }
    }

    fn speech(&mut self, piece: &Piece, who: &Person, (form, full): (u32, bool), id: &str) {
        let mut random = Random::new(piece.key ^ 1);
        let mut toks = std::mem::take(self.toks);
        toks.clear();
        let words = random.within(6, 24);
        let cue = random.one(&CUES);
        let mut grammar = self.grammar(piece.key, &[], &mut toks);
        if form == 9 {
            grammar.label();
        } else {
            grammar.speech(words);
        }
        match form {
            // “…,” said Maria Tolland, the mayor of Fenbury.
            0..=2 => {
                self.quoted(&toks, ",", true, id.to_owned(), who, None);
                if full {
                    self.put(" said ");
                    self.name(who, true);
                    self.role(who);
                } else {
                    self.put(" ");
                    self.name(who, false);
                    self.put(" ");
                    self.put(cue);
                }
                self.put(".");
            }
            // “…,” Tolland said.
            3 | 4 => {
                self.quoted(&toks, ",", true, id.to_owned(), who, None);
                self.put(" ");
                self.name(who, full);
                if full {
                    self.role(who);
                    self.put(",");
                }
                self.put(" ");
                self.put(cue);
                self.put(".");
            }
            // Maria Tolland, the mayor of Fenbury, said: “….”
            5 | 6 => {
                self.name(who, full);
                if full {
                    self.role(who);
                    self.put(",");
                }
                self.put(" said: ");
                self.quoted(&toks, ".", true, id.to_owned(), who, None);
            }
            // “…,” said Maria Tolland, the mayor of Fenbury. “…,” she added.
            7 | 8 => {
                self.quoted(&toks, ",", true, format!("{id}.0"), who, None);
                self.put(" said ");
                self.name(who, full);
                if full {
                    self.role(who);
                }
                self.put(". ");
                toks.clear();
                self.grammar(piece.key ^ 2, &[], &mut toks).speech(words);
                if form == 7 {
                    self.quoted(&toks, ",", true, format!("{id}.1"), who, None);
                    self.put(" ");
                    self.put(who.pronoun);
                    self.put(" added.");
                } else {
                    self.quoted(&toks, ".", true, format!("{id}.1"), who, None);
                }
            }
            // Maria Tolland, the mayor of Fenbury, called the plan “a … without ….”
            _ => {
                self.name(who, full);
                if full {
                    self.role(who);
                    self.put(",");
                }
                self.put(" called the plan ");
                self.quoted(&toks, ".", false, id.to_owned(), who, None);
            }
        }
        *self.toks = toks;
    }

    /// A quotation that other stories carry too, in this story's wording.
    fn famous(&mut self, base: &Base, piece: &Piece, number: u64) {
        let said = key(&[self.seed, 4, block_of(base), number]);
        let mut random = Random::new(piece.key);
        let mut toks = std::mem::take(self.toks);
        toks.clear();
        let words = Random::new(said ^ 1).within(14, 26);
        self.grammar(said, &[], &mut toks).speech(words);
        let drawn = random.unit();
        let params = self.params;
        let mut end = 0.0;
        let mut share = |of: f64| {
            end += of;
            drawn < end
        };
        let how = if share(params.truncated) {
            let keep = toks.len() * (55 + random.below(20) as usize) / 100;
            toks.truncate(keep.max(6));
            while toks.last() == Some(&Tok::Comma) {
                toks.pop();
            }
            Some("truncated")
        } else if share(params.fragment) {
            let length = random.within(5, 8) as usize;
            let from = 2 + random.below((toks.len() - length - 1) as u32) as usize;
            toks.drain(..from);
            toks.truncate(length);
            toks.retain(|&tok| tok != Tok::Comma);
            Some("fragment")
        } else if share(params.altered) {
            alter(&mut toks, self.lexicon, &mut random).then_some("edited")
        } else {
            None
        };
        let other = how.is_none() && random.chance(params.other_speaker);
        let speaker = Person::new(if other { said ^ 3 ^ random.next() } else { said ^ 2 }, self.lexicon);
        let id = format!("Q{}.{number}", block_of(base));
        if how == Some("fragment") {
            self.name(&speaker, true);
            self.role(&speaker);
            self.put(", said the result was ");
            self.quoted(&toks, ".", false, id, &speaker, how);
        } else {
            self.quoted(&toks, ",", true, id, &speaker, how);
            self.put(" said ");
            self.name(&speaker, true);
            self.role(&speaker);
            self.put(".");
        }
        *self.toks = toks;
    }
}

/// Drops a denial, changes a figure or replaces a word; false where none of it can be done.
fn alter(toks: &mut [Tok], lexicon: &Lexicon, random: &mut Random) -> bool {
    let way = random.below(3);
    for tok in toks.iter_mut() {
        match *tok {
            Tok::Lit(word) if way == 0 => {
                if let Some((_, without)) = DENIALS.iter().find(|(with, _)| *with == word) {
                    *tok = Tok::Lit(without);
                    return true;
                }
            }
            Tok::Number(old) if way == 1 => {
                let drawn = figure(random);
                *tok = if drawn == Tok::Number(old) {
                    Tok::Number(old + 1)
                } else {
                    drawn
                };
                return true;
            }
            _ => {}
        }
    }
    let mut words: Vec<&mut Tok> = toks.iter_mut().filter(|tok| tok.replaceable().is_some()).collect();
    if words.is_empty() {
        return false;
    }
    let at = random.below(words.len() as u32) as usize;
    if let Some((class, id)) = words[at].replaceable() {
        *words[at] = words[at].with(lexicon.another(class, id, random));
    }
    true
}

fn block_of(base: &Base) -> u64 {
    base.cluster.map_or(0, |c| c.first) / super::layout::BLOCK
}
