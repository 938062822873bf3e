/// The two addresses of an IP packet.
enum Endpoints: Equatable {
    case ipv4(source: UInt32, destination: UInt32)
    case ipv6(source: UInt128, destination: UInt128)
    /// Not IP, or cut off before its addresses.
    case none

    /// From the network header that `frame` has.
    init(_ frame: SampledFrame) {
        let header = unsafe frame.header, start = frame.networkOffset
        switch frame.etherType {
        case EtherType.ipv4 where header.count >= start + 20:
            self = unsafe .ipv4(source: Self.load(header, start + 12), destination: Self.load(header, start + 16))
        case EtherType.ipv6 where header.count >= start + 40:
            self = unsafe .ipv6(source: Self.load(header, start + 8), destination: Self.load(header, start + 24))
        default: self = .none
        }
    }

    private static func load<Integer: FixedWidthInteger & BitwiseCopyable>(
        _ bytes: UnsafeRawBufferPointer,
        _ offset: Int
    ) -> Integer {
        unsafe Integer(bigEndian: bytes.loadUnaligned(fromByteOffset: offset, as: Integer.self))
    }
}
