import SFlow

/// One sampled packet, without its header bytes, in the words of a flow sample (sFlow version 5, section 5.3).
package struct PacketSample: Sendable {
    /// Where the packet was seen, normally `.interface(ifIndex)`.
    package var dataSource: DataSource
    /// Where it came in and went out: `.ifIndex(n)`, `.internal` for the host itself, or `.unknown`.
    package var input: InterfacePort
    package var output: InterfacePort
    /// 1 in how many packets is taken.
    package var samplingRate: UInt32
    /// How many packets could have been taken so far, wrapping.
    package var samplePool: UInt32
    /// How many taken packets were lost before they were read so far, wrapping.
    package var drops: UInt32
    /// 1 Ethernet, 11 IPv4, 12 IPv6.
    package var headerProtocol: UInt32 = 1
    /// Bytes of the frame on the wire with its check sequence, and with all that `stripped` counts.
    package var frameLength: UInt32
    /// Bytes that were removed from the frame before the header bytes were taken, the check sequence among them.
    package var stripped: UInt32 = 4

    package init(
        dataSource: DataSource,
        input: InterfacePort,
        output: InterfacePort,
        samplingRate: UInt32,
        samplePool: UInt32,
        drops: UInt32,
        frameLength: UInt32
    ) {
        self.dataSource = dataSource
        self.input = input
        self.output = output
        self.samplingRate = samplingRate
        self.samplePool = samplePool
        self.drops = drops
        self.frameLength = frameLength
    }
}

/// Takes sampled packets: the packer, and whatever a test puts in its place.
package protocol PacketSampleSink: ~Copyable {
    /// Takes one sample with the first bytes of its frame; copies what it keeps.
    mutating func add(_ sample: PacketSample, header: RawSpan)
}
