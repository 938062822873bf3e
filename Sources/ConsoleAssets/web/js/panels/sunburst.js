// A sunburst in SVG: rings of arcs that move to their new place.

import "../../vendor/d3-path.js";
import "../../vendor/d3-shape.js";
import { keyed, makeSVG, setAttribute, setText } from "../dom.js";
import { css, protocolColour, textOn } from "./palette.js";

const outer = 160;
const inner = 62;
/** Each ring is thinner than the one inside it, so that deep stacks leave room for what is common. */
const taper = 0.84;
const time = 350;
const still = matchMedia("(prefers-reduced-motion: reduce)");

const arc = globalThis.d3.arc()
  .startAngle(({ x0 }) => x0)
  .endAngle(({ x1 }) => x1)
  .innerRadius(({ r0 }) => r0)
  .outerRadius(({ r1 }) => Math.max(r1 - 1, 0))
  .padAngle(({ x0, x1 }) => Math.min((x1 - x0) / 2, 0.006))
  .padRadius(outer / 2);

/** Draws a laid-out tree. `onHover(node or undefined)`, `onChoose(node)`; `onLeave()` when the centre is chosen. */
export class Sunburst {
  #arcs = new Map();
  #frame;

  constructor(parent, { onHover, onChoose, onLeave }) {
    this.onHover = onHover;
    this.onChoose = onChoose;
    this.svg = makeSVG("svg", {
      viewBox: `${-outer} ${-outer} ${2 * outer} ${2 * outer}`,
      role: "img",
      "aria-label": "Shares of protocols; the list below has the same numbers",
    });
    this.group = makeSVG("g");
    this.centre = makeSVG("circle", { r: inner - 3, class: "centre" });
    this.centreValue = makeSVG("text", { class: "centre-value", y: 2 });
    this.centreName = makeSVG("text", { class: "centre-name", y: 20 });
    this.centre.addEventListener("click", onLeave);
    this.svg.append(this.group, this.centre, this.centreValue, this.centreName);
    this.svg.addEventListener("pointerleave", () => onHover(undefined));
    parent.append(this.svg);
  }

  /** Shows what is in the middle. */
  label(value, name, canLeave) {
    setText(this.centreValue, value);
    setText(this.centreName, name);
    setAttribute(this.centre, "class", canLeave ? "centre can-zoom" : "centre");
  }

  /** Draws the tree under `root`. */
  draw(root) {
    const height = Math.max(root.height, 2);
    const radius = (depth) => inner + ((outer - inner) * (1 - taper ** depth)) / (1 - taper ** height);
    const nodes = root.descendants().filter(({ depth, x0, x1 }) => depth > 0 && x1 - x0 > 0.002);
    keyed(this.group, this.#arcs, nodes.map(({ data }) => data.id), () => this.#create());
    for (const node of nodes) this.#arcs.get(node.data.id).aim(node, radius(node.depth - 1), radius(node.depth));
    this.#move();
  }

  #create() {
    const created = new Arc();
    created.path.addEventListener("pointerenter", () => this.onHover(created.node));
    created.path.addEventListener("click", () => this.onChoose(created.node));
    return created;
  }

  #move() {
    cancelAnimationFrame(this.#frame);
    const start = performance.now();
    const step = (now) => {
      const part = still.matches ? 1 : Math.min(Math.max((now - start) / time, 0), 1);
      const eased = 1 - (1 - part) ** 3;
      for (const one of this.#arcs.values()) one.place(eased);
      if (part < 1) this.#frame = requestAnimationFrame(step);
    };
    this.#frame = requestAnimationFrame(step);
  }
}

class Arc {
  constructor() {
    this.path = makeSVG("path", { class: "arc" });
    this.text = makeSVG("text", { class: "arc-label" });
    this.element = makeSVG("g");
    this.element.append(this.path, this.text);
  }

  /** Starts to move to a node's place. */
  aim(node, r0, r1) {
    this.node = node;
    this.to = { x0: node.x0, x1: node.x1, r0, r1 };
    this.from = this.now ?? this.to;
    const fill = protocolColour(node);
    setAttribute(this.path, "fill", css(fill));
    setAttribute(this.text, "fill", textOn(fill));
    setText(this.text, this.#fits(node.data.name) ? node.data.name : "");
  }

  #fits(name) {
    const { x0, x1, r0, r1 } = this.to;
    const width = r1 - r0 - 6;
    const length = (x1 - x0) * ((r0 + r1) / 2) - 6;
    return name.length * 6.4 <= Math.max(width, length) && Math.min(width, length) >= 11;
  }

  place(part) {
    const { from, to } = this;
    const between = (name) => from[name] + (to[name] - from[name]) * part;
    this.now = { x0: between("x0"), x1: between("x1"), r0: between("r0"), r1: between("r1") };
    setAttribute(this.path, "d", arc(this.now));
    if (this.text.textContent) setAttribute(this.text, "transform", this.#textPlace());
  }

  /** Along the ring where the name fits so, else outwards from the centre. */
  #textPlace() {
    const { x0, x1, r0, r1 } = this.now;
    const angle = (((x0 + x1) / 2) * 180) / Math.PI;
    const radius = (r0 + r1) / 2;
    const along = this.node.data.name.length * 6.4 <= (this.to.x1 - this.to.x0) * radius - 6;
    const turn = along ? (angle > 90 && angle < 270 ? 180 : 0) : angle < 180 ? -90 : 90;
    return `rotate(${angle.toFixed(2)}) translate(0 ${(-radius).toFixed(2)}) rotate(${turn})`;
  }
}
