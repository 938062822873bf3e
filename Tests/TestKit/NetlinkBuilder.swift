/// Netlink datagrams as the kernel makes them, for tests.
package struct NetlinkBuilder {
    package private(set) var bytes: [UInt8] = []

    package init() {}

    /// A message with a body and attributes; `length` replaces the true one.
    package func message(
        _ type: Int,
        flags: UInt16 = 0,
        sequence: UInt32 = 1,
        body: [UInt8] = [],
        attributes: [[UInt8]] = [],
        length: UInt32? = nil
    ) -> NetlinkBuilder {
        let payload = body + attributes.flatMap { $0 }
        var result = self
        result.bytes += little(length ?? UInt32(16 + payload.count)) + little(UInt16(type)) + little(flags)
        result.bytes += little(sequence) + little(UInt32(0)) + payload
        while result.bytes.count % 4 != 0 { result.bytes.append(0) }
        return result
    }
}

/// An attribute with its padding; `length` replaces the true one.
package func attribute(_ type: Int, _ value: [UInt8], length: UInt16? = nil) -> [UInt8] {
    let padding = [UInt8](repeating: 0, count: (4 - value.count % 4) % 4)
    return little(length ?? UInt16(4 + value.count)) + little(UInt16(type)) + value + padding
}

package func text(_ value: String) -> [UInt8] { Array(value.utf8) + [0] }

/// In the order of the machine, which is little-endian wherever the tests run.
package func little<Value: FixedWidthInteger>(_ value: Value) -> [UInt8] {
    (0..<Value.bitWidth / 8).map { UInt8(truncatingIfNeeded: value >> Value($0 * 8)) }
}

/// struct ifinfomsg.
package func linkBody(_ index: UInt32, type: UInt16 = 1, flags: UInt32 = 0x1043, family: UInt8 = 0) -> [UInt8] {
    [family, 0] + little(type) + little(index) + little(flags) + little(UInt32(0))
}
