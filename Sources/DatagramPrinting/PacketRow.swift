import SFlow
import XDR

/// What a flow sample says of its packet, in the columns of sflowtool's lines. The last record that says something counts.
package struct PacketRow: HeaderFieldSink {
    var sourceMAC: UInt64 = 0, destinationMAC: UInt64 = 0
    var etherType: UInt32 = 0
    /// 0: there is none.
    package private(set) var inVLAN: UInt32 = 0, outVLAN: UInt32 = 0
    var source = XDRAddress.unknown, destination = XDRAddress.unknown
    var ipProtocol: UInt32 = 0, tos: UInt32 = 0, ttl: UInt32 = 0
    var sourcePort: UInt32 = 0, destinationPort: UInt32 = 0, tcpFlags: UInt32 = 0
    var packetSize: UInt32 = 0, ipSize: UInt32 = 0

    /// Reads the records of a sample. `isSound` becomes false where one could not be read.
    @inline(__always)
    package init(_ reader: inout DatagramReader, isSound: inout Bool) throws(DatagramFault) {
        while let record = try reader.nextRecord() {
            do throws(XDRError) {
                try take(record, reader.bytes)
            } catch {
                isSound = false
            }
        }
    }

    @inline(__always)
    private mutating func take(_ record: Record, _ bytes: RawSpan) throws(XDRError) {
        if record.format == SampledHeader.format {
            takeHeader(try SampledHeader(reading: bytes, record.body), bytes)
        } else {
            try takeOther(record, bytes)
        }
    }

    @inline(__always)
    private mutating func takeHeader(_ header: SampledHeader, _ bytes: RawSpan) {
        packetSize = header.frameLength
        ipSize = header.frameLength &- header.stripped
        let walk = HeaderWalk(bytes, header)
        walk.walk(header.headerProtocol, &self)
    }

    @inline(never)
    private mutating func takeOther(_ record: Record, _ bytes: RawSpan) throws(XDRError) {
        switch record.format {
        case SampledEthernet.format: take(try SampledEthernet(reading: bytes, record.body))
        case SampledIPv4.format: take(try SampledIPv4(reading: bytes, record.body))
        case SampledIPv6.format: take(try SampledIPv6(reading: bytes, record.body))
        case ExtendedSwitch.format:
            let record = try ExtendedSwitch(reading: bytes, record.body)
            inVLAN = record.sourceVLAN
            outVLAN = record.destinationVLAN
        default: break
        }
    }

    private mutating func take(_ record: SampledEthernet) {
        sourceMAC = record.source
        destinationMAC = record.destination
        etherType = record.etherType
    }

    private mutating func take(_ record: SampledIPv4) {
        (packetSize, ipSize) = (record.length, record.length)
        (source, destination) = (.ipv4(record.source), .ipv4(record.destination))
        (ipProtocol, tos, tcpFlags) = (record.ipProtocol, record.tos, record.tcpFlags)
        (sourcePort, destinationPort) = (record.sourcePort, record.destinationPort)
    }

    private mutating func take(_ record: SampledIPv6) {
        (packetSize, ipSize) = (record.length, record.length)
        (source, destination) = (.ipv6(record.source), .ipv6(record.destination))
        (ipProtocol, tos, tcpFlags) = (record.ipProtocol, record.priority, record.tcpFlags)
        (sourcePort, destinationPort) = (record.sourcePort, record.destinationPort)
    }

    // MARK: Fields of the header

    @inline(__always)
    mutating func number(_ field: HeaderField, _ value: UInt32, depth: Int) {
        switch field {
        case .vlan: inVLAN = value
        case .etherType: etherType = value
        case .ipSize: ipSize = value
        case .ipProtocol: ipProtocol = value
        case .tos: tos = value
        case .ttl: ttl = value
        case .icmpType, .tcpSource, .udpSource: sourcePort = value
        case .icmpCode, .tcpDestination, .udpDestination: destinationPort = value
        case .tcpFlags: tcpFlags = value
        default: break
        }
    }

    @inline(__always)
    mutating func mac(_ field: HeaderField, _ value: UInt64) {
        switch field {
        case .sourceMAC: sourceMAC = value
        case .destinationMAC: destinationMAC = value
        default: break
        }
    }

    @inline(__always)
    mutating func ipv4(_ field: HeaderField, _ value: UInt32) {
        if field == .source4 { source = .ipv4(value) } else { destination = .ipv4(value) }
    }

    @inline(__always)
    mutating func ipv6(_ field: HeaderField, _ value: UInt128) {
        if field == .source6 { source = .ipv6(value) } else { destination = .ipv6(value) }
    }

    mutating func undecoded(_ headerProtocol: UInt32) {}
}
