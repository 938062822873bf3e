// The page: one stream of the agents, the chosen agent's metrics, interfaces and flows, shown by the panels.

import { AgentPicker } from "./agents.js";
import { getText } from "./api.js";
import { invalidateAll } from "./cursor.js";
import { byId, setText, setValue } from "./dom.js";
import { Health } from "./health.js";
import { keep, recall } from "./session.js";
import { FlowPanel } from "./panels/flows.js";
import { HostPanel } from "./panels/host.js";
import { InterfacePanel } from "./panels/interfaces.js";
import { ProtocolPanel } from "./panels/protocols.js";
import { Stream } from "./stream.js";
import { onThemeChange, startTheme } from "./theme.js";

const health = new Health();
const host = new HostPanel();
const interfaces = new InterfacePanel();
const protocols = new ProtocolPanel();
const flows = new FlowPanel(subscribe);
const agents = new AgentPicker(show);
const stream = new Stream((state) => health.connection(state), prepare);
let lastEvent = 0;

/** Shows another agent. */
function show(agent) {
  const saved = recall(agent);
  const now = Date.now();
  health.reset();
  host.reset(saved.host, now);
  interfaces.reset(saved.interfaces, now);
  flows.reset();
  protocols.reset();
  subscribe();
}

async function prepare() {
  if (!agents.chosen) return;
  await flows.prepare();
  await protocols.prepare();
}

function subscribe() {
  const subscriptions = [{ path: "/agents/json", onData: showAgents }];
  const agent = agents.chosen;
  protocols.measure(flows.value);
  if (agent) {
    subscriptions.push(
      { path: host.path(agent), onData: showHost },
      { path: interfaces.path(agent), onData: showInterfaces },
      { path: flows.path(agent), onData: (answer) => flows.show(answer) },
      { path: protocols.path(agent), onData: (answer) => protocols.show(answer) },
    );
  }
  stream.subscribe(subscriptions);
}

let interfaceAge;

function showAgents(answer) {
  agents.show(answer);
  document.body.dataset.agent = agents.chosen ?? "";
  health.agent(agents.status, Object.keys(answer).length > 0);
  showVersion();
}

function showHost(answer, now) {
  const statistics = Array.isArray(answer) ? answer : [];
  host.show(statistics, now, health.oldest);
  lastEvent = now;
  const ages = statistics.filter(({ metricValue }) => metricValue !== undefined).map(({ lastUpdate }) => lastUpdate);
  health.newest(newestAge(ages));
}

/** The age of the newest host metric; of an agent without them, of its interfaces, or of its last datagram. */
function newestAge(ages) {
  if (ages.length > 0) return Math.min(...ages);
  return interfaceAge ?? agents.status?.lastSeen;
}

function showInterfaces(answer, now) {
  const table = Array.isArray(answer) ? answer : [];
  const ages = table.flat().filter((cell) => cell).map(({ lastUpdate }) => lastUpdate);
  interfaceAge = ages.length > 0 ? Math.min(...ages) : undefined;
  interfaces.show(table, now, health.oldest);
}

let hasVersion = false;

async function showVersion() {
  if (hasVersion) return;
  hasVersion = true;
  const version = (await getText("/version").catch(() => "")).trim();
  if (version) setValue(byId("version"), version, version);
  else hasVersion = false;
}

/** Once a second: ages grow and charts move on, also when nothing arrives. */
function tick() {
  if (document.hidden) return;
  health.render();
  if (Date.now() - lastEvent > 1500) invalidateAll();
}

startTheme(byId("theme"));
onThemeChange(invalidateAll);
setText(byId("collector-host"), location.hostname || "HOST");
addEventListener("pagehide", () => keep(agents.chosen, { host: host.saved(), interfaces: interfaces.saved() }));
setInterval(tick, 1000);
if (agents.chosen) show(agents.chosen);
else subscribe();
