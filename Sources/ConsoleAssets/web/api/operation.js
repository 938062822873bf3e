// One route of the explorer: its words, a form of its parameters and body, and the answer.

import { make, setText } from "../js/dom.js";
import { isFilter, send, target } from "./requests.js";

/** Fills an opened route. */
export function showOperation(parent, { method, path, operation }) {
  const parameters = operation.parameters ?? [];
  const form = make("form", { class: "route-body", autocomplete: "off" });
  const fields = parameters.map((parameter) => makeField(operation.operationId, parameter));
  const content = operation.requestBody?.content["application/json"];
  const body = content && makeBody(operation.operationId, content.example);
  const line = make("code", { class: "request-line" });
  const outcome = make("span", { class: "outcome", role: "status" });
  const answer = make("pre", { class: "answer", tabindex: "0", role: "region", "aria-label": "Answer", hidden: "" });
  const button = make("button", { class: "button", type: "submit" }, "Send");

  const request = () => target(path, parameters, new Map(fields.map(({ name, input }) => [name, input.value])));
  const showRequest = () => setText(line, `${method.toUpperCase()} ${request()}`);
  form.append(
    ...operation.description.split("\n\n").map((text) => prose("p", text)),
    make("div", { class: "parameters" }, ...fields.map(({ element }) => element)),
    ...(body ? [body.element] : []),
    make("div", { class: "actions" }, button, line, outcome),
    answer,
  );
  form.addEventListener("input", showRequest);
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    button.disabled = true;
    await tell(outcome, answer, () => send(method, request(), body?.input.value));
    button.disabled = false;
  });
  showRequest();
  parent.append(form);
}

async function tell(outcome, answer, ask) {
  setText(outcome, "Waiting");
  outcome.dataset.state = "";
  try {
    const { status, ok, milliseconds, text } = await ask();
    setText(outcome, `${status}, ${milliseconds.toFixed(milliseconds < 10 ? 1 : 0)} ms`);
    outcome.dataset.state = ok ? "good" : "bad";
    setText(answer, text);
    answer.hidden = text === "";
  } catch (error) {
    setText(outcome, `No answer: ${error.message}`);
    outcome.dataset.state = "bad";
    answer.hidden = true;
  }
}

/** A text in which `code` is between backticks. */
export function prose(tag, text, attributes = {}) {
  const parts = text.split("`").map((part, index) => (index % 2 ? make("code", {}, part) : part));
  return make(tag, attributes, ...parts);
}

function makeField(operation, parameter) {
  const id = `${operation}-${parameter.name}`;
  const input = makeInput(parameter, { id, "aria-describedby": `${id}-hint` });
  const label = make("label", { for: id }, isFilter(parameter) ? "filter, name=value on each line" : parameter.name);
  const hint = prose("p", parameter.description, { class: "hint", id: `${id}-hint` });
  return { name: parameter.name, input, element: make("div", { class: "field" }, label, input, hint) };
}

function makeInput({ schema, required, example }, attributes) {
  const common = { ...attributes, required: required ? "" : undefined };
  if (schema.enum) {
    const words = schema.enum.map((word) => make("option", { value: word }, word));
    return make("select", { ...common, class: "select" }, make("option", { value: "" }, "not given"), ...words);
  }
  const text = { ...common, class: "input", spellcheck: "false", autocapitalize: "off" };
  if (schema.type === "array" || schema.type === "object") return make("textarea", { ...text, rows: 2 });
  if (schema.type === "string") return make("input", { ...text, value: example });
  const { minimum: min, maximum: max, default: placeholder } = schema;
  const step = schema.type === "integer" ? 1 : "any";
  return make("input", { ...text, type: "number", min, max, step, placeholder });
}

function makeBody(operation, example) {
  const id = `${operation}-body`;
  const text = JSON.stringify(example, null, 2);
  const input = make("textarea", { id, class: "input", rows: Math.min(text.split("\n").length, 16), spellcheck: "false" });
  input.value = text;
  return { input, element: make("div", { class: "field" }, make("label", { for: id }, "Body"), input) };
}
