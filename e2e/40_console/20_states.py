#!/usr/bin/env python3
"""Drives the console through every state that it can be in, against the made-up analyzer. timeout: 420

    20_states.py [--screenshots DIR] [--only NAME]
"""

import argparse
import json
import subprocess
import sys
import urllib.request
from contextlib import contextmanager
from pathlib import Path

from check_console import check_banner
from console_page import Failed, chromium, expect, opened, wait_for, wait_for_state, wait_until

HERE = Path(__file__).resolve().parent
FLOWS = "document.querySelectorAll('#flow-table tbody tr').length > 0"
CHART = "document.querySelector('#tile-cpu .chart').chart.history"


@contextmanager
def analyzer(*flags):
    """A made-up analyzer; gives the URL of its console."""
    process = subprocess.Popen(
        [sys.executable, HERE / "mock_analyzer.py", "--port", "0", *flags], stdout=subprocess.PIPE, text=True
    )
    try:
        yield process.stdout.readline().strip()
    finally:
        process.terminate()
        process.wait()


def tell(url, what):
    urllib.request.urlopen(urllib.request.Request(f"{url}mock/{what}", method="POST"))


def definitions(url):
    """The names of the flow definitions that the analyzer has."""
    return set(json.load(urllib.request.urlopen(f"{url}flow/json")))


def wait_for_charts(page):
    wait_for(page, f"{CHART}.length >= 4", "four points in a chart")


def no_complaints(page):
    expect(not page.complaints, f"the browser complains: {page.complaints}")


def stale_and_back(browser, shoot):
    with analyzer() as url, opened(browser, url) as page:
        wait_for_state(page, "live")
        wait_for_charts(page)
        tell(url, "stop")
        wait_for_state(page, "stale")
        check_banner(page, "Stale: last data")
        has_gap = f"{CHART}.saved().some((point) => Number.isNaN(point[1]))"
        wait_for(page, has_gap, "a gap in the charts where data is missing")
        shoot(page, "stale")
        tell(url, "start")
        wait_for_state(page, "live")
        expect(page.is_hidden("#banner"), "the banner stays")
        expect(page.evaluate(has_gap), "the charts forget their gap")
        no_complaints(page)


def disconnected_and_back(browser, shoot):
    with analyzer() as url, opened(browser, url) as page:
        wait_for_state(page, "live")
        tell(url, "hang-up")
        wait_for_state(page, "disconnected")
        check_banner(page, "Disconnected")
        shoot(page, "disconnected")
        tell(url, "answer")
        wait_for_state(page, "live")


def restarted(browser, shoot):
    """The new analyzer knows no definitions: the page makes them again."""
    with analyzer() as url, opened(browser, url) as page:
        wait_for(page, FLOWS, "flows")
        before = definitions(url)
        tell(url, "forget")
        wait_until(lambda: definitions(url) >= before, "the definitions after a restart")
        wait_for(page, FLOWS, "flows after a restart")


def read_only(browser, shoot):
    with analyzer("--read-only") as url, opened(browser, url) as page:
        wait_for(page, FLOWS, "flows of an existing definition")
        expect("read-only" in page.inner_text("#flow-notice"), "no notice that the analyzer is read-only")
        expect(page.is_hidden("#flow-advanced"), "own keys are offered where none can be set")
        shoot(page, "read-only")


def no_agents(browser, shoot):
    with analyzer("--no-agents") as url, opened(browser, url) as page:
        wait_for(page, "!document.getElementById('no-agents').hidden", "the first steps")
        expect(page.is_hidden("#live"), "charts without an agent")
        shoot(page, "no-agents")
        no_complaints(page)


def no_samples(browser, shoot):
    with analyzer("--no-samples") as url, opened(browser, url) as page:
        wait_for(page, "!document.getElementById('flow-empty').hidden", "what may keep flows away")
        expect("CAP_NET_RAW" in page.inner_text("#flow-empty"), "the likely cause is not named")
        shoot(page, "no-samples")
        no_complaints(page)


def counters_only(browser, shoot):
    with analyzer("--counters-only") as url, opened(browser, url) as page:
        wait_for(page, "!document.getElementById('host-empty').hidden", "no host counters")
        wait_for_state(page, "live")
        no_complaints(page)


def own_keys(browser, shoot):
    with analyzer() as url, opened(browser, url) as page:
        wait_for_state(page, "live")
        page.click("#flow-advanced summary")
        page.fill("#flow-keys", "ipsource,ipdest")
        page.click("#flow-form button")
        wait_for(page, "!document.getElementById('flow-error').hidden", "the analyzer's error")
        expect("there is no flow key 'ipdest'" in page.inner_text("#flow-error"), "the error is not the analyzer's")
        shoot(page, "own-keys-error")
        page.fill("#flow-keys", "macsource,macdestination")
        page.click("#flow-form button")
        wait_for(page, "document.querySelectorAll('#flow-table tbody tr').length === 2", "flows of own keys")
        expect(page.is_hidden("#flow-error"), "the error stays")


def choices(browser, shoot):
    """Presets, units, zoom, hover, keys, the theme and a reload."""
    with analyzer() as url, opened(browser, url, height=1800) as page:
        wait_for_state(page, "live")
        wait_for_charts(page)
        page.click("[data-choice=tcp]")
        wait_for(page, "document.querySelectorAll('#flow-table thead th').length === 8", "the keys of TCP")
        page.click("[data-choice=frames]")
        wait_for(page, "document.querySelector('#flow-table .flow-value')?.textContent.endsWith('pkt/s')", "packets")
        page.click(".share[data-key='eth.ip']")
        wait_for(page, "document.querySelector('.share[data-key=\"eth.ip.udp\"]')", "zoom")
        page.click("#protocols-up")
        page.focus("#tile-cpu .chart")
        page.keyboard.press("ArrowLeft")
        wait_for(page, "!document.getElementById('tooltip').hidden", "the read-out by keyboard")
        page.keyboard.press("Escape")
        box = page.locator("#tile-memory .chart").bounding_box()
        page.mouse.move(box["x"] + box["width"] - 9, box["y"] + 60)
        read_out = "document.getElementById('tooltip')"
        wait_for(page, f"!{read_out}.hidden && {read_out}.innerText.includes('GiB')", "the read-out with values")
        shoot(page, "read-out")
        page.mouse.move(0, 0)
        for theme in ("light", "dark", "system"):
            page.click("#theme")
            expect(page.get_attribute("#theme", "aria-label") == f"Theme: {theme}", f"the theme is not {theme}")
        before = page.evaluate(f"{CHART}.length")
        page.reload()
        wait_for_state(page, "live")
        after = page.evaluate(f"{CHART}.length")
        expect(after >= before, f"a reload forgets the charts: {after} points of {before}")
        no_complaints(page)


STATES = [
    stale_and_back,
    disconnected_and_back,
    restarted,
    read_only,
    no_agents,
    no_samples,
    counters_only,
    own_keys,
    choices,
]


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--screenshots", type=Path)
    parser.add_argument("--only", choices=[state.__name__ for state in STATES])
    options = parser.parse_args()
    if options.screenshots:
        options.screenshots.mkdir(parents=True, exist_ok=True)
    shoot = lambda page, name: options.screenshots and page.screenshot(path=options.screenshots / f"{name}.png")
    failures = 0
    with chromium() as browser:
        for state in STATES:
            if options.only in (None, state.__name__):
                failures += not passes(state, browser, shoot)
    sys.exit(1 if failures else 0)


def passes(state, browser, shoot):
    try:
        state(browser, shoot)
    except Failed as failure:
        print(f"FAILED {state.__name__}: {failure}")
        return False
    print(f"ok     {state.__name__}")
    return True


if __name__ == "__main__":
    main()
