// Runs in the page before its own modules: records what the stream delivers, and measures what the page shows.
(() => {
  const latest = new Map();
  let delivery = Promise.withResolvers();
  const Native = window.EventSource;
  window.EventSource = class extends Native {
    constructor(address) {
      super(address);
      latest.clear();
      new URL(address).searchParams.getAll("path").forEach((path, index) => {
        this.addEventListener(String(index), ({ data }) => {
          latest.set(path, JSON.parse(data));
          if (path.startsWith("/metric/")) delivered();
        });
      });
    }
  };

  function delivered() {
    delivery.resolve();
    delivery = Promise.withResolvers();
  }

  const numbers = (root) => [...root.querySelectorAll("[data-metric][data-value]")].map((element) => ({
    metric: element.dataset.metric,
    raw: element.dataset.value,
    text: element.innerText.replace(/\s+/g, " ").trim(),
  }));
  const rows = (selector, name) =>
    [...document.querySelectorAll(selector)].map((row) => ({ key: row.getAttribute(name), numbers: numbers(row) }));

  window.probe = {
    /** What the page shows and what the stream last delivered, at one moment. */
    snapshot: () => ({
      agent: document.body.dataset.agent,
      state: document.body.dataset.state,
      delivered: Object.fromEntries(latest),
      host: numbers(document.getElementById("host")),
      interfaces: rows("#interface-table tbody tr", "data-source"),
      flows: rows("#flow-table tbody tr", "data-key"),
    }),

    /** Waits until the stream delivers the host's metrics again, some seconds at most. */
    nextDelivery: () => Promise.race([delivery.promise, new Promise((resolve) => setTimeout(resolve, 5000))]),

    /** The texts whose contrast to their ground is below WCAG AA. */
    lowContrast: () =>
      [...document.querySelectorAll("body *")]
        .filter(showsText)
        .map(contrast)
        .filter(({ ratio, needed }) => ratio < needed),

    /** The times between frames over some seconds, in milliseconds. */
    frames: (seconds) => new Promise((resolve) => {
      const gaps = [];
      let before = performance.now();
      const end = before + seconds * 1000;
      const step = (now) => {
        gaps.push(now - before);
        before = now;
        if (now < end) requestAnimationFrame(step);
        else resolve(gaps.slice(1));
      };
      requestAnimationFrame(step);
    }),
  };

  function showsText(element) {
    const hasText = [...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.data.trim());
    const isSeen = element.checkVisibility({ opacityProperty: true, visibilityProperty: true });
    return hasText && isSeen && !element.closest("svg, .visually-hidden, .skip-link");
  }

  const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true });

  function over(colour, ground) {
    canvas.fillStyle = `rgb(${ground.join(" ")})`;
    canvas.fillRect(0, 0, 1, 1);
    canvas.fillStyle = colour;
    canvas.fillRect(0, 0, 1, 1);
    return [...canvas.getImageData(0, 0, 1, 1).data].slice(0, 3);
  }

  function groundOf(element) {
    if (!element) return [255, 255, 255];
    return over(getComputedStyle(element).backgroundColor, groundOf(element.parentElement));
  }

  function luminance(rgb) {
    const [r, g, b] = rgb.map((channel) => {
      const part = channel / 255;
      return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  }

  function contrast(element) {
    const style = getComputedStyle(element);
    const ground = groundOf(element);
    const [high, low] = [luminance(over(style.color, ground)), luminance(ground)].sort((a, b) => b - a);
    const size = parseFloat(style.fontSize);
    const isLarge = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700);
    const ratio = (high + 0.05) / (low + 0.05);
    return { ratio, needed: isLarge ? 3 : 4.5, text: element.textContent.slice(0, 40), name: element.className };
  }
})();
