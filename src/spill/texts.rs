//! Texts in memory, and past a limit in a temporary file.
//!
//! Input: texts in the order they come, then the order they are asked for; output: any of them by its place,
//! from any thread. While all of them fit they are lent out as they are; once they do not, all go to the end of
//! a file without a name, and each is read from it when it is asked for.
//!
//! Invariants: what is read back is what was pushed. A text that cannot be read is empty, so that a stage needs
//! no way out of its own, and [`check`](Texts::check) says so: whoever asks for texts asks that before the
//! results are believed. Cost: 12 bytes of memory a text in the file, and one read where it is asked for.

use std::borrow::Cow;
use std::fs::File;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

use super::read_at;

/// Bytes packed before they are written.
const WRITE_BYTES: usize = 1 << 20;

/// Bytes that are held at most once there is a file.
const SPILL_BYTES: usize = 8 << 20;

/// Texts by number, and by place once they are [arranged](Texts::arrange).
#[derive(Debug)]
pub struct Texts {
    /// Those in memory: all after those in the file.
    held: Vec<String>,
    held_bytes: usize,
    /// Where each of those in the file ends.
    ends: Vec<u64>,
    file: Option<Arc<File>>,
    folder: PathBuf,
    /// Bytes to hold before all go to the file.
    limit: usize,
    /// The number of the text at each place; empty where they are the same.
    order: Vec<u32>,
    failed: OnceLock<(io::ErrorKind, String)>,
}

impl Texts {
    /// No texts yet; past `limit` bytes they go to a file in `folder`.
    #[must_use]
    pub fn new(limit: usize, folder: &Path) -> Self {
        Self {
            held: Vec::new(),
            held_bytes: 0,
            ends: Vec::new(),
            file: None,
            folder: folder.to_owned(),
            limit,
            order: Vec::new(),
            failed: OnceLock::new(),
        }
    }

    /// Adds a text; its number is that of the texts before it.
    ///
    /// # Errors
    /// When the file cannot be made or written.
    pub fn push(&mut self, text: String) -> io::Result<()> {
        self.held_bytes += text.len();
        self.held.push(text);
        // Once they go to the file there is no use in holding many.
        let limit = match self.file {
            Some(_) => self.limit.min(SPILL_BYTES),
            None => self.limit,
        };
        if self.held_bytes > limit { self.spill() } else { Ok(()) }
    }

    fn spill(&mut self) -> io::Result<()> {
        let file = match &self.file {
            Some(file) => Arc::clone(file),
            None => Arc::clone(self.file.insert(Arc::new(tempfile::tempfile_in(&self.folder)?))),
        };
        let mut packed = Vec::with_capacity(WRITE_BYTES.min(self.held_bytes));
        let mut end = self.spilled_bytes();
        for text in std::mem::take(&mut self.held) {
            if !packed.is_empty() && packed.len() + text.len() > WRITE_BYTES {
                (&*file).write_all(&packed)?;
                packed.clear();
            }
            packed.extend_from_slice(text.as_bytes());
            end += text.len() as u64;
            self.ends.push(end);
        }
        self.held_bytes = 0;
        (&*file).write_all(&packed)
    }

    /// Says in which order the texts are asked for from now on: for each place a number. Where some are in the
    /// file, the rest follow.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn arrange(&mut self, order: Vec<u32>) -> io::Result<()> {
        self.order = order;
        if self.file.is_some() {
            self.spill()?;
            self.ends.shrink_to_fit();
        }
        Ok(())
    }

    /// The text at a place, which is below [`len`](Self::len).
    ///
    /// ```
    /// use dedupe::spill::Texts;
    /// let mut texts = Texts::new(8, &std::env::temp_dir());
    /// texts.push("no truce".to_owned())?;
    /// texts.push("no aid".to_owned())?;
    /// texts.arrange(vec![1, 0])?;
    /// assert_eq!((texts.get(0).as_ref(), texts.get(1).as_ref()), ("no aid", "no truce"));
    /// assert_eq!(texts.spilled_bytes(), 14);
    /// # Ok::<(), std::io::Error>(())
    /// ```
    #[must_use]
    pub fn get(&self, place: u32) -> Cow<'_, str> {
        let number = self.order.get(place as usize).copied().unwrap_or(place) as usize;
        let Some(&end) = self.ends.get(number) else {
            return Cow::Borrowed(&self.held[number - self.ends.len()]);
        };
        let start = number.checked_sub(1).map_or(0, |before| self.ends[before]);
        let text = self.read(start, (end - start) as usize).unwrap_or_else(|error| {
            self.failed.get_or_init(|| (error.kind(), error.to_string()));
            String::new()
        });
        Cow::Owned(text)
    }

    fn read(&self, start: u64, bytes: usize) -> io::Result<String> {
        let file = self.file.as_ref().ok_or(io::ErrorKind::NotFound)?;
        let mut text = vec![0; bytes];
        read_at(file, &mut text, start)?;
        String::from_utf8(text).map_err(|error| io::Error::new(io::ErrorKind::InvalidData, error))
    }

    /// Whether every text that was asked for could be read.
    ///
    /// # Errors
    /// When one could not: what the system said of the first.
    pub fn check(&self) -> io::Result<()> {
        match self.failed.get() {
            Some((kind, message)) => Err(io::Error::new(*kind, message.clone())),
            None => Ok(()),
        }
    }

    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.ends.len() + self.held.len()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Bytes in the file.
    #[must_use]
    pub fn spilled_bytes(&self) -> u64 {
        self.ends.last().copied().unwrap_or(0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn what_is_read_back_is_what_was_pushed(all in prop::collection::vec(".{0,40}", 0..60), limit in 0_usize..2000) {
            let folder = tempfile::tempdir().unwrap();
            let mut texts = Texts::new(limit, folder.path());
            for (number, text) in all.iter().enumerate() {
                texts.push(text.clone()).unwrap();
                prop_assert!(texts.get(number as u32) == text.as_str());
            }
            prop_assert_eq!(texts.len(), all.len());
            texts.arrange((0..all.len() as u32).rev().collect()).unwrap();
            for (place, text) in all.iter().rev().enumerate() {
                prop_assert!(texts.get(place as u32) == text.as_str());
            }
            let bytes: usize = all.iter().map(String::len).sum();
            prop_assert_eq!(texts.spilled_bytes(), if bytes > limit { bytes as u64 } else { 0 });
            prop_assert!(texts.check().is_ok());
        }
    }

    #[test]
    fn a_text_that_cannot_be_read_is_told() {
        let folder = tempfile::tempdir().unwrap();
        let mut texts = Texts::new(0, folder.path());
        texts.push("no truce".to_owned()).unwrap();
        texts.file.as_ref().unwrap().set_len(3).unwrap();
        assert_eq!(texts.get(0).as_ref(), "");
        assert_eq!(texts.check().unwrap_err().kind(), io::ErrorKind::UnexpectedEof);
        assert!(
            Texts::new(0, Path::new("/no/such/folder"))
                .push("a".to_owned())
                .is_err()
        );
    }
}
