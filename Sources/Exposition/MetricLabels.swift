/// The labels of a sample, as text: escaped once, used for every sample of the same thing.
package struct MetricLabels: Hashable, Sendable {
    /// `agent="10.0.0.1",host="leaf1"`
    private(set) var bytes: [UInt8] = []

    package init() {}

    package init(_ labels: KeyValuePairs<String, String>) {
        for (name, value) in labels { append(name, value) }
    }

    /// One more label, of which the name has to be valid and not there yet.
    package mutating func append(_ name: String, _ value: String) {
        if !bytes.isEmpty { bytes.append(UInt8(ascii: ",")) }
        bytes.append(contentsOf: name.utf8)
        bytes.append(contentsOf: "=\"".utf8)
        bytes.appendEscaped(value, quotes: true)
        bytes.append(UInt8(ascii: "\""))
    }

    /// The same and one more.
    package func with(_ name: String, _ value: String) -> MetricLabels {
        var labels = self
        labels.append(name, value)
        return labels
    }
}

extension [UInt8] {
    /// Text with backslashes, line feeds and, where it stands between them, quotes escaped.
    mutating func appendEscaped(_ text: String, quotes: Bool) {
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "\\"): append(contentsOf: #"\\"#.utf8)
            case UInt8(ascii: "\n"): append(contentsOf: #"\n"#.utf8)
            case UInt8(ascii: "\"") where quotes: append(contentsOf: #"\""#.utf8)
            default: append(byte)
            }
        }
    }
}
