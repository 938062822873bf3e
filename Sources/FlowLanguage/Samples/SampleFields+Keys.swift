import NetTypes
import XDR

extension SampleFields {
    /// The text of a key's value; `nil` where the sample lacks it, or where the key is derived.
    package func text(of reference: FlowKeyReference, in bytes: RawSpan) -> String? {
        guard let load = reference.load else { return nil }
        if load.isText {
            var text = TextBuffer(capacity: 64)
            return appendText(load, bytes, to: &text) ? text.text : nil
        }
        let value = load.isWide ? loadWide(load, bytes) : self.load(load, bytes).map { UInt128($0) }
        return value.map { reference.key.type.text($0, TextTable()) }
    }

    /// Whether the sample has a key. Of a derived key: whether it has one of those that it is derived from.
    package func has(_ key: FlowKey, in bytes: RawSpan) -> Bool {
        if let load = key.load { return has(load, bytes) }
        for load in key.origins where has(load, bytes) { return true }
        return false
    }

    private func has(_ load: FieldLoad, _ bytes: RawSpan) -> Bool {
        if load.isText {
            var text = TextBuffer(capacity: 0)
            return appendText(load, bytes, to: &text)
        }
        return load.isWide ? loadWide(load, bytes) != nil : self.load(load, bytes) != nil
    }
}

extension FlowKey {
    /// How the keys are read that a derived key is made of.
    fileprivate var origins: [FieldLoad] { Self.allOrigins[name] ?? [] }

    private static let allOrigins: [String: [FieldLoad]] = {
        var origins: [String: [FieldLoad]] = [:]
        for key in all {
            guard case .derived(let text) = key.source, let parsed = try? FlowExpression.ours(text) else { continue }
            origins[key.name] = parsed.expression.keys.compactMap(\.key.load)
        }
        return origins
    }()
}
