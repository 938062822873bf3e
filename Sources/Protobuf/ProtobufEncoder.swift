extension ProtobufMessage {
    /// The message on the wire: fields in the order of their declaration, those that are zero or empty left out.
    package var encoded: [UInt8] {
        var encoder = ProtobufEncoder(), message = self
        encoder.encode(&message)
        return encoder.writer.bytes
    }
}

struct ProtobufEncoder: ProtobufVisitor {
    var writer = ProtobufWriter()

    mutating func encode<M: ProtobufMessage>(_ message: inout M) {
        do throws(ProtobufError) {
            try message.visit(&self)
        } catch {
            preconditionFailure("no verb of the encoder fails: \(error)")
        }
    }

    mutating func bool(_ number: Int, _ value: inout Bool) { if value { writer.varint(number, 1) } }

    mutating func int32(_ number: Int, _ value: inout Int32) {
        // A negative number is written in the 64 bits that its extension of sign takes.
        if value != 0 { writer.varint(number, UInt64(bitPattern: Int64(value))) }
    }

    mutating func int64(_ number: Int, _ value: inout Int64) {
        if value != 0 { writer.varint(number, UInt64(bitPattern: value)) }
    }

    mutating func uint32(_ number: Int, _ value: inout UInt32) {
        if value != 0 { writer.varint(number, UInt64(value)) }
    }

    mutating func uint64(_ number: Int, _ value: inout UInt64) { if value != 0 { writer.varint(number, value) } }

    mutating func string(_ number: Int, _ value: inout String) {
        if !value.isEmpty { writer.delimited(number, Array(value.utf8)) }
    }

    mutating func bytes(_ number: Int, _ value: inout [UInt8]) { if !value.isEmpty { writer.delimited(number, value) } }

    mutating func message<M: ProtobufMessage>(_ number: Int, _ value: inout M) {
        if value != M() { writer.delimited(number, value.encoded) }
    }

    mutating func strings(_ number: Int, _ values: inout [String]) {
        for value in values { writer.delimited(number, Array(value.utf8)) }
    }

    mutating func messages<M: ProtobufMessage>(_ number: Int, _ values: inout [M]) {
        for value in values { writer.delimited(number, value.encoded) }
    }

    mutating func map(_ number: Int, _ values: inout [String: String]) {
        for (key, value) in values.sorted(by: { $0.key < $1.key }) {
            writer.delimited(number, MapEntry(key: key, value: value).encoded)
        }
    }
}
