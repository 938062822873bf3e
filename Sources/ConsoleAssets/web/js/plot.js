// Painting a history on a canvas: the grid, stacked areas, lines, or one series up and one down.

import { clock } from "./format.js";
import { longestStep, windowLength } from "./history.js";
import { axis, tickLabel } from "./scale.js";
import { colour } from "./theme.js";

const font = '11px "Inter", system-ui, "Segoe UI", Roboto, "Liberation Sans", Arial, sans-serif';

/** The place of times and values on a canvas of `width` × `height` CSS pixels. */
export class Geometry {
  constructor(width, height, end, top, bottom, bare) {
    this.left = bare ? 1 : 46;
    this.right = width - (bare ? 1 : 6);
    this.upper = bare ? 1 : 8;
    this.lower = height - (bare ? 1 : 20);
    this.end = end;
    this.start = end - windowLength;
    this.top = top;
    this.bottom = bottom;
  }

  x(time) {
    return this.left + ((time - this.start) / windowLength) * (this.right - this.left);
  }

  time(x) {
    return this.start + ((x - this.left) / (this.right - this.left)) * windowLength;
  }

  y(value) {
    return this.lower - ((value - this.bottom) / (this.top - this.bottom)) * (this.lower - this.upper);
  }
}

/** The runs [from, to) of points without a gap in any series or in time. */
export function runs(history, from) {
  const found = [];
  let first = -1;
  for (let index = from; index < history.length; index += 1) {
    const whole = history.columns.every((_, series) => !Number.isNaN(history.valueAt(series, index)));
    const joins = first >= 0 && history.timeAt(index) - history.timeAt(index - 1) <= longestStep;
    if (first >= 0 && !(whole && joins)) {
      found.push([first, index]);
      first = -1;
    }
    if (whole && first < 0) first = index;
  }
  if (first >= 0) found.push([first, history.length]);
  return found;
}

/** The axis that holds everything in view. */
export function range(history, from, { mode, fixedTop, floor = 1, base = 1000, bare }) {
  const fixed = fixedTop?.();
  let max = fixed || floor;
  for (let index = from; !fixed && index < history.length; index += 1) {
    let sum = 0;
    history.columns.forEach((_, series) => {
      const value = history.valueAt(series, index);
      sum = mode === "stack" ? sum + value : value;
      if (sum > max) max = sum;
    });
  }
  if (bare) return { top: max * 1.05, step: max, steps: 1 };
  return axis(max, mode === "mirror" ? 3 : 4, base);
}

/** Draws grid lines and their labels. */
export function paintGrid(context, geometry, { step, steps }, { mode, base = 1000, suffix = "" }, hairline) {
  context.font = font;
  context.textBaseline = "middle";
  context.textAlign = "right";
  for (let index = mode === "mirror" ? -steps : 0; index <= steps; index += 1) {
    const y = hairline.snap(geometry.y(index * step));
    horizontal(context, geometry, y, index === 0 ? colour("line-strong") : colour("grid"), hairline.width);
    context.fillStyle = colour("axis");
    context.fillText(tickLabel(index * step, base, suffix), geometry.left - 7, y);
  }
  paintMinutes(context, geometry, hairline);
}

function paintMinutes(context, geometry, hairline) {
  context.textBaseline = "alphabetic";
  context.textAlign = "center";
  for (let time = Math.ceil(geometry.start / 60000) * 60000; time <= geometry.end; time += 60000) {
    const x = hairline.snap(geometry.x(time));
    vertical(context, geometry, x, colour("grid"), hairline.width);
    if (x < geometry.left + 14 || x > geometry.right - 12) continue;
    context.fillStyle = colour("axis");
    context.fillText(clock(time, false), x, geometry.lower + 15);
  }
}

function horizontal(context, { left, right }, y, style, width) {
  context.strokeStyle = style;
  context.lineWidth = width;
  context.beginPath();
  context.moveTo(left, y);
  context.lineTo(right, y);
  context.stroke();
}

/** Draws an upright line over the plot. */
export function vertical(context, { upper, lower }, x, style, width) {
  context.strokeStyle = style;
  context.lineWidth = width;
  context.beginPath();
  context.moveTo(x, upper);
  context.lineTo(x, lower);
  context.stroke();
}

/** Draws a dashed line at `value`, such as the number of CPUs. */
export function paintReference(context, geometry, value, hairline) {
  if (!(value > 0) || value > geometry.top) return;
  context.setLineDash([4, 4]);
  horizontal(context, geometry, hairline.snap(geometry.y(value)), colour("text-3"), hairline.width);
  context.setLineDash([]);
}

/** Draws the series. */
export function paintSeries(context, geometry, history, series, mode, from) {
  const parts = runs(history, from);
  const paint = { stack: paintStack, mirror: paintMirror, lines: paintLines }[mode];
  paint(context, geometry, history, series, parts);
}

function paintLines(context, geometry, history, series, parts) {
  series.forEach((one, index) => {
    paintLine(context, geometry, history, parts, one.colour, (point) => history.valueAt(index, point));
  });
}

function paintStack(context, geometry, history, series, parts) {
  const below = new Float64Array(history.length);
  const above = new Float64Array(history.length);
  series.forEach((one, index) => {
    for (let point = 0; point < history.length; point += 1) above[point] = below[point] + history.valueAt(index, point);
    paintArea(context, geometry, history, parts, one.colour, (point) => below[point], (point) => above[point], 0.78);
    below.set(above);
  });
}

function paintMirror(context, geometry, history, series, parts) {
  series.forEach((one, index) => {
    const sign = index === 0 ? 1 : -1;
    const value = (point) => sign * history.valueAt(index, point);
    paintArea(context, geometry, history, parts, one.colour, () => 0, value, 0.24);
    paintLine(context, geometry, history, parts, one.colour, value);
  });
}

function paintArea(context, geometry, history, parts, name, lower, upper, alpha) {
  context.fillStyle = colour(name);
  context.globalAlpha = alpha;
  context.beginPath();
  const x = (point) => geometry.x(history.timeAt(point));
  for (const [first, end] of parts) {
    context.moveTo(x(first), geometry.y(lower(first)));
    for (let point = first; point < end; point += 1) context.lineTo(x(point), geometry.y(upper(point)));
    for (let point = end - 1; point >= first; point -= 1) context.lineTo(x(point), geometry.y(lower(point)));
    context.closePath();
  }
  context.fill();
  context.globalAlpha = 1;
}

function paintLine(context, geometry, history, parts, name, value) {
  context.strokeStyle = colour(name);
  context.lineWidth = 1.6;
  context.lineJoin = "round";
  context.lineCap = "round";
  context.beginPath();
  for (const [first, end] of parts) {
    for (let point = first; point < end; point += 1) {
      const x = geometry.x(history.timeAt(point));
      const y = geometry.y(value(point));
      if (point === first) context.moveTo(x, y);
      context.lineTo(x, y);
    }
  }
  context.stroke();
}

/** Says that there is nothing to draw yet. */
export function paintEmpty(context, geometry, text) {
  context.font = font;
  context.fillStyle = colour("text-3");
  context.textAlign = "center";
  context.textBaseline = "middle";
  context.fillText(text, (geometry.left + geometry.right) / 2, (geometry.upper + geometry.lower) / 2);
}
