import { bdi, h, replace, type Child } from "../dom";
import type { Data } from "../data";
import { ALTERED, CONFLICT, flag, fact, outlet, uncut, when, wording } from "../parts";
import { address, type State } from "../state";
import { bytes, counted, day, n, percentage } from "../text";
import type { QuoteLine, UncreditedLine } from "../types";
import { whatIsHeld } from "./quotes";
import { shareBar, uncreditedOf } from "./uncredited";

const SHOWN = 5;
/** Conflicts among which the plainest are looked for. */
const CONFLICTS = 60;

/** What the changed words of a flag look like; only for the choice of an example. */
const CHANGED: Record<string, RegExp> = {
  negation_changed: /(?:\b(?:not|no|never|none|cannot|nor|nicht|kein\w*|nie|pas|jamais|nunca|sin)\b|n['’]t\b)/i,
  number_changed: /\d|\b(?:two|three|four|five|six|seven|eight|nine|ten|hundred|thousand|million|billion)\b/i,
  name_changed: /\p{Lu}/u,
};

export function overview(into: HTMLElement, data: Data): (state: State) => void {
  const { head } = data;
  const c = head.counts;
  const findings = h("div", { class: "findings" }, h("p", { class: "muted" }, "Reading the findings …"));
  const big = (view: string, params: Record<string, string>, value: number, name: string, sub: Child) =>
    h("a", { class: "big", href: address(view, params) }, h("span", { class: "big-name" }, name), h("span", { class: "big-value" }, n(value)), h("span", { class: "big-sub" }, sub));
  const origins = big("quotes", { carried: "o1" }, 0, "Of one origin", "");
  const [, value, sub] = origins.children;
  if (value && sub) {
    replace(value, "…");
    void data.quotes.all.then(() => {
      const repeated = data.quotes.lines.filter((l) => l.articles > 1);
      replace(value, n(repeated.filter((l) => l.origins === 1).length));
      replace(sub, `of ${counted(repeated.length, "repeated quotation", "repeated quotations")}${repeated.length < c.quotes_repeated ? " on this page" : ""}: several articles, one source`);
    });
  }
  const kinds = Object.entries(c.passages_by_kind).sort((a, b) => b[1] - a[1]).map(([k, v]) => `${n(v)} ${k}`).join(", ");
  const left = head.left_out;
  const leftOut = [[left.uncredited, "article without a credit", "articles without a credit"], [left.stories, "story", "stories"], [left.passages, "passage", "passages"]].filter(([v]) => v).map(([v, one, many]) => counted(v as number, one as string, many as string));
  replace(into,
    h("header", { class: "masthead" },
      h("h1", null, `${counted(c.articles, "article", "articles")}${c.outlets ? ` from ${counted(c.outlets, "outlet", "outlets")}` : ""}: what they share, and who had it first`),
      h("p", { class: "inputs" }, "Read from ", head.inputs.slice(0, 6).map((input, i) => [i ? ", " : null, bdi(input, "mono")]), head.inputs.length > 6 ? ` and ${n(head.inputs.length - 6)} more` : null)),
    h("section", { class: "bigs", "aria-label": "At a glance" },
      big("stories", {}, c.stories, "Stories", `of ${counted(c.articles_in_stories, "article", "articles")} that are one text or near it`),
      big("passages", {}, c.passages, "Shared passages", kinds || "none found"),
      big("quotes", {}, c.quotes, "Quotations", `${n(c.quotes_repeated)} of them in two or more articles`),
      origins),
    h("section", { "aria-label": "Findings" }, h("h2", null, "Worth attention first"), findings),
    h("section", { class: "ledger", "aria-label": "What was read" }, h("h2", null, "What was read, and what was not"),
      h("dl", { class: "facts wide" },
        fact("Read", `${counted(c.articles, "article", "articles")}, ${counted(c.words, "word", "words")}, ${bytes(c.bytes)}`),
        fact("Not read", c.rejected ? h("a", { href: address("method") }, counted(c.rejected, "record", "records")) : "nothing: every record was read"),
        fact("Undated", c.undated ? `${counted(c.undated, "article", "articles")}: listed last, never called the earliest` : "none"),
        fact("Outlet unknown", c.unknown_outlet ? counted(c.unknown_outlet, "article", "articles") : "none"),
        fact("Speakers", `given for ${n(c.quotes_attributed)} of ${counted(c.quote_carriers, "place", "places")} where words are quoted`),
        fact("Agency credited", `in ${counted(c.agency_credited, "article", "articles")}`),
        left.quotes || leftOut.length ? fact("Not on this page", left.quotes ? h("p", null, whatIsHeld(data)) : null, leftOut.length ? h("p", null, `Left out ${left.quotes ? "too" : `to stay below ${bytes(left.limit_bytes)}`}: ${leftOut.join(", ")}. They are in the files beside it; “dedupe scan --report-limit ${Math.ceil((left.limit_bytes / 1e6) * 2)}MB” makes room for more.`) : null) : null),
      head.warnings.length ? h("div", { class: "note", role: "note" }, h("h3", null, "Keep in mind"), h("ul", null, head.warnings.map((w) => h("li", null, bdi(w.message))))) : null));
  void Promise.all([data.quotes.all, data.stories.some, data.uncredited.all]).then(async () => {
    replace(findings, await cards(data));
    findings.setAttribute("data-complete", "true");
  });
  return () => {};
}

async function cards(data: Data): Promise<Child> {
  const lines = data.quotes.lines;
  const { head } = data;
  const c = head.counts;
  const sum = (flags: string[]) => flags.reduce((all, f) => all + (c.quotes_by_flag[f] ?? 0), 0);
  // Flagged quotations come first in the file.
  const flagged = lines.slice(0, 20_000).map((line, row) => ({ line, row }));
  const allAltered = flagged.filter(({ line }) => line.flags?.some((f) => ALTERED.includes(f)));
  // Words that were changed before words that were cut.
  const cutOnly = ({ line }: { line: QuoteLine }) => Number(!line.flags?.some((f) => f !== "truncated_meaning" && ALTERED.includes(f)));
  const altered = [...allAltered].sort((a, b) => cutOnly(a) - cutOnly(b)).slice(0, SHOWN);
  const conflicts = await plainest(data, flagged.filter(({ line }) => line.flags?.includes(CONFLICT)).slice(0, CONFLICTS));
  // Silent ones come first; those that name the agency in passing are fewer steps from right.
  const silent = data.uncredited.lines.map((line, row) => ({ line, row })).filter(({ line }) => line.mention === null && line.covers === "text");
  const silentOutlets = head.outlets.filter((o) => o.uncredited_wire_articles).sort((a, b) => b.uncredited_wire_articles - a.uncredited_wire_articles);
  const widest = data.stories.lines.slice(0, SHOWN + 1).map((line, row) => ({ line, row }));
  const card = (title: string, all: string | null, explain: string, more: Node | null, ...body: Child[]) =>
    h("article", { class: "card" }, h("h3", null, title, all ? h("span", { class: "amount" }, all) : null), h("p", { class: "muted" }, explain), ...body, more ? h("p", { class: "more-link" }, more) : null);
  const all = (view: string, params: Record<string, string>, text: string) => h("a", { href: address(view, params) }, text);

  const alteredItem = async ({ line, row }: { line: QuoteLine; row: number }) => {
    const sheet = await data.quotes.sheet(row);
    const changed = sheet.carriers.filter((x) => x.wording?.some(([op]) => op !== 0));
    const tells = (flag: string) => line.flags?.includes(flag) && changed.find((x) => x.wording?.some(([op, text]) => op !== 0 && CHANGED[flag]?.test(text)));
    // The wording that shows what the flag says, if one does.
    const one = tells("negation_changed") || tells("number_changed") || tells("name_changed") || changed[0] || (sheet.carriers.find((x) => x.variant === "truncated") ?? sheet.carriers[0]);
    const article = one ? (await data.articles([one.article])).get(one.article) : undefined;
    return h("li", null, h("a", { class: "cover", href: address("quotes", { open: row }) },
      h("q", { class: "words", dir: "auto" }, one?.wording ? excerpt(uncut(line.text, one.wording) ?? one.wording) : short(line.text))),
      h("p", { class: "meta" }, (line.flags ?? []).map(flag), outlet(data, article?.outlet), article?.date ? `, ${day(article.date)}` : null, h("span", { class: "muted" }, ` · in ${counted(line.articles, "article", "articles")}`)));
  };
  const conflictItem = async ({ line, row }: { line: QuoteLine; row: number }) => {
    const sheet = await data.quotes.sheet(row);
    const articles = await data.articles(sheet.carriers.map((x) => x.article));
    const named = new Map<string, Set<string>>();
    for (const x of sheet.carriers) {
      if (!x.speaker) continue;
      const where = head.outlets[articles.get(x.article)?.outlet ?? -1]?.outlet ?? articles.get(x.article)?.id ?? "";
      named.set(x.speaker, (named.get(x.speaker) ?? new Set()).add(where));
    }
    return h("li", null, h("a", { class: "cover", href: address("quotes", { open: row }) }, h("q", { class: "words", dir: "auto" }, short(line.text))),
      [...named].slice(0, 4).map(([name, places]) => h("p", { class: "meta" }, bdi(name, "speaker"), h("span", { class: "muted" }, " in ", bdi([...places].slice(0, 3).join(", ")), places.size > 3 ? ` and ${places.size - 3} more` : null))));
  };
  const uncreditedItem = ({ line, row }: { line: UncreditedLine; row: number }) =>
    h("li", null, h("a", { class: "headline", href: address("uncredited", { open: row }) }, bdi(line.title)),
      h("p", { class: "meta" }, outlet(data, line.outlets[0]), line.when[0] ? `, ${day(line.when[0])}` : null, h("span", { class: "muted" }, ` · ${percentage(line.shared_share)} of it `), shareBar(line.shared_share), h("span", { class: "muted" }, " is in ", counted(line.credited, "article crediting ", "articles crediting "), bdi(line.agencies.join(", ")))));
  if (!altered.length && !conflicts.length && !silent.length && !widest.length) {
    return h("p", { class: "none" }, "No quotation was changed, no speakers are in conflict, no wire copy goes uncredited, and no article is another’s near-copy.");
  }
  return [
    altered.length ? card("Altered quotations", n(allAltered.length), "The words differ in a way that can change what was said.", all("quotes", { flag: "altered" }, "All altered quotations"), h("ul", { class: "items" }, await Promise.all(altered.map(alteredItem)))) : null,
    conflicts.length ? card("Speakers in conflict", n(sum([CONFLICT])), "The same words are put into different mouths.", all("quotes", { flag: CONFLICT }, "All conflicts"), h("ul", { class: "items" }, await Promise.all(conflicts.map(conflictItem)))) : null,
    silent.length ? card("Uncredited wire copy", counted(silent.length, "article", "articles"), "Words that other articles credit to an agency, printed here without naming one.", all("uncredited", {}, "All uncredited articles"), h("ul", { class: "items" }, silent.slice(0, SHOWN).map(uncreditedItem)),
      (silentOutlets[0]?.uncredited_wire_articles ?? 0) > 1 && silentOutlets.length > 1 ? h("p", { class: "meta by-outlet" }, "Most often: ", silentOutlets.slice(0, 5).map((o, i) => [i ? ", " : null, uncreditedOf(o.outlet, bdi(o.outlet)), ` ${n(o.uncredited_wire_articles)} of ${n(o.articles)}`])) : null) : null,
    widest.length ? card("Widest stories", null, "In the most outlets, then in the most articles.", all("stories", {}, "All stories"), h("ul", { class: "items rows-2" }, widest.map(({ line, row }) => h("li", null, h("a", { href: address("stories", { open: row }) }, bdi(line.title, "headline")), h("span", { class: "muted" }, `${counted(line.articles.length, "article", "articles")}, ${counted(line.outlets?.length ?? 0, "outlet", "outlets")}`, line.when[0] ? [" · ", when(line.when)] : null))))) : null,
  ];
}

/** Two names are a conflict that can be settled; a crowd of them is most often one text with broken marks. */
async function plainest<L extends { row: number }>(data: Data, conflicts: L[]): Promise<L[]> {
  const names = await Promise.all(conflicts.map(async ({ row }) => {
    const { carriers } = await data.quotes.sheet(row);
    const all = [...new Set(carriers.map((x) => x.speaker).filter((s): s is string => !!s))];
    // “Trump” beside “Donald Trump” is one more way to name one person.
    return all.filter((name) => !all.some((other) => other !== name && other.endsWith(` ${name}`))).length;
  }));
  const order = conflicts.map((conflict, i) => ({ conflict, crowd: Number((names[i] ?? 0) > 2), i }));
  return order.sort((a, b) => a.crowd - b.crowd || a.i - b.i).slice(0, SHOWN).map(({ conflict }) => conflict);
}

const short = (text: string) => (text.length > 170 ? `${text.slice(0, 160)}…` : text);

/** The changes with some words on each side. */
function excerpt(pieces: [0 | 1 | 2, string][]): Child {
  if (pieces.every(([op]) => op === 0)) return short(pieces.map(([, text]) => text).join(""));
  const cut: [0 | 1 | 2, string][] = pieces.map(([op, text], i) => {
    const words = text.split(/(\s+)/);
    if (op !== 0) return [op, words.length <= 40 ? text : i === 0 ? `… ${words.slice(-28).join("")}` : `${words.slice(0, 28).join("")} …`];
    const [head, tail] = [i === 0 ? 0 : 26, i === pieces.length - 1 ? 0 : 26];
    if (words.length <= head + tail + 8) return [op, text];
    return [op, `${words.slice(0, head).join("")}${head ? " " : ""}…${tail ? " " : ""}${tail ? words.slice(-tail).join("") : ""}`];
  });
  return wording(cut);
}
