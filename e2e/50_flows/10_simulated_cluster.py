#!/usr/bin/env python3
"""A simulated cluster, whose truth is known, seen by the analyzer: flows lie inside of their own bounds, counters are exact.

timeout: 240
"""

import json
import math
import os
import pathlib
import sys
import time

from programs import Program, request, wait

SECONDS = 40
SAMPLING = 25
TIME_CONSTANT = 600.0  # seconds, the longest of a flow definition: figures decay slowly, and are brought back by their age
LEAST_SAMPLES = 30
VIEWS = ["sim-pairs", "sim-tcp", "sim-udp", "sim-inner", "sim-inner6", "sim-pairs6"]
# Traffic varies with the time of day: that of one morning, in every run.
CLUSTER = ["--nodes", "48", "--containers", "8", "--start", "2026-01-05T10:00:00Z"]
OPTIONS = CLUSTER + ["--polling", "4", "--sampling", str(SAMPLING)]
LEAST_FLOWS = 20  # with so many samples, in each view; there is least of IPv6


def simulation(truth, seconds, interval):
    arguments = ["--duration", str(seconds), "--truth", str(truth), "--truth-interval", str(interval)]
    return Program("starling", "simulate", *OPTIONS, "--collector", "127.0.0.1:6343", *arguments)


def lines(path, kind):
    return [line for line in map(json.loads, path.read_text().splitlines()) if line["type"] == kind]


def define(views):
    """Each view twice: the ratio of bytes to frames needs no clock."""
    for view in views:
        for value in ("bytes", "frames"):
            body = {"keys": view["keys"], "filter": view["filter"], "value": value, "n": 4096, "t": TIME_CONSTANT}
            request(f"/flow/{view['view']}-{value}/json", body)


def answers(view, agents):
    """By agent and key: what the analyzer has of bytes and of frames."""
    result = {}
    for agent in agents:
        question = f"/activeflows/{agent}/{view}-%s/json?maxFlows=4096&aggMode=sum"
        frames = {flow["key"]: flow for flow in request(question % "frames")}
        for flow in request(question % "bytes"):
            if flow["key"] in frames:
                result[agent, flow["key"]] = (flow, frames[flow["key"]])
    return result


def compare(view, truth, seen, age):
    """How many bounds hold, of how many; and complaints."""
    held = count = found = 0
    decay = math.exp(-age / TIME_CONSTANT)
    for line in truth:
        pair = seen.get((line["agent"], line["key"]))
        found += pair is not None
        if pair is None or pair[0]["samples"] / decay < LEAST_SAMPLES:
            continue
        flow, frames = pair
        estimate = flow["samples"] / decay * SAMPLING * flow["value"] / frames["value"]
        count += 1
        held += abs(line["bytes"] * SECONDS - estimate) <= estimate * flow["errorPercent"] / 100
    print(f"{view}: {held} of {count} bounds hold; {found} of {len(truth)} of the largest flows are there")
    complaints = []
    if any((line["agent"], line["key"]) not in seen for line in truth[:50]):
        complaints.append(f"{view}: one of the fifty largest flows is missing")
    if count < LEAST_FLOWS:
        complaints.append(f"{view}: only {count} flows have {LEAST_SAMPLES} samples")
    return held, count, complaints


def check_counters(truth):
    """The last two rates of each interface: one of them is what the analyzer shows."""
    last = {}
    for line in lines(truth, "counters"):
        if "." not in line["dataSource"]:
            last.setdefault((line["agent"], line["dataSource"]), []).append(line["rates"]["ifinoctets"])
    shown = {
        (metric["agent"], metric["dataSource"]): metric["metricValue"]
        for metric in request("/dump/ALL/ifinoctets/json")
    }
    wrong = [
        key
        for key, rates in last.items()
        if not any(abs(shown.get(key, -1) - rate) <= 1e-3 * rate + 1 for rate in rates[-2:])
    ]
    print(f"counters: {len(last) - len(wrong)} of {len(last)} interfaces have their true rate")
    return [f"rates of {wrong[:5]} differ from the truth"] if wrong or len(last) < 48 else []


def check_workloads(truth):
    """What has ended is there with the processor time that it used."""
    ended = [line for line in lines(truth, "workload") if line["event"] == "ended"]
    shown = {}
    for run in request("/workloads/json?state=ended&maxWorkloads=100000"):
        shown.setdefault((run["agent"], run["dataSource"]), []).append(run.get("cpuSeconds", -1))
    wrong = [
        line
        for line in ended
        if not any(abs(seconds - line["cpuSeconds"]) < 0.002 for seconds in shown.get((line["agent"], line["dataSource"]), []))
    ]
    print(f"workloads: {len(ended) - len(wrong)} of {len(ended)} that ended are there with their processor time")
    return [f"ended and not shown so: {wrong[:3]}"] if wrong or len(ended) < 20 else []


def main():
    folder = pathlib.Path(os.environ["E2E_TMP"])
    truth = folder / "truth"
    views_path = folder / "views"
    with simulation(views_path, 1, 1) as first:
        first.process.wait(timeout=30)
    views = [view for view in lines(views_path, "view") if view["view"] in VIEWS]
    complaints = []
    with Program("starling", "analyze", "--http", "127.0.0.1:8008", "--sflow", "127.0.0.1:6343"):
        wait("answer of the analyzer", lambda: request("/analyzer/json"))
        define(views)
        with simulation(truth, SECONDS, SECONDS) as run:
            started = time.monotonic()
            run.process.wait(timeout=SECONDS + 30)
        flows = lines(truth, "flow")
        agents = sorted({line["agent"] for line in flows})
        held = count = 0
        for view in views:
            own = [line for line in flows if line["view"] == view["view"]]
            seen = answers(view["view"], agents)
            # What was sent over the whole time is on average half of that old.
            age = time.monotonic() - started - SECONDS / 2
            result = compare(view["view"], own, seen, age)
            held, count = held + result[0], count + result[1]
            complaints += result[2]
        complaints += check_counters(truth) + check_workloads(truth)
        status = request("/analyzer/json")
        sent = lines(truth, "sent")[0]
        if status["sFlowDatagramsReceived"] != sent["datagrams"] or status["sFlowParseErrors"]:
            complaints.append(f"{sent['datagrams']} datagrams sent, {status['sFlowDatagramsReceived']} received")
    # 95 % on average; four deviations below it once in 30,000 runs.
    least = 0.95 * count - 4 * math.sqrt(0.0475 * count)
    print(f"{held} of {count} bounds hold, {least:.0f} at least are to")
    if held < least:
        complaints.append(f"only {held} of {count} bounds hold")
    print("\n".join(complaints))
    return 1 if complaints else 0


if __name__ == "__main__":
    sys.exit(main())
