import NetTypes
import TestKit
import Testing

@testable import Enrichment

/// What a group is to answer, found the slow way.
private struct Scan {
    var prefixes: [(prefix: AddressPrefix, label: String)] = []

    func label(of address: IPAddress) -> String? {
        var best: (length: Int, label: String)?
        for (prefix, label) in prefixes
        where AddressPrefix(address, length: prefix.length)?.first == prefix.first
            && prefix.first.family == address.family && prefix.length >= best?.length ?? 0
        {
            best = (prefix.length, label)
        }
        return best?.label
    }
}

@Suite struct PrefixRangesTests {
    /// Prefixes that lie inside of each other, touch, and repeat: of a few bits, at both ends of the address space.
    private func random(_ generator: inout SplitMix) -> AddressPrefix {
        let isIPv6 = Bool.random(using: &generator), width = isIPv6 ? 128 : 32
        let length =
            Bool.random(using: &generator)
            ? Int.random(in: 0...6, using: &generator)
            : Int.random(in: 0...width, using: &generator)
        let bits = UInt128.random(in: 0...UInt128.max, using: &generator)
        let high = [UInt128.min, .max, bits].randomElement(using: &generator)!
        let near = high ^ (UInt128.random(in: 0..<64, using: &generator) << UInt128(128 - width))
        let address: IPAddress = isIPv6 ? .v6(near) : .v4(UInt32(truncatingIfNeeded: near >> 96))
        return AddressPrefix(address, length: length)!
    }

    private func addresses(_ prefixes: [AddressPrefix]) -> [IPAddress] {
        prefixes.flatMap { prefix -> [IPAddress] in
            switch prefix.first {
            case .v4(let first):
                let last = prefix.length == 0 ? UInt32.max : first | (UInt32.max >> UInt32(prefix.length))
                return [.v4(first), .v4(last), .v4(first &- 1), .v4(last &+ 1)]
            case .v6(let first):
                let last = prefix.length == 0 ? UInt128.max : first | (UInt128.max >> UInt128(prefix.length))
                return [.v6(first), .v6(last), .v6(first &- 1), .v6(last &+ 1)]
            }
        }
    }

    @Test(arguments: 0..<200 as Range<UInt64>) func aLookupIsALinearScan(seed: UInt64) {
        var generator = SplitMix(seed: seed)
        var scan = Scan(), group = AddressGroup.Builder()
        for number in 0..<Int.random(in: 0...40, using: &generator) {
            let prefix = random(&generator), label = "label\(number % 7)"
            scan.prefixes.append((prefix, label))
            group.add(prefix, label: label)
        }
        let built = group.finish()
        let asked =
            addresses(scan.prefixes.map(\.prefix))
            + (0..<50).flatMap { _ in [random(&generator).first] }
        // Labels stand in the order of their first prefix: of equal prefixes the last label counts, in that order.
        let order = built.labels.map(\.text)
        scan.prefixes.sort { order.firstIndex(of: $0.label)! < order.firstIndex(of: $1.label)! }
        for address in asked { #expect(built.label(of: address) == scan.label(of: address), "\(address)") }
    }

    @Test func theLongestPrefixCounts() {
        var builder = AddressGroup.Builder()
        for (text, label) in [
            ("10.0.0.0/8", "private"), ("0.0.0.0/0", "other"), ("10.1.0.0/16", "lab"), ("10.1.2.3", "host"),
            ("2001:db8::/32", "six"), ("2001:db8::1/128", "one"),
        ] {
            builder.add(AddressPrefix(text)!, label: label)
        }
        let group = builder.finish()
        for (address, label) in [
            ("10.2.0.1", "private"), ("10.1.2.3", "host"), ("10.1.2.4", "lab"), ("11.0.0.0", "other"),
            ("255.255.255.255", "other"), ("2001:db8::1", "one"), ("2001:db8::2", "six"), ("2001:db9::", nil),
        ] {
            #expect(group.label(of: IPAddress(address)!) == label, "\(address)")
        }
        #expect(group.entryCount == 6)
        #expect(group.labels.map(\.text) == ["private", "other", "lab", "host", "six", "one"])
    }

    @Test func anEmptyGroupKnowsNothing() {
        let group = AddressGroup.Builder().finish()
        #expect(group.label(of: .v4(0)) == nil && group.label(of: .v6(.max)) == nil)
    }

    @Test func aGroupSaysWhatItWasGiven() {
        var builder = AddressGroup.Builder()
        builder.add(label: "empty")
        for text in ["2001:db8::5/32", "10.9.9.9/8", "192.0.2.1"] { builder.add(AddressPrefix(text)!, label: "a") }
        let labels = builder.finish().labels
        #expect(labels.map(\.text) == ["empty", "a"])
        #expect(labels[1].prefixes.map(\.description) == ["10.0.0.0/8", "192.0.2.1/32", "2001:db8::/32"])
    }

    @Test(arguments: [
        "", "/", "10.0.0.0/", "10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/+8", "10.0.0.0/8/8", "10.0.0/8", "::/129", "x/8",
        "10.0.0.0/0008", "10.0.0.0 /8",
    ])
    func whatIsNoPrefixIsRefused(text: String) { #expect(AddressPrefix(text) == nil) }
}
