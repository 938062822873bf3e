import Budget
import CBench
import Engine
import FlowLanguage
import FlowTables
import NetTypes
import PacketHeaders
import SFlow
import XDR

/// Time per flow sample and allocations per datagram of each stage that a datagram goes through, one thread, in memory.
final class DataPlane {
    let load: Load
    let runs: Int
    private let fiveTuple: FlowProgram

    var samples: Int { load.samples }

    init(_ load: Load, runs: Int) throws {
        self.load = load
        self.runs = runs
        fiveTuple = try FlowProgram(Definitions.fiveTuple)
    }

    func run(into report: inout Report) throws {
        try checkAllocationsAreCounted()
        for (name, stage) in [
            ("decode", decode), ("decode + dissect", dissect), ("decode + dissect + keys of a 5-tuple", keys),
        ] {
            let cost = try Cost.perItem(of: samples, runs: runs) { try stage() }
            report.add("data plane", name, cost.nanoseconds, "ns a sample")
            report.add("data plane", "\(name): allocations", perDatagram(cost), "a datagram")
        }
        for filter in Definitions.filters { try self.filter(filter, into: &report) }
        try update(into: &report)
        for count in [0, 1, 10] {
            let name = "engine, \(count) definition\(count == 1 ? "" : "s")"
            try engine(Definitions.first(count), name, into: &report)
        }
        for definition in Definitions.mixed { try mixed(definition, into: &report) }
        try engine(Definitions.mixed, "engine, \(Definitions.mixed.count) mixed definitions", into: &report)
        try printing(into: &report)
    }

    private func perDatagram(_ cost: Cost) -> Double { cost.allocations * Double(Traffic.samplesPerDatagram) }

    /// Walks every sample and record.
    private func decode() throws {
        var bytes = 0
        try load.forEachDatagram { datagram in
            var reader = try DatagramReader(datagram)
            while try reader.nextSample() != nil {
                while let record = try reader.nextRecord() { bytes += Int(record.body.count) }
            }
        }
        consume(bytes)
    }

    private func dissect() throws {
        var layers = 0
        try forEachPacket { fields, _ in layers += Int(fields.layers.count) }
        consume(layers)
    }

    private func keys() throws {
        var key = KeyBuffer(), matched = 0
        let state = fiveTuple.makeState()
        try forEachPacket { fields, bytes in
            if fiveTuple.evaluate(fields, bytes, state, into: &key) { matched += 1 }
        }
        guard matched == samples else { throw BenchError("only \(matched) of \(samples) samples have the keys") }
    }

    private func filter(_ text: String, into report: inout Report) throws {
        let filter = try FlowProgram(FlowDefinition(value: "frames", filter: text)).filter
        let state = filter.makeState()
        let cost = try Cost.perItem(of: samples, runs: runs) {
            var accepted = 0
            try forEachPacket { fields, bytes in
                if filter.accepts(fields, bytes, state) { accepted += 1 }
            }
            guard accepted > 0, accepted < samples else { throw BenchError("\(text) accepts \(accepted)") }
        }
        report.add("data plane", "decode + dissect + \(text)", cost.nanoseconds, "ns a sample")
        report.add("data plane", "decode + dissect + \(text): allocations", perDatagram(cost), "a datagram")
    }

    /// A definition without its table; the cost of decoding and dissecting is in it.
    private func mixed(_ definition: FlowDefinition, into report: inout Report) throws {
        let program = try FlowProgram(definition, FlowEnvironment(lookups: LookupLibrary(answer)))
        let state = program.makeState(), filter = definition.filter.isEmpty ? "" : " if \(definition.filter)"
        var key = KeyBuffer(), matched = 0
        let cost = try Cost.perItem(of: samples, runs: runs) {
            try forEachPacket { fields, bytes in
                if program.evaluate(fields, bytes, state, into: &key) { matched += 1 }
            }
        }
        consume(matched)
        report.add("data plane", "decode + dissect + \(definition.keys)\(filter)", cost.nanoseconds, "ns a sample")
        report.add(
            "data plane",
            "decode + dissect + \(definition.keys)\(filter): allocations",
            perDatagram(cost),
            "a datagram"
        )
    }

    private func forEachPacket(_ body: (borrowing SampleFields, RawSpan) -> Void) throws {
        var fields = SampleFields()
        try load.forEachDatagram { datagram in
            var reader = try DatagramReader(datagram)
            while try reader.nextSample() != nil {
                fields.reset()
                while let record = try reader.nextRecord() {
                    let header = try SampledHeader(reading: datagram, record.body)
                    fields.frameLength = header.frameLength
                    let count = Int(header.header.count)
                    fields.setHeader(datagram, at: header.header.start, count: count, headerProtocol: 1)
                }
                body(fields, datagram)
            }
        }
    }

    /// The table alone, with keys that were packed before.
    private func update(into report: inout Report) throws {
        var packed: [KeyBuffer] = [], key = KeyBuffer()
        packed.reserveCapacity(samples)
        let state = fiveTuple.makeState()
        try forEachPacket { fields, bytes in
            if fiveTuple.evaluate(fields, bytes, state, into: &key) { packed.append(key) }
        }
        var table = FlowTable(keyWords: fiveTuple.keyWords, capacity: 4096, timeConstant: 2, hash: .random())
        var allowance = ByteAllowance(limit: .max)
        var clock = DecayClock(timeConstant: 2)
        let cost = Cost.perItem(of: samples, runs: runs) {
            let decay = clock.decay(at: Double(cbench_now()) / 1e9)
            for place in packed.indices {
                table.update(
                    packed[place].key(fiveTuple.keyWords),
                    value: 1000,
                    samplingRate: 1000,
                    decay: decay,
                    &allowance
                )
            }
        }
        consume(table.count)
        report.add("data plane", "table update", cost.nanoseconds, "ns a sample")
        report.add("data plane", "table update: allocations", perDatagram(cost), "a datagram")
        try update(packed, into: &report)
    }

    /// The same for a definition with further values.
    private func update(_ packed: [KeyBuffer], into report: inout Report) throws {
        let extras = FlowExtras([.rate, .average, .maximum, .distinct])
        var table = FlowTable(
            keyWords: fiveTuple.keyWords,
            capacity: 4096,
            timeConstant: 2,
            extras: extras,
            hash: .random()
        )
        var allowance = ByteAllowance(limit: .max), clock = DecayClock(timeConstant: 2)
        var words = [1.0, 1000, 1000, 0].map(\.bitPattern)
        let cost = Cost.perItem(of: samples, runs: runs) {
            let decay = clock.decay(at: Double(cbench_now()) / 1e9)
            for place in packed.indices {
                words[3] = UInt64(place & 1023)
                table.update(
                    packed[place].key(fiveTuple.keyWords),
                    value: 1000,
                    samplingRate: 1000,
                    extras: words.span,
                    decay: decay,
                    &allowance
                )
            }
        }
        consume(table.count)
        report.add("data plane", "table update, 4 further values", cost.nanoseconds, "ns a sample")
        report.add("data plane", "table update, 4 further values: allocations", perDatagram(cost), "a datagram")
    }

    /// All of it, as ingest runs it after the socket.
    private func engine(_ definitions: [FlowDefinition], _ name: String, into report: inout Report) throws {
        var configuration = EngineConfiguration { Int64(cbench_now()) }
        configuration.lookups = answer
        let engine = Engine(configuration)
        for (number, definition) in definitions.enumerated() {
            try engine.setFlow("bench\(number)", definition)
        }
        let cost = Cost.perItem(of: samples, runs: runs, prepare: load.advance) {
            for batch in stride(from: 0, to: load.datagrams, by: 64) {
                engine.ingest(shard: 0) { sink in
                    for index in batch..<min(batch + 64, load.datagrams) {
                        load.withDatagram(index) { sink.take($0, from: .v4(0x7F00_0001)) }
                    }
                }
            }
        }
        let status = engine.status()
        guard status.flowSamples >= samples else { throw BenchError("the engine took only \(status.flowSamples)") }
        report.add("data plane", name, cost.nanoseconds, "ns a sample")
        report.add("data plane", "\(name): allocations", perDatagram(cost), "a datagram")
    }
}

/// Everything has a name, and there are eight sites.
@Sendable
private func answer(_ question: Lookup) -> LookupAnswer {
    switch question {
    case .dns(.v4(let address)): LookupAnswer("host\(address).example.")
    case .group(_, .v4(let address)): LookupAnswer("site\(address & 7)")
    case .country: LookupAnswer("NZ")
    case .oui: LookupAnswer("Vendor")
    case .map(_, let text): LookupAnswer("service\(text)")
    case .link(_, let port): LookupAnswer("link\(port)")
    default: LookupAnswer(nil)
    }
}
