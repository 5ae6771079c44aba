// Small parts that several views share: outlets, dates, wordings, chips, downloads.
import { bdi, h, type Child } from "./dom";
import type { Data } from "./data";
import type { Article, Doubts, Piece, When } from "./types";
import { csv, day, plain, rest, webAddress } from "./text";

export const unknown = (text: string) => h("em", { class: "unknown" }, text);

export function outletName(data: Data, outlet: number | null | undefined): string | null {
  return outlet === null || outlet === undefined ? null : data.head.outlets[outlet]?.outlet ?? null;
}

export function outlet(data: Data, number: number | null | undefined): Node {
  const name = outletName(data, number);
  return name === null ? unknown("unknown outlet") : bdi(name, "outlet");
}

export function date(value: string | null | undefined): Node {
  return value ? h("time", { datetime: value }, day(value)) : unknown("undated");
}

/** The date column of a list: what is not known to be the earliest looks so. */
export function when([value, known]: When): Node {
  if (!value) return unknown("undated");
  const short = h("time", { datetime: value, title: day(value) }, day(value.replace(/T.*$/, "")));
  return known ? short : h("span", { class: "unsure", title: "The dates do not tell which article was the first" }, "≈ ", short);
}

/** Who had it first, as far as the dates tell. `basis` is none where there is one carrier. */
export function earliest(data: Data, article: Article | undefined, basis: string | null): Node {
  const why = basis?.replace(/^earliest in this corpus by date \S+ \((\w+)\)/, (_, precision) => `dated to the ${precision}`);
  const lead = basis === null ? "The only article with it: " : article ? "Earliest in this corpus: " : "Earliest unknown";
  return h("p", { class: "earliest" }, h("strong", null, lead), article ? [outlet(data, article.outlet), ", ", date(article.date)] : null,
    why ? [" ", h("span", { class: "muted" }, "(", bdi(why), ")")] : null);
}

/** Articles whose dates are not trusted, and why. */
export const doubtsOf = (doubts: Doubts) => new Map((doubts ?? []).filter((d) => d !== null));

export const doubted = (reason: string | undefined) =>
  reason === undefined ? null : h("span", { class: "chip warn", title: reason }, "date doubtful");

export function title(article: Article | undefined, link?: string | null): Node {
  const text = article?.title ?? article?.id ?? "article not on this page";
  const url = link ?? webAddress(article?.url);
  const name = bdi(text, "title");
  return url ? h("a", { href: url, rel: "noopener noreferrer nofollow", target: "_blank" }, name) : name;
}

export function wording(pieces: Piece[]): Node[] {
  return pieces.map(([op, text], i) => {
    if (op === 1) return h("ins", null, text);
    if (op === 2) {
      const next = pieces[i + 1];
      const gap = next && next[0] === 1 ? " " : /\s$/.test(text) || !next ? "" : " ";
      const gone = h("span", null, h("del", null, text), gap);
      return gone;
    }
    return document.createTextNode(text);
  });
}

/** A text of which the reader sees the ends; a button shows the rest. */
function folding(text: string, most: number, ends: [number, number], make: (text: string) => Node, what = "words"): Node[] {
  const words = text.split(/(?<=\s)(?=\S)/);
  if (words.length <= most) return [make(text)];
  const [head, tail] = ends;
  const hidden = words.slice(head, tail ? -tail : undefined);
  const button = h("button", { type: "button", class: "unfold", title: "Show these words" }, `… ${hidden.length} ${what} …`);
  // On paper nothing can be clicked: there the words are shown.
  const folded = h("span", { class: "folded" }, make(hidden.join("")));
  button.addEventListener("click", () => {
    folded.classList.remove("folded");
    button.remove();
  });
  const parts: Node[] = head ? [make(words.slice(0, head).join(""))] : [];
  parts.push(button, folded);
  if (tail) parts.push(make(words.slice(-tail).join("")));
  return parts;
}

/** A wording whose long stretches without a change are folded. */
export function foldedWording(pieces: Piece[]): Node[] {
  return pieces.flatMap((piece, i): Node[] => {
    const [op, text] = piece;
    if (op === 1) return wording([piece]);
    if (op === 2) return folding(text, 45, [12, 12], (t) => wording([[2, t], pieces[i + 1] ?? [0, ""]])[0] as Node);
    return folding(text, 60, [i === 0 ? 12 : 18, i === pieces.length - 1 ? 12 : 18], (t) => document.createTextNode(t));
  });
}

/** What of `whole` a cut wording leaves out, before and after its words. */
export function uncut(whole: string, pieces: Piece[] | null): Piece[] | null {
  if (!pieces || pieces.some(([op]) => op !== 0)) return null;
  const around = rest(whole, pieces.map(([, text]) => text).join(""));
  if (!around) return null;
  const [before, after] = around;
  return [...(before ? [[2, before] as Piece] : []), ...pieces, ...(after ? [[2, after] as Piece] : [])];
}

/** The same with most of what is left out behind a button. */
export function cutWording(pieces: Piece[]): Node[] {
  return pieces.flatMap((piece, i): Node[] => {
    const [op, text] = piece;
    if (op === 0) return [document.createTextNode(text)];
    return folding(text, 12, i === 0 ? [0, 6] : [6, 0], (t) => h("del", null, t), "left out");
  });
}

export const foldedText = (text: string) => folding(text, 130, [90, 12], (t) => document.createTextNode(t));

/** What a colour alone must not say. */
export const FLAGS: Record<string, string> = {
  negation_changed: "A word that denies was dropped or put in.",
  number_changed: "A figure differs between wordings.",
  name_changed: "A name differs between wordings.",
  truncated_meaning: "A cut may have changed what was said.",
  attribution_conflict: "The same words are put into different mouths.",
  ambiguous_fragment: "Words so few that they may belong to another quotation.",
  printed_unmarked: "An article that shares a passage with a carrier prints the words without quotation marks.",
};
export const ALTERED = ["negation_changed", "number_changed", "name_changed", "truncated_meaning"];
export const CONFLICT = "attribution_conflict";

export const flag = (name: string) =>
  h("span", { class: ALTERED.includes(name) || name === CONFLICT ? "chip alert" : "chip", title: FLAGS[name] }, plain(name));

export const KINDS: Record<string, string> = {
  wire: "agency copy",
  shared: "same words, no agency credited",
  background: "standing paragraphs",
  quotation: "quoted words only",
  self: "an article or outlet repeats itself",
  boilerplate: "page furniture",
};
export const kindClass = (kind: string) => (kind in KINDS ? `k-${kind}` : "k-other");
export const kind = (name: string) => h("span", { class: "kind" }, h("i", { class: `key ${kindClass(name)}`, "aria-hidden": "true" }), name);

export const legend = (kinds: string[]) =>
  h("ul", { class: "legend" }, kinds.map((k) => h("li", null, kind(k), " ", h("span", { class: "muted" }, KINDS[k] ?? ""))));

export function fact(name: string, ...value: Child[]): Node {
  return h("div", null, h("dt", null, name), h("dd", null, ...value));
}

/** Gives the reader a CSV file. The byte order mark is for spreadsheets that take a file without one for Latin-1. */
export function download(name: string, rows: Iterable<(string | number | null | undefined)[]>): void {
  const url = URL.createObjectURL(new Blob(["\ufeff", csv(rows)], { type: "text/csv" }));
  const link = h("a", { href: url, download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}

export const csvButton = (name: string, rows: () => Iterable<(string | number | null | undefined)[]>, label = "CSV") =>
  h("button", { type: "button", class: "quiet", title: `Save as ${name}`, click: () => download(name, rows()) }, "↓ ", label);

export function copyLink(): HTMLElement {
  const button = h("button", { type: "button", class: "quiet", title: "Copy the address of this view" }, "Copy link");
  button.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(location.href);
      button.textContent = "Copied";
    } catch {
      button.textContent = "Use the address bar";
    }
    setTimeout(() => (button.textContent = "Copy link"), 2000);
  });
  return button;
}

/** The first `step` of many items, and a button for more. */
export function gradually<T>(items: T[], step: number, item: (item: T, at: number) => Node, into: HTMLElement): HTMLElement {
  let shown = 0;
  const button = h("button", { type: "button", class: "more" });
  // A table holds rows only.
  const last = into.tagName === "TBODY" ? h("tr", null, h("td", { colspan: 9 }, button)) : ["OL", "UL"].includes(into.tagName) ? h("li", { class: "more-item" }, button) : button;
  const grow = () => {
    for (const end = Math.min(shown + step, items.length); shown < end; shown++) into.insertBefore(item(items[shown] as T, shown), last.parentNode === into ? last : null);
    if (shown < items.length) {
      button.textContent = `Show ${Math.min(step, items.length - shown)} more of ${(items.length - shown).toLocaleString("en-US")}`;
      into.appendChild(last);
    } else last.remove();
  };
  button.addEventListener("click", grow);
  grow();
  return into;
}
