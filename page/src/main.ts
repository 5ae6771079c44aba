// The page: reads the file's data, shows the view that the address names.
import { h, replace } from "./dom";
import { open, type Data } from "./data";
import { address, current, listen, type State } from "./state";
import { method } from "./views/method";
import { outlets } from "./views/outlets";
import { overview } from "./views/overview";
import { quotes } from "./views/quotes";
import { passages } from "./views/passages";
import { stories } from "./views/stories";
import { uncredited } from "./views/uncredited";

const VIEWS: Record<string, [label: string, make: (into: HTMLElement, data: Data) => (state: State) => void]> = {
  overview: ["Overview", overview],
  quotes: ["Quotations", quotes],
  stories: ["Stories", stories],
  passages: ["Passages", passages],
  uncredited: ["Uncredited", uncredited],
  outlets: ["Outlets", outlets],
  method: ["Method", method],
};

async function main(): Promise<void> {
  const app = document.getElementById("app");
  if (!app) return;
  if (typeof DecompressionStream === "undefined") throw new Error("This browser is too old to unpack the results; one of 2023 or later can.");
  const data = await open(["stories", "passages", "uncredited", "outlets"].includes(current().view));
  const main = h("main", { id: "main", tabindex: -1 });
  const tabs = Object.entries(VIEWS).map(([view, [label]]) => h("a", { href: address(view), "data-view": view }, label));
  const made = new Map<string, [HTMLElement, (state: State) => void]>();
  replace(app,
    h("a", { class: "skip", href: "#", click: (event: Event) => { event.preventDefault(); main.focus(); } }, "Skip to the view"),
    h("header", { class: "bar" }, h("a", { class: "brand", href: address("overview") }, "dedupe"), h("nav", { "aria-label": "Views" }, tabs)),
    main,
    h("footer", { class: "foot" }, `Made by ${data.head.tool} ${data.head.version}, file formats version ${data.head.schema_version}. This page asks the network for nothing.`));

  const show = (state: State) => {
    const view = state.view in VIEWS ? state.view : "overview";
    let known = made.get(view);
    if (!known) {
      const section = h("div", { class: `view v-${view}` });
      known = [section, (VIEWS[view] as (typeof VIEWS)[string])[1](section, data)];
      made.set(view, known);
    }
    if (main.firstChild !== known[0]) {
      main.replaceChildren(known[0]);
      scrollTo(0, 0);
    }
    for (const tab of tabs) {
      if (tab.dataset.view === view) {
        tab.setAttribute("aria-current", "page");
        // On a phone the tabs are wider than the screen.
        const nav = tab.parentElement as HTMLElement;
        nav.scrollLeft = Math.max(0, tab.offsetLeft - nav.offsetLeft - (nav.clientWidth - tab.offsetWidth) / 2);
      }
      else tab.removeAttribute("aria-current");
    }
    document.title = `${VIEWS[view]?.[0]} · ${data.head.counts.articles.toLocaleString("en-US")} articles · dedupe`;
    known[1](state);
  };
  listen(show);
  addEventListener("popstate", () => show(current()));
  show(current());
  await Promise.all([data.uncredited.all, data.stories.all, data.passages.all, data.quotes.all]);
  document.documentElement.setAttribute("data-ready", "true");
}

main().catch((error: unknown) => {
  console.error(error);
  const loading = document.getElementById("loading") ?? document.querySelector("main");
  if (loading) loading.textContent = `The results cannot be shown: ${(error as Error).message} The files beside this page hold all of them.`;
});
