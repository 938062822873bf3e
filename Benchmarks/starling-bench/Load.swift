import CBench

/// The synthetic datagrams in one place, to be read or sent over and over with numbers that go on.
final class Load {
    private var load = cbench_load()
    private let bytes: UnsafeMutableBufferPointer<UInt8>

    var datagrams: Int { load.group * load.groups }
    var samples: Int { datagrams * load.samples }
    /// The kernel is given each datagram by itself, and not a group in one piece.
    var isPlain: Bool {
        get { load.is_plain != 0 }
        set { load.is_plain = newValue ? 1 : 0 }
    }

    init(_ traffic: Traffic) {
        bytes = .allocate(capacity: traffic.bytes.count)
        _ = bytes.initialize(from: traffic.bytes)
        load.datagrams = bytes.baseAddress
        load.size = traffic.datagramSize
        load.group = Traffic.groupSize
        load.groups = Traffic.groups
        load.sequence_at = 16
        load.sample_at = traffic.sampleAt
        load.sample_stride = traffic.sampleStride
        load.samples = Traffic.samplesPerDatagram
        load.sampling_rate = Traffic.samplingRate
        load.agent_datagrams = UInt32(Traffic.groups * Traffic.groupSize / Traffic.agents)
    }

    deinit { bytes.deallocate() }

    /// Lends each datagram in turn.
    func forEachDatagram(_ body: (RawSpan) throws -> Void) rethrows {
        for index in 0..<datagrams { try withDatagram(index, body) }
    }

    func withDatagram(_ index: Int, _ body: (RawSpan) throws -> Void) rethrows {
        let start = index * load.size
        try body(RawSpan(_unsafeBytes: UnsafeRawBufferPointer(start: load.datagrams + start, count: load.size)))
    }

    /// Gives all datagrams their next numbers.
    func advance() {
        for group in 0..<load.groups { cbench_advance(&load, group) }
    }

    /// Sends datagrams to a port of loopback; returns how many were sent in how many seconds.
    func send(to port: UInt16, rate: Double, seconds: Double) throws -> (datagrams: Int, seconds: Double) {
        let start = cbench_now()
        let sent = cbench_send(&load, port, rate, seconds)
        try check(sent, "sending")
        return (Int(sent), Double(cbench_now() - start) / 1e9)
    }
}
