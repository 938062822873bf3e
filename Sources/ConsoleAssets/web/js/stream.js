// One connection for the page: server-sent events of several API paths, opened again with back-off when it breaks,
// closed while nobody looks.

import { url } from "./api.js";

const firstDelay = 1000;
const longestDelay = 15000;
/** Without any event for this long the connection is taken for dead. */
const silence = 8000;

/** Streams API paths. `onState` gets "connecting", "open", "closed" (hidden) or "lost". */
export class Stream {
  #source;
  #paths = [];
  #handlers = [];
  #delay = firstDelay;
  #retry;
  #watchdog;
  #onState;
  #prepare;
  #attempt = 0;

  /** `prepare` runs before each connection is opened; when it fails, that counts as no connection. */
  constructor(onState, prepare) {
    this.#onState = onState;
    this.#prepare = prepare;
    document.addEventListener("visibilitychange", () => this.#visibilityChanged());
    addEventListener("online", () => this.#open());
  }

  /** Streams these {path, onData} from now on, in place of those before. */
  subscribe(subscriptions) {
    const paths = subscriptions.map(({ path }) => path);
    this.#handlers = subscriptions.map(({ onData }) => onData);
    const isOpen = this.#source !== undefined;
    if (isOpen && paths.join("\n") === this.#paths.join("\n")) return;
    this.#paths = paths;
    this.#open();
  }

  #visibilityChanged() {
    if (document.hidden) {
      this.#close();
      this.#onState("closed");
    } else {
      this.#delay = firstDelay;
      this.#open();
    }
  }

  async #open() {
    this.#close();
    if (document.hidden || this.#paths.length === 0) return;
    const attempt = this.#attempt;
    try {
      await this.#prepare();
    } catch {
      if (attempt === this.#attempt) this.#lost();
      return;
    }
    if (attempt === this.#attempt) this.#connect();
  }

  #connect() {
    const query = this.#paths.map((path) => `path=${encodeURIComponent(path)}`).join("&");
    const source = new EventSource(url(`/stream?${query}&interval=1`));
    source.onerror = () => this.#lost();
    this.#paths.forEach((_, index) => {
      source.addEventListener(String(index), (event) => this.#received(index, event.data));
    });
    this.#source = source;
    this.#watch();
  }

  #received(index, text) {
    this.#delay = firstDelay;
    this.#watch();
    this.#onState("open");
    this.#handlers[index]?.(JSON.parse(text), Date.now());
  }

  #watch() {
    clearTimeout(this.#watchdog);
    this.#watchdog = setTimeout(() => this.#lost(), silence);
  }

  #lost() {
    this.#close();
    if (document.hidden) return;
    this.#onState("lost");
    this.#retry = setTimeout(() => this.#open(), this.#delay * (0.75 + Math.random() / 2));
    this.#delay = Math.min(this.#delay * 2, longestDelay);
  }

  #close() {
    this.#attempt += 1;
    clearTimeout(this.#retry);
    clearTimeout(this.#watchdog);
    this.#source?.close();
    this.#source = undefined;
  }
}
