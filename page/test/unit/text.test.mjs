// What needs no browser: addresses, CSV, dates, the order of outlets.
import assert from "node:assert/strict";
import { test } from "node:test";
import { build } from "esbuild";

async function load(name) {
  const result = await build({ entryPoints: [new URL(`../../src/${name}.ts`, import.meta.url).pathname], bundle: true, format: "esm", write: false });
  return import(`data:text/javascript;base64,${Buffer.from(result.outputFiles[0].text).toString("base64")}`);
}
const { addressOfWords, bytes, csv, csvCell, day, folded, interval, percentage, rest, terms, tick, webAddress } = await load("text");
const { bytesOf } = await load("data");
const { seriate } = await load("order");

test("only web addresses are links", () => {
  for (const good of ["https://paper.example/a?b=c#d", "HTTP://paper.example", "https://paper.example/caf\u00e9"]) assert.equal(webAddress(good), good);
  for (const bad of ["javascript:alert(1)", " javascript:alert(1)", "data:text/html,<script>", "//paper.example", "https://", "https:///x", "https://paper.example@evil.example/", 'https://paper.example/" onclick="x', "https://paper.example/a b", "https://paper.example/\u202Egpj", "file:///etc/passwd", "", undefined]) {
    assert.equal(webAddress(bad), null, String(bad));
  }
});

test("words have addresses", () => {
  const check = (url, words, expected) => assert.equal(addressOfWords(url, words), expected);
  check("https://p.example/a", "", "https://p.example/a");
  check("https://p.example/a", "we-were told", "https://p.example/a#:~:text=we%2Dwere%20told");
  check("https://p.example/a#b", "no", "https://p.example/a#b:~:text=no");
  check("https://p.example/a", "one two three four five six seven eight nine", "https://p.example/a#:~:text=one%20two%20three%20four,six%20seven%20eight%20nine");
  check("https://p.example/a", "a, b & c \ud800", "https://p.example/a#:~:text=a%2C%20b%20%26%20c%20%EF%BF%BD");
  check("javascript:alert(1)", "words", null);
});

test("a cell is never a formula", () => {
  const check = (value, expected) => assert.equal(csvCell(value), expected);
  check("plain", "plain");
  check('a "b", c', '"a ""b"", c"');
  check("=1+1", "'=1+1");
  check("@SUM(A1)", "'@SUM(A1)");
  check("-2+3", "'-2+3");
  check(" =1", "' =1");
  check("\t=1", "'\t=1");
  check("＝1", "'＝1");
  check(-3, "-3");
  check(null, "");
  assert.equal(csv([["a", 1], ["two\nlines", null]]), 'a,1\r\n"two\nlines",\r\n');
});

test("dates as far as they tell", () => {
  assert.deepEqual(["2016", "2016-09", "2016-09-02", "2016-09-22T08:38", "2016-09-22T08:38:01Z", "2016-13-01", "yesterday"].map(day), ["2016", "Sep 2016", "2 Sep 2016", "22 Sep 2016, 08:38", "22 Sep 2016, 08:38 UTC", "2016-13-01", "yesterday"]);
  assert.deepEqual(interval("2016-02"), { from: Date.UTC(2016, 1, 1), to: Date.UTC(2016, 2, 1), zone: true });
  assert.deepEqual(interval("2016-02-03T10:00+02:00"), { from: Date.UTC(2016, 1, 3, 8), to: Date.UTC(2016, 1, 3, 8, 1), zone: false });
  assert.deepEqual(interval("2016-02-03T10:00-04:30"), { from: Date.UTC(2016, 1, 3, 14, 30), to: Date.UTC(2016, 1, 3, 14, 31), zone: false });
  assert.equal(interval("some day"), null);
});

test("numbers and searches for readers", () => {
  assert.deepEqual([0, 0.001, 0.5, 0.999, 1].map(percentage), ["0%", "<1%", "50%", ">99%", "100%"]);
  assert.deepEqual([0, 999, 1500, 238_900_000].map(bytes), ["0 bytes", "999 bytes", "1.5 kB", "239 MB"]);
  assert.equal(folded("“Où” DON’T"), `"ou" don't`);
  assert.deepEqual(terms('dam "the gate" Où'), ["dam", "the gate", "ou"]);
});

test("outlets that share stand together", () => {
  const group = [0, 1, 0, 1, 0, 1];
  const order = seriate(6, (a, b) => (group[a] === group[b] ? 1 : 0.1));
  assert.deepEqual([...order].sort(), [0, 1, 2, 3, 4, 5]);
  assert.equal(new Set(order.slice(0, 3).map((i) => group[i])).size, 1);
  assert.deepEqual(seriate(0, () => 0), []);
  assert.deepEqual(seriate(1, () => 0), [0]);
});

test("printable characters are bytes again", () => {
  // As `src/report/html/printable.rs` writes them.
  const digits = Array.from({ length: 94 }, (_, i) => String.fromCharCode(33 + i)).filter((c) => !'"&<'.includes(c));
  const written = (bytes) => {
    let [out, held, bits] = ["", 0, 0];
    for (const byte of bytes) {
      held |= byte << bits;
      bits += 8;
      if (bits >= 13) {
        out += digits[Math.floor((held & 8191) / 91)] + digits[(held & 8191) % 91];
        held >>= 13;
        bits -= 13;
      }
    }
    return out + (bits > 6 ? digits[Math.floor(held / 91)] : "") + (bits > 0 ? digits[held % 91] : "");
  };
  assert.equal(digits.length, 91);
  for (let length = 0; length < 40; length++) {
    for (const fill of [() => 0, () => 255, (i) => (i * 167 + 13) % 256]) {
      const bytes = Array.from({ length }, (_, i) => fill(i));
      assert.deepEqual([...bytesOf(written(bytes))], bytes);
    }
  }
});

test("what a cut leaves out", () => {
  const whole = "He knew what he signed up for, but it hurts anyway.";
  assert.deepEqual(rest(whole, "knew what he signed up for,"), ["He ", " but it hurts anyway."]);
  assert.deepEqual(rest(whole, "He knew what he signed up for, but it hurts anyway"), ["", ""]);
  assert.deepEqual(rest("“We’re here”", "we're here"), ["“", ""]);
  assert.equal(rest(whole, "never"), null);
  assert.equal(rest(whole, "…"), null);
});

test("marks of an axis", () => {
  const marks = (...dates) => dates.map((d, i) => tick(new Date(d), dates[i - 1] && new Date(dates[i - 1])));
  assert.deepEqual(marks("2014-01-01", "2016-01-01"), ["2014", "2016"]);
  assert.deepEqual(marks("2019-11-07", "2019-11-07T06:00Z", "2019-11-08"), ["7 Nov 2019", "06:00", "8 Nov"]);
  assert.deepEqual(marks("2019-05-31", "2019-06-01"), ["31 May 2019", "1 Jun"]);
  assert.deepEqual(marks("2019-12-01", "2020-01-01", "2020-02-01"), ["Dec 2019", "2020", "Feb"]);
});
