import DatagramPrinting
import SFlow
import TestKit
import Testing
import XDR

/// Flow records whose counts and lengths promise what they do not hold, or more than anyone needs.
@Suite struct HostileRecordTests {
    struct Case: CustomTestStringConvertible {
        var testDescription: String
        var number: UInt32
        var words: [UInt32]
        var error: XDRError?

        /// `nil`: it looks odd and is read.
        init(_ number: UInt32, _ description: String, _ error: XDRError?, _ words: [UInt32]) {
            testDescription = "0:\(number): \(description)"
            self.number = number
            self.words = words
            self.error = error
        }

        var bytes: [UInt8] { HostileRecordTests.bytes(words) }
    }

    private static func bytes(_ words: [UInt32]) -> [UInt8] {
        words.flatMap { word in (0..<4).map { UInt8(word >> (24 - 8 * $0) & 255) } }
    }

    /// The head of an extended_gateway, before its segments at byte 20.
    private static let gateway: [UInt32] = [1, 0xcb00_7109, 64500, 64501, 64502]

    /// A list of zeros that is as long as it says.
    private static func list(_ count: Int, of size: Int = 1) -> [UInt32] {
        [UInt32(count)] + Array(repeating: 0, count: count * size)
    }

    static let gateways = [
        Case(1003, "no segment", nil, gateway + [0, 0, 100]),
        Case(1003, "a segment without an AS", nil, gateway + [1, 2, 0, 0, 100]),
        Case(1003, "a set without an AS", nil, gateway + [1, 1, 0, 0, 100]),
        Case(1003, "an empty segment first", nil, gateway + [2, 2, 0, 2, 1, 64503, 0, 100]),
        Case(1003, "an empty segment last", nil, gateway + [2, 2, 1, 64503, 2, 0, 0, 100]),
        Case(1003, "a segment of an unknown type", nil, gateway + [1, 77, 1, 64503, 0, 100]),
        Case(1003, "four billion segments", .truncated(at: 20), gateway + [.max, 2, 1, 64503, 0, 100]),
        Case(1003, "segments whose bytes wrap", .truncated(at: 20), gateway + [0x2000_0001, 2, 1, 64503, 0, 100]),
        Case(1003, "four billion ASs", .truncated(at: 28), gateway + [1, 2, .max, 64503, 0, 100]),
        Case(1003, "ASs whose bytes wrap", .truncated(at: 28), gateway + [1, 2, 0x4000_0001, 64503, 0, 100]),
        Case(1003, "ASs whose bytes are negative", .truncated(at: 28), gateway + [1, 2, 0x8000_0000, 64503, 0, 100]),
        Case(1003, "four billion communities", .truncated(at: 24), gateway + [0, .max, 1, 100]),
        Case(1003, "communities whose bytes wrap to none", .truncated(at: 24), gateway + [0, 0x4000_0000, 100]),
        Case(1003, "communities in the place of localpref", .truncated(at: 32), gateway + [0, 1, 100]),
        Case(
            1003,
            "more segments than a route has",
            .tooLong(at: 20, length: 257, limit: 256),
            gateway + list(257, of: 2) + [0, 100]
        ),
        Case(
            1003,
            "more communities than a route has",
            .tooLong(at: 24, length: 1025, limit: 1024),
            gateway + [0] + list(1025) + [100]
        ),
        Case(1003, "a next hop of type 3", .badValue(at: 0, value: 3), [3] + gateway.dropFirst() + [0, 0, 100]),
    ]

    static let stacks = [
        Case(1006, "four billion labels", .truncated(at: 4), [0, .max, 0, 0]),
        Case(1006, "labels whose bytes wrap", .truncated(at: 8), [0, 0, 0x4000_0001, 0]),
        Case(1006, "a stack without a bottom", .tooLong(at: 4, length: 65, limit: 64), [0] + list(65) + [0]),
        Case(1006, "empty stacks", nil, [0, 0, 0]),
        Case(1012, "four billion tags", .truncated(at: 0), [.max, 0x8100_0064]),
        Case(1012, "tags whose bytes wrap", .truncated(at: 0), [0x4000_0001, 0x8100_0064]),
        Case(1034, "more tags than fit a frame", .tooLong(at: 0, length: 65, limit: 64), list(65)),
        Case(1035, "no tag", nil, [0]),
    ]

    static let addresses = [
        Case(1007, "an address of type 3", .badValue(at: 0, value: 3), [3, 1, 1, 1]),
        Case(1007, "an address of type 7", .badValue(at: 8, value: 7), [1, 1, 7, 1]),
        Case(1007, "an address of all ones", .badValue(at: 0, value: .max), [.max, 1, 1, 1]),
        Case(1007, "an IPv6 address of four bytes", .truncated(at: 12), [1, 1, 2, 1]),
        Case(1007, "unknown addresses", nil, [0, 0]),
    ]

    static let texts = [
        Case(1004, "a user of four gigabytes", .truncated(at: 4), [106, .max, 0x6161_6161, 106, 0]),
        Case(1004, "a user whose padding wraps", .truncated(at: 4), [106, 0xffff_fffd, 0x6161_6161, 106, 0]),
        Case(1004, "a second user beyond the record", .truncated(at: 12), [106, 0, 106, 4]),
        Case(1005, "a URL beyond its limit", .tooLong(at: 4, length: 2052, limit: 2048), [1, 2052] + list(512) + [0]),
        Case(1008, "a name of two gigabytes", .truncated(at: 0), [0x8000_0000, 1, 2]),
        Case(1014, "an SSID that takes all", .truncated(at: 36), [32] + Array(repeating: 0x6161_6161, count: 8)),
        Case(1037, "a list's name beyond the record", .truncated(at: 4), [1, 9, 0x6161_6161, 2]),
        Case(2200, "a key of four gigabytes", .truncated(at: 8), [1, 7, .max, 1, 1, 1, 1]),
        Case(2206, "a URI of four gigabytes", .truncated(at: 8), [2, 1001, .max] + Array(repeating: 0, count: 12)),
        Case(2202, "names that end the record", .truncated(at: 16), [0, 0, 0, 0]),
    ]

    static let frames = [
        Case(1013, "a payload of four gigabytes", .truncated(at: 4), [0x000f_ac04, .max, 0]),
        Case(1013, "no payload", nil, [0x000f_ac04, 0]),
        Case(1016, "four billion PDUs", .truncated(at: 0), [.max, 0]),
        Case(1016, "PDUs whose bytes wrap", .truncated(at: 0), [0x4000_0001, 0]),
        Case(1016, "more PDUs than a frame has", .tooLong(at: 0, length: 257, limit: 256), list(257)),
        Case(1016, "four billion records in a PDU", .truncated(at: 4), [1, .max, 1, 0]),
        Case(1016, "records whose bytes wrap", .truncated(at: 4), [1, 0x2000_0001, 1, 0]),
        Case(1016, "more records than a PDU has", .tooLong(at: 4, length: 33, limit: 32), [1] + list(33, of: 2)),
        Case(1016, "a record of four gigabytes", .truncated(at: 12), [1, 1, 1, .max, 0]),
        Case(1016, "an aggregation in itself", nil, [1, 1, 1016, 12, 1, 1, 1016]),
    ]

    static let all = gateways + stacks + addresses + texts + frames

    @Test(arguments: all)
    func isRefusedWhereItGoesWrong(_ hostile: Case) throws {
        let type = try #require(Structures.flowRecord(DataFormat(0, hostile.number)))
        func error<Structure: XDRStructure>(_: Structure.Type) -> XDRError? {
            do {
                _ = try Structure(hostile.bytes)
                return nil
            } catch {
                return error
            }
        }
        #expect(error(type) == hostile.error)
    }

    /// A flow sample of the record and a good one behind it.
    private static func datagram(_ hostile: Case) -> [UInt8] {
        let records = [hostile.number, UInt32(4 * hostile.words.count)] + hostile.words + [1036, 4, 7]
        let sample = [1, 7, 100, 1000, 0, 7, 8, 2] + records
        return bytes([5, 1, 0xc000_0202, 0, 1, 1000, 1, 1, UInt32(4 * sample.count)] + sample)
    }

    @Test(arguments: all)
    func spoilsNothingBehindIt(_ hostile: Case) {
        let datagram = Self.datagram(hostile), tally = DatagramTally(datagram)
        #expect(tally.records == 2 && tally.badRecords == (hostile.error == nil ? 0 : 1))
        for style in [PrintStyle.text, .json] {
            var printer = DatagramPrinter(style: style)
            #expect(printer.print(datagram.span.bytes, .captured(at: 0)) == (hostile.error == nil ? nil : .record))
            #expect(printer.text.contains("egress_queue_id"))
        }
    }

    @Test(arguments: gateways.filter { $0.error == nil })
    func aPathWithoutASsHasNoEnds(_ hostile: Case) {
        var printer = DatagramPrinter()
        printer.print(Self.datagram(hostile).span.bytes, .captured(at: 0))
        let hasAS = hostile.words.contains(64503)
        #expect(printer.text.contains("\ndst_as \(hasAS ? 64503 : 0)\n"))
        #expect(hasAS || printer.text.contains("\ndst_peer_as 0\n"))
        #expect(printer.text.contains("\nBGP_localpref 100\n"))
    }
}
