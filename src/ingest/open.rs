//! A source to a stream of plain bytes.
//!
//! Input: a [`Source`]; output: a reader that unpacks gzip (of several members) and zstd (of several
//! frames), drops a byte order mark, turns UTF-16 with a mark into UTF-8, and counts the bytes taken
//! from disk. Cost: a buffer of 256 KiB and what the decoder needs.

use std::cell::Cell;
use std::fs::File;
use std::io::{self, BufRead, BufReader, Cursor, Read};
use std::rc::Rc;

use super::discover::{Format, Packing, Source};

/// Opens a source; `count` grows by what is read from disk.
///
/// The number is the place in the file of the first byte read, where the bytes are the file's own.
///
/// # Errors
/// When the file cannot be opened or its first bytes not be read.
pub(super) fn open(source: &Source, count: &Rc<Cell<u64>>) -> io::Result<(Box<dyn Read>, Option<u64>)> {
    let raw: Box<dyn Read> = match &source.file {
        Some(path) => Box::new(File::open(path)?),
        None => Box::new(io::stdin().lock()),
    };
    let mut counted = BufReader::with_capacity(
        256 << 10,
        Counted {
            inner: raw,
            count: Rc::clone(count),
        },
    );
    is_packed(source.packing, counted.fill_buf()?)?;
    let plain: Box<dyn Read> = match source.packing {
        Packing::None => Box::new(counted),
        Packing::Gzip => Box::new(flate2::bufread::MultiGzDecoder::new(counted)),
        Packing::Zstd => Box::new(zstd::stream::read::Decoder::with_buffer(counted)?),
    };
    // A text file's bytes are decoded as a whole, see `parse`.
    if source.format == Format::Text {
        return Ok((plain, None));
    }
    let (plain, start) = unmark(plain)?;
    // What is no regular file (a pipe) cannot be read twice.
    let again = source.packing == Packing::None && source.file.as_ref().is_some_and(|f| f.is_file());
    Ok((plain, start.filter(|_| again)))
}

/// Whether a file begins as its name promises; else the decoder's error would be of no help.
fn is_packed(packing: Packing, head: &[u8]) -> io::Result<()> {
    let (name, mark): (&str, &[u8]) = match packing {
        Packing::None => return Ok(()),
        Packing::Gzip => ("gzip", &[0x1F, 0x8B]),
        // A frame, or one of the sixteen that are skipped.
        Packing::Zstd => ("zstd", &[0x28, 0xB5, 0x2F, 0xFD]),
    };
    // A pipe may hand out its first bytes one by one.
    let fits = head.iter().zip(mark).all(|(byte, wanted)| byte == wanted);
    let skipped = packing == Packing::Zstd && head.first().is_some_and(|byte| byte & 0xF0 == 0x50);
    if head.is_empty() {
        let what = format!("the file is empty, so it is no {name} file (was it written to its end?)");
        return Err(io::Error::new(io::ErrorKind::InvalidData, what));
    }
    if !skipped && !fits {
        let what = format!("the file is no {name} file, as its name says (give it a name without that ending)");
        return Err(io::Error::new(io::ErrorKind::InvalidData, what));
    }
    Ok(())
}

/// Drops a UTF-8 mark (then reading starts at byte 3), decodes after a UTF-16 one.
fn unmark(mut plain: Box<dyn Read>) -> io::Result<(Box<dyn Read>, Option<u64>)> {
    let mut head = [0_u8; 3];
    let mut length = 0;
    while length < head.len() {
        match plain.read(&mut head[length..]) {
            Ok(0) => break,
            Ok(read) => length += read,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    let rest = |from: usize| Cursor::new(head[from..length].to_vec());
    Ok(match &head[..length] {
        [0xEF, 0xBB, 0xBF] => (plain, Some(3)),
        [0xFF, 0xFE, ..] => (Box::new(Utf16::new(rest(2).chain(plain), false)), None),
        [0xFE, 0xFF, ..] => (Box::new(Utf16::new(rest(2).chain(plain), true)), None),
        _ => (Box::new(rest(0).chain(plain)), Some(0)),
    })
}

struct Counted<R> {
    inner: R,
    count: Rc<Cell<u64>>,
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(into)?;
        self.count.set(self.count.get() + read as u64);
        Ok(read)
    }
}

/// UTF-16 to UTF-8. Half of a surrogate pair becomes a byte that no UTF-8 has, so that the record it
/// stands in, and no other, is rejected.
struct Utf16<R> {
    inner: BufReader<R>,
    big: bool,
    /// A unit read ahead of its turn.
    held: Option<u16>,
    out: Vec<u8>,
    at: usize,
}

impl<R: Read> Utf16<R> {
    fn new(inner: R, big: bool) -> Self {
        Self {
            inner: BufReader::new(inner),
            big,
            held: None,
            out: Vec::new(),
            at: 0,
        }
    }

    fn unit(&mut self) -> io::Result<Option<u16>> {
        if let Some(unit) = self.held.take() {
            return Ok(Some(unit));
        }
        let mut pair = [0_u8; 2];
        match self.inner.read_exact(&mut pair) {
            Ok(()) => Ok(Some(if self.big {
                u16::from_be_bytes(pair)
            } else {
                u16::from_le_bytes(pair)
            })),
            Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => Ok(None),
            Err(error) => Err(error),
        }
    }
}

impl<R: Read> Read for Utf16<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        if self.at == self.out.len() {
            self.out.clear();
            self.at = 0;
            while self.out.len() < 16 << 10 {
                let Some(unit) = self.unit()? else { break };
                let mut units = [unit, 0];
                let mut length = 1;
                if (0xD800..0xDC00).contains(&unit)
                    && let Some(low) = self.unit()?
                {
                    if (0xDC00..0xE000).contains(&low) {
                        units[1] = low;
                        length = 2;
                    } else {
                        self.held = Some(low);
                    }
                }
                match char::decode_utf16(units[..length].iter().copied()).next() {
                    Some(Ok(c)) => self.out.extend_from_slice(c.encode_utf8(&mut [0; 4]).as_bytes()),
                    _ => self.out.push(0xFF),
                }
            }
        }
        let length = into.len().min(self.out.len() - self.at);
        into[..length].copy_from_slice(&self.out[self.at..self.at + length]);
        self.at += length;
        Ok(length)
    }
}
