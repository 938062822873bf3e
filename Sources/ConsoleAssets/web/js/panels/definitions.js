// Flow definitions that this page asks the analyzer for.

import { getJSON, put } from "../api.js";

/** The ready-made keys. */
export const presets = [
  { id: "ipv4", label: "IPv4 pairs", keys: "ipsource,ipdestination", heads: ["Source", "Destination"] },
  { id: "ipv6", label: "IPv6 pairs", keys: "ip6source,ip6destination", heads: ["Source", "Destination"] },
  { id: "tcp", label: "TCP", keys: "ipsource,tcpsourceport,ipdestination,tcpdestinationport" },
  { id: "tcp6", label: "TCP over IPv6", keys: "ip6source,tcpsourceport,ip6destination,tcpdestinationport" },
  { id: "udp", label: "UDP", keys: "ipsource,udpsourceport,ipdestination,udpdestinationport" },
  { id: "udp6", label: "UDP over IPv6", keys: "ip6source,udpsourceport,ip6destination,udpdestinationport" },
  { id: "mac", label: "MAC pairs", keys: "macsource,macdestination" },
  { id: "protocols", label: "Protocols", keys: "stack" },
];

/** The units of flows: the value of the definition, and what one of it counts for. */
export const units = [
  { value: "bytes", label: "bit/s", title: "Bits per second" },
  { value: "frames", label: "pkt/s", title: "Packets per second" },
];

/** The definition of a preset. */
export const presetDefinition = ({ id, keys }, value) => ({ name: `console-${id}-${value}`, keys, value, filter: "" });

/** The definition of keys and a filter that a user typed; equal ones share a name. */
export function ownDefinition(keys, filter, value) {
  return { name: `console-own-${hash(`${keys}\n${filter}\n${value}`)}`, keys, value, filter };
}

function hash(text) {
  let value = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(text)) value = Math.imul(value ^ byte, 0x01000193) >>> 0;
  return value.toString(16).padStart(8, "0");
}

/** The API path of the flows that a definition finds. */
export function flowsPath(agent, name, most) {
  return `/activeflows/${encodeURIComponent(agent)}/${encodeURIComponent(name)}/json?maxFlows=${most}&aggMode=sum`;
}

/**
 * Has the analyzer know a definition. One that is there already stays as it is: replacing it would empty its table
 * under everyone else who looks. Throws APIError.
 */
export async function ensure({ name, keys, value, filter }) {
  const present = (await getJSON("/flow/json"))[name];
  if (present && isSame(present, { keys, value, filter })) return;
  await put(`/flow/${encodeURIComponent(name)}/json`, { keys, value, filter, n: 20, t: 2 });
}

const squeezed = (text) => String(text ?? "").replace(/\s/g, "");
const isSame = (a, b) => ["keys", "value", "filter"].every((name) => squeezed(a[name]) === squeezed(b[name]));
