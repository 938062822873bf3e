"""sFlow datagrams made by hand from its specification (sFlow version 5, section 5)."""

import socket
import struct


def tcp_frame(source, destination, source_port, destination_port):
    ethernet = bytes.fromhex("020000000002020000000001") + b"\x08\x00"
    ip = struct.pack("!BBHHHBBH", 0x45, 0, 40, 0, 0, 64, 6, 0) + socket.inet_aton(source) + socket.inet_aton(destination)
    return ethernet + ip + struct.pack("!HHIIBBHHH", source_port, destination_port, 0, 0, 0x50, 0x10, 0, 0, 0)


class Agent:
    """Sends flow samples of one interface."""

    def __init__(self, target, address, interface, rate, length):
        host, port = target.rsplit(":", 1)
        self.target, self.address = (host, int(port)), socket.inet_aton(address)
        self.interface, self.rate, self.length = interface, rate, length
        self.socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self.datagrams = self.samples = 0

    def sample(self, frame):
        self.samples += 1
        padded = frame + b"\0" * (-len(frame) % 4)
        record = struct.pack("!IIIIII", 1, len(padded) + 16, 1, self.length, 4, len(frame)) + padded
        body = struct.pack("!IIIIIIII", self.samples, self.interface, self.rate, self.samples * self.rate, 0, self.interface, 0, 1)
        return struct.pack("!II", 1, len(body) + len(record)) + body + record

    def send(self, frames):
        """Sends a datagram of a sample for each frame, and returns it."""
        self.datagrams += 1
        head = struct.pack("!II4sIIII", 5, 1, self.address, 0, self.datagrams, self.datagrams * 1000, len(frames))
        datagram = head + b"".join(self.sample(frame) for frame in frames)
        self.socket.sendto(datagram, self.target)
        return datagram


def capture(datagrams):
    """A capture with each datagram as the payload of a UDP packet to port 6343."""
    text = struct.pack("<IHHIIII", 0xA1B2C3D4, 2, 4, 0, 0, 65535, 1)
    for number, payload in enumerate(datagrams):
        udp = struct.pack("!HHHH", 40000, 6343, len(payload) + 8, 0) + payload
        ip = struct.pack("!BBHHHBBH4s4s", 0x45, 0, len(udp) + 20, 0, 0, 64, 17, 0, b"\x7f\0\0\x01", b"\x7f\0\0\x01")
        frame = b"\x02" * 12 + b"\x08\x00" + ip + udp
        text += struct.pack("<IIII", number, 0, len(frame), len(frame)) + frame
    return text
