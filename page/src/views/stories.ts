import { bdi, h, type Child } from "../dom";
import type { Data } from "../data";
import { list } from "../list";
import { copyLink, csvButton, date, doubted, doubtsOf, earliest, gradually, KINDS, legend, outlet, outletName, title, when } from "../parts";
import type { State } from "../state";
import { counted, n } from "../text";
import type { Article, PassageLine, PassageSheet, StoryLine, StorySheet } from "../types";
import { coverage } from "../charts/coverage";
import { timeline } from "../charts/timeline";
import { block } from "./block";
import { byDate, left, names, outletFilter, someNames } from "./common";

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
  const doubts = doubtsOf(sheet.doubts);
  const order = line.articles.map((number, i) => ({ number, member: sheet.members[i], article: articles.get(number) }));
  const key = (a: Article | undefined) => a?.date ?? "9";
  order.sort((a, b) => Number(b.number === sheet.earliest) - Number(a.number === sheet.earliest) || (key(a.article) < key(b.article) ? -1 : key(a.article) > key(b.article) ? 1 : a.number - b.number));

  // Passages that two of these articles print, in the order of the first article.
  const shared = new Map<number, number>();
  const lead = order[0]?.number;
  for (const number of line.articles) {
    for (const passage of data.passagesOf().get(number) ?? []) {
      const l = data.passages.lines[passage] as PassageLine;
      if (new Set(l.articles.filter((a) => inStory.has(a))).size < 2) continue;
      const at = l.articles.indexOf(lead ?? -1);
      shared.set(passage, at >= 0 ? (l.spans[2 * at] ?? 0) : 1e9 + (l.spans[0] ?? 0));
    }
  }
  const passages = [...shared].sort((a, b) => a[1] - b[1] || a[0] - b[0]).map(([passage]) => passage);
  const sheets = await Promise.all(passages.slice(0, 200).map((p) => data.passages.sheet(p)));
  const wanted = new Set(passages);
  const printed = new Set(line.articles.flatMap((number) => data.passagesOf().get(number) ?? []));
  const kinds = Object.keys(KINDS).filter((k) => [...printed].some((p) => data.passages.lines[p]?.kind === k));
  function* rows() {
    yield ["story", "article", "outlet", "date", "title", "url", "relation", "similarity", "containment"];
    for (const { article, member } of order) yield [sheet.id, article?.id, outletName(data, article?.outlet), article?.date, article?.title, article?.url, member?.[0], member?.[1], member?.[2]];
  }
  const member = ({ number, member, article }: (typeof order)[number]) =>
    h("li", { class: "member" },
      h("p", { class: "who" }, outlet(data, article?.outlet), h("span", { class: "dot-sep" }, "·"), date(article?.date),
        number === sheet.earliest ? h("span", { class: "chip good" }, "earliest") : null,
        doubted(doubts.get(number)),
        article?.agency ? h("span", { class: "chip" }, "credits ", bdi(article.agency)) : null),
      h("p", { class: "where" }, title(article)),
      coverage(data, number, article?.characters ?? 0, { wanted, own: article?.outlet ?? null }),
      h("p", { class: "muted small" }, number === sheet.representative ? "the others are compared with this one" : [member?.[0], ` · similarity ${member?.[1].toFixed(2)} · containment ${member?.[2].toFixed(2)}`], ` · ${n(article?.words ?? 0)} words`));
  return h("article", { class: "opened" },
    h("h2", { class: "headline" }, bdi(line.title)),
    earliest(data, sheet.earliest === null ? undefined : articles.get(sheet.earliest), sheet.basis),
    order.length > 1 ? timeline(order.map(({ article }) => ({ label: outletName(data, article?.outlet), date: article?.date ?? null, note: article?.title ?? article?.id ?? "", doubt: doubts.get(article?.number ?? -1) }))) : null,
    h("div", { class: "sub-head" }, h("h3", null, counted(order.length, "article", "articles")), h("span", { class: "spring" }), csvButton(`${sheet.id}.csv`, rows), copyLink()),
    h("p", { class: "muted" }, "Bars: which part of each article stands elsewhere too, in the colour of its kind. Passages of this story are strong, others pale; each opens."),
    kinds.length ? legend(kinds) : null,
    gradually(order, 30, member, h("ol", { class: "members" })),
    passages.length ? h("h3", null, `What they share: ${counted(passages.length, "passage", "passages")}`) : null,
    gradually(passages.slice(0, 200), 12, (passage, i) => block(data, passage, sheets[i] as PassageSheet, articles, inStory), h("div", { class: "blocks" })),
    h("p", { class: "id" }, "In stories.jsonl: ", h("code", null, sheet.id)));
}
