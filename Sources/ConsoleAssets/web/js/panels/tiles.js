// The strip charts of a host, declared: which metrics, how they are drawn, how they read.

import { bytes, bytesPerSecond, bitsPerSecond, load, packetsPerSecond, percent, perSecond, plain } from "../format.js";

const sum = (...names) => (metrics) => names.reduce((total, name) => total + metrics[name], 0);

/** Memory that processes hold: neither free nor cache. */
const memoryUsed = (m) => m.mem_total - m.mem_free - m.mem_buffers - m.mem_cached;

/**
 * A series has `metric`, its name in the API or, with `of`, a name of its own for a number made from several; `times`
 * scales it for display. `headline` and `more` show numbers beside the chart.
 */
export const tiles = [
  {
    id: "cpu",
    title: "CPU",
    mode: "stack",
    fixedTop: () => 100,
    suffix: " %",
    format: percent,
    headline: [{ metric: "cpu_utilization" }],
    note: ({ cpu_num: count }) => (count > 0 ? `${count} CPU${count === 1 ? "" : "s"}` : ""),
    series: [
      { metric: "cpu_user", name: "user", colour: "c1" },
      { metric: "cpu_nice", name: "nice", colour: "c6" },
      { metric: "cpu_system", name: "system", colour: "c2" },
      { metric: "cpu_interrupts", name: "interrupts", colour: "c4", of: sum("cpu_intr", "cpu_sintr") },
      { metric: "cpu_wio", name: "I/O wait", colour: "c5" },
      { metric: "cpu_steal", name: "steal", colour: "c7" },
    ],
  },
  {
    id: "load",
    title: "Load",
    mode: "lines",
    floor: 1,
    format: load,
    headline: [{ metric: "load_one" }],
    note: ({ cpu_num: count, load_one: now }) => (count > 0 && now >= 0 ? `${(now / count).toFixed(2)} per CPU` : ""),
    reference: ({ cpu_num: count }) => count,
    series: [
      { metric: "load_one", name: "1 min", colour: "c1" },
      { metric: "load_five", name: "5 min", colour: "c2" },
      { metric: "load_fifteen", name: "15 min", colour: "c4" },
    ],
    legend: [{ metric: "cpu_num", name: "CPUs", mark: "dashed", format: plain }],
  },
  {
    id: "memory",
    title: "Memory",
    mode: "stack",
    base: 1024,
    suffix: "B",
    fixedTop: ({ mem_total: total }) => total,
    format: bytes,
    headline: [{ metric: "mem_used", of: memoryUsed }],
    note: [
      { metric: "mem_total", before: "of" },
      {
        metric: "swap_used",
        before: "swap",
        of: (metrics) => metrics.swap_total - metrics.swap_free,
        when: (metrics) => metrics.swap_total > 0,
      },
    ],
    series: [
      { metric: "mem_used", name: "used", colour: "c1", of: memoryUsed },
      { metric: "mem_buffers", name: "buffers", colour: "c2" },
      { metric: "mem_cached", name: "cached", colour: "c3" },
      { metric: "mem_free", name: "free", colour: "line-strong" },
    ],
  },
  {
    id: "network",
    title: "Network",
    mode: "mirror",
    floor: 1000,
    format: bitsPerSecond,
    headline: [
      { metric: "bytes_in", name: "in", colour: "c1", times: 8 },
      { metric: "bytes_out", name: "out", colour: "c2", times: 8 },
    ],
    series: [
      { metric: "bytes_in", name: "in", colour: "c1", times: 8 },
      { metric: "bytes_out", name: "out", colour: "c2", times: 8 },
    ],
    legend: [
      { metric: "pkts_in", name: "in", format: packetsPerSecond },
      { metric: "pkts_out", name: "out", format: packetsPerSecond },
    ],
  },
  {
    id: "disk",
    title: "Disk",
    mode: "mirror",
    floor: 1000,
    format: bytesPerSecond,
    headline: [
      { metric: "bytes_read", name: "read", colour: "c1" },
      { metric: "bytes_written", name: "written", colour: "c2" },
    ],
    series: [
      { metric: "bytes_read", name: "read", colour: "c1" },
      { metric: "bytes_written", name: "written", colour: "c2" },
    ],
    legend: [
      { metric: "reads", name: "reads", format: perSecond },
      { metric: "writes", name: "writes", format: perSecond },
    ],
  },
  {
    id: "space",
    title: "Disk space",
    mode: "lines",
    fixedTop: () => 100,
    suffix: " %",
    format: percent,
    headline: [{ metric: "disk_utilization" }],
    note: [{ metric: "disk_total", before: "of", format: plainBytes }],
    series: [
      { metric: "disk_utilization", name: "all file systems", colour: "c3" },
      { metric: "part_max_used", name: "fullest", colour: "c2" },
    ],
    legend: [{ metric: "disk_free", name: "free", format: plainBytes }],
  },
];

/** Disks are sold and reported in powers of ten. */
function plainBytes(value) {
  const { text, unit } = plain(value);
  return text === "–" ? { text, unit } : { text, unit: `${unit}B` };
}

/** Every metric that the host's section asks for. */
export const hostMetrics = [
  "load_one", "load_five", "load_fifteen", "cpu_num", "cpu_utilization", "cpu_user", "cpu_nice", "cpu_system",
  "cpu_idle", "cpu_wio", "cpu_intr", "cpu_sintr", "cpu_steal", "mem_total", "mem_free", "mem_buffers", "mem_cached",
  "swap_total", "swap_free", "disk_total", "disk_free", "disk_utilization", "part_max_used", "bytes_read",
  "bytes_written", "reads", "writes", "bytes_in", "bytes_out", "pkts_in", "pkts_out", "uptime", "host_name", "os_name",
  "os_release", "machine_type",
];
