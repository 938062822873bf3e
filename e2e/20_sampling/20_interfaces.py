#!/usr/bin/env python3
"""A link that flaps keeps being sampled, and so is an interface that appears later; every packet of both is counted.

timeout: 120

At 1 in 1 the samples are all packets. Needs root.
"""

import sys

from testbed import Network, agent, analyzer, burst, request, wait

COUNT = 50
PORT = 21_000


def samples(port):
    """The packets to a UDP port; what has decayed in a few seconds of 600 is less than half of one."""
    answer = request("/activeflows/ALL/packets/json?maxFlows=1000&aggMode=sum")
    return {flow["dataSource"]: round(flow["samples"]) for flow in answer if flow["key"] == str(port)}


def expect(what, port, source):
    """Waits until the burst to `port` was seen whole at the data source `source`, and nowhere else."""
    found = {}

    def arrived():
        found.update(samples(port))
        return sum(found.values()) >= COUNT

    wait(f"samples {what}", arrived)
    if found != {source: COUNT}:
        sys.exit(f"{what}: {found} instead of {COUNT} at {source}")
    print(f"{what}: {found}")


def main():
    with Network() as network, analyzer(), agent("pcap { sampling = 1 }"):
        definition = {"keys": "udpdestinationport", "value": "frames", "n": 1000, "t": 600}
        wait("answer of the analyzer", lambda: request("/flow/packets/json", definition) or True)
        sender, first = network.sender("out0"), network.index("in0")
        wait("first sample", lambda: burst(sender, PORT - 1, 1) or samples(PORT - 1))
        for turn in range(3):
            network.flap()
            burst(sender, PORT + turn, COUNT)
            expect(f"after flap {turn + 1}", PORT + turn, first)
        network.join("in1", "out1")
        later = network.sender("out1")
        wait("sample of the new interface", lambda: burst(later, PORT - 2, 1) or samples(PORT - 2))
        burst(later, PORT + 10, COUNT)
        expect("a later interface", PORT + 10, network.index("in1"))
        burst(sender, PORT + 11, COUNT)
        expect("the first beside it", PORT + 11, first)
    return 0


if __name__ == "__main__":
    sys.exit(main())
