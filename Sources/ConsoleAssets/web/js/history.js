// The last five minutes of some series, in rings of numbers; NaN is a gap.

/** How far charts look back, in milliseconds. */
export const windowLength = 300000;
const capacity = 360;
/** Points further apart than this are not joined. */
export const longestStep = 3500;

/** Times and values of a fixed set of series. */
export class History {
  constructor(names) {
    this.names = names;
    this.times = new Float64Array(capacity).fill(NaN);
    this.columns = names.map(() => new Float64Array(capacity).fill(NaN));
    this.start = 0;
    this.length = 0;
  }

  /** Appends one value a series; what is no number is a gap. */
  push(time, values) {
    if (this.length > 0 && time - this.timeAt(this.length - 1) < 500) this.length -= 1;
    if (this.length === capacity) {
      this.start = (this.start + 1) % capacity;
      this.length -= 1;
    }
    const slot = (this.start + this.length) % capacity;
    this.times[slot] = time;
    this.columns.forEach((column, index) => {
      column[slot] = Number.isFinite(values[index]) ? values[index] : NaN;
    });
    this.length += 1;
  }

  /** The time of the point at `index`, 0 being the oldest. */
  timeAt(index) {
    return this.times[(this.start + index) % capacity];
  }

  /** The value of a series at `index`. */
  valueAt(series, index) {
    return this.columns[series][(this.start + index) % capacity];
  }

  /** The index of the first point at or after `time`. */
  indexFrom(time) {
    let low = 0;
    let high = this.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.timeAt(middle) < time) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** The index of the point nearest to `time`, or -1 when none is within the longest step. */
  nearest(time) {
    const after = this.indexFrom(time);
    const candidates = [after - 1, after].filter((index) => index >= 0 && index < this.length);
    let best = -1;
    for (const index of candidates) {
      const distance = Math.abs(this.timeAt(index) - time);
      if (distance <= longestStep && (best < 0 || distance < Math.abs(this.timeAt(best) - time))) best = index;
    }
    return best;
  }

  /** A plain object that `restore` takes. */
  saved() {
    const points = [];
    for (let index = 0; index < this.length; index += 1) {
      points.push([this.timeAt(index), ...this.columns.map((_, series) => this.valueAt(series, index))]);
    }
    return points;
  }

  /** Takes back what `saved` gave, without what is too old. */
  restore(points, now) {
    for (const [time, ...values] of points) {
      if (time > now - windowLength && time <= now) this.push(time, values);
    }
  }
}
