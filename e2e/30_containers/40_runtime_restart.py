#!/usr/bin/env python3
"""dockerd is killed under load, its socket replaced, its events withheld: the agent's view is the truth again within one
polling interval, and nothing is told twice.

timeout: 400

What the agent says is compared with the engine's own list, and at the end container by container with the engine's
memory of them. Needs root and Docker.
"""

import contextlib
import http.client
import os
import signal
import sys
import threading
import time

from collector import RUNNING, Collector
from docker import Docker, EngineError
from sandbox import inside
from short_lives import brief
from testbed import Complaints, agent, wait, work_program

POLLING = 3
STEADY = 8  # containers that stay
WITHHELD = 30  # seconds without events
PAUSE = 4  # seconds without an engine
RECONNECTION = 10  # the longest pause between the agent's attempts


class Load:
    """Short containers, one after the other, for as long as the block runs; an engine that is away is waited for."""

    def __init__(self, docker, topic):
        self.docker, self.topic, self.count, self.goes_on = docker, topic, 0, True
        self.thread = threading.Thread(target=self.run)

    def run(self):
        while self.goes_on:
            self.count += 1
            try:
                self.docker.run(f"{self.topic}-load-{self.count}", ["idle", 50, "burn", 20])
            except (OSError, http.client.HTTPException, EngineError):
                time.sleep(0.2)

    def __enter__(self):
        self.thread.start()
        return self

    def __exit__(self, *_):
        self.goes_on = False
        self.thread.join()


class Test:
    def __init__(self, docker, collector, complaints, topic):
        self.docker, self.collector, self.complaints, self.topic = docker, collector, complaints, topic
        self.started = []

    def run(self, number):
        self.started.append(self.docker.run(f"{self.topic}-{number}", ["spawn", 1, 900_000, "idle", 900_000]))
        return self.started[-1]

    def told_to_run(self):
        """What the agent says is running, and has not stopped to speak of."""
        recent = time.monotonic() - 2 * POLLING
        seen = self.collector.workloads()
        return {uuid for uuid, one in seen.items() if one.state == RUNNING and one.counters[-1].time > recent}

    def becomes_true(self, what, seconds=POLLING):
        """Both lists are the same within this time, and a second for the way."""
        begin = time.monotonic()
        with self.complaints.of(what):
            wait(f"true list {what}", self.is_true, seconds + 1)
            return print(f"{self.topic}: true list {what} after {time.monotonic() - begin:.1f} s")
        told, truth = self.told_to_run(), self.docker.running()
        print(f"{self.topic} {what}: told {sorted(told)}, true {sorted(one[:32] for one in truth)}")

    def is_true(self):
        """An engine that is killed as it starts a container leaves a process behind that waits for ever, of a container that
        it takes for one that was never started: nobody can say whether that runs."""
        unclear = {one["Id"][:32] for one in self.docker.ask("GET", "/containers/json", all="true") if one["State"] == "created"}
        truth = {container[:32] for container in self.docker.running()}
        return self.told_to_run() - unclear == truth

    def killed(self):
        """dockerd is killed under load; a container ends while it is away; its socket is a new one."""
        victim = self.started.pop()
        process = self.docker.inspect(victim)["State"]["Pid"]
        with Load(self.docker, self.topic):
            time.sleep(2)
            self.docker.end(signal.SIGKILL)
            os.kill(process, signal.SIGKILL)
            wait("end of what ended meanwhile", lambda: self.collector.of(victim).ends, POLLING + 1)
            os.unlink(self.docker.path)
            time.sleep(PAUSE)
            self.docker.launch()
            time.sleep(2)
        self.becomes_true("after dockerd was killed", POLLING + RECONNECTION)

    def withheld(self):
        """dockerd stands still; a container ends meanwhile, which the kernel tells."""
        victim = self.started.pop()
        process = self.docker.inspect(victim)["State"]["Pid"]
        with self.standstill():
            begin = time.monotonic()
            os.kill(process, signal.SIGKILL)
            wait("end of what ended while dockerd stood still", lambda: self.collector.of(victim).ends, POLLING + 1)
            print(f"{self.topic}: its end was told after {time.monotonic() - begin:.1f} s")
            time.sleep(max(0, begin + WITHHELD - time.monotonic()))
            told = self.told_to_run()
        self.complaints.expect(len(told) == len(self.started), f"{len(told)} told while dockerd stood still")
        self.becomes_true("after events were withheld")

    @contextlib.contextmanager
    def standstill(self):
        self.docker.process.send_signal(signal.SIGSTOP)
        try:
            yield
        finally:
            self.docker.process.send_signal(signal.SIGCONT)

    def none_twice(self):
        """Every container that ran and ended has one end, every other none, and no counter went back."""
        everything = self.docker.ask("GET", "/containers/json", all="true")
        containers = [one for one in everything if one["Names"][0].startswith(f"/{self.topic}-")]
        ran = [one for one in containers if self.docker.inspect(one["Id"])["State"]["StartedAt"] > "0002"]
        complete = 0
        for one in ran:
            seen, name = self.collector.of(one["Id"]), one["Names"][0]
            is_right = seen.ended_once if one["State"] == "exited" else not seen.ends + seen.farewells
            self.complaints.expect(is_right, f"{name} is {one['State']} and was told {[*map(brief, seen.samples)]}")
            times = [metrics["vir_cpu_time"] for metrics in seen.metrics if "vir_cpu_time" in metrics]
            self.complaints.expect(times == sorted(times), f"{name}: processor time went back: {times}")
            complete += all(metrics["vir_complete"] == 1 for metrics in seen.farewells)
        print(f"{self.topic}: {len(ran)} containers ran, {complete} with complete counters or still running")
        told, known = self.collector.workloads(), {one["Id"][:32] for one in containers}
        for uuid, seen in told.items():
            if uuid not in known:
                self.complaints.expect(False, f"{seen.name} ({uuid}) is no container")

    def parts(self):
        for number in range(STEADY):
            self.run(number)
        self.becomes_true("at first")
        with self.complaints.of("killed"):
            self.killed()
        for number in range(STEADY, STEADY + 4):
            self.run(number)
        self.started = [one for one in self.started if one in self.docker.running()]
        self.becomes_true("with more containers")
        with self.complaints.of("withheld"):
            self.withheld()
        time.sleep(2)
        self.none_twice()


def main():
    complaints = Complaints()
    program = work_program()
    for topic, options in {"killing": [], "restoring": ["--live-restore"]}.items():
        with contextlib.ExitStack() as stack:
            docker = stack.enter_context(Docker(*options))
            docker.load_image(program)
            collector = stack.enter_context(Collector())
            stack.enter_context(agent(collector, "docker { }", POLLING))
            wait("sample of the host", lambda collector=collector: collector.host().counters)
            Test(docker, collector, complaints, topic).parts()
            for container in docker.ask("GET", "/containers/json", all="true"):
                docker.remove(container["Id"])
    return complaints.status()


if __name__ == "__main__":
    sys.exit(inside(main))
