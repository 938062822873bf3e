/// Appends JSON text to bytes: compact, or with every member and element on its own line.
///
///     var writer = JSONWriter(indent: 1)
///     writer.object {
///         $0.member("agents", 7)
///         $0.member("names") { $0.array { $0.value("leaf1") } }
///     }
package struct JSONWriter: Sendable {
    /// The text so far, UTF-8.
    package private(set) var bytes: [UInt8] = []
    /// Spaces for each level; 0: no line breaks and no spaces at all.
    private let indent: Int
    private var depth = 0
    private var isFirst = true
    private var followsName = false

    package init(indent: Int = 0, reserving capacity: Int = 512) {
        self.indent = max(0, indent)
        bytes.reserveCapacity(capacity)
    }

    /// The text so far.
    package var text: String { String(decoding: bytes, as: UTF8.self) }

    /// `{…}`; the body writes members.
    package mutating func object<Failure>(
        _ body: (inout JSONWriter) throws(Failure) -> Void
    ) throws(Failure) {
        try container("{", "}", body)
    }

    /// `[…]`; the body writes values.
    package mutating func array<Failure>(
        _ body: (inout JSONWriter) throws(Failure) -> Void
    ) throws(Failure) {
        try container("[", "]", body)
    }

    /// `"name":value`
    package mutating func member(_ name: String, _ value: some JSONWritable) {
        self.name(name)
        self.value(value)
    }

    /// `"name":`, then what the body writes: exactly one value.
    package mutating func member<Failure>(
        _ name: String,
        _ body: (inout JSONWriter) throws(Failure) -> Void
    ) throws(Failure) {
        self.name(name)
        try body(&self)
    }

    /// One value: an element, a member's value, or the whole text.
    package mutating func value(_ value: some JSONWritable) { value.write(to: &self) }

    /// `null`
    package mutating func null() { token("null".utf8) }

    /// A token that needs no escapes: a number, `true`.
    mutating func token(_ text: some Sequence<UInt8>) {
        separate()
        bytes.append(contentsOf: text)
    }

    /// A string from the bytes that `append` adds between the quotes.
    mutating func quoted(_ append: (inout [UInt8]) -> Void) {
        separate()
        bytes.append(UInt8(ascii: "\""))
        append(&bytes)
        bytes.append(UInt8(ascii: "\""))
    }

    private mutating func name(_ name: String) {
        value(name)
        bytes.append(UInt8(ascii: ":"))
        if indent > 0 { bytes.append(UInt8(ascii: " ")) }
        followsName = true
    }

    private mutating func container<Failure>(
        _ open: Unicode.Scalar,
        _ close: Unicode.Scalar,
        _ body: (inout JSONWriter) throws(Failure) -> Void
    ) throws(Failure) {
        separate()
        bytes.append(UInt8(ascii: open))
        depth += 1
        isFirst = true
        try body(&self)
        depth -= 1
        if !isFirst { newLine() }
        bytes.append(UInt8(ascii: close))
        isFirst = false
    }

    /// What stands before a value: nothing after a name, else a comma unless it is the first, and a line break.
    private mutating func separate() {
        if followsName {
            followsName = false
            return
        }
        if !isFirst { bytes.append(UInt8(ascii: ",")) }
        if depth > 0 { newLine() }
        isFirst = false
    }

    private mutating func newLine() {
        guard indent > 0 else { return }
        bytes.append(UInt8(ascii: "\n"))
        bytes.append(contentsOf: repeatElement(UInt8(ascii: " "), count: indent * depth))
    }
}
