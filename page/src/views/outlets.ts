import { bdi, h, replace, s, type Child } from "../dom";
import type { Data } from "../data";
import { csvButton, copyLink, gradually, kind, when } from "../parts";
import { address, go, type State } from "../state";
import { counted, n, percentage } from "../text";
import type { Outlet, Pair } from "../types";
import { uncreditedOf } from "./uncredited";
import { heatmap } from "../charts/heatmap";
import { seriate } from "../order";

type Measure = "words" | "stories" | "passages";
const MEASURES: [Measure, string][] = [["words", "words shared"], ["passages", "passages shared"], ["stories", "stories shared"]];
const MEASURE_NOUNS: Record<Measure, [string, string]> = { words: ["word", "words"], passages: ["passage", "passages"], stories: ["story", "stories"] };
const SIZES = [12, 24, 40, 60];
/** Agencies told apart by colour; the rest is one. */
const AGENCIES = 6;

export function outlets(into: HTMLElement, data: Data): (state: State) => void {
  const { head } = data;
  const between = new Map<string, Pair>();
  const place = new Map(head.outlets.map((o, i) => [o.outlet, i]));
  const shared = new Float64Array(head.outlets.length);
  const key = (a: number, b: number) => (a < b ? `${a},${b}` : `${b},${a}`);
  for (const pair of head.pairs) {
    const [a, b] = [place.get(pair.a), place.get(pair.b)];
    if (a === undefined || b === undefined) continue;
    between.set(key(a, b), pair);
    shared[a] = (shared[a] ?? 0) + pair.words;
    shared[b] = (shared[b] ?? 0) + pair.words;
  }
  const sharing = [...head.outlets.keys()].filter((i) => shared[i]).sort((a, b) => (shared[b] ?? 0) - (shared[a] ?? 0) || a - b);
  const phone = matchMedia("(max-width: 46rem)").matches;

  const controls = h("div", { class: "tools" });
  const map = h("div", { class: "map" });
  const cell = h("aside", { class: "cell", "aria-live": "polite" });
  const intro = "Who prints the same words as whom. Outlets that share much stand together, so that groups show as blocks. “First” means first in this corpus, as far as the dates tell.";
  replace(into,
    h("header", { class: "view-head" }, h("h1", null, "Outlets"), h("p", { class: "intro" }, intro)),
    head.outlets.length === 0 ? h("p", { class: "none" }, "No article shows who published it.") : [
      h("section", { "aria-label": "Who shares with whom" }, h("h2", null, "Who shares with whom"),
        sharing.length < 2 ? h("p", { class: "none" }, "No two outlets share a passage or a story.") : [controls, h("div", { class: "map-and-cell" }, map, cell)]),
      wire(head.outlets),
      first(between),
    ]);

  let drawn = "";
  return (state) => {
    if (sharing.length < 2) return;
    const measure = (MEASURES.find(([m]) => m === state.params.by)?.[0] ?? "words") as Measure;
    const size = Number(state.params.top) || (phone ? 12 : 24);
    const set = (change: Record<string, string | null>, replaced = true) => go("outlets", { ...state.params, ...change }, replaced);
    const by = h("select", { "aria-label": "Measure", change: () => set({ by: by.value }) }, MEASURES.map(([m, label]) => h("option", { value: m, selected: m === measure }, label)));
    const top = h("select", { "aria-label": "Outlets shown", change: () => set({ top: top.value }) },
      SIZES.filter((_, i) => i === 0 || (SIZES[i - 1] ?? 0) < sharing.length).map((k) => h("option", { value: k, selected: k === size }, k >= sharing.length ? `all ${sharing.length} that share` : `the ${k} that share most`)));
    function* rows() {
      yield ["a", "b", "stories", "passages", "words", "a_first", "b_first", "order_unknown", "agencies"];
      for (const p of head.pairs) yield [p.a, p.b, p.stories, p.passages, p.words, p.a_first, p.b_first, p.order_unknown, p.agencies];
    }
    const scale = h("span", { class: "scale" }, "less", s("svg", { width: 90, height: 12, "aria-hidden": "true" }, [0.08, 0.3, 0.5, 0.7, 0.85, 1].map((o, i) => s("rect", { class: "heat-cell", x: i * 15, width: 14, height: 12, "fill-opacity": o }))), "more");
    replace(controls, by, top, scale, h("span", { class: "spring" }), csvButton("outlet_pairs.csv", rows), copyLink());
    const chosen = sharing.slice(0, size);
    const value = (a: number, b: number) => between.get(key(a, b))?.[measure] ?? 0;
    const alike = (i: number, j: number) => {
      const [a, b] = [chosen[i] ?? 0, chosen[j] ?? 0];
      const smaller = Math.min(shared[a] ?? 0, shared[b] ?? 0);
      return measure === "words" ? value(a, b) / (smaller || 1) : value(a, b);
    };
    const view = `${measure} ${size}`;
    const pair = state.params.pair?.split("\u2009|\u2009").map((name) => place.get(name));
    const order = seriate(chosen.length, alike).map((i) => chosen[i] as number);
    if (view !== drawn || !map.firstChild) {
      drawn = view;
      const at = (o: number | undefined) => (o === undefined ? -1 : order.indexOf(o));
      const [x, y] = pair ? [at(pair[0]), at(pair[1])] : [-1, -1];
      replace(map, heatmap({
        names: order.map((o) => head.outlets[o]?.outlet ?? ""),
        value: (a, b) => value(order[a] ?? 0, order[b] ?? 0),
        unit: measure,
        selected: x >= 0 && y >= 0 ? [x, y] : null,
        open: (a, b) => go("outlets", { ...parseNow(), pair: [order[a], order[b]].map((o) => head.outlets[o ?? 0]?.outlet).join("\u2009|\u2009") }),
      }));
    }
    const [a, b] = pair ?? [];
    if (a !== undefined && b !== undefined) void data.stories.all.then(() => data.passages.all).then(() => replace(cell, behind(data, a, b, between.get(key(a, b)))));
    else replace(cell, h("h3", { class: "no-cell" }, "Who share most"), h("p", { class: "muted" }, "A cell of the map opens here: the stories and passages behind it, and who had them first."),
      h("ul", { class: "links" }, [...head.pairs].sort((x, y) => y[measure] - x[measure] || y.words - x.words).slice(0, 8).map((p) => h("li", null, h("a", { href: address("outlets", { ...state.params, pair: `${p.a}\u2009|\u2009${p.b}` }) }, bdi(p.a), " – ", bdi(p.b)), h("span", { class: "muted small" }, ` ${counted(p[measure], ...MEASURE_NOUNS[measure])}`)))));
    function parseNow() {
      return { ...state.params };
    }
  };
}

/** What two outlets have in common. */
function behind(data: Data, a: number, b: number, pair: Pair | undefined): Child {
  const both = <L extends { outlets?: number[] }>(lines: L[]) => lines.map((line, row) => ({ line, row })).filter(({ line }) => line.outlets?.includes(a) && line.outlets.includes(b));
  const stories = both(data.stories.lines);
  // As the table of pairs counts them: what was copied, not what both quote or print around their articles.
  const passages = both(data.passages.lines).filter(({ line }) => ["wire", "shared", "background"].includes(line.kind)).sort((x, y) => y.line.words - x.line.words);
  const [nameA, nameB] = [data.head.outlets[a]?.outlet ?? "", data.head.outlets[b]?.outlet ?? ""];
  function* rows() {
    yield ["what", "text", "kind", "words", "articles", "earliest_date", "earliest_known"];
    for (const { line } of stories) yield ["story", line.title, null, null, line.articles.length, line.when[0], line.when[1] ? "yes" : "no"];
    for (const { line } of passages) yield ["passage", line.text, line.kind, line.words, line.articles.length, line.when[0], line.when[1] ? "yes" : "no"];
  }
  return h("div", { class: "behind" },
    h("h3", null, bdi(nameA), " and ", bdi(nameB)),
    pair ? [
      h("p", null, `${counted(pair.words, "word", "words")} in ${counted(pair.passages, "passage", "passages")}, ${counted(pair.stories, "story", "stories")} both carry`, pair.agencies ? [", credited to ", bdi(pair.agencies)] : null, "."),
      split(pair.a, pair.b, pair.a_first, pair.b_first, pair.order_unknown),
    ] : null,
    h("p", null, csvButton("pair.csv", rows, "CSV of both lists")),
    h("h4", null, `Stories: ${n(stories.length)}${data.head.left_out.stories ? " on this page" : ""}`),
    stories.length ? gradually(stories, 12, ({ line, row }) => h("li", null, h("a", { href: address("stories", { open: row }) }, bdi(line.title)), h("span", { class: "muted small" }, " ", when(line.when), ` · ${counted(line.articles.length, "article", "articles")}`)), h("ul", { class: "links" }))
      : h("p", { class: "muted" }, "No story of both", data.head.left_out.stories ? " on this page." : "; they share passages only."),
    h("h4", null, `Passages: ${n(passages.length)}${data.head.left_out.passages ? " on this page" : ""}`),
    passages.length ? gradually(passages, 12, ({ line, row }) => h("li", null, h("a", { href: address("passages", { open: row }) }, bdi(line.text.length > 110 ? `${line.text.slice(0, 110)}…` : line.text)), h("span", { class: "muted small" }, " ", kind(line.kind), ` · ${n(line.words)} words`)), h("ul", { class: "links" }))
      : h("p", { class: "muted" }, "None on this page."));
}

/** A bar of who had it first. */
function split(a: string, b: string, aFirst: number, bFirst: number, unknown: number): Node {
  const all = aFirst + bFirst + unknown || 1;
  const part = (cls: string, value: number, from: number) => s("rect", { class: cls, x: (from / all) * 100, width: (value / all) * 100, height: 10 });
  return h("figure", { class: "split-bar" },
    s("svg", { viewBox: "0 0 100 10", preserveAspectRatio: "none", role: "img", "aria-label": `${a} first ${aFirst} times, ${b} first ${bFirst} times, unknown ${unknown} times` },
      part("first-a", aFirst, 0), part("first-unknown", unknown, aFirst), part("first-b", bFirst, aFirst + unknown)),
    h("figcaption", null, h("span", null, h("i", { class: "key first-a" }), bdi(a), ` first: ${n(aFirst)}`), h("span", null, h("i", { class: "key first-unknown" }), `not told by dates: ${n(unknown)}`), h("span", null, h("i", { class: "key first-b" }), bdi(b), ` first: ${n(bFirst)}`)));
}

function wire(all: Outlet[]): Node {
  const totals = new Map<string, number>();
  for (const outlet of all) for (const [agency, words] of Object.entries(outlet.wire_words_by_agency)) totals.set(agency, (totals.get(agency) ?? 0) + words);
  const agencies = [...totals].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).map(([agency]) => agency);
  const own = agencies.slice(0, AGENCIES);
  const colour = (agency: string) => { const at = own.indexOf(agency); return `a-${at < 0 ? "more" : at + 1}`; };
  const wireWords = (o: Outlet) => Object.values(o.wire_words_by_agency).reduce((sum, w) => sum + w, 0);
  const rows = [...all].sort((a, b) => wireWords(b) / (b.words || 1) - wireWords(a) / (a.words || 1) || b.shared_share - a.shared_share || (a.outlet < b.outlet ? -1 : 1));
  function* table() {
    yield ["outlet", "articles", "words", "shared_words", "shared_share", "wire_words", "uncredited_wire_articles", "quotes", ...agencies];
    for (const o of rows) yield [o.outlet, o.articles, o.words, o.shared_words, o.shared_share, wireWords(o), o.uncredited_wire_articles, o.quotes, ...agencies.map((a) => o.wire_words_by_agency[a] ?? 0)];
  }
  const row = (o: Outlet) => {
    let from = 0;
    const share = (words: number) => Math.min(100, (words / (o.words || 1)) * 100);
    const bar = s("svg", { viewBox: "0 0 100 10", preserveAspectRatio: "none", "aria-hidden": "true" }, s("rect", { class: "bar-track", width: 100, height: 10 }), s("rect", { class: "bar-shared", width: share(o.shared_words), height: 10 }));
    const order = Object.entries(o.wire_words_by_agency).sort((a, b) => agencies.indexOf(a[0]) - agencies.indexOf(b[0]));
    for (const [agency, words] of order) {
      bar.appendChild(s("rect", { class: colour(agency), x: from, width: Math.max(0, Math.min(share(words), 100 - from)), height: 10 }, s("title", null, `${agency}: ${n(words)} words`)));
      from += share(words);
    }
    return h("tr", null,
      h("th", { scope: "row" }, h("a", { href: address("passages", { outlet: o.outlet, kind: order.length ? "wire" : null }) }, bdi(o.outlet, "outlet")), h("span", { class: "sub" }, counted(o.articles, "article", "articles"))),
      h("td", { class: "bar-cell" }, bar),
      h("td", { class: "num", "data-label": "wire" }, percentage(wireWords(o) / (o.words || 1))),
      h("td", { class: "num", "data-label": "shared" }, percentage(o.shared_share)),
      h("td", { class: "num", "data-label": "uncredited" }, o.uncredited_wire_articles ? uncreditedOf(o.outlet, h("b", { class: "alert-text" }, n(o.uncredited_wire_articles))) : h("span", { class: "muted" }, "0")),
      h("td", { class: "muted agencies" }, order.length ? bdi(order.map(([agency, words]) => `${agency} ${n(words)}`).join(", ")) : "–"));
  };
  const body = h("tbody");
  return h("section", { "aria-label": "Wire copy" },
    h("div", { class: "sub-head" }, h("h2", null, "Wire copy by outlet"), h("span", { class: "spring" }), csvButton("outlets.csv", table)),
    h("p", { class: "muted" }, "Share of each outlet’s words. An outlet’s name opens its passages. Uncredited: articles that print 60 or more words which another article credits to an agency, and name none."),
    h("ul", { class: "legend" }, own.map((a) => h("li", null, h("i", { class: `key ${colour(a)}` }), bdi(a))), agencies.length > AGENCIES ? h("li", null, h("i", { class: "key a-more" }), "other agencies") : null, h("li", null, h("i", { class: "key bar-shared" }), "shared, no wire")),
    h("table", { class: "bars" }, h("thead", null, h("tr", null, ["Outlet", "Share of its words", "Wire", "Shared", "Uncredited", "Agencies, words"].map((c, i) => h("th", { scope: "col", class: i >= 2 && i <= 4 ? "num" : null }, c)))), gradually(rows, 25, row, body)));
}

function first(between: Map<string, Pair>): Node | null {
  const pairs = [...between.values()].filter((p) => p.a_first + p.b_first > 0).sort((x, y) => y.a_first + y.b_first - x.a_first - x.b_first || y.words - x.words);
  const all = new Map<string, [number, number]>();
  for (const p of between.values()) {
    for (const [name, before, after] of [[p.a, p.a_first, p.b_first], [p.b, p.b_first, p.a_first]] as const) {
      const [x, y] = all.get(name) ?? [0, 0];
      all.set(name, [x + before, y + after]);
    }
  }
  const rank = [...all].filter(([, [x, y]]) => x + y > 0).sort((x, y) => y[1][0] + y[1][1] - x[1][0] - x[1][1] || (x[0] < y[0] ? -1 : 1)).slice(0, 200);
  const most = Math.max(1, ...rank.map(([, [x, y]]) => Math.max(x, y)));
  if (!rank.length) return h("section", null, h("h2", null, "Who is first"), h("p", { class: "none" }, "No passage that two outlets share has dates that tell who was first."));
  return h("section", { "aria-label": "Who is first" },
    h("h2", null, "Who is first"),
    h("p", { class: "muted" }, "Shared passages that an outlet printed before another (right) and after another (left), over all its pairs. Passages whose order the dates do not tell are not counted. A name opens the passages it had before all others in this corpus."),
    gradually(rank, 15, ([name, [before, after]]) => h("div", { class: "first-row" }, h("a", { href: address("passages", { first: name }) }, bdi(name, "outlet")),
      h("span", { class: "num muted" }, n(after)),
      s("svg", { viewBox: "-100 0 200 10", preserveAspectRatio: "none", role: "img", "aria-label": `${name}: first ${before} times, later ${after} times` },
        s("rect", { class: "bar-track", x: -100, width: 200, height: 10 }), s("rect", { class: "first-b", x: (-after / most) * 100, width: (after / most) * 100, height: 10 }), s("rect", { class: "first-a", width: (before / most) * 100, height: 10 }), s("line", { class: "zero", y2: 10 })),
      h("span", { class: "num" }, n(before))), h("div", { class: "first-rows" })),
    h("h3", null, "Pair by pair"),
    gradually(pairs, 12, (p) => h("div", { class: "pair" }, h("a", { href: address("outlets", { pair: `${p.a}\u2009|\u2009${p.b}` }) }, bdi(p.a), " – ", bdi(p.b)), split(p.a, p.b, p.a_first, p.b_first, p.order_unknown)), h("div", { class: "pairs" })));
}
