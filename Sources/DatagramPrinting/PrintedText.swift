import NetTypes
import XDR

/// Names and values as text or JSON, in a buffer that is reused.
struct PrintedText: ~Copyable {
    let style: PrintStyle
    var buffer: TextBuffer
    /// What stands before the names: `discarded_`, and in text `adaptor_0_`.
    var prefix: [UInt8] = []
    /// What stands behind the names in text, after a dot.
    var suffix: Int?
    /// What stands behind the names, after a `_`.
    var tail = TextBuffer(capacity: 0)
    /// The place in a list of values whose element comes next.
    var place: (list: StaticString, index: Int)?
    /// What stands before each line for grep.
    var context = TextBuffer(capacity: 0)
    /// The fields that are wanted, where not all are.
    var selection = FieldSelection([])
    private var depth = 0
    private var needsComma = false

    /// - Parameter capacity: bytes for which there is room at once.
    init(style: PrintStyle, capacity: Int = 1 << 16) {
        self.style = style
        buffer = TextBuffer(capacity: capacity)
    }

    /// Forgets what was printed.
    mutating func removeAll() {
        buffer.removeAll()
        needsComma = false
        depth = 0
    }

    /// A place to come back to.
    struct Mark {
        fileprivate var count: Int, needsComma: Bool, depth: Int, prefix: Int, suffix: Int?
    }

    var mark: Mark {
        Mark(count: buffer.count, needsComma: needsComma, depth: depth, prefix: prefix.count, suffix: suffix)
    }

    /// Forgets what was printed since `mark`.
    mutating func rewind(to mark: Mark) {
        buffer.truncate(to: mark.count)
        needsComma = mark.needsComma
        depth = mark.depth
        prefix.removeLast(prefix.count - mark.prefix)
        suffix = mark.suffix
        tail.removeAll()
        place = nil
    }

    /// Puts text from outside behind the names to come.
    mutating func setTail(foreign text: RawSpan) {
        tail.removeAll()
        tail.append(byte: UInt8(ascii: "_"))
        tail.append(foreign: text, for: style.isJSON ? .json : .line)
    }

    // MARK: Fields

    /// A field: its name, and the value that `value` appends.
    @inline(__always)
    mutating func field(_ name: StaticString, isNumber: Bool = false, _ value: (inout TextBuffer) -> Void) {
        field({ $0.append(name) }, isNumber: isNumber, value)
    }

    /// A field whose name is not known before.
    @inline(__always)
    mutating func field(
        _ name: (inout TextBuffer) -> Void,
        isNumber: Bool = false,
        _ value: (inout TextBuffer) -> Void
    ) {
        switch style.form {
        case .text, .grep:
            beginLine()
            if style.isColoured { buffer.append("\u{1b}[36m") }
            appendName(name)
            if style.isColoured { buffer.append("\u{1b}[0m") }
            buffer.append(byte: UInt8(ascii: " "))
            value(&buffer)
            buffer.append(byte: UInt8(ascii: "\n"))
        case .json, .indentedJSON:
            separate()
            if place == nil { appendKey(name) }
            let isQuoted = !(isNumber && style.isTyped)
            if isQuoted { buffer.append(byte: UInt8(ascii: "\"")) }
            value(&buffer)
            if isQuoted { buffer.append(byte: UInt8(ascii: "\"")) }
        case .fields:
            let start = buffer.count
            appendName(name)
            if let slot = selection.slot(buffer, from: start) {
                buffer.truncate(to: start)
                value(&buffer)
                selection.take(buffer, from: start, slot)
            }
            buffer.truncate(to: start)
        }
    }

    /// The name with what stands before and behind it. In a list of values the name is the list's.
    @inline(__always)
    private mutating func appendName(_ name: (inout TextBuffer) -> Void) {
        if !prefix.isEmpty { buffer.append(utf8: prefix) }
        if let place {
            buffer.append(place.list)
            buffer.append(byte: UInt8(ascii: "_"))
            buffer.append(decimal: UInt64(place.index))
        } else {
            name(&buffer)
        }
        if tail.count > 0 { buffer.append(tail) }
        if let suffix {
            buffer.append(byte: UInt8(ascii: "."))
            buffer.append(decimal: UInt64(suffix))
        }
    }

    @inline(__always)
    private mutating func appendKey(_ name: (inout TextBuffer) -> Void) {
        if style.isColoured { buffer.append("\u{1b}[34;1m") }
        buffer.append(byte: UInt8(ascii: "\""))
        if !prefix.isEmpty { buffer.append(utf8: prefix) }
        name(&buffer)
        if tail.count > 0 { buffer.append(tail) }
        buffer.append(byte: UInt8(ascii: "\""))
        if style.isColoured { buffer.append("\u{1b}[0m") }
        buffer.append(byte: UInt8(ascii: ":"))
    }

    @inline(__always)
    private mutating func beginLine() {
        if style.form == .grep { buffer.append(context) }
    }

    /// A line that only text has.
    mutating func line(_ append: (inout TextBuffer) -> Void) {
        guard style.form == .text || style.form == .grep else { return }
        beginLine()
        append(&buffer)
        buffer.append(byte: UInt8(ascii: "\n"))
    }

    mutating func line(_ text: StaticString) { line { $0.append(text) } }

    // MARK: JSON

    /// `{` or `[` in JSON, with the name of the member that it is the value of.
    mutating func open(_ bracket: StaticString, name: StaticString? = nil, suffix: StaticString = "") {
        guard style.isJSON else { return }
        if needsComma {
            buffer.append(byte: UInt8(ascii: ","))
            indent()
        }
        if let name {
            appendKey {
                $0.append(lowercased: name)
                $0.append(suffix)
            }
        }
        buffer.append(bracket)
        depth += 1
        needsComma = false
    }

    /// `}` or `]` in JSON.
    mutating func close(_ bracket: StaticString) {
        guard style.isJSON else { return }
        depth -= 1
        indent()
        buffer.append(bracket)
        needsComma = true
    }

    /// Ends the datagram in JSON: a line, and an empty one where there are many.
    mutating func endObject() {
        guard style.isJSON else { return }
        close("}")
        buffer.append(style.form == .json ? "\n" : "\n\n")
        needsComma = false
    }

    @inline(__always)
    private mutating func separate() {
        if needsComma { buffer.append(byte: UInt8(ascii: ",")) }
        indent()
        needsComma = true
    }

    private mutating func indent() {
        guard style.form == .indentedJSON else { return }
        buffer.append(byte: UInt8(ascii: "\n"))
        for _ in 0..<depth { buffer.append(byte: UInt8(ascii: " ")) }
    }
}

extension TextBuffer {
    fileprivate mutating func append(lowercased text: StaticString) {
        for index in 0..<text.utf8CodeUnitCount {
            let byte = unsafe text.utf8Start[index]
            append(byte: 65...90 ~= byte ? byte | 0x20 : byte)
        }
    }
}
