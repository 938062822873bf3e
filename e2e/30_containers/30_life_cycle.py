#!/usr/bin/env python3
"""What happens to a container is told for what it is: signals, pause, rename, restart, networks; and where it is told.

timeout: 180

Needs root and Docker.
"""

import json
import os
import pathlib
import subprocess
import sys
import time

from collector import ENDED, PAUSED, RUNNING, Collector
from docker import IMAGE, Docker
from sandbox import inside
from testbed import OWN_INDICES, Complaints, agent, wait, work_program

POLLING = 1
HOST = (2, 1)
FNV_OFFSET, FNV_PRIME = 2166136261, 16777619


def expected_index(container):
    """100000 + FNV-1a of the UUID's bytes, sign-extended, mod 50000."""
    value = FNV_OFFSET
    for byte in bytes.fromhex(container[:32]):
        value = ((value ^ (byte if byte < 128 else byte | 0xFFFFFF00)) * FNV_PRIME) & 0xFFFFFFFF
    return 100_000 + value % 50_000


class Test:
    def __init__(self, docker, collector, complaints):
        self.docker, self.collector, self.complaints = docker, collector, complaints

    def seen(self, container):
        return self.collector.of(container)

    def told(self, container, what, condition, seconds=3 * POLLING):
        """Waits until the collector heard it."""
        wait(what, lambda: self.seen(container).samples and condition(self.seen(container)), seconds)

    def start(self):
        """The first sample comes within a second, whole."""
        labels = {"com.docker.compose.project": "shop", "com.docker.compose.service": "web"}
        container = self.docker.create("subject", ["idle", 600_000], network="bridge", Labels=labels)
        before = time.monotonic()
        self.docker.start(container)
        after = time.monotonic()
        self.told(container, "first sample", lambda seen: seen.counters)
        first = self.seen(container).counters[0]
        print(f"first sample {first.time - after:+.2f} s after the answer to start, which took {after - before:.2f} s")
        expect = self.complaints.expect
        expect(first.time - after <= 1, f"the first sample came {first.time - after:.2f} s after the start")
        for format_ in (2000, 2001, 2002, 2101, 2102, 2104):
            expect(format_ in first.records, f"the first sample has no 0:{format_}")
        expect(first.records[2000]["name"] == "subject", f"named {first.records[2000]}")
        expect(first.records[2000]["uuid"] == container[:32], f"UUID {first.records[2000]['uuid']} of {container}")
        expect(first.records[2002] == HOST, f"its parent is {first.records[2002]}")
        expect(first.state == RUNNING, f"state {first.state}")
        expect(first.source == (3, expected_index(container)), f"source {first.source}, not {expected_index(container)}")
        self.told(container, "metrics", lambda seen: seen.known())
        known = self.seen(container).known()
        for name, value in {
            "vir_runtime": "docker", "docker_name": "subject", "vir_image": IMAGE,
            "compose_project": "shop", "compose_service": "web",
        }.items():  # fmt: skip
            expect(known.get(name) == value, f"{name} is {known.get(name)}, not {value}")
        self.adapter(container)
        return container

    def adapter(self, container):
        """Its MAC, under the ifIndex of the host's end of its veth."""
        network = self.docker.inspect(container)["NetworkSettings"]["Networks"]["bridge"]
        links = json.loads(subprocess.check_output(["ip", "-json", "link", "show", "master", "docker0"]))
        wanted = [(link["ifindex"], [network["MacAddress"]]) for link in links]
        self.told(container, f"adapters {wanted}", lambda seen: seen.latest(2001) == wanted)
        self.told(container, "address", lambda seen: network["IPAddress"] in seen.known().get("vir_addresses", "").split())

    def harmless_signal(self, container):
        """A kill that kills nothing."""
        self.docker.do(container, "kill", signal="SIGHUP")
        count = len(self.seen(container).counters)
        self.told(container, "further samples", lambda seen: len(seen.counters) >= count + 3, 6 * POLLING)
        self.complaints.expect(not self.seen(container).ends, "a signal that is ignored was told as an end")

    def pause(self, container):
        self.docker.do(container, "pause")
        self.told(container, "pause", lambda seen: seen.state == PAUSED)
        self.docker.do(container, "unpause")
        self.told(container, "end of the pause", lambda seen: seen.state == RUNNING)
        self.complaints.expect(not self.seen(container).ends, "a pause was told as an end")

    def rename(self, container):
        source = self.seen(container).source
        self.docker.do(container, "rename", name="renamed")
        self.told(container, "new name", lambda seen: seen.name == "renamed" and seen.known()["docker_name"] == "renamed")
        self.complaints.expect(self.seen(container).source == source, "the data source changed with the name")

    def networks(self, container):
        """Another network brings another adapter, and takes it away again."""
        self.docker.ask("POST", "/networks/create", {"Name": "second"})
        self.docker.ask("POST", "/networks/second/connect", {"Container": container})
        network = self.docker.inspect(container)["NetworkSettings"]["Networks"]["second"]
        has = lambda seen: any(network["MacAddress"] in macs for _, macs in seen.latest(2001) or [])
        self.told(container, "second adapter", has)
        self.told(container, "second address", lambda seen: network["IPAddress"] in seen.known()["vir_addresses"].split())
        self.docker.ask("POST", "/networks/second/disconnect", {"Container": container})
        self.told(container, "end of the second adapter", lambda seen: not has(seen))

    def restart(self, container):
        """The end of one run, then the first of the next, which counts from the start."""
        source = self.seen(container).source
        count = len(self.seen(container).counters)
        self.docker.do(container, "restart", t=0)
        self.told(container, "next run", lambda seen: seen.ends and seen.state == RUNNING)
        seen = self.seen(container)
        states = [sample.state for sample in seen.counters[count:]]
        self.complaints.expect(set(states) == {RUNNING, ENDED}, f"states around the restart: {states}")
        self.complaints.expect(len(seen.ends) == 1, f"{len(seen.ends)} ends of one run")
        self.complaints.expect(seen.farewells[-1].get("vir_exit_code") == 137, seen.farewells)
        self.complaints.expect(seen.source == source, "the data source changed with the restart")

    def agent_restart(self, container):
        """The data source is the same after a restart of the agent."""
        source = self.seen(container).source
        self.collector.forget()
        with agent(self.collector, "docker { }", POLLING):
            self.told(container, "sample of the agent's next run", lambda seen: seen.counters, 10)
            self.complaints.expect(self.seen(container).source == source, f"{self.seen(container).source} was {source}")
            self.complaints.expect(self.seen(container).name == "renamed", f"named {self.seen(container).name}")

    def stop(self, container):
        """The end, then silence."""
        ends = len(self.seen(container).ends) + 1
        self.docker.do(container, "stop", t=0)
        self.told(container, "end", lambda seen: len(seen.ends) == ends)
        self.collector.forget()
        time.sleep(3 * POLLING)
        self.complaints.expect(not self.seen(container).samples, f"after the end: {self.seen(container).samples}")
        self.complaints.expect(not self.collector.workloads(), f"of whom? {self.collector.workloads()}")

    def once(self, container):
        """--once tells one poll, --once --json prints what there is."""
        self.collector.forget()
        with agent(self.collector, "docker { }", arguments=["--once"]) as program:
            self.complaints.expect(program.process.wait(timeout=20) == 0, "--once failed")
        self.told(container, "sample of --once", lambda seen: seen.counters)
        self.complaints.expect(len(self.seen(container).counters) == 1, f"{self.seen(container).counters}")
        program = agent(self.collector, "docker { }", arguments=["--once", "--json"])
        text = subprocess.run(program.command, capture_output=True, text=True, timeout=20, check=True).stdout
        lines = [json.loads(line) for line in text.splitlines()]
        self.complaints.expect("renamed" in text and container[:32] in text.replace("-", ""), f"--once --json: {lines}")


def main():
    complaints = Complaints()
    with Docker() as docker, Collector() as collector:
        docker.load_image(work_program())
        test = Test(docker, collector, complaints)
        with agent(collector, "docker { }", POLLING):
            wait("sample of the host", lambda: collector.host().counters)
            container = test.start()
            complaints.expect(test.seen(container).source[1] in OWN_INDICES, test.seen(container).source)
            for part in (test.harmless_signal, test.pause, test.rename, test.networks, test.restart):
                with complaints.of(part.__name__):
                    part(container)
            domains = collector.host().latest(2100)
            complaints.expect(domains and domains["domains"] == 1, f"the host has {domains}")
        for part in (test.agent_restart, test.once):
            with complaints.of(part.__name__):
                part(container)
        collector.forget()
        with complaints.of("stop"), agent(collector, "docker { }", POLLING):
            test.told(container, "sample before the end", lambda seen: seen.counters, 10)
            test.stop(container)
        log = pathlib.Path(os.environ["E2E_TMP"], "starling-agent.log").read_text()
        complaints.expect("rror" not in log, log[-2000:])
    return complaints.status()


if __name__ == "__main__":
    sys.exit(inside(main))
