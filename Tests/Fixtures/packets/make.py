#!/usr/bin/env python3
"""Makes protocols.pcap, packets of every protocol that the dissector knows, and protocols.txt, a line for each: its stack,
and what it is. Needs scapy (Debian: python3-scapy), and gives the same files each time:

    /usr/bin/python3 Tests/Fixtures/packets/make.py
"""

import logging
import pathlib
import struct

logging.getLogger("scapy").setLevel(logging.ERROR)

from scapy.contrib.mpls import MPLS  # noqa: E402
from scapy.layers.dns import DNS, DNSQR, DNSRR  # noqa: E402
from scapy.layers.inet import ICMP, IP, TCP, UDP  # noqa: E402
from scapy.layers.inet6 import (  # noqa: E402
    ICMPv6DestUnreach, ICMPv6EchoReply, ICMPv6EchoRequest, ICMPv6ND_NA, ICMPv6ND_NS, ICMPv6PacketTooBig,
    ICMPv6TimeExceeded, IPv6, IPv6ExtHdrDestOpt, IPv6ExtHdrFragment, IPv6ExtHdrHopByHop, IPv6ExtHdrRouting,
)
from scapy.layers.l2 import ARP, Dot1AD, Dot1Q, Ether, GRE, LLC, SNAP, STP  # noqa: E402
from scapy.layers.ppp import PPPoE, PPPoED, PPP  # noqa: E402
from scapy.layers.sctp import SCTP, SCTPChunkInit  # noqa: E402
from scapy.layers.vxlan import VXLAN  # noqa: E402
from scapy.packet import Raw  # noqa: E402
from scapy.utils import PcapWriter  # noqa: E402

here = pathlib.Path(__file__).parent
packets = []


def add(stack, what, packet):
    packets.append((stack, what, bytes(packet)))


# What the others are made of. Inner headers differ from outer ones, so that no one can take one for the other.

eth = Ether(src="02:00:00:00:00:01", dst="02:00:00:00:00:02")
ip = IP(src="192.0.2.1", dst="198.51.100.2", id=0x1234, ttl=61, tos=0xb8)
ip6 = IPv6(src="2001:db8::1", dst="2001:db8:0:1::2", hlim=62, tc=0x62, fl=501244)
tcp = TCP(sport=40001, dport=443, seq=0x01020304, ack=0x05060708, flags="SA", window=4096, urgptr=7)
udp = UDP(sport=40002, dport=5000)
inner_eth = Ether(src="02:00:00:00:01:01", dst="02:00:00:00:01:02")
inner_ip = IP(src="10.1.0.1", dst="10.1.0.2", id=0x4321, ttl=33, tos=0x28)
inner_ip6 = IPv6(src="fd00::1", dst="fd00::2", hlim=34, tc=0x20, fl=7)
inner_tcp = TCP(sport=50001, dport=8080, seq=9, ack=10, flags="PA", window=512)
inner_udp = UDP(sport=50002, dport=6000)
inner = inner_eth / inner_ip / inner_tcp
data = Raw(b"payload.")


def over_udp(port, payload, source=45000, network=ip):
    return eth / network / UDP(sport=source, dport=port) / Raw(bytes(payload))


# Ethernet and its tags

add("eth.ip.tcp", "TCP", eth / ip / tcp / data)
add("eth.ip.tcp", "a SYN with all other flags", eth / ip / TCP(sport=1, dport=2, flags="SNECU", urgptr=9))
add("eth.ip.udp", "UDP", eth / ip / udp / data)
add("eth.ip6.tcp", "TCP over IPv6", eth / ip6 / tcp / data)
add("eth.ip6.udp", "UDP over IPv6", eth / ip6 / udp / data)
add("eth.ip.sctp", "SCTP", eth / ip / SCTP(sport=2905, dport=2906, tag=0xa1b2c3d4) / SCTPChunkInit())
add("eth.ip.udp", "broadcast", Ether(src="02:00:00:00:00:01", dst="ff:ff:ff:ff:ff:ff") / ip / udp / data)
add("eth.ip.udp", "multicast", Ether(src="02:00:00:00:00:01", dst="01:00:5e:01:02:03") / ip / udp / data)
add("eth.vlan.ip.tcp", "802.1Q", eth / Dot1Q(vlan=100, prio=5, id=1) / ip / tcp)
add("eth.vlan.vlan.ip6.udp", "QinQ", eth / Dot1AD(vlan=4000, prio=2) / Dot1Q(vlan=7, prio=1) / ip6 / udp / data)
add("eth.arp", "ARP request", eth / ARP(op=1, hwsrc="02:00:00:00:00:01", psrc="192.0.2.1", pdst="192.0.2.9"))
add("eth.arp", "ARP reply", eth / ARP(op=2, hwsrc="02:00:00:00:00:02", psrc="192.0.2.9", hwdst="02:00:00:00:00:01",
                                     pdst="192.0.2.1"))
dot3 = struct.pack("!6s6s", b"\x01\x80\xc2\x00\x00\x00", b"\x02\x00\x00\x00\x00\x01")
bpdu = bytes(LLC() / STP())
add("eth.llc.stp", "spanning tree", dot3 + struct.pack("!H", len(bpdu)) + bpdu + bytes(8))
snap = bytes(LLC(dsap=0xaa, ssap=0xaa, ctrl=3) / SNAP(OUI=0, code=0x0800) / ip / udp / data)
add("eth.llc.ip.udp", "IPv4 in SNAP", dot3 + struct.pack("!H", len(snap)) + snap)
lldp = bytes.fromhex("0207040200000000010403073132330602007800 00".replace(" ", ""))
add("eth.lldp", "LLDP", bytes.fromhex("0180c200000e020000000001") + b"\x88\xcc" + lldp + bytes(30))

# Carriers

add("eth.mpls.mpls.ip.udp", "MPLS",
    Ether(src="02:00:00:00:00:01", dst="02:00:00:00:00:02", type=0x8847) / MPLS(label=16, cos=3, s=0, ttl=60)
    / MPLS(label=1048575, cos=0, s=1, ttl=59) / ip / udp / data)
add("eth.mpls.ip6.tcp", "IPv6 in MPLS", Ether(src="02:00:00:00:00:01", dst="02:00:00:00:00:02", type=0x8847)
    / MPLS(label=17, s=1, ttl=9) / ip6 / tcp)
add("eth.mpls.eth.ip.tcp", "an Ethernet pseudowire with a control word",
    Ether(src="02:00:00:00:00:01", dst="02:00:00:00:00:02", type=0x8847) / MPLS(label=18, s=1, ttl=8) / Raw(bytes(4)
    + bytes(inner)))
add("eth.ip.udp.mpls.ip.udp", "MPLS over UDP", over_udp(6635, MPLS(label=19, s=1, ttl=7) / inner_ip / inner_udp / data))
add("eth.pppoe.ip.tcp", "PPPoE", eth / PPPoE(sessionid=0x1122) / PPP() / ip / tcp)
add("eth.pppoe.ip6.udp", "IPv6 in PPPoE", eth / PPPoE(sessionid=0x1123) / PPP(proto=0x57) / ip6 / udp / data)
ppp = bytes(ip / tcp)
add("eth.pppoe.ip.tcp", "PPPoE, the protocol in two bytes", Ether(src="02:00:00:00:00:01", dst="02:00:00:00:00:02",
    type=0x8864) / Raw(struct.pack("!BBHHH", 0x11, 0, 0x1124, 2 + len(ppp), 0x21) + ppp))
add("eth.pppoe", "PPPoE discovery", eth / PPPoED(code=9, sessionid=0) / Raw(b"\x01\x01\x00\x00"))
trill = struct.pack("!HHH", 0 << 14 | 1 << 11 | 0 << 6 | 22, 0xbeef, 0xcafe)
add("eth.trill.eth.ip.tcp", "TRILL", Ether(src="02:00:00:00:00:01", dst="02:00:00:00:00:02", type=0x22f3)
    / Raw(trill + bytes(inner)))

# IP

add("eth.ip.udp", "first fragment", eth / IP(src="192.0.2.1", dst="198.51.100.2", flags="MF", id=7) / udp / data)
add("eth.ip", "later fragment", eth / IP(src="192.0.2.1", dst="198.51.100.2", frag=100, id=7, proto=17) / data)
add("eth.ip", "a protocol that is not known", eth / IP(src="192.0.2.1", dst="198.51.100.2", proto=89, flags="DF") / data)
for dscp in (0, 1, 8, 10, 34, 44, 46, 48, 63):
    add("eth.ip.udp", f"DSCP {dscp}", eth / IP(src="192.0.2.1", dst="198.51.100.2", tos=dscp << 2 | dscp & 3) / udp / data)
add("eth.ip6.udp", "hop-by-hop options", eth / ip6 / IPv6ExtHdrHopByHop() / udp / data)
add("eth.ip6.tcp", "several extension headers",
    eth / ip6 / IPv6ExtHdrHopByHop() / IPv6ExtHdrDestOpt() / IPv6ExtHdrRouting(addresses=["2001:db8::7"]) / tcp)
add("eth.ip6.udp", "first fragment, IPv6", eth / ip6 / IPv6ExtHdrFragment(offset=0, m=1, id=0x99aabbcc) / udp / data)
add("eth.ip6", "later fragment, IPv6", eth / ip6 / IPv6ExtHdrDestOpt() / IPv6ExtHdrFragment(offset=181, m=0, id=5, nh=17)
    / data)
ah = bytes.fromhex("06040000" "00001001" "00000005") + bytes(12)
add("eth.ip.ah.tcp", "authentication header", eth / IP(src="192.0.2.1", dst="198.51.100.2", proto=51) / Raw(ah + bytes(tcp)))
add("eth.ip6.ah.tcp", "authentication header, IPv6", eth / IPv6(src="2001:db8::1", dst="2001:db8::2", nh=51)
    / Raw(ah + bytes(tcp)))
esp = struct.pack("!II", 0xc0ffee01, 77) + bytes(range(40))
add("eth.ip.esp", "ESP", eth / IP(src="192.0.2.1", dst="198.51.100.2", proto=50) / Raw(esp))
add("eth.ip6.esp", "ESP, IPv6", eth / IPv6(src="2001:db8::1", dst="2001:db8::2", nh=50) / Raw(esp))
add("eth.ip.udp.esp", "ESP over UDP", over_udp(4500, esp, source=4500))

# ICMP

add("eth.ip.icmp", "echo", eth / ip / ICMP(type=8, id=0x55, seq=3) / data)
add("eth.ip.icmp", "echo reply", eth / ip / ICMP(type=0, id=0x55, seq=4) / data)
add("eth.ip.icmp", "timestamp", eth / ip / ICMP(type=13, id=6, seq=1, ts_ori=1, ts_rx=0, ts_tx=0))
lost = IP(src="198.51.100.2", dst="203.0.113.9", id=1, ttl=1)
lost_udp = bytes(lost / UDP(sport=1111, dport=65000) / data)
for code, what in enumerate(("net", "host", "protocol", "port")):
    add("eth.ip.icmp.ip.udp", f"{what} unreachable", eth / ip / ICMP(type=3, code=code) / Raw(lost_udp))
add("eth.ip.icmp.ip.tcp", "port unreachable, with eight bytes of TCP",
    eth / ip / ICMP(type=3, code=3) / Raw(bytes(lost / TCP(sport=3333, dport=4444, seq=8) / data)[:28]))
add("eth.ip.icmp.ip.udp", "too big", eth / ip / ICMP(type=3, code=4, nexthopmtu=1400) / Raw(lost_udp))
add("eth.ip.icmp.ip.udp", "redirect", eth / ip / ICMP(type=5, code=1, gw="192.0.2.254") / Raw(lost_udp))
add("eth.ip.icmp.ip.udp", "time exceeded", eth / ip / ICMP(type=11) / Raw(lost_udp))
add("eth.ip6.icmp6", "echo, IPv6", eth / ip6 / ICMPv6EchoRequest(id=0x77, seq=9) / data)
add("eth.ip6.icmp6", "echo reply, IPv6", eth / ip6 / ICMPv6EchoReply(id=0x77, seq=10) / data)
lost6 = IPv6(src="2001:db8:0:1::2", dst="2001:db8::dead", hlim=1)
lost6_udp = lost6 / UDP(sport=1111, dport=65000) / data
for code, what in ((0, "no route"), (3, "address unreachable"), (4, "port unreachable")):
    add("eth.ip6.icmp6.ip6.udp", f"{what}, IPv6", eth / ip6 / ICMPv6DestUnreach(code=code) / Raw(bytes(lost6_udp)))
add("eth.ip6.icmp6.ip6.udp", "too big, IPv6", eth / ip6 / ICMPv6PacketTooBig(mtu=1280) / Raw(bytes(lost6_udp)))
add("eth.ip6.icmp6.ip6.tcp", "time exceeded, IPv6",
    eth / ip6 / ICMPv6TimeExceeded() / Raw(bytes(lost6 / TCP(sport=3333, dport=4444))))
add("eth.ip6.icmp6", "neighbour solicitation", eth / ip6 / ICMPv6ND_NS(tgt="2001:db8::77"))
add("eth.ip6.icmp6", "neighbour advertisement", eth / ip6 / ICMPv6ND_NA(tgt="fe80::78"))

# Tunnels

add("eth.ip.ip.tcp", "IPv4 in IPv4", eth / ip / inner_ip / inner_tcp)
add("eth.ip.ip6.tcp", "IPv6 in IPv4", eth / ip / inner_ip6 / inner_tcp)
add("eth.ip6.ip.tcp", "IPv4 in IPv6", eth / ip6 / inner_ip / inner_tcp)
add("eth.ip6.ip6.udp", "IPv6 in IPv6", eth / ip6 / inner_ip6 / inner_udp / data)
add("eth.ip.gre.ip.tcp", "GRE", eth / ip / GRE() / inner_ip / inner_tcp)
add("eth.ip.gre.ip6.tcp", "GRE with checksum, key and sequence number",
    eth / ip / GRE(chksum_present=1, key_present=1, seqnum_present=1, key=0xdeadbeef, seqence_number=41) / inner_ip6
    / inner_tcp)
add("eth.ip.gre.eth.ip.tcp", "NVGRE", eth / ip / GRE(key_present=1, key=0x12345678, proto=0x6558) / inner)
pptp = struct.pack("!HHHHI", 0x3001, 0x880b, 4 + len(inner_ip / inner_tcp), 0x0a0b, 99)
add("eth.ip.gre.ppp.ip.tcp", "PPTP", eth / IP(src="192.0.2.1", dst="198.51.100.2", proto=47)
    / Raw(pptp + b"\xff\x03\x00\x21" + bytes(inner_ip / inner_tcp)))
add("eth.ip.gre", "PPTP, an acknowledgement alone", eth / IP(src="192.0.2.1", dst="198.51.100.2", proto=47)
    / Raw(struct.pack("!HHHHI", 0x2081, 0x880b, 0, 0x0a0b, 98)))
add("eth.ip.gre.eth.ip.tcp", "ERSPAN type I", eth / ip / GRE(proto=0x88be) / Raw(bytes(inner)))
erspan2 = struct.pack("!HHI", 1 << 12 | 123, 5 << 13 | 1 << 10 | 700, 0x00054321)
add("eth.ip.gre.erspan.eth.ip.tcp", "ERSPAN type II",
    eth / ip / GRE(proto=0x88be, seqnum_present=1, seqence_number=5) / Raw(erspan2 + bytes(inner)))
for direction in (0, 1):
    erspan3 = struct.pack("!HHIHH", 2 << 12 | 321, 3 << 13 | 701, 0x11223344, 0x5566, direction << 3 | 1 << 4)
    add("eth.ip.gre.erspan3.eth.ip.tcp", f"ERSPAN type III, direction {direction}",
        eth / ip / GRE(proto=0x22eb, seqnum_present=1, seqence_number=6) / Raw(erspan3 + bytes(inner)))
erspan3 = struct.pack("!HHIHHQ", 2 << 12 | 1, 702, 1, 2, 1 | 2 << 1, 3 << 58)
add("eth.ip.gre.erspan3.eth.ip.tcp", "ERSPAN type III with a platform's header",
    eth / ip / GRE(proto=0x22eb, seqnum_present=1, seqence_number=7) / Raw(erspan3 + bytes(inner)))
add("eth.ip.udp.vxlan.eth.ip.tcp", "VXLAN", over_udp(4789, VXLAN(flags=8, vni=0xabcdef) / inner))
add("eth.ip6.udp.vxlan.eth.vlan.ip6.tcp", "VXLAN over IPv6, a tag within",
    over_udp(4789, VXLAN(vni=5) / inner_eth / Dot1Q(vlan=30) / inner_ip6 / inner_tcp, network=ip6))
add("eth.ip.udp.vxlan.eth.arp", "ARP in VXLAN", over_udp(4789, VXLAN(vni=6) / inner_eth / ARP(psrc="10.1.0.1",
    pdst="10.1.0.2", hwsrc="02:00:00:00:01:01")))
gpe = struct.pack("!BHBI", 0x0c, 0, 1, 0x777 << 8)
add("eth.ip.udp.vxlangpe.ip.tcp", "VXLAN-GPE with IPv4", over_udp(4790, gpe + bytes(inner_ip / inner_tcp)))
gpe = struct.pack("!BHBI", 0x0c, 0, 3, 0x778 << 8)
add("eth.ip.udp.vxlangpe.eth.ip.tcp", "VXLAN-GPE with Ethernet", over_udp(4790, gpe + bytes(inner)))
gpe = struct.pack("!BHBI", 0x0c, 0, 4, 0x779 << 8)
nsh = struct.pack("!HBBI", 37 << 6 | 6, 1, 3, 0x123456 << 8 | 254) + bytes(16)
add("eth.ip.udp.vxlangpe.nsh.eth.ip.tcp", "NSH in VXLAN-GPE", over_udp(4790, gpe + nsh + bytes(inner)))
nsh = struct.pack("!HBBI", 5 << 6 | 2, 2, 1, 0x42 << 8 | 3)
add("eth.nsh.ip.tcp", "NSH", Ether(src="02:00:00:00:00:01", dst="02:00:00:00:00:02", type=0x894f)
    / Raw(nsh + bytes(inner_ip / inner_tcp)))
geneve = struct.pack("!BBHI", 0, 0, 0x6558, 0xfedcba << 8)
add("eth.ip.udp.geneve.eth.ip.tcp", "GENEVE", over_udp(6081, geneve + bytes(inner)))
geneve = struct.pack("!BBHIHBBI", 2, 0xc0, 0x0800, 9 << 8, 0x0102, 0x80, 1, 0xa5a5a5a5)
add("eth.ip6.udp.geneve.ip.udp", "GENEVE with options", over_udp(6081, geneve + bytes(inner_ip / inner_udp / data),
    network=ip6))

deep = inner_eth / inner_ip / inner_tcp
for level in range(8, 0, -1):
    deep = (Ether(src=f"02:00:00:00:0{level}:01", dst=f"02:00:00:00:0{level}:02")
            / IP(src=f"10.{level}.0.1", dst=f"10.{level}.0.2", ttl=level) / UDP(sport=40000 + level, dport=4789)
            / VXLAN(vni=level) / deep)
add(".".join(["eth.ip.udp.vxlan"] * 8 + ["eth.ip.tcp"]), "VXLAN eight times", deep)
deep = inner_ip / inner_udp / data
for level in range(8, 0, -1):
    deep = IP(src=f"10.{level}.0.1", dst=f"10.{level}.0.2", ttl=level) / GRE(key_present=1, key=level) / deep
add(".".join(["eth"] + ["ip.gre"] * 8 + ["ip.udp"]), "GRE eight times", eth / deep)

# WireGuard

wireguard = [
    ("initiation", struct.pack("<II", 1, 0x01020304) + bytes(140)),
    ("response", struct.pack("<III", 2, 0x11121314, 0x01020304) + bytes(80)),
    ("cookie", struct.pack("<II", 3, 0x01020304) + bytes(56)),
    ("data", struct.pack("<IIQ", 4, 0x11121314, 9) + bytes(48)),
]
for what, message in wireguard:
    add("eth.ip.udp.wireguard", f"WireGuard, {what}", over_udp(51820, message))

# DNS

question = DNS(id=0xbeef, rd=1, qd=DNSQR(qname="www.Example.com", qtype="AAAA"))
add("eth.ip.udp.dns", "DNS question", over_udp(53, question))
add("eth.ip.udp.dns", "DNS answer", over_udp(46000, DNS(id=0xbeef, qr=1, aa=1, rd=1, ra=1, qd=DNSQR(qname="www.example.com"),
    an=DNSRR(rrname="www.example.com", rdata="192.0.2.80")), source=53))
add("eth.ip6.udp.dns", "DNS, no such name", over_udp(46000, DNS(id=1, qr=1, rcode=3, tc=1, qd=DNSQR(
    qname="nowhere.example", qtype=65)), source=53, network=ip6))
add("eth.ip.udp.dns", "DNS, a type without a name", over_udp(53, DNS(id=2, opcode=0, qd=DNSQR(qname=".", qtype=65280,
    qclass=3))))
add("eth.ip.udp.dns", "DNS update", over_udp(53, DNS(id=3, opcode=5, qd=DNSQR(qname="example.org", qtype="SOA"))))
add("eth.ip.udp.dns", "multicast DNS", over_udp(5353, DNS(id=0, qd=DNSQR(qname="_ssh._tcp.local", qtype="PTR")),
    source=5353))
message = bytes(question)
add("eth.ip.tcp.dns", "DNS over TCP", eth / ip / TCP(sport=40003, dport=53, flags="PA")
    / Raw(struct.pack("!H", len(message)) + message))

# QUIC

destination, source = bytes.fromhex("8394c8f03e515708"), bytes.fromhex("f067a5502a4262b5aa")


def quic(first, version, dcid, scid, rest):
    return bytes([first]) + struct.pack("!I", version) + bytes([len(dcid)]) + dcid + bytes([len(scid)]) + scid + rest


add("eth.ip.udp.quic", "QUIC initial", over_udp(443, quic(0xc3, 1, destination, b"", b"\x00\x44\x9e" + bytes(1182))))
add("eth.ip.udp.quic", "QUIC handshake", over_udp(60000, quic(0xe0, 1, source, destination, b"\x40\x64" + bytes(100)),
    source=443))
add("eth.ip6.udp.quic", "QUIC retry", over_udp(60000, quic(0xf0, 1, b"", destination, bytes(60)), source=443, network=ip6))
add("eth.ip.udp.quic", "QUIC version negotiation", over_udp(60000, quic(0x80, 0, b"", destination,
    struct.pack("!II", 1, 0x6b3343cf)), source=443))
add("eth.ip.udp", "QUIC, a short header", over_udp(443, bytes([0x43]) + bytes(40)))

# InfiniBand


def bth(opcode, rest=b"", se=0, m=0, pad=0, tver=0, pkey=0xffff, fecn=0, becn=0, qp=0x123456, ack=0, psn=0x654321):
    flags = se << 7 | m << 6 | pad << 4 | tver
    return struct.pack("!BBHII", opcode, flags, pkey, (fecn << 7 | becn << 6) << 24 | qp, ack << 31 | psn) + rest


reth = struct.pack("!QII", 0x0001020304050607, 0x8899aabb, 65536)
immediate = struct.pack("!I", 0x1badcafe)
datagram = struct.pack("!II", 0x11111111, 0x00222222)
crc = bytes(4)
infiniband = [
    ("SEND only, RC", bth(4, ack=1, se=1, m=1, pad=3) + data.load),
    ("SEND last with immediate data, RC", bth(3) + immediate + data.load),
    ("RDMA WRITE first, RC", bth(6) + reth + data.load),
    ("RDMA WRITE middle, RC", bth(7, fecn=1) + data.load),
    ("RDMA WRITE only with immediate data, RC", bth(11) + reth + immediate + data.load),
    ("RDMA READ request, RC", bth(12, becn=1) + reth),
    ("RDMA READ response only, RC", bth(16) + struct.pack("!I", 0x1f << 24 | 5) + data.load),
    ("acknowledgement, RC", bth(17, pkey=0x8001) + struct.pack("!I", 0x0d << 24 | 0x010203)),
    ("negative acknowledgement, RC", bth(17) + struct.pack("!I", 0x60 << 24 | 6)),
    ("compare and swap, RC", bth(19) + struct.pack("!QIQQ", 1, 2, 3, 4)),
    ("RDMA WRITE only, UC", bth(0x2a) + reth + data.load),
    ("SEND only, UD", bth(0x64) + datagram + data.load),
    ("SEND only with immediate data, UD", bth(0x65) + datagram + immediate + data.load),
    ("congestion notification", bth(0x81, becn=1) + bytes(16)),
]
for what, message in infiniband:
    add("eth.ip.udp.ibbt", f"RoCEv2, {what}", over_udp(4791, message + crc))
add("eth.ip6.udp.ibbt", "RoCEv2 over IPv6", over_udp(4791, bth(10) + reth + data.load + crc, network=ip6))
body = bth(6) + reth + data.load + crc
grh = struct.pack("!IHBB", 6 << 28 | 0x2c << 20 | 0x54321, len(body), 0x1b, 63) + bytes.fromhex(
    "fe800000000000000000000000000001" "fe800000000000000000000000000002")
add("eth.ibgrh.ibbt", "RoCE version 1", Ether(src="02:00:00:00:00:01", dst="02:00:00:00:00:02", type=0x8915)
    / Raw(grh + body))

with PcapWriter(str(here / "protocols.pcap"), linktype=1, sync=False) as writer:
    for _, _, packet in packets:
        writer.write_header(None) if not writer.header_present else None
        writer.write_packet(packet, sec=1, usec=0)
(here / "protocols.txt").write_text("".join(f"{stack}\t{what}\n" for stack, what, _ in packets))
