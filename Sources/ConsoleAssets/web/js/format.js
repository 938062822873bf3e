// Numbers to text: three significant digits, SI prefixes for rates, binary prefixes for memory.

const si = ["", "k", "M", "G", "T", "P", "E"];
const binary = ["", "Ki", "Mi", "Gi", "Ti", "Pi", "Ei"];

/** What stands where there is no number. */
export const none = "–";

function digits(value) {
  const size = Math.abs(value);
  if (Number.isInteger(value) && size < 1000) return String(value);
  if (size < 0.01) return "< 0.01";
  if (size < 9.995) return value.toFixed(2);
  if (size < 99.95) return value.toFixed(1);
  return value.toFixed(0);
}

function scaled(value, base, prefixes) {
  let power = 0;
  let rest = value;
  while (Math.abs(rest) >= base * 0.9995 && power < prefixes.length - 1) {
    rest /= base;
    power += 1;
  }
  return [digits(rest), prefixes[power]];
}

const isNumber = (value) => typeof value === "number" && Number.isFinite(value);

function unit(base, prefixes, name) {
  return (value) => {
    if (!isNumber(value)) return { text: none, unit: "" };
    const [text, prefix] = scaled(value, base, prefixes);
    return { text, unit: prefix + name };
  };
}

/** Each of these makes {text, unit} of a raw number. */
export const bitsPerSecond = unit(1000, si, "bit/s");
export const bytesPerSecond = unit(1000, si, "B/s");
export const bytes = unit(1024, binary, "B");
export const packetsPerSecond = unit(1000, si, "pkt/s");
export const perSecond = unit(1000, si, "/s");
export const plain = unit(1000, si, "");

/** A share of 100, with one decimal below ten. */
export function percent(value) {
  if (!isNumber(value)) return { text: none, unit: "" };
  return { text: Math.abs(value) < 10 ? value.toFixed(1) : value.toFixed(0), unit: "%" };
}

/** A load average, as every tool shows it. */
export function load(value) {
  return isNumber(value) ? { text: value.toFixed(2), unit: "" } : { text: none, unit: "" };
}

/** A link's speed in bits per second, without needless decimals. */
export function speed(value) {
  if (!isNumber(value) || value <= 0) return none;
  const [text, prefix] = scaled(value, 1000, si);
  return `${Number(text)} ${prefix}bit/s`;
}

/** The parts of a formatted number as one text. */
export function joined({ text, unit: name }) {
  return name ? `${text} ${name}` : text;
}

/** A time in seconds as its two largest units. */
export function duration(seconds) {
  if (!isNumber(seconds)) return none;
  const parts = [["d", 86400], ["h", 3600], ["min", 60], ["s", 1]];
  let rest = Math.floor(seconds);
  const text = [];
  for (const [name, size] of parts) {
    const count = Math.floor(rest / size);
    rest -= count * size;
    if (count > 0) text.push(`${count} ${name}`);
  }
  return text.slice(0, 2).join(" ") || "0 s";
}

/** The time of day of a moment in milliseconds. */
export function clock(milliseconds, withSeconds) {
  const date = new Date(milliseconds);
  const two = (number) => String(number).padStart(2, "0");
  const minutes = `${two(date.getHours())}:${two(date.getMinutes())}`;
  return withSeconds ? `${minutes}:${two(date.getSeconds())}` : minutes;
}
