#!/usr/bin/env python3
"""Writes the MaxMind databases of this folder (file format 2.0), with every record size and both ways to a value:
beside its key and by pointer. The addresses are those of RFC 5737 and RFC 3849; nothing in them is true."""
import ipaddress
import pathlib

FOLDER = pathlib.Path(__file__).parent


def control(kind, size):
    if size < 29:
        sizes, extra = size, b""
    elif size < 285:
        sizes, extra = 29, bytes([size - 29])
    elif size < 65821:
        sizes, extra = 30, (size - 285).to_bytes(2, "big")
    else:
        sizes, extra = 31, (size - 65821).to_bytes(3, "big")
    head = bytes([kind << 5 | sizes]) if kind < 8 else bytes([sizes, kind - 7])
    return head + extra


def pointer(target):
    if target < 2048:
        return bytes([0x20 | target >> 8, target & 255])
    target -= 2048
    return bytes([0x28 | target >> 16]) + (target & 0xFFFF).to_bytes(2, "big")


class U16(int):
    TYPE = 5


class U64(int):
    TYPE = 9


class Data:
    """The data section; texts that come again are pointers to the first."""

    def __init__(self):
        self.bytes = b""
        self.texts = {}

    def add(self, value):
        place = len(self.bytes)
        self.write(value)
        return place

    def write(self, value):
        if isinstance(value, str):
            if value in self.texts:
                self.bytes += pointer(self.texts[value])
                return
            self.texts[value] = len(self.bytes)
            text = value.encode("utf-8", "surrogateescape")
            self.bytes += control(2, len(text)) + text
        elif isinstance(value, bool):
            self.bytes += control(14, int(value))
        elif isinstance(value, float):
            self.bytes += control(3, 8) + bytes(8)
        elif isinstance(value, int):
            digits = value.to_bytes((value.bit_length() + 7) // 8, "big")
            self.bytes += control(getattr(value, "TYPE", 6), len(digits)) + digits
        elif isinstance(value, list):
            self.bytes += control(11, len(value))
            for element in value:
                self.write(element)
        else:
            self.bytes += control(7, len(value))
            for key, element in value.items():
                self.write(key)
                self.write(element)


def insert(tree, bits, length, leaf):
    node = 0
    for place in range(length):
        side = bits[place]
        if place == length - 1:
            tree[node][side] = leaf
            return
        if not isinstance(tree[node][side], int):
            tree.append([tree[node][side], tree[node][side]])
            tree[node][side] = len(tree) - 1
        node = tree[node][side]


def database(name, kind, record_bits, version, networks):
    data, tree, places = Data(), [[None, None]], {}
    for network, value in sorted(networks.items(), key=lambda item: ipaddress.ip_network(item[0]).prefixlen):
        network = ipaddress.ip_network(network)
        width = 32 if version == 4 else 128
        number, length = int(network.network_address), network.prefixlen
        if version == 6 and network.version == 4:
            length += 96
        bits = [number >> (width - 1 - place) & 1 for place in range(width)]
        key = repr(value)
        if key not in places:
            places[key] = data.add(value)
        insert(tree, bits, length, ("data", places[key]))

    def record(entry):
        if entry is None:
            return len(tree)
        return entry if isinstance(entry, int) else len(tree) + 16 + entry[1]

    nodes = b""
    for left, right in tree:
        left, right = record(left), record(right)
        if record_bits == 28:
            nodes += (left & 0xFFFFFF).to_bytes(3, "big") + bytes([left >> 24 << 4 | right >> 24])
            nodes += (right & 0xFFFFFF).to_bytes(3, "big")
        else:
            nodes += left.to_bytes(record_bits // 8, "big") + right.to_bytes(record_bits // 8, "big")
    metadata = Data()
    metadata.write({
        "binary_format_major_version": U16(2), "binary_format_minor_version": U16(0),
        "build_epoch": U64(1767225600), "database_type": kind, "description": {"en": "made for tests"},
        "ip_version": U16(version), "languages": ["en"], "node_count": len(tree), "record_size": U16(record_bits),
    })
    marker = b"\xab\xcd\xefMaxMind.com"
    (FOLDER / name).write_bytes(nodes + bytes(16) + data.bytes + marker + metadata.bytes)


def city(code, english, **more):
    return {
        "city": {"geoname_id": 1, "names": {"de": "Stadt", "en": "Town"}},
        "continent": {"code": "EU", "names": {"en": "Europe"}},
        "country": {"geoname_id": 2, "iso_code": code, "names": {"de": english.upper(), "en": english}},
        "location": {"latitude": 1.5, "longitude": 2.5},
        "registered_country": {"iso_code": "US", "names": {"en": "United States"}},
        **more,
    }


database("city.mmdb", "GeoLite2-City", 28, 6, {
    "192.0.2.0/24": city("DE", "Germany"),
    "192.0.2.128/25": city("FR", "France", subdivisions=[{"iso_code": "75", "names": {"en": "x" * 300}}]),
    "198.51.100.0/24": {"registered_country": {"iso_code": "JP", "names": {"en": "Japan"}}, "is_anycast": True},
    "203.0.113.0/24": {"traits": {"is_satellite_provider": True}},
    "2001:db8:1::/48": city("DE", "Germany"),
})
database("country4.mmdb", "DBIP-Country-Lite", 24, 4, {
    "192.0.2.0/24": {"country": {"iso_code": "DE", "names": {"en": "Germany"}}},
    "198.51.100.7/32": {"country": {"iso_code": "A\x1b[1mB", "names": {"en": "Line\nfeed \udcff"}}},
})
database("asn.mmdb", "GeoLite2-ASN", 32, 6, {
    "192.0.2.0/24": {"autonomous_system_number": 64496, "autonomous_system_organization": "Example Net"},
    "198.51.100.0/24": {"autonomous_system_number": 4200000000},
    "203.0.113.0/24": {"autonomous_system_number": 0, "autonomous_system_organization": ""},
    "2001:db8::/32": {"autonomous_system_number": 64497, "autonomous_system_organization": "Sechs GmbH"},
})
database("lite.mmdb", "ipinfo bundle_location_lite.mmdb", 24, 6, {
    "192.0.2.0/24": {
        "asn": "AS64496", "as_name": "Example Net", "as_domain": "example.net", "continent_code": "EU",
        "continent": "Europe", "country_code": "DE", "country": "Germany",
    },
    "198.51.100.0/24": {
        "asn": "AS64497", "name": "Other Net", "country": "JP", "country_name": "Japan",
    },
})
