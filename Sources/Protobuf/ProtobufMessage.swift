/// A message, declared once: `visit` names each field's number and type, from which it is read and written.
///
/// What is not on the wire keeps its first value, which is zero or empty, as version 3 of the language has it. Fields that
/// are not declared are passed over.
package protocol ProtobufMessage: Hashable, Sendable {
    init()
    mutating func visit<V: ProtobufVisitor & ~Escapable>(_ visitor: inout V) throws(ProtobufError)
}

/// A verb for each type of field.
package protocol ProtobufVisitor: ~Escapable {
    mutating func bool(_ number: Int, _ value: inout Bool) throws(ProtobufError)
    /// Also enumerations, of which unknown values are kept.
    mutating func int32(_ number: Int, _ value: inout Int32) throws(ProtobufError)
    mutating func int64(_ number: Int, _ value: inout Int64) throws(ProtobufError)
    mutating func uint32(_ number: Int, _ value: inout UInt32) throws(ProtobufError)
    mutating func uint64(_ number: Int, _ value: inout UInt64) throws(ProtobufError)
    mutating func string(_ number: Int, _ value: inout String) throws(ProtobufError)
    mutating func bytes(_ number: Int, _ value: inout [UInt8]) throws(ProtobufError)
    mutating func message<M: ProtobufMessage>(_ number: Int, _ value: inout M) throws(ProtobufError)
    mutating func strings(_ number: Int, _ values: inout [String]) throws(ProtobufError)
    mutating func messages<M: ProtobufMessage>(_ number: Int, _ values: inout [M]) throws(ProtobufError)
    /// `map<string, string>`; of entries with the same key the last counts.
    mutating func map(_ number: Int, _ values: inout [String: String]) throws(ProtobufError)
}
