/// Puts messages together from pieces of a stream: each is preceded by a byte that tells whether it is compressed, and its
/// length in four.
/// https://github.com/grpc/grpc/blob/master/doc/PROTOCOL-HTTP2.md
struct GRPCAssembler: Sendable {
    /// The longest message.
    let limit: Int
    private var head: [UInt8] = []
    private var body: [UInt8] = []

    init(limit: Int) { self.limit = limit }

    /// What comes before a message.
    static let headSize = 5

    /// Whether a message has begun and not ended.
    var isInside: Bool { !head.isEmpty }

    /// Hands over the messages that end in `bytes`. What it holds never exceeds what has come.
    mutating func append(_ bytes: [UInt8], _ take: ([UInt8]) -> Void) throws(GRPCStatus) {
        var rest = bytes[...]
        while true {
            while head.count < Self.headSize {
                guard let byte = rest.popFirst() else { return }
                head.append(byte)
            }
            let length = try checkedLength(), piece = rest.prefix(length - body.count)
            body += piece
            rest = rest.dropFirst(piece.count)
            guard body.count == length else { return }
            take(body)
            head.removeAll(keepingCapacity: true)
            body = []
        }
    }

    private func checkedLength() throws(GRPCStatus) -> Int {
        guard head[0] == 0 else {
            throw GRPCStatus(GRPCStatus.internal, "a message is compressed, which nobody asked for")
        }
        let length = head[1...].reduce(0) { $0 << 8 | Int($1) }
        guard length <= limit else {
            throw GRPCStatus(GRPCStatus.resourceExhausted, "a message of \(length) bytes; at most \(limit) are taken")
        }
        return length
    }

    /// A message with its head.
    static func frame(_ message: [UInt8]) -> [UInt8] {
        let length = UInt32(message.count)
        return [0] + (0..<4).map { UInt8(truncatingIfNeeded: length >> UInt32(24 - 8 * $0)) } + message
    }
}
