#!/usr/bin/env python3
"""podman's containers, through its own service: short lives, names, pause, network.

timeout: 200

Needs root and podman.
"""

import sys
import time

import short_lives
from collector import PAUSED, RUNNING, Collector
from docker import IMAGE
from podman import Podman
from sandbox import inside
from testbed import Complaints, agent, wait, work_program

CONTAINERS = 40
SECONDS = 10  # over which they are started
DATAGRAMS = 2000
FRAME = 14 + 20 + 8 + 1400  # octets of a datagram on Ethernet


def short(podman, collector, complaints):
    containers = short_lives.run(podman, CONTAINERS, SECONDS)
    time.sleep(3)
    short_lives.check(containers, collector, complaints)


def long(podman, collector, complaints):
    seen = lambda: collector.of(container)
    steps = ["idle", 3000, "send", "10.88.0.1", 9, DATAGRAMS, "idle", 600_000]
    container = podman.create("long", steps, network="bridge")
    podman.start(container)
    wait("first sample", lambda: seen().counters, 3)
    network = podman.inspect(container)["NetworkSettings"]["Networks"]["podman"]
    wait("address", lambda: network["IPAddress"] in seen().known().get("vir_addresses", "").split())
    known = seen().known()
    for name, value in {"vir_runtime": "podman", "docker_name": "long"}.items():
        complaints.expect(known.get(name) == value, f"{name} is {known.get(name)}, not {value}")
    complaints.expect(known.get("vir_image", "").endswith(IMAGE), f"image {known.get('vir_image')}")
    complaints.expect(seen().name == "long", f"named {seen().name}")
    macs = [mac for _, macs in seen().latest(2001) or [] for mac in macs]
    complaints.expect(macs == [network["MacAddress"]], f"MACs {macs}, not {network['MacAddress']}")
    wait("traffic", lambda: seen().latest(2104)["packetsOut"] >= DATAGRAMS, 10)
    time.sleep(2)
    complaints.near("octets out", seen().latest(2104)["bytesOut"], DATAGRAMS * FRAME, 0.02)
    podman.do(container, "pause")
    wait("pause", lambda: seen().state == PAUSED, 5)
    podman.do(container, "unpause")
    wait("end of the pause", lambda: seen().state == RUNNING, 5)
    podman.do(container, "kill", signal="SIGKILL")
    wait("end", lambda: seen().ends, 3)
    complaints.expect(seen().farewells[0].get("vir_exit_code") == 137, seen().farewells)


def main():
    complaints = Complaints()
    with Podman() as podman, Collector() as collector:
        podman.load_image(work_program())
        with agent(collector, "podman { }"):
            wait("sample of the host", lambda: collector.host().counters)
            for part in (long, short):
                with complaints.of(part.__name__):
                    part(podman, collector, complaints)
    return complaints.status()


if __name__ == "__main__":
    sys.exit(inside(main))
