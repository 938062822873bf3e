// One time cursor for all charts, and the tooltip that reads values out.

import { byId, make, setAttribute, setText } from "./dom.js";
import { invalidate } from "./frame.js";

const charts = new Set();
let tooltip;

/** The time under the cursor and the chart that it is over. */
export const cursor = { time: undefined, owner: undefined };

/** Lets the cursor be drawn on a chart. */
export const join = (chart) => charts.add(chart);

/** Takes a chart away. */
export function leave(chart) {
  charts.delete(chart);
  if (cursor.owner === chart) moveCursor(undefined, undefined);
}

/** Puts the cursor at a time, or away. */
export function moveCursor(time, owner) {
  if (time === undefined && cursor.time === undefined) return;
  cursor.time = time;
  cursor.owner = owner;
  if (time === undefined) hideTooltip();
  invalidateAll();
}

/** Draws every chart anew. */
export function invalidateAll() {
  for (const chart of charts) invalidate(chart);
}

/** Shows {title, rows: [{colour, name, value}]} near a place on the screen. */
export function showTooltip({ title, rows }, x, y, isSpoken = false) {
  tooltip ??= byId("tooltip");
  setAttribute(tooltip, "aria-live", isSpoken ? "polite" : undefined);
  fill(title, rows);
  tooltip.hidden = false;
  const { offsetWidth: width, offsetHeight: height } = tooltip;
  const left = x + 16 + width > innerWidth - 8 ? Math.max(8, x - width - 16) : x + 16;
  const top = Math.min(Math.max(8, y - height / 2), innerHeight - height - 8);
  tooltip.style.transform = `translate(${Math.round(left)}px, ${Math.round(top)}px)`;
}

/** Takes the tooltip away. */
export function hideTooltip() {
  if (tooltip) tooltip.hidden = true;
}

function fill(title, rows) {
  while (tooltip.children.length > rows.length + 1) tooltip.lastChild.remove();
  if (!tooltip.firstChild) tooltip.append(make("div", { class: "tooltip-title" }));
  while (tooltip.children.length < rows.length + 1) tooltip.append(row());
  setText(tooltip.firstChild, title);
  rows.forEach(({ colour, name, value }, index) => {
    const [swatch, label, number] = tooltip.children[index + 1].children;
    swatch.style.setProperty("--swatch", `var(--${colour})`);
    setText(label, name);
    setText(number, value);
  });
}

function row() {
  return make("div", { class: "tooltip-row" }, make("span", { class: "swatch" }), make("span"), make("b"));
}
