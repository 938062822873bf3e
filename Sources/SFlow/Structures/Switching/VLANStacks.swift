public import XDR

/// The VLAN tags that were stripped from a packet before it was sampled, outermost first.
public struct ExtendedVLANTunnel: XDRStructure {
    @inlinable public static var format: DataFormat { DataFormat(0, 1012) }
    public static let name: StaticString = "extended_vlantunnel"
    public static let source = Specification.version5
    public var stack: [UInt32] = []

    public init() {}
    public static var minimumSize: Int { 4 }

    @inlinable
    public mutating func visit<V: XDRVisitor & ~Copyable & ~Escapable>(_ v: inout V) throws(XDRError) {
        try v.list(&stack, max: 64, Field("vlan_tunnel", .identifier, as: .vlanTags, "tags, each a TPID and a TCI"))
    }
}

/// The VLAN tags of a packet as it came in, outermost first, where they are not in its header.
public struct ExtendedVLANIn: XDRStructure {
    @inlinable public static var format: DataFormat { DataFormat(0, 1034) }
    public static let name: StaticString = "extended_vlanin"
    public static let source = Specification.vlanStacks
    public var stack: [UInt32] = []

    public init() {}
    public static var minimumSize: Int { 4 }

    @inlinable
    public mutating func visit<V: XDRVisitor & ~Copyable & ~Escapable>(_ v: inout V) throws(XDRError) {
        try v.list(
            &stack,
            max: 64,
            Field("vlan_input_stack", .identifier, as: .vlanTags, "tags, each a TPID and a TCI")
        )
    }
}

/// The VLAN tags of a packet as it went out, outermost first, where they are not in its header.
public struct ExtendedVLANOut: XDRStructure {
    @inlinable public static var format: DataFormat { DataFormat(0, 1035) }
    public static let name: StaticString = "extended_vlanout"
    public static let source = Specification.vlanStacks
    public var stack: [UInt32] = []

    public init() {}
    public static var minimumSize: Int { 4 }

    @inlinable
    public mutating func visit<V: XDRVisitor & ~Copyable & ~Escapable>(_ v: inout V) throws(XDRError) {
        try v.list(
            &stack,
            max: 64,
            Field("vlan_output_stack", .identifier, as: .vlanTags, "tags, each a TPID and a TCI")
        )
    }
}
