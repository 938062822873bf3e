#!/usr/bin/env python3
"""Datagrams that are sent on are the same, byte for byte; tenants are sent exactly the samples that are theirs, which tshark
reads as well."""

import os
import pathlib
import shutil
import socket
import subprocess
import sys
import urllib.error

from datagrams import Agent, capture, tcp_frame
from programs import Program, request, skip, wait

SFLOW = "127.0.0.1:26353"


def receiver(family=socket.AF_INET, address="127.0.0.1"):
    target = socket.socket(family, socket.SOCK_DGRAM)
    # Room for all that comes before it is read, beyond net.core.rmem_max (SO_RCVBUFFORCE).
    target.setsockopt(socket.SOL_SOCKET, 33, 4 << 20)
    target.bind((address, 0))
    target.settimeout(10)
    return target


def take(target, count):
    return [target.recv(65536) for _ in range(count)]


def is_empty(target):
    target.setblocking(False)
    try:
        target.recv(65536)
    except BlockingIOError:
        return True
    return False


def refused(path, body):
    try:
        request(path, body)
    except urllib.error.HTTPError as error:
        return error.code == 400
    return False


def tshark(datagrams, *fields):
    path = pathlib.Path(os.environ["E2E_TMP"], "tenant.pcap")
    path.write_bytes(capture(datagrams))
    arguments = [argument for field in fields for argument in ("-e", field)]
    command = ["tshark", "-r", str(path), "-T", "fields", "-E", "occurrence=a", "-E", "separator=|", *arguments]
    text = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    return [line.split("|") for line in text.splitlines()]


def main():
    if not shutil.which("tshark"):
        skip("tshark is not installed")
    everything, one, six, tenant = receiver(), receiver(), receiver(socket.AF_INET6, "::1"), receiver()
    with Program("starling", "analyze", "--sflow", SFLOW, "--threads", "2") as _:
        wait("analyzer", lambda: request("/analyzer/json"))
        assert refused("/forwarding/loop/json", {"address": "127.0.0.1", "port": 26353})
        assert refused("/tenant/loop/json", {"collectorAddress": "127.0.0.1", "collectorPort": 26353, "filters": {"cidr": ["::/0"]}})
        request("/forwarding/all/json", {"address": "127.0.0.1", "port": everything.getsockname()[1]})
        request("/forwarding/one/json", {"address": "127.0.0.1", "port": one.getsockname()[1], "agents": ["192.0.2.2"]})
        request("/forwarding/six/json", {"address": "::1", "port": six.getsockname()[1]})
        request(
            "/tenant/t/json",
            {
                "collectorAddress": "127.0.0.1",
                "collectorPort": tenant.getsockname()[1],
                "filters": {"ifindex": ["192.0.2.1_5"], "cidr": ["10.7.0.0/16"]},
            },
        )
        # All samples of the first agent are the tenant's by its interface, of the second those of the network.
        agents = [Agent(SFLOW, f"192.0.2.{number}", interface=5, rate=50, length=1000) for number in (1, 2, 3)]
        sent = []
        for turn in range(100):
            for agent in agents:
                frames = [tcp_frame("10.7.0.1" if turn % 4 == 0 else "10.8.0.1", "10.9.0.2", 1, turn + 1)] * 2
                sent.append(agent.send(frames))
        assert sorted(take(everything, 300)) == sorted(sent)
        assert sorted(take(six, 300)) == sorted(sent)
        assert take(one, 100) == sent[1::3]
        wait("samples", lambda: request("/tenant/json")["t"] == 300)
        status = request("/forwarding/json")
        assert {name: entry["datagramsSent"] for name, entry in status.items()} == {"all": 300, "one": 100, "six": 300}
        assert all(entry["datagramsDropped"] == 0 for entry in status.values()), status
        count = request("/tenant/t/json")["datagramsSent"]
        datagrams = take(tenant, count)
        assert all(is_empty(target) for target in (everything, one, six, tenant))

    rows = tshark(datagrams, "sflow_245.agent", "sflow_245.sequence_number", "sflow_245.numsamples", "tcp.dstport")
    numbers, ports = {}, {}
    for agent, sequence, samples, destinations in rows:
        assert int(sequence) == numbers.get(agent, 0) + 1, rows
        numbers[agent] = int(sequence)
        destinations = destinations.split(",")
        assert len(destinations) == int(samples), rows
        ports.setdefault(agent, []).extend(map(int, destinations))
    mine = [turn + 1 for turn in range(100) for _ in range(2)]
    some = [turn + 1 for turn in range(0, 100, 4) for _ in range(2)]
    assert ports == {"192.0.2.1": mine, "192.0.2.2": some, "192.0.2.3": some}, ports
    return 0


if __name__ == "__main__":
    sys.exit(main())
