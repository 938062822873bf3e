import Foundation
import Testing

@testable import NetTypes

@Suite struct TextBufferTests {
    private func text(_ append: (inout TextBuffer) -> Void) -> String {
        var buffer = TextBuffer(capacity: 0)
        append(&buffer)
        return buffer.text
    }

    @Test(
        arguments: [
            0, 9, 10, 99, 100, 101, 999, 1000, 9999, 10_000, 99_999, 100_000, 999_999, 1_000_000, 9_999_999, 10_000_000,
            99_999_999, 100_000_000, 999_999_999, 1_000_000_000, 4_294_967_295, 4_294_967_296, 999_999_999_999,
            1_000_000_000_000_000_000, UInt64.max,
        ] as [UInt64]
    )
    func numbersAreDecimal(_ value: UInt64) {
        #expect(text { $0.append(decimal: value) } == "\(value)")

        guard let small = UInt32(exactly: value) else { return }
        #expect(text { $0.append(decimal: small) } == "\(value)")
        #expect(text { $0.append(hex: small) } == String(value, radix: 16))
        #expect(text { $0.append(ipv4: small) } == ipv4Text(small))
    }

    @Test func everyOctetAndByteHasItsText() {
        for value in 0..<256 as Range<UInt32> {
            #expect(text { $0.append(ipv4: value &* 0x0101_0101) } == ipv4Text(value &* 0x0101_0101))
            let mac = UInt64(value) &* 0x0101_0101_0101
            #expect(text { $0.append(mac: mac) } == String(format: "%012lx", mac))
            #expect(text { $0.append(hexBytes: [UInt8(value), 7].span.bytes) } == String(format: "%02X-07", value))
        }
    }

    @Test func otherValuesHaveTheirText() {
        #expect(text { $0.append(decimal: Int64.min) } == "-9223372036854775808")
        #expect(text { $0.append(42, digits: 6) } == "000042")
        #expect(text { $0.append(hex: 0x1f, digits: 4) } == "001f")
        #expect(text { $0.append(ipv6Groups: 0x2001_0db8 << 96 | 0xf) } == "2001:0db8:0000:0000:0000:0000:0000:000f")
        let uuid = UInt128(0x0011_2233_4455_6677) << 64 | 0x8899_aabb_ccdd_eeff
        #expect(text { $0.append(uuid: uuid) } == "00112233-4455-6677-8899-aabbccddeeff")
        #expect(text { $0.append(hexBytes: [UInt8]().span.bytes) } == "")
    }

    @Test func growsAndForgets() {
        let long = String(repeating: "0123456789", count: 1000)
        #expect(text { $0.append(utf8: long.utf8) } == long)
        #expect(
            text { buffer in
                for _ in 0..<1000 { buffer.append("0123456789") }
            } == long
        )
        #expect(
            text { buffer in
                buffer.append("abc")
                buffer.truncate(to: 1)
                buffer.append(([100, 101] as [UInt8]).span.bytes)
                buffer.append(byte: 102)
            } == "adef"
        )
        #expect(
            text { buffer in
                buffer.append("abc")
                buffer.removeAll()
            } == ""
        )
    }
}
