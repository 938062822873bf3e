#!/usr/bin/env python3
"""Two leaves and a spine: links that only name ports resolve, and a flow that all of them see is counted once.

timeout: 60

The agents are made up: their datagrams say what hosts and interfaces are called, and sample what comes in.
"""

import socket
import struct
import sys
import time

import programs
from programs import Program, request, wait

AGENTS = {"192.0.2.1": "leaf1", "192.0.2.2": "leaf2", "192.0.2.9": "spine1"}
LINKS = {
    "L1": {"node1": "leaf1", "port1": "swp1", "node2": "spine1", "port2": "swp1"},
    "L2": {"node1": "leaf2", "port1": "swp1", "node2": "spine1", "port2": "swp2"},
}
# A flow comes in at leaf1, goes by the spine to leaf2, and comes in at leaf2 as well.
PATH = [("192.0.2.1", 2), ("192.0.2.9", 1), ("192.0.2.2", 1), ("192.0.2.2", 3)]
RATE, LENGTH, EVERY = 1000, 1000, 0.02
HTTP, SFLOW = 28018, 26353


def opaque(data):
    return struct.pack(f">I{len(data)}s{-len(data) % 4}x", len(data), data)


def tagged(format_, body):
    return struct.pack(">I", format_) + opaque(body)


def counters(source, *records):
    return tagged(2, struct.pack(">III", 1, source, len(records)) + b"".join(records))


def host_description(name):
    return tagged(2000, opaque(name.encode()) + bytes(16) + struct.pack(">II", 3, 2) + opaque(b"6.1"))


def port(index):
    octets = struct.pack(">IIQII", index, 6, 10**9, 1, 3) + bytes(64)
    return counters(index, tagged(1, octets), tagged(1005, opaque(f"swp{index}".encode())))


def packet(sequence, index):
    header = bytes.fromhex("020000000002020000000001") + struct.pack(
        ">HBBHHHBBHII", 0x0800, 0x45, 0, 986, 0, 0, 64, 253, 0, 0x0A000001, 0x0A000002
    )
    record = tagged(1, struct.pack(">III", 1, LENGTH, 4) + opaque(header))
    words = (sequence, index, RATE, sequence * RATE, 0, index, 0, 1)
    return tagged(1, struct.pack(">8I", *words) + record)


class Agents:
    """Sends datagrams of all of them to the analyzer."""

    def __init__(self):
        self.socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self.sequence = dict.fromkeys(AGENTS, 0)
        self.samples = 0

    def send(self, agent, *samples):
        self.sequence[agent] += 1
        uptime = int(time.monotonic() * 1000) & 0xFFFFFFFF
        address = socket.inet_aton(agent)
        head = struct.pack(">II4sIIII", 5, 1, address, 0, self.sequence[agent], uptime, len(samples))
        self.socket.sendto(head + b"".join(samples), ("127.0.0.1", SFLOW))

    def introduce(self):
        for agent, name in AGENTS.items():
            ports = [port(index) for index in range(1, 4)]
            self.send(agent, counters(2 << 24 | 1, host_description(name)), *ports)

    def carry(self, seconds):
        """The flow, for a time, at a steady rate."""
        start = time.monotonic()
        while (now := time.monotonic() - start) < seconds:
            self.samples += 1
            for agent, index in PATH:
                self.send(agent, packet(self.samples, index))
            time.sleep(max(EVERY * self.samples - now, 0) % 1)


def expect(what, found, wanted):
    print(f"{what}: {found}")
    if found != wanted:
        sys.exit(f"{what}: {found} instead of {wanted}")


def flow(mode, agents="ALL"):
    answer = request(f"/activeflows/{agents}/pairs/json?aggMode={mode}")
    return answer[0] if answer else {"value": 0, "flowN": 0}


def check_merging():
    largest = flow("max")["value"]
    rate = RATE * LENGTH / EVERY
    if not 0.5 * rate < largest < 1.5 * rate:
        sys.exit(f"{largest} bytes a second instead of {rate}")
    for mode, times, sources in [("sum", 4, 4), ("edge", 2, 2), ("core", 1, 2), ("agent", 2, 4)]:
        found = flow(mode)
        expect(f"{mode}: data sources", found["flowN"], sources)
        expect(f"{mode}: times the largest", round(found["value"] / flow("max")["value"]), times)


def main():
    programs.API = f"http://127.0.0.1:{HTTP}"
    with Program("starling", "analyze", "--http", f"127.0.0.1:{HTTP}", "--sflow", f"127.0.0.1:{SFLOW}"):
        wait("answer of the analyzer", lambda: request("/flow/json") is not None)
        request("/topology/json", {"links": LINKS})
        expect("unresolved before", len(request("/topology/json")["unresolved"]), 4)
        agents = Agents()
        agents.introduce()
        wait("resolved topology", lambda: "unresolved" not in request("/topology/json"))
        speeds = {part: len(request(f"/dump/{part}/ifspeed/json")) for part in ("TOPOLOGY", "EDGE", "CORE")}
        expect("ports", speeds, {"TOPOLOGY": 9, "EDGE": 5, "CORE": 4})
        request("/flow/pairs/json", {"keys": "ipsource,ipdestination", "value": "bytes", "t": 2})
        agents.carry(8)
        check_merging()
        places = request("/flowlocations/ALL/pairs/json?key=10.0.0.1,10.0.0.2")
        expect("seen at", sorted((place["agent"], int(place["dataSource"])) for place in places), sorted(PATH))
        value = request("/flowvalue/CORE/pairs/json?key=10.0.0.1,10.0.0.2&aggMode=sum")
        expect("core by key: times the largest", round(value / flow("max")["value"]), 2)
    return 0


if __name__ == "__main__":
    sys.exit(main())
