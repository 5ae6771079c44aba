import { bdi, h, type Child } from "../dom";
import type { Data } from "../data";
import { list } from "../list";
import { copyLink, csvButton, date, doubted, doubtsOf, earliest, gradually, kind, KINDS, legend, outlet, outletName, title, when } from "../parts";
import type { State } from "../state";
import { n } from "../text";
import type { PassageLine } from "../types";
import { coverage } from "../charts/coverage";
import { timeline } from "../charts/timeline";
import { block } from "./block";
import { byDate, left, names, outletAt, outletFilter, outletOptions, someNames } from "./common";

export function passages(into: HTMLElement, data: Data): (state: State) => void {
  const kinds = Object.keys(data.head.counts.passages_by_kind);
  return list<PassageLine>(into, {
    view: "passages",
    title: "Shared passages",
    intro: legend(Object.keys(KINDS).filter((k) => kinds.includes(k))),
    nouns: ["passage", "passages"],
    searches: "the first words of passages",
    lines: data.passages.lines,
    some: data.passages.some,
    all: data.passages.all,
    haystack: (l) => `${l.text} ${l.agency ?? ""} ${l.kind}`,
    empty: "No passage stands in two articles.",
    cut: left(data, "passages", ["passage", "passages"]),
    columns: [
      { key: "text", label: "Passage", track: "minmax(0, 1fr)", cell: (l) => [h("span", { class: "words", dir: "auto" }, l.text), h("span", { class: "sub" }, someNames(data, l.outlets))] },
      { key: "kind", label: "Kind", track: "8rem", cell: (l) => [kind(l.kind), l.agency ? bdi(l.agency, "sub") : null], compare: (a, b) => (a.kind < b.kind ? -1 : a.kind > b.kind ? 1 : 0) },
      { key: "when", label: "Earliest", track: "8.2rem", cell: (l) => when(l.when), compare: byDate },
      { key: "words", label: "Words", one: "Word", track: "4.4rem", numeric: true, down: true, cell: (l) => n(l.words), compare: (a, b) => a.words - b.words },
      { key: "articles", label: "Places", one: "Place", track: "4.4rem", numeric: true, down: true, cell: (l) => n(l.articles.length), compare: (a, b) => a.articles.length - b.articles.length },
    ],
    filters: [
      { key: "kind", label: "Any kind", options: () => kinds.map((k): [string, string] => [k, `${k} (${n(data.head.counts.passages_by_kind[k] ?? 0)})`]), match: (v) => (l) => l.kind === v },
      outletFilter(data),
      { key: "first", label: "Anyone first", options: () => outletOptions(data)().map(([v, label]): [string, string] => [v, `${label} first`]), match: (v) => { const at = outletAt(data, v); return (l) => l.first === at; } },
    ],
    csv: { header: ["kind", "text_head", "words", "places", "agency", "outlets", "earliest_outlet", "earliest_date", "earliest_known"], row: (l) => [l.kind, l.text, l.words, l.articles.length, l.agency, names(data, l.outlets).join("; "), outletName(data, l.first), l.when[0], l.when[1] ? "yes" : "no"] },
    sheet: (row) => passage(data, row),
  });
}

async function passage(data: Data, row: number): Promise<Child> {
  const line = data.passages.lines[row] as PassageLine;
  const sheet = await data.passages.sheet(row);
  const articles = await data.articles(line.articles);
  function* rows() {
    yield ["passage", "article", "outlet", "date", "title", "url", "start", "end", "identity"];
    for (const [i, number] of line.articles.entries()) {
      const a = articles.get(number);
      yield [sheet.id, a?.id ?? null, outletName(data, a?.outlet), a?.date ?? null, a?.title ?? null, a?.url ?? null, line.spans[2 * i] ?? null, line.spans[2 * i + 1] ?? null, sheet.identity[i] ?? null];
    }
  }
  const doubts = doubtsOf(sheet.doubts);
  const marks = line.articles.map((number, i) => ({ label: outletName(data, articles.get(number)?.outlet), date: articles.get(number)?.date ?? null, origin: sheet.origin[i], note: articles.get(number)?.title ?? "", doubt: doubts.get(number) }));
  return h("article", { class: "opened" },
    h("p", { class: "block-head" }, kind(line.kind), line.agency ? [h("span", { class: "muted" }, " credited to "), bdi(line.agency)] : null),
    h("p", null, h("strong", null, `Why ${line.kind}: `), bdi(sheet.rule)),
    earliest(data, sheet.earliest === null ? undefined : articles.get(sheet.earliest), sheet.basis),
    new Set(line.articles).size < 2 ? null : timeline(marks),
    h("div", { class: "sub-head" }, h("h3", null, "Side by side"), h("span", { class: "spring" }), csvButton(`${sheet.id}.csv`, rows), copyLink()),
    block(data, row, sheet, articles),
    h("h3", null, "Where it stands in each article"),
    gradually([...new Set(line.articles)], 20, (number) => h("div", { class: "member" },
      h("p", { class: "who" }, outlet(data, articles.get(number)?.outlet), h("span", { class: "dot-sep" }, "·"), date(articles.get(number)?.date), doubted(doubts.get(number))),
      h("p", { class: "where" }, title(articles.get(number))),
      coverage(data, number, articles.get(number)?.characters ?? 0, { wanted: new Set([row]) })), h("div", { class: "members" })),
    h("p", { class: "id" }, "In passages.jsonl: ", h("code", null, sheet.id)));
}
