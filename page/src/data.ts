// Reads the parts of the file: printable characters, deflate, JSON. Lines are read at once, sheets when they are asked for.
import type { Article, Carrier, Head, PackedQuote, PassageLine, PassageSheet, QuoteLine, QuoteSheet, StoryLine, StorySheet, UncreditedLine, UncreditedSheet } from "./types";

/** The digits of `src/report/html/printable.rs`: printable ASCII without `"`, `&` and `<`. */
const DIGITS = new Uint8Array(128);
for (let code = 33, digit = 0; code < 127; code++) if (code !== 34 && code !== 38 && code !== 60) DIGITS[code] = digit++;

/** Two digits are 13 bits, one at the end six. */
export function bytesOf(text: string): Uint8Array<ArrayBuffer> {
  const digit = (at: number) => DIGITS[text.charCodeAt(at)] as number;
  const last = text.length & 1;
  const bytes = new Uint8Array(((text.length - last) / 2 * 13 + last * 6) >> 3);
  let [held, bits, to] = [0, 0, 0];
  for (let at = 0; at < text.length; at += 2) {
    const single = at + 1 === text.length;
    held |= (single ? digit(at) : digit(at) * 91 + digit(at + 1)) << bits;
    for (bits += single ? 6 : 13; bits >= 8; bits -= 8) {
      bytes[to++] = held;
      held >>>= 8;
    }
  }
  return bytes;
}

async function unpack<T>(id: string): Promise<T> {
  const element = document.getElementById(id);
  if (!element) throw new Error(`The file is damaged: it has no part ${id}.`);
  const bytes = bytesOf(element.textContent ?? "");
  // Written in one piece: a stream of pieces takes three times as long.
  const inflate = new DecompressionStream("deflate-raw");
  const writer = inflate.writable.getWriter();
  // What is wrong with the bytes is told where they are read.
  void writer.write(bytes).then(() => writer.close()).catch(() => {});
  const value = (await new Response(inflate.readable).json()) as T;
  element.remove();
  return value;
}

type Columns = Record<string, unknown[]>;

function rowAt<T>(columns: Columns, at: number): T | undefined {
  const row: Record<string, unknown> = {};
  let found = false;
  for (const name in columns) {
    const list = columns[name] as unknown[];
    found ||= at < list.length;
    row[name] = list[at];
  }
  return found ? (row as T) : undefined;
}

const length = (columns: Columns) => Object.values(columns)[0]?.length ?? 0;

/** The carriers of a quotation, whose values stand in lists. */
function quoteSheet(packed: PackedQuote): QuoteSheet {
  const { id, basis, earliest, doubts, unmarked, ...lists } = packed;
  const names = Object.keys(lists) as (keyof Carrier)[];
  const carriers = (lists.article ?? []).map((_, i) => Object.fromEntries(names.map((name) => [name, lists[name]?.[i] ?? null])) as unknown as Carrier);
  return { id, basis, earliest, doubts, carriers, unmarked: (unmarked ?? []).filter((place) => place !== null) };
}

/** Breath for what the reader does, after some parts were read. */
const breath = () => new Promise<void>((resolve) => setTimeout(resolve));

/** One table: its lines, and its sheets by the number of the row. */
export class Table<L, S> {
  lines: L[] = [];
  readonly all: Promise<void>;
  readonly some: Promise<void>;
  private sheets = new Map<number, Promise<Columns>>();

  constructor(private name: string, private rows: number, private partRows: number, after: Promise<unknown>, private make: (row: never) => S = (row) => row) {
    let first = () => {};
    this.some = new Promise((resolve) => (first = resolve));
    this.all = after.then(() => this.read(first));
  }

  private async read(first: () => void): Promise<void> {
    const parts = Math.ceil(this.rows / this.partRows);
    const AT_ONCE = 24;
    // The first alone, since it is what is seen.
    for (let from = 0, step = 1; from < parts; from += step, step = AT_ONCE) {
      const wanted = Array.from({ length: Math.min(step, parts - from) }, (_, i) => unpack<Columns>(`${this.name}-${from + i}`));
      for (const part of await Promise.all(wanted)) for (let at = 0, rows = length(part); at < rows; at++) this.lines.push(rowAt<L>(part, at) as L);
      if (from === 0) first();
      await breath();
    }
    first();
  }

  async sheet(row: number): Promise<S> {
    const part = Math.floor(row / this.partRows);
    let sheets = this.sheets.get(part);
    if (!sheets) {
      sheets = unpack<Columns>(`${this.name}-sheets-${part}`);
      this.sheets.set(part, sheets);
    }
    const sheet = rowAt<never>(await sheets, row % this.partRows);
    if (sheet === undefined) throw new Error("The file is damaged: a row is missing.");
    return this.make(sheet);
  }
}

export interface Data {
  head: Head;
  uncredited: Table<UncreditedLine, UncreditedSheet>;
  stories: Table<StoryLine, StorySheet>;
  passages: Table<PassageLine, PassageSheet>;
  quotes: Table<QuoteLine, QuoteSheet>;
  articles(numbers: Iterable<number>): Promise<Map<number, Article>>;
  /** Passages with a carrier in this article, by number of the article. */
  passagesOf(): Map<number, number[]>;
}

/** `hurried`: passages are what is looked at first. */
export async function open(hurried: boolean): Promise<Data> {
  const head = await unpack<Head>("head-0");
  const rows = head.part_rows;
  const now = Promise.resolve();
  const uncredited = new Table<UncreditedLine, UncreditedSheet>("uncredited", head.held[0], rows, now);
  const stories = new Table<StoryLine, StorySheet>("stories", head.held[1], rows, now);
  // Flagged quotations come first, so one part is enough for the overview.
  const quotes = new Table<QuoteLine, QuoteSheet>("quotes", head.held[3], rows, now, quoteSheet);
  const passages = new Table<PassageLine, PassageSheet>("passages", head.held[2], rows, hurried ? quotes.some : quotes.all);

  const parts = new Map<number, Promise<Map<number, Article>>>();
  const part = (at: number) => {
    let found = parts.get(at);
    if (!found) {
      found = unpack<Columns>(`articles-${at}`).then((part) => new Map(Array.from({ length: length(part) }, (_, i) => rowAt<Article>(part, i) as Article).map((a) => [a.number, a])));
      parts.set(at, found);
    }
    return found;
  };
  const partOf = (number: number) => {
    let low = 0;
    let high = head.first_articles.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((head.first_articles[middle] ?? 0) <= number) low = middle;
      else high = middle - 1;
    }
    return low;
  };
  let ofArticle: Map<number, number[]> | undefined;
  return {
    head,
    uncredited,
    stories,
    passages,
    quotes,
    async articles(numbers) {
      const found = new Map<number, Article>();
      const wanted = new Set(numbers);
      const places = new Set([...wanted].map(partOf));
      for (const articles of await Promise.all([...places].map(part))) {
        for (const number of wanted) {
          const article = articles.get(number);
          if (article) found.set(number, article);
        }
      }
      return found;
    },
    passagesOf() {
      if (!ofArticle) {
        ofArticle = new Map();
        for (const [row, line] of passages.lines.entries()) {
          for (const article of new Set(line.articles)) {
            const list = ofArticle.get(article);
            if (list) list.push(row);
            else ofArticle.set(article, [row]);
          }
        }
      }
      return ofArticle;
    },
  };
}
