// What the file holds; `src/report/html/rows/` and `mod.rs` write it.

/** Earliest date among carriers, and whether it is known to be the earliest. */
export type When = [date: string | null, known: boolean];
/** A piece of a wording: 0 the same, 1 inserted, 2 deleted. */
export type Piece = [op: 0 | 1 | 2, text: string];

/** A piece that stands in the base text: where, and how long. */
export type Same = [op: 0, start: number, length: number];

export interface Counts {
  articles: number; rejected: number; bytes: number; words: number; outlets: number; unknown_outlet: number;
  undated: number; agency_credited: number; stories: number; articles_in_stories: number; matches: number;
  uncredited_wire: number; passages: number; passages_by_kind: Record<string, number>; quotes: number; quote_carriers: number;
  quotes_repeated: number; quotes_attributed: number; quotes_by_flag: Record<string, number>;
}

export interface Outlet {
  outlet: string; articles: number; words: number; shared_words: number; shared_share: number;
  boilerplate_words: number; wire_words_by_agency: Record<string, number>; uncredited_wire_articles: number; quotes: number;
}

export interface Pair {
  a: string; b: string; stories: number; passages: number; words: number;
  a_first: number; b_first: number; order_unknown: number; agencies: string;
}

export interface Head {
  tool: string; version: string; schema_version: number; inputs: string[]; counts: Counts;
  warnings: { code: string; count: number; message: string }[]; limits: string[]; parameters: [string, string][];
  outlets: Outlet[]; pairs: Pair[]; rejected: { path: string; record: number; reason: string }[];
  held: [uncredited: number, stories: number, passages: number, quotes: number];
  left_out: { stories: number; passages: number; quotes: number; quotes_repeated: number; uncredited: number; limit_bytes: number };
  part_rows: number; first_articles: number[];
}

/** What every list has. */
export interface Line { when: When; outlets: number[] }
/** Carriers whose dates are not trusted, and why. */
export type Doubts = ([article: number, reason: string] | null)[] | null;

export interface StoryLine extends Line { title: string; articles: number[] }
export interface StorySheet {
  id: string; basis: string; earliest: number | null; representative: number | null;
  members: [relation: string, similarity: number, containment: number][]; doubts: Doubts;
}

export interface PassageLine extends Line {
  kind: string; text: string; words: number; agency: string | null; articles: number[]; spans: number[];
  /** Outlet of the earliest carrier, where that is known. */
  first: number | null;
}
export interface PassageSheet {
  id: string; text: string; rule: string; basis: string; earliest: number | null; base: number | null;
  identity: number[]; origin: number[]; wordings: (Piece | Same)[][]; of: (number | null)[]; doubts: Doubts;
}

export interface QuoteLine extends Line {
  text: string; speaker: string | null; role: string | null; flags: string[] | null; articles: number; origins: number; wordings: number;
}
export interface Carrier {
  article: number; start: number; end: number | null; around: [string, string] | null; kind: string; variant: string;
  wording: Piece[] | null; changes: [string, string][] | null; speaker: string | null; mention: string | null; cue: string | null;
  rule: string; confidence: number; origin: number; why: string; also_in: string[] | null;
  /** How a link finds the words where they alone do not tell the place. */
  fragment: string | null;
}
export interface QuoteSheet {
  id: string; basis: string | null; earliest: number | null; carriers: Carrier[]; doubts: Doubts;
  /** Places where the words stand without marks. */
  unmarked: [article: number, start: number, end: number][];
}
/** As the file holds it: a value for each carrier, or nothing where all have none. */
export type PackedQuote = { [K in keyof Carrier]: Carrier[K][] | null } & {
  id: string; basis: string | null; earliest: number | null; doubts: Doubts; unmarked: ([number, number, number] | null)[] | null;
};

export interface UncreditedLine extends Line {
  article: number; title: string; words: number; shared_words: number; shared_share: number; agencies: string[];
  mention: string | null; credited: number; covers: string;
}
/** A value for each credited copy of a passage; `start` and `end` are its place in the article without a credit. */
export interface UncreditedSheet {
  start: number[]; end: number[]; words: number[]; passage: string[]; article: number[]; agency: string[]; evidence: string[];
}

export interface Article {
  number: number; id: string; outlet: number | null; outlet_evidence: string | null; title: string | null;
  date: string | null; precision: string | null; date_evidence: string | null; agency: string | null; agency_evidence: string | null;
  url: string | null; words: number; characters: number;
}
