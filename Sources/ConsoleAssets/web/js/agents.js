// The agent that the page shows, chosen from those that the analyzer knows.

import { byId, make, setAttribute, setText } from "./dom.js";

const byName = new Intl.Collator(undefined, { numeric: true });

/** The picker. `onChoose(address)` is called when another agent is shown. */
export class AgentPicker {
  #agents = {};
  #select = byId("agent");
  #onChoose;

  constructor(onChoose) {
    this.#onChoose = onChoose;
    this.chosen = agentOf(location.hash);
    addEventListener("hashchange", () => this.#follow());
    this.#select.addEventListener("change", () => this.#choose(this.#select.value));
  }

  /** What the analyzer knows of the chosen agent. */
  get status() {
    return this.#agents[this.chosen];
  }

  /** Takes the answer of /agents/json. */
  show(agents) {
    this.#agents = agents;
    const addresses = Object.keys(agents).sort((a, b) => byName.compare(label(a, agents[a]), label(b, agents[b])));
    if (addresses.length > 0) this.#offer(addresses);
    byId("no-agents").hidden = addresses.length > 0;
    byId("live").hidden = addresses.length === 0;
    if (addresses.length === 0) return;
    if (!agents[this.chosen]) this.#choose(addresses.find((one) => agents[one].hostName) ?? addresses[0]);
    this.#select.value = this.chosen;
  }

  #offer(addresses) {
    this.#select.disabled = false;
    while (this.#select.length > addresses.length) this.#select.lastChild.remove();
    while (this.#select.length < addresses.length) this.#select.append(make("option"));
    addresses.forEach((address, index) => {
      const option = this.#select.options[index];
      setAttribute(option, "value", address);
      setText(option, label(address, this.#agents[address]));
    });
  }

  /** The address bar names another agent; or, after a jump within the page, none: then it names this one again. */
  #follow() {
    const named = agentOf(location.hash);
    this.#choose(this.#agents[named] ? named : this.chosen);
  }

  #choose(address) {
    if (address === undefined) return;
    const isOther = address !== this.chosen;
    this.chosen = address;
    history.replaceState(null, "", `#agent=${encodeURIComponent(address)}`);
    if (isOther) this.#onChoose(address);
  }
}

/** The agent that a fragment such as `#agent=192.0.2.1` names, or `undefined`. */
function agentOf(fragment) {
  const name = /^#agent=(.+)/.exec(fragment)?.[1];
  return name && decodeURIComponent(name);
}

const label = (address, { hostName }) => (hostName ? `${hostName} · ${address}` : address);
