//! Sources to batches of raw records.
//!
//! Input: [`Source`]s; output: [`Batch`]es of about [`Settings::batch_bytes`], handed to a callback
//! one by one, in the order of the sources. Nothing here looks into a record. A file that breaks off
//! (a truncated gzip, a failing disk) gives every record before the damage and one rejection.
//! Cost: one copy of the bytes; memory of one batch and the longest record allowed.

use std::cell::Cell;
use std::ops::ControlFlow;
use std::rc::Rc;
use std::sync::Arc;

use super::discover::{Format, Source};
use super::gather::{Records, Sink};
use super::open::open;
use super::{Batch, Origin, Settings, json_file};

/// Reads all sources; `each` may stop the reading.
///
/// What goes wrong with a file is one entry in a batch and never an error: all else is read.
pub fn read(sources: &[Source], settings: &Settings, each: &mut dyn FnMut(Batch) -> ControlFlow<()>) {
    let count = Rc::new(Cell::new(0));
    let mut sink = Sink::new(settings, Rc::clone(&count), each);
    for (number, source) in sources.iter().enumerate() {
        let origin = Origin {
            source: number,
            path: source.path.clone(),
            folder: source.folder.clone(),
            is_text: source.format == Format::Text,
        };
        let mut file = Records::new(Arc::new(origin), &mut sink, &settings.map);
        match open(source, &count) {
            Ok((mut reader, start)) => match source.format {
                Format::Text => file.text(&mut *reader),
                Format::Lines => file.lines(&mut *reader, Vec::new(), 1, start),
                Format::Json => json_file::split(reader, &mut file),
            },
            Err(error) if error.kind() == std::io::ErrorKind::InvalidData => file.reject(None, &error.to_string()),
            Err(error) => file.reject(
                None,
                &format!("cannot be read: {error} (is the file whole, and may it be read?)"),
            ),
        }
        if sink.stopped() {
            return;
        }
    }
    sink.flush();
}
