import { bdi, h, type Child } from "../dom";
import type { Data } from "../data";
import { list } from "../list";
import { copyLink, csvButton, date, gradually, outlet, outletName, title, when } from "../parts";
import { address, type State } from "../state";
import { counted, n, percentage } from "../text";
import type { PassageLine, PassageSheet, UncreditedLine, UncreditedSheet } from "../types";
import { coverage, union } from "../charts/coverage";
import { timeline } from "../charts/timeline";
import { block } from "./block";
import { byDate, left, names, outletFilter } from "./common";

const NONE: Pick<PassageLine, "articles" | "spans"> = { articles: [], spans: [] };

/** A bar of one share. */
export const shareBar = (share: number): Node => {
  const bar = h("span", { class: "share-bar", "aria-hidden": "true" }, h("i"));
  (bar.firstChild as HTMLElement).style.width = `${Math.min(100, share * 100)}%`;
  return bar;
};

export function uncredited(into: HTMLElement, data: Data): (state: State) => void {
  const { lines, some, all } = data.uncredited;
  const agencies = () => [...new Set(lines.flatMap((l) => l.agencies))].sort();
  return list<UncreditedLine>(into, {
    view: "uncredited",
    title: "Uncredited wire copy",
    intro: "Articles that print 60 or more words which other articles here credit to an agency, and credit none in the text that was read. The page it was taken from may have shown a credit.",
    nouns: ["article", "articles"],
    lines,
    some,
    all: all.then(() => data.passages.all),
    haystack: (l) => `${l.title} ${names(data, l.outlets).join(" ")} ${l.agencies.join(" ")} ${l.mention ?? ""}`,
    empty: "No article prints agency copy without a credit.",
    cut: left(data, "uncredited", ["article", "articles"]),
    columns: [
      { key: "title", label: "Article", track: "minmax(0, 1fr)", cell: (l) => [bdi(l.title, "headline"), h("span", { class: "sub" }, outlet(data, l.outlets[0]), l.mention ? [" names “", bdi(l.mention), "”, credits nobody"] : null, l.covers === "part" ? " the copies credit an agency with a part of their text only" : null)], compare: (a, b) => a.title.localeCompare(b.title) },
      { key: "agencies", label: "Credited elsewhere to", track: "11rem", cell: (l) => bdi(l.agencies.join(", ")), compare: (a, b) => (a.agencies.join() < b.agencies.join() ? -1 : 1) },
      { key: "when", label: "Date", track: "8.2rem", cell: (l) => when(l.when), compare: byDate },
      { key: "shared_share", label: "Share", track: "8.5rem", numeric: true, down: true, cell: (l) => [shareBar(l.shared_share), percentage(l.shared_share)], compare: (a, b) => a.shared_share - b.shared_share },
      { key: "shared_words", label: "Words", one: "Word", track: "4.6rem", numeric: true, down: true, cell: (l) => n(l.shared_words), compare: (a, b) => a.shared_words - b.shared_words },
      { key: "credited", label: "Credited copies", one: "Credited copy", track: "8rem", numeric: true, down: true, cell: (l) => n(l.credited), compare: (a, b) => a.credited - b.credited },
    ],
    filters: [
      outletFilter(data),
      { key: "agency", label: "Any agency", options: () => agencies().map((a): [string, string] => [a, a]), match: (v) => (l) => l.agencies.includes(v) },
      { key: "covers", label: "Whole or part", options: () => [["text", "copies credited as a whole"], ["part", "copies credited in part"]], match: (v) => (l) => l.covers === v },
      { key: "named", label: "Named or not", options: () => [["no", "names no agency at all"], ["yes", "names one in passing"]], match: (v) => (l) => (l.mention !== null) === (v === "yes") },
    ],
    csv: {
      header: ["title", "outlet", "date", "words", "shared_words", "shared_share", "agencies", "agency_covers", "mention", "credited_articles"],
      row: (l) => [l.title, outletName(data, l.outlets[0]), l.when[0], l.words, l.shared_words, l.shared_share, l.agencies.join("; "), l.covers, l.mention, l.credited],
    },
    sheet: (row) => article(data, row),
  });
}

async function article(data: Data, row: number): Promise<Child> {
  const line = data.uncredited.lines[row] as UncreditedLine;
  const sheet: UncreditedSheet = await data.uncredited.sheet(row);
  const articles = await data.articles([line.article, ...sheet.article]);
  const own = articles.get(line.article);
  const copies = [...new Set(sheet.article)].map((number) => {
    const places = sheet.article.flatMap((a, i) => (a === number ? [i] : []));
    return { number, article: articles.get(number), agency: sheet.agency[places[0] ?? 0] ?? "", evidence: sheet.evidence[places[0] ?? 0] ?? "", part: union(places.map((i): [number, number] => [sheet.start[i] ?? 0, sheet.end[i] ?? 0])) / (own?.characters || 1) };
  });
  copies.sort((a, b) => b.part - a.part || a.number - b.number);

  // Passages of the page at the places where the credited copies print this article's words.
  const places = new Set(sheet.start.map((start, i) => `${start}-${sheet.end[i]}`));
  const passages = (data.passagesOf().get(line.article) ?? []).filter((passage) => {
    const { articles, spans } = data.passages.lines[passage] ?? NONE;
    return articles.some((number, i) => number === line.article && places.has(`${spans[2 * i]}-${spans[2 * i + 1]}`));
  });
  const start = (passage: number) => {
    const { articles, spans } = data.passages.lines[passage] ?? NONE;
    return spans[2 * articles.indexOf(line.article)] ?? 0;
  };
  passages.sort((a, b) => start(a) - start(b));
  const sheets = await Promise.all(passages.map((p) => data.passages.sheet(p)));
  const shown = new Set([line.article, ...sheet.article]);
  const missing = new Set(sheet.passage).size - passages.length;
  function* rows() {
    yield ["article", "outlet", "start", "end", "words", "passage", "credited_article", "credited_outlet", "credited_date", "credited_url", "agency", "agency_evidence"];
    for (const [i, number] of sheet.article.entries()) {
      const a = articles.get(number);
      yield [own?.id, outletName(data, own?.outlet), sheet.start[i], sheet.end[i], sheet.words[i], sheet.passage[i], a?.id, outletName(data, a?.outlet), a?.date, a?.url, sheet.agency[i], sheet.evidence[i]];
    }
  }
  return h("article", { class: "opened" },
    h("h2", { class: "headline" }, title(own ?? undefined)),
    h("p", { class: "who" }, outlet(data, own?.outlet), h("span", { class: "dot-sep" }, "·"), date(own?.date)),
    h("p", null, `${n(line.shared_words)} of its ${counted(line.words, "word", "words")} (${percentage(line.shared_share)}) stand in ${counted(line.credited, "article that credits", "articles that credit")} `, h("strong", null, bdi(line.agencies.join(", "))), ". ",
      line.mention ? ["This one names “", bdi(line.mention), "” in its text, but as no source of its own words."] : "This one names no agency in the text that was read."),
    coverage(data, line.article, own?.characters ?? 0, { wanted: new Set(passages), own: own?.outlet ?? null }),
    timeline([{ label: outletName(data, own?.outlet), date: own?.date ?? null, note: own?.title ?? "", changed: true }, ...copies.map(({ article }) => ({ label: outletName(data, article?.outlet), date: article?.date ?? null, note: article?.title ?? "" }))], "no credit"),
    h("div", { class: "sub-head" }, h("h3", null, line.credited > copies.length ? `Credited copies: ${copies.length} of ${n(line.credited)}, the earliest of each passage` : "The credited copies"), h("span", { class: "spring" }), csvButton("credited-copies.csv", rows), copyLink()),
    gradually(copies, 12, ({ article, agency, evidence, part }) => h("li", { class: "member" },
      h("p", { class: "who" }, outlet(data, article?.outlet), h("span", { class: "dot-sep" }, "·"), date(article?.date), h("span", { class: "chip good" }, "credits ", bdi(agency))),
      h("p", { class: "where" }, title(article)),
      h("p", { class: "muted small" }, `has ${percentage(part)} of this article · its credit: `, bdi(evidence))), h("ol", { class: "members" })),
    h("h3", null, "The words, side by side"),
    gradually(passages, 8, (passage, i) => block(data, passage, sheets[i] as PassageSheet, articles, shown), h("div", { class: "blocks" })),
    missing > 0 ? h("p", { class: "muted" }, `${counted(missing, "passage is", "passages are")} not on this page; all are in passages.jsonl.`) : null,
    h("p", { class: "id" }, "In uncredited.jsonl: ", h("code", null, bdi(own?.id ?? ""))));
}

/** Links to the articles of one outlet. */
export const uncreditedOf = (name: string, ...children: Child[]) => h("a", { href: address("uncredited", { outlet: name, named: "no" }) }, ...children);
