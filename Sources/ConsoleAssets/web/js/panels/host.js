// The host's section: facts, and a tile with a strip chart for each part of the machine.

import { byId, make, setText, setValue } from "../dom.js";
import { duration, joined } from "../format.js";
import { invalidate } from "../frame.js";
import { History } from "../history.js";
import { StripChart } from "../stripchart.js";
import { hostMetrics, tiles } from "./tiles.js";

/** Shows the newest host metrics of one agent. */
export class HostPanel {
  #metrics = {};
  #tiles;

  constructor() {
    this.#tiles = tiles.map((tile) => new Tile(tile, () => this.#metrics));
    byId("tiles").append(...this.#tiles.map(({ element }) => element));
  }

  /** The API path of what `show` takes. */
  path(agent) {
    return `/metric/${encodeURIComponent(agent)}/${hostMetrics.join(",")}/json`;
  }

  /** Forgets the agent, and takes up the history of another. */
  reset(saved = {}, now = 0) {
    this.#metrics = {};
    for (const tile of this.#tiles) tile.reset(saved[tile.id] ?? [], now);
    this.#showFacts();
  }

  /** What `reset` can take back after the page was loaded again. */
  saved() {
    return Object.fromEntries(this.#tiles.map((tile) => [tile.id, tile.history.saved()]));
  }

  /** Shows an answer; values older than `oldest` milliseconds are gaps. */
  show(statistics, now, oldest) {
    const present = statistics.filter(({ metricValue }) => metricValue !== undefined);
    this.#metrics = Object.fromEntries(present.map((one) => [plainName(one.metricName), one.metricValue]));
    const fresh = present.some(({ lastUpdate }) => lastUpdate <= oldest);
    for (const tile of this.#tiles) tile.show(this.#metrics, now, fresh);
    byId("tiles").hidden = present.length === 0;
    byId("host-empty").hidden = present.length > 0;
    this.#showFacts();
  }

  #showFacts() {
    const { host_name: name, os_name: os, os_release: release, machine_type: machine, uptime } = this.#metrics;
    setText(byId("host-title"), name ? String(name) : "Host");
    const facts = [
      ["os_release", release, [os, release].filter(Boolean).join(" ")],
      ["machine_type", machine, machine && String(machine)],
      ["uptime", uptime, uptime !== undefined && `up ${duration(uptime)}`],
    ].filter(([, , text]) => text);
    const place = byId("facts");
    while (place.children.length < facts.length) place.append(make("span"));
    while (place.children.length > facts.length) place.lastChild.remove();
    facts.forEach(([metric, raw, text], index) => {
      place.children[index].dataset.metric = metric;
      setValue(place.children[index], raw, text);
    });
  }
}

const plainName = (name) => name.replace(/^max:/, "");

/** The number of a series: from the API, or made from it. */
const rawValue = (series, metrics) => (series.of ? series.of(metrics) : metrics[series.metric]);

/** What a chart draws of it. */
const chartValue = (series, metrics) => rawValue(series, metrics) * (series.times ?? 1);

class Tile {
  #numbers = [];

  constructor(tile, metrics) {
    this.tile = tile;
    this.id = tile.id;
    this.metrics = metrics;
    this.history = new History(tile.series.map(({ metric }) => metric));
    this.element = this.#build();
  }

  #build() {
    const { tile } = this;
    const chart = make("div", { class: "chart" });
    const title = make("h2", { class: "tile-title", id: `title-${tile.id}` }, tile.title);
    const element = make(
      "article",
      { class: "card tile", id: `tile-${tile.id}`, "aria-labelledby": title.id },
      make("div", { class: "tile-head" }, title, this.#buildNote()),
      make("div", { class: "tile-values" }, ...tile.headline.map((one) => this.#buildHeadline(one))),
      this.#buildLegend(),
      chart,
    );
    this.chart = new StripChart(chart, this.history, {
      ...tile,
      label: tile.title,
      fixedTop: tile.fixedTop && (() => tile.fixedTop(this.metrics())),
      reference: tile.reference && (() => tile.reference(this.metrics())),
    });
    return element;
  }

  #buildNote() {
    const note = make("p", { class: "tile-sub" });
    if (typeof this.tile.note === "function") {
      this.#numbers.push((metrics) => setText(note, this.tile.note(metrics)));
    } else {
      for (const one of this.tile.note ?? []) note.append(this.#buildNoteItem(one));
    }
    return note;
  }

  #buildNoteItem(one) {
    const number = make("span", { "data-metric": one.metric });
    const item = make("span", { class: "note-item" }, `${one.before} `, number);
    this.#numbers.push((metrics) => {
      item.hidden = one.when ? !one.when(metrics) : metrics[one.metric] === undefined && !one.of;
      this.#setNumber(number, one, metrics);
    });
    return item;
  }

  #buildHeadline(one) {
    const number = make("span", { class: "tile-number" });
    const unit = make("span", { class: "unit" });
    const value = make("span", { class: "tile-value", "data-metric": one.metric }, number, unit);
    this.#numbers.push((metrics) => {
      const raw = rawValue(one, metrics);
      const { text, unit: name } = this.tile.format(chartValue(one, metrics));
      setText(number, text);
      setText(unit, name);
      value.dataset.value = Number.isFinite(raw) ? raw : "";
    });
    if (!one.name) return value;
    const name = make("span", { class: "tile-label" }, one.name);
    return make("span", { class: "tile-part" }, swatch(one.colour, "mirror"), name, value);
  }

  #buildLegend() {
    const items = this.tile.legend ? [...legendSeries(this.tile), ...this.tile.legend] : this.tile.series;
    return make("ul", { class: "legend" }, ...items.map((one) => this.#buildLegendItem(one)));
  }

  #buildLegendItem(one) {
    const number = make("b", { "data-metric": one.metric });
    const mark = one.mark ?? (one.colour && this.tile.mode);
    const item = make("li", {}, ...(mark ? [swatch(one.colour, mark)] : []), one.name, number);
    this.#numbers.push((metrics) => this.#setNumber(number, one, metrics));
    return item;
  }

  #setNumber(element, one, metrics) {
    const raw = rawValue(one, metrics);
    const format = one.format ?? this.tile.format;
    setValue(element, Number.isFinite(raw) ? raw : "", joined(format(chartValue(one, metrics))));
  }

  reset(points, now) {
    this.history.length = 0;
    this.history.restore(points, now);
    this.#refresh({});
  }

  show(metrics, now, isFresh) {
    const values = this.tile.series.map((one) => (isFresh ? chartValue(one, metrics) : NaN));
    // A part of the whole that this agent does not know, such as steal, is no part of the stack; it is no gap.
    const isPartly = this.tile.mode === "stack" && values.some(Number.isFinite);
    this.history.push(now, isPartly ? values.map((value) => (Number.isFinite(value) ? value : 0)) : values);
    this.#refresh(metrics);
  }

  #refresh(metrics) {
    for (const update of this.#numbers) update(metrics);
    invalidate(this.chart);
  }
}

/** Series that the headline does not name already. */
const legendSeries = ({ series, headline }) =>
  series.filter(({ metric }) => !headline.some((one) => one.metric === metric && one.name));

function swatch(colour, mode) {
  const shapes = { lines: "swatch line", dashed: "swatch dashed" };
  const element = make("span", { class: shapes[mode] ?? "swatch", "aria-hidden": "true" });
  if (colour) element.style.setProperty("--swatch", `var(--${colour})`);
  return element;
}
