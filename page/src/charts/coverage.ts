// Which parts of one article stand elsewhere too, of which kind: a bar of the article's length.
import { bdi, h, s } from "../dom";
import type { Data } from "../data";
import { kindClass, outletName } from "../parts";
import { address } from "../state";
import { counted, n, percentage } from "../text";

interface Options {
  /** Passages to stress; others are pale. */
  wanted?: Set<number>;
  /** Says below the bar with whom, if the article's own outlet is known. */
  own?: number | null;
}

/** Length of what ranges cover together. */
export function union(ranges: [number, number][]): number {
  let [sum, reached] = [0, 0];
  for (const [start, end] of [...ranges].sort((a, b) => a[0] - b[0])) {
    sum += Math.max(0, end - Math.max(start, reached));
    reached = Math.max(reached, end);
  }
  return sum;
}

/** The bar of an article of so many characters. */
export function coverage(data: Data, article: number, characters: number, { wanted, own }: Options = {}): HTMLElement {
  const figure = h("div", { class: "coverage" });
  const length = Math.max(characters, 1);
  const chart = s("svg", { viewBox: "0 0 1000 14", preserveAspectRatio: "none", role: "group" });
  chart.appendChild(s("rect", { class: "bar-track", width: 1000, height: 14 }));
  const covered: [number, number][] = [];
  const shared = new Map<number, [number, number][]>();
  // Long ones first, so that short ones inside stay visible.
  const pieces: { row: number; start: number; end: number }[] = [];
  for (const row of data.passagesOf().get(article) ?? []) {
    const line = data.passages.lines[row];
    line?.articles.forEach((number, i) => {
      if (number === article) pieces.push({ row, start: line.spans[2 * i] ?? 0, end: line.spans[2 * i + 1] ?? 0 });
    });
  }
  pieces.sort((a, b) => b.end - b.start - (a.end - a.start) || a.start - b.start);
  for (const { row, start, end } of pieces) {
    const line = data.passages.lines[row];
    if (!line) continue;
    if (new Set(line.articles).size > 1) covered.push([start, end]);
    for (const outlet of line.outlets) {
      if (outlet !== own) shared.set(outlet, [...(shared.get(outlet) ?? []), [start, end]]);
    }
    const at = line.articles.indexOf(article);
    const others = line.outlets.filter((o) => o !== own).map((o) => outletName(data, o));
    const text = `${line.kind}, ${n(line.words)} words, in ${n(new Set(line.articles).size)} articles: ${others.slice(0, 6).join(", ")}${others.length > 6 ? " …" : ""}`;
    const link = s("a", { href: address("passages", { open: row }), "aria-label": text, class: wanted && !wanted.has(row) ? "pale" : null },
      s("title", null, text),
      s("rect", { class: kindClass(line.kind), x: (start / length) * 1000, width: Math.max(((end - start) / length) * 1000, 3), height: 14 }));
    if (at >= 0) chart.appendChild(link);
  }
  const share = percentage(Math.min(1, union(covered) / length));
  chart.setAttribute("aria-label", `${share} of this article stands elsewhere too`);
  figure.append(chart, h("span", { class: "share" }, share));
  if (own !== undefined && shared.size) {
    const most = [...shared].map(([outlet, ranges]) => ({ outlet, part: union(ranges) / length })).sort((a, b) => b.part - a.part);
    figure.append(h("p", { class: "whom" }, "with ", most.slice(0, 4).map(({ outlet, part }, i) => [i ? ", " : null, bdi(outletName(data, outlet) ?? ""), ` ${percentage(part)}`]), most.length > 4 ? ` and ${counted(most.length - 4, "more outlet", "more outlets")}` : null));
  }
  return figure;
}
