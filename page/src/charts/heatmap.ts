// Who shares with whom, as a matrix of outlets in an order that shows blocks.
import { scaleSqrt } from "d3-scale";
import { h, s, say } from "../dom";
import { n } from "../text";

export interface Cell { a: number; b: number; value: number }

interface Options {
  names: string[];
  value(a: number, b: number): number;
  unit: string;
  open(a: number, b: number): void;
  selected: [number, number] | null;
}

export function heatmap({ names, value, unit, open, selected }: Options): HTMLElement {
  const size = names.length;
  const cell = size > 40 ? 13 : size > 24 ? 17 : size > 14 ? 23 : 32;
  const font = cell > 22 ? 13 : cell > 15 ? 12 : 11;
  const letters = matchMedia("(max-width: 46rem)").matches ? 15 : 24;
  const longest = Math.min(letters, Math.max(...names.map((name) => [...name].length)));
  const turn = cell < 18 ? 66 : 52;
  const label = Math.ceil(longest * font * 0.56) + 10;
  const short = (name: string) => ([...name].length > letters ? [...name].slice(0, letters - 1).join("") + "…" : name);
  let most = 0;
  for (let a = 0; a < size; a++) for (let b = a + 1; b < size; b++) most = Math.max(most, value(a, b));
  const strength = scaleSqrt().domain([0, most || 1]).range([0, 1]);
  const top = label * (turn > 60 ? 0.93 : 0.78);
  const [width, height] = [label + size * cell + Math.ceil(label * (turn > 60 ? 0.42 : 0.6)), top + size * cell + 2];
  const chart = s("svg", { class: "heat", width, height, viewBox: `0 0 ${width} ${height}`, tabindex: 0, role: "application",
    "aria-label": `Heat map of ${size} outlets by ${unit} they share. Arrow keys move, Enter opens. The table of pairs below has the same figures.` });
  const rows: SVGTextElement[] = [];
  const columns: SVGTextElement[] = [];
  names.forEach((name, i) => {
    const at = i * cell + cell / 2;
    const row = s("text", { class: "heat-label", x: label - 6, y: top + at, "text-anchor": "end", "dominant-baseline": "central", "font-size": font }, short(name));
    const column = s("text", { class: "heat-label", transform: `translate(${label + at},${top - 6}) rotate(${-turn})`, "font-size": font, "dominant-baseline": "central" }, short(name));
    rows.push(row);
    columns.push(column);
    chart.append(row, column);
  });
  const board = s("g", { transform: `translate(${label},${top})` });
  board.appendChild(s("rect", { class: "heat-ground", width: size * cell, height: size * cell }));
  for (let a = 0; a < size; a++) {
    for (let b = 0; b < size; b++) {
      const amount = a === b ? 0 : value(a, b);
      if (a === b) board.appendChild(s("rect", { class: "heat-own", x: b * cell, y: a * cell, width: cell - 1, height: cell - 1 }));
      else if (amount > 0) {
        board.appendChild(s("rect", { class: "heat-cell", x: b * cell, y: a * cell, width: cell - 1, height: cell - 1, "fill-opacity": (0.08 + 0.92 * strength(amount)).toFixed(3) }));
      }
    }
  }
  const cursor = s("rect", { class: "heat-cursor", width: cell, height: cell, visibility: "hidden" });
  const chosen = s("rect", { class: "heat-chosen", width: cell, height: cell, visibility: "hidden" });
  board.append(cursor, chosen);
  chart.appendChild(board);

  const readout = h("p", { class: "readout" }, "Point at a cell, or use the arrow keys; click or Enter opens what is behind it.");
  let at: [number, number] = selected ?? [0, Math.min(1, size - 1)];
  const place = (mark: SVGElement, [a, b]: [number, number]) => {
    mark.setAttribute("x", String(b * cell - 0.5));
    mark.setAttribute("y", String(a * cell - 0.5));
    mark.setAttribute("visibility", "visible");
  };
  const point = (to: [number, number], aloud: boolean) => {
    rows[at[0]]?.classList.remove("on");
    columns[at[1]]?.classList.remove("on");
    at = to;
    rows[at[0]]?.classList.add("on");
    columns[at[1]]?.classList.add("on");
    place(cursor, at);
    const [a, b] = at;
    const text = a === b ? `${names[a]}` : `${names[a]} and ${names[b]}: ${value(a, b) ? `${n(value(a, b))} ${unit}` : "nothing"} shared`;
    readout.textContent = text;
    if (aloud) say(text);
  };
  const choose = () => {
    if (at[0] === at[1] || !value(...at)) return;
    place(chosen, at);
    open(...at);
  };
  const under = (event: MouseEvent): [number, number] | null => {
    const box = chart.getBoundingClientRect();
    const scale = width / box.width;
    const [x, y] = [(event.clientX - box.left) * scale - label, (event.clientY - box.top) * scale - top];
    const [a, b] = [Math.floor(y / cell), Math.floor(x / cell)];
    return a >= 0 && b >= 0 && a < size && b < size ? [a, b] : null;
  };
  chart.addEventListener("pointermove", (event) => {
    const to = under(event);
    if (to && (to[0] !== at[0] || to[1] !== at[1] || cursor.getAttribute("visibility") === "hidden")) point(to, false);
  });
  chart.addEventListener("click", (event) => {
    const to = under(event);
    if (to) {
      point(to, false);
      choose();
    }
  });
  chart.addEventListener("focus", () => point(at, true));
  chart.addEventListener("keydown", (event) => {
    const moves: Record<string, [number, number]> = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };
    const move = moves[event.key];
    const keep = (i: number) => Math.max(0, Math.min(size - 1, i));
    if (move) {
      event.preventDefault();
      point([keep(at[0] + move[0]), keep(at[1] + move[1])], true);
    } else if (event.key === "Enter" || event.key === " ") {
      event.preventDefault();
      choose();
    }
  });
  if (selected) place(chosen, selected);
  return h("div", { class: "heat-wrap" }, h("div", { class: "heat-scroll" }, chart), readout);
}
