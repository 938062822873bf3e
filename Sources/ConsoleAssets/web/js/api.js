// The analyzer's REST interface, on the origin that this page came from.

const base = new URL("..", import.meta.url);

/** An absolute URL of an API path such as `/agents/json`, also behind a path prefix. */
export function url(path) {
  return new URL(path.replace(/^\//, ""), base);
}

/** An answer that was no success, and what the analyzer says of it; `excerpt` shows the place in what was asked. */
export class APIError extends Error {
  constructor(status, body) {
    super(body?.error ?? `the analyzer answered ${status}`);
    this.status = status;
    this.excerpt = body?.excerpt;
    this.suggestions = body?.suggestions ?? [];
  }
}

async function request(path, options) {
  const response = await fetch(url(path), { cache: "no-store", ...options });
  if (!response.ok) throw new APIError(response.status, await response.json().catch(() => undefined));
  return response;
}

/** GETs JSON. */
export async function getJSON(path) {
  return (await request(path)).json();
}

/** GETs text. */
export async function getText(path) {
  return (await request(path)).text();
}

/** PUTs a value as JSON. */
export async function put(path, value) {
  await request(path, { method: "PUT", headers: { "Content-Type": "application/json" }, body: JSON.stringify(value) });
}

/** DELETEs. */
export async function remove(path) {
  await request(path, { method: "DELETE" });
}
