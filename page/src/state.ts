// What is shown, in the address: `#quotes?q=dam&sort=-articles&open=3`. For the same file it is the same view.

export interface State { view: string; params: Record<string, string> }

export function parse(hash: string): State {
  const [view = "", query = ""] = hash.replace(/^#\/?/, "").split("?", 2);
  const params: Record<string, string> = Object.create(null);
  for (const [key, value] of new URLSearchParams(query)) if (value) params[key] = value;
  return { view: view || "overview", params };
}

export function address(view: string, params: Record<string, string | number | null | undefined> = {}): string {
  const query = new URLSearchParams();
  for (const [key, value] of Object.entries(params)) {
    if (value !== null && value !== undefined && value !== "") query.set(key, String(value));
  }
  const text = query.toString();
  return `#${view}${text ? `?${text}` : ""}`;
}

type Listener = (state: State) => void;
let listener: Listener = () => {};
export const current = () => parse(location.hash);
export function listen(to: Listener): void {
  listener = to;
  addEventListener("hashchange", () => listener(current()));
}

/** Changes the view; typing and sorting replace the entry of the history, opening adds one. */
export function go(view: string, params: Record<string, string | number | null | undefined>, replace = false): void {
  const hash = address(view, params);
  if (hash === location.hash) return;
  history[replace ? "replaceState" : "pushState"](null, "", hash);
  listener(current());
}
