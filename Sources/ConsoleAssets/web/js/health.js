// Whether what the page shows is live: the connection to the analyzer, and the age of the agent's newest metric.

import { byId, setAttribute, setText } from "./dom.js";
import { duration } from "./format.js";

/** Ages below this are never stale, in milliseconds. */
const patience = 5000;

const words = {
  connecting: "Connecting",
  live: "Live",
  stale: "Stale",
  disconnected: "Disconnected",
  waiting: "Waiting",
  paused: "Paused",
};

/** Keeps the state, the pill in the header and the banner. */
export class Health {
  #connection = "connecting";
  #age;
  #ageAt = 0;
  #pollingInterval;
  #hasAgents = true;

  /** How old a metric may be before it is stale, in milliseconds. */
  get oldest() {
    return Math.max(patience, 3 * (this.#pollingInterval ?? 0));
  }

  /** The state of the stream changed. */
  connection(state) {
    this.#connection = state;
    this.render();
  }

  /** The newest metric of the agent is this old, in milliseconds; `undefined` when there is none. */
  newest(age) {
    this.#age = age;
    this.#ageAt = Date.now();
    this.render();
  }

  /** What the analyzer says of the agent, or `undefined`; `hasAgents` of any at all. */
  agent(status, hasAgents) {
    this.#pollingInterval = status?.pollingInterval;
    this.#hasAgents = hasAgents;
  }

  /** Another agent is shown: nothing is known of its age. */
  reset() {
    this.#age = undefined;
  }

  /** Shows the state as it is at this moment. */
  render() {
    const age = this.#age === undefined ? undefined : this.#age + Date.now() - this.#ageAt;
    const state = this.#state(age);
    setAttribute(document.body, "data-state", state);
    setAttribute(byId("state"), "data-state", state);
    setText(byId("state-text"), words[state]);
    this.#banner(state, age);
  }

  #state(age) {
    if (this.#connection === "lost") return "disconnected";
    if (this.#connection === "closed") return "paused";
    if (this.#connection === "connecting") return "connecting";
    if (!this.#hasAgents || age === undefined) return "waiting";
    return age > this.oldest ? "stale" : "live";
  }

  #banner(state, age) {
    const banner = byId("banner");
    setAttribute(banner, "data-state", state);
    const texts = {
      stale: `Stale: last data ${duration(age / 1000)} ago. The agent has stopped, or its datagrams do not arrive.`,
      disconnected: "Disconnected from the analyzer, retrying. What is shown is not current.",
    };
    banner.hidden = texts[state] === undefined;
    if (texts[state]) setText(banner, texts[state]);
  }
}
