import { bdi, h, type Child } from "../dom";
import type { Data } from "../data";
import { list, type ListView } from "../list";
import { ALTERED, CONFLICT, copyLink, csvButton, cutWording, date, doubted, doubtsOf, earliest, fact, flag, FLAGS, gradually, outlet, outletName, title, uncut, unknown, when, wording } from "../parts";
import type { State } from "../state";
import { addressOfWords, counted, n, percentage, plain } from "../text";
import type { Carrier, QuoteLine } from "../types";
import { originClass, timeline } from "../charts/timeline";

const speaker = (line: QuoteLine): Child =>
  line.speaker ? [bdi(line.speaker, "speaker"), line.role ? [", ", bdi(line.role)] : null] : unknown(line.flags?.includes(CONFLICT) ? "speakers disagree" : "speaker unknown");

export function quotes(into: HTMLElement, data: Data): (state: State) => void {
  const { head } = data;
  const lines = data.quotes.lines;
  const left = head.left_out.quotes;
  const config: ListView<QuoteLine> = {
    view: "quotes",
    title: "Quotations",
    intro: ["Each row is one quotation in all its wordings. ", h("em", null, "Origins"), " count independent sources at most: copying that left no trace is not seen."],
    nouns: ["quotation", "quotations"],
    lines,
    some: data.quotes.some,
    all: data.quotes.all,
    haystack: (line) => `${line.text} ${line.speaker ?? ""} ${line.role ?? ""}`,
    empty: "No words in quotation marks were found.",
    cut: left ? whatIsHeld(data) : null,
    columns: [
      { key: "text", label: "Quotation", track: "minmax(0, 1fr)", cell: (line) => [(line.flags ?? []).map(flag), h("q", { class: "words", dir: "auto" }, line.text)], compare: (a, b) => (a.text < b.text ? -1 : a.text > b.text ? 1 : 0) },
      { key: "speaker", label: "Speaker", track: "11rem", cell: speaker, compare: (a, b) => (a.speaker ?? "\uffff").localeCompare(b.speaker ?? "\uffff") },
      { key: "when", label: "Earliest", track: "8.2rem", cell: (line) => [when(line.when), h("span", { class: "sub" }, first(line))], compare: (a, b) => ((a.when[0] ?? "9") < (b.when[0] ?? "9") ? -1 : (a.when[0] ?? "9") > (b.when[0] ?? "9") ? 1 : 0) },
      { key: "articles", label: "Articles", one: "Article", track: "4.6rem", numeric: true, down: true, cell: (line) => n(line.articles), compare: (a, b) => a.articles - b.articles },
      { key: "origins", label: "Origins", one: "Origin", track: "4.4rem", numeric: true, down: true, cell: (line) => n(line.origins), compare: (a, b) => a.origins - b.origins },
      { key: "wordings", label: "Wordings", one: "Wording", track: "5.2rem", numeric: true, down: true, cell: (line) => n(line.wordings), compare: (a, b) => a.wordings - b.wordings },
    ],
    filters: [
      { key: "flag", label: "Any flag", options: () => [["any", "flagged"], ["altered", "altered words"], ...Object.keys(FLAGS).filter((f) => head.counts.quotes_by_flag[f]).map((f): [string, string] => [f, `${plain(f)} (${n(head.counts.quotes_by_flag[f] ?? 0)})`])],
        match: (value) => (value === "any" ? (l) => !!l.flags?.length : value === "altered" ? (l) => !!l.flags?.some((f) => ALTERED.includes(f)) : (l) => !!l.flags?.includes(value)) },
      { key: "carried", label: "In any number", options: () => [["2", "in 2 or more articles"], ["5", "in 5 or more articles"], ["o1", "repeated, of one origin"], ["o2", "of 2 or more origins"], ["w2", "in 2 or more wordings"]],
        match: (value) => (value === "o1" ? (l) => l.articles > 1 && l.origins === 1 : value === "o2" ? (l) => l.origins > 1 : value === "w2" ? (l) => l.wordings > 1 : (l) => l.articles >= Number(value)) },
      { key: "outlet", label: "Any outlet", options: () => [...head.outlets].filter((o) => o.quotes).map((o): [string, string] => [o.outlet, o.outlet]).sort((a, b) => a[1].localeCompare(b[1])),
        match: (value) => {
          const at = head.outlets.findIndex((o) => o.outlet === value);
          return (l) => !!l.outlets?.includes(at);
        } },
    ],
    csv: {
      header: ["text", "speaker", "role", "flags", "articles", "origins", "wordings", "earliest_date", "earliest_known", "outlets"],
      row: (l) => [l.text, l.speaker, l.role, (l.flags ?? []).join(" "), l.articles, l.origins, l.wordings, l.when[0], l.when[1] ? "yes" : "no", (l.outlets ?? []).map((o) => outletName(data, o)).join("; ")],
    },
    sheet: (row) => family(data, row),
  };
  function first(line: QuoteLine): Child {
    return line.outlets?.length === 1 ? outlet(data, line.outlets[0]) : line.outlets?.length ? counted(line.outlets.length, "outlet", "outlets") : null;
  }
  return list(into, config);
}

async function family(data: Data, row: number): Promise<Child> {
  const line = data.quotes.lines[row] as QuoteLine;
  const sheet = await data.quotes.sheet(row);
  const articles = await data.articles([...sheet.carriers.map((c) => c.article), ...sheet.unmarked.map(([number]) => number)]);
  const of = (c: Carrier) => articles.get(c.article);
  const text = (c: Carrier) => (c.wording ? c.wording.filter(([op]) => op !== 2).map(([, t]) => t).join("") : line.text);
  const doubts = doubtsOf(sheet.doubts);
  const end = (c: Carrier) => c.end ?? c.start + [...text(c)].length;

  const carrier = (c: Carrier) => {
    const article = of(c);
    const cut = uncut(line.text, c.wording);
    const changed = c.wording?.some(([op]) => op !== 0) || !!c.changes?.length;
    return h("li", { class: "carrier" },
      h("p", { class: "who" },
        h("i", { class: `origin-mark ${originClass(c.origin)}`, title: `origin ${c.origin}` }, c.origin), " ",
        outlet(data, article?.outlet), h("span", { class: "dot-sep" }, "·"), date(article?.date),
        sheet.earliest === c.article ? h("span", { class: "chip good" }, "earliest") : null,
        doubted(doubts.get(c.article)),
        h("span", { class: "chip" }, c.variant), c.kind === "direct" || c.kind === c.variant ? null : h("span", { class: "chip" }, c.kind)),
      h("p", { class: "where" }, title(article, addressOfWords(article?.url, text(c), c.fragment))),
      h("blockquote", { class: changed ? "words changed" : "words", dir: "auto" },
        c.around ? h("span", { class: "around" }, c.around[0]) : null,
        cut ? cutWording(cut) : c.wording ? wording(c.wording) : line.text,
        c.around ? h("span", { class: "around" }, c.around[1]) : null),
      c.changes?.length ? h("p", { class: "changes" }, "Changes: ", c.changes.map(([from, to], i) => [i ? "; " : null, from ? h("del", null, from) : null, " ", to ? h("ins", null, to) : null])) : null,
      h("p", { class: "said" }, c.speaker ? ["Speaker here: ", bdi(c.speaker, "speaker")] : ["Speaker here: ", unknown("not given")],
        c.mention || c.cue ? h("span", { class: "muted" }, " (", c.mention ? ["“", bdi(c.mention), "”"] : null, c.mention && c.cue ? " + " : null, c.cue ? ["“", bdi(c.cue), "”"] : null, ")") : null),
      h("details", null, h("summary", null, "Evidence"),
        h("dl", { class: "facts" },
          fact("Rule", h("code", null, c.rule), c.speaker ? `, right in ${percentage(c.confidence)} of cases` : null),
          fact("Place", `characters ${n(c.start)}–${n(end(c))} of `, bdi(article?.id ?? String(c.article), "mono")),
          fact("Date", article?.date ? `known to the ${article.precision}; ` : "none was found", article?.date_evidence ? bdi(article.date_evidence) : null, doubts.has(c.article) ? ["; doubtful: ", bdi(doubts.get(c.article) ?? "")] : null),
          fact("Origin", bdi(c.why)),
          article?.agency ? fact("Agency", bdi(article.agency), article.agency_evidence ? [" (", bdi(article.agency_evidence), ")"] : null) : null,
          c.also_in?.length ? fact("May also belong to", c.also_in.map((id) => [h("code", null, id), " "])) : null)));
  };

  const marks = sheet.carriers.map((c) => ({
    label: outletName(data, of(c)?.outlet), date: of(c)?.date ?? null, origin: c.origin,
    note: of(c)?.title ?? of(c)?.id ?? "", changed: !!c.wording?.some(([op]) => op !== 0) || !!c.changes?.length, doubt: doubts.get(c.article),
  }));
  function* rows() {
    yield ["quote", "article", "outlet", "date", "url", "start", "end", "text", "variant", "speaker", "rule", "confidence", "origin", "origin_evidence"];
    for (const c of sheet.carriers) {
      const a = of(c);
      yield [sheet.id, a?.id, outletName(data, a?.outlet), a?.date, a?.url, c.start, end(c), text(c), c.variant, c.speaker, c.rule, c.confidence, c.origin, c.why];
    }
  }
  const told = (line.flags ?? []).filter((f) => f in FLAGS);
  return h("article", { class: "opened" },
    h("h2", { class: "words pull", dir: "auto" }, "“", line.text, "”"),
    h("p", { class: "attribution" }, speaker(line), line.flags?.includes(CONFLICT) ? [": ", bdi(speakers(sheet.carriers).join(" / "))] : null),
    told.length ? h("ul", { class: "told" }, told.map((f) => h("li", null, flag(f), " ", FLAGS[f]))) : null,
    earliest(data, sheet.earliest === null ? undefined : articles.get(sheet.earliest), sheet.basis),
    h("dl", { class: "figures" }, [["article", line.articles], ["outlet", line.outlets.length], ["origin", line.origins], ["wording", line.wordings]].map(([name, value]) => fact(`${name}${value === 1 ? "" : "s"}${name === "origin" && value !== 1 ? " at most" : ""}`, n(value as number)))),
    sheet.carriers.length > 1 ? [h("h3", null, "When and where"), timeline(marks)] : null,
    h("div", { class: "sub-head" }, h("h3", null, sheet.carriers.length > 1 ? "Every wording, earliest first" : "Where it stands"), h("span", { class: "spring" }), csvButton(`${sheet.id}.csv`, rows), copyLink()),
    sheet.carriers.length > 1 ? h("p", { class: "muted" }, "Marked against the fullest wording: ", h("del", null, "left out"), ", ", h("ins", null, "put in"), ".") : null,
    gradually(sheet.carriers, 40, carrier, h("ol", { class: "carriers" })),
    sheet.unmarked.length ? [h("h3", null, `Printed without quotation marks: ${counted(sheet.unmarked.length, "place", "places")}`),
      gradually(sheet.unmarked, 12, ([number, from, to]) => {
        const article = articles.get(number);
        return h("li", { class: "member" },
          h("p", { class: "who" }, outlet(data, article?.outlet), h("span", { class: "dot-sep" }, "·"), date(article?.date), h("span", { class: "muted" }, ` · characters ${n(from)}–${n(to)}`)),
          h("p", { class: "where" }, title(article, addressOfWords(article?.url, line.text))));
      }, h("ol", { class: "members" }))] : null,
    h("p", { class: "id" }, "In quotes.jsonl: ", h("code", null, sheet.id)));
}

/** The names that carriers give, each once. */
const speakers = (carriers: Carrier[]) => [...new Set(carriers.map((c) => c.speaker).filter((name) => name !== null))];

/** Said where the page does not hold all. */
export function whatIsHeld({ head }: Data): string {
  const { quotes: left, quotes_repeated: repeated, limit_bytes: limit } = head.left_out;
  const singles = head.counts.quotes - head.counts.quotes_repeated;
  const held = singles - (left - repeated);
  const all = repeated ? `${n(head.counts.quotes_repeated - repeated)} of the ${n(head.counts.quotes_repeated)} quotations in two or more articles` : `all ${counted(head.counts.quotes_repeated, "quotation", "quotations")} in two or more articles`;
  return `This page holds ${all} and ${held ? `${n(held)} of` : "none of"} the ${n(singles)} in one article (flagged first, then the longest), to stay below ${n(limit / 1e6)} MB. Every one is in quotes.jsonl; --report-limit makes room for more.`;
}
