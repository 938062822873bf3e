extension ProtobufMessage {
    /// Reads a message.
    package init(_ bytes: RawSpan, limits: ProtobufLimits = ProtobufLimits()) throws(ProtobufError) {
        self.init()
        var decoder = ProtobufDecoder(bytes, limits)
        try decoder.merge(into: &self)
    }

    package init(_ bytes: [UInt8], limits: ProtobufLimits = ProtobufLimits()) throws(ProtobufError) {
        try unsafe self.init(bytes.span.bytes, limits: limits)
    }
}

/// Has a message visited once for each value on the wire, and hands the value to the verb of its number and type.
struct ProtobufDecoder: ProtobufVisitor, ~Escapable {
    private var reader: ProtobufReader
    private let limits: ProtobufLimits
    private var depth = 0
    private var elements = 0
    /// The value to hand over; `nil` once that is done.
    private var key: FieldKey?

    @_lifetime(copy bytes)
    init(_ bytes: RawSpan, _ limits: ProtobufLimits) {
        reader = ProtobufReader(bytes)
        self.limits = limits
    }

    mutating func merge<M: ProtobufMessage>(into message: inout M) throws(ProtobufError) {
        while let next = try reader.nextKey() {
            key = next
            try message.visit(&self)
            if key != nil { try reader.skip(next.type) }
        }
        key = nil
    }

    mutating func bool(_ number: Int, _ value: inout Bool) throws(ProtobufError) {
        if takes(number, .varint) { value = try reader.varint() != 0 }
    }

    mutating func int32(_ number: Int, _ value: inout Int32) throws(ProtobufError) {
        if takes(number, .varint) { value = Int32(truncatingIfNeeded: try reader.varint()) }
    }

    mutating func int64(_ number: Int, _ value: inout Int64) throws(ProtobufError) {
        if takes(number, .varint) { value = Int64(bitPattern: try reader.varint()) }
    }

    mutating func uint32(_ number: Int, _ value: inout UInt32) throws(ProtobufError) {
        if takes(number, .varint) { value = UInt32(truncatingIfNeeded: try reader.varint()) }
    }

    mutating func uint64(_ number: Int, _ value: inout UInt64) throws(ProtobufError) {
        if takes(number, .varint) { value = try reader.varint() }
    }

    mutating func string(_ number: Int, _ value: inout String) throws(ProtobufError) {
        if takes(number, .lengthDelimited) { value = try text() }
    }

    mutating func bytes(_ number: Int, _ value: inout [UInt8]) throws(ProtobufError) {
        guard takes(number, .lengthDelimited) else { return }
        try countElement()
        value = reader.copy(try reader.delimited())
    }

    mutating func message<M: ProtobufMessage>(_ number: Int, _ value: inout M) throws(ProtobufError) {
        if takes(number, .lengthDelimited) { try nested(&value) }
    }

    mutating func strings(_ number: Int, _ values: inout [String]) throws(ProtobufError) {
        if takes(number, .lengthDelimited) { values.append(try text()) }
    }

    mutating func messages<M: ProtobufMessage>(_ number: Int, _ values: inout [M]) throws(ProtobufError) {
        guard takes(number, .lengthDelimited) else { return }
        var value = M()
        try nested(&value)
        values.append(value)
    }

    mutating func map(_ number: Int, _ values: inout [String: String]) throws(ProtobufError) {
        guard takes(number, .lengthDelimited) else { return }
        var entry = MapEntry()
        try nested(&entry)
        values[entry.key] = entry.value
    }

    private mutating func takes(_ number: Int, _ type: WireType) -> Bool {
        guard let key, key.number == number, key.type == type else { return false }
        self.key = nil
        return true
    }

    private mutating func text() throws(ProtobufError) -> String {
        try countElement()
        return reader.text(try reader.delimited())
    }

    private mutating func nested<M: ProtobufMessage>(_ value: inout M) throws(ProtobufError) {
        try countElement()
        guard depth < limits.depth else { throw .tooDeep(limit: limits.depth) }
        depth += 1
        let outerEnd = reader.enter(try reader.delimited())
        try merge(into: &value)
        reader.leave(to: outerEnd)
        depth -= 1
    }

    private mutating func countElement() throws(ProtobufError) {
        elements += 1
        guard elements <= limits.elements else { throw .tooManyElements(limit: limits.elements) }
    }
}

/// What a map is made of on the wire.
struct MapEntry: ProtobufMessage {
    var key = ""
    var value = ""

    mutating func visit<V: ProtobufVisitor & ~Escapable>(_ visitor: inout V) throws(ProtobufError) {
        try visitor.string(1, &key)
        try visitor.string(2, &value)
    }
}
