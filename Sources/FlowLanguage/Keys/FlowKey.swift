/// A flow key: declared once here, and from it come the parser, completion, the reference page and the programs.
package struct FlowKey: Hashable, Sendable {
    /// The name in definitions: lower case, protocol and field.
    package let name: String
    package let type: KeyType
    /// What it means, for the reference page.
    package let doc: String
    let source: Source

    /// Where values come from.
    enum Source: Hashable, Sendable {
        case load(FieldLoad)
        /// An expression of other keys; it may have functions of `FlowFunction.internals` too.
        case derived(String)
    }

    init(_ name: String, _ type: KeyType, _ load: FieldLoad, _ doc: String) {
        self.name = name
        self.type = type
        self.source = .load(load)
        self.doc = doc
    }

    /// - Parameter expression: what the value is made of; its type must be `type`.
    init(_ name: String, _ type: KeyType, derivedFrom expression: String, _ doc: String) {
        self.name = name
        self.type = type
        self.source = .derived(expression)
        self.doc = doc
    }

    /// How the value is read; `nil` where it is derived.
    var load: FieldLoad? {
        guard case .load(let load) = source else { return nil }
        return load
    }

    /// Whether inner headers have it too, as `name.1`, `name.2`…
    package var repeats: Bool { load?.hasLayer ?? false }
}

/// A key as a definition names it: which one, and of which layer.
package struct FlowKeyReference: Hashable, Sendable {
    package let key: FlowKey
    /// 0 the outermost header of the key's protocol, 1 the next…
    package let nth: Int

    /// The name with its suffix: `ipsource.1`.
    package var name: String { nth == 0 ? key.name : "\(key.name).\(nth)" }
    /// How the value is read; `nil` where it is derived.
    var load: FieldLoad? { key.load?.inner(nth) }
}

extension FlowKey {
    /// The key that `name` means, with the suffix of an inner header; `nil` where there is none.
    package static func named(_ name: some StringProtocol) -> FlowKeyReference? {
        if let key = byName[String(name)] ?? realTime(String(name)) { return FlowKeyReference(key: key, nth: 0) }
        guard let dot = name.lastIndex(of: "."), let nth = Int(name[name.index(after: dot)...]), (1...15).contains(nth),
            let key = byName[String(name[..<dot])], key.repeats
        else { return nil }
        return FlowKeyReference(key: key, nth: nth)
    }

    private static let byName = Dictionary(uniqueKeysWithValues: all.map { ($0.name, $0) })
}
