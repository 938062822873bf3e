import Testing

@testable import AnalyzerAPI

@Suite struct ProcessMonitorTests {
    private let stat =
        "7 (a) b (c) S 1 7 7 0 -1 4194560 900 0 0 0 150 50 0 0 20 0 12 0 100 200000000 2500 18446744073709551615 1 1"

    @Test func aNameWithParenthesesDoesNotShiftTheFields() throws {
        let process = try #require(ProcessStat(stat))
        #expect(process.ticks == 200)
        #expect(process.threads == 12)
        #expect(process.residentPages == 2500 && process.virtualMemory == 200_000_000 && process.start == 100)
    }

    @Test(arguments: ["", "7", "7 (a", "7 (a) S 1 2 3"]) func whatIsCutIsNotRead(text: String) {
        #expect(ProcessStat(text) == nil)
    }

    @Test func loadsAreSharesOfAllProcessors() throws {
        let before = try #require(CPUTicks(system: "cpu  100 0 100 800 0 0 0 0 50 0\ncpu0 1", process: stat))
        let later = stat.replacing(" 150 50 ", with: " 170 60 ")
        let after = try #require(CPUTicks(system: "cpu  200 0 150 850 0 0 0 0 90 0\n", process: later))
        let loads = after.loads(since: before)
        #expect(loads.system == 0.75)
        #expect(loads.process == 0.15)
        #expect(before.loads(since: before) == (0, 0))
    }

    @Test func missingFilesGiveZeros() {
        let reading = ProcessMonitor(roots: SystemRoots(proc: "/nonexistent", cgroup: "/nonexistent")).read()
        #expect(reading.residentMemory == 0 && reading.memoryTotal == 0 && reading.systemLoad == 0)
        #expect(reading.processors >= 1)
        #expect(reading.openFiles == 0 && reading.startTime == 0 && reading.virtualMemory == 0)
    }

    @Test func thisProcessHasFilesAndAStart() {
        let reading = ProcessMonitor(roots: SystemRoots()).read()
        #expect(reading.openFiles > 2 && reading.openFiles <= reading.mostFiles)
        #expect(reading.startTime > 1.7e9 && reading.virtualMemory >= reading.residentMemory)
    }
}
