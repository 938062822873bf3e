#!/usr/bin/env python3
"""The console of `starling up` on this host: what it shows is true, and it says when the agent stops. timeout: 420

    30_live.py [--screenshots DIR]

The products are those in STARLING_BIN.
"""

import argparse
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from contextlib import contextmanager
from pathlib import Path

from check_console import check_delivered, check_live, check_stale
from console_page import Failed, chromium, expect, opened, wait_for, wait_for_state, wait_until

BIN = Path(os.environ.get("STARLING_BIN", Path(__file__).resolve().parents[2] / ".build/release"))


def free_port(kind):
    with socket.socket(socket.AF_INET, kind) as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextmanager
def starling_up():
    """The analyzer and its agent: gives the URL of the console and the agent's process."""
    http, sflow = free_port(socket.SOCK_STREAM), free_port(socket.SOCK_DGRAM)
    command = [BIN / "starling", "up", "--http", f"127.0.0.1:{http}", "--sflow", f"127.0.0.1:{sflow}"]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    try:
        url = f"http://127.0.0.1:{http}/"
        wait_for_answer(url, process)
        yield url, agent_of(process)
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(timeout=30)


def wait_for_answer(url, process):
    wait_until(lambda: answers(url, process), "an answer of starling up")


def answers(url, process):
    expect(process.poll() is None, f"starling up ended with status {process.returncode}")
    try:
        return urllib.request.urlopen(f"{url}version", timeout=2).read()
    except OSError:
        return None


def agent_of(process):
    """The process id of the agent: the child of `starling up`."""
    return wait_until(lambda: next(children(process.pid), None), "an agent of starling up")


def children(pid):
    for thread in Path(f"/proc/{pid}/task").iterdir():
        yield from map(int, (thread / "children").read_text().split())


def check_against_proc(browser, url):
    """The page's memory and uptime are the kernel's, within what an update interval can change."""
    with opened(browser, url) as page:
        wait_for_state(page, "live")
        shown, differences = {}, []

        def is_equal():
            shown.update((name, page.evaluate(SHOWN.format(name))) for name in ("mem_total", "mem_free", "uptime"))
            differences[:] = differences_to_kernel(shown)
            return not differences

        wait_until(is_equal, lambda: f"equal to /proc, but {', '.join(differences)}")
        print("equal to /proc: " + ", ".join(f"{name} {value:.0f}" for name, value in shown.items()))


SHOWN = "Number(document.querySelector('#host [data-metric={}]')?.dataset.value)"


def differences_to_kernel(shown):
    """What of the page's numbers the kernel does not say; NaN, which is not there yet, is nothing that it says."""
    meminfo = {line.split(":")[0]: int(line.split()[1]) * 1024 for line in open("/proc/meminfo")}
    uptime = float(Path("/proc/uptime").read_text().split()[0])
    total, free = meminfo["MemTotal"], meminfo["MemFree"]
    kernel = {"mem_total": (total, 0), "mem_free": (free, 0.05 * total), "uptime": (uptime, 3)}
    return [
        f"{name} is {shown[name]}, the kernel says {value}"
        for name, (value, most) in kernel.items()
        if not abs(shown[name] - value) <= most
    ]


def check_counters(browser, url):
    """With 1,000 packets a second of ours on the loopback, the page's rate is one that the kernel's counter had."""
    with opened(browser, url) as page:
        row = "document.querySelector('#interface-table [data-metric=ifname][data-value=lo]')?.closest('tr')"
        wait_for(page, f"{row} != null", "the loopback's row")
        rate = f"Number({row}.querySelector('[data-metric=ifinpkts]').dataset.value)"
        sender = subprocess.Popen([sys.executable, "-c", SENDER])
        try:
            wait_for_rate(lambda: page.evaluate(rate))
        finally:
            sender.terminate()
            sender.wait()


def wait_for_rate(shown, seconds=8):
    """Waits until the shown rate is above 900 and one of the kernel's in the last seconds, within a tenth."""
    readings, seen = [], []

    def is_kernels():
        readings.append((time.monotonic(), loopback_packets()))
        rates = rates_of([one for one in readings if one[0] > readings[-1][0] - seconds])
        seen.append((shown(), min(rates, default=0), max(rates, default=0)))
        rate, low, high = seen[-1]
        return rate > 900 and 0.9 * low <= rate <= 1.1 * high

    wait_until(is_kernels, lambda: f"a rate of the loopback that the kernel had: (page, lowest, highest) {seen[-20:]}")
    print("packets/s of the loopback: page {:.0f}, kernel {:.0f} to {:.0f}".format(*seen[-1]))


def loopback_packets():
    return int(Path("/sys/class/net/lo/statistics/rx_packets").read_text())


def rates_of(readings):
    """The rates between readings that are about as far apart as the agent's."""
    return [
        (late - early) / (end - start)
        for start, early in readings
        for end, late in readings
        if 0.8 < end - start < 1.6
    ]


SENDER = """
import socket, time
sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
sink = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
sink.bind(("127.0.0.1", 0))
start, sent = time.monotonic(), 0
while time.monotonic() - start < 60:
    while sent < (time.monotonic() - start) * 1000:
        sock.sendto(bytes(200), sink.getsockname())
        sent += 1
    time.sleep(0.005)
"""


def check_agent_stops(browser, url, agent, options):
    os.kill(agent, signal.SIGSTOP)
    try:
        check_stale(browser, url, options)
    finally:
        os.kill(agent, signal.SIGCONT)
    with opened(browser, url) as page:
        wait_for_state(page, "live")
        wait_for(page, "document.querySelectorAll('#interface-table tbody tr').length > 0", "interfaces")
        check_delivered(page)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--screenshots", type=Path)
    options = parser.parse_args()
    options.wait = 4
    if options.screenshots:
        options.screenshots.mkdir(parents=True, exist_ok=True)
    try:
        with starling_up() as (url, agent), chromium() as browser:
            check_live(browser, url, options)
            check_against_proc(browser, url)
            check_counters(browser, url)
            check_agent_stops(browser, url, agent, options)
    except Failed as failure:
        sys.exit(f"FAILED {failure}")
    print("ok")


if __name__ == "__main__":
    main()
