public import XDR

/// The function of the network stack that dropped the packet.
public struct ExtendedFunction: XDRStructure {
    @inlinable public static var format: DataFormat { DataFormat(0, 1038) }
    public static let name: StaticString = "extended_function"
    public static let source = Specification.drops
    public static let title: StructureTitle? = .extended("function")
    public var symbol: String = ""

    public init() {}
    public static var minimumSize: Int { 4 }

    @inlinable
    public mutating func visit<V: XDRVisitor & ~Copyable & ~Escapable>(_ v: inout V) throws(XDRError) {
        try v.string(&symbol, max: 64, Field("symbol", .text, "its symbol"))
    }
}

/// The hardware trap that dropped the packet.
public struct ExtendedHardwareTrap: XDRStructure {
    @inlinable public static var format: DataFormat { DataFormat(0, 1041) }
    public static let name: StaticString = "extended_hw_trap"
    public static let source = Specification.drops
    public static let title: StructureTitle? = .extended("hw_trap")
    public var group: String = ""
    public var trap: String = ""

    public init() {}
    public static var minimumSize: Int { 8 }

    @inlinable
    public mutating func visit<V: XDRVisitor & ~Copyable & ~Escapable>(_ v: inout V) throws(XDRError) {
        try v.string(&group, max: 64, Field("hw_trap_group", .text, "its group"))
        try v.string(&trap, max: 64, Field("hw_trap_name", .text, "its name"))
    }
}

/// The reason as the Linux kernel names it.
public struct ExtendedLinuxDropReason: XDRStructure {
    @inlinable public static var format: DataFormat { DataFormat(0, 1042) }
    public static let name: StaticString = "extended_linux_drop_reason"
    public static let source = Specification.drops
    public static let title: StructureTitle? = .extended("linux_reason")
    public var reason: String = ""

    public init() {}
    public static var minimumSize: Int { 4 }

    @inlinable
    public mutating func visit<V: XDRVisitor & ~Copyable & ~Escapable>(_ v: inout V) throws(XDRError) {
        try v.string(&reason, max: 64, Field("linux_drop_reason", .text, "its name"))
    }
}
