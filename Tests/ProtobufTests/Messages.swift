@testable import Protobuf

/// A message of every type of field, and of itself.
struct Everything: ProtobufMessage {
    var bool = false
    var int32: Int32 = 0
    var int64: Int64 = 0
    var uint32: UInt32 = 0
    var uint64: UInt64 = 0
    var string = ""
    var bytes: [UInt8] = []
    var inner = Inner()
    var strings: [String] = []
    var inners: [Inner] = []
    var map: [String: String] = [:]
    var nested: [Everything] = []

    mutating func visit<V: ProtobufVisitor & ~Escapable>(_ visitor: inout V) throws(ProtobufError) {
        try visitor.bool(1, &bool)
        try visitor.int32(2, &int32)
        try visitor.int64(3, &int64)
        try visitor.uint32(4, &uint32)
        try visitor.uint64(5, &uint64)
        try visitor.string(6, &string)
        try visitor.bytes(7, &bytes)
        try visitor.message(8, &inner)
        try visitor.strings(9, &strings)
        try visitor.messages(10, &inners)
        try visitor.map(11, &map)
        try visitor.messages(200, &nested)
    }
}

struct Inner: ProtobufMessage {
    var number: UInt32 = 0

    mutating func visit<V: ProtobufVisitor & ~Escapable>(_ visitor: inout V) throws(ProtobufError) {
        try visitor.uint32(1, &number)
    }
}

extension Everything {
    /// With values that the format treats differently.
    static let full: Everything = {
        var message = Everything()
        message.bool = true
        message.int32 = -2
        message.int64 = .min
        message.uint32 = .max
        message.uint64 = .max
        message.string = "Grüße"
        message.bytes = [0, 255]
        message.inner = Inner(number: 300)
        message.strings = ["", "a"]
        message.inners = [Inner(), Inner(number: 1)]
        message.map = ["k": "v", "": "empty key", "empty value": ""]
        message.nested = [Everything()]
        return message
    }()
}
