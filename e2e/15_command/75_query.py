#!/usr/bin/env python3
"""Questions from the shell, and events that are posted to a webhook that is away for a while."""

import csv
import http.server
import io
import json
import os
import subprocess
import sys
import threading
import time

from programs import Program, request, wait

SFLOW, HOOK = "127.0.0.1:26373", 26374


def query(*arguments, expected=0):
    command = [os.path.join(os.environ["STARLING_BIN"], "starling"), "query", *arguments]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60)
    assert done.returncode == expected, (arguments, done)
    return done.stderr if expected else done.stdout


def rows(*arguments):
    return list(csv.DictReader(io.StringIO(query(*arguments, "--format", "csv"))))


class Hook(http.server.BaseHTTPRequestHandler):
    events = []
    answers = [500, 503]

    def do_POST(self):
        body = json.loads(self.rfile.read(int(self.headers["content-length"])))
        status = self.answers.pop(0) if self.answers else 204
        if status == 204:
            self.events.extend(event["eventID"] for event in body)
        self.send_response(status)
        self.send_header("content-length", "0")
        self.end_headers()

    def log_message(self, *_):
        pass


def check_queries():
    top = rows("top", "--keys", "ipsource,ipdestination", "-n", "5", "--t", "1")
    assert len(top) == 5 and all(float(row["value"]) > 0 for row in top), top
    assert request("/flow/json") == {}, "the definition is removed"
    [loads] = rows("metric", "max:load_one")
    table = rows("table", "host_name,load_one", "--sort", "-load_one", "-n", "3")
    assert float(table[0]["load_one"]) > 0 and float(loads["metricValue"]) > 0, (table, loads)
    assert len(table) == 3 and table == sorted(table, key=lambda row: -float(row["load_one"])), table
    assert len(rows("agents")) == len(request("/agents/json"))
    assert {row["name"] for row in rows("ledger")} and query("get", "version").strip() == query("get", "/version").strip()
    assert "samples" in query("top", "--keys", "ipsource", "--t", "0.5").splitlines()[0]
    assert "did you mean" in query("top", "--keys", "ipsorce", expected=1)
    assert "no analyzer answers" in query("agents", "--server", "http://127.0.0.1:9", expected=1)


def check_webhook():
    request("/threshold/load/json", {"metric": "load_one", "value": 0.0001})
    wait("event", lambda: request("/events/json"))
    time.sleep(1)
    # Nobody listens until now.
    server = http.server.ThreadingHTTPServer(("127.0.0.1", HOOK), Hook)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    latest = request("/events/json")[0]["eventID"]
    wait("posted events", lambda: len(Hook.events) >= latest, 60)
    assert Hook.events == list(range(1, len(Hook.events) + 1)), Hook.events


def main():
    with Program("starling", "analyze", "--sflow", SFLOW, "--webhook", f"http://127.0.0.1:{HOOK}/hook"):
        wait("analyzer", lambda: request("/analyzer/json"))
        arguments = ["--nodes", "20", "--containers", "4", "--polling", "2", "--sampling", "50", "--collector", SFLOW]
        with Program("starling", "simulate", *arguments):
            wait("cluster", lambda: len(request("/metric/ALL/load_one/json")[0].get("agent", "")) > 0)
            check_queries()
            check_webhook()
    return 0


if __name__ == "__main__":
    sys.exit(main())
