extension LayerStack {
    /// The names of the layers, outermost first, joined by dots: `eth.vlan.ip6.udp`.
    public var text: String { Self.text(packed: packed) }

    /// The text of packed protocols.
    public static func text(packed: UInt128) -> String {
        var names: [String] = []
        forEachName(packed: packed) { names.append($0) }
        return names.joined(separator: ".")
    }

    /// Hands over the names of packed protocols, outermost first.
    public static func forEachName(packed: UInt128, _ body: (String) -> Void) {
        var rest = packed
        while rest != 0 {
            body(LayerProtocol(rawValue: UInt8(truncatingIfNeeded: rest >> 120))?.name ?? "")
            rest <<= 8
        }
    }

    /// The packed form of a text; `nil` where a name is unknown or there are too many.
    public static func packed(text: String) -> UInt128? {
        let names = text.split(separator: ".", omittingEmptySubsequences: false)
        guard names.count <= limit else { return nil }
        var packed: UInt128 = 0
        for (index, name) in names.enumerated() {
            guard let known = LayerProtocol(name: name) else { return nil }
            packed |= UInt128(known.rawValue) << UInt128(120 - 8 * index)
        }
        return packed
    }
}
