public import XDR

/// The queue that a packet was put into; the sample has its output port.
public struct ExtendedEgressQueue: XDRStructure {
    @inlinable public static var format: DataFormat { DataFormat(0, 1036) }
    public static let name: StaticString = "extended_egress_queue"
    public static let source = Specification.drops
    public static let title: StructureTitle? = .extended("egress_queue")
    public var queue: UInt32 = 0

    public init() {}
    public static var minimumSize: Int { 4 }

    @inlinable
    public mutating func visit<V: XDRVisitor & ~Copyable & ~Escapable>(_ v: inout V) throws(XDRError) {
        try v.u32(&queue, Field("egress_queue_id", .identifier, "number of the queue"))
    }
}

/// How long a packet took through the switch.
public struct ExtendedTransit: XDRStructure {
    @inlinable public static var format: DataFormat { DataFormat(0, 1039) }
    public static let name: StaticString = "extended_transit"
    public static let source = Specification.transitDelay
    public static let title: StructureTitle? = .extended("transit_delay")
    public var delay: UInt32 = 0

    public init() {}
    public static var minimumSize: Int { 4 }

    @inlinable
    public mutating func visit<V: XDRVisitor & ~Copyable & ~Escapable>(_ v: inout V) throws(XDRError) {
        try v.u32(&delay, Field("transit_delay_nS", .gauge, in: .nanoseconds, "the time; 4294967295 is that or more"))
    }
}

/// How full the queue of a packet was; `ExtendedEgressQueue` says which.
public struct ExtendedQueue: XDRStructure {
    @inlinable public static var format: DataFormat { DataFormat(0, 1040) }
    public static let name: StaticString = "extended_queue"
    public static let source = Specification.transitDelay
    public static let title: StructureTitle? = .extended("queue_depth")
    public var depth: UInt32 = 0

    public init() {}
    public static var minimumSize: Int { 4 }

    @inlinable
    public mutating func visit<V: XDRVisitor & ~Copyable & ~Escapable>(_ v: inout V) throws(XDRError) {
        try v.u32(&depth, Field("queue_depth_bytes", .gauge, in: .bytes, "bytes in the queue"))
    }
}

/// The queue that a Broadcom chip put a packet into.
public struct BroadcomEgressQueue: XDRStructure {
    @inlinable public static var format: DataFormat { DataFormat(4413, 1) }
    public static let name: StaticString = "bst_egress_queue"
    public static let source = Specification.broadcomBuffers
    public static let title: StructureTitle? = .extended("bst_egress_queue")
    public var queue: UInt32 = 0

    public init() {}
    public static var minimumSize: Int { 4 }

    @inlinable
    public mutating func visit<V: XDRVisitor & ~Copyable & ~Escapable>(_ v: inout V) throws(XDRError) {
        try v.u32(&queue, Field("bst_egress_queue_id", .identifier, "number of the queue"))
    }
}
