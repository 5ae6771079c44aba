//! A `.json` file to raw records.
//!
//! Input: a stream of JSON; output: the records of an array, of an object that holds one array of
//! records, a single record, several objects one after another, or JSON Lines after all. Only the
//! outline is read here (strings, brackets), by a counter and no recursion, so depth is harmless; an
//! array is streamed record by record. An object is held (up to the longest record allowed) until it
//! shows whether it is the record or the shell around them, except where a member with a usual name
//! (`articles`, `results`, …) holds objects: that array is streamed at once.

use std::io::{self, Read};

use super::Raw;
use super::gather::{Records, fill};

/// Members that usually hold the records.
const SHELLS: &[&str] = &[
    "articles",
    "records",
    "items",
    "data",
    "results",
    "docs",
    "documents",
    "entries",
    "hits",
    "news",
    "stories",
    "rows",
    "posts",
];

/// Splits a file into records.
pub(super) fn split(reader: Box<dyn Read>, records: &mut Records<'_, '_>) {
    let mut file = Outline {
        reader,
        data: Vec::new(),
        at: 0,
        number: 0,
        gap: None,
        held: Vec::new(),
        raws: Vec::new(),
    };
    if let Err(error) = file.run(records) {
        file.hand_over(records);
        records.broken(file.number.max(1), &error);
    } else {
        file.hand_over(records);
        if records.emitted() == 0 && !records.stopped() {
            records.reject(None, "the file is empty: there is no record in it");
        }
    }
}

/// A value that ended in the middle.
fn cut_off() -> io::Error {
    io::Error::from(io::ErrorKind::UnexpectedEof)
}

struct Outline {
    reader: Box<dyn Read>,
    data: Vec<u8>,
    at: usize,
    /// The number of the record being read.
    number: u64,
    /// What the last `peek` passed over, as one character.
    gap: Option<u8>,
    /// Records cut out and not yet handed over.
    held: Vec<u8>,
    raws: Vec<Raw>,
}

/// Where a value's outline stands.
#[derive(Default)]
struct Depth {
    open: usize,
    string: bool,
    escaped: bool,
}

impl Depth {
    /// Reads on; the length of what belongs to the value once it is closed.
    fn feed(&mut self, bytes: &[u8]) -> Option<usize> {
        let mut at = 0;
        while at < bytes.len() {
            if self.string {
                if self.escaped {
                    self.escaped = false;
                    at += 1;
                    continue;
                }
                at += memchr::memchr2(b'"', b'\\', &bytes[at..])? + 1;
                if bytes[at - 1] == b'\\' {
                    self.escaped = true;
                    continue;
                }
                self.string = false;
            } else {
                match bytes[at] {
                    b'"' => self.string = true,
                    b'{' | b'[' => self.open += 1,
                    b'}' | b']' => self.open = self.open.saturating_sub(1),
                    _ if self.open == 0 => return Some(at),
                    _ => {}
                }
                at += 1;
                if self.string {
                    continue;
                }
            }
            if self.open == 0 {
                return Some(at);
            }
        }
        None
    }
}

impl Outline {
    fn run(&mut self, records: &mut Records<'_, '_>) -> io::Result<()> {
        while let Some(byte) = self.peek()? {
            if records.stopped() {
                return Ok(());
            }
            match byte {
                b'[' => {
                    self.at += 1;
                    self.array(records)?;
                }
                b'{' => {
                    self.number += 1;
                    if self.object(records)? {
                        self.hand_over(records);
                        let rest = self.data.split_off(self.at);
                        let next = self.number + 1;
                        records.lines(&mut *self.reader, rest, next, None);
                        return Ok(());
                    }
                }
                b',' => self.at += 1,
                _ => {
                    self.number += 1;
                    records.reject(
                        Some(self.number),
                        "neither a JSON object nor an array of them starts here",
                    );
                    return self.drain();
                }
            }
        }
        Ok(())
    }

    /// The next byte that is not white space.
    fn peek(&mut self) -> io::Result<Option<u8>> {
        self.gap = None;
        loop {
            while let Some(&byte) = self.data.get(self.at) {
                if !byte.is_ascii_whitespace() {
                    return Ok(Some(byte));
                }
                if byte == b'\n' || self.gap.is_none() {
                    self.gap = Some(byte);
                }
                self.at += 1;
            }
            if !self.more()? {
                return Ok(None);
            }
        }
    }

    /// Reads on, forgetting what is done with; `false` at the end.
    fn more(&mut self) -> io::Result<bool> {
        self.data.drain(..self.at);
        self.at = 0;
        Ok(fill(&mut *self.reader, &mut self.data)? > 0)
    }

    /// Reads to the end, so that damage behind the records is seen.
    fn drain(&mut self) -> io::Result<()> {
        loop {
            self.at = self.data.len();
            if !self.more()? {
                return Ok(());
            }
        }
    }

    /// Appends one value to `into`, or drops it once it is longer than `limit`; its length.
    fn value(&mut self, into: &mut Vec<u8>, limit: usize) -> io::Result<usize> {
        let mut depth = Depth::default();
        let (mut length, start) = (0, into.len());
        loop {
            let rest = &self.data[self.at..];
            let end = depth.feed(rest);
            let taken = end.unwrap_or(rest.len());
            length += taken;
            if length <= limit {
                into.extend_from_slice(&rest[..taken]);
            } else {
                into.truncate(start);
            }
            self.at += taken;
            match end {
                Some(_) => return Ok(length),
                None if !self.more()? => return Err(cut_off()),
                None => {}
            }
        }
    }

    /// Numbers, `true`, `null`: up to the next mark.
    fn word(&mut self, into: &mut Vec<u8>) -> io::Result<()> {
        loop {
            let rest = &self.data[self.at..];
            let end = rest
                .iter()
                .position(|b| b.is_ascii_whitespace() || b",]}[{:\"".contains(b));
            let taken = end.unwrap_or(rest.len());
            into.extend_from_slice(&rest[..taken.min(64)]);
            self.at += taken;
            if end == Some(0) {
                // A mark out of place: it is taken, so that reading goes on.
                into.push(self.data[self.at]);
                self.at += 1;
                return Ok(());
            }
            if end.is_some() || !self.more()? {
                return Ok(());
            }
        }
    }

    /// The elements of an array whose bracket has been read.
    fn array(&mut self, records: &mut Records<'_, '_>) -> io::Result<()> {
        while let Some(byte) = self.peek()? {
            if records.stopped() {
                return Ok(());
            }
            match byte {
                b',' => self.at += 1,
                b']' => {
                    self.at += 1;
                    return Ok(());
                }
                _ => {
                    self.number += 1;
                    self.element(byte, records)?;
                }
            }
        }
        self.number += 1;
        Err(cut_off())
    }

    fn element(&mut self, first: u8, records: &mut Records<'_, '_>) -> io::Result<()> {
        let mut held = std::mem::take(&mut self.held);
        let start = held.len();
        let done = if matches!(first, b'{' | b'[' | b'"') {
            self.value(&mut held, records.limit())
        } else {
            self.word(&mut held).map(|()| 0)
        };
        if done.is_err() {
            held.truncate(start);
        }
        self.held = held;
        let length = done?;
        if length > records.limit() {
            records.reject_long(self.number, length as u64);
        } else {
            self.keep(start, records);
        }
        Ok(())
    }

    /// Counts what `held` has from `start` on as a record.
    fn keep(&mut self, start: usize, records: &mut Records<'_, '_>) {
        self.raws.push(Raw {
            number: self.number,
            start,
            end: self.held.len(),
        });
        if self.held.len() >= records.target() {
            self.hand_over(records);
        }
    }

    fn hand_over(&mut self, records: &mut Records<'_, '_>) {
        records.add(std::mem::take(&mut self.held), std::mem::take(&mut self.raws));
    }

    /// An object at the top: a record, a shell, or the first of many lines (then `true`).
    fn object(&mut self, records: &mut Records<'_, '_>) -> io::Result<bool> {
        let mut object = Vec::new();
        let mut arrays: Vec<(usize, usize)> = Vec::new();
        let mut objects: Vec<(usize, usize)> = Vec::new();
        let mut has_text = false;
        let limit = records.limit();
        object.push(b'{');
        self.at += 1;
        loop {
            let Some(byte) = self.peek()? else {
                return self.unclosed(&object, records);
            };
            // White space between members is kept as one character, line breaks as what they are.
            object.extend(self.gap);
            match byte {
                b'}' => {
                    self.at += 1;
                    object.push(b'}');
                    break;
                }
                b'"' => {}
                _ => {
                    object.push(byte);
                    self.at += 1;
                    continue;
                }
            }
            let start = object.len();
            if self.value(&mut object, limit).is_err() {
                return self.unclosed(&object, records);
            }
            let key = object
                .get(start + 1..object.len().saturating_sub(1))
                .unwrap_or_default()
                .to_vec();
            if key.contains(&b'\n') {
                return self.unclosed(&object, records);
            }
            if self.peek()? != Some(b':') {
                object.extend(self.gap);
                continue;
            }
            self.at += 1;
            object.push(b':');
            has_text |= std::str::from_utf8(&key).is_ok_and(|key| records.is_text(key));
            let start = object.len();
            let Some(first) = self.peek()? else {
                return self.unclosed(&object, records);
            };
            object.extend(self.gap);
            let start = start + usize::from(self.gap.is_some());
            if !matches!(first, b'{' | b'[' | b'"') {
                self.word(&mut object)?;
                continue;
            }
            if first == b'[' && !has_text && SHELLS.iter().any(|s| s.as_bytes() == key) && self.array_of_objects()? {
                self.at += 1;
                self.number = 0;
                self.array(records)?;
                return self.drain().map(|()| false);
            }
            let Ok(length) = self.value(&mut object, limit) else {
                return self.unclosed(&object, records);
            };
            if length > limit || object.len() > limit {
                return self.too_long(object.len().max(length), records);
            }
            match first {
                b'[' if opens_object(&object[start + 1..]) => arrays.push((start, object.len())),
                b'{' => objects.push((start, object.len())),
                // A line break inside a string is no JSON: the line before it is a bad line.
                b'"' if object[start..].contains(&b'\n') => return self.unclosed(&object, records),
                _ => {}
            }
        }
        let inner = match (arrays.as_slice(), objects.as_slice()) {
            _ if has_text => None,
            ([(from, to)], _) | ([], [(from, to)]) => Some((*from, *to)),
            _ => None,
        };
        if let Some((from, to)) = inner.filter(|_| self.number == 1) {
            // Only a shell that is the whole file is one: more objects after it are records.
            if self.peek()?.is_none() {
                let part: Box<dyn Read> = Box::new(io::Cursor::new(object[from..to].to_vec()));
                let outer = std::mem::replace(&mut self.reader, part);
                (self.data, self.at, self.number) = (Vec::new(), 0, 0);
                self.run(records)?;
                self.reader = outer;
                return Ok(false);
            }
        }
        let one_line = !object.contains(&b'\n');
        let start = self.held.len();
        self.held.extend_from_slice(&object);
        self.keep(start, records);
        // JSON Lines with another ending: from here on a bad line costs only itself.
        Ok(one_line && self.number == 1 && self.at_line_end())
    }

    /// Whether only the line's end stands between the object just read and the next line.
    fn at_line_end(&mut self) -> bool {
        let rest = &self.data[self.at..];
        let Some(end) = memchr::memchr(b'\n', rest) else {
            return false;
        };
        if !rest[..end].trim_ascii().is_empty() {
            return false;
        }
        self.at += end + 1;
        true
    }

    /// Whether the array that starts here holds objects.
    fn array_of_objects(&mut self) -> io::Result<bool> {
        loop {
            let rest = &self.data[self.at + 1..];
            if let Some(byte) = rest.iter().find(|b| !b.is_ascii_whitespace()) {
                return Ok(*byte == b'{');
            }
            if !self.more()? {
                return Ok(false);
            }
        }
    }

    /// An object that never closes: if it spans lines it is a bad first line of JSON Lines.
    fn unclosed(&mut self, object: &[u8], records: &mut Records<'_, '_>) -> io::Result<bool> {
        let Some(end) = memchr::memchr(b'\n', object) else {
            return Err(cut_off());
        };
        if !opens_object(&object[end + 1..]) {
            return Err(cut_off());
        }
        let start = self.held.len();
        self.held.extend_from_slice(&object[..end]);
        self.keep(start, records);
        let mut rest = object[end + 1..].to_vec();
        rest.extend_from_slice(&self.data[self.at..]);
        (self.data, self.at) = (rest, 0);
        Ok(true)
    }

    fn too_long(&mut self, bytes: usize, records: &mut Records<'_, '_>) -> io::Result<bool> {
        let limit = records.limit();
        let reason =
            format!("the object is longer than {bytes} bytes; at most {limit} are read (write JSON Lines instead)");
        records.reject(Some(self.number), &reason);
        self.drain().map(|()| false)
    }
}

fn opens_object(bytes: &[u8]) -> bool {
    bytes.iter().find(|b| !b.is_ascii_whitespace()) == Some(&b'{')
}
