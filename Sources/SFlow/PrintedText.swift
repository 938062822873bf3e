/// How what a datagram holds is shown.
public enum PrintStyle: Sendable {
    /// A line for each field: its name, a space, its value.
    case text
    /// An object for each datagram, on a line of its own; every value is a string.
    case json
}

/// Names and values as text or JSON, in a buffer that is reused.
struct PrintedText: Sendable {
    let style: PrintStyle
    private(set) var bytes: [UInt8] = []
    /// What stands before the names: `discarded_`, and in text `adaptor_0_`.
    var prefix = ""
    /// What stands behind the names in text, after a dot.
    var suffix: Int?
    /// The place in a list of values whose element comes next.
    var place: (list: StaticString, index: Int)?
    private var needsComma = false

    init(style: PrintStyle) { self.style = style }

    /// Forgets what was printed.
    mutating func removeAll() {
        bytes.removeAll(keepingCapacity: true)
        needsComma = false
    }

    /// A place to come back to.
    struct Mark {
        fileprivate var count: Int, needsComma: Bool, prefix: String, suffix: Int?
    }

    var mark: Mark { Mark(count: bytes.count, needsComma: needsComma, prefix: prefix, suffix: suffix) }

    /// Forgets what was printed since `mark`.
    mutating func rewind(to mark: Mark) {
        bytes.removeLast(bytes.count - mark.count)
        needsComma = mark.needsComma
        prefix = mark.prefix
        suffix = mark.suffix
        place = nil
    }

    /// Begins a field: its value is what is appended until `end`. In a list of values the name is the list's.
    @inline(__always)
    mutating func begin(_ name: StaticString) {
        switch style {
        case .text:
            bytes.append(contentsOf: prefix.utf8)
            append(place?.list ?? name)
            if let place {
                append("_")
                decimal(UInt64(place.index))
            }
            appendSuffix()
            append(" ")
        case .json:
            separate()
            append("\"")
            guard place == nil else { return }
            bytes.append(contentsOf: prefix.utf8)
            append(name)
            append("\":\"")
        }
    }

    private mutating func appendSuffix() {
        guard let suffix else { return }
        append(".")
        decimal(UInt64(suffix))
    }

    @inline(__always)
    mutating func end() { append(style == .text ? "\n" : "\"") }

    /// A field with a fixed value.
    mutating func field(_ name: StaticString, _ value: StaticString) {
        begin(name)
        append(value)
        end()
    }

    /// A field with a number.
    mutating func field(_ name: StaticString, _ value: UInt32) {
        begin(name)
        decimal(UInt64(value))
        end()
    }

    /// The number of elements that a list has: `MACs 2`.
    mutating func count(_ list: StaticString, suffix: StaticString = "", _ count: Int) {
        switch style {
        case .text:
            bytes.append(contentsOf: prefix.utf8)
            append(list)
            append(suffix)
            append(" ")
        case .json:
            separate()
            append("\"")
            append(list)
            append(suffix)
            append("\":\"")
        }
        decimal(UInt64(count))
        end()
    }

    /// A line that only text has.
    mutating func line(_ text: StaticString) {
        guard style == .text else { return }
        append(text)
        append("\n")
    }

    /// `{` or `[` in JSON, with the name of the member that it is the value of.
    mutating func open(_ bracket: StaticString, name: StaticString? = nil, suffix: StaticString = "") {
        guard style == .json else { return }
        separate()
        if let name {
            append("\"")
            appendLowercased(name)
            append(suffix)
            append("\":")
        }
        append(bracket)
        needsComma = false
    }

    /// `}` or `]` in JSON.
    mutating func close(_ bracket: StaticString) {
        guard style == .json else { return }
        append(bracket)
        needsComma = true
    }

    /// Ends the datagram's line in JSON.
    mutating func endObject() {
        close("}\n")
        needsComma = false
    }

    private mutating func separate() {
        if needsComma { append(",") }
        needsComma = true
    }

    mutating func append(_ text: StaticString) {
        text.withUTF8Buffer { unsafe bytes.append(contentsOf: $0) }
    }

    private mutating func appendLowercased(_ text: StaticString) {
        let start = bytes.count
        append(text)
        for index in start..<bytes.count where 65...90 ~= bytes[index] { bytes[index] |= 0x20 }
    }

    mutating func append(byte: UInt8) { bytes.append(byte) }
}
