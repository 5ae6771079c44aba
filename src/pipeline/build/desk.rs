//! The texts that lie open while records are built.

use crate::article::ArticleIx;
use crate::hash::Map;
use crate::report::fragment::Folded;
use crate::spill::Texts;
use crate::text::{CodePoints, Span};

/// Bytes of text that lie open at once.
const DESK_BYTES: usize = 2 << 20;

/// The texts that one thread has open while it builds records, with their code points: an article may hold many
/// thousand quotations.
pub(in crate::pipeline) struct Desk<'m> {
    texts: &'m Texts,
    open: Map<ArticleIx, Open<'m>>,
    bytes: usize,
}

/// A text with its code points and, once a place in it was linked to, as browsers compare it.
pub(in crate::pipeline) struct Open<'m> {
    pub(super) points: CodePoints<'m>,
    folded: Option<Folded>,
}

impl Open<'_> {
    /// The text directive that selects a span.
    pub(super) fn fragment(&mut self, span: Span) -> Option<String> {
        let text = self.points.text();
        let folded = self.folded.get_or_insert_with(|| Folded::new(text));
        folded.directive(text, span)
    }
}

impl<'m> Desk<'m> {
    pub(in crate::pipeline) fn new(texts: &'m Texts) -> Self {
        Self {
            texts,
            open: Map::default(),
            bytes: 0,
        }
    }

    pub(super) fn open(&mut self, ix: ArticleIx) -> &CodePoints<'m> {
        &self.opened(ix).points
    }

    pub(super) fn opened(&mut self, ix: ArticleIx) -> &mut Open<'m> {
        if self.bytes > DESK_BYTES && !self.open.contains_key(&ix) {
            self.open.clear();
            self.bytes = 0;
        }
        self.open.entry(ix).or_insert_with(|| {
            let points = CodePoints::new(self.texts.get(ix));
            self.bytes += points.text().len();
            Open { points, folded: None }
        })
    }
}
