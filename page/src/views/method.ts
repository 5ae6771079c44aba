import { bdi, h, replace } from "../dom";
import type { Data } from "../data";
import { csvButton, gradually } from "../parts";
import { address, type State } from "../state";
import { codes, counted, n } from "../text";

export function method(into: HTMLElement, data: Data): (state: State) => void {
  const { head } = data;
  const c = head.counts;
  const table = (heads: string[], rows: Node[], cls = "") => h("table", { class: `plain ${cls}` }, h("thead", null, h("tr", null, heads.map((t, i) => h("th", { scope: "col", class: cls && i ? "num" : null }, t)))), gradually(rows, 30, (row) => row, h("tbody")));
  const counts: [string, number, string?][] = [["Articles read", c.articles], ["Records not read", c.rejected], ["Words", c.words], ["Outlets", c.outlets, address("outlets")], ["Articles without a known outlet", c.unknown_outlet], ["Articles without a date", c.undated], ["Articles that credit an agency", c.agency_credited], ["Stories", c.stories, address("stories")], ["Articles in stories", c.articles_in_stories], ["Alignments of two articles", c.matches], ["Passages", c.passages, address("passages")], ["Quotations", c.quotes, address("quotes")], ["Places where words are quoted", c.quote_carriers], ["Quotations in two or more articles", c.quotes_repeated, address("quotes", { carried: "2" })], ["Articles with agency copy and no credit", c.uncredited_wire, address("uncredited")], ["Places with a speaker", c.quotes_attributed]];
  function* rejected() {
    yield ["path", "record", "reason"];
    for (const r of head.rejected) yield [r.path, r.record, r.reason];
  }
  replace(into,
    h("header", { class: "view-head" }, h("h1", null, "Method and warnings"), h("p", { class: "intro" }, "What was done, with which settings, and what it cannot see. “Earliest” always means earliest in this corpus; where dates do not tell, nothing is claimed.")),
    head.warnings.length ? h("section", null, h("h2", null, "Warnings"), h("div", { class: "note" }, h("ul", null, head.warnings.map((w) => h("li", null, bdi(w.message)))))) : null,
    h("div", { class: "two" },
      head.limits.length ? h("section", null, h("h2", null, "What this method cannot see"), h("ul", { class: "prose" }, head.limits.map((l) => h("li", null, codes(l.replace("`compared`", "`compared` in `run.json`")).map((text, i) => (i % 2 ? h("code", null, bdi(text)) : bdi(text))))))) : null,
      h("section", null, h("h2", null, "How to read it"), h("ul", { class: "prose" },
        h("li", null, "“Earliest” and “first” mean: in this corpus, by the dates its articles show. An article from elsewhere may be earlier."),
        h("li", null, "≈ before a date: the dates do not tell which article was the first."),
        h("li", null, "A date is called doubtful where the article itself names a source that is dated later here."),
        h("li", null, "Origins are groups of carriers that evidence links: one story, copied surroundings, one outlet, an agency both credit. Where nothing links two, they may still have one source."),
        h("li", null, "An altered quotation differs from the fullest wording in a word that denies, a figure or a name, or is cut so that its sense may differ. Which wording is right is not known here."),
        h("li", null, "A story’s article was itself compared with one other, by the share of word sequences both have (similarity) or that the shorter one has of the longer (containment)."),
        h("li", null, "A speaker is named only where a rule finds one in the text; the share of that rule’s answers that were right was measured on a labelled corpus."),
        h("li", null, "Words are compared without regard to case and typography. Places count Unicode characters of the article’s text as read."),
        h("li", null, "Keys: ", h("kbd", null, "/"), " searches, ", h("kbd", null, "↑"), " ", h("kbd", null, "↓"), " move, ", h("kbd", null, "Enter"), " opens, ", h("kbd", null, "Esc"), " closes.")))),
    head.rejected.length ? h("section", null, h("div", { class: "sub-head" }, h("h2", null, `Not read: ${counted(c.rejected, "record", "records")}`), h("span", { class: "spring" }), csvButton("rejected.csv", rejected)),
      table(["File", "Record", "Why"], head.rejected.map((r) => h("tr", null, h("td", null, bdi(r.path, "mono")), h("td", null, r.record ? n(r.record) : "whole file"), h("td", null, bdi(r.reason))))),
      c.rejected > head.rejected.length ? h("p", { class: "cut" }, `The first ${n(head.rejected.length)} are shown; all are in rejected.jsonl.`) : null) : null,
    h("div", { class: "two" },
      h("section", null, h("h2", null, "Counts"), table(["What", "How many"], counts.map(([name, value, link]) => h("tr", null, h("td", null, link ? h("a", { href: link }, name) : name), h("td", { class: "num" }, n(value)))), "narrow")),
      head.parameters.length ? h("section", null, h("h2", null, "Parameters"), table(["Parameter", "Value"], head.parameters.map(([name, value]) => h("tr", null, h("td", null, bdi(name, "mono")), h("td", { class: "num" }, bdi(short(value), "mono")))), "narrow")) : null),
    h("p", { class: "muted" }, "Timings and memory are in run.json; they are left out here so that the same articles give the same page."));
  return () => {};
}

/** Settings of single precision are printed with the digits that they have. */
const short = (value: string) => (/^-?\d+\.\d{7,}$/.test(value) ? String(Number(Number(value).toPrecision(6))) : value);
