// Making and changing elements, touching the page only where something changed.

/** The element with this id. */
export const byId = (id) => document.getElementById(id);

/** Makes an element; `children` are nodes or texts. */
export function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  setAttributes(element, attributes);
  element.append(...children);
  return element;
}

/** Makes an SVG element. */
export function makeSVG(tag, attributes = {}) {
  const element = document.createElementNS("http://www.w3.org/2000/svg", tag);
  setAttributes(element, attributes);
  return element;
}

function setAttributes(element, attributes) {
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== undefined && value !== null) element.setAttribute(name, value);
  }
}

/** Sets the text if it differs. */
export function setText(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

/** Sets an attribute if it differs; `undefined` removes it. */
export function setAttribute(element, name, value) {
  if (value === undefined || value === null) {
    if (element.hasAttribute(name)) element.removeAttribute(name);
  } else if (element.getAttribute(name) !== String(value)) {
    element.setAttribute(name, value);
  }
}

/** Shows a number: its text and, for programs, its raw value. */
export function setValue(element, raw, text) {
  setText(element, text);
  setAttribute(element, "data-value", raw);
}

/** Makes `parent`'s children those of `keys`, in this order, reusing what is there. */
export function keyed(parent, rows, keys, create) {
  const wanted = new Set(keys);
  for (const [key, row] of rows) {
    if (wanted.has(key)) continue;
    row.remove?.();
    row.element.remove();
    rows.delete(key);
  }
  keys.forEach((key, index) => {
    if (!rows.has(key)) rows.set(key, create(key));
    const { element } = rows.get(key);
    if (parent.children[index] !== element) parent.insertBefore(element, parent.children[index] ?? null);
  });
}

/** Makes buttons of which one is pressed; returns a function that presses the one with that value. */
export function choice(parent, options, onChoose) {
  parent.replaceChildren();
  const buttons = options.map(({ value, label, title }) => {
    const button = make("button", { type: "button", title, "data-choice": value, "aria-pressed": "false" }, label);
    button.addEventListener("click", () => onChoose(value));
    parent.append(button);
    return button;
  });
  return (value) => {
    for (const button of buttons) setAttribute(button, "aria-pressed", String(button.dataset.choice === value));
  };
}
