import NetTypes
import SFlow
import XDR

/// Where a line is from: what stands before it for grep, so that one line says all.
struct GrepContext: Sendable {
    private var second: UInt64 = 0
    private var agent = XDRAddress.unknown
    private var subAgent: UInt32 = 0
    private var sequence: UInt32 = 0
    var source = DataSource(sourceClass: 0, index: 0)
    private var sample = DataFormat(word: 0)
    var record = DataFormat(word: 0)

    /// A datagram of which no more is known than when it came.
    mutating func begin(_ arrival: Arrival) {
        self = GrepContext()
        second = arrival.time / 1_000_000_000
    }

    mutating func begin(_ header: DatagramHeader) {
        agent = header.agent
        subAgent = header.subAgent
        sequence = header.sequence
    }

    mutating func begin(sample format: DataFormat) {
        sample = format
        source = DataSource(sourceClass: 0, index: 0)
        record = DataFormat(word: 0)
    }

    /// `2026-11-20T22:07:03+0000 192.0.2.2 100000 7 0:4 0:3 0:1 `
    func write(_ localTime: inout LocalTime, to text: inout TextBuffer) {
        text.removeAll()
        localTime.append(second, to: &text)
        text.append(byte: UInt8(ascii: " "))
        text.append(agent)
        text.append(byte: UInt8(ascii: " "))
        text.append(decimal: subAgent)
        text.append(byte: UInt8(ascii: " "))
        text.append(decimal: sequence)
        text.append(byte: UInt8(ascii: " "))
        text.append(pair: source.sourceClass, source.index)
        text.append(byte: UInt8(ascii: " "))
        text.append(sample)
        text.append(byte: UInt8(ascii: " "))
        text.append(record)
        text.append(byte: UInt8(ascii: " "))
    }
}

extension XDRAddress {
    init(_ address: IPAddress?) {
        switch address {
        case nil: self = .unknown
        case .v4(let bits): self = .ipv4(bits)
        case .v6(let bits): self = .ipv6(bits)
        }
    }
}
