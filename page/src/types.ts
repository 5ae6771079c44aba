// What the file holds; `src/report/html/rows.rs` and `mod.rs` write it.

/** Earliest date among carriers, and whether it is known to be the earliest. */
export type When = [date: string | null, known: boolean];
/** A piece of a wording: 0 the same, 1 inserted, 2 deleted. */
export type Piece = [op: 0 | 1 | 2, text: string];

/** A piece that stands in the base text: where, and how long. */
export type Same = [op: 0, start: number, length: number];

export interface Counts {
  articles: number; rejected: number; bytes: number; words: number; outlets: number; unknown_outlet: number;
  undated: number; agency_credited: number; stories: number; articles_in_stories: number; matches: number;
  passages: number; passages_by_kind: Record<string, number>; quotes: number; quote_carriers: number;
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
  held: [stories: number, passages: number, quotes: number];
  left_out: { stories: number; passages: number; quotes: number; limit_bytes: number };
  part_rows: number; first_articles: number[];
}

export interface Line { when: When; outlets?: number[] }

export interface StoryLine extends Line { title: string; articles: number[] }
export interface StorySheet {
  id: string; basis: string; earliest: number | null; representative: number | null;
  members: [relation: string, similarity: number, containment: number][];
}

export interface PassageLine extends Line {
  kind: string; text: string; words: number; agency?: string; articles: number[]; spans: number[];
}
export interface PassageSheet {
  id: string; text: string; rule: string; basis: string; earliest: number | null; base: number | null;
  identity: number[]; wordings: (Piece | Same)[][]; of: (number | null)[];
}

export interface QuoteLine extends Line {
  text: string; speaker?: string; role?: string; flags?: string[]; articles: number; origins: number; wordings: number;
}
export interface Carrier {
  article: number; start: number; end: number; around?: [string, string]; kind: string; variant: string;
  wording?: Piece[]; changes?: [string, string][]; speaker?: string; mention?: string; cue?: string; rule: string;
  confidence: number; origin: number; why: string; also_in?: string[];
}
export interface QuoteSheet { id: string; basis: string; earliest: number | null; carriers: Carrier[] }

export interface Article {
  number: number; id: string; outlet: number | null; outlet_evidence?: string; title: string | null;
  date: string | null; precision: string | null; date_evidence?: string; agency?: string; agency_evidence?: string;
  url?: string; words: number; characters: number;
}
