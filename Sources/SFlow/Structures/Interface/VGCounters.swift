public import XDR

/// Counters of a 100VG-AnyLAN interface (RFC 2020).
public struct VGCounters: XDRStructure {
    @inlinable public static var format: DataFormat { DataFormat(0, 4) }
    public static let name: StaticString = "vg_counters"
    public static let source = Specification.version5
    public var inHighPriorityFrames: UInt32 = 0
    public var inHighPriorityOctets: UInt64 = 0
    public var inNormPriorityFrames: UInt32 = 0
    public var inNormPriorityOctets: UInt64 = 0
    public var inIPMErrors: UInt32 = 0
    public var inOversizeFrameErrors: UInt32 = 0
    public var inDataErrors: UInt32 = 0
    public var inNullAddressedFrames: UInt32 = 0
    public var outHighPriorityFrames: UInt32 = 0
    public var outHighPriorityOctets: UInt64 = 0
    public var transitionIntoTrainings: UInt32 = 0
    public var hcInHighPriorityOctets: UInt64 = 0
    public var hcInNormPriorityOctets: UInt64 = 0
    public var hcOutHighPriorityOctets: UInt64 = 0

    public init() {}
    public static var minimumSize: Int { 80 }

    @inlinable
    public mutating func visit<V: XDRVisitor & ~Copyable & ~Escapable>(_ v: inout V) throws(XDRError) {
        try v.u32(
            &inHighPriorityFrames,
            Field(
                "dot12InHighPriorityFrames",
                .counter,
                in: .frames,
                metric: "vg_inhighpriorityframes",
                "frames of high priority in"
            )
        )
        try v.u64(
            &inHighPriorityOctets,
            Field(
                "dot12InHighPriorityOctets",
                .counter,
                in: .bytes,
                metric: "vg_inhighpriorityoctets",
                "octets of high priority in"
            )
        )
        try v.u32(
            &inNormPriorityFrames,
            Field(
                "dot12InNormPriorityFrames",
                .counter,
                in: .frames,
                metric: "vg_innormpriorityframes",
                "frames of normal priority in"
            )
        )
        try v.u64(
            &inNormPriorityOctets,
            Field(
                "dot12InNormPriorityOctets",
                .counter,
                in: .bytes,
                metric: "vg_innormpriorityoctets",
                "octets of normal priority in"
            )
        )
        try v.u32(
            &inIPMErrors,
            Field(
                "dot12InIPMErrors",
                .counter,
                in: .frames,
                metric: "vg_inipmerrors",
                "frames in with an invalid packet marker"
            )
        )
        try v.u32(
            &inOversizeFrameErrors,
            Field(
                "dot12InOversizeFrameErrors",
                .counter,
                in: .frames,
                metric: "vg_inoversizeframeerrors",
                "frames in that were too long"
            )
        )
        try v.u32(
            &inDataErrors,
            Field("dot12InDataErrors", .counter, in: .frames, metric: "vg_indataerrors", "frames in with other errors")
        )
        try v.u32(
            &inNullAddressedFrames,
            Field(
                "dot12InNullAddressedFrames",
                .counter,
                in: .frames,
                metric: "vg_innulladdressedframes",
                "frames in to the null address"
            )
        )
        try v.u32(
            &outHighPriorityFrames,
            Field(
                "dot12OutHighPriorityFrames",
                .counter,
                in: .frames,
                metric: "vg_outhighpriorityframes",
                "frames of high priority out"
            )
        )
        try v.u64(
            &outHighPriorityOctets,
            Field(
                "dot12OutHighPriorityOctets",
                .counter,
                in: .bytes,
                metric: "vg_outhighpriorityoctets",
                "octets of high priority out"
            )
        )
        try v.u32(
            &transitionIntoTrainings,
            Field(
                "dot12TransitionIntoTrainings",
                .counter,
                metric: "vg_transitionintotrainings",
                "times that training began"
            )
        )
        try v.u64(
            &hcInHighPriorityOctets,
            Field(
                "dot12HCInHighPriorityOctets",
                .counter,
                in: .bytes,
                metric: "vg_hcinhighpriorityoctets",
                "octets of high priority in, the MIB's 64-bit counter"
            )
        )
        try v.u64(
            &hcInNormPriorityOctets,
            Field(
                "dot12HCInNormPriorityOctets",
                .counter,
                in: .bytes,
                metric: "vg_hcinnormpriorityoctets",
                "octets of normal priority in, the MIB's 64-bit counter"
            )
        )
        try v.u64(
            &hcOutHighPriorityOctets,
            Field(
                "dot12HCOutHighPriorityOctets",
                .counter,
                in: .bytes,
                metric: "vg_hcouthighpriorityoctets",
                "octets of high priority out, the MIB's 64-bit counter"
            )
        )
    }
}
