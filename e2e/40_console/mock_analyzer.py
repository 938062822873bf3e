#!/usr/bin/env python3
"""An analyzer for the console alone: serves its files and answers its questions about a made-up host.

    mock_analyzer.py [--port N] [--read-only] [--no-agents] [--no-samples] [--counters-only]

--port 0 takes any that is free. POST /mock/stop and /mock/start stop and start the agent; POST /mock/hang-up breaks all
streams and answers nothing until POST /mock/answer; POST /mock/forget drops the flow definitions.
"""

import argparse
import json
import mimetypes
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

import simulated_host as simulated

WEB = Path(__file__).resolve().parents[2] / "Sources/ConsoleAssets/web"
CSP = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; base-uri 'none'"
KEYS = (
    "macsource macdestination vlan ethernetprotocol ipsource ipdestination ip6source ip6destination ipprotocol "
    "ip6nexthdr tcpsourceport tcpdestinationport udpsourceport udpdestinationport tcpflags inputifindex "
    "outputifindex stack"
).split()
mimetypes.add_type("text/javascript", ".js")


class Problem(Exception):
    def __init__(self, status, error, **more):
        self.status = status
        self.body = {"error": error, "status": status, **more}


class Analyzer:
    def __init__(self, options):
        self.options = options
        self.host = simulated.Host()
        self.flows = (
            {"existing": {"keys": "ipsource,ipdestination", "value": "bytes", "n": 20, "t": 2}}
            if options.read_only
            else {}
        )
        self.is_down = False

    def answer(self, target):
        """What GET says to a path with its query."""
        parts = urlsplit(target)
        path = [unquote(part) for part in parts.path.strip("/").split("/")]
        self.host.refresh()
        match path:
            case ["version"]:
                return "0.1.0"
            case ["agents", "json"]:
                return self.agents()
            case ["metric", _, names, "json"]:
                return [self.statistic(name) for name in names.split(",")]
            case ["table", _, names, "json"]:
                return [self.row(one, names.split(",")) for one in self.host.interfaces]
            case ["flowkeys", "json"]:
                return {key: 400 for key in KEYS}
            case ["flow", "json"]:
                return self.flows
            case ["flow", name, "json"]:
                return self.flow(name)
            case ["activeflows", _, name, "json"]:
                return self.active(self.flow(name), int(parse_qs(parts.query).get("maxFlows", ["100"])[0]))
        raise Problem(404, "there is nothing here")

    def agents(self):
        if self.options.no_agents:
            return {}
        age = self.host.age()
        other = {"lastSeen": 1200, "firstSeen": 90_000, "uptime": 5, "sFlowDatagramsReceived": 7}
        return {
            simulated.AGENT: {
                "hostName": "edge-fra-07",
                "pollingInterval": 1000,
                "lastSeen": age,
                "firstSeen": 900_000,
                "uptime": 1_243_000_000,
                "sFlowDatagramsReceived": 4410,
            },
            "198.51.100.3": other,
        }

    def statistic(self, name):
        if self.options.counters_only or name not in self.host.metrics:
            return {"metricName": name, "metricN": 0}
        return {
            "agent": simulated.AGENT,
            "dataSource": "2.1",
            "metricName": name,
            "metricValue": self.host.metrics[name],
            "metricN": 1,
            "lastUpdate": self.host.age(),
        }

    def row(self, one, names):
        return [
            {
                "agent": simulated.AGENT,
                "dataSource": one["dataSource"],
                "metricName": name,
                "metricValue": one[name.removeprefix("null:")],
                "lastUpdate": self.host.age(),
            }
            for name in names
        ]

    def flow(self, name):
        if name not in self.flows:
            raise Problem(404, f"there is no flow definition '{name}'")
        return self.flows[name]

    def active(self, definition, most):
        if self.options.no_samples:
            return []
        flows = []
        for index, (key, (rate, size)) in enumerate(simulated.flows_for(definition["keys"]).items()):
            rate = simulated.wave(self.host.updated, 20 + 3 * index, rate * 0.5, rate * 1.3, index)
            samples = 2 * rate / size / 400
            value = rate if definition["value"] == "bytes" else rate / size
            flows.append(
                {
                    "key": key,
                    "value": value,
                    "agent": simulated.AGENT,
                    "dataSource": "2",
                    "flowN": 1,
                    "samples": samples,
                    "errorPercent": 196 / max(samples, 1) ** 0.5,
                    "overcount": 0,
                }
            )
        return sorted(flows, key=lambda flow: -flow["value"])[:most]

    def put(self, name, definition):
        if self.options.read_only:
            raise Problem(403, "the analyzer is read-only: it was started with http.readonly=yes")
        place = 0
        for key in definition["keys"].split(","):
            if key.strip() not in KEYS:
                raise Problem(
                    400,
                    f"there is no flow key '{key}'",
                    position=place,
                    excerpt=f"{definition['keys']}\n{' ' * place}^",
                    suggestions=["ipsource"],
                )
            place += len(key) + 1
        self.flows[name] = definition


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *_):
        pass

    def do_GET(self):
        parts = urlsplit(self.path)
        if self.server.analyzer.is_down:
            self.close_connection = True
            return
        file = WEB / (parts.path.lstrip("/") or "index.html")
        if file.is_file():
            self.reply(200, file.read_bytes(), mimetypes.guess_type(file.name)[0] or "text/plain")
        elif parts.path == "/stream":
            self.stream(parse_qs(parts.query)["path"])
        else:
            self.reply_with(lambda: self.server.analyzer.answer(self.path))

    def do_PUT(self):
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.reply_with(lambda: self.server.analyzer.put(unquote(self.path.split("/")[2]), body))

    def do_DELETE(self):
        self.reply_with(lambda: self.server.analyzer.flows.pop(unquote(self.path.split("/")[2]), None) and None)

    def do_POST(self):
        analyzer = self.server.analyzer
        if self.path in ("/mock/hang-up", "/mock/answer"):
            analyzer.is_down = self.path == "/mock/hang-up"
        elif self.path == "/mock/forget":
            analyzer.flows.clear()
        else:
            analyzer.host.stopped = self.path == "/mock/stop"
        self.reply(204, b"", None)

    def reply_with(self, answer):
        try:
            value = answer()
        except Problem as problem:
            return self.reply(problem.status, json.dumps(problem.body).encode(), "application/json")
        if value is None:
            return self.reply(204, b"", None)
        if isinstance(value, str):
            return self.reply(200, value.encode(), "text/plain")
        return self.reply(200, json.dumps(value).encode(), "application/json")

    def reply(self, status, body, kind):
        self.send_response(status)
        if kind:
            self.send_header("Content-Type", kind)
        self.send_header("Content-Security-Policy", CSP)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def stream(self, paths):
        self.close_connection = True
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.end_headers()
        try:
            while not self.server.analyzer.is_down:
                self.wfile.write("".join(self.event(index, path) for index, path in enumerate(paths)).encode())
                time.sleep(1)
        except (BrokenPipeError, ConnectionResetError):
            pass

    def event(self, index, path):
        try:
            data = self.server.analyzer.answer(path)
        except Problem as problem:
            data = problem.body
        return f"event: {index}\ndata: {json.dumps(data)}\n\n"


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--port", type=int, default=8018)
    for flag in ("--read-only", "--no-agents", "--no-samples", "--counters-only"):
        parser.add_argument(flag, action="store_true")
    options = parser.parse_args()
    server = ThreadingHTTPServer(("127.0.0.1", options.port), Handler)
    server.daemon_threads = True
    server.analyzer = Analyzer(options)
    print(f"http://127.0.0.1:{server.server_port}/", flush=True)
    server.serve_forever()


if __name__ == "__main__":
    main()
