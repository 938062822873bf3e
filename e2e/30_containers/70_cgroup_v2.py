#!/usr/bin/env python3
"""Containers on another kernel with cgroup v2 alone: Debian's, emulated, with both of Docker's ways to make groups.

timeout: 600

The same is expected as on this machine's own kernel, at the pace of an emulation: starting a container takes seconds there,
and what a process does after its last look at the clock takes milliseconds. So processor time is compared as well with what
the kernel itself has counted for all of the containers.

Where systemd makes the groups it also removes them, as soon as they are empty, five milliseconds later at this pace: the agent,
woken at the same time, may lose that race, and then is to say so. Needs QEMU, Docker and, at the first time, the network; not root.
"""

import os
import pathlib
import shutil
import subprocess
import sys
import time
from typing import NamedTuple

import short_lives
from collector import PAUSED, RUNNING, Collector
from docker import ADDRESS, OUT, Docker
from testbed import Complaints, agent, skip, wait, work_program

HERE = pathlib.Path(__file__).resolve()
sys.path.append(str(HERE.parents[1] / "machine"))
from machine import Machine, Unavailable  # noqa: E402

GROUPS = pathlib.Path("/sys/fs/cgroup")
SECONDS = 240  # for each driver, booting included
SHORT_LIVES = 10  # seconds, over which they are started; each takes two of both processors
EXIT = 25e6  # nanoseconds that a process may take to end after its last look at the clock
TOLERANCE, SHARE = 2e6, 0.02  # nanoseconds a container, and of the truth
HELD, LIMIT, WRITTEN = 32, 64, 8  # MiB
DATAGRAMS, FRAME = 200, 1400 + 8 + 20 + 14


class Driver(NamedTuple):
    """One of Docker's ways to make groups."""

    init: str  # what is process 1
    count: int  # of the short-lived containers
    within: float  # how many of them are to be complete


DRIVERS = {"cgroupfs": Driver("none", 8, 1), "systemd": Driver("systemd", 4, 0)}


# In the machine


class Test:
    def __init__(self, driver, docker, collector, complaints):
        self.docker, self.collector, self.complaints = docker, collector, complaints
        self.driver = driver

    def told(self, container, what, condition):
        return wait(what, lambda: self.collector.of(container).samples and condition(self.collector.of(container)), 30)

    def short_lives(self):
        containers = short_lives.run(self.docker, self.driver.count, SHORT_LIVES)
        wait("all ends", lambda: all(self.collector.of(one.id).ends for one in containers), 30)
        time.sleep(2)  # nothing may follow
        farewells = short_lives.check_told(containers, self.collector, self.complaints)
        self.check_processor_time(containers, farewells)

    def check_processor_time(self, containers, farewells):
        """Against what each process has used by its own clock."""
        found = {one: farewells[one.name].get("vir_cpu_time", 0) for one in containers if one.name in farewells}
        complete = {one for one in found if farewells[one.name].get("vir_complete") == 1}
        print(f"{len(complete)} of {len(containers)} complete")
        expect = self.complaints.expect
        expect(len(complete) >= self.driver.within * len(containers), f"only {len(complete)} are complete")
        for one, value in found.items():
            own = one.own
            expect(value <= own * (1 + SHARE) + EXIT, f"{one.name}: {value} ns, more than its {own}")
            expect(one not in complete or value >= own * (1 - SHARE) - TOLERANCE, f"{one.name}: {value} ns of {own}")
        print("found less used in ms:", sorted(round((value - one.own) / 1e6, 1) for one, value in found.items()))

    def known_work(self):
        """A limit of memory and a quota; so much held, written past the page cache, sent."""
        steps = ["hold", HELD, "write", "/dev/vda", WRITTEN, "send", ADDRESS, 9, DATAGRAMS, "burn", 500]
        settings = {
            "Memory": LIMIT << 20,
            "NanoCpus": 500_000_000,
            "Devices": [{"PathOnHost": "/dev/vda", "PathInContainer": "/dev/vda", "CgroupPermissions": "rwm"}],
        }
        steps += ["report", f"{OUT}/worker", "idle", 60_000]
        container = self.docker.run("worker", steps, network="bridge", HostConfig=settings)
        wait("report of the work", (self.docker.out / "worker").exists, 60)
        end = time.monotonic()
        self.told(container, "samples after the work", lambda seen: len([s for s in seen.counters if s.time > end]) >= 2)
        seen = self.collector.of(container)
        near, expect = self.complaints.near, self.complaints.expect
        near("bytes of memory", seen.latest(2102)["memory"], HELD << 20, SHARE, 4 << 20)
        near("limit of memory", seen.latest(2102)["limit"], LIMIT << 20, 0)
        near("bytes written", seen.latest(2103)["bytesWritten"], WRITTEN << 20, SHARE)
        near("bytes sent", seen.latest(2104)["bytesOut"], DATAGRAMS * FRAME, SHARE)
        known = seen.known()
        near("processors", known.get("vir_cpu_limit"), 0.5, 0)
        expect(known.get("vir_cpu_throttled", 0) > 0, f"throttled for {known.get('vir_cpu_throttled')} ns")
        expect(known["vir_mem_peak"] >= seen.latest(2102)["memory"], f"a peak of {known['vir_mem_peak']} bytes")
        for name in ("vir_cpu_pressure", "vir_mem_pressure", "vir_io_pressure"):
            expect(name in known, f"no {name}")
        expect(known.get("vir_processes") == 1, f"{known.get('vir_processes')} processes")
        self.once(container)
        return container

    def once(self, container):
        """What the agent prints of this moment has it, by its name."""
        command = [*agent(self.collector, "docker { }").command, "--once", "--json"]
        printed = subprocess.run(command, capture_output=True, text=True, timeout=30, check=False)
        self.complaints.expect('"hostname":"worker"' in printed.stdout, f"--once --json: {printed.stdout} {printed.stderr}")

    def pause(self, container):
        self.docker.do(container, "pause")
        self.told(container, "pause", lambda seen: seen.state == PAUSED)
        self.docker.do(container, "unpause")
        self.told(container, "end of the pause", lambda seen: seen.state == RUNNING)
        self.complaints.expect(not self.collector.of(container).ends, "a pause was told as an end")

    def end(self, container):
        self.docker.do(container, "kill")
        self.told(container, "exit code", lambda seen: seen.farewells and "vir_exit_code" in seen.farewells[-1])
        farewell = self.collector.of(container).farewells[-1]
        self.complaints.expect(farewell.get("vir_exit_code") == 137, f"exit code {farewell.get('vir_exit_code')}")
        self.complaints.expect(
            farewell.get("vir_complete") == 1 or self.driver.within < 1, "the last counters are not those of the end"
        )


def in_machine(name):
    complaints = Complaints()
    with Docker("--exec-opt", f"native.cgroupdriver={name}") as docker, Collector() as collector:
        docker.load_image(os.environ["WORK_PROGRAM"])
        test = Test(DRIVERS[name], docker, collector, complaints)
        with agent(collector, "docker { }"):
            wait("sample of the host", lambda: collector.host().counters)
            with complaints.of("short lives"):
                test.short_lives()
            with complaints.of("known work"):
                container = test.known_work()
                test.pause(container)
                test.end(container)
    return complaints.status()


# Outside


def run(name, program):
    share = pathlib.Path(os.environ["E2E_TMP"])
    environment = {
        "STARLING_BIN": os.environ["STARLING_BIN"],
        "E2E_TMP": "/run/test",
        "WORK_PROGRAM": program,
        "PYTHONPATH": HERE.parents[1],
        "PYTHONDONTWRITEBYTECODE": 1,
    }
    log = share / f"{name}.console"
    machine = Machine(init=DRIVERS[name].init, memory=2048, disk=64, log=log, environment=environment)
    print(f"--- {name}, {machine.kernel.version}", flush=True)
    start = time.monotonic()
    status = machine.run(f"mkdir /run/test && exec {sys.executable} {HERE} {name}", SECONDS)
    print(f"--- {name}: status {status} after {time.monotonic() - start:.0f} s", flush=True)
    if status != 0:
        print(log.read_text(errors="replace")[-3000:])
    return status


def main():
    if len(sys.argv) > 1:
        return in_machine(sys.argv[1])
    for needed in ("dockerd", "containerd", "runc", "busybox"):
        if not shutil.which(needed):
            skip(f"needs {needed}")
    try:
        program = work_program()
        return max(run(name, program) for name in DRIVERS)
    except Unavailable as reason:
        skip(reason)


if __name__ == "__main__":
    sys.exit(main())
