// Colours of protocols, and which text reads on them.

import { colour } from "../theme.js";

const known = {
  ip: "c1", ip6: "c7", arp: "c5", tcp: "c3", udp: "c2", icmp: "c4", icmp6: "c4", sctp: "c6", gre: "c5", mpls: "c6",
  vlan: "c6", "802.1q": "c6", lldp: "c5", infiniband: "c7",
};
const inherited = 0.2;

const channels = (hex) => [1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16));
const mixed = (a, b, part) => a.map((channel, index) => Math.round(channel + (b[index] - channel) * part));

/** The colour of a laid-out node as [r, g, b]: its protocol's, or its parent's made paler. */
export function protocolColour(node) {
  const name = known[node.data.name];
  if (name) return channels(colour(name));
  if (!node.parent || node.depth === 1) return channels(colour("c6"));
  return mixed(protocolColour(node.parent), channels(colour("card")), inherited);
}

/** Black or white, whichever reads better on a colour. */
export function textOn(rgb) {
  const [r, g, b] = rgb.map((channel) => {
    const part = channel / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b > 0.179 ? "#0c1117" : "#ffffff";
}

/** `rgb(…)` of channels. */
export const css = ([r, g, b]) => `rgb(${r} ${g} ${b})`;
