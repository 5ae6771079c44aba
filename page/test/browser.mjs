// Opens reports in Chromium and uses them as a reader would: no error, no request, no hostile text that acts.
//   node test/browser.mjs [--shots FOLDER]      DEDUPE and CHROMIUM name the programs
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import axe from "axe-core";
import { chromium } from "playwright-core";

const root = new URL("../../", import.meta.url).pathname;
const dedupe = process.env.DEDUPE ?? join(root, "target/release/dedupe");
const executablePath = process.env.CHROMIUM ?? ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"].find(existsSync);
const shots = process.argv.includes("--shots") ? process.argv[process.argv.indexOf("--shots") + 1] : null;
const QUOTES = 100_000;
// On a machine that is busy with something else, times may be so many times longer.
const SLACK = Number(process.env.PAGE_SLACK ?? 1);
const OPEN_MS = 2000 * SLACK;

const folder = mkdtempSync(join(tmpdir(), "dedupe-page-"));
const run = (...args) => execFileSync(dedupe, args, { cwd: folder, stdio: ["ignore", "ignore", "inherit"] });
const report = (name, input, ...args) => {
  run("scan", input, "--out", name, "--quiet", ...args);
  return `file://${join(folder, name, "report.html")}`;
};

const EVIL = '</script><script>window.pwned=1</script><img src=x onerror="window.pwned=2">\u202e\u0007"\'><a href="javascript:window.pwned=3">x</a><svg onload=window.pwned=4>';
function hostile() {
  const words = "We were never told that the gate of the reservoir could jam in a flood like the one of last winter";
  const body = (i) => `${EVIL}\n\nThe inquiry into the dam heard on Monday from the people of the valley who had asked for years that the spillway be cleared before the rains came, and were told to wait.\n\n“${i % 2 ? words.replace("never ", "") : words},” said Anne ${EVIL} Tolland. =HYPERLINK("https://evil.example","x")\n\nThe company said that it would answer in its own time, and that it had followed every rule that was then in force for works of this age.`;
  const urls = ["javascript:window.pwned=5", "https://ok.example@evil.example/", "data:text/html,<script>alert(1)</script>", 'https://a.example/"onclick="x', "https://good.example/story", "vbscript:x"];
  const lines = Array.from({ length: 6 }, (_, i) => JSON.stringify({ id: `=cmd|' /C calc'!A0 ${EVIL}${i}`, outlet: `@SUM(1) ${EVIL} ${i % 3}`, title: `=1+1 ${EVIL}`, url: urls[i], date: i % 2 ? `2026-03-0${i}` : EVIL, text: body(i) }));
  // Agency copy, with and without its credit.
  const wire = "Six villages below the old dam were cleared before dawn on Sunday after water was seen to come through the foot of the western wall, and people who had slept in their cars on the high road were told to stay away until engineers from the capital had looked at the stones. Soldiers brought bread and blankets to the school at the top of the valley, where the mayor read out names from a list until all but four had answered. Nobody had been hurt by nightfall, and the rain that began the trouble was expected to end before the week was out.";
  for (const [i, head] of [["w1", "VALLEY TOWN (AP) — "], ["w2", ""]]) lines.push(JSON.stringify({ id: `${i} ${EVIL}`, outlet: `${i} ${EVIL}`, title: `+${i} ${EVIL}`, url: "javascript:window.pwned=6", date: "2026-03-09", text: `${head}${wire}` }));
  lines.push(`{"id": ${EVIL}`);
  writeFileSync(join(folder, "hostile.jsonl"), lines.join("\n"));
}

const browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });

/** A page whose every error, warning and request is written down. */
async function page(options = {}) {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, acceptDownloads: true, ...options });
  const page = await context.newPage();
  page.faults = [];
  page.on("console", (m) => ["error", "warning"].includes(m.type()) && page.faults.push(`console: ${m.text()}`));
  page.on("pageerror", (e) => page.faults.push(`error: ${e.message}`));
  page.on("request", (r) => /^(file|blob):/.test(r.url()) || page.faults.push(`request: ${r.url()}`));
  page.on("dialog", (d) => { page.faults.push(`dialog: ${d.message()}`); void d.dismiss(); });
  page.show = async (url) => {
    await page.goto(url);
    await page.waitForSelector("html[data-ready]");
  };
  page.end = async () => {
    assert.deepEqual(page.faults, []);
    await context.close();
  };
  return page;
}

async function accessible(page, where) {
  await page.evaluate(axe.source);
  const found = await page.evaluate(() => window.axe.run(document, { runOnly: ["wcag2a", "wcag2aa"] }));
  const faults = found.violations.map((v) => `${v.id}: ${v.nodes.slice(0, 3).map((n) => n.target.join(" ")).join(", ")}`);
  assert.deepEqual(faults, [], where);
}

async function csvOf(page, button) {
  const [download] = await Promise.all([page.waitForEvent("download"), button.click()]);
  return readFileSync(await download.path(), "utf8");
}

const tests = {
  async "the overview shows the findings first"(url) {
    const p = await page();
    await p.show(url);
    await p.waitForSelector(".findings[data-complete]");
    const titles = await p.locator(".card h3").allTextContents();
    for (const title of ["Altered quotations", "Speakers in conflict", "Uncredited wire copy", "Widest stories"]) {
      assert.ok(titles.some((t) => t.startsWith(title)), `${title} in ${titles}`);
    }
    assert.ok((await p.locator(".card del").count()) > 0, "a changed word is shown");
    await accessible(p, "overview");
    await p.end();
  },

  async "quotations are searched, sorted, filtered and opened"(url) {
    const p = await page();
    await p.show(`${url}#quotes`);
    const all = Number.parseInt(await p.locator(".count").textContent());
    await p.keyboard.press("/");
    await p.keyboard.type("ship turns");
    await p.waitForFunction((all) => Number.parseInt(document.querySelector(".count").textContent) < all, all);
    assert.match(await p.locator(".rows .row").first().textContent(), /ship/);
    assert.match(p.url(), /q=ship/);
    await p.fill("input[type=search]", "");
    await p.waitForFunction((all) => Number.parseInt(document.querySelector(".count").textContent) === all, all);
    await p.getByRole("columnheader", { name: "Wordings" }).getByRole("button").click();
    const wordings = (await p.locator(".rows .c-wordings").allTextContents()).map(Number);
    assert.deepEqual(wordings, [...wordings].sort((a, b) => b - a));
    assert.equal(await p.getByRole("columnheader", { name: "Wordings" }).getAttribute("aria-sort"), "descending");
    await p.getByLabel("Any flag").selectOption("altered");
    assert.ok(Number.parseInt(await p.locator(".count").textContent()) < all);
    await p.locator(".rows .row").first().click();
    await p.waitForSelector(".opened .timeline");
    assert.ok((await p.locator(".opened .carrier").count()) > 1);
    assert.ok((await p.locator(".opened del, .opened ins").count()) > 2, "differences are marked");
    const links = await p.locator(".opened .where a").evaluateAll((all) => all.map((a) => a.href));
    for (const link of links) assert.match(link, /^https?:\/\/.*:~:text=/);
    await accessible(p, "an opened quotation");
    // The address is the view.
    const address = p.url();
    const opened = await p.locator(".opened h2").textContent();
    const other = await page();
    await other.show(address);
    await other.waitForSelector(".opened h2");
    assert.equal(await other.locator(".opened h2").textContent(), opened);
    assert.equal(await other.locator(".count").textContent(), await p.locator(".count").textContent());
    await other.end();
    await p.keyboard.press("Escape");
    await p.waitForSelector(".split:not(.with-sheet)");
    const csv = await csvOf(p, p.getByRole("button", { name: /CSV/ }).first());
    assert.equal(csv.trim().split("\r\n").length, 1 + Number.parseInt(await p.locator(".count").textContent()));
    await p.end();
  },

  async "the keyboard is enough"(url) {
    const p = await page();
    await p.show(`${url}#quotes`);
    await p.locator(".scroller").focus();
    await p.keyboard.press("ArrowDown");
    await p.keyboard.press("ArrowDown");
    await p.keyboard.press("Enter");
    await p.waitForSelector(".opened");
    const third = await p.locator(".rows .row.open").getAttribute("aria-rowindex");
    assert.equal(third, "4");
    await p.keyboard.press("ArrowDown");
    await p.waitForFunction(() => document.querySelector(".rows .row.open")?.getAttribute("aria-rowindex") === "5");
    await p.keyboard.press("End");
    await p.waitForSelector(".rows .row.active");
    await p.keyboard.press("Escape");
    await p.waitForSelector(".split:not(.with-sheet)");
    await p.end();
  },

  async "a story opens to its articles and passages"(url) {
    const p = await page();
    await p.show(`${url}#stories`);
    await p.locator(".rows .row").first().click();
    await p.waitForSelector(".opened .coverage");
    assert.ok((await p.locator(".opened .member").count()) > 1);
    assert.ok((await p.locator(".opened .coverage a").count()) > 1);
    assert.ok((await p.locator(".opened .block").count()) > 0);
    assert.ok((await p.locator(".opened .block :is(ins, del)").count()) > 0, "differences of passages are marked");
    await accessible(p, "a story");
    await p.locator(".opened .coverage a").first().click();
    await p.waitForSelector(".v-passages .opened");
    await p.end();
  },

  async "an article without a credit leads to the copies that have one"(url) {
    const p = await page();
    await p.show(url);
    await p.waitForSelector(".findings[data-complete]");
    await p.locator(".card", { hasText: "Uncredited wire copy" }).locator(".items a").first().click();
    await p.waitForSelector(".v-uncredited .opened .member");
    assert.match(await p.locator(".opened").textContent(), /of its [\d,]+ words \(\d+%\) stand in \d+ articles? that credits? /);
    assert.ok((await p.locator(".opened .chip.good", { hasText: /^credits/ }).count()) > 0, "the credit is named");
    assert.ok((await p.locator(".opened .block").count()) > 0, "the words stand side by side");
    assert.equal(await p.getByText("not on this page").count(), 0);
    await accessible(p, "an article without a credit");
    const csv = await csvOf(p, p.locator(".opened").getByRole("button", { name: /CSV/ }));
    assert.match(csv, /credited_article/);
    await p.goto(`${url}#outlets`);
    await p.locator(".bars td a").first().click();
    await p.waitForSelector(".v-uncredited .rows .row");
    await p.end();
  },

  async "words that were cut are shown as left out"(url) {
    const p = await page();
    await p.show(`${url}#quotes?carried=w2`);
    let found = false;
    for (let i = 0; i < 12 && !found; i++) {
      await p.locator(".rows .row").nth(i).click();
      await p.waitForSelector(".opened .carrier");
      found = (await p.locator(".opened .carrier:has(.chip:text-is('truncated')) del").count()) > 0;
    }
    assert.ok(found, "a truncated wording shows what it lacks");
    await p.end();
  },

  async "a cell of the heat map opens the stories behind it"(url) {
    const p = await page();
    await p.show(`${url}#outlets`);
    await accessible(p, "outlets");
    const map = p.locator("svg.heat");
    await map.focus();
    for (let i = 0; i < 40 && !(await p.locator(".behind").count()); i++) {
      await p.keyboard.press("Enter");
      await p.keyboard.press(i % 12 === 11 ? "ArrowDown" : "ArrowRight");
      await p.waitForTimeout(30);
    }
    await p.waitForSelector(".behind");
    assert.match(p.url(), /pair=/);
    const strongest = await p.evaluate(() => {
      let best = null;
      for (const cell of document.querySelectorAll("rect.heat-cell[x]")) if (cell.closest(".heat") && (!best || cell.getAttribute("fill-opacity") > best.getAttribute("fill-opacity"))) best = cell;
      const box = best.getBoundingClientRect();
      return [box.x + box.width / 2, box.y + box.height / 2];
    });
    await p.mouse.click(...strongest);
    await p.waitForSelector(".behind .links a[href^='#stories']");
    await p.locator(".behind .links a[href^='#stories']").first().click();
    await p.waitForSelector(".v-stories .opened");
    await p.goBack();
    await p.waitForSelector(".v-outlets .behind");
    await p.end();
  },

  async "a phone, the dark, and paper"(url) {
    for (const colorScheme of ["light", "dark"]) {
      const p = await page({ viewport: { width: 390, height: 844 }, colorScheme });
      for (const view of ["overview", "quotes", "stories", "passages", "uncredited", "outlets", "method", "quotes?open=0", "stories?open=0", "passages?open=0", "uncredited?open=0"]) {
        await p.show(`${url}#${view}`);
        await p.reload();
        await p.waitForSelector("html[data-ready]");
        if (view.includes("open")) await p.waitForSelector(".opened");
        const wide = await p.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
        assert.ok(wide <= 0, `${view} is ${wide} pixels too wide for a phone`);
        await accessible(p, `${view}, ${colorScheme}`);
        if (shots) await p.screenshot({ path: join(shots, `phone-${colorScheme}-${view.replace(/\W+/g, "-")}.png`) });
      }
      await p.end();
    }
    const p = await page();
    await p.show(`${url}#quotes`);
    await p.evaluate(() => dispatchEvent(new Event("beforeprint")));
    await p.emulateMedia({ media: "print" });
    assert.ok((await p.locator(".paper .row:visible").count()) > 20, "rows are printed");
    await p.end();
  },

  async "every view at a desk"(url) {
    const p = await page();
    for (const view of ["overview", "quotes", "stories", "passages", "uncredited", "outlets", "method", "quotes?open=1", "stories?open=0", "passages?open=0", "uncredited?open=0"]) {
      await p.show(`${url}#${view}`);
      await p.reload();
      await p.waitForSelector("html[data-ready]");
      await accessible(p, view);
      if (shots) await p.screenshot({ path: join(shots, `desk-${view.replace(/\W+/g, "-")}.png`), fullPage: true });
    }
    await p.end();
  },
};

async function large(url) {
  assert.ok(statSync(new URL(url)).size > 10e6);
  let best = Number.POSITIVE_INFINITY;
  let p;
  // The machine may be busy with something else: the best of some is what the page can do.
  for (let i = 0; i < 5 && best > OPEN_MS; i++) {
    await p?.end();
    p = await page();
    const from = Date.now();
    await p.goto(`${url}#quotes`);
    await p.waitForSelector(".rows .row");
    const first = Date.now() - from;
    await p.waitForSelector("[data-complete] .rows .row");
    const ms = Date.now() - from;
    best = Math.min(best, ms);
    console.log(`   opened: first rows after ${first} ms, all quotations after ${ms} ms`);
  }
  assert.ok(best < OPEN_MS, `opens in ${best} ms`);
  await p.waitForSelector("html[data-ready]");
  const count = Number((await p.locator(".count").textContent()).replace(/\D/g, ""));
  assert.ok(count >= QUOTES, `${count} quotations`);
  const rows = () => p.locator(".rows .row").count();
  assert.ok((await rows()) < 60, "rows are virtual");
  const timed = async (what, most, action) => {
    const from = Date.now();
    await action();
    const ms = Date.now() - from;
    console.log(`   ${what}: ${ms} ms`);
    assert.ok(ms < most * SLACK, `${what} took ${ms} ms`);
  };
  const text = (await p.locator(".rows .words").first().textContent()).split(" ").slice(2, 5).join(" ");
  await timed("search", 3000, async () => {
    await p.fill("input[type=search]", `"${text}"`);
    await p.waitForFunction(() => / of /.test(document.querySelector(".count").textContent));
  });
  await p.fill("input[type=search]", "");
  await p.waitForFunction(() => !/ of /.test(document.querySelector(".count").textContent));
  await timed("sort", 3000, async () => {
    await p.getByRole("columnheader", { name: "Wordings" }).getByRole("button").click();
    await p.waitForSelector("[aria-sort=descending]");
  });
  await timed("to the end", 2000, async () => {
    await p.locator(".scroller").focus();
    await p.keyboard.press("End");
    await p.waitForFunction((n) => Number([...document.querySelectorAll(".rows .row")].at(-1)?.getAttribute("aria-rowindex")) === n + 1, count);
  });
  assert.ok((await rows()) < 60, "rows are still virtual");
  await p.keyboard.press("Home");
  await timed("open a family", 3000, async () => {
    await p.locator(".rows .row").first().click();
    await p.waitForSelector(".opened .carrier");
  });
  await timed("open a story", 3000, async () => {
    await p.goto(`${url}#stories?open=0`);
    await p.waitForSelector(".v-stories .opened .member");
  });
  await timed("open a heat cell", 3000, async () => {
    await p.goto(`${url}#outlets`);
    await p.locator("svg.heat").focus();
    await p.keyboard.press("Enter");
    await p.waitForSelector(".behind .links a");
  });
  await p.end();
}

async function evil(url) {
  const p = await page();
  for (const view of ["overview", "quotes", "quotes?open=0", "stories?open=0", "passages?open=0", "uncredited?open=0", "outlets", "method"]) {
    await p.show(`${url}#${view}`);
    await p.reload();
    await p.waitForSelector("html[data-ready]");
    if (view.includes("open")) await p.waitForSelector(".opened");
    const state = await p.evaluate(() => ({
      pwned: window.pwned,
      odd: [...document.querySelectorAll("script:not([type]), img, iframe, object, embed, link, form")].filter((e) => e.tagName !== "SCRIPT" || e.parentNode !== document.body).length,
      handlers: [...document.querySelectorAll("*")].filter((e) => [...e.attributes].some((a) => /^on/i.test(a.name))).length,
      links: [...document.querySelectorAll("a[href]")].map((a) => a.getAttribute("href")).filter((h) => !/^(#|https:\/\/good\.example\/)/.test(h)),
      controls: /[\u202a-\u202e\u2066-\u2069\u0007]/.test(document.documentElement.textContent),
    }));
    assert.deepEqual(state, { pwned: undefined, odd: 0, handlers: 0, links: [], controls: false }, view);
  }
  await p.show(`${url}#stories?open=0`);
  await p.waitForSelector(".opened");
  assert.match(await p.locator(".opened").textContent(), /<img src=x onerror=/, "the text is shown as it is");
  for (const button of await p.getByRole("button", { name: /CSV/ }).all()) {
    const csv = await csvOf(p, button);
    for (const line of csv.replace(/^\ufeff/, "").split("\r\n")) {
      for (const cell of line.match(/("([^"]|"")*"|[^,]*)(,|$)/g) ?? []) assert.doesNotMatch(cell, /^"?[=+@]/, "a cell is a formula");
    }
  }
  // Even the script itself may not make markup of text.
  const refused = await p.evaluate(() => { try { document.createElement("div").innerHTML = "<b>x</b>"; return false; } catch { return true; } });
  assert.ok(refused, "trusted types are on");
  p.faults = p.faults.filter((f) => !/TrustedHTML/.test(f));
  await p.end();
}

let failed = 0;
async function test(name, body) {
  const from = Date.now();
  try {
    await body();
    console.log(`ok   ${name} (${Date.now() - from} ms)`);
  } catch (error) {
    failed++;
    console.log(`FAIL ${name}\n${error.stack ?? error}`);
  }
}
try {
  const sample = report("sample", join(root, "data"));
  for (const [name, body] of Object.entries(tests)) await test(name, () => body(sample));
  hostile();
  let code = 0;
  try { run("scan", "hostile.jsonl", "--out", "hostile", "--quiet"); } catch (error) { code = error.status; }
  assert.equal(code, 3, "one record of the hostile dump is rejected");
  await test("hostile text stays text", () => evil(`file://${join(folder, "hostile/report.html")}`));
  run("synth", "--articles", "53000", "-o", "large.jsonl");
  const big = report("large", "large.jsonl", "--report-limit", "100MB");
  await test(`${QUOTES} quotations`, () => large(big));
} finally {
  await browser.close();
  rmSync(folder, { recursive: true, force: true });
}
process.exit(failed ? 1 : 0);
