import Agent
import TestKit
import Testing

@testable import ControlGroups

@Suite struct GroupTextsTests {
    @Test(arguments: [
        ("12\n", 12), ("max\n", nil), ("-1\n", nil), ("", nil), ("\n", nil), ("18446744073709551616\n", nil),
        ("7 8\n", 7),
    ])
    func numbers(text: String, expected: UInt64?) { #expect(withBytes(text) { singleNumber($0) } == expected) }

    @Test(arguments: [
        ("67108864\n", 67_108_864), ("9223372036854771712\n", nil), ("9223372036854710272\n", nil), ("max\n", nil),
        ("0\n", 0),
    ])
    func memoryLimits(text: String, expected: UInt64?) { #expect(withBytes(text) { memoryLimit($0) } == expected) }

    @Test(arguments: [
        ("0\n", 1), ("0-3\n", 4), ("0-3,8,10-11\n", 7), ("\n", nil), ("", nil), ("3-0\n", nil), ("a\n", nil),
        ("1-2-3\n", nil),
        ("0-70000\n", nil), ("-\n", nil),
    ])
    func sets(text: String, expected: Int?) { #expect(withBytes(text) { processorCount($0) } == expected) }

    @Test(arguments: [
        ("8:0 Read 1\n8:0 Write 2\n8:16 READ 10\n8:16 write 20\nTotal 33\n", 11, 22), ("Total 0\n", 0, 0), ("", 0, 0),
        ("8:0 Read\n8:0 Read x\nRead 5\n8:0  Write  7 8\n", 0, 7),
    ])
    func blocks(text: String, reads: UInt64, writes: UInt64) {
        #expect(withBytes(text) { readsAndWrites($0) } == (reads, writes))
    }

    @Test(arguments: [
        ("some avg10=0.00 avg60=0.10 avg300=0.00 total=123\nfull avg10=0.00 total=5\n", 123), ("full total=5\n", nil),
        ("some avg10=0.00\n", nil), ("", nil), ("some total=x\n", nil), ("some total=\n", nil),
    ])
    func pressures(text: String, expected: UInt64?) { #expect(withBytes(text) { pressure($0) } == expected) }

    @Test(arguments: [
        ("1\n20\n", [1, 20]), ("0\n5\n", [5]), ("", []), ("x\n-3\n99999999999\n7\n", [7]),
    ])
    func processes(text: String, expected: [Int32]) { #expect(withBytes(text) { processIDs($0) } == expected) }

    private static let head = """
        Inter-|   Receive                                                |  Transmit
         face |bytes    packets errs drop fifo frame compressed multicast|bytes    packets errs drop fifo colls carrier compressed

        """

    @Test func network() throws {
        let text =
            Self.head + """
                    lo:     999       9    0    0    0     0          0         0      999       9    0    0    0     0       0          0
                  eth0: 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16
                  net1:100 200 300 400 0 0 0 0 900 1000 1100 1200 0 0 0 0
                  cut0: 1 2 3 4 5 6 7 8 9 10

                """
        let totals = try #require(withBytes(text) { networkTotals($0) })
        #expect((totals.bytesIn, totals.packetsIn, totals.errorsIn, totals.dropsIn) == (101, 202, 303, 404))
        #expect((totals.bytesOut, totals.packetsOut, totals.errorsOut, totals.dropsOut) == (909, 1010, 1111, 1212))
    }

    @Test func networkWithoutInterfaces() {
        #expect(withBytes("") { networkTotals($0) } == nil)
        #expect(withBytes(Self.head) { networkTotals($0) } == nil)
        #expect(
            withBytes(Self.head + "    lo: 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16\n") { networkTotals($0) }
                == NetworkTotals()
        )
    }
}
