/// Why bytes are no message in the wire format of protocol buffers, and at which byte.
package enum ProtobufError: Error, Hashable, Sendable {
    /// A value goes beyond the end of its message.
    case truncated(at: Int)
    /// A number of more than ten bytes, or of more than 64 bits.
    case badNumber(at: Int)
    /// A field number of 0, or above 2^29 − 1.
    case badField(at: Int)
    /// Groups, which no message of version 3 has, or a type that there is not.
    case badWireType(UInt8, at: Int)
    /// Messages inside of each other.
    case tooDeep(limit: Int)
    /// Elements and texts together.
    case tooManyElements(limit: Int)
}

extension ProtobufError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .truncated(let at): "the value at byte \(at) is cut off"
        case .badNumber(let at): "the number at byte \(at) is too long"
        case .badField(let at): "no field has the number at byte \(at)"
        case .badWireType(let type, let at): "the field at byte \(at) has the unknown type \(type)"
        case .tooDeep(let limit): "messages are nested deeper than \(limit) levels"
        case .tooManyElements(let limit): "there are more than \(limit) elements"
        }
    }
}
