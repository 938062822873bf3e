import SFlow
import SystemFiles
import TestKit
import Testing

@testable import HostCounters

@Suite struct ProcessorSourceTests {
    private func read(_ name: String) throws(SourceError) -> HostCPU {
        var source = ProcessorSource(fixture(name)), buffer: [UInt8] = []
        return try source.read(&buffer)
    }

    @Test func aServer() throws {
        let cpu = try read("server")
        #expect((cpu.loadOne, cpu.loadFive, cpu.loadFifteen) == (1.25, 0.5, 12))
        #expect((cpu.procRun, cpu.procTotal) == (2, 1234))
        #expect((cpu.cpuNum, cpu.cpuSpeed, cpu.uptime) == (4, 2400, 8_640_000))
        #expect((cpu.user, cpu.nice, cpu.system, cpu.idle) == (10_000, 200, 3000, 400_000))
        #expect((cpu.wio, cpu.intr, cpu.sintr) == (500, 60, 70))
        #expect((cpu.steal, cpu.guest, cpu.guestNice) == (80, 900, 100))
        #expect((cpu.interrupts, cpu.contexts) == (4, 1))
    }

    @Test func aBoardHasItsClockRateInSysfsAndOldKernelsFewerColumns() throws {
        let cpu = try read("arm")
        #expect((cpu.cpuNum, cpu.cpuSpeed, cpu.uptime) == (1, 600, 12))
        #expect((cpu.sintr, cpu.steal, cpu.guest) == (10, 0, 0))
        #expect(cpu.procRun == 0)
    }

    @Test func garbageIsMalformed() {
        #expect(throws: SourceError.malformed(fixture("broken").proc + "/loadavg")) { try read("broken") }
    }

    @Test func aMissingFileIsNoData() {
        #expect(throws: SourceError.noData(fixture("none").proc + "/loadavg")) { try read("none") }
    }

    @Test func fiveHundredProcessorsAndAMillionInterrupts() throws {
        let processors = (0..<500).map { "cpu\($0) 1 2 3 4 5 6 7 8 9 10\n" }.joined()
        let interrupts = String(repeating: " 0", count: 100_000)
        let text = "cpu  500 1000 1500 2000 2500 3000 3500 4000 4500 5000\n\(processors)intr 9\(interrupts)\nctxt 7\n"
        let statistics = withBytes(text) { ProcessorStatistics($0) }
        #expect(statistics?.processors == 500)
        #expect(statistics?.contexts == 7)
    }

    @Test func millisecondsWrapAt32Bits() throws {
        var cpu = HostCPU()
        let text = "cpu  429496730 18446744073709551615 0 0 0\ncpu0 0 0 0 0 0\nintr 1\nctxt 1\n"
        let statistics = try #require(withBytes(text) { ProcessorStatistics($0) })
        cpu.set(statistics, ticksPerSecond: 100)
        #expect(cpu.user == 4)
    }

    @Test(arguments: [
        "", "cpu", "cpu  1 2 3\ncpu0 1 2 3\nintr 1\nctxt 1\n", "intr 1\nctxt 1\ncpu  1 2 3 4\n", "cpu 1 2 3 4 5\n",
    ])
    func incompleteStatistics(text: String) {
        let statistics = withBytes(text) { ProcessorStatistics($0) }
        #expect(statistics == nil)
    }

    @Test(
        arguments: [
            ("cpu MHz\t\t: 3000.4\n", 3000), ("processor 0: version = FF\ncpu MHz dynamic : 5200\n", 5200),
            ("processor\t: 0\nclock\t\t: 3425.000000MHz\n", 3425), ("cpu MHz : fast\n", nil), ("cpu family : 6\n", nil),
            ("", nil),
        ] as [(String, UInt32?)]
    )
    func clockRates(text: String, expected: UInt32?) {
        let rate = withBytes(text) { processorMegahertz($0) }
        #expect(rate == expected)
    }
}
