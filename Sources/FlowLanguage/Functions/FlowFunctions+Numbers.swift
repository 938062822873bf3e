extension FlowFunction {
    /// Functions of bits.
    static let numbers: [FlowFunction] = [
        FlowFunction(
            "bits",
            [.key(), .literal("mask")],
            "The bits of a number that are set in the mask, which may be hex; they stay where they are.",
            example: "bits:ip6flowlabel:0x3fefc"
        ) { call throws(FlowSyntaxError) in
            let key = try call.single(0, "a number") { $0.isNumeric }
            let mask = try call.number(1, in: 0...UInt64.max)
            return TypedExpression(.masked(key.node, [UInt128(mask)]), .number(max: mask & key.type.bitMask))
        },
        FlowFunction(
            "len",
            [.key()],
            "The number of characters of the text.",
            example: "len:stack"
        ) { call throws(FlowSyntaxError) in
            call.number(of: [call.expression(0)], .number(max: UInt64(TextTable.lengthLimit))) {
                UInt64(min($0[0].unicodeScalars.count, TextTable.lengthLimit))
            }
        },
    ]

    /// Functions of addresses that ask nobody.
    static let networks: [FlowFunction] = [
        FlowFunction(
            "mask",
            [.key(), .literal("bits")],
            "The network of an address: its highest bits.",
            example: "mask:ipsource:24"
        ) { call throws(FlowSyntaxError) in
            let key = try call.expression(0, "an address") { $0.isAddress }
            let bits = Int(try call.number(1, in: 0...(key.type == .ipv4 ? 32 : 128)))
            let networks = key.type.members.map { $0.network(bits) }
            let type = networks.count == 1 ? networks[0].type : .either(networks.map(\.type))
            return TypedExpression(.masked(key.node, networks.map(\.mask)), type)
        }
    ]
}

extension KeyType {
    /// The bits that a number of the type may have.
    fileprivate var bitMask: UInt64 { maximum == 0 ? 0 : .max >> UInt64(maximum.leadingZeroBitCount) }

    /// The type of the networks of an address, and which bits they keep.
    fileprivate func network(_ bits: Int) -> (type: KeyType, mask: UInt128) {
        self == .ipv4
            ? (.ipv4Network(bits: min(bits, 32)), KeyType.mask(min(bits, 32), of: 32))
            : (.ipv6Network(bits: bits), KeyType.mask(bits, of: 128))
    }
}
