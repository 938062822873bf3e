#!/usr/bin/env python3
"""Events of thresholds, pushed: what they say, and how long after the packet on the wire a reader of the stream has them,
while the analyzer takes the sFlow of a cluster."""

import http.client
import json
import queue
import sys
import threading
import time

from datagrams import Agent, tcp_frame
from programs import Program, request, wait

SFLOW = "127.0.0.1:26353"
ROUNDS = 100


def read_stream(connection, events):
    """Notes when events come over the stream."""
    answer = connection.getresponse()
    while line := answer.readline():
        if line.startswith(b"data: "):
            for event in reversed(json.loads(line[6:])):
                events.put((time.monotonic(), event))


def delay(agent, events, number):
    """Seconds from sending a packet of a new flow to its event."""
    source = f"10.{number // 250}.{number % 250}.1"
    began = time.monotonic()
    agent.send([tcp_frame(source, "10.0.0.2", 40000, 443)])
    came, event = events.get(timeout=10)
    assert event["thresholdID"] == "new" and event["metric"] == "seen" and event["flowKey"] == source, event
    assert event["agent"] == "192.0.2.7" and event["dataSource"] == "5" and event["eventID"] == number + 1, event
    assert abs(time.time() * 1000 - event["timestamp"]) < 30_000, event
    return came - began


def measure(agent, events, numbers):
    delays = sorted(delay(agent, events, number) for number in numbers)
    half, most = delays[len(delays) // 2], delays[len(delays) * 99 // 100]
    return f"half within {half * 1000:.1f} ms, 99 % within {most * 1000:.1f} ms"


def main():
    with Program("starling", "analyze", "--sflow", SFLOW) as _:
        wait("analyzer", lambda: request("/analyzer/json"))
        request("/flow/seen/json", {"keys": "ipsource", "filter": "tcpsourceport=40000", "value": "bytes", "t": 1})
        request("/threshold/new/json", {"metric": "seen", "value": 0, "byFlow": True, "filter": {}})
        connection, events = http.client.HTTPConnection("127.0.0.1", 8008, timeout=60), queue.Queue()
        connection.request("GET", "/stream/events/json?interval=60")
        threading.Thread(target=read_stream, args=[connection, events], daemon=True).start()
        wait("stream", lambda: request("/analyzer/json")["httpStreams"] == 1)
        agent = Agent(SFLOW, "192.0.2.7", 5, 50, 1000)
        print("idle:", measure(agent, events, range(ROUNDS)))
        arguments = ["--nodes", "500", "--containers", "8", "--polling", "2", "--sampling", "50"]
        with Program("starling", "simulate", *arguments, "--collector", SFLOW) as _:
            wait("cluster", lambda: request("/analyzer/json")["sFlowAgents"] > 490)
            print("with 500 nodes:", measure(agent, events, range(ROUNDS, 2 * ROUNDS)))
        status = request("/analyzer/json")
        assert status["eventsGenerated"] == 2 * ROUNDS and status["eventsLost"] == 0, status
        assert [event["eventID"] for event in request("/events/json?maxEvents=2")] == [2 * ROUNDS, 2 * ROUNDS - 1]
    return 0


if __name__ == "__main__":
    sys.exit(main())
