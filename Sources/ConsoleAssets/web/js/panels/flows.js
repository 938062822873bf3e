// Top flows: the largest flows now, as bars with the 95 % error of each estimate.

import { APIError, getJSON, remove } from "../api.js";
import { byId, choice, make, setText } from "../dom.js";
import { FlowTable } from "./flow-table.js";
import { ensure, flowsPath, ownDefinition, presetDefinition, presets, units } from "./definitions.js";

const most = 20;

/** Why there may be no flows. */
const causes = [
  "there may be no such traffic now: of a quiet network only a packet now and then is sampled;",
  "the agent may not sample: it needs CAP_NET_RAW, and its log says when it lacks it;",
  "a switch may export counters only: flow sampling is turned on per port.",
];

/** Shows the flows of one definition. `onChange` is called when `path` gives something else. */
export class FlowPanel {
  #value = "bytes";
  #definition = presetDefinition(presets[0], "bytes");
  #preset = presets[0];
  #existing;
  #refused;
  #table = new FlowTable();
  #onChange;

  constructor(onChange) {
    this.#onChange = onChange;
    this.pressUnit = choice(byId("flow-unit"), units, (value) => this.#chooseUnit(value));
    this.#offerPresets();
    byId("flow-form").addEventListener("submit", (event) => this.#submit(event));
    byId("flow-advanced").addEventListener("toggle", () => this.#offerKeys());
  }

  /** What one of the definition's value counts for in the unit shown. */
  get value() {
    return this.#value;
  }

  /** The API path of what `show` takes. */
  path(agent) {
    return flowsPath(agent, this.#definition.name, most);
  }

  /** Has the analyzer know the definition; where it takes none, offers those that it has. */
  async prepare() {
    try {
      if (!this.#existing && this.#refused !== this.#definition.name) await ensure(this.#definition);
    } catch (error) {
      if (error instanceof APIError && error.status === 403) await this.#offerExisting();
      else if (error instanceof APIError && error.status === 400) this.#refuse(error);
      else throw error;
    }
  }

  #refuse(error) {
    this.#refused = this.#definition.name;
    this.#showError(error);
  }

  /** Forgets the flows of an agent. */
  reset() {
    this.#table.clear();
    byId("flow-empty").hidden = true;
  }

  /** Shows an answer. */
  show(flows) {
    if (!Array.isArray(flows)) return this.#showMissing(flows);
    this.#table.show(flows, this.#definition, this.#headings());
    byId("flow-table").hidden = flows.length === 0;
    byId("flow-foot").hidden = flows.length === 0;
    byId("flow-empty").hidden = flows.length > 0;
    if (flows.length === 0) this.#explainEmpty();
  }

  #headings() {
    return this.#definition.keys === this.#preset?.keys ? this.#preset.heads : undefined;
  }

  #offerPresets() {
    const options = presets.map(({ id, label, keys }) => ({ value: id, label, title: keys }));
    this.pressPreset = choice(byId("flow-presets"), options, (id) => this.#choosePreset(id));
    this.pressPreset(this.#preset.id);
    this.pressUnit(this.#value);
  }

  #choosePreset(id) {
    this.#preset = presets.find((preset) => preset.id === id);
    this.#hideError();
    this.#use(presetDefinition(this.#preset, this.#value));
  }

  #chooseUnit(value) {
    const { keys, filter } = this.#definition;
    this.#value = value;
    this.pressUnit(value);
    this.#use(this.#preset ? presetDefinition(this.#preset, value) : ownDefinition(keys, filter, value));
  }

  async #use(definition) {
    const before = this.#definition;
    this.#definition = definition;
    this.#refused = undefined;
    this.pressPreset(this.#preset?.id);
    this.reset();
    await this.#onChange();
    if (before.name.startsWith("console-own-") && before.name !== definition.name) {
      await remove(`/flow/${encodeURIComponent(before.name)}/json`).catch(() => undefined);
    }
  }

  async #submit(event) {
    event.preventDefault();
    const definition = ownDefinition(byId("flow-keys").value.trim(), byId("flow-filter").value.trim(), this.#value);
    try {
      await ensure(definition);
    } catch (error) {
      this.#showError(error);
      return;
    }
    this.#hideError();
    this.#preset = undefined;
    await this.#use(definition);
  }

  #showError(error) {
    const place = byId("flow-error");
    const hint = error.suggestions?.length ? ` Did you mean ${error.suggestions.join(", ")}?` : "";
    place.replaceChildren(error instanceof APIError ? `${error.message}${hint}` : "The analyzer cannot be reached.");
    if (error.excerpt) place.append(make("code", {}, error.excerpt));
    place.hidden = false;
    for (const id of ["flow-keys", "flow-filter"]) byId(id).setAttribute("aria-invalid", "true");
  }

  #hideError() {
    byId("flow-error").hidden = true;
    for (const id of ["flow-keys", "flow-filter"]) byId(id).removeAttribute("aria-invalid");
  }

  async #offerKeys() {
    const list = byId("flow-key-list");
    if (list.children.length > 0) return;
    const keys = await getJSON("/flowkeys/json").catch(() => ({}));
    list.replaceChildren(...Object.keys(keys).map((key) => make("option", { value: key })));
  }

  async #offerExisting() {
    this.#existing = await getJSON("/flow/json");
    const names = Object.keys(this.#existing);
    this.#notice(
      names.length > 0
        ? "This analyzer is read-only: these are the flow definitions that it has."
        : "This analyzer is read-only, and it has no flow definitions to show.",
    );
    byId("flow-advanced").hidden = true;
    byId("flow-unit").hidden = true;
    const options = names.map((name) => ({ value: name, label: name, title: this.#existing[name].keys }));
    this.pressPreset = choice(byId("flow-presets"), options, (name) => this.#chooseExisting(name));
    if (names.length) this.#chooseExisting(names[0]);
  }

  #chooseExisting(name) {
    const { keys = "", value, filter = "" } = this.#existing[name];
    this.#preset = { id: name };
    this.#value = value;
    this.#use({ name, keys: String(keys), value, filter });
  }

  #notice(text) {
    byId("flow-notice").hidden = false;
    setText(byId("flow-notice"), text);
  }

  #showMissing({ status }) {
    this.#table.clear();
    if (status === 404 && !this.#existing) this.prepare().catch(() => undefined);
  }

  #explainEmpty() {
    const place = byId("flow-empty");
    if (place.dataset.for === this.#definition.name) return;
    place.dataset.for = this.#definition.name;
    const isOwn = !this.#preset || this.#definition.filter;
    place.replaceChildren(
      make("p", { class: "empty-title" }, isOwn ? "No sampled packet matches" : "No flow samples of this kind yet"),
      make("p", {}, "Flows are estimated from randomly sampled packets. When none are shown:"),
      make("ul", {}, ...causes.map((cause) => make("li", {}, cause))),
    );
  }
}
