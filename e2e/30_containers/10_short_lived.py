#!/usr/bin/env python3
"""200 containers that live 5–500 ms: each is told once, with all of its processor time, by agent and analyzer.

timeout: 300

Each sleeps first and uses its processor time at the very end, which only a reading after its last moment can show; what
it has used is known from its own clock. Half of them are removed by the engine as they end. Needs root and Docker.
"""

import sys
import time

import short_lives
from collector import Collector
from docker import Docker
from sandbox import inside
from testbed import ANALYZER_PORT, Complaints, agent, analyzer, request, wait, work_program

CONTAINERS = 200
SECONDS = 20  # over which they are started


def check_analyzer(containers, complaints):
    workloads = request("/workloads/json")
    complaints.expect(len(workloads) == len(containers), f"the analyzer lists {len(workloads)} workloads")
    listed = {workload["docker_name"]: workload for workload in workloads}
    for one in containers:
        if complaints.expect(one.name in listed, f"the analyzer does not list {one.name}"):
            code = listed[one.name].get("exitCode")
            complaints.expect(code == one.code, f"the analyzer has exit code {code} for {one.name}, not {one.code}")


def main():
    complaints = Complaints()
    with Docker() as docker, Collector() as collector, analyzer():
        docker.load_image(work_program())
        wait("answer of the analyzer", lambda: request("/analyzer/json"))
        with agent(collector, ports=[ANALYZER_PORT]):
            wait("sample of the host", lambda: collector.host().counters)
            containers = short_lives.run(docker, CONTAINERS, SECONDS)
            time.sleep(3)  # ends are told within one; nothing may follow them
        short_lives.check(containers, collector, complaints)
        check_analyzer(containers, complaints)
    return complaints.status()


if __name__ == "__main__":
    sys.exit(inside(main))
