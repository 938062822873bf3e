#!/usr/bin/env python3
"""Containers that do known work: what the agent counts is within 2 % of it.

timeout: 120

Processor time is known from the process's own clock, storage from writes past the page cache, network from datagrams of
one size, memory from an allocation beside page cache. Needs root and Docker.
"""

import os
import pathlib
import socket
import sys
import time

from collector import Collector
from docker import ADDRESS, OUT, Docker
from sandbox import inside
from testbed import Complaints, agent, wait, work_program

SHARE = 0.02
BURN = 3000  # milliseconds
MEBIBYTES = 64
DATAGRAMS = 4000
PORT = 9
FRAME = 14 + 20 + 8 + 1400  # octets of a datagram on Ethernet
HELD = 128  # mebibytes of memory


def processor_time(docker, collector, complaints):
    container = docker.run("burner", ["burn", BURN, "report", f"{OUT}/burner", "idle", 4000])
    wait("report", (docker.out / "burner").exists)
    time.sleep(2)
    own = int((docker.out / "burner").read_text().split()[0])
    seen = collector.of(container)
    complaints.near("ms of processor time", seen.latest(2101)["cpuTime"], own / 1e6, SHARE)
    complaints.near("ns of processor time", seen.known().get("vir_cpu_time"), own, SHARE)
    docker.wait_ended(container)


def storage(docker, collector, complaints):
    """With control groups of version 1, kernels from 6.10 on count a device's work only once a limit was ever set for
    it: one is set that does not limit."""
    volume = pathlib.Path(os.environ["E2E_TMP"], "volume")
    volume.mkdir()
    device = disk_of(volume)
    if not device:
        return print(f"storage: not tested, as {volume} is on no disk")
    limit = [{"Path": device, "Rate": 1 << 40}]
    settings = {"Binds": [f"{volume}:/data"], "BlkioDeviceWriteBps": limit}
    container = docker.run("writer", ["write", "/data/file", MEBIBYTES, "idle", 4000], HostConfig=settings)
    wait("file", lambda: (volume / "file").exists() and (volume / "file").stat().st_size == MEBIBYTES << 20)
    time.sleep(2)
    found = collector.of(container).latest(2103)
    complaints.near("bytes written", found["bytesWritten"], MEBIBYTES << 20, SHARE)
    complaints.expect(found["writes"] >= MEBIBYTES, f"{found['writes']} writes of a mebibyte at most")
    complaints.near("bytes read", found["bytesRead"], 0, 0, 1 << 20)
    docker.wait_ended(container)


def disk_of(path):
    """The disk that a file is on; None: none that the kernel names."""
    number = path.stat().st_dev
    entry = pathlib.Path(f"/sys/dev/block/{os.major(number)}:{os.minor(number)}").resolve()
    if (entry / "partition").exists():
        entry = entry.parent
    return f"/dev/{entry.name}" if (entry / "queue").exists() else None


def memory(docker, collector, complaints):
    steps = ["hold", HELD, "cache", f"{OUT}/cached", HELD, "report", f"{OUT}/memory", "idle", 4000]
    container = docker.run("holder", steps, HostConfig={"Memory": 1 << 30})
    wait("report", (docker.out / "memory").exists)
    time.sleep(2)
    found, known = collector.of(container).latest(2102), collector.of(container).known()
    # The kernel keeps something for itself for each page that it caches, which counts as used.
    complaints.near("bytes of memory", found["memory"], HELD << 20, SHARE, 12 << 20)
    complaints.near("limit of memory", found["limit"], 1 << 30, 0)
    complaints.near("bytes of page cache", known.get("vir_mem_cache"), HELD << 20, SHARE, 2 << 20)
    docker.wait_ended(container)


def network(docker, collector, complaints):
    """It sends first, and then is sent to."""
    sink = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    sink.bind((ADDRESS, PORT))
    steps = ["listen", PORT, "send", ADDRESS, PORT, DATAGRAMS, "idle", 8000]
    container = docker.run("sender", steps, network="bridge")
    peer = docker.inspect(container)["NetworkSettings"]["Networks"]["bridge"]["IPAddress"]
    for number in range(DATAGRAMS):
        sink.sendto(bytes(1400), (peer, PORT))
        if number % 20 == 19:
            time.sleep(0.01)
    seen = collector.of(container)
    wait("end of the traffic", lambda: (collector.of(container).latest(2104) or {}).get("bytesOut", 0) > DATAGRAMS * 1400)
    time.sleep(2)
    found = collector.of(container).latest(2104)
    for name in ("In", "Out"):
        complaints.near(f"bytes{name}", found[f"bytes{name}"], DATAGRAMS * FRAME, SHARE)
        complaints.near(f"packets{name}", found[f"packets{name}"], DATAGRAMS, SHARE)
    complaints.expect(seen.latest(2001), "the sender's adapters are not told")
    docker.remove(container)


def main():
    complaints = Complaints()
    with Docker() as docker, Collector() as collector:
        docker.load_image(work_program())
        with agent(collector, "docker { }"):
            for part in (processor_time, storage, memory, network):
                with complaints.of(part.__name__):
                    part(docker, collector, complaints)
    return complaints.status()


if __name__ == "__main__":
    sys.exit(inside(main))
