// Flows by protocol stack as a tree, laid out as rings.

import "../../vendor/d3-hierarchy.js";

const { hierarchy, partition } = globalThis.d3;

/** The tree of flows whose keys are stacks, `eth.ip.tcp`; a single trunk is cut to its last part that has branches. */
export function stackTree(flows) {
  const root = { id: "", name: "all", own: 0, children: new Map() };
  for (const { key, value } of flows) {
    let node = root;
    for (const name of key.split(".")) node = child(node, name);
    node.own += value;
  }
  let trunk = root;
  while (trunk.children.size === 1 && trunk.own === 0) trunk = trunk.children.values().next().value;
  return trunk;
}

function child(parent, name) {
  if (!parent.children.has(name)) {
    const id = parent.id ? `${parent.id}.${name}` : name;
    parent.children.set(name, { id, name, own: 0, children: new Map(), parent });
  }
  return parent.children.get(name);
}

/** The node with this id, or the root. */
export function find(root, id) {
  let found = root;
  const visit = (node) => {
    if (node.id === id) found = node;
    for (const next of node.children.values()) visit(next);
  };
  if (id !== undefined) visit(root);
  return found;
}

/** The node and all below, with `x0`, `x1` in turns of 2π, `depth` from the node, `value` and `height`. */
export function layOut(node) {
  const root = hierarchy(node, ({ children }) => [...children.values()])
    .sum(({ own }) => own)
    .sort((a, b) => b.value - a.value || (a.data.name < b.data.name ? -1 : 1));
  return partition().size([2 * Math.PI, 1])(root);
}
