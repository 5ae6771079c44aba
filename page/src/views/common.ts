// What the lists of stories, passages and articles without a credit have in common.
import { bdi } from "../dom";
import type { Data } from "../data";
import { outletName } from "../parts";
import { counted, n } from "../text";
import type { Line } from "../types";

export const byDate = (a: Line, b: Line) => {
  const [x, y] = [a.when[0] ?? "9", b.when[0] ?? "9"];
  return x < y ? -1 : x > y ? 1 : 0;
};

export const outletAt = (data: Data, name: string) => data.head.outlets.findIndex((o) => o.outlet === name);

export const outletOptions = (data: Data) => () => data.head.outlets.map((o): [string, string] => [o.outlet, o.outlet]).sort((a, b) => a[1].localeCompare(b[1]));

export const outletFilter = (data: Data) => ({
  key: "outlet",
  label: "Any outlet",
  options: outletOptions(data),
  match: (value: string) => {
    const at = outletAt(data, value);
    return (l: Line) => l.outlets.includes(at);
  },
});

export const names = (data: Data, outlets: number[]) => outlets.map((o) => outletName(data, o) ?? "");

export const someNames = (data: Data, outlets: number[]) => {
  const all = names(data, outlets);
  return bdi(all.slice(0, 3).join(", ") + (all.length > 3 ? ` and ${all.length - 3} more` : ""), "muted");
};

/** What is said below a list that the page does not hold whole. */
export function left(data: Data, what: "stories" | "passages" | "uncredited", nouns: [string, string]): string | null {
  const { [what]: many, limit_bytes } = data.head.left_out;
  if (!many) return null;
  return `${counted(many, ...nouns)} ${many === 1 ? "is" : "are"} not on this page, which is kept below ${n(limit_bytes / 1e6)} MB. All are in ${what}.jsonl; --report-limit makes room for more.`;
}
