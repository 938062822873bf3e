#!/usr/bin/env python3
"""Names for addresses: by a DNS server, databases, groups and maps, in the keys of flows that are really sent.

timeout: 120
"""

import json
import os
import pathlib
import signal
import socket
import struct
import subprocess
import sys
import time
import urllib.error
import urllib.request

BIN = pathlib.Path(os.environ["STARLING_BIN"])
ROOT = pathlib.Path(os.environ["STARLING_ROOT"])
TMP = pathlib.Path(os.environ["E2E_TMP"])
FIXTURES = ROOT / "Tests/Fixtures/names"
HTTP, SFLOW, DNS = 28010, 26345, 25353
SOURCE, DESTINATION = "192.0.2.1", "198.51.100.1"


def request(path, method="GET", body=None):
    data = None if body is None else body.encode()
    asked = urllib.request.Request(f"http://127.0.0.1:{HTTP}{path}", data=data, method=method)
    try:
        with urllib.request.urlopen(asked, timeout=5) as answer:
            text = answer.read()
            return answer.status, json.loads(text) if text else None
    except urllib.error.HTTPError as error:
        return error.code, json.loads(error.read())


def wait(what, condition):
    end = time.monotonic() + 20
    while time.monotonic() < end:
        try:
            found = condition()
        except (urllib.error.URLError, ConnectionError):
            found = None
        if found:
            return found
        time.sleep(0.1)
    sys.exit(f"{what}: not within 20 s; {TMP}/log:\n{(TMP / 'log').read_text()}")


def expect(what, found, expected):
    if found != expected:
        sys.exit(f"{what}: {found} instead of {expected}")


def header():
    """A packet from 00:16:3e:00:00:01, TCP port 443 to 50000."""
    ethernet = bytes.fromhex("020000000002" "00163e000001" "0800")
    ip = struct.pack(">BBHHHBBH", 0x45, 0, 40, 0, 0, 64, 6, 0) + socket.inet_aton(SOURCE) + socket.inet_aton(DESTINATION)
    return ethernet + ip + struct.pack(">HHIIBBHHH", 443, 50000, 1, 1, 0x50, 0x10, 1000, 0, 0)


def datagram(sequence):
    """An sFlow version 5 datagram with one flow sample."""
    packet = header()
    packet += bytes(-len(packet) % 4)
    record = struct.pack(">IIII", 1, 1000, 4, len(header())) + packet
    sample = struct.pack(">IIIIIIII", sequence, 1, 100, 100 * sequence, 0, 1, 2, 1)
    sample += struct.pack(">II", 1, len(record)) + record
    start = struct.pack(">II", 5, 1) + socket.inet_aton("192.0.2.99") + struct.pack(">IIII", 0, sequence, sequence * 1000, 1)
    return start + struct.pack(">II", 1, len(sample)) + sample


def start_dns():
    return subprocess.Popen(
        ["dnsmasq", "--keep-in-foreground", f"--port={DNS}", "--listen-address=127.0.0.1", "--bind-interfaces", "--no-resolv",
         "--no-hosts", "--conf-file=/dev/null", "--pid-file=", "--log-facility=-", "--user=root",
         "--ptr-record=1.2.0.192.in-addr.arpa,Web-1.example.com", "--local=/in-addr.arpa/", "--local-ttl=300"],
        stderr=subprocess.DEVNULL,
    )


def start_analyzer():
    return subprocess.Popen(
        [BIN / "starling", "analyze", "--sflow", f"127.0.0.1:{SFLOW}", "--http", f"127.0.0.1:{HTTP}", "--dns", f"127.0.0.1:{DNS}",
         "--geo-country", FIXTURES / "city.mmdb", "--geo-asn", FIXTURES / "asn.mmdb", "--log-level", "debug",
         "--oui", TMP / "oui.csv"],
        stderr=(TMP / "log").open("w"),
    )


def check_rest():
    expect("PUT group", request("/group/net/json", "PUT", "{lab:['192.0.2.0/24'],world:['0.0.0.0/0']}")[0], 204)
    expect("PUT map", request("/map/apps/json", "PUT", "{web:['443',80]}")[0], 204)
    expect("GET group", request("/group/json")[1], {"net": {"lab": ["192.0.2.0/24"], "world": ["0.0.0.0/0"]}})
    status, problem = request("/group/bad/json", "PUT", '{"a":["10.0.0.0/33"]}')
    expect("a wrong prefix", (status, problem["attribute"], problem["position"]), (400, "a", 5))
    prefixes = ",".join(f'"10.{number >> 8}.{number & 255}.0/24"' for number in range(60_000))
    expect("a long body", request("/group/long/json", "PUT", '{"a":[' + prefixes + "]}")[0], 204)
    expect("DELETE", request("/group/long/json", "DELETE")[0], 204)


def key_of(name):
    _, flows = request(f"/activeflows/ALL/{name}/json")
    return flows[0]["key"] if flows else None


def check_keys():
    keys = {
        "dns:ipsource": "web-1.example.com.", "country:ipsource": "DE", "country:ipdestination:name": "Japan",
        "asn:ipsource:descr": "Example Net", "oui:macsource:name": "Xensource, Inc.", "group:ipsource:net": "lab",
        "group:ipdestination:net": "world", "map:tcpsourceport:apps": "web", "null:[dns:ipdestination]:none": "none",
    }
    definition = json.dumps({"keys": ",".join(keys), "value": "bytes", "fs": "|"})
    status, problem = request("/flow/names/json", "PUT", definition)
    expect(f"PUT flow {problem}", status, 204)
    sender = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    sequence = 0

    def found():
        nonlocal sequence
        sequence += 1
        sender.sendto(datagram(sequence), ("127.0.0.1", SFLOW))
        return key_of("names")

    expect("the key", wait("a flow with names", found), "|".join(keys.values()))
    request("/map/apps/json", "PUT", "{secure:['443']}")
    wait("the flow with its new label", lambda: (found(), any("|secure|" in flow["key"] for flow in request("/activeflows/ALL/names/json")[1]))[1])
    status = request("/analyzer/json")[1]
    expect("queries, names, without", [status[name] for name in ("dnsQueries", "dnsNames", "dnsWithoutName")], [2, 1, 1])


(TMP / "oui.csv").write_text('MA-L,00163E,"Xensource, Inc.",x\n')
processes = [start_dns(), start_analyzer()]
try:
    wait("the analyzer", lambda: request("/analyzer/json")[0] == 200)
    check_rest()
    check_keys()
    processes[1].send_signal(signal.SIGTERM)
    expect("the exit code", processes[1].wait(10), 0)
finally:
    for process in processes:
        process.kill()
        process.wait()
