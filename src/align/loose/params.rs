//! What is believed to be rewritten text, and how hard it is looked for.

/// Settings of the alignment of rewritten text.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct LooseParams {
    /// Cosine of two sentences from which they are a seed. Lower: heavier rewriting is found (recall), slower.
    pub min_cosine: f32,
    /// Dice coefficient of two sentences from which they are a seed. Lower: recall, slower.
    pub min_dice: f32,
    /// What the squared cosines of a cluster must come to, each sentence with its best. More: speed; short and heavily rewritten passages are missed.
    pub min_likeness: f32,
    /// Sentences without a seed that a cluster may cross in either article. More: passages stay whole, neighbours are joined.
    pub max_gap: u32,
    /// Words on either side of a word within which its company is looked for.
    pub reach: usize,
    /// The same in the other article: wider, since words were put in and sentences turned.
    pub other_reach: usize,
    /// What a word's company must weigh for the word to count in full. More: precision; less: heavier rewriting is found.
    pub full_company: f32,
    /// What a word counts that stands in the other passage alone.
    pub alone: f32,
    /// How much less a word counts whose place in the other article another word claims with better company (an
    /// exponent). More: tighter borders.
    pub rivalry: f32,
    /// Share of a passage's own density that words beside it must reach to be taken in, within the two limits that follow. More: tighter borders.
    pub border: f32,
    /// Least density at which a passage goes on.
    pub least_border: f32,
    /// Density from which text always goes on a passage.
    pub most_border: f32,
    /// Words by which a border may move outwards in one step.
    pub step_words: usize,
    /// Words up to which a border is moved to the end of its sentence.
    pub snap_words: u32,
    /// How much less a stem weighs that occurs often in the two articles (times the logarithm of how often).
    pub repetition: f32,
    /// Words of a passage on either side. More: precision; fewer: short passages are found.
    pub min_words: u32,
    /// Share of the weight on either side that must be carried over. More: precision.
    pub min_density: f32,
    /// What a passage must tell: the weight carried over times powers of its density and of the share that stands in the same order. More: chance
    /// likeness of two reports is left out (precision); less: short or heavily rewritten passages are found (recall).
    pub min_telling: f32,
    /// What the best run of sentences must gain for the pair to be read word by word. More: speed; short passages are missed.
    pub min_gain: f32,
    /// Share of a sentence that the other article's likest sentence must have for it to count as a gain.
    pub gain_border: f32,
    /// [`min_gain`](Self::min_gain) for two articles of the same days.
    pub contemporary_gain: f32,
    /// [`min_telling`](Self::min_telling) for two articles of the same days.
    pub contemporary_telling: f32,
    /// Words in a row that make a shared quotation, which is left out of account.
    pub quoted_run: usize,
    /// Cosine of two sentences from which one may sum up the other.
    pub summary_cosine: f32,
    /// What a summary must tell: the gain over [`summary_border`](Self::summary_border), times by how much more of it is carried over than of the rest.
    pub min_summary: f32,
    /// Density at which a summary goes on.
    pub summary_border: f32,
    /// What a word's company must weigh in a summary.
    pub summary_company: f32,
    /// How many times longer than a summary the text must be that it sums up.
    pub summary_spread: f32,
    /// Words of a summary.
    pub summary_words: u32,
    /// Share of a summary's weight that one passage of the other article must carry for it to be that passage rewritten, and no summary.
    pub summary_rival: f32,
    /// What a passage tells that is not chance likeness in any corpus.
    pub sure_telling: f32,
    /// The same of a summary.
    pub sure_summary: f32,
    /// Share of the passages of a corpus that must be such for the others to be believed too. More: precision in corpora of few subjects;
    /// less: recall in those of which little was copied.
    pub sure_share: f32,
}

impl Default for LooseParams {
    fn default() -> Self {
        Self {
            min_cosine: 0.1,
            min_dice: 0.1,
            min_likeness: 0.15,
            max_gap: 4,
            reach: 6,
            other_reach: 10,
            full_company: 2.5,
            alone: 0.3,
            rivalry: 4.0,
            border: 0.45,
            least_border: 0.25,
            most_border: 0.6,
            step_words: 60,
            snap_words: 8,
            repetition: 0.15,
            min_words: 22,
            min_density: 0.3,
            min_telling: 2.2,
            min_gain: 0.0,
            gain_border: 0.4,
            contemporary_gain: 120.0,
            contemporary_telling: 10.0,
            quoted_run: 4,
            summary_cosine: 0.2,
            min_summary: 12.0,
            summary_border: 0.45,
            summary_company: 6.0,
            summary_spread: 2.0,
            summary_words: 35,
            summary_rival: 0.8,
            sure_telling: 30.0,
            sure_summary: 25.0,
            sure_share: 0.4,
        }
    }
}

impl LooseParams {
    /// The settings for two articles that are known to be of the same days.
    ///
    /// Two reports of one event are alike in much: only what is carried over more densely, and in greater length, is likely to
    /// be one text, and a summary of the other report cannot be told from a report of its own.
    #[must_use]
    pub fn contemporary(&self) -> Self {
        Self {
            min_gain: self.min_gain.max(self.contemporary_gain),
            min_telling: self.min_telling.max(self.contemporary_telling),
            min_summary: f32::INFINITY,
            ..*self
        }
    }
}
