// Requests of the API's document: made of what a form holds, sent, and their answers as text.

import { url } from "../js/api.js";

const mostCharacters = 200_000;
const mostEvents = 5;

/** Whether a parameter stands for any further names. */
export const isFilter = (parameter) => parameter.schema.type === "object";

/** The path with its query; `values` are texts by the names of parameters, those of lists with a line each. */
export function target(path, parameters, values) {
  const query = [];
  let filled = path;
  for (const parameter of parameters) {
    const value = values.get(parameter.name) ?? "";
    if (parameter.in === "path") filled = filled.replace(`{${parameter.name}}`, encodeURIComponent(value));
    else if (isFilter(parameter)) query.push(...lines(value).map(pair));
    else if (parameter.schema.type === "array") query.push(...lines(value).map((line) => named(parameter.name, line)));
    else if (value !== "") query.push(named(parameter.name, value));
  }
  return query.length ? `${filled}?${query.join("&")}` : filled;
}

const lines = (text) => text.split("\n").map((line) => line.trim()).filter(Boolean);
const named = (name, value) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`;

/** `host_name=web*` */
function pair(line) {
  const end = line.indexOf("=");
  return end < 0 ? encodeURIComponent(line) : named(line.slice(0, end), line.slice(end + 1));
}

/** Sends a request; of a stream come the first events. */
export async function send(method, path, body) {
  const options = { method: method.toUpperCase(), cache: "no-store" };
  if (body !== undefined) Object.assign(options, { body, headers: { "Content-Type": "application/json" } });
  const start = performance.now();
  const response = await fetch(url(path), options);
  const type = response.headers.get("Content-Type") ?? "";
  const text = type.startsWith("text/event-stream") ? await events(response) : await response.text();
  return { status: response.status, ok: response.ok, milliseconds: performance.now() - start, text: shown(text, type) };
}

async function events(response) {
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let text = "";
  while (text.split("\ndata: ").length <= mostEvents && text.length < mostCharacters) {
    const { value, done } = await reader.read();
    if (done) return text;
    text += value;
  }
  await reader.cancel();
  return `${text}…`;
}

/** JSON with two spaces for each level; no more than a page can bear. */
function shown(text, type) {
  let pretty = text;
  if (type.startsWith("application/json")) {
    try {
      pretty = JSON.stringify(JSON.parse(text), null, 2);
    } catch {
      // Then as it came.
    }
  }
  return pretty.length > mostCharacters ? `${pretty.slice(0, mostCharacters)}\n… ${pretty.length} characters` : pretty;
}
