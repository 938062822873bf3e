extension LayerStack {
    /// The protocols in sixteen bytes, `stack` as a flow key. Equal stacks have equal bytes, also those of more layers, as
    /// long as they repeat themselves as tunnels in tunnels do; what does not fit is cut off.
    public var packed: UInt128 {
        if count > PackedStack.bytes { return PackedStack.pack(count) { places[layer: $0].protocol }.packed }
        var packed: UInt128 = 0
        for index in 0..<count { packed = packed << 8 | UInt128(places[layer: index].protocol.rawValue) }
        return packed << UInt128(8 * (PackedStack.bytes - count))
    }

    /// The names of the layers, outermost first, joined by dots: `eth.vlan.ip6.udp`.
    public var text: String { (0..<count).map { places[layer: $0].protocol.name }.joined(separator: ".") }

    /// The text of packed protocols.
    public static func text(packed: UInt128) -> String {
        PackedStack.layers(packed).map(\.name).joined(separator: ".")
    }

    /// Hands over the names of packed protocols, outermost first.
    public static func forEachName(packed: UInt128, _ body: (String) -> Void) {
        for layer in PackedStack.layers(packed) { body(layer.name) }
    }

    /// The packed form of a text; `nil` where a name is unknown or there are too many.
    public static func packed(text: String) -> UInt128? {
        let names = text.split(separator: ".", omittingEmptySubsequences: false)
        let layers = names.compactMap { LayerProtocol(name: $0) }
        guard layers.count == names.count, layers.count <= limit else { return nil }
        let stack = PackedStack.pack(layers.count) { layers[$0] }
        return stack.isWhole ? stack.packed : nil
    }
}
