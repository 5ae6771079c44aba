// A list of any length beside what is opened from it: search, filters, sorting, rows drawn only where they are seen.
import { Virtualizer, elementScroll, observeElementOffset, observeElementRect } from "@tanstack/virtual-core";
import { add, h, replace, say, type Child } from "./dom";
import { copyLink, csvButton } from "./parts";
import { go, type State } from "./state";
import { counted, folded, n, terms } from "./text";

type Cell = string | number | null | undefined;

export interface Column<L> {
  key: string;
  label: string;
  /** The label of one. */
  one?: string;
  /** A CSS grid track. */
  track: string;
  numeric?: boolean;
  cell(line: L, row: number): Child;
  /** Ascending; absent where sorting makes no sense. */
  compare?(a: L, b: L): number;
  /** Sorted downwards at the first click. */
  down?: boolean;
}

export interface Filter<L> {
  key: string;
  label: string;
  options(): [value: string, label: string][];
  match(value: string): (line: L) => boolean;
}

export interface ListView<L> {
  view: string;
  title: string;
  intro: Child;
  nouns: [string, string];
  /** What a search looks through, if not whole texts. */
  searches?: string;
  lines: L[];
  /** Resolves when `lines` has its first. */
  some: Promise<void>;
  /** Resolves when `lines` is complete. */
  all: Promise<void>;
  columns: Column<L>[];
  filters: Filter<L>[];
  haystack(line: L): string;
  empty: string;
  /** Said below the list when the page holds less than all. */
  cut?: string | null;
  csv: { header: string[]; row(line: L, row: number): Cell[] };
  /** What a row opens to. */
  sheet(row: number): Promise<Child>;
}

const narrow = matchMedia("(max-width: 67.99rem)");
const PRINTED = 200;

/** Builds the view into `into`; answers what is called when the address changes. */
export function list<L>(into: HTMLElement, config: ListView<L>): (state: State) => void {
  const { view, lines, columns } = config;
  let shown: number[] = [];
  let params: Record<string, string> = {};
  let active = 0;
  const hay: string[] = [];
  let complete = false;

  const search = h("input", { type: "search", placeholder: `Search ${config.searches ?? config.nouns[1]}`, "aria-label": `Search ${config.searches ?? config.nouns[1]}`, autocomplete: "off", spellcheck: "false" });
  const selects = config.filters.map((filter) => {
    const select = h("select", { "aria-label": filter.label, change: () => set({ [filter.key]: select.value, open: null }) });
    return { filter, select };
  });
  const count = h("p", { class: "count", role: "status" });
  const sortSelect = h("select", { class: "sort-select", "aria-label": "Sort by", change: () => set({ sort: sortSelect.value }) });
  const share = copyLink();
  share.classList.add("share-list");
  const tools = h("div", { class: "tools" }, search, selects.map((s) => s.select), sortSelect, h("span", { class: "spring" }),
    csvButton(`${view}.csv`, () => csvRows()), share);

  const head = h("div", { class: "row head", role: "row", "aria-rowindex": 1 });
  const body = h("div", { class: "rows", role: "rowgroup" });
  const scroller = h("div", { class: "scroller", tabindex: 0, role: "grid", "aria-label": config.title, "aria-colcount": columns.length }, h("div", { role: "rowgroup", class: "head-group" }, head), body);
  const none = h("p", { class: "none", hidden: true });
  const sheet = h("aside", { class: "sheet", tabindex: -1, "aria-label": "What the row holds" });
  const main = h("div", { class: "list-side" }, tools, count, scroller, none, config.cut ? h("p", { class: "cut" }, config.cut) : null);
  const split = h("div", { class: "split" }, main, sheet);
  replace(into, h("header", { class: "view-head" }, h("h1", null, config.title), h("div", { class: "intro" }, config.intro)), split);
  const template = columns.map((c) => c.track).join(" ");
  scroller.style.setProperty("--tracks", template);

  const heads = columns.map((column) => {
    const button = column.compare
      ? h("button", { type: "button", click: () => set({ sort: nextSort(column) }) }, column.label, h("span", { class: "arrow", "aria-hidden": "true" }))
      : h("span", null, column.label);
    const cell = h("div", { role: "columnheader", class: column.numeric ? "num" : null }, button);
    head.appendChild(cell);
    return { column, cell };
  });
  replace(sortSelect, h("option", { value: "" }, "In order of interest"), columns.filter((c) => c.compare).map((c) => h("option", { value: (c.down ? "-" : "") + c.key }, `By ${c.label.toLowerCase()}`)));

  function nextSort(column: Column<L>): string | null {
    const [down, up] = [`-${column.key}`, column.key];
    const order = column.down ? [down, up] : [up, down];
    const at = order.indexOf(params.sort ?? "");
    return at === 0 ? (order[1] as string) : at === 1 ? null : (order[0] as string);
  }

  function set(change: Record<string, string | null>): void {
    const opens = "open" in change && change.open !== null;
    go(view, { ...params, ...change }, !opens);
  }

  let typing = 0;
  search.addEventListener("input", () => {
    clearTimeout(typing);
    typing = setTimeout(() => set({ q: search.value, open: null }), 120) as unknown as number;
  });

  // Rows.
  const drawn = new Map<number, HTMLElement>();
  const rowHeight = () => Number.parseFloat(getComputedStyle(scroller).getPropertyValue("--row")) || 64;
  let height = rowHeight();
  const virtual = new Virtualizer<HTMLElement, HTMLElement>({
    count: 0,
    getScrollElement: () => scroller,
    estimateSize: () => height,
    overscan: 8,
    // The head sticks to the top.
    paddingEnd: 0,
    scrollToFn: elementScroll,
    observeElementRect,
    observeElementOffset,
    onChange: () => draw(),
  });
  virtual._willUpdate();
  virtual._didMount();

  function makeRow(place: number): HTMLElement {
    const row = shown[place] as number;
    const line = lines[row] as L;
    const open = params.open === String(row);
    const element = h("div", { role: "row", class: `row${open ? " open" : ""}${place === active ? " active" : ""}`, id: `${view}-row-${row}`, "aria-rowindex": place + 2, "aria-selected": open ? "true" : "false", click: (event: MouseEvent) => {
      if ((event.target as Element).closest("a, button")) return;
      active = place;
      set({ open: String(row) });
    } });
    for (const column of columns) {
      const cell = h("div", { role: "gridcell", class: `c-${column.key}${column.numeric ? " num" : ""}` }, column.cell(line, row));
      if (column.numeric) cell.setAttribute("data-label", cell.textContent === "1" ? (column.one ?? column.label) : column.label);
      element.appendChild(cell);
    }
    return element;
  }

  function draw(): void {
    if (!scroller.isConnected) return;
    const items = virtual.getVirtualItems();
    const wanted = new Set(items.map((i) => i.index));
    for (const [place, element] of drawn) {
      if (!wanted.has(place)) {
        element.remove();
        drawn.delete(place);
      }
    }
    body.style.height = `${virtual.getTotalSize()}px`;
    for (const item of items) {
      let element = drawn.get(item.index);
      if (!element) {
        element = makeRow(item.index);
        drawn.set(item.index, element);
        // In order, for who reads without seeing.
        const after = [...drawn.keys()].filter((k) => k > item.index).sort((a, b) => a - b)[0];
        body.insertBefore(element, after === undefined ? null : (drawn.get(after) ?? null));
      }
      element.style.transform = `translateY(${item.start}px)`;
    }
    const focused = shown[active];
    if (focused !== undefined && drawn.has(active)) scroller.setAttribute("aria-activedescendant", `${view}-row-${focused}`);
    else scroller.removeAttribute("aria-activedescendant");
  }

  function redraw(): void {
    for (const element of drawn.values()) element.remove();
    drawn.clear();
    virtual.setOptions({ ...virtual.options, count: shown.length });
    virtual.measure();
    virtual._willUpdate();
    draw();
  }

  // What is shown.
  function find(): void {
    const tests: ((line: L, row: number) => boolean)[] = [];
    for (const { filter } of selects) {
      const value = params[filter.key];
      if (value) tests.push(filter.match(value));
    }
    const wanted = terms(params.q ?? "");
    if (wanted.length) {
      for (let row = hay.length; row < lines.length; row++) hay.push(folded(config.haystack(lines[row] as L)));
      tests.push((_, row) => wanted.every((term) => (hay[row] as string).includes(term)));
    }
    shown = [];
    for (let row = 0; row < lines.length; row++) if (tests.every((test) => test(lines[row] as L, row))) shown.push(row);
    const key = params.sort?.replace(/^-/, "");
    const column = columns.find((c) => c.key === key && c.compare);
    if (column?.compare) {
      const compare = column.compare;
      const turn = params.sort?.startsWith("-") ? -1 : 1;
      shown.sort((a, b) => turn * compare(lines[a] as L, lines[b] as L) || a - b);
    }
    for (const { column, cell } of heads) {
      const state = column.key !== key ? null : params.sort?.startsWith("-") ? "descending" : "ascending";
      if (column.compare) cell.setAttribute("aria-sort", state ?? "none");
    }
    sortSelect.value = params.sort ?? "";
    scroller.setAttribute("aria-rowcount", String(shown.length + 1));
    count.textContent = !complete ? "Reading …" : shown.length === lines.length ? counted(lines.length, ...config.nouns) : `${n(shown.length)} of ${counted(lines.length, ...config.nouns)}`;
    none.hidden = shown.length > 0 || !complete;
    scroller.hidden = shown.length === 0 && complete;
    none.textContent = lines.length ? "Nothing here has all of that. Take a word or a filter away." : config.empty;
    active = Math.max(0, Math.min(active, shown.length - 1));
  }

  function* csvRows(): Iterable<Cell[]> {
    yield config.csv.header;
    for (const row of shown) yield config.csv.row(lines[row] as L, row);
  }

  // What is opened.
  let opened: string | undefined;
  async function open(row: string | undefined): Promise<void> {
    if (row === opened) return;
    opened = row;
    split.classList.toggle("with-sheet", row !== undefined);
    if (row === undefined) return replace(sheet);
    const number = Number(row);
    if (!lines[number]) return replace(sheet, closer(), h("p", { class: "none" }, "This file has no such row; the address is of another report."));
    sheet.setAttribute("aria-busy", "true");
    try {
      const content = await config.sheet(number);
      if (opened !== row) return;
      replace(sheet, closer(), content);
      sheet.scrollTop = 0;
      say(`${config.nouns[0]} opened`);
      if (narrow.matches) {
        sheet.focus({ preventScroll: true });
        scrollTo(0, 0);
      }
    } catch (error) {
      replace(sheet, closer(), h("p", { class: "none" }, String((error as Error).message)));
    } finally {
      sheet.removeAttribute("aria-busy");
    }
  }
  const close = () => {
    set({ open: null });
    scroller.focus();
  };
  function closer(): Node {
    const step = (by: number) => () => moveTo(shown.indexOf(Number(params.open)) + by, true);
    return h("div", { class: "closer" },
      h("button", { type: "button", class: "quiet", click: close }, h("span", { class: "back", "aria-hidden": "true" }, "←"), " Close"),
      h("span", { class: "spring" }),
      h("button", { type: "button", class: "quiet", "aria-label": `Previous ${config.nouns[0]}`, click: step(-1) }, "↑"),
      h("button", { type: "button", class: "quiet", "aria-label": `Next ${config.nouns[0]}`, click: step(1) }, "↓"));
  }

  function moveTo(place: number, opening: boolean): void {
    if (!shown.length) return;
    drawn.get(active)?.classList.remove("active");
    active = Math.max(0, Math.min(place, shown.length - 1));
    virtual.scrollToIndex(active, { align: "auto" });
    draw();
    drawn.get(active)?.classList.add("active");
    if (opening) go(view, { ...params, open: shown[active] ?? null }, true);
  }
  scroller.addEventListener("keydown", (event) => {
    if (event.target !== scroller) return;
    const page = Math.max(1, Math.floor(scroller.clientHeight / height) - 1);
    const steps: Record<string, number> = { ArrowDown: 1, ArrowUp: -1, PageDown: page, PageUp: -page, Home: -shown.length, End: shown.length, j: 1, k: -1 };
    const step = steps[event.key];
    if (step !== undefined) {
      event.preventDefault();
      moveTo(active + step, opened !== undefined && Math.abs(step) === 1);
    } else if (event.key === "Enter" || event.key === " ") {
      event.preventDefault();
      if (shown[active] !== undefined) set({ open: String(shown[active]) });
    }
  });
  document.addEventListener("keydown", (event) => {
    if (!scroller.isConnected || event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Escape" && opened !== undefined) close();
    if (event.key === "/" && !(event.target as Element).matches("input, select, textarea")) {
      event.preventDefault();
      search.focus();
    }
  });

  // A page of paper has no rows to scroll to.
  let paper: HTMLElement | null = null;
  const before = () => {
    if (!scroller.isConnected) return;
    paper = h("div", { class: "paper" }, shown.slice(0, PRINTED).map((_, place) => makeRow(place)),
      shown.length > PRINTED ? h("p", { class: "cut" }, `The first ${PRINTED} of ${n(shown.length)} are printed.`) : null);
    paper.style.setProperty("--tracks", template);
    main.appendChild(paper);
  };
  addEventListener("beforeprint", before);
  addEventListener("afterprint", () => paper?.remove());

  new ResizeObserver(() => {
    const now = rowHeight();
    if (now !== height) {
      height = now;
      redraw();
    }
  }).observe(scroller);

  function update(state: State, again = false): void {
    const old = params;
    params = state.params;
    if (document.activeElement !== search) search.value = params.q ?? "";
    for (const { filter, select } of selects) select.value = params[filter.key] ?? "";
    const changed = again || ["q", "sort", ...config.filters.map((f) => f.key)].some((k) => old[k] !== params[k]);
    if (changed) {
      find();
      if (!again) scroller.scrollTop = 0;
    }
    const place = params.open === undefined ? -1 : shown.indexOf(Number(params.open));
    if (place >= 0) active = place;
    redraw();
    if (place >= 0 && (again || old.open === undefined)) virtual.scrollToIndex(place, { align: "auto" });
    void open(params.open);
  }

  const fillSelects = () => {
    for (const { filter, select } of selects) {
      replace(select, h("option", { value: "" }, filter.label));
      for (const [value, label] of filter.options()) add(select, [h("option", { value }, label)]);
      select.value = params[filter.key] ?? "";
    }
  };
  let current: State | null = null;
  // Until all is read the head is shown; opening waits.
  const waiting = ({ view, params: { open: _, ...params } }: State): State => ({ view, params });
  void config.some.then(() => {
    if (current && !complete) update(waiting(current), true);
  });
  void config.all.then(() => {
    complete = true;
    fillSelects();
    if (current) update(current, true);
    scroller.setAttribute("data-complete", "true");
  });
  return (state) => {
    const first = current === null;
    current = state;
    update(complete ? state : waiting(state), first);
  };
}
