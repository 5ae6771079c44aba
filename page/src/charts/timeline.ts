// Carriers of a quotation or passage in time: one line each, earliest first; colour is the origin, a dot a minute, a bar
// a day or more of doubt, a whisker what an unknown time zone may move.
import { scaleUtc } from "d3-scale";
import { bdi, h, s } from "../dom";
import { gradually } from "../parts";
import { day, interval, tick as named, type Interval } from "../text";

export interface Mark {
  label: string | null; date: string | null; origin?: number | undefined; note: string; changed?: boolean;
  /** Why the date is not trusted. */
  doubt?: string | undefined;
}

const HOUR = 3_600_000;
const [EAST, WEST] = [14 * HOUR, 12 * HOUR];
const AT_FIRST = 20;

export const originClass = (origin: number | undefined) => (origin === undefined ? "o-0" : `o-${origin <= 7 ? origin : "more"}`);

/** `changed` says what Δ means. */
export function timeline(marks: Mark[], changed = "other words"): HTMLElement {
  const times = marks.map((mark) => (mark.date ? interval(mark.date) : null));
  const dated = times.filter((t): t is Interval => t !== null);
  const figure = h("figure", { class: "timeline" });
  if (dated.length) {
    // Dates known to the month or year would leave no room for the others: they are drawn to the edge and named.
    const sure = dated.filter((t) => t.to - t.from <= 25 * HOUR);
    const spread = sure.length ? sure : dated;
    let [from, to] = [Math.min(...spread.map((t) => t.from)), Math.max(...spread.map((t) => t.to))];
    const room = Math.max((to - from) * 0.06, 3 * HOUR);
    [from, to] = [from - room, to + room];
    const x = scaleUtc().domain([from, to]).range([0, 100]).clamp(true);
    const ticks = x.ticks(4);
    const axis = h("div", { class: "axis", "aria-hidden": "true" });
    for (const [i, tick] of ticks.entries()) {
      const label = h("span", null, named(tick, ticks[i - 1]));
      const at = x(tick);
      label.style.left = `${at}%`;
      if (at < 6 || at > 94) label.className = at < 6 ? "from" : "to";
      axis.appendChild(label);
    }
    figure.append(h("div", { class: "lane axis-lane" }, h("span"), axis));
    const list = h("ol", { class: "lanes" });
    const lane = (mark: Mark, i: number) => {
      const time = times[i] ?? null;
      const chart = s("svg", { class: "lane-chart", "aria-hidden": "true" });
      for (const tick of ticks) chart.appendChild(s("line", { class: "grid", x1: `${x(tick)}%`, x2: `${x(tick)}%`, y1: 0, y2: "100%" }));
      if (time) {
        const precise = time.to - time.from <= HOUR;
        const width = Math.max(x(time.to) - x(time.from), 0.1);
        const vague = time.to - time.from > 25 * HOUR;
        const doubt = mark.doubt === undefined ? "" : " doubted";
        if (time.zone) {
          const [a, b] = [x(time.from - EAST), x(time.to + WEST)];
          chart.appendChild(s("line", { class: `whisker ${originClass(mark.origin)}`, x1: `${a}%`, x2: `${b}%`, y1: "50%", y2: "50%" }));
        }
        if (!vague && !precise && width < 1.4) chart.appendChild(s("circle", { class: `ring${doubt} ${originClass(mark.origin)}`, cx: `${x(time.from) + width / 2}%`, cy: "50%", r: 4.5 }));
        else if (precise) chart.appendChild(s("circle", { class: `dot${doubt} ${originClass(mark.origin)}`, cx: `${x(time.from)}%`, cy: "50%", r: 5 }));
        else chart.appendChild(s("rect", { class: `doubt${vague ? " vague" : ""}${doubt} ${originClass(mark.origin)}`, x: `${x(time.from)}%`, y: "25%", width: `${width}%`, height: "50%", rx: 3 }));
        if (vague) chart.appendChild(s("text", { class: "no-date", x: "50%", y: "50%" }, `some time in ${day(mark.date ?? "")}`));
      } else {
        chart.appendChild(s("text", { class: "no-date", x: "50%", y: "50%" }, "undated: anywhere on this line"));
      }
      return h("li", { class: "lane", title: `${mark.date ? day(mark.date) : "undated"}${mark.doubt ? `, doubtful: ${mark.doubt}` : ""}; ${mark.note}` },
        h("span", { class: "lane-name" },
          mark.origin === undefined ? null : h("i", { class: `origin-mark ${originClass(mark.origin)}`, title: `origin ${mark.origin}` }, mark.origin),
          mark.label === null ? h("em", { class: "unknown" }, "unknown outlet") : bdi(mark.label),
          mark.changed ? h("span", { class: "delta", title: changed }, "Δ") : null),
        chart,
        h("span", { class: "hidden" }, mark.date ? day(mark.date) : "undated", mark.doubt ? ", doubtful" : null));
    };
    figure.append(gradually(marks, AT_FIRST, lane, list));
  } else {
    figure.append(h("p", { class: "muted" }, "No carrier has a date, so there is no order to draw."));
  }
  const origins = marks.some((m) => m.origin !== undefined);
  figure.append(h("figcaption", null,
    ["● known to the minute", "○ ▬ to the day or less", "─ what an unknown time zone may move", origins ? "① origin" : null, marks.some((m) => m.doubt) ? "◌ date doubtful" : null, marks.some((m) => m.changed) ? `Δ ${changed}` : null]
      .map((said) => said && [h("span", null, said), " "])));
  return figure;
}
