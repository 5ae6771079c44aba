//! Bytes of one file to raw records, gathered into batches.
//!
//! Input: bytes of text files and JSON Lines, or records that [`json_file`](super::json_file) cut out; output: parts of
//! a [`Batch`], which is handed on when it is full. Cost: one copy of the bytes.

use std::cell::Cell;
use std::io::{self, Read};
use std::ops::ControlFlow;
use std::rc::Rc;
use std::sync::Arc;

use super::fields::Node;
use super::{Batch, FieldMap, Origin, Part, Raw, Rejected, Settings};

/// Bytes asked for at a time.
const CHUNK: usize = 256 << 10;

/// Gathers parts into batches.
pub(super) struct Sink<'e> {
    batch: Batch,
    held: usize,
    limit: usize,
    target: usize,
    reported: u64,
    count: Rc<Cell<u64>>,
    each: &'e mut dyn FnMut(Batch) -> ControlFlow<()>,
    stopped: bool,
}

impl<'e> Sink<'e> {
    /// `count` is the number of bytes taken from disk.
    pub(super) fn new(
        settings: &Settings,
        count: Rc<Cell<u64>>,
        each: &'e mut dyn FnMut(Batch) -> ControlFlow<()>,
    ) -> Self {
        Self {
            batch: Batch::default(),
            held: 0,
            // Spans count in 32 bits.
            limit: settings.max_record_bytes.min(i32::MAX as usize),
            target: settings.batch_bytes.max(1),
            reported: 0,
            count,
            each,
            stopped: false,
        }
    }

    /// Whether nobody wants more.
    pub(super) fn stopped(&self) -> bool {
        self.stopped
    }

    fn add(&mut self, part: Part) {
        self.held += part.data.len() + 256;
        self.batch.parts.push(part);
        if self.held >= self.target {
            self.flush();
        }
    }

    /// Hands on what is there.
    pub(super) fn flush(&mut self) {
        if self.stopped || self.batch.is_empty() {
            return;
        }
        let mut batch = std::mem::take(&mut self.batch);
        self.held = 0;
        batch.bytes_read = self.count.get() - self.reported;
        self.reported = self.count.get();
        self.stopped = (self.each)(batch).is_break();
    }
}

/// Takes the records of one file.
pub(super) struct Records<'s, 'e> {
    origin: Arc<Origin>,
    sink: &'s mut Sink<'e>,
    map: &'s FieldMap,
    /// Records and rejections so far.
    emitted: u64,
}

impl<'s, 'e> Records<'s, 'e> {
    pub(super) fn new(origin: Arc<Origin>, sink: &'s mut Sink<'e>, map: &'s FieldMap) -> Self {
        Self {
            origin,
            sink,
            map,
            emitted: 0,
        }
    }

    /// The longest record allowed, in bytes.
    pub(super) fn limit(&self) -> usize {
        self.sink.limit
    }

    /// Whether a record's field of this name holds its text, or something that does.
    pub(super) fn is_text(&self, field: &str) -> bool {
        self.map.root().child(field).is_some_and(Node::leads_to_text)
    }

    /// About how many bytes make a batch.
    pub(super) fn target(&self) -> usize {
        self.sink.target
    }

    /// Whether nobody wants more.
    pub(super) fn stopped(&self) -> bool {
        self.sink.stopped
    }

    /// Records and rejections so far.
    pub(super) fn emitted(&self) -> u64 {
        self.emitted
    }

    pub(super) fn add(&mut self, data: Vec<u8>, records: Vec<Raw>) {
        self.add_from(data, records, None);
    }

    /// `start` is the place of the data in the file, where they are the file's own bytes.
    fn add_from(&mut self, data: Vec<u8>, records: Vec<Raw>, start: Option<u64>) {
        if !records.is_empty() {
            self.emitted += records.len() as u64;
            self.sink.add(Part {
                origin: Arc::clone(&self.origin),
                start,
                data,
                records,
            });
        }
    }

    pub(super) fn reject(&mut self, record: Option<u64>, reason: &str) {
        self.emitted += 1;
        self.sink.batch.rejected.push(Rejected {
            path: self.origin.path.clone(),
            record,
            reason: reason.to_owned(),
        });
    }

    pub(super) fn reject_long(&mut self, number: u64, bytes: u64) {
        let limit = self.sink.limit;
        self.reject(
            Some(number),
            &format!("the record is {bytes} bytes long; at most {limit} are read"),
        );
    }

    /// One entry for a file that breaks off in record `number`.
    pub(super) fn broken(&mut self, number: u64, error: &io::Error) {
        let what = match error.kind() {
            io::ErrorKind::UnexpectedEof => "the file is truncated".to_owned(),
            _ => format!("the file is damaged ({error})"),
        };
        self.reject(
            Some(number),
            &format!("{what}; records complete before this one were read, the rest is lost"),
        );
    }

    /// A file that is one text.
    pub(super) fn text(&mut self, reader: &mut dyn Read) {
        let limit = self.sink.limit;
        let mut data = Vec::new();
        match reader.take(limit as u64 + 1).read_to_end(&mut data) {
            Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => self.reject(None, "the file is truncated"),
            Err(error) => self.reject(None, &format!("the file cannot be read: {error}")),
            Ok(_) if data.len() > limit => {
                self.reject(
                    None,
                    &format!("the text is longer than the {limit} bytes that are read"),
                );
            }
            Ok(length) => self.add(
                data,
                vec![Raw {
                    number: 1,
                    start: 0,
                    end: length,
                }],
            ),
        }
    }

    /// JSON Lines from `reader`, after the bytes already in `data`; `number` is that of the first line,
    /// `start` its place in the file where the bytes are the file's own.
    pub(super) fn lines(&mut self, reader: &mut dyn Read, mut data: Vec<u8>, mut number: u64, mut start: Option<u64>) {
        let mut goal = self.target();
        loop {
            let mut end = None;
            while data.len() < goal {
                match fill(reader, &mut data) {
                    Ok(0) => {
                        end = Some(Ok(()));
                        break;
                    }
                    Ok(_) => {}
                    Err(error) => {
                        end = Some(Err(error));
                        break;
                    }
                }
            }
            // Without a line end the last line is whole only where the file ends well.
            let whole = match &end {
                Some(Ok(())) => data.len(),
                _ => memchr::memrchr(b'\n', &data).map_or(0, |at| at + 1),
            };
            let mut rest = data.split_off(whole);
            number = self.cut(data, number, start);
            start = start.map(|at| at + whole as u64);
            if self.stopped() {
                return;
            }
            match end {
                Some(Ok(())) => break,
                Some(Err(error)) => return self.broken(number, &error),
                None => {}
            }
            if rest.len() > self.limit() {
                match skip_line(reader, &mut rest) {
                    Ok(bytes) => {
                        self.reject_long(number, bytes);
                        start = start.map(|at| at + bytes + 1);
                    }
                    Err(error) => return self.broken(number, &error),
                }
                number += 1;
            }
            // A line longer than a batch needs room to grow, but never past the limit.
            goal = self
                .target()
                .max((rest.len() * 2).min(self.limit() + 1))
                .max(rest.len() + 1);
            data = rest;
        }
        if self.emitted == 0 {
            self.reject(None, "the file is empty: there is no record in it");
        }
    }

    /// Cuts whole lines into records; the number of the line after them.
    fn cut(&mut self, data: Vec<u8>, mut number: u64, place: Option<u64>) -> u64 {
        let mut records = Vec::new();
        let mut start = 0;
        while start < data.len() {
            let end = memchr::memchr(b'\n', &data[start..]).map_or(data.len(), |at| start + at);
            let line = data[start..end].trim_ascii();
            if line.len() > self.limit() {
                self.reject_long(number, line.len() as u64);
            } else if !line.is_empty() {
                records.push(Raw { number, start, end });
            }
            number += 1;
            start = end + 1;
        }
        self.add_from(data, records, place);
        number
    }
}

/// Appends one read's worth of bytes.
pub(super) fn fill(reader: &mut dyn Read, data: &mut Vec<u8>) -> io::Result<usize> {
    let start = data.len();
    data.resize(start + CHUNK, 0);
    loop {
        match reader.read(&mut data[start..]) {
            Ok(read) => {
                data.truncate(start + read);
                return Ok(read);
            }
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => {
                data.truncate(start);
                return Err(error);
            }
        }
    }
}

/// Drops the line that `rest` begins; leaves what follows it in `rest`; the line's length.
fn skip_line(reader: &mut dyn Read, rest: &mut Vec<u8>) -> io::Result<u64> {
    let mut bytes = 0;
    loop {
        if let Some(at) = memchr::memchr(b'\n', rest) {
            rest.drain(..=at);
            return Ok(bytes + at as u64);
        }
        bytes += rest.len() as u64;
        rest.clear();
        if fill(reader, rest)? == 0 {
            return Ok(bytes);
        }
    }
}
