// One passage side by side: the text of the earliest, every other wording with its differences beside it.
import { bdi, h } from "../dom";
import type { Data } from "../data";
import { date, foldedText, foldedWording, gradually, kind, outlet } from "../parts";
import { address } from "../state";
import { addressOfWords, n } from "../text";
import type { Article, PassageLine, PassageSheet, Piece } from "../types";

/** `only`: of these articles. */
export function block(data: Data, row: number, sheet: PassageSheet, articles: Map<number, Article>, only?: Set<number>): Node {
  const line = data.passages.lines[row] as PassageLine;
  const places = line.articles.map((number, i) => ({ number, i, article: articles.get(number) })).filter((p) => !only || only.has(p.number));
  const base = places.find((p) => p.number === sheet.base);
  const same: typeof places = [];
  const other: typeof places = [];
  const beyond: typeof places = [];
  for (const place of places) {
    if (place === base) continue;
    if (place.i >= sheet.of.length) beyond.push(place);
    else (sheet.of[place.i] === null ? same : other).push(place);
  }
  // One wording, and all who print it.
  const groups = new Map<number, typeof places>();
  for (const place of other) {
    const wording = sheet.of[place.i] as number;
    groups.set(wording, [...(groups.get(wording) ?? []), place]);
  }
  const who = (p: (typeof places)[number]) => [outlet(data, p.article?.outlet), " ", h("span", { class: "muted" }, date(p.article?.date))];
  const link = (p: (typeof places)[number], text: string) => {
    const url = addressOfWords(p.article?.url, text);
    return url ? h("a", { href: url, class: "at", rel: "noopener noreferrer nofollow", target: "_blank", title: "These words in the article" }, "↗") : null;
  };
  return h("section", { class: "block" },
    h("p", { class: "block-head" }, kind(line.kind), h("span", { class: "muted" }, ` ${n(line.words)} words`), line.agency ? [h("span", { class: "muted" }, " · credited to "), bdi(line.agency)] : null, only ? h("a", { href: address("passages", { open: row }), class: "at" }, "open passage") : null),
    h("div", { class: "sides" },
      h("div", { class: "side" },
        h("p", { class: "side-head" }, base ? [who(base), sheet.earliest === sheet.base ? h("span", { class: "chip good" }, "earliest") : null, link(base, sheet.text)] : h("span", { class: "muted" }, "as another article prints it")),
        h("blockquote", { class: "words", dir: "auto" }, foldedText(sheet.text)),
        same.length ? h("p", { class: "same" }, h("b", null, "The same words: "), same.slice(0, 24).map((p, i) => [i ? ", " : null, who(p), link(p, sheet.text)]), same.length > 24 ? ` and ${n(same.length - 24)} more` : null) : null,
        beyond.length ? h("p", { class: "same" }, `${n(beyond.length)} more carriers are not set side by side.`) : null),
      groups.size ? gradually([...groups], 6, ([which, group]) => {
        const pieces = (sheet.wordings[which] ?? []).map((piece): Piece => (piece.length === 3 ? [0, sheet.text.slice(piece[1], piece[1] + piece[2])] : piece));
        const text = pieces.filter(([op]) => op !== 2).map(([, t]) => t).join("");
        return h("div", { class: "variant" },
          h("p", { class: "side-head" }, group.slice(0, 12).map((p, i) => [i ? ", " : null, who(p), link(p, text)]), group.length > 12 ? ` and ${n(group.length - 12)} more` : null),
          h("blockquote", { class: "words", dir: "auto" }, foldedWording(pieces)));
      }, h("div", { class: "side" })) : null));
}
