"""The console in a headless Chromium, and the checks that its tests share."""

import re
import time
from contextlib import contextmanager

PREFIXES = {"": 1, "k": 1e3, "M": 1e6, "G": 1e9, "T": 1e12, "Ki": 2**10, "Mi": 2**20, "Gi": 2**30, "Ti": 2**40}
UNITS = ("bit/s", "pkt/s", "B/s", "B", "/s", "%", "")
# How long a check waits for what must come, in seconds. It comes within a few; a busy machine takes longer.
PATIENCE = 45
PROBE = __file__.rsplit("/", 1)[0] + "/page_probe.js"


class Failed(Exception):
    """A check that did not hold."""


def expect(holds, message):
    if not holds:
        raise Failed(message)


@contextmanager
def chromium():
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        try:
            yield browser
        finally:
            browser.close()


@contextmanager
def opened(browser, url, width=1440, height=900, scheme="light", scale=1):
    """The page, with what the browser's console said in `page.complaints`."""
    context = browser.new_context(
        viewport={"width": width, "height": height}, color_scheme=scheme, device_scale_factor=scale
    )
    page = context.new_page()
    page.complaints = []
    page.on("pageerror", lambda error: page.complaints.append(f"{error}"))
    page.on("console", lambda message: message.type in ("error", "warning") and page.complaints.append(message.text))
    page.add_init_script(path=PROBE)
    page.goto(url)
    try:
        yield page
    finally:
        context.close()


def wait_for(page, expression, what, seconds=PATIENCE):
    """Waits until a JavaScript expression holds in the page."""
    wait_until(lambda: page.evaluate(expression), what, seconds)


def wait_for_state(page, state, seconds=PATIENCE):
    wait_for(page, f"document.body.dataset.state === '{state}'", f"state {state}", seconds)


def wait_until(holds, what, seconds=PATIENCE):
    """Waits until a call gives something true, and gives that. `what` may be a call: it says what is missing by then."""
    end = time.monotonic() + seconds
    while not (found := holds()):
        expect(time.monotonic() < end, f"{what() if callable(what) else what}: not within {seconds} s")
        time.sleep(0.1)
    return found


def number_of(text):
    """The number that a text of the page says, and half a unit of its last digit; None for a dash."""
    match = re.fullmatch(r"(?:± )?(?:< )?([\d.,]+) ?(.*)", text)
    if not match:
        return None
    digits, unit = match[1].replace(",", ""), match[2]
    name = next(name for name in UNITS if unit.endswith(name))
    factor = PREFIXES[unit.removesuffix(name).strip()] / (8 if name == "bit/s" else 1)
    half = 0.5 * 10 ** -len(digits.partition(".")[2])
    return float(digits) * factor, half * factor * 1.01


def check_text(shown, where):
    """The text says the raw number beside it, rounded."""
    said = number_of(shown["text"]) if shown["raw"] not in ("", None) else None
    if said is None or not re.fullmatch(r"-?[\d.e+-]+", shown["raw"]):
        return
    value, half = said
    raw = float(shown["raw"])
    holds = raw < value if shown["text"].startswith("<") else abs(value - raw) <= half
    expect(holds, f"{where} {shown['metric']}: '{shown['text']}' is not {shown['raw']}")
