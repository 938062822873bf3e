// The interfaces of an agent: a row each, with the last five minutes in and out.

import { byId, keyed, make, setAttribute, setText, setValue } from "../dom.js";
import { bitsPerSecond, joined, packetsPerSecond, perSecond, speed } from "../format.js";
import { invalidate } from "../frame.js";
import { History } from "../history.js";
import { StripChart } from "../stripchart.js";

/** Rows shown at first; a node can have hundreds of veths. */
const firstRows = 16;
/** Rows shown at most: the rest can be sorted into view. */
const mostRows = 200;

const metrics = [
  "ifname", "ifspeed", "ifoperstatus", "ifinoctets", "ifoutoctets", "ifinpkts", "ifoutpkts", "ifindiscards",
  "ifoutdiscards", "ifinerrors", "ifouterrors",
];

const columns = [
  { id: "ifname", label: "Interface", order: byName, first: "ascending" },
  { id: "ifspeed", label: "Speed", className: "num if-speed" },
  { id: "spark", label: "Last five minutes", className: "spark-cell" },
  { id: "ifinoctets", label: "In", className: "num", times: 8, format: bitsPerSecond },
  { id: "ifoutoctets", label: "Out", className: "num", times: 8, format: bitsPerSecond },
  { id: "ifinpkts", label: "Packets in", className: "num", format: packetsPerSecond },
  { id: "ifoutpkts", label: "Packets out", className: "num", format: packetsPerSecond },
  { id: "errors", label: "Errors", className: "num", parts: ["ifinerrors", "ifouterrors"] },
  { id: "discards", label: "Discards", className: "num", parts: ["ifindiscards", "ifoutdiscards"] },
];

function byName(a, b) {
  return String(a.ifname).localeCompare(String(b.ifname), undefined, { numeric: true });
}

/** Shows the interface table of one agent. */
export class InterfacePanel {
  #rows = new Map();
  #sort = { id: "ifname", direction: "ascending" };
  #showsAll = false;
  #latest = [];
  #saved = {};

  constructor() {
    this.#buildHead();
    byId("interface-more").addEventListener("click", () => {
      this.#showsAll = !this.#showsAll;
      this.#render();
    });
  }

  /** The API path of what `show` takes. */
  path(agent) {
    const list = metrics.map((name) => (name === "ifoperstatus" ? name : `null:${name}`)).join(",");
    return `/table/${encodeURIComponent(agent)}/${list}/json`;
  }

  /** Forgets the agent, and takes up the history of another. */
  reset(saved = {}, now = 0) {
    this.#saved = saved;
    this.#latest = [];
    for (const row of this.#rows.values()) row.remove();
    for (const row of this.#rows.values()) row.element.remove();
    this.#rows.clear();
    this.savedAt = now;
    this.#render();
  }

  /** What `reset` can take back after the page was loaded again. */
  saved() {
    return Object.fromEntries([...this.#rows].slice(0, firstRows).map(([key, row]) => [key, row.history.saved()]));
  }

  /** Shows an answer; values older than `oldest` milliseconds are gaps. */
  show(table, now, oldest) {
    this.#latest = table.map(interfaceOf).filter((one) => one !== undefined);
    this.#render();
    for (const one of this.#latest) this.#rows.get(one.dataSource)?.push(one, now, oldest);
  }

  #buildHead() {
    const head = make("tr");
    for (const column of columns) {
      const cell = make("th", { scope: "col", class: column.className });
      if (column.id === "spark") cell.append(...["in", "out"].map((way) => make("span", { class: `key-${way}` }, way)));
      else cell.append(this.#sortButton(column, cell));
      head.append(cell);
    }
    byId("interface-table").tHead.append(head);
    this.#markSort();
  }

  #sortButton(column, cell) {
    const button = make("button", { type: "button", class: "sort" }, column.label);
    cell.dataset.sort = column.id;
    button.addEventListener("click", () => {
      const isSame = this.#sort.id === column.id;
      const first = column.first ?? "descending";
      const other = first === "ascending" ? "descending" : "ascending";
      this.#sort = { id: column.id, direction: isSame && this.#sort.direction === first ? other : first };
      this.#markSort();
      this.#render();
    });
    return button;
  }

  #markSort() {
    for (const cell of byId("interface-table").tHead.querySelectorAll("th[data-sort]")) {
      setAttribute(cell, "aria-sort", cell.dataset.sort === this.#sort.id ? this.#sort.direction : undefined);
    }
  }

  #sorted() {
    const column = columns.find(({ id }) => id === this.#sort.id);
    const sign = this.#sort.direction === "ascending" ? 1 : -1;
    const order = column.order ?? ((a, b) => (a[column.id] ?? -1) - (b[column.id] ?? -1));
    return [...this.#latest].sort((a, b) => sign * order(a, b) || byName(a, b));
  }

  #render() {
    const sorted = this.#sorted();
    const shown = sorted.slice(0, this.#showsAll ? mostRows : firstRows);
    const body = byId("interface-table").tBodies[0];
    keyed(body, this.#rows, shown.map(({ dataSource }) => dataSource), (key) => {
      const row = new InterfaceRow(key, this.#saved[key] ?? [], this.savedAt);
      delete this.#saved[key];
      return row;
    });
    for (const one of shown) this.#rows.get(one.dataSource).show(one);
    this.#renderFrame(sorted.length);
  }

  #renderFrame(count) {
    const up = this.#latest.filter(({ isUp }) => isUp).length;
    setText(byId("interface-summary"), count ? `${count} in all, ${up} up` : "");
    byId("interface-table").hidden = count === 0;
    byId("interface-empty").hidden = count > 0;
    byId("interface-more").hidden = count <= firstRows;
    const offer = count > mostRows ? `Show the first ${mostRows}` : `Show all ${count}`;
    setText(byId("interface-more"), this.#showsAll ? "Show fewer" : offer);
  }
}

/** A row of the table as an object by metric. */
function interfaceOf(cells) {
  const first = cells.find((cell) => cell);
  if (!first) return undefined;
  const one = { agent: first.agent, dataSource: first.dataSource, age: Infinity };
  cells.forEach((cell, index) => {
    one[metrics[index]] = cell?.metricValue;
    if (cell && cell.lastUpdate < one.age) one.age = cell.lastUpdate;
  });
  one.ifname ??= `ifIndex ${one.dataSource}`;
  one.isUp = one.ifoperstatus === "up";
  for (const { id, parts } of columns) if (parts) one[id] = total(parts.map((part) => one[part]));
  return one;
}

/** The sum of what is known, or `undefined` when nothing is. */
function total(values) {
  const known = values.filter((value) => value !== undefined);
  return known.length > 0 ? known.reduce((sum, value) => sum + value, 0) : undefined;
}

class InterfaceRow {
  #cells = new Map();

  constructor(key, saved, now) {
    this.history = new History(["ifinoctets", "ifoutoctets"]);
    this.history.restore(saved, now);
    this.element = make("tr", { "data-source": key });
    for (const column of columns) this.element.append(this.#buildCell(column));
    this.chart = new StripChart(this.spark, this.history, {
      label: "Traffic",
      bare: true,
      mode: "mirror",
      floor: 1,
      format: bitsPerSecond,
      series: [{ name: "in", colour: "c1" }, { name: "out", colour: "c2" }],
    });
  }

  #buildCell(column) {
    const label = column.id === "spark" || column.id === "ifname" ? undefined : column.label;
    const cell = make("td", { class: column.id === "ifname" ? "if-name" : column.className, "data-label": label });
    const value = make("span", { "data-metric": column.parts ? undefined : column.id });
    if (column.id === "spark") {
      this.spark = make("div", { class: "spark" });
      cell.append(this.spark);
    } else {
      cell.append(value);
      this.#cells.set(column.id, value);
    }
    return cell;
  }

  show(one) {
    setAttribute(this.element, "data-up", String(one.isUp));
    const name = this.#cells.get("ifname");
    name.className = "if-status";
    setAttribute(name, "data-up", String(one.isUp));
    setAttribute(name, "title", `${one.ifname} is ${one.ifoperstatus ?? "in an unknown state"}`);
    setValue(name, one.ifname, String(one.ifname));
    setValue(this.#cells.get("ifspeed"), one.ifspeed, speed(one.ifspeed));
    for (const column of columns) {
      if (column.format) this.#showRate(column, one[column.id]);
      if (column.parts) this.#showFaults(column, one);
    }
  }

  #showRate({ id, times = 1, format }, raw) {
    const cell = this.#cells.get(id);
    setValue(cell, raw, joined(format(raw * times)));
    setAttribute(cell, "class", raw ? undefined : "zero");
  }

  #showFaults({ id, parts }, one) {
    const cell = this.#cells.get(id);
    const raw = one[id];
    setValue(cell, raw, joined(perSecond(raw)));
    setAttribute(cell, "class", raw > 0 ? "alert" : "zero");
    setAttribute(cell, "title", `in ${joined(perSecond(one[parts[0]]))}, out ${joined(perSecond(one[parts[1]]))}`);
  }

  push(one, now, oldest) {
    const isFresh = one.age <= oldest;
    this.history.push(now, isFresh ? [one.ifinoctets * 8, one.ifoutoctets * 8] : [NaN, NaN]);
    invalidate(this.chart);
  }

  remove() {
    this.chart.remove();
  }
}
