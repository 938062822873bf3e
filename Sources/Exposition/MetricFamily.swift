/// Samples that have a name, a meaning and a unit in common; declared once, exposed and documented.
package struct MetricFamily: Hashable, Sendable {
    package enum Kind: String, Sendable {
        /// Grows, and begins again with the process.
        case counter
        case gauge
        /// A text: the value is 1, the text is a label.
        case info
        /// Says nothing of what may be done with it: of names that do not end as those of their kind are to.
        case unknown
    }

    /// Without what its kind adds, `_total` or `_info`. Where there is a unit it is the last word.
    package let name: String
    package let kind: Kind
    /// A base unit: `seconds`, `bytes`, `ratio`; empty: a plain number.
    package let unit: String
    /// One sentence without its full stop.
    package let help: String
    /// The names of the labels that its samples have.
    package let labels: [String]

    package init(_ kind: Kind, _ name: String, unit: String = "", labels: [String] = [], _ help: String) {
        (self.kind, self.name, self.unit, self.labels, self.help) = (kind, name, unit, labels, help)
    }

    /// The name of its samples.
    package var sampleName: String {
        switch kind {
        case .counter: name + "_total"
        case .info: name + "_info"
        case .gauge, .unknown: name
        }
    }
}

extension MetricFamily {
    /// Endings that say of what kind a family is, in both formats.
    private static let reservedEndings = ["_total", "_info", "_count", "_sum", "_bucket", "_created"]

    /// A level under a name that others chose: of unknown kind where the name says another.
    package static func gauge(named name: String, _ help: String) -> MetricFamily {
        let isMisleading = reservedEndings.contains { name.hasSuffix($0) }
        return MetricFamily(isMisleading ? .unknown : .gauge, name, help)
    }

    /// The name with everything but letters, digits and `_` replaced by `_`, and not beginning with a digit: valid for a
    /// metric and for a label.
    package static func validName(_ text: String) -> String {
        var bytes: [UInt8] = []
        for scalar in text.unicodeScalars {
            let isValid = scalar.isASCII && (scalar.properties.isAlphabetic || "0"..."9" ~= scalar)
            bytes.append(isValid ? UInt8(ascii: scalar) : UInt8(ascii: "_"))
        }
        guard let first = bytes.first, 0x30...0x39 ~= first else { return String(decoding: bytes, as: UTF8.self) }
        return "_" + String(decoding: bytes, as: UTF8.self)
    }
}
