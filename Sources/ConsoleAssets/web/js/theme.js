// The theme: system, light or dark; and the colours that canvases draw with.

const order = ["system", "light", "dark"];
const root = document.documentElement;
const systemDark = matchMedia("(prefers-color-scheme: dark)");
const listeners = new Set();
let cache = new Map();

/** The value of the CSS colour `--name` in the present theme. */
export function colour(name) {
  if (!cache.has(name)) cache.set(name, getComputedStyle(root).getPropertyValue(`--${name}`).trim());
  return cache.get(name);
}

/** Calls `listener` after each change of the theme. */
export function onThemeChange(listener) {
  listeners.add(listener);
}

/** Lets `button` step through system, light and dark. */
export function startTheme(button) {
  const show = () => button.setAttribute("aria-label", `Theme: ${root.dataset.themeChoice}`);
  button.addEventListener("click", () => {
    choose(order[(order.indexOf(root.dataset.themeChoice) + 1) % order.length]);
    show();
  });
  systemDark.addEventListener("change", apply);
  show();
}

function choose(choice) {
  root.dataset.themeChoice = choice;
  try {
    localStorage.setItem("starling-theme", choice);
  } catch {
    // Not remembered then.
  }
  apply();
}

function apply() {
  const choice = root.dataset.themeChoice;
  root.dataset.theme = choice === "dark" || (choice !== "light" && systemDark.matches) ? "dark" : "light";
  cache = new Map();
  for (const listener of listeners) listener();
}
