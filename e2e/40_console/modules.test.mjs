// The console's modules that need no browser, read as text, so that any version of node takes them for modules.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import test from "node:test";

async function load(name) {
  const text = await readFile(new URL(`../../Sources/ConsoleAssets/web/js/${name}.js`, import.meta.url), "utf8");
  return import(`data:text/javascript,${encodeURIComponent(text)}`);
}

const format = await load("format");
const { axis, tickLabel } = await load("scale");
const { History, longestStep, windowLength } = await load("history");

test("numbers have three digits and the prefix that fits", () => {
  const cases = [
    [0, "0 bit/s"], [1, "1 bit/s"], [999, "999 bit/s"], [999.4, "999 bit/s"], [999.6, "1.00 kbit/s"],
    [1000, "1 kbit/s"], [1234, "1.23 kbit/s"], [12345, "12.3 kbit/s"], [9.996e6, "10.0 Mbit/s"], [1.5e9, "1.50 Gbit/s"],
    [0.0031, "< 0.01 bit/s"], [0.5, "0.50 bit/s"],
  ];
  for (const [value, text] of cases) assert.equal(format.joined(format.bitsPerSecond(value)), text);
});

test("memory counts in powers of two", () => {
  assert.equal(format.joined(format.bytes(33608146125)), "31.3 GiB");
  assert.equal(format.joined(format.bytes(1024)), "1 KiB");
});

test("what is no number is a dash", () => {
  for (const value of [undefined, null, NaN, Infinity, "7"]) assert.equal(format.joined(format.bytes(value)), "–");
  for (const value of [undefined, NaN]) assert.equal(format.joined(format.percent(value)), "–");
  assert.equal(format.speed(0), "–");
});

test("a link's speed has no needless decimals", () => {
  assert.equal(format.speed(10_000_000_000), "10 Gbit/s");
  assert.equal(format.speed(2_500_000_000), "2.5 Gbit/s");
});

test("a duration shows its two largest units", () => {
  assert.equal(format.duration(0.4), "0 s");
  assert.equal(format.duration(61), "1 min 1 s");
  assert.equal(format.duration(90061), "1 d 1 h");
});

test("an axis holds its largest value in few round steps", () => {
  assert.deepEqual(axis(100, 4, 1000), { top: 100, step: 25, steps: 4 });
  for (let max = 0.001; max < 1e13; max *= 1.37) {
    for (const base of [1000, 1024]) {
      const { top, step, steps } = axis(max, 4, base);
      assert.ok(top >= max * 0.999 && top < max * 2.6 && steps >= 1 && steps <= 4 && step > 0, `${max} ${base}`);
    }
  }
});

test("tick labels are short", () => {
  assert.equal(tickLabel(0, 1000, " %"), "0 %");
  assert.equal(tickLabel(-2.5e6, 1000, ""), "2.5 M");
  assert.equal(tickLabel(8 * 2 ** 30, 1024, "B"), "8 GiB");
});

test("a history forgets the oldest and keeps gaps", () => {
  const history = new History(["a"]);
  for (let second = 0; second < 1000; second += 1) {
    history.push(second * 1000, [second % 10 === 0 ? undefined : second]);
  }
  assert.ok(history.length * 1000 >= windowLength && history.length < 1000);
  const last = history.length - 1;
  assert.equal(history.timeAt(last), 999_000);
  assert.equal(history.valueAt(0, last), 999);
  assert.ok(Number.isNaN(history.valueAt(0, last - 9)));
  assert.equal(history.timeAt(history.indexFrom(990_500)), 991_000);
  assert.equal(history.nearest(995_400), history.indexFrom(995_000));
  assert.equal(history.nearest(999_000 + longestStep + 1), -1);
});

test("two points of one moment are one", () => {
  const history = new History(["a"]);
  history.push(1000, [1]);
  history.push(1200, [2]);
  assert.equal(history.length, 1);
  assert.equal(history.valueAt(0, 0), 2);
});

test("a saved history comes back, without what is too old", () => {
  const history = new History(["a", "b"]);
  for (let second = 0; second < 350; second += 1) history.push(second * 1000, [second, NaN]);
  const back = new History(["a", "b"]);
  back.restore(JSON.parse(JSON.stringify(history.saved())), 400_000);
  assert.equal(back.timeAt(0), 101_000);
  assert.equal(back.valueAt(0, back.length - 1), 349);
  assert.ok(Number.isNaN(back.valueAt(1, 0)));
});
