#!/usr/bin/env python3
"""The API explorer on a screen and on a phone: it lists every route, finds and opens them, its forms' requests are answered,
and the browser has nothing to complain of.

timeout: 180
"""

import os
import sys

from console_page import Failed, chromium, expect, opened, wait_for, wait_until
from programs import API, Program, request, skip, wait

OPEN_ALL = "document.querySelectorAll('details.route').forEach((route) => { route.open = true; })"
UNLABELLED = "[...document.querySelectorAll('input, select, textarea')].filter((field) => !field.labels.length).length"
REPEATED = "(() => { const ids = [...document.querySelectorAll('[id]')].map(({ id }) => id);"
REPEATED += " return ids.length - new Set(ids).size; })()"


def send(page, route):
    """Sends a route's form; its status, and the text of its answer."""
    page.click(f"#{route} button[type=submit]")
    outcome = f"document.querySelector('#{route} .outcome')"
    wait_for(page, f"['good', 'bad'].includes({outcome}.dataset.state)", f"answer of {route}")
    return int(page.inner_text(f"#{route} .outcome").split(",")[0]), page.text_content(f"#{route} .answer")


def check_requests(page):
    status, text = send(page, "getAgentsJson")
    expect(status == 200 and text.startswith("{"), f"agents: {status} {text[:100]}")
    expect(send(page, "putFlowNameJson")[0] == 204, "a flow's definition is not taken")
    expect("example" in request("/flow/json"), "the definition is not there")
    expect(send(page, "deleteFlowNameJson")[0] == 204, "a flow's definition is not deleted")
    status, text = send(page, "deleteFlowNameJson")
    expect(status == 404 and '"error"' in text, f"deleted twice: {status} {text[:100]}")
    page.fill("#getStream-path", "/version\n/agents/json")
    status, text = send(page, "getStream")
    expect(status == 200 and "event: 1\n" in text, f"stream: {status} {text[:200]}")
    page.fill("#getDumpAgentMetricJson-filter", "host_name=no*")
    expect("?host_name=no*" in page.inner_text("#getDumpAgentMetricJson .request-line"), "the filter is not in the request")


def check_page(browser, width, height):
    with opened(browser, f"{API}/api/index.html#getAgentsJson", width, height) as page:
        wait_for(page, "document.querySelector('#getAgentsJson form') !== null", "the route that the address names")
        listed = [route["path"] for route in request("/api") if not route["path"].endswith("...}")]
        expect(page.locator("details.route").count() == len(listed), "not every route is listed")
        page.evaluate(OPEN_ALL)
        wait_until(lambda: page.locator("details.route form").count() == len(listed), "every form")
        expect(page.evaluate("document.documentElement.scrollWidth <= innerWidth"), f"wider than {width}")
        expect(page.evaluate(UNLABELLED) == 0, "fields without a label")
        expect(page.evaluate(REPEATED) == 0, "ids are not unique")
        check_requests(page)
        page.evaluate("document.activeElement.blur()")
        page.keyboard.press("/")
        page.keyboard.type("books ledger")
        expect(page.inner_text("#found") == "1 route", f"found: {page.inner_text('#found')}")
        unexpected = [text for text in page.complaints if "404" not in text]
        expect(not unexpected, f"the browser complains: {unexpected}")
        print(f"{width}x{height}: {len(listed)} routes")


def main():
    if not os.path.exists("/usr/bin/chromium"):
        skip("chromium is not installed")
    with Program("starling", "analyze", "--http", "127.0.0.1:8008", "--sflow", "127.0.0.1:6343", "--dns", "off", "--state", "none"):
        wait("answer", lambda: request("/api"))
        with chromium() as browser:
            try:
                for size in [(1280, 900), (360, 740)]:
                    check_page(browser, *size)
            except Failed as failure:
                print(failure)
                return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
