// A live strip chart on a canvas.

import { cursor, hideTooltip, join, leave, moveCursor, showTooltip } from "./cursor.js";
import { make } from "./dom.js";
import { clock, joined } from "./format.js";
import { invalidate } from "./frame.js";
import { Geometry, paintEmpty, paintGrid, paintReference, paintSeries, range, vertical } from "./plot.js";
import { colour } from "./theme.js";

const inView = new IntersectionObserver((entries) => {
  for (const { target, isIntersecting } of entries) {
    target.chart.isInView = isIntersecting;
    if (isIntersecting) invalidate(target.chart);
  }
}, { rootMargin: "120px" });

const resized = new ResizeObserver((entries) => {
  for (const entry of entries) entry.target.chart.resize(entry);
});

/** How far behind the clock the newest point may be and still be the right edge. */
const slack = 1500;

/**
 * Draws a history. Options: `label`, `series` [{name, colour}] in the history's order, `mode` "stack", "lines" or
 * "mirror", `format` of a value, `base` 1000 or 1024, `suffix` of tick labels, `fixedTop` (a function) or `floor` of
 * the axis, `reference` a function that gives a dashed line's value, `bare` without axes.
 */
export class StripChart {
  constructor(parent, history, options) {
    this.history = history;
    this.options = options;
    this.isInView = false;
    this.canvas = make("canvas", { "aria-hidden": "true" });
    this.context = this.canvas.getContext("2d");
    this.parent = parent;
    parent.chart = this;
    this.canvas.chart = this;
    parent.append(this.canvas);
    this.#observe();
    this.#listen();
    join(this);
  }

  #observe() {
    inView.observe(this.parent);
    try {
      resized.observe(this.canvas, { box: "device-pixel-content-box" });
    } catch {
      resized.observe(this.canvas);
    }
  }

  #listen() {
    const { parent, options } = this;
    parent.setAttribute("role", "group");
    const hint = options.bare ? "" : "; arrow keys read values";
    parent.setAttribute("aria-label", `${options.label}, last five minutes${hint}`);
    parent.addEventListener("pointermove", (event) => this.#point(event));
    parent.addEventListener("pointerdown", (event) => this.#point(event));
    parent.addEventListener("pointerleave", () => moveCursor(undefined, undefined));
    if (options.bare) return;
    parent.tabIndex = 0;
    parent.addEventListener("keydown", (event) => this.#key(event));
    parent.addEventListener("blur", () => moveCursor(undefined, undefined));
  }

  /** Stops drawing and listening. */
  remove() {
    leave(this);
    inView.unobserve(this.parent);
    resized.unobserve(this.canvas);
  }

  /** Takes the size that the page's layout gave the canvas. */
  resize({ contentRect, devicePixelContentBoxSize }) {
    const ratio = devicePixelRatio;
    this.width = contentRect.width;
    this.height = contentRect.height;
    this.canvas.width = devicePixelContentBoxSize?.[0].inlineSize ?? Math.round(this.width * ratio);
    this.canvas.height = devicePixelContentBoxSize?.[0].blockSize ?? Math.round(this.height * ratio);
    // A resized canvas is blank: draw before this frame is shown.
    this.draw();
  }

  #point(event) {
    if (!this.geometry) return;
    this.pointer = { x: event.clientX, y: event.clientY };
    this.isSpoken = false;
    moveCursor(this.geometry.time(event.offsetX), this);
  }

  #key(event) {
    const { history } = this;
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (event.key === "Escape") moveCursor(undefined, undefined);
    if (step === undefined || history.length === 0) return;
    event.preventDefault();
    const index = this.#pointBeside(event.shiftKey ? 10 * step : step);
    const box = this.parent.getBoundingClientRect();
    this.pointer = { x: box.left + this.geometry.x(history.timeAt(index)), y: box.top + box.height / 2 };
    this.isSpoken = true;
    moveCursor(history.timeAt(index), this);
  }

  /** The point so many steps from the cursor; the newest when the cursor is elsewhere. */
  #pointBeside(steps) {
    const last = this.history.length - 1;
    const at = cursor.owner === this ? this.history.nearest(cursor.time) : -1;
    return at < 0 ? last : Math.min(Math.max(at + steps, 0), last);
  }

  /** Draws everything; called once a frame at most. */
  draw() {
    if (!this.width || !this.isInView) return;
    const { context, history, options, width, height } = this;
    const ratio = this.canvas.width / width;
    context.setTransform(ratio, 0, 0, this.canvas.height / height, 0, 0);
    context.clearRect(0, 0, width, height);
    const end = this.#end();
    const from = Math.max(0, history.indexFrom(end - 300000) - 1);
    const scale = range(history, from, options);
    const bottom = options.mode === "mirror" ? -scale.top : 0;
    this.geometry = new Geometry(width, height, end, scale.top, bottom, options.bare);
    const hairline = this.#hairline(ratio);
    if (!options.bare) paintGrid(context, this.geometry, scale, options, hairline);
    this.#paintData(from, hairline);
    this.#paintCursor(hairline);
  }

  #end() {
    const now = Date.now();
    const { history } = this;
    const newest = history.length > 0 ? history.timeAt(history.length - 1) : 0;
    return now - newest < slack ? newest : now;
  }

  #hairline(ratio) {
    const thickness = Math.max(1, Math.floor(ratio));
    return { width: thickness / ratio, snap: (place) => (Math.round(place * ratio) + (thickness % 2) / 2) / ratio };
  }

  #paintData(from, hairline) {
    const { context, geometry, history, options } = this;
    const { left, right, upper, lower } = geometry;
    context.save();
    context.beginPath();
    context.rect(left, upper - 2, right - left, lower - upper + 4);
    context.clip();
    paintSeries(context, geometry, history, options.series, options.mode, from);
    if (options.reference) paintReference(context, geometry, options.reference(), hairline);
    context.restore();
    if (history.length === 0 && !options.bare) paintEmpty(context, geometry, "waiting for data");
  }

  #paintCursor(hairline) {
    if (cursor.time === undefined) return;
    const { geometry, history, context } = this;
    const index = history.nearest(cursor.time);
    const time = index < 0 ? cursor.time : history.timeAt(index);
    if (time >= geometry.start && time <= geometry.end) {
      vertical(context, geometry, hairline.snap(geometry.x(time)), colour("text-3"), hairline.width);
    }
    if (cursor.owner === this) this.#readOut(index, time);
  }

  #readOut(index, time) {
    if (time < this.geometry.start || time > this.geometry.end) return hideTooltip();
    const { history, options } = this;
    const rows = options.series.map(({ name, colour: swatch }, series) => ({
      name,
      colour: swatch,
      value: index < 0 ? "no data" : joined(options.format(history.valueAt(series, index))),
    }));
    if (options.mode === "stack") rows.reverse();
    showTooltip({ title: clock(time, true), rows }, this.pointer.x, this.pointer.y, this.isSpoken);
  }
}
