"""A made-up host: numbers that move the way a busy server's do, in the shape of the analyzer's answers."""

import math
import random
import time

AGENT = "192.0.2.17"
GIB = 1 << 30


def wave(now, period, low, high, phase=0.0):
    """A slow swing between low and high with some noise."""
    swing = 0.5 + 0.5 * math.sin(2 * math.pi * now / period + phase)
    return max(low + (high - low) * swing * (0.85 + 0.3 * random.random()), 0)


class Host:
    """The host at one moment; `refresh` moves it on, unless it is stopped."""

    def __init__(self):
        self.started = time.time()
        self.updated = 0.0
        self.stopped = False
        self.metrics = {}
        self.interfaces = []
        self.refresh()

    def age(self):
        """Milliseconds since the last poll."""
        return int((time.time() - self.updated) * 1000)

    def refresh(self):
        now = time.time()
        if self.stopped or now - self.updated < 0.95:
            return
        self.updated = now
        self.metrics = {**self.cpu(now), **self.memory(now), **self.io(now)}
        self.metrics.update(
            host_name="edge-fra-07",
            os_name="linux",
            os_release="6.1.0-28-amd64",
            machine_type="x86_64",
            uptime=int(1_243_000 + now - self.started),
        )
        self.interfaces = [self.interface(now, index, *row) for index, row in enumerate(LINKS)]

    def cpu(self, now):
        parts = dict(
            cpu_user=wave(now, 47, 14, 42),
            cpu_nice=wave(now, 31, 0, 0.8),
            cpu_system=wave(now, 47, 6, 15, 0.4),
            cpu_wio=wave(now, 83, 0.1, 9, 2),
            cpu_intr=wave(now, 59, 0.2, 0.6),
            cpu_sintr=wave(now, 47, 0.8, 4),
            cpu_steal=wave(now, 120, 0, 2.2, 1),
        )
        busy = sum(parts.values())
        parts.update(cpu_idle=100 - busy, cpu_utilization=busy, cpu_num=8)
        parts.update(load_one=wave(now, 60, 2.1, 5.4), load_five=3.41 + 0.2 * math.sin(now / 90), load_fifteen=2.97)
        return parts

    def memory(self, now):
        total, cached, buffers = 31.3 * GIB, wave(now, 240, 9.2, 10.1) * GIB, 0.42 * GIB
        free = wave(now, 170, 3.1, 4.4) * GIB
        return dict(
            mem_total=int(total),
            mem_free=int(free),
            mem_buffers=int(buffers),
            mem_cached=int(cached),
            mem_utilization=100 * (1 - (free + cached + buffers) / total),
            swap_total=8 * GIB,
            swap_free=int(7.6 * GIB),
        )

    def io(self, now):
        size, free = 960_197_124_096, 417_300_000_000
        read, written = wave(now, 70, 0.2e6, 24e6), wave(now, 41, 6e6, 61e6)
        rate_in, rate_out = wave(now, 64, 58e6, 142e6), wave(now, 64, 31e6, 88e6, 0.6)
        return dict(
            disk_total=size,
            disk_free=free,
            disk_utilization=100 * (size - free) / size,
            part_max_used=81.4,
            bytes_read=read,
            bytes_written=written,
            reads=read / 21_000,
            writes=written / 34_000,
            bytes_in=rate_in,
            bytes_out=rate_out,
            pkts_in=rate_in / 890,
            pkts_out=rate_out / 610,
        )

    def interface(self, now, index, name, speed, up, low, high):
        rate_in, rate_out = wave(now, 50 + 7 * index, low, high, index), wave(
            now, 40 + 9 * index, low, high * 0.6, index
        )
        return dict(
            dataSource=str(index + 1),
            ifname=name,
            ifspeed=speed,
            ifoperstatus="up" if up else "down",
            ifinoctets=rate_in,
            ifoutoctets=rate_out,
            ifinpkts=rate_in / 870,
            ifoutpkts=rate_out / 640,
            ifindiscards=2.4 if name == "eno2" else 0.0,
            ifoutdiscards=0.0,
            ifinerrors=0.0,
            ifouterrors=0.0,
        )


LINKS = [
    ("lo", 0, True, 2e5, 9e5),
    ("eno1", 25_000_000_000, True, 52e6, 131e6),
    ("eno2", 25_000_000_000, True, 4e6, 12e6),
    ("eno3", 10_000_000_000, False, 0, 0),
    ("docker0", 10_000_000_000, True, 3e6, 8e6),
    ("br-storage", 10_000_000_000, True, 1e6, 2.2e7),
    ("veth3f1c2a9", 10_000_000_000, True, 8e4, 9e5),
    ("veth77be01d", 10_000_000_000, True, 2e5, 4e6),
]

# key: (mean bytes per second, bytes per packet)
PAIRS = {
    "10.20.4.17,10.20.4.31": (31e6, 1320),
    "10.20.4.17,10.20.8.5": (22e6, 1180),
    "198.51.100.24,10.20.4.17": (14e6, 940),
    "10.20.4.17,203.0.113.77": (9.1e6, 1410),
    "10.20.8.5,10.20.4.17": (6.4e6, 310),
    "10.20.4.31,10.20.4.17": (3.7e6, 96),
    "10.20.4.17,10.20.0.53": (0.9e6, 120),
    "10.20.0.53,10.20.4.17": (0.8e6, 210),
    "192.0.2.200,10.20.4.17": (0.4e6, 540),
    "10.20.4.17,169.254.169.254": (6e4, 200),
    "10.20.4.17,224.0.0.251": (2e4, 180),
}
PORTS = {
    "10.20.4.17,443,198.51.100.24,51022": (19e6, 1400),
    "10.20.4.31,2049,10.20.4.17,887": (12e6, 1430),
    "10.20.4.17,5432,10.20.8.5,40112": (8.1e6, 610),
    "10.20.4.17,6379,10.20.8.9,58310": (2.2e6, 190),
    "10.20.8.5,40112,10.20.4.17,5432": (1.3e6, 120),
    "10.20.4.17,22,192.0.2.200,50111": (3e4, 140),
}
STACKS = {
    "eth.ip.tcp": (61e6, 1100),
    "eth.ip.udp": (11e6, 480),
    "eth.ip.udp.vxlan.eth.ip.tcp": (17e6, 1250),
    "eth.ip.udp.vxlan.eth.ip.udp": (2.1e6, 400),
    "eth.ip.udp.dns": (0.9e6, 160),
    "eth.ip.icmp": (0.3e6, 98),
    "eth.ip6.tcp": (8e6, 1010),
    "eth.ip6.udp": (3.1e6, 700),
    "eth.ip6.icmp6": (0.4e6, 90),
    "eth.arp": (0.5e6, 60),
    "eth.vlan.ip.tcp": (5e6, 900),
}
MACS = {"3C:EC:EF:0A:11:02,3C:EC:EF:0A:20:7E": (55e6, 1100), "3C:EC:EF:0A:20:7E,3C:EC:EF:0A:11:02": (21e6, 700)}


def flows_for(keys):
    """The made-up flows of a definition with these keys."""
    if keys == "stack":
        return STACKS
    if keys.startswith("mac"):
        return MACS
    if "port" in keys:
        return PORTS if "ip6" not in keys else {}
    return PAIRS if "ip6" not in keys else {}
