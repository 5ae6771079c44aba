// Numbers, dates, addresses and CSV for readers. Nothing here touches the document.

export const n = (value: number) => value.toLocaleString("en-US");
export const counted = (value: number, one: string, many: string) => `${n(value)} ${value === 1 ? one : many}`;

/** A share as a whole percentage; what is neither none nor all never looks so. */
export function percentage(share: number): string {
  if (share > 0 && share < 0.005) return "<1%";
  if (share >= 0.995 && share < 1) return ">99%";
  return `${Math.round(share * 100)}%`;
}

export function bytes(size: number): string {
  let value = size;
  for (const unit of ["bytes", "kB", "MB", "GB"]) {
    if (value < 999.5) return `${unit === "bytes" || value >= 9.95 ? value.toFixed(0) : value.toFixed(1)} ${unit}`;
    value /= 1000;
  }
  return `${value.toFixed(1)} TB`;
}

const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const ISO = /^(\d{4})(?:-(\d\d)(?:-(\d\d)(?:T(\d\d):(\d\d)(?::(\d\d))?(?:\.\d+)?(Z|[+-]\d\d:?\d\d)?)?)?)?$/;

/** An ISO date as long as it is precise: `22 Sep 2016, 08:38`; anything else as it is. */
export function day(value: string): string {
  const m = ISO.exec(value);
  const month = m?.[2] ? MONTHS[Number(m[2]) - 1] : undefined;
  if (!m || (m[2] && !month)) return value;
  if (!m[2]) return m[1] ?? value;
  if (!m[3]) return `${month} ${m[1]}`;
  const date = `${Number(m[3])} ${month} ${m[1]}`;
  return m[4] ? `${date}, ${m[4]}:${m[5]}${m[7] ? (m[7] === "Z" ? " UTC" : ` ${m[7]}`) : ""}` : date;
}

/** A mark of a time axis: what differs from the mark before it, with the rest at the first. */
export function tick(at: Date, before: Date | undefined): string {
  const [year, month, date] = [at.getUTCFullYear(), at.getUTCMonth(), at.getUTCDate()];
  const two = (value: number) => String(value).padStart(2, "0");
  const time = at.getUTCHours() || at.getUTCMinutes() ? `${two(at.getUTCHours())}:${two(at.getUTCMinutes())}` : "";
  const same = before && before.getUTCFullYear() === year;
  if (time && same && before.getUTCMonth() === month && before.getUTCDate() === date) return time;
  if (!time && date === 1 && month === 0 && (!same || !before)) return String(year);
  // The first of a month among days is a day.
  const monthly = !before || at.getTime() - before.getTime() > 27 * 86_400_000;
  const named = !time && date === 1 && monthly ? `${MONTHS[month]}` : `${date} ${MONTHS[month]}`;
  return `${named}${same ? "" : ` ${year}`}${time ? `, ${time}` : ""}`;
}

export interface Interval { from: number; to: number; /** Hours that the zone may move it. */ zone: boolean }

/** When an article may have been published, as far as its date tells: milliseconds of UTC. */
export function interval(value: string): Interval | null {
  const m = ISO.exec(value);
  if (!m) return null;
  const [year, month, date] = [Number(m[1]), m[2] ? Number(m[2]) - 1 : 0, m[3] ? Number(m[3]) : 1];
  if (m[4]) {
    const zone = m[7] && m[7] !== "Z" ? m[7] : "+00:00";
    const minutes = (zone.startsWith("-") ? -1 : 1) * (Number(zone.slice(1, 3)) * 60 + Number(zone.slice(-2)));
    const at = Date.UTC(year, month, date, Number(m[4]), Number(m[5]) - minutes, Number(m[6] ?? 0));
    return { from: at, to: at + (m[6] ? 0 : 60_000), zone: !m[7] };
  }
  const to = m[3] ? Date.UTC(year, month, date + 1) : m[2] ? Date.UTC(year, month + 1, 1) : Date.UTC(year + 1, 0, 1);
  return { from: Date.UTC(year, month, date), to, zone: true };
}

/** The address, if it is one that a page may link to. */
export function webAddress(url: string | null | undefined): string | null {
  if (!url || !/^https?:\/\/[^/?#@\\\s"<>`']+(?:[/?#]|$)/i.test(url) || /[\s\\"<>`'\u0000-\u001f\u202a-\u202e\u2066-\u2069]/.test(url)) return null;
  return url;
}

/** Percent-encodes all but unreserved letters; `-` and `,` have a meaning in text fragments. */
const percent = (text: string) =>
  encodeURIComponent(text.replace(/\p{Cs}/gu, "\ufffd")).replace(/[-!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);

/** The address of the words themselves: a text fragment that browsers scroll to and highlight. `directive`: a ready one. */
export function addressOfWords(url: string | null | undefined, text: string, directive: string | null = null): string | null {
  const address = webAddress(url);
  if (!address) return null;
  if (directive && /^text=[\w.~%,-]+$/.test(directive)) return `${address}${address.includes("#") ? "" : "#"}:~:${directive}`;
  const words = text.split(/\s+/).filter(Boolean);
  if (!words.length) return address;
  const joiner = address.includes("#") ? "" : "#";
  // A range of first and last words survives what a site does inside a long quotation.
  const fragment = words.length > 8 ? `${percent(words.slice(0, 4).join(" "))},${percent(words.slice(-4).join(" "))}` : percent(words.join(" "));
  return `${address}${joiner}:~:text=${fragment}`;
}

/** One cell: quoted where needed, and never a formula to a spreadsheet. */
export function csvCell(value: string | number | null | undefined): string {
  if (value === null || value === undefined) return "";
  if (typeof value === "number") return String(value);
  const safe = /^[\s]*[=+\-@\t\r\n＝＋－＠]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) || safe !== safe.trim() ? `"${safe.replaceAll('"', '""')}"` : safe;
}

export const csv = (rows: Iterable<(string | number | null | undefined)[]>) => {
  const lines: string[] = [];
  for (const row of rows) lines.push(row.map(csvCell).join(","));
  return lines.join("\r\n") + "\r\n";
};

/** For searching: case, accents and typography do not count. */
export const folded = (text: string) =>
  text.normalize("NFKD").replace(/\p{M}+/gu, "").replace(/[‘’‚‛]/g, "'").replace(/[“”„«»]/g, '"').toLowerCase();

/** The terms of a search: words, and phrases in quotation marks. */
export function terms(query: string): string[] {
  return [...folded(query).matchAll(/"([^"]+)"|(\S+)/g)].map((m) => (m[1] ?? m[2] ?? "").trim()).filter(Boolean);
}

/** What stands before and after `part` in `whole`, typography and case apart; nothing where it is not in it. */
export function rest(whole: string, part: string): [string, string] | null {
  // One letter for one, so that places agree.
  const even = (text: string) => text.replace(/[‘’‚‛]/g, "'").replace(/[“”„«»]/g, '"').replace(/[‐-—]/g, "-").replace(/\s/g, " ").replace(/[A-Z]/g, (c) => c.toLowerCase());
  const words = even(part).replace(/^[\s.,;:!?…'"-]+|[\s.,;:!?…'"-]+$/g, "");
  const at = words ? even(whole).indexOf(words) : -1;
  if (at < 0) return null;
  const end = at + words.length;
  const after = whole.slice(end);
  // A closing mark is nobody's words.
  return [whole.slice(0, at), /[\p{L}\p{N}]/u.test(after) ? after.replace(/^[.,;:!?…]+/, "") : ""];
}

/** Text with what stands between backticks apart: every second piece. */
export const codes = (text: string) => text.split("`");

export const plain = (name: string) => name.replaceAll("_", " ");
