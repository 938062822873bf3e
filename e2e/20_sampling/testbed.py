"""What the tests of sampling share: two namespaces joined by a veth, the agent and the analyzer in them."""

import ctypes
import errno
import os
import pathlib
import signal
import socket
import struct
import subprocess
import sys

from programs import Program, request, skip, wait  # noqa: F401, tests take all of them from here


def ip(*words):
    subprocess.run(["ip", *words], check=True)


def enter(namespace):
    """Moves this process, and what it starts from now on, into a network namespace."""
    libc = ctypes.CDLL(None, use_errno=True)
    with open(f"/run/netns/{namespace}") as file:
        if libc.setns(file.fileno(), 0x40000000) != 0:
            raise OSError(ctypes.get_errno(), f"setns {namespace}")


class Network:
    """A measured namespace with `in0`, where this process is, and a sending one with `out0`.

    IPv6 is off because its neighbour discovery would add packets.
    """

    def __init__(self):
        self.measured, self.sending = (f"starling-{end}-{os.getpid()}" for end in ("measured", "sending"))

    def __enter__(self):
        signal.signal(signal.SIGTERM, lambda *_: sys.exit("ended by SIGTERM"))
        if os.geteuid() != 0:
            skip("needs root, for network namespaces and packet sockets")
        for namespace in (self.measured, self.sending):
            ip("netns", "add", namespace)
            for scope in ("all", "default"):
                self.write(namespace, f"net/ipv6/conf/{scope}/disable_ipv6")
        ip("-n", self.measured, "link", "set", "dev", "lo", "up")
        self.join("in0", "out0")
        ip("-n", self.measured, "address", "add", "192.0.2.1/24", "dev", "in0")
        enter(self.measured)
        return self

    def join(self, measured, sending):
        """Makes a veth between the namespaces. What is sent before its carrier is noticed is lost."""
        ends = ((self.measured, measured), (self.sending, sending))
        ip("link", "add", "name", measured, "netns", self.measured, "type", "veth", "peer", "name", sending, "netns", self.sending)
        self.bring_up(ends)

    def flap(self):
        """Takes the first link down and up."""
        ip("-n", self.measured, "link", "set", "dev", "in0", "down")
        self.bring_up(((self.measured, "in0"), (self.sending, "out0")))

    def index(self, device):
        """The ifIndex of a measured device."""
        shown = subprocess.check_output(["ip", "-n", self.measured, "-o", "link", "show", "dev", device], text=True)
        return shown.split(":")[0]

    @staticmethod
    def bring_up(ends):
        for namespace, device in ends:
            ip("-n", namespace, "link", "set", "dev", device, "up")
        for namespace, device in ends:
            show = ["ip", "-n", namespace, "link", "show", "dev", device]
            wait("carrier", lambda show=show: " state UP" in subprocess.check_output(show, text=True))

    def sender(self, device):
        """A socket that sends frames into the sending namespace's `device`."""
        enter(self.sending)
        result = socket.socket(socket.AF_PACKET, socket.SOCK_RAW)
        result.bind((device, 0))
        enter(self.measured)
        return result

    def __exit__(self, *_):
        for namespace in (self.measured, self.sending):
            subprocess.run(["ip", "netns", "del", namespace], check=False)

    @staticmethod
    def write(namespace, name):
        command = f"[ ! -e /proc/sys/{name} ] || echo 1 > /proc/sys/{name}"
        subprocess.run(["ip", "netns", "exec", namespace, "sh", "-c", command], check=True)


def burst(sender, port, count):
    """Sends `count` equal packets to a UDP port."""
    frame = udp_frame(port)
    while count > 0:
        try:
            sender.send(frame)
            count -= 1
        except OSError as error:
            if error.errno not in (errno.EAGAIN, errno.ENOBUFS):
                raise


def udp_frame(port):
    """To a host that is none of ours, so that nobody answers."""
    ethernet = bytes.fromhex("020000000002" "020000000001" "0800")
    ip_header = struct.pack("!BBHHHBBHII", 0x45, 0, 46, 0, 0, 64, 17, 0, 0xC0000202, 0xC0000203)
    return ethernet + ip_header + struct.pack("!HHHH", 40_000, port, 26, 0) + bytes(18)


def analyzer():
    """The analyzer, on the measured namespace's loopback."""
    return Program("starling", "analyze", "--http", "127.0.0.1:8008", "--sflow", "127.0.0.1:6343")


def agent(captures):
    """The agent with these `pcap { }`, sending to the analyzer."""
    configuration = pathlib.Path(os.environ["E2E_TMP"], "agent.conf")
    configuration.write_text(
        "sflow {\n  agentIP = 192.0.2.1\n  polling = 1\n"
        f"  collector {{ ip = 127.0.0.1 udpport = 6343 }}\n  {captures}\n}}\n"
    )
    return Program("starling-agent", "-f", str(configuration))
