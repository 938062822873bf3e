// The charts' history over a reload of the page, kept by the browser for this tab only.

const key = "starling-history";

/** Keeps the history of an agent. */
export function keep(agent, panels) {
  try {
    sessionStorage.setItem(key, JSON.stringify({ agent, panels }));
  } catch {
    // No storage, or too much to store: the charts begin anew.
  }
}

/** The history kept for an agent, or nothing. */
export function recall(agent) {
  try {
    const { agent: kept, panels } = JSON.parse(sessionStorage.getItem(key)) ?? {};
    sessionStorage.removeItem(key);
    return kept === agent ? panels : {};
  } catch {
    return {};
  }
}
