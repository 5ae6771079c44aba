import { bdi, h, type Child } from "../dom";
import type { Data } from "../data";
import { list } from "../list";
import { copyLink, csvButton, date, foldedText, foldedWording, gradually, kind, KINDS, legend, outlet, outletName, title, when } from "../parts";
import { address, type State } from "../state";
import { addressOfWords, counted, n } from "../text";
import type { Article, PassageLine, PassageSheet, Piece, StoryLine, StorySheet } from "../types";
import { coverage } from "../charts/coverage";
import { timeline } from "../charts/timeline";

const byDate = (a: { when: [string | null, boolean] }, b: { when: [string | null, boolean] }) => {
  const [x, y] = [a.when[0] ?? "9", b.when[0] ?? "9"];
  return x < y ? -1 : x > y ? 1 : 0;
};
const outletFilter = (data: Data) => ({
  key: "outlet",
  label: "Any outlet",
  options: () => data.head.outlets.map((o): [string, string] => [o.outlet, o.outlet]).sort((a, b) => a[1].localeCompare(b[1])),
  match: (value: string) => {
    const at = data.head.outlets.findIndex((o) => o.outlet === value);
    return (l: { outlets?: number[] }) => !!l.outlets?.includes(at);
  },
});
const names = (data: Data, outlets: number[] | undefined) => (outlets ?? []).map((o) => outletName(data, o) ?? "");
const someNames = (data: Data, outlets: number[] | undefined) => {
  const all = names(data, outlets);
  return bdi(all.slice(0, 3).join(", ") + (all.length > 3 ? ` and ${all.length - 3} more` : ""), "muted");
};
const left = (data: Data, what: "stories" | "passages", nouns: [string, string]) =>
  data.head.left_out[what] ? `${counted(data.head.left_out[what], ...nouns)} are not on this page, which is kept below ${n(data.head.left_out.limit_bytes / 1e6)} MB. All are in ${what}.jsonl; --report-limit makes room for more.` : null;

export function stories(into: HTMLElement, data: Data): (state: State) => void {
  return list<StoryLine>(into, {
    view: "stories",
    title: "Stories",
    intro: "Articles that are the same text, nearly the same, or cut from one another. Each was itself compared with one of them, never through a third.",
    nouns: ["story", "stories"],
    lines: data.stories.lines,
    some: data.stories.some,
    all: data.stories.all.then(() => data.passages.all),
    haystack: (line) => `${line.title} ${names(data, line.outlets).join(" ")}`,
    empty: "No two articles are the same text or near it.",
    cut: left(data, "stories", ["story", "stories"]),
    columns: [
      { key: "title", label: "Story", track: "minmax(0, 1fr)", cell: (l) => [bdi(l.title, "headline"), h("span", { class: "sub" }, someNames(data, l.outlets))], compare: (a, b) => a.title.localeCompare(b.title) },
      { key: "when", label: "Earliest", track: "9rem", cell: (l) => when(l.when), compare: byDate },
      { key: "articles", label: "Articles", one: "Article", track: "5rem", numeric: true, down: true, cell: (l) => n(l.articles.length), compare: (a, b) => a.articles.length - b.articles.length },
      { key: "outlets", label: "Outlets", one: "Outlet", track: "5rem", numeric: true, down: true, cell: (l) => n(l.outlets?.length ?? 0), compare: (a, b) => (a.outlets?.length ?? 0) - (b.outlets?.length ?? 0) },
    ],
    filters: [
      outletFilter(data),
      { key: "outlets", label: "Any number of outlets", options: () => [["2", "2 or more outlets"], ["3", "3 or more outlets"], ["5", "5 or more outlets"], ["1", "one outlet or none known"]], match: (v) => (v === "1" ? (l) => (l.outlets?.length ?? 0) < 2 : (l) => (l.outlets?.length ?? 0) >= Number(v)) },
    ],
    csv: { header: ["title", "articles", "outlets", "outlet_names", "earliest_date", "earliest_known"], row: (l) => [l.title, l.articles.length, l.outlets?.length ?? 0, names(data, l.outlets).join("; "), l.when[0], l.when[1] ? "yes" : "no"] },
    sheet: (row) => story(data, row),
  });
}

async function story(data: Data, row: number): Promise<Child> {
  const line = data.stories.lines[row] as StoryLine;
  const sheet: StorySheet = await data.stories.sheet(row);
  const articles = await data.articles(line.articles);
  const inStory = new Set(line.articles);
  const earliest = sheet.earliest === null ? undefined : articles.get(sheet.earliest);
  const order = line.articles.map((number, i) => ({ number, member: sheet.members[i], article: articles.get(number) }));
  const key = (a: Article | undefined) => a?.date ?? "9";
  order.sort((a, b) => Number(b.number === sheet.earliest) - Number(a.number === sheet.earliest) || (key(a.article) < key(b.article) ? -1 : key(a.article) > key(b.article) ? 1 : a.number - b.number));

  // Passages that two of these articles print, in the order of the first article.
  const shared = new Map<number, number>();
  const lead = order[0]?.number;
  for (const number of line.articles) {
    for (const passage of data.passagesOf().get(number) ?? []) {
      const l = data.passages.lines[passage] as PassageLine;
      if (l.kind === "self" || new Set(l.articles.filter((a) => inStory.has(a))).size < 2) continue;
      const at = l.articles.indexOf(lead ?? -1);
      shared.set(passage, at >= 0 ? (l.spans[2 * at] ?? 0) : 1e9 + (l.spans[0] ?? 0));
    }
  }
  const passages = [...shared].sort((a, b) => a[1] - b[1] || a[0] - b[0]).map(([passage]) => passage);
  const sheets = await Promise.all(passages.slice(0, 200).map((p) => data.passages.sheet(p)));
  const wanted = new Set(passages);
  const kinds = Object.keys(KINDS).filter((k) => passages.some((p) => data.passages.lines[p]?.kind === k));
  function* rows() {
    yield ["story", "article", "outlet", "date", "title", "url", "relation", "similarity", "containment"];
    for (const { article, member } of order) yield [sheet.id, article?.id, outletName(data, article?.outlet), article?.date, article?.title, article?.url, member?.[0], member?.[1], member?.[2]];
  }
  const member = ({ number, member, article }: (typeof order)[number]) =>
    h("li", { class: "member" },
      h("p", { class: "who" }, outlet(data, article?.outlet), h("span", { class: "dot-sep" }, "·"), date(article?.date),
        number === sheet.earliest ? h("span", { class: "chip good" }, "earliest") : null,
        article?.agency ? h("span", { class: "chip" }, "credits ", bdi(article.agency)) : null),
      h("p", { class: "where" }, title(article)),
      coverage(data, number, article?.characters ?? 0, wanted),
      h("p", { class: "muted small" }, number === sheet.representative ? "the others are compared with this one" : [member?.[0], ` · similarity ${member?.[1].toFixed(2)} · containment ${member?.[2].toFixed(2)}`], ` · ${n(article?.words ?? 0)} words`));
  return h("article", { class: "opened" },
    h("h2", { class: "headline" }, bdi(line.title)),
    h("p", null, earliest ? [h("strong", null, "Earliest in this corpus: "), outlet(data, earliest.outlet), ", ", date(earliest.date)] : h("strong", null, "Earliest unknown"), " ", h("span", { class: "muted" }, "(", bdi(sheet.basis), ")")),
    order.length > 1 ? timeline(order.map(({ article }) => ({ label: outletName(data, article?.outlet), date: article?.date ?? null, note: article?.title ?? article?.id ?? "" }))) : null,
    h("div", { class: "sub-head" }, h("h3", null, counted(order.length, "article", "articles")), h("span", { class: "spring" }), csvButton(`${sheet.id}.csv`, rows), copyLink()),
    h("p", { class: "muted" }, "Bars: which part of each article stands elsewhere too; passages of this story are strong, others pale. Each opens."),
    kinds.length ? legend(kinds) : null,
    gradually(order, 30, member, h("ol", { class: "members" })),
    passages.length ? h("h3", null, `What they share: ${counted(passages.length, "passage", "passages")}`) : null,
    gradually(passages.slice(0, 200), 12, (passage, i) => block(data, passage, sheets[i] as PassageSheet, articles, inStory), h("div", { class: "blocks" })),
    h("p", { class: "id" }, "In stories.jsonl: ", h("code", null, sheet.id)));
}

/** One passage: the text of the earliest on one side, every other wording beside it. */
function block(data: Data, row: number, sheet: PassageSheet, articles: Map<number, Article>, only?: Set<number>): Node {
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

export function passages(into: HTMLElement, data: Data): (state: State) => void {
  const kinds = Object.keys(data.head.counts.passages_by_kind);
  return list<PassageLine>(into, {
    view: "passages",
    title: "Shared passages",
    intro: legend(Object.keys(KINDS).filter((k) => kinds.includes(k))),
    nouns: ["passage", "passages"],
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
    ],
    csv: { header: ["kind", "text_head", "words", "places", "agency", "outlets", "earliest_date", "earliest_known"], row: (l) => [l.kind, l.text, l.words, l.articles.length, l.agency, names(data, l.outlets).join("; "), l.when[0], l.when[1] ? "yes" : "no"] },
    sheet: (row) => passage(data, row),
  });
}

async function passage(data: Data, row: number): Promise<Child> {
  const line = data.passages.lines[row] as PassageLine;
  const sheet = await data.passages.sheet(row);
  const articles = await data.articles(line.articles);
  const earliest = sheet.earliest === null ? undefined : articles.get(sheet.earliest);
  function* rows() {
    yield ["passage", "article", "outlet", "date", "title", "url", "start", "end", "identity"];
    for (const [i, number] of line.articles.entries()) {
      const a = articles.get(number);
      yield [sheet.id, a?.id ?? null, outletName(data, a?.outlet), a?.date ?? null, a?.title ?? null, a?.url ?? null, line.spans[2 * i] ?? null, line.spans[2 * i + 1] ?? null, sheet.identity[i] ?? null];
    }
  }
  const marks = line.articles.map((number) => ({ label: outletName(data, articles.get(number)?.outlet), date: articles.get(number)?.date ?? null, note: articles.get(number)?.title ?? "" }));
  return h("article", { class: "opened" },
    h("p", { class: "block-head" }, kind(line.kind), line.agency ? [h("span", { class: "muted" }, " credited to "), bdi(line.agency)] : null),
    h("p", null, h("strong", null, `Why ${line.kind}: `), bdi(sheet.rule)),
    h("p", null, earliest ? [h("strong", null, "Earliest in this corpus: "), outlet(data, earliest.outlet), ", ", date(earliest.date)] : h("strong", null, "Earliest unknown"), " ", h("span", { class: "muted" }, "(", bdi(sheet.basis), ")")),
    line.kind === "self" || marks.length < 2 ? null : timeline(marks),
    h("div", { class: "sub-head" }, h("h3", null, "Side by side"), h("span", { class: "spring" }), csvButton(`${sheet.id}.csv`, rows), copyLink()),
    block(data, row, sheet, articles),
    h("h3", null, "Where it stands in each article"),
    gradually([...new Set(line.articles)], 20, (number) => h("div", { class: "member" },
      h("p", { class: "who" }, outlet(data, articles.get(number)?.outlet), h("span", { class: "dot-sep" }, "·"), date(articles.get(number)?.date)),
      h("p", { class: "where" }, title(articles.get(number))),
      coverage(data, number, articles.get(number)?.characters ?? 0, new Set([row]))), h("div", { class: "members" })),
    h("p", { class: "id" }, "In passages.jsonl: ", h("code", null, sheet.id)));
}
