// Runs before the first paint, so that the page never shows the wrong theme.
(() => {
  let choice = "system";
  try {
    choice = localStorage.getItem("starling-theme") ?? "system";
  } catch {
    // Storage can be switched off; the system's theme it is.
  }
  const dark = choice === "dark" || (choice !== "light" && matchMedia("(prefers-color-scheme: dark)").matches);
  document.documentElement.dataset.themeChoice = choice;
  document.documentElement.dataset.theme = dark ? "dark" : "light";
})();
