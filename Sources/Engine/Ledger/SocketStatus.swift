import NetTypes

/// What a socket that receives sFlow says of itself.
package struct SocketStatus: Hashable, Sendable {
    package var address: SocketAddress
    /// The shard that it receives for: several sockets share an address.
    package var shard: Int
    /// What the kernel granted, in bytes.
    package var receiveBuffer: Int
    /// Datagrams that the kernel dropped because the buffer was full.
    package var drops: Int

    package init(_ address: SocketAddress, shard: Int, receiveBuffer: Int, drops: Int) {
        (self.address, self.shard) = (address, shard)
        (self.receiveBuffer, self.drops) = (receiveBuffer, drops)
    }
}
