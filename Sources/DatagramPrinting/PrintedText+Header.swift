import NetTypes
import SFlow
import XDR

extension PrintedText: HeaderFieldSink {
    mutating func number(_ field: HeaderField, _ value: UInt32, depth: Int) {
        switch field {
        case .vlan, .vlanPriority:
            let outer = suffix
            if depth > 0 { suffix = depth }
            self.field(field.name, value)
            suffix = outer
        case .organisation:
            self.field(field.name) { $0.append(organisation: value) }
        case .flowLabel:
            self.field(field.name) {
                $0.append("0x")
                $0.append(hex: value)
            }
        case .payloadLength where value == 0: self.field(field.name, "<jumbo>")
        default: self.field(field.name, value)
        }
    }

    mutating func mac(_ field: HeaderField, _ value: UInt64) { self.field(mac: field.name, value) }

    mutating func ipv4(_ field: HeaderField, _ value: UInt32) { self.field(ipv4: field.name, value) }

    mutating func ipv6(_ field: HeaderField, _ value: UInt128) { self.field(ipv6: field.name, value) }

    mutating func undecoded(_ headerProtocol: UInt32) {
        let isKnown = (2...17).contains(headerProtocol)
        line {
            $0.append(isKnown ? "NO_DECODE headerProtocol=" : "UNKNOWN headerProtocol=")
            $0.append(decimal: headerProtocol)
        }
    }
}

extension TextBuffer {
    /// `00-80-C2`
    fileprivate mutating func append(organisation value: UInt32) {
        for shift in [16, 8, 0] as [UInt32] {
            let byte = UInt8(truncatingIfNeeded: value >> shift)
            append(upperHex: byte)
            if shift > 0 { append(byte: UInt8(ascii: "-")) }
        }
    }
}

/// The records that sflowtool prints in an order of its own, with names that depend on the protocol.
extension PrintedText {
    /// True: the record was one of those, and is printed.
    mutating func sampledPacket(_ record: Record, _ bytes: RawSpan) throws(XDRError) -> Bool {
        switch record.format {
        case SampledHeader.format: try sampledHeader(SampledHeader(reading: bytes, record.body), bytes)
        case SampledEthernet.format: try sampled(SampledEthernet.self, record, bytes) { $0.ethernet($1) }
        case SampledIPv4.format: try sampled(SampledIPv4.self, record, bytes) { $0.internet($1) }
        case SampledIPv6.format: try sampled(SampledIPv6.self, record, bytes) { $0.internet($1) }
        default: return try tunnelHeader(record, bytes)
        }
        return true
    }

    /// True: the record was the outer header of a tunnel, and is printed.
    private mutating func tunnelHeader(_ record: Record, _ bytes: RawSpan) throws(XDRError) -> Bool {
        switch record.format {
        case ExtendedL2TunnelEgress.format:
            try sampled(ExtendedL2TunnelEgress.self, record, bytes) { $0.ethernet($1.header) }
        case ExtendedL2TunnelIngress.format:
            try sampled(ExtendedL2TunnelIngress.self, record, bytes) { $0.ethernet($1.header) }
        case ExtendedIPv4TunnelEgress.format:
            try sampled(ExtendedIPv4TunnelEgress.self, record, bytes) { $0.internet($1.header) }
        case ExtendedIPv4TunnelIngress.format:
            try sampled(ExtendedIPv4TunnelIngress.self, record, bytes) { $0.internet($1.header) }
        case ExtendedIPv6TunnelEgress.format:
            try sampled(ExtendedIPv6TunnelEgress.self, record, bytes) { $0.internet($1.header) }
        case ExtendedIPv6TunnelIngress.format:
            try sampled(ExtendedIPv6TunnelIngress.self, record, bytes) { $0.internet($1.header) }
        default: return false
        }
        return true
    }

    /// Prints the title of a structure, then its fields with its prefix before their names.
    private mutating func sampled<Structure: XDRStructure>(
        _: Structure.Type,
        _ record: Record,
        _ bytes: RawSpan,
        _ fields: (inout PrintedText, Structure) -> Void
    ) throws(XDRError) {
        let structure = try Structure(reading: bytes, record.body)
        if let title = Structure.title { field(title.name, title.value) }
        let outer = prefix.count
        push(prefix: Structure.namePrefix)
        fields(&self, structure)
        pop(prefixTo: outer)
    }

    private mutating func sampledHeader(_ header: SampledHeader, _ bytes: RawSpan) {
        field("flowSampleType", "HEADER")
        field("headerProtocol", header.headerProtocol)
        field("sampledPacketSize", header.frameLength)
        field("strippedBytes", header.stripped)
        field("headerLen", header.header.count)
        let packet = bytes.extracting(header.header.start..<header.header.end)
        field("headerBytes") { $0.append(hexBytes: packet) }
        let walk = HeaderWalk(bytes, header)
        walk.walk(header.headerProtocol, &self)
    }

    private mutating func ethernet(_ record: SampledEthernet) {
        field("ethernet_type", record.etherType)
        field("ethernet_len", record.length)
        field(mac: "ethernet_src", record.source)
        field(mac: "ethernet_dst", record.destination)
    }

    private mutating func internet(_ record: SampledIPv4) {
        field("sampledPacketSize", record.length)
        field("IPSize", record.length)
        field(ipv4: "srcIP", record.source)
        field(ipv4: "dstIP", record.destination)
        field("IPProtocol", record.ipProtocol)
        field("IPTOS", record.tos)
        ports(record.ipProtocol, record.sourcePort, record.destinationPort, record.tcpFlags)
    }

    private mutating func internet(_ record: SampledIPv6) {
        field("sampledPacketSize", record.length)
        field("IPSize", record.length)
        field(ipv6: "srcIP6", record.source)
        field(ipv6: "dstIP6", record.destination)
        field("IPProtocol", record.ipProtocol)
        field("priority", record.priority)
        ports(record.ipProtocol, record.sourcePort, record.destinationPort, record.tcpFlags)
    }

    private mutating func ports(_ number: UInt32, _ source: UInt32, _ destination: UInt32, _ flags: UInt32) {
        switch number {
        case 1: field("ICMPType", destination)
        case 6:
            field("TCPSrcPort", source)
            field("TCPDstPort", destination)
            field("TCPFlags", flags)
        case 17:
            field("UDPSrcPort", source)
            field("UDPDstPort", destination)
        default: break
        }
    }
}
