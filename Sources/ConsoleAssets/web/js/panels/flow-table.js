// The table of flows: rows keep their place by key, bars move.

import { byId, keyed, make, setValue } from "../dom.js";
import { bitsPerSecond, joined, none, packetsPerSecond, percent } from "../format.js";

const keyNames = {
  macsource: "Source", macdestination: "Destination", ipsource: "Source", ipdestination: "Destination",
  ip6source: "Source", ip6destination: "Destination", tcpsourceport: "Port", tcpdestinationport: "Port",
  udpsourceport: "Port", udpdestinationport: "Port", stack: "Protocols", inputifindex: "In", outputifindex: "Out",
  ipprotocol: "Protocol", ip6nexthdr: "Next header", ethernetprotocol: "EtherType", vlan: "VLAN", tcpflags: "Flags",
};

/** Shows active flows. */
export class FlowTable {
  #rows = new Map();
  #definition;

  /** Takes all rows away. */
  clear() {
    this.#fill([]);
    this.#definition = undefined;
  }

  /** Shows flows, largest first. */
  show(flows, definition, headings) {
    if (this.#definition !== definition.name) this.#head(definition, headings);
    this.#definition = definition.name;
    this.#fill(flows);
    const most = Math.max(...flows.map((flow) => flow.value * (1 + share(flow))), Number.MIN_VALUE);
    for (const flow of flows) this.#rows.get(flow.key).show(flow, most, definition.value === "bytes");
  }

  #fill(flows) {
    keyed(byId("flow-table").tBodies[0], this.#rows, flows.map(({ key }) => key), (key) => new FlowRow(key));
  }

  #head({ keys, value }, headings) {
    const names = headings ?? keys.split(",").map((key) => keyNames[key.trim()] ?? key.trim());
    const row = make("tr");
    for (const name of names) row.append(make("th", { scope: "col" }, name));
    row.append(make("th", { scope: "col" }, make("span", { class: "visually-hidden" }, "Bar")));
    for (const name of [value === "bytes" ? "Rate" : "Packets", "± 95 %", "Samples"]) {
      row.append(make("th", { scope: "col", class: "num" }, name));
    }
    byId("flow-table").tHead.replaceChildren(row);
    this.#fill([]);
  }
}

/** Samples fade with time, as the value does: what is left can be less than one. */
function samplesText(samples) {
  if (samples === undefined) return none;
  if (samples < 0.05) return "< 0.1";
  return samples < 9.95 ? samples.toFixed(1) : Math.round(samples).toLocaleString("en");
}

/** The bound of the error as a share; bars end at twice the value at most. */
const share = ({ errorPercent }) => (Number.isFinite(errorPercent) ? Math.min(errorPercent / 100, 1) : 0);

class FlowRow {
  constructor(key) {
    this.bar = make("div", { class: "flow-bar", "aria-hidden": "true" });
    this.bar.append(make("div", { class: "flow-bar-fill" }), make("div", { class: "flow-bar-whisker" }));
    this.value = make("td", { class: "num flow-value", "data-metric": "value" });
    this.error = make("td", { class: "num flow-error", "data-metric": "errorPercent" });
    this.samples = make("td", { class: "num flow-samples", "data-metric": "samples" });
    const cells = key.split(",").map((part) => make("td", { class: "flow-key", title: part }, part));
    cells.push(make("td", { class: "flow-bar-cell" }, this.bar), this.value, this.error, this.samples);
    this.element = make("tr", { "data-key": key }, ...cells);
  }

  show(flow, most, isBits) {
    const { value, errorPercent, samples } = flow;
    const error = share(flow);
    this.bar.style.setProperty("--part", value / most);
    this.bar.style.setProperty("--low", (value * (1 - error)) / most);
    this.bar.style.setProperty("--high", (value * (1 + error)) / most);
    setValue(this.value, value, joined(isBits ? bitsPerSecond(value * 8) : packetsPerSecond(value)));
    setValue(this.error, errorPercent, errorPercent === undefined ? none : `± ${joined(percent(errorPercent))}`);
    setValue(this.samples, samples, samplesText(samples));
  }
}
