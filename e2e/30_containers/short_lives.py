"""Containers that live a moment, what they really used, and whether all of it was told.

The truth is the clock of a container's own process, which has counted since runc made it. Its group counts more: runc's
other processes, which the program tells as it sees its own group, and the end of the process after its last look at the
clock.
"""

import concurrent.futures
import random
import statistics
import time

from collector import ENDED
from docker import OUT
from testbed import wait

WITHIN = 0.99  # of them, whose processor time is to be right
FAREWELL = ("vir_ended", "vir_exit_code", "vir_complete", "vir_cpu_time")
TOLERANCE, SHARE = 2e6, 0.02  # nanoseconds, and of the truth


class Container:
    """What is known of one before it starts, and what it tells at its end."""

    def __init__(self, number, delay, chance):
        self.name, self.code = f"short-{number:03}", number % 5
        self.life = chance.uniform(5, 500)  # milliseconds
        self.burn = chance.uniform(1, min(60, self.life - 2))
        self.leaves_nothing = number % 2 == 0
        self.delay = delay  # seconds

    def create(self, engine):
        idle = self.life - self.burn
        steps = ["idle", idle, "burn", self.burn, "report", f"{OUT}/{self.name}", "exit", self.code]
        self.id = engine.create(self.name, steps, HostConfig={"AutoRemove": self.leaves_nothing})
        self.report = engine.out / self.name

    def start(self, engine, beginning):
        time.sleep(max(0, beginning + self.delay - time.monotonic()))
        engine.start(self.id)

    def read(self):
        self.own, self.others = map(int, self.report.read_text().split())
        self.ended = self.report.stat().st_mtime


def run(engine, count, seconds):
    """So many, started over this time; they have ended when it returns."""
    chance = random.Random(4)
    containers = [Container(number, seconds * number / count, chance) for number in range(count)]
    with concurrent.futures.ThreadPoolExecutor(6) as pool:
        list(pool.map(lambda one: one.create(engine), containers))
        beginning = time.monotonic()
        list(pool.map(lambda one: one.start(engine, beginning), containers))
    print(f"{count} containers were started in {time.monotonic() - beginning:.1f} s")
    wait("end of the containers", lambda: not engine.running())
    for one in containers:
        one.read()
    return containers


def check_told(containers, collector, complaints):
    """Each has exactly one end, which is the last that was said of it; the metrics of those ends, by container."""
    farewells, unknown = {}, []
    for one in containers:
        seen = collector.of(one.id)
        if not complaints.expect(seen.counters, f"{one.name} was not told"):
            continue
        told = f"{one.name}, which ended at {one.ended:.3f}, was told {[*map(brief, seen.samples)]}"
        complaints.expect(seen.ended_once, f"not one end: {told}")
        complaints.expect(seen.state == ENDED, f"{one.name}: {seen.counters[-1]} after its end")
        complaints.expect(seen.name == one.name, f"{one.name} is named {seen.name}")
        if not seen.farewells:
            continue
        farewell = farewells[one.name] = seen.farewells[-1]
        code, late = farewell.get("vir_exit_code"), farewell.get("vir_ended", 0) / 1000 - one.ended
        if code is None:
            unknown.append(one.name)
        else:
            complaints.expect(code == one.code, f"{one.name}: exit code {code} instead of {one.code}")
        complaints.expect(-1 < late < 5, f"{one.name}: its end is given {late:.1f} s too late")
        complaints.expect(len(seen.farewells) > 1 or seen.samples[-1].records, f"{one.name}: the counters are not the last")
    # podman forgets a container at once when it is over; asked too late, it has no exit code to tell.
    complaints.expect(len(unknown) <= len(containers) // 10, f"exit codes are not known of {unknown}")
    return farewells


def brief(sample):
    """What matters of a sample: when, the state, and how it ended."""
    interesting = {name: sample.metrics[name] for name in FAREWELL if name in sample.metrics}
    return f"{sample.time + time.time() - time.monotonic():.3f}", sample.state or interesting


def check_processor_time(containers, farewells, complaints):
    complete = {one.name for one in containers if farewells.get(one.name, {}).get("vir_complete") == 1}
    errors, right = {}, 0
    for one in containers:
        found = farewells.get(one.name, {}).get("vir_cpu_time")
        if found is None:
            continue
        errors[one.name] = found - one.own
        allowed = TOLERANCE + SHARE * one.own
        right += abs(found - one.own) <= allowed
        complaints.expect(
            found >= one.own - allowed or one.name not in complete,
            f"{one.name}: {found} ns of {one.own}, and said to be complete",
        )
    print(f"processor time: {right} of {len(containers)} right, {len(containers) - len(complete)} flagged as incomplete")
    if errors:
        spread = [f"{value / 1e6:.2f}" for value in statistics.quantiles(errors.values(), n=100, method="inclusive")]
        print(f"error in ms: 1 % below {spread[0]}, median {spread[49]}, 99 % below {spread[98]}")
    others = sorted(one.others for one in containers)
    print(f"runc's own in ms: {others[0] / 1e6:.2f} to {others[-1] / 1e6:.2f}")
    complaints.expect(right >= WITHIN * len(containers), f"the processor time of only {right} is right")


def check_pace(containers, collector):
    """How long after its end each was told."""
    offset = time.time() - time.monotonic()
    delays = []
    for one in containers:
        if seen := collector.of(one.id).ends:
            delays.append(seen[0].time + offset - one.ended)
    if delays:
        print(f"told after its end in s: median {statistics.median(delays):.2f}, longest {max(delays):.2f}")


def check(containers, collector, complaints):
    farewells = check_told(containers, collector, complaints)
    check_processor_time(containers, farewells, complaints)
    check_pace(containers, collector)
    complaints.expect(not collector.broken, f"datagrams that cannot be read: {collector.broken[:3]}")
