// Which parts of one article stand elsewhere too, of which kind: a bar of the article's length.
import { h, s } from "../dom";
import type { Data } from "../data";
import { kindClass, outletName } from "../parts";
import { address } from "../state";
import { n, percentage } from "../text";

/** `wanted` picks out passages to stress; others are pale. */
export function coverage(data: Data, article: number, characters: number, wanted?: Set<number>): HTMLElement {
  const figure = h("div", { class: "coverage" });
  const length = Math.max(characters, 1);
  const chart = s("svg", { viewBox: "0 0 1000 14", preserveAspectRatio: "none", role: "group" });
  chart.appendChild(s("rect", { class: "bar-track", width: 1000, height: 14 }));
  const covered: [number, number][] = [];
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
    if (line.kind !== "self") covered.push([start, end]);
    const own = line.articles.indexOf(article);
    const others = (line.outlets ?? []).map((o) => outletName(data, o)).filter((name, i) => name !== null && i >= 0);
    const text = `${line.kind}, ${n(line.words)} words, in ${n(new Set(line.articles).size)} articles: ${others.slice(0, 6).join(", ")}${others.length > 6 ? " …" : ""}`;
    const link = s("a", { href: address("passages", { open: row }), "aria-label": text, class: wanted && !wanted.has(row) ? "pale" : null },
      s("title", null, text),
      s("rect", { class: kindClass(line.kind), x: (start / length) * 1000, width: Math.max(((end - start) / length) * 1000, 3), height: 14 }));
    if (own >= 0) chart.appendChild(link);
  }
  covered.sort((a, b) => a[0] - b[0]);
  let [sum, reached] = [0, 0];
  for (const [start, end] of covered) {
    sum += Math.max(0, end - Math.max(start, reached));
    reached = Math.max(reached, end);
  }
  const share = percentage(Math.min(1, sum / length));
  chart.setAttribute("aria-label", `${share} of this article stands elsewhere too`);
  figure.append(chart, h("span", { class: "share" }, share));
  return figure;
}
