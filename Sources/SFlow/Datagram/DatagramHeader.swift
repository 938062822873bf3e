public import XDR

/// What stands at the head of a datagram (sFlow version 5, section 5, `sample_datagram_v5`).
public struct DatagramHeader: XDRElement, Hashable {
    public var version: UInt32 = 5
    public var agent = XDRAddress.unknown
    public var subAgent: UInt32 = 0
    public var sequence: UInt32 = 0
    /// Milliseconds since the agent last started.
    public var uptime: UInt32 = 0
    public var sampleCount: UInt32 = 0

    public init() {}
    public static var minimumSize: Int { 24 }

    @inlinable
    public mutating func visit<V: XDRVisitor & ~Copyable & ~Escapable>(_ v: inout V) throws(XDRError) {
        try v.u32(&version, Field("datagramVersion", .identifier, "5"))
        try v.address(&agent, Field("agent", .identifier, "address of the agent"))
        try v.u32(&subAgent, Field("agentSubId", .identifier, "which of the agent's processes"))
        try v.u32(&sequence, Field("packetSequenceNo", .identifier, "counts the datagrams of the sub-agent"))
        try v.u32(&uptime, Field("sysUpTime", .gauge, in: .milliseconds, "since the agent started"))
        try v.u32(&sampleCount, Field("samplesInPacket", .identifier, "samples that follow"))
    }
}
