#!/usr/bin/env python3
"""Checks the console of a running analyzer in headless Chromium.

    check_console.py [URL] [--screenshots DIR] [--wait SECONDS] [--expect live|stale|disconnected]

URL, or the environment's STARLING_URL. With `live` (the default): what the page shows is what the API says, in numbers
and in text; the browser complains of nothing; the first paint takes at most a second; every text has the contrast of
WCAG AA; a phone's width is enough. With `stale`, the caller has stopped the agent: the page says so and dims its
charts. With `disconnected`, the caller stops the analyzer while this waits.
"""

import argparse
import os
import statistics
import sys
import time
from pathlib import Path

from console_page import PATIENCE, Failed, check_text, chromium, expect, opened, wait_for, wait_for_state, wait_until

# What of an interface takes two samples.
INTERFACE_RATES = {"ifinoctets", "ifoutoctets", "ifinpkts", "ifoutpkts"}
VIEWS = {"light": (1440, 900, "light", 1), "dark": (1440, 900, "dark", 1), "phone": (390, 844, "dark", 2)}


def check_first_paint(browser, url, most=5):
    """At most a second from the start of navigation, with nothing cached; again when others kept the machine busy."""
    paints = []
    while not paints or (paints[-1] > 1000 and len(paints) < most):
        with opened(browser, url) as page:
            script = "performance.getEntriesByName('first-contentful-paint')[0]?.startTime"
            wait_for(page, f"{script} !== undefined", "first paint")
            paints.append(page.evaluate(script))
    print(f"first contentful paint: {', '.join(f'{paint:.0f}' for paint in paints)} ms")
    expect(paints[-1] <= 1000, f"the first paint never took less than {min(paints):.0f} ms")


def check_numbers(shown, values, where):
    """Every shown number is the API's, to the last digit; returns how many were compared."""
    compared = 0
    for one in shown:
        expected = values.get(one["metric"])
        if expected is None:
            continue
        expect(same(one["raw"], expected), f"{where} {one['metric']}: the page has {one['raw']}, the API {expected}")
        if one["metric"] not in ("uptime", "ifspeed"):
            check_text(one, where)
        compared += 1
    return compared


def answers_of(snapshot):
    """What the stream delivered last: host metrics, the interface table, flows."""
    kinds = ("metric", "table", "activeflows")
    paths = snapshot["delivered"].items()
    return {kind: next((answer for path, answer in paths if path.startswith(f"/{kind}/")), None) for kind in kinds}


def missing_of(answers):
    """What has not been delivered yet: whole answers, or the rates in them, which take two samples."""
    missing = [kind for kind, answer in answers.items() if not isinstance(answer, list)]
    if missing:
        return missing
    missing = [one["metricName"] for one in answers["metric"] if "metricValue" not in one]
    for row in answers["table"]:
        names = {cell["metricName"].removeprefix("null:") for cell in row if cell}
        source = next((cell["dataSource"] for cell in row if cell), "?")
        missing += [f"{name} of interface {source}" for name in sorted(INTERFACE_RATES - names)]
    return missing


def complete_snapshot(page):
    """What the page shows, and what its stream delivered for that, once there is all of it."""
    snapshot = {"delivered": {}}

    def is_complete():
        snapshot.update(page.evaluate("probe.snapshot()"))
        return not missing_of(answers_of(snapshot))

    wait_until(is_complete, lambda: f"delivery of {', '.join(missing_of(answers_of(snapshot)))}")
    return snapshot, answers_of(snapshot)


def check_delivered(page):
    """What the page shows is what its stream delivered last."""
    snapshot, answer = complete_snapshot(page)
    host = {
        one["metricName"].removeprefix("max:"): one["metricValue"] for one in answer["metric"] if "metricValue" in one
    }
    count = check_numbers(snapshot["host"], host, "host")
    expect(count >= 20, f"only {count} host numbers were compared")
    tables = {next(cell for cell in row if cell)["dataSource"]: row for row in answer["table"]}
    for row in snapshot["interfaces"]:
        values = {cell["metricName"].removeprefix("null:"): cell["metricValue"] for cell in tables[row["key"]] if cell}
        expect(
            check_numbers(row["numbers"], values, f"interface {row['key']}") >= 5,
            f"interface {row['key']} shows too little",
        )
    expect(len(snapshot["interfaces"]) == min(len(tables), 16), "the page does not show the interfaces of the table")
    flows = {flow["key"]: flow for flow in answer["activeflows"]}
    expect([row["key"] for row in snapshot["flows"]] == list(flows), "the flows are not those of the API, in its order")
    for row in snapshot["flows"]:
        check_numbers(row["numbers"], flows[row["key"]], f"flow {row['key']}")
    return count, len(snapshot["interfaces"]), len(flows)


def check_against_rest(page, seconds=PATIENCE):
    """Each host metric equals GET's answer at some moment: both change with every poll of the agent."""
    pending = None
    end = time.monotonic() + seconds
    while pending is None or pending:
        shown, answer = page.evaluate("""async () => {
            const path = Object.keys(probe.snapshot().delivered).find((one) => one.startsWith("/metric/"));
            await probe.nextDelivery();
            const answer = await (await fetch(path)).json();
            return [probe.snapshot().host, answer];
        }""")
        api = {one["metricName"]: one["metricValue"] for one in answer if "metricValue" in one}
        equal = {one["metric"] for one in shown if one["metric"] in api and same(one["raw"], api[one["metric"]])}
        known = {one["metric"] for one in shown if one["metric"] in api}
        pending = (known if pending is None else pending) - equal
        expect(not pending or time.monotonic() < end, f"never equal to the API: {', '.join(sorted(pending))}")
    print(f"host metrics equal to GET: {len(known)}")


def same(raw, value):
    """Whether the page's raw text is the API's value: doubles to the last digit."""
    return raw == value if isinstance(value, str) else raw != "" and float(raw) == value


def check_smoothness(page, seconds=10):
    """The page keeps its main thread free: reported, with a bound that only a runaway crosses. It is the thread's own
    time that counts, not what it waited for a processor."""
    session = page.context.new_cdp_session(page)
    session.send("Performance.enable", {"timeDomain": "threadTicks"})
    busy = lambda: next(
        m["value"] for m in session.send("Performance.getMetrics")["metrics"] if m["name"] == "TaskDuration"
    )
    before, start = busy(), time.monotonic()
    gaps = page.evaluate(f"probe.frames({seconds})")
    share = (busy() - before) / (time.monotonic() - start)
    late = sum(gap > 50 for gap in gaps)
    print(
        f"frames: {len(gaps)} in {seconds} s, median {statistics.median(gaps):.1f} ms, longest {max(gaps):.0f} ms, "
        f"{late} over 50 ms; "
        f"main thread busy {100 * share:.1f} %"
    )
    expect(share < 0.35, f"the page keeps the browser busy: {100 * share:.0f} %")


def check_look(browser, url, name, folder, wait):
    """A screenshot; nothing wider than the screen; contrast."""
    width, height, scheme, scale = VIEWS[name]
    with opened(browser, url, width, height, scheme, scale) as page:
        wait_for_state(page, "live")
        time.sleep(wait)
        low = page.evaluate("probe.lowContrast()")
        expect(not low, f"{name}: contrast too low: {low[:5]}")
        full, window = page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
        expect(full <= window, f"{name}: the page is {full} pixels wide on a screen of {window}")
        if folder:
            shot(page, width, folder / f"{name}.png")
        expect(not page.complaints, f"{name}: the browser complains: {page.complaints}")


def shot(page, width, path):
    """The whole page: charts are drawn when they come into view, so the view is made as tall as the page."""
    page.set_viewport_size({"width": width, "height": page.evaluate("document.documentElement.scrollHeight")})
    time.sleep(1.5)
    page.screenshot(path=path)
    print(f"screenshot: {path}")


def check_live(browser, url, options):
    check_first_paint(browser, url)
    with opened(browser, url) as page:
        wait_for_state(page, "live")
        wait_for(page, "document.querySelectorAll('#interface-table tbody tr').length > 0", "interfaces")
        host, interfaces, flows = check_delivered(page)
        print(f"equal to the stream: {host} host numbers, {interfaces} interfaces, {flows} flows")
        check_against_rest(page)
        check_smoothness(page)
        expect(not page.complaints, f"the browser complains: {page.complaints}")
    for name in VIEWS:
        check_look(browser, url, name, options.screenshots, options.wait)


def check_stale(browser, url, options):
    with opened(browser, url) as page:
        wait_for_state(page, "stale", 60)
        check_banner(page, "Stale: last data")
        if options.screenshots:
            page.screenshot(path=options.screenshots / "stale.png")


def check_disconnected(browser, url, options):
    with opened(browser, url) as page:
        wait_for_state(page, "disconnected", 60)
        check_banner(page, "Disconnected")
        if options.screenshots:
            page.screenshot(path=options.screenshots / "disconnected.png")


def check_banner(page, text):
    """The banner can be seen and says this; charts are dimmed."""
    expect(page.is_visible("#banner") and text in page.inner_text("#banner"), f"no banner says '{text}'")
    dimmed = page.evaluate("Number(getComputedStyle(document.querySelector('.live canvas')).opacity)")
    wait_for(
        page,
        "Number(getComputedStyle(document.querySelector('.live canvas')).opacity) < 0.6",
        f"charts dimmed (from {dimmed})",
    )
    print(f"banner: {page.inner_text('#banner')}")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("url", nargs="?", default=os.environ.get("STARLING_URL"))
    parser.add_argument("--screenshots", type=Path)
    parser.add_argument("--wait", type=float, default=4, help="seconds of data before a screenshot")
    parser.add_argument("--expect", choices=["live", "stale", "disconnected"], default="live")
    options = parser.parse_args()
    if not options.url:
        parser.error("no URL: give one, or set STARLING_URL")
    if options.screenshots:
        options.screenshots.mkdir(parents=True, exist_ok=True)
    checks = {"live": check_live, "stale": check_stale, "disconnected": check_disconnected}
    try:
        with chromium() as browser:
            checks[options.expect](browser, options.url, options)
    except Failed as failure:
        sys.exit(f"FAILED {failure}")
    print("ok")


if __name__ == "__main__":
    main()
