// Protocols: a sunburst of the flows by protocol stack, and the same shares as a list.

import { APIError, getJSON } from "../api.js";
import { byId, keyed, make, setAttribute, setText, setValue } from "../dom.js";
import { bitsPerSecond, joined, packetsPerSecond, percent } from "../format.js";
import { onThemeChange } from "../theme.js";
import { ensure, flowsPath, presetDefinition, presets } from "./definitions.js";
import { css, protocolColour } from "./palette.js";
import { find, layOut, stackTree } from "./stack-tree.js";
import { Sunburst } from "./sunburst.js";

const most = 100;
const longestList = 6;
const preset = presets.find(({ keys }) => keys === "stack");

/** Shows the flows by stack of an agent. */
export class ProtocolPanel {
  #definition = presetDefinition(preset, "bytes");
  #flows = [];
  #focus;
  #hovered;
  #shares = new Map();
  #refused = false;

  constructor() {
    this.sunburst = new Sunburst(byId("sunburst"), {
      onHover: (node) => this.#hover(node),
      onChoose: (node) => this.#zoom(node.children ? node.data.id : node.parent?.data.id),
      onLeave: () => this.#zoom(undefined),
    });
    byId("protocols-up").addEventListener("click", () => this.#zoom(undefined));
    onThemeChange(() => this.#render());
    this.#render();
  }

  /** Counts in "bytes" or "frames". */
  measure(value) {
    if (!this.#refused) this.#definition = presetDefinition(preset, value);
  }

  /** The API path of what `show` takes. */
  path(agent) {
    return flowsPath(agent, this.#definition.name, most);
  }

  /** Has the analyzer know the definition; where it takes none, uses one that it has. */
  async prepare() {
    if (this.#refused) return;
    try {
      await ensure(this.#definition);
    } catch (error) {
      if (!(error instanceof APIError) || error.status >= 500) throw error;
      await this.#useExisting();
    }
  }

  async #useExisting() {
    this.#refused = true;
    const present = Object.entries(await getJSON("/flow/json"));
    const [name, definition] = present.find(([, { keys }]) => String(keys) === "stack") ?? [];
    if (name) this.#definition = { ...this.#definition, name, value: definition.value };
  }

  /** Forgets the flows of an agent. */
  reset() {
    this.#flows = [];
    this.#focus = undefined;
    this.#hovered = undefined;
    this.#render();
  }

  /** Shows an answer. */
  show(flows) {
    const isMissing = !Array.isArray(flows);
    if (isMissing && flows.status === 404) this.prepare().catch(() => undefined);
    this.#flows = isMissing ? [] : flows.filter(({ value }) => value > 0);
    this.#render();
  }

  #zoom(id) {
    this.#focus = id;
    this.#hovered = undefined;
    this.#render();
  }

  #hover(node) {
    this.#hovered = node?.data.id;
    this.#label();
  }

  #render() {
    const tree = stackTree(this.#flows);
    this.root = layOut(tree);
    const focus = find(tree, this.#focus);
    this.isZoomed = focus !== tree;
    this.shown = this.isZoomed ? layOut(focus) : this.root;
    const isEmpty = this.#flows.length === 0;
    for (const id of ["sunburst", "shares"]) byId(id).hidden = isEmpty;
    byId("protocols-empty").hidden = !isEmpty;
    byId("protocols-up").hidden = !this.isZoomed;
    if (isEmpty) return this.#explainEmpty();
    this.sunburst.draw(this.shown);
    this.#label();
    this.#list();
  }

  #format(value) {
    return joined(this.#definition.value === "bytes" ? bitsPerSecond(value * 8) : packetsPerSecond(value));
  }

  #label() {
    const hovered = this.#hovered && this.shown.descendants().find(({ data }) => data.id === this.#hovered);
    if (hovered) {
      const part = (hovered.value / this.root.value) * 100;
      const path = hovered.data.id.length > 22 ? `…${hovered.data.id.slice(-21)}` : hovered.data.id;
      this.sunburst.label(joined(percent(part)), path, this.isZoomed);
    } else {
      this.sunburst.label(this.#format(this.shown.value), this.shown.data.id || "all", this.isZoomed);
    }
  }

  #list() {
    const nodes = (this.shown.children ?? []).slice(0, longestList);
    const ids = nodes.map(({ data }) => data.id);
    keyed(byId("shares"), this.#shares, ids, (id) => new Share(id, () => this.#zoom(id)));
    for (const node of nodes) {
      this.#shares.get(node.data.id).show(node, this.#format(node.value), (node.value / this.root.value) * 100);
    }
  }

  #explainEmpty() {
    const place = byId("protocols-empty");
    if (place.childElementCount > 0) return;
    place.append(
      make("p", { class: "empty-title" }, "No packets sampled yet"),
      make("p", {}, "Shares of protocols come from sampled packets. They appear with the first sample of this agent."),
    );
  }
}

class Share {
  constructor(id, onChoose) {
    this.swatch = make("span", { class: "swatch", "aria-hidden": "true" });
    this.name = make("span", { class: "share-name" });
    this.value = make("span", { class: "share-value", "data-metric": "stack" });
    this.part = make("span", { class: "share-part" });
    this.button = make("button", { type: "button", class: "share", "data-key": id });
    this.button.append(this.swatch, this.name, this.value, this.part);
    this.button.addEventListener("click", onChoose);
    this.element = make("li", {}, this.button);
  }

  show(node, value, part) {
    this.swatch.style.setProperty("--swatch", css(protocolColour(node)));
    setText(this.name, node.data.name);
    setValue(this.value, node.value, value);
    setText(this.part, joined(percent(part)));
    setAttribute(this.button, "disabled", node.children ? undefined : "");
    setAttribute(this.button, "aria-label", `${node.data.id}: ${value}, ${joined(percent(part))}`);
  }
}
