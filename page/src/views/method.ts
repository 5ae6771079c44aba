import { bdi, h, replace } from "../dom";
import type { Data } from "../data";
import { csvButton, gradually } from "../parts";
import type { State } from "../state";
import { counted, n } from "../text";

export function method(into: HTMLElement, data: Data): (state: State) => void {
  const { head } = data;
  const c = head.counts;
  const table = (heads: string[], rows: Node[], cls = "") => h("table", { class: `plain ${cls}` }, h("thead", null, h("tr", null, heads.map((t, i) => h("th", { scope: "col", class: cls && i ? "num" : null }, t)))), gradually(rows, 30, (row) => row, h("tbody")));
  const counts: [string, number][] = [["Articles read", c.articles], ["Records not read", c.rejected], ["Words", c.words], ["Outlets", c.outlets], ["Articles without a known outlet", c.unknown_outlet], ["Articles without a date", c.undated], ["Articles that credit an agency", c.agency_credited], ["Stories", c.stories], ["Articles in stories", c.articles_in_stories], ["Alignments of two articles", c.matches], ["Passages", c.passages], ["Quotations", c.quotes], ["Places where words are quoted", c.quote_carriers], ["Quotations in two or more articles", c.quotes_repeated], ["Places with a speaker", c.quotes_attributed]];
  function* rejected() {
    yield ["path", "record", "reason"];
    for (const r of head.rejected) yield [r.path, r.record, r.reason];
  }
  replace(into,
    h("header", { class: "view-head" }, h("h1", null, "Method and warnings"), h("p", { class: "intro" }, "What was done, with which settings, and what it cannot see. “Earliest” always means earliest in this corpus; where dates do not tell, nothing is claimed.")),
    head.warnings.length ? h("section", null, h("h2", null, "Warnings"), h("div", { class: "note" }, h("ul", null, head.warnings.map((w) => h("li", null, bdi(w.message)))))) : null,
    head.limits.length ? h("section", null, h("h2", null, "What this method cannot see"), h("ul", { class: "prose" }, head.limits.map((l) => h("li", null, bdi(l))))) : null,
    h("section", null, h("h2", null, "How to read it"), h("ul", { class: "prose" },
      h("li", null, "Words are compared without regard to case and typography. Places count Unicode characters of the article’s text as read."),
      h("li", null, "A story’s article was itself compared with one other, by the share of word sequences both have (similarity) or that the shorter one has of the longer (containment)."),
      h("li", null, "A speaker is named only where a rule finds one in the text; the share of that rule’s answers that were right was measured on a labelled corpus."),
      h("li", null, "≈ before a date: the dates do not tell which article was the first."),
      h("li", null, "Keys: / searches, arrows move, Enter opens, Esc closes."))),
    head.rejected.length ? h("section", null, h("div", { class: "sub-head" }, h("h2", null, `Not read: ${counted(c.rejected, "record", "records")}`), h("span", { class: "spring" }), csvButton("rejected.csv", rejected)),
      table(["File", "Record", "Why"], head.rejected.map((r) => h("tr", null, h("td", null, bdi(r.path, "mono")), h("td", null, r.record ? n(r.record) : "whole file"), h("td", null, bdi(r.reason))))),
      c.rejected > head.rejected.length ? h("p", { class: "cut" }, `The first ${n(head.rejected.length)} are shown; all are in rejected.jsonl.`) : null) : null,
    h("div", { class: "two" },
      h("section", null, h("h2", null, "Counts"), table(["What", "How many"], counts.map(([name, value]) => h("tr", null, h("td", null, name), h("td", { class: "num" }, n(value)))), "narrow")),
      head.parameters.length ? h("section", null, h("h2", null, "Parameters"), table(["Parameter", "Value"], head.parameters.map(([name, value]) => h("tr", null, h("td", null, bdi(name, "mono")), h("td", { class: "num" }, bdi(short(value), "mono")))), "narrow")) : null),
    h("p", { class: "muted" }, "Timings and memory are in run.json; they are left out here so that the same articles give the same page."));
  return () => {};
}

/** Settings of single precision are printed with the digits that they have. */
const short = (value: string) => (/^-?\d+\.\d{7,}$/.test(value) ? String(Number(Number(value).toPrecision(6))) : value);
