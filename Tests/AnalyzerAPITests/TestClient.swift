import NIOCore
import NIOPosix

/// A client that sends what it is told, byte for byte.
struct TestClient: Sendable {
    let port: Int

    private func connect() async throws -> NIOAsyncChannel<ByteBuffer, ByteBuffer> {
        try await ClientBootstrap(group: .singletonMultiThreadedEventLoopGroup)
            .connect(host: "127.0.0.1", port: port) { channel in
                channel.eventLoop.makeCompletedFuture { try NIOAsyncChannel(wrappingChannelSynchronously: channel) }
            }
    }

    /// Sends, reads until what came is enough or the server closes, and closes.
    func exchange(_ request: String, until isEnough: @escaping @Sendable (String) -> Bool) async throws -> String {
        try await connect().executeThenClose { inbound, outbound in
            try await outbound.write(ByteBuffer(string: request))
            var received = ByteBuffer()
            for try await part in inbound {
                received.writeImmutableBuffer(part)
                if isEnough(String(buffer: received)) { break }
            }
            return String(buffer: received)
        }
    }
}

extension String {
    /// How often a text occurs.
    func components(of text: String) -> Int { split(separator: text, omittingEmptySubsequences: false).count - 1 }
}
