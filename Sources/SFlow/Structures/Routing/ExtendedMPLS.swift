public import XDR

/// The label stacks of a packet, topmost label first (RFC 3032, section 2.1).
public struct ExtendedMPLS: XDRStructure {
    @inlinable public static var format: DataFormat { DataFormat(0, 1006) }
    public static let name: StaticString = "extended_mpls"
    public static let source = Specification.version5
    public static let title: StructureTitle? = .extended("MPLS")
    public var nextHop: XDRAddress = .unknown
    public var inputStack: [UInt32] = []
    public var outputStack: [UInt32] = []

    public init() {}
    public static var minimumSize: Int { 12 }

    @inlinable
    public mutating func visit<V: XDRVisitor & ~Copyable & ~Escapable>(_ v: inout V) throws(XDRError) {
        try v.address(&nextHop, Field("mpls_nexthop", .identifier, "address of the next hop"))
        try v.list(
            &inputStack,
            max: 64,
            Field("mpls_input_stack", .identifier, as: .mplsLabels, "labels of the packet as it came in")
        )
        try v.list(
            &outputStack,
            max: 64,
            Field("mpls_output_stack", .identifier, as: .mplsLabels, "labels of the packet as it went out")
        )
    }
}

/// The MPLS tunnel of a packet.
public struct ExtendedMPLSTunnel: XDRStructure {
    @inlinable public static var format: DataFormat { DataFormat(0, 1008) }
    public static let name: StaticString = "extended_mpls_tunnel"
    public static let source = Specification.version5
    public var lspName: String = ""
    public var tunnelID: UInt32 = 0
    public var classOfService: UInt32 = 0

    public init() {}
    public static var minimumSize: Int { 12 }

    @inlinable
    public mutating func visit<V: XDRVisitor & ~Copyable & ~Escapable>(_ v: inout V) throws(XDRError) {
        try v.string(&lspName, max: 255, Field("mpls_tunnel_lsp_name", .text, "name of the label switched path"))
        try v.u32(&tunnelID, Field("mpls_tunnel_id", .identifier, "identifier of the tunnel"))
        try v.u32(&classOfService, Field("mpls_tunnel_cos", .identifier, "class of service"))
    }
}

/// The MPLS virtual circuit of a packet.
public struct ExtendedMPLSVC: XDRStructure {
    @inlinable public static var format: DataFormat { DataFormat(0, 1009) }
    public static let name: StaticString = "extended_mpls_vc"
    public static let source = Specification.version5
    public var instanceName: String = ""
    public var circuitID: UInt32 = 0
    public var classOfService: UInt32 = 0

    public init() {}
    public static var minimumSize: Int { 12 }

    @inlinable
    public mutating func visit<V: XDRVisitor & ~Copyable & ~Escapable>(_ v: inout V) throws(XDRError) {
        try v.string(&instanceName, max: 255, Field("mpls_vc_name", .text, "name of the instance"))
        try v.u32(&circuitID, Field("mpls_vll_vc_id", .identifier, "identifier of the instance"))
        try v.u32(&classOfService, Field("mpls_vc_cos", .identifier, "class of service of its label"))
    }
}

/// The forwarding equivalence class of a packet by the FTN table (RFC 3814).
public struct ExtendedMPLSFTN: XDRStructure {
    @inlinable public static var format: DataFormat { DataFormat(0, 1010) }
    public static let name: StaticString = "extended_mpls_FTN"
    public static let source = Specification.version5
    public var description: String = ""
    public var mask: UInt32 = 0

    public init() {}
    public static var minimumSize: Int { 8 }

    @inlinable
    public mutating func visit<V: XDRVisitor & ~Copyable & ~Escapable>(_ v: inout V) throws(XDRError) {
        try v.string(&description, max: 255, Field("mpls_ftn_descr", .text, "mplsFTNDescr"))
        try v.u32(&mask, Field("mpls_ftn_mask", .identifier, "mplsFTNMask: which fields are matched"))
    }
}

/// The forwarding equivalence class of a packet by LDP (RFC 3815); its address is in the header.
public struct ExtendedMPLSLDPFEC: XDRStructure {
    @inlinable public static var format: DataFormat { DataFormat(0, 1011) }
    public static let name: StaticString = "extended_mpls_LDP_FEC"
    public static let source = Specification.version5
    public var prefixLength: UInt32 = 0

    public init() {}
    public static var minimumSize: Int { 4 }

    @inlinable
    public mutating func visit<V: XDRVisitor & ~Copyable & ~Escapable>(_ v: inout V) throws(XDRError) {
        try v.u32(&prefixLength, Field("mpls_fec_addr_prefix_len", .identifier, "mplsFecAddrPrefixLength"))
    }
}
