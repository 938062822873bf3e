// The API explorer: every route of the analyzer's own OpenAPI document, to read, to find and to try.

import { getJSON } from "../js/api.js";
import { byId, make, setText } from "../js/dom.js";
import { startTheme } from "../js/theme.js";
import { prose, showOperation } from "./operation.js";

startTheme(byId("theme"));

try {
  start(await getJSON("/api-docs"));
} catch (error) {
  setText(byId("found"), `The analyzer does not answer: ${error.message}`);
}

function start(description) {
  const operations = Object.entries(description.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ method, path, operation })),
  );
  const groups = description.tags.map(({ name }) => makeGroup(name, operations));
  byId("about").replaceWith(prose("p", description.info.description, { class: "about muted" }));
  byId("routes").append(...groups.map(({ element }) => element));
  const search = byId("search");
  search.addEventListener("input", () => show(groups, search.value));
  document.addEventListener("keydown", (event) => focusSearch(event, search));
  addEventListener("hashchange", openNamed);
  show(groups, "");
  openNamed();
}

function makeGroup(tag, operations) {
  const id = `tag-${tag.replaceAll(" ", "-")}`;
  const routes = operations.filter(({ operation }) => operation.tags.includes(tag)).map(makeRoute);
  const card = make("div", { class: "card" }, ...routes.map(({ element }) => element));
  const title = make("h2", { id }, tag[0].toUpperCase() + tag.slice(1));
  return { routes, element: make("section", { class: "route-group", "aria-labelledby": id }, title, card) };
}

/** What a route holds is made when it is opened first. */
function makeRoute(route) {
  const { method, path, operation } = route;
  const summary = make(
    "summary",
    {},
    make("span", { class: "method", "data-method": method }, method.toUpperCase()),
    make("span", { class: "route-path" }, path),
    prose("span", operation.summary, { class: "route-summary" }),
  );
  const element = make("details", { class: "route", id: operation.operationId }, summary);
  element.addEventListener("toggle", () => {
    if (element.open && element.childElementCount === 1) showOperation(element, route);
  });
  return { element, words: `${method} ${path} ${operation.description} ${operation.tags}`.toLowerCase() };
}

/** Shows the routes that have every word. */
function show(groups, text) {
  const words = text.toLowerCase().split(" ").filter(Boolean);
  let found = 0;
  for (const { routes, element } of groups) {
    for (const route of routes) route.element.hidden = !words.every((word) => route.words.includes(word));
    const shown = routes.filter((route) => !route.element.hidden).length;
    element.hidden = shown === 0;
    found += shown;
  }
  setText(byId("found"), `${found} ${found === 1 ? "route" : "routes"}`);
}

/** `/` goes to the search, unless something is being written. */
function focusSearch(event, search) {
  if (event.key !== "/" || event.ctrlKey || event.metaKey || event.target.closest("input, textarea, select")) return;
  event.preventDefault();
  search.focus();
}

/** Opens the route that the address names, `#getAgentsJson`. */
function openNamed() {
  const route = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (route?.tagName !== "DETAILS") return;
  route.open = true;
  route.scrollIntoView();
}
