/// What a packer has done since it was made.
package struct PackerCounts: Equatable, Sendable {
    package var samples: UInt64 = 0
    package var datagrams: UInt64 = 0
    /// Counter records that were larger than any datagram.
    package var lostRecords: UInt64 = 0
    /// Datagrams that nobody took in time.
    package var lostDatagrams: UInt64 = 0

    package init() {}
}
