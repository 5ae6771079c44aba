// Puts the bundle of this folder into a report that an earlier build of dedupe wrote: for work on the page alone.
//   node test/inject.mjs REPORT.html OUT.html
import { createHash } from "node:crypto";
import { readFile, writeFile } from "node:fs/promises";

const [, , from, to] = process.argv;
const bundle = (name) => readFile(new URL(`../../src/report/html/bundle/${name}`, import.meta.url), "utf8");
const [style, script] = await Promise.all([bundle("page.css"), bundle("page.js")]);
const sha = (text) => `'sha256-${createHash("sha256").update(text).digest("base64")}'`;
let page = await readFile(from, "utf8");
page = page.replace(/<style>[^]*?<\/style>/, () => `<style>${style}</style>`);
const at = page.lastIndexOf("<script>");
page = `${page.slice(0, at)}<script>${script}${page.slice(page.indexOf("</script>", at))}`;
page = page.replace(/script-src '[^']*'/, () => `script-src ${sha(script)}`).replace(/style-src '[^']*'/, () => `style-src ${sha(style)}`);
await writeFile(to, page);
