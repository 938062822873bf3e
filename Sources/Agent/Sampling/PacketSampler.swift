/// What samples packets. It belongs to the agent's one thread.
package protocol PacketSampler: AnyObject {
    /// Readable when packets wait; an epoll descriptor of its own where there are several sockets.
    var fileDescriptor: Int32 { get }

    /// Says which interfaces to sample from now on and how, after a start, a change of interfaces or of the
    /// configuration. `interfaces` are all that the host has, so that the sampler knows the local addresses.
    /// What is unchanged keeps running; what cannot be sampled is returned with its reason.
    func update(targets: [SamplingTarget], interfaces: [NetworkInterface]) -> [SamplingProblem]

    /// Hands what waits to `sink`, at most `limit` packets, without blocking. Returns how many.
    func drain<Sink: PacketSampleSink & ~Copyable>(into sink: inout Sink, limit: Int) -> Int
}

/// An interface to sample.
package struct SamplingTarget: Hashable, Sendable {
    package var interfaceIndex: UInt32
    package var interfaceName: String
    /// 1 in how many packets; at least 1.
    package var samplingRate: UInt32
    /// How many bytes of a frame to take.
    package var headerBytes: Int
    /// Whether to switch the interface to promiscuous mode.
    package var isPromiscuous: Bool

    package init(
        interfaceIndex: UInt32,
        interfaceName: String,
        samplingRate: UInt32,
        headerBytes: Int = 128,
        isPromiscuous: Bool = false
    ) {
        self.interfaceIndex = interfaceIndex
        self.interfaceName = interfaceName
        self.samplingRate = samplingRate
        self.headerBytes = headerBytes
        self.isPromiscuous = isPromiscuous
    }
}

/// An interface that cannot be sampled, and why; it is tried again at the next update.
package struct SamplingProblem: Hashable, Sendable {
    package var interfaceName: String
    /// A clause that follows "eth0 is not sampled: ".
    package var reason: String

    package init(interfaceName: String, reason: String) {
        self.interfaceName = interfaceName
        self.reason = reason
    }
}
