// Axes: round steps, and their short labels.

const si = ["", " k", " M", " G", " T", " P", " E"];
const binary = ["", " Ki", " Mi", " Gi", " Ti", " Pi", " Ei"];

function roundStep(rough, base) {
  if (base === 1024) return 2 ** Math.ceil(Math.log2(rough));
  const power = 10 ** Math.floor(Math.log10(rough));
  return [1, 2, 2.5, 5, 10].find((factor) => factor * power >= rough * 0.9999) * power;
}

/** The top of an axis that holds `max`, and its steps: at most `count`. */
export function axis(max, count, base) {
  const step = roundStep(max / count, base);
  const steps = Math.max(1, Math.ceil((max / step) * 0.9999));
  return { top: steps * step, step, steps };
}

/** A tick's label: the number and its prefix, without the unit. */
export function tickLabel(value, base, suffix) {
  const prefixes = base === 1024 ? binary : si;
  let rest = Math.abs(value);
  let power = 0;
  while (rest >= base && power < prefixes.length - 1) {
    rest /= base;
    power += 1;
  }
  if (rest === 0) return `0${suffix.startsWith(" ") ? suffix : ""}`;
  return `${Number(rest.toPrecision(3))}${prefixes[power]}${suffix}`;
}
