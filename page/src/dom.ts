// Elements from names and texts. Text becomes text nodes and nothing else; there is no other way to make markup here.

export type Child = Node | string | number | null | undefined | false | Child[];
type Handler = (event: never) => void;
export type Props = Record<string, string | number | boolean | null | undefined | Handler>;

const SVG = "http://www.w3.org/2000/svg";

function fill(element: Element, props: Props | null, children: Child[]): void {
  for (const [name, value] of Object.entries(props ?? {})) {
    if (value === null || value === undefined || value === false) continue;
    if (typeof value === "function") element.addEventListener(name, value as unknown as EventListener);
    else if (/^on|^style$/i.test(name)) throw new Error(`attribute ${name}`);
    else element.setAttribute(name, value === true ? "" : String(value));
  }
  add(element, children);
}

export function add(parent: Node, children: Child[]): void {
  for (const child of children) {
    if (child === null || child === undefined || child === false) continue;
    if (Array.isArray(child)) add(parent, child);
    else parent.appendChild(child instanceof Node ? child : document.createTextNode(String(child)));
  }
}

/** `h("a", { href, click: handler }, "text")`; functions are listeners, the rest attributes. */
export function h<K extends keyof HTMLElementTagNameMap>(tag: K, props?: Props | null, ...children: Child[]): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  fill(element, props ?? null, children);
  return element;
}

export function s<K extends keyof SVGElementTagNameMap>(tag: K, props?: Props | null, ...children: Child[]): SVGElementTagNameMap[K] {
  const element = document.createElementNS(SVG, tag);
  fill(element, props ?? null, children);
  return element;
}

export function replace(parent: Element, ...children: Child[]): void {
  parent.replaceChildren();
  add(parent, children);
}

/** Text of an article: its direction is its own. */
export const bdi = (text: string, cls?: string) => h("bdi", { class: cls }, text);

let spoken: HTMLElement | undefined;
/** Says something to a screen reader. */
export function say(text: string): void {
  if (!spoken) {
    spoken = h("div", { class: "hidden", role: "status", "aria-live": "polite" });
    document.body.appendChild(spoken);
  }
  spoken.textContent = text;
}
