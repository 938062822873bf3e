#!/usr/bin/env python3
"""Pods of two containers each through CRI: names, addresses, one network count a pod, and ends.

timeout: 200

A pod is a data source of its own with the network that its containers share; they have the rest, and the pod as parent.
Needs root, containerd and the CNI plugins.
"""

import os
import pathlib
import socket
import sys
import time

from collector import RUNNING, Collector
from sandbox import inside, skip
from testbed import ANALYZER_PORT, OWN_INDICES, Complaints, agent, analyzer, request, wait

try:
    import containerd
except ModuleNotFoundError as error:
    skip(f"needs {error.name}")

PODS = 3
NAMESPACE = "shop"
NAMES = ("server", "side")
DATAGRAMS = 2000
FRAME = 14 + 20 + 8 + 1400  # octets of a datagram on Ethernet
LOOP = "i=0; while [ $i -lt 200000 ]; do i=$((i+1)); done; sleep 2; exit 3"


class Pod:
    def __init__(self, runtime, number):
        self.name, self.uid = f"web-{number}", f"00000000-0000-4000-8000-{number:012}"
        self.runtime = runtime
        self.id = runtime.run_pod(self.name, namespace=NAMESPACE, uid=self.uid, labels={"app": "web"})
        self.containers = {name: runtime.run_container(self.id, name, ["sleep", "1000"]) for name in NAMES}
        self.address = runtime.pod_address(self.id)

    def host_name(self, container=""):
        """As analyzers split it, where it fits 64 characters."""
        form = "k8s_{}_" + f"{self.name}_{NAMESPACE}_{self.uid}_0"
        return form.format(container if len(form.format(container)) <= 64 else "")

    def uuid(self):
        return self.uid.replace("-", "")


def check_pod(pod, collector, complaints):
    """What is told of a pod; what was told wrong is complained about."""
    expect = complaints.expect
    wait(f"sample of {pod.name}", lambda: collector.of(pod.uuid()).counters, 5)
    wait(f"metrics of {pod.name}", lambda: collector.of(pod.uuid()).known(), 5)
    seen = collector.of(pod.uuid())
    records = seen.counters[-1].records
    expect(seen.source[1] in OWN_INDICES, f"{pod.name} is {seen.source}")
    expect(set(records) == {2000, 2001, 2002, 2104}, f"{pod.name} has {sorted(records)}")
    expect(records[2002] == (2, 1), f"{pod.name} has the parent {records[2002]}")
    expect(seen.name == pod.host_name(), f"{pod.name} is named {seen.name}, not {pod.host_name()}")
    known = seen.known()
    wanted = {"k8s_namespace": NAMESPACE, "k8s_name": pod.name, "k8s_uid": pod.uid, "vir_addresses": pod.address}
    for name, value in wanted.items():
        expect(known.get(name) == value, f"{pod.name}: {name} is {known.get(name)}, not {value}")
    expect("k8s_container" not in known, f"{pod.name} has the container {known.get('k8s_container')}")
    return seen.source


def check_containers(pod, source, collector, complaints):
    expect = complaints.expect
    for name, container in pod.containers.items():
        what = f"{name} of {pod.name}"
        wait(f"metrics of {what}", lambda id_=container: collector.of(id_).known(), 5)
        seen = collector.of(container)
        records = seen.latest(2000) and seen.counters[-1].records
        expect(records and set(records) - {2103} == {2000, 2002, 2101, 2102}, f"{what} has {records}")
        expect(records[2002] == source, f"{what} has the parent {records[2002]}, not {source}")
        expect(seen.state == RUNNING, f"{what} has state {seen.state}")
        expect(seen.name == pod.host_name(name), f"{what} is named {seen.name}, not {pod.host_name(name)}")
        known = seen.known()
        wanted = {"k8s_namespace": NAMESPACE, "k8s_name": pod.name, "k8s_container": name, "vir_runtime": "containerd"}
        for key, value in wanted.items():
            expect(known.get(key) == value, f"{what}: {key} is {known.get(key)}, not {value}")


def check_network(pods, collector, complaints):
    """What is sent to one pod is counted once, for it alone."""
    sender, pod = socket.socket(socket.AF_INET, socket.SOCK_DGRAM), pods[0]
    received = lambda one: (collector.of(one.uuid()).latest(2104) or {}).get("bytesIn", 0)
    before = {one.name: received(one) for one in pods}
    for number in range(DATAGRAMS):
        sender.sendto(bytes(1400), (pod.address, 9))
        if number % 20 == 19:
            time.sleep(0.01)
    time.sleep(2.5)
    complaints.near("octets into the pod", received(pod) - before[pod.name], DATAGRAMS * FRAME, 0.02)
    for other in pods[1:]:
        complaints.expect(received(other) - before[other.name] < 10_000, f"{other.name} got {received(other)}")
    totals = [seen.latest(2104)["bytesIn"] for seen in collector.workloads().values() if seen.latest(2104)]
    complaints.near("octets into all workloads", sum(totals) - sum(before.values()), DATAGRAMS * FRAME, 0.02, 20_000)


def check_end(runtime, pod, collector, complaints):
    """A container ends, then its pod: both are told once, then no more."""
    container = runtime.run_container(pod.id, "job", ["sh", "-c", LOOP])
    code = runtime.wait_ended(container)
    wait("end of a container", lambda: collector.of(container).ends, 5)
    seen = collector.of(container)
    complaints.expect(seen.farewells and seen.farewells[0].get("vir_exit_code") == code == 3, seen.farewells)
    complaints.expect(seen.farewells and seen.farewells[0].get("vir_complete") == 1, seen.farewells)
    runtime.remove_pod(pod.id)
    wait("end of a pod", lambda: collector.of(pod.uuid()).farewells, 5)
    for name, id_ in pod.containers.items():
        wait(f"end of {name}", lambda id_=id_: collector.of(id_).ends, 5)
    collector.forget()
    time.sleep(3)
    told = set(collector.workloads()) & {pod.uuid(), container[:32], *(one[:32] for one in pod.containers.values())}
    complaints.expect(not told, f"after their end: {told}")


def check_analyzer(pods, complaints):
    listed = {workload["vir_host_name"]: workload for workload in request("/workloads/json")}
    for pod in pods:
        for name in ("", *NAMES):
            complaints.expect(pod.host_name(name) in listed, f"the analyzer does not list {pod.host_name(name)}")


def main():
    if reason := containerd.missing():
        skip(reason)
    complaints = Complaints()
    directory = pathlib.Path(os.environ["E2E_TMP"], "containerd")
    directory.mkdir()
    with Collector() as collector, analyzer(), containerd.Containerd(directory, subnet="10.97.3.0/24") as runtime:
        wait("answer of the analyzer", lambda: request("/analyzer/json"))
        with agent(collector, f"containerd {{ unixsock={runtime.socket} }}", ports=[ANALYZER_PORT]):
            pods = [Pod(runtime, number) for number in range(PODS)]
            for pod in pods:
                with complaints.of(pod.name):
                    check_containers(pod, check_pod(pod, collector, complaints), collector, complaints)
            with complaints.of("network"):
                check_network(pods, collector, complaints)
            with complaints.of("end"):
                check_end(runtime, pods[-1], collector, complaints)
            check_analyzer(pods, complaints)
        complaints.expect(not collector.broken, f"datagrams that cannot be read: {collector.broken[:3]}")
    return complaints.status()


if __name__ == "__main__":
    sys.exit(inside(main))
