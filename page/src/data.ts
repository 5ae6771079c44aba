// Reads the parts of the file: base64, deflate, JSON. Lines are read at once, sheets when they are asked for.
import type { Article, Head, PassageLine, PassageSheet, QuoteLine, QuoteSheet, StoryLine, StorySheet } from "./types";

async function unpack<T>(id: string): Promise<T> {
  const element = document.getElementById(id);
  if (!element) throw new Error(`The file is damaged: it has no part ${id}.`);
  const packed = atob(element.textContent ?? "");
  const bytes = new Uint8Array(packed.length);
  for (let i = 0; i < packed.length; i++) bytes[i] = packed.charCodeAt(i);
  // Written in one piece: a stream of pieces takes three times as long.
  const inflate = new DecompressionStream("deflate-raw");
  const writer = inflate.writable.getWriter();
  // What is wrong with the bytes is told where they are read.
  void writer.write(bytes).then(() => writer.close()).catch(() => {});
  const value = (await new Response(inflate.readable).json()) as T;
  element.remove();
  return value;
}

/** Breath for what the reader does, after some parts were read. */
const breath = () => new Promise<void>((resolve) => setTimeout(resolve));

/** One table: its lines, and its sheets by the number of the row. */
export class Table<L, S> {
  lines: L[] = [];
  readonly all: Promise<void>;
  readonly some: Promise<void>;
  private sheets = new Map<number, Promise<S[]>>();

  constructor(private name: string, private rows: number, private partRows: number, after: Promise<unknown>) {
    let first = () => {};
    this.some = new Promise((resolve) => (first = resolve));
    this.all = after.then(() => this.read(first));
  }

  private async read(first: () => void): Promise<void> {
    const parts = Math.ceil(this.rows / this.partRows);
    const AT_ONCE = 24;
    // The first alone, since it is what is seen.
    for (let from = 0, step = 1; from < parts; from += step, step = AT_ONCE) {
      const wanted = Array.from({ length: Math.min(step, parts - from) }, (_, i) => unpack<L[]>(`${this.name}-${from + i}`));
      for (const part of await Promise.all(wanted)) for (const line of part) this.lines.push(line);
      if (from === 0) first();
      await breath();
    }
    first();
  }

  async sheet(row: number): Promise<S> {
    const part = Math.floor(row / this.partRows);
    let sheets = this.sheets.get(part);
    if (!sheets) {
      sheets = unpack<S[]>(`${this.name}-sheets-${part}`);
      this.sheets.set(part, sheets);
    }
    const sheet = (await sheets)[row % this.partRows];
    if (sheet === undefined) throw new Error("The file is damaged: a row is missing.");
    return sheet;
  }
}

export interface Data {
  head: Head;
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
  const stories = new Table<StoryLine, StorySheet>("stories", head.held[0], rows, Promise.resolve());
  // Flagged quotations come first, so one part is enough for the overview.
  const quotes = new Table<QuoteLine, QuoteSheet>("quotes", head.held[2], rows, Promise.resolve());
  const passages = new Table<PassageLine, PassageSheet>("passages", head.held[1], rows, hurried ? quotes.some : quotes.all);

  const parts = new Map<number, Promise<Map<number, Article>>>();
  const part = (at: number) => {
    let found = parts.get(at);
    if (!found) {
      found = unpack<Article[]>(`articles-${at}`).then((list) => new Map(list.map((a) => [a.number, a])));
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
