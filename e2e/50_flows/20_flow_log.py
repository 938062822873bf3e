#!/usr/bin/env python3
"""Flow records: told by /flows/json, waited for, streamed, and read by another program's IPFIX collector (nfcapd)."""

import json
import os
import shutil
import subprocess
import sys
import threading
import time
import urllib.parse
import urllib.request

from datagrams import Agent, tcp_frame
from programs import API, Program, request, skip, wait

SFLOW = "127.0.0.1:26353"
COLLECTOR = 29995


def flows(**query):
    return request("/flows/json?" + urllib.parse.urlencode(query))


def stream(events):
    """Notes when records come over the stream."""
    with urllib.request.urlopen(f"{API}/stream/flows/json", timeout=60) as answer:
        for line in answer:
            if line.startswith(b"data: "):
                events += [(time.time(), record) for record in json.loads(line[6:])]
            if len(events) >= 4:
                return


def send(agent):
    """Two flows of ten packets of 1000 bytes, 1 in 50, within a second."""
    for _ in range(10):
        agent.send([tcp_frame("10.0.0.1", "10.0.0.2", 40001, 443), tcp_frame("10.0.0.3", "10.0.0.2", 40002, 443)])
        time.sleep(0.1)


def check(records):
    by_keys = {record["flowKeys"]: record for record in records}
    assert sorted(by_keys) == ["10.0.0.1,10.0.0.2,40001,443", "10.0.0.3,10.0.0.2,40002,443"], by_keys
    for record in by_keys.values():
        assert record["value"] == 10 * 50 * 1000 and record["samples"] == 10, record
        assert record["agent"] == "192.0.2.7" and record["dataSource"] == "5", record
        assert 500 < record["end"] - record["start"] < 5000, record
        assert abs(time.time() * 1000 - record["end"]) < 30_000, record


def check_collector(directory):
    """What nfdump reads in the files of nfcapd."""
    fields = "fmt:%sa,%da,%sp,%dp,%pr,%byt,%td,%in,%out"
    text = subprocess.run(
        ["nfdump", "-R", directory, "-q", "-N", "-o", fields], capture_output=True, text=True, check=True
    ).stdout
    rows = sorted([cell.strip() for cell in line.split(",")] for line in text.splitlines() if line.strip())
    assert [row[:6] for row in rows] == [
        ["10.0.0.1", "10.0.0.2", "40001", "443", "6", "500000"],
        ["10.0.0.3", "10.0.0.2", "40002", "443", "6", "500000"],
    ], text
    assert all(0.5 < float(row[6]) < 5 for row in rows), text


def main():
    if not (shutil.which("nfcapd") and shutil.which("nfdump")):
        skip("nfdump is not installed")
    directory = os.path.join(os.environ["E2E_TMP"], "nfcapd")
    os.mkdir(directory)
    command = ["nfcapd", "-l", directory, "-p", str(COLLECTOR), "-b", "127.0.0.1", "-t", "3600"]
    collector = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        with Program("starling", "analyze", "--sflow", SFLOW) as _:
            wait("analyzer", lambda: request("/analyzer/json"))
            keys = "ipsource,ipdestination,tcpsourceport,tcpdestinationport"
            request(
                "/flow/tcp/json",
                {"keys": keys, "value": "bytes", "t": 0.4, "log": True, "ipfixCollectors": [f"127.0.0.1:{COLLECTOR}"]},
            )
            request("/flow/starts/json", {"keys": keys, "value": "frames", "log": True, "flowStart": True})
            events = []
            reader = threading.Thread(target=stream, args=[events], daemon=True)
            reader.start()
            # The stream is open when the server counts it.
            wait("stream", lambda: request("/analyzer/json")["httpStreams"] == 1)
            agent = Agent(SFLOW, "192.0.2.7", interface=5, rate=50, length=1000)
            asked = time.time()
            waiting = []
            poll = threading.Thread(target=lambda: waiting.append(flows(name="tcp", timeout=30)), daemon=True)
            poll.start()
            send(agent)
            poll.join(timeout=35)
            assert waiting and waiting[0] and time.time() - asked < 15, waiting
            wait("both records", lambda: len(flows(name="tcp")) == 2)
            check(flows(name="tcp"))
            starts = flows(name="starts")
            assert [record["samples"] for record in starts] == [1, 1], starts
            reader.join(timeout=10)
            assert sorted(record["flowID"] for _, record in events) == [1, 2, 3, 4], events
            for when, record in events:
                if record["name"] == "starts":
                    assert when - record["start"] / 1000 < 0.5, (when, record)
            status = request("/analyzer/json")
            assert status["flowsGenerated"] == 4 and status["flowsLost"] == 0, status
            wait("IPFIX", lambda: request("/analyzer/json")["ipfixMessagesSent"] >= 1)
            assert status["ipfixMessagesDropped"] == 0, status
            assert [record["flowID"] for record in flows(flowID=2)] == [4, 3]
        time.sleep(0.5)
    finally:
        collector.terminate()
        collector.wait(timeout=20)
    check_collector(directory)
    return 0


if __name__ == "__main__":
    sys.exit(main())
