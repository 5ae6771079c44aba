// Bundles src/ into ../src/report/html/bundle/, from where Rust includes it.
//   node build.mjs            writes the bundle
//   node build.mjs --check    compares it with what is committed
import { readFile, writeFile } from "node:fs/promises";
import { build } from "esbuild";

const target = new URL("../src/report/html/bundle/", import.meta.url);
const here = new URL(".", import.meta.url).pathname;

async function bundle(entry) {
  const result = await build({
    absWorkingDir: here,
    entryPoints: [entry],
    bundle: true,
    minify: true,
    format: "iife",
    target: ["chrome103", "firefox113", "safari16.4"],
    charset: "ascii",
    legalComments: "none",
    write: false,
    logLevel: "warning",
  });
  return result.outputFiles[0].text;
}

const files = { "page.js": await bundle("src/main.ts"), "page.css": await bundle("src/page.css") };

// The page must not be able to make markup or code of text, nor to end its own element.
const forbidden = /innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\b|new Function|srcdoc|<\/script|<!--|XMLHttpRequest|\bfetch\(|WebSocket|sendBeacon/i;
const found = files["page.js"].match(forbidden);
if (found) throw new Error(`page.js contains ${found[0]}`);
if (/url\(|@import|<\//i.test(files["page.css"])) throw new Error("page.css loads something or ends its element");

let stale = false;
for (const [name, text] of Object.entries(files)) {
  const file = new URL(name, target);
  if (process.argv.includes("--check")) {
    const committed = await readFile(file, "utf8").catch(() => "");
    if (committed !== text) {
      stale = true;
      console.error(`src/report/html/bundle/${name} is not what page/src makes (run: cd page && npm run build)`);
    }
  } else {
    await writeFile(file, text);
  }
  console.log(`${name}: ${(text.length / 1000).toFixed(1)} kB`);
}
if (stale) process.exit(1);
