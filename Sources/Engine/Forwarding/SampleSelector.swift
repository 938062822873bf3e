import NetTypes
import SFlow
import XDR

/// Chooses samples for tenants and packs them into datagrams of the same agent and sub-agent, with numbers of their own.
/// The samples are bytes of the datagrams that they came in: what is not understood is left as it is.
package struct SampleSelector: ~Copyable {
    /// A datagram's bytes at most, unless one sample alone has more.
    static let datagramLimit = 1400
    /// Streams of datagrams whose numbers are remembered, at most: one more, and all begin anew.
    static let streamLimit = 100_000

    /// A datagram that is ready to be sent.
    package struct Packed: Sendable {
        package let tenant: Tenant
        package let samples: Int
        /// Where it is among those that are handed over with it.
        package let range: Range<Int>
    }

    private struct StreamKey: Hashable {
        var tenant: ObjectIdentifier
        var agent: IPAddress
        var subAgent: UInt32
    }

    private struct Stream {
        let key: StreamKey
        let tenant: Int
        var sequence: UInt32 = 0
        var uptime: UInt32 = 0
        /// The samples of the datagram that is being filled.
        var bytes: [UInt8] = []
        var samples = 0
    }

    private(set) var generation: UInt64 = 0
    private var tenants: [Tenant] = []
    private var rules = TenantRules([])
    private var streams: [Stream] = []
    private var numbers: [StreamKey: Int] = [:]
    /// The streams that are being filled.
    private var open: [Int] = []
    private var arena: [UInt8] = []
    private var packed: [Packed] = []

    package init() {}

    var isEmpty: Bool { tenants.isEmpty }

    /// Takes the tenants of now; streams of those that are still there go on.
    mutating func replace(tenants: [Tenant], _ generation: UInt64) {
        self.generation = generation
        self.tenants = tenants
        var next = TenantRules(tenants.map(\.definition))
        next.learn(from: rules)
        for tenant in tenants {
            for name in tenant.knownNames { next.note(name.agent, name.index, name: name.name) }
        }
        rules = next
        open = []
        let places = Dictionary(uniqueKeysWithValues: tenants.enumerated().map { (ObjectIdentifier($1), $0) })
        streams = streams.compactMap { stream in
            guard let place = places[stream.key.tenant] else { return nil }
            return Stream(key: stream.key, tenant: place, sequence: stream.sequence)
        }
        numbers = Dictionary(uniqueKeysWithValues: streams.enumerated().map { ($1.key, $0) })
    }
}

// MARK: Choosing

extension SampleSelector {
    /// Takes the samples of a datagram that tenants want; those before a fault.
    package mutating func take(_ bytes: RawSpan) {
        guard var reader = try? DatagramReader(bytes), let agent = IPAddress(reader.header.agent) else { return }
        // The head has a version, an address with its type, and four numbers (sFlow version 5, section 5).
        var offset = 4 + (agent.family == 4 ? 8 : 20) + 16
        while let sample = try? reader.nextSample() {
            let start = offset, length = Int(bytes.bigEndian32(start + 4))
            offset = min(start + 8 + (length + 3) & ~3, bytes.byteCount)
            rules.begin()
            match(sample, agent, &reader)
            for number in rules.wanting { append(bytes, start..<offset, number, agent, reader.header) }
        }
    }

    private mutating func match(_ sample: Sample, _ agent: IPAddress, _ reader: inout DatagramReader) {
        switch sample {
        case .flow(let sample):
            rules.match(agent, sample.source)
            if rules.needsHeaders { matchHeaders(&reader) }
        case .discarded(let packet):
            rules.match(agent, packet.source)
            if rules.needsHeaders { matchHeaders(&reader) }
        case .counters(let sample):
            noteName(agent, sample.source, reader)
            rules.match(agent, sample.source)
        default: return
        }
    }

    private mutating func matchHeaders(_ reader: inout DatagramReader) {
        while let record = try? reader.nextRecord() {
            guard record.format == SampledHeader.format,
                let header = try? SampledHeader(reading: reader.bytes, record.body)
            else { continue }
            rules.match(reader.bytes, header)
        }
    }

    private mutating func noteName(_ agent: IPAddress, _ source: DataSource, _ reader: DatagramReader) {
        guard source.sourceClass == 0, rules.hasNames(of: agent) else { return }
        var records = reader
        while let record = try? records.nextRecord() {
            guard record.format == PortName.format, let name = try? PortName(reading: records.bytes, record.body) else {
                continue
            }
            rules.note(agent, source.index, name: name.portName)
        }
    }
}

// MARK: Packing

extension SampleSelector {
    private mutating func append(
        _ bytes: RawSpan,
        _ range: Range<Int>,
        _ tenant: Int,
        _ agent: IPAddress,
        _ header: DatagramHeader
    ) {
        let number = stream(tenant, agent, header.subAgent), head = Self.headBytes(agent)
        if streams[number].samples > 0, head + streams[number].bytes.count + range.count > Self.datagramLimit {
            close(number)
        }
        if streams[number].samples == 0 { open.append(number) }
        streams[number].uptime = header.uptime
        streams[number].samples += 1
        unsafe bytes.extracting(range).withUnsafeBytes { unsafe streams[number].bytes.append(contentsOf: $0) }
        // The padding of a sample may be missing at the end of a datagram.
        while streams[number].bytes.count & 3 != 0 { streams[number].bytes.append(0) }
    }

    private static func headBytes(_ agent: IPAddress) -> Int { agent.family == 4 ? 28 : 40 }

    private mutating func stream(_ tenant: Int, _ agent: IPAddress, _ subAgent: UInt32) -> Int {
        let key = StreamKey(tenant: ObjectIdentifier(tenants[tenant]), agent: agent, subAgent: subAgent)
        if let number = numbers[key] { return number }
        if streams.count >= Self.streamLimit { forgetStreams() }
        streams.append(Stream(key: key, tenant: tenant))
        numbers[key] = streams.count - 1
        return streams.count - 1
    }

    private mutating func forgetStreams() {
        closeAll()
        streams = []
        numbers = [:]
    }

    /// Completes the datagrams that are being filled.
    package mutating func finish() { closeAll() }

    private mutating func closeAll() {
        for number in open where streams[number].samples > 0 { close(number) }
        open.removeAll(keepingCapacity: true)
    }

    private mutating func close(_ number: Int) {
        let stream = streams[number], start = arena.count
        streams[number].sequence &+= 1
        var header = DatagramHeader(), writer = XDRWriter()
        header.agent = XDRAddress(stream.key.agent)
        header.subAgent = stream.key.subAgent
        header.sequence = stream.sequence &+ 1
        header.uptime = stream.uptime
        header.sampleCount = UInt32(stream.samples)
        writer.datagramHeader(header)
        arena += writer.bytes
        arena += stream.bytes
        packed.append(Packed(tenant: tenants[stream.tenant], samples: stream.samples, range: start..<arena.count))
        streams[number].bytes = []
        streams[number].samples = 0
    }

    /// Bytes of the datagrams that are complete.
    package var packedBytes: Int { arena.count }

    /// Hands over the datagrams that are complete and forgets them.
    package mutating func drain(_ body: ([Packed], RawSpan) -> Void) {
        body(packed, unsafe arena.span.bytes)
        packed.removeAll(keepingCapacity: true)
        if arena.capacity > Self.arenaKept { arena = [] } else { arena.removeAll(keepingCapacity: true) }
    }

    private static let arenaKept = 1 << 20
}

extension XDRAddress {
    fileprivate init(_ address: IPAddress) {
        switch address {
        case .v4(let value): self = .ipv4(value)
        case .v6(let value): self = .ipv6(value)
        }
    }
}
