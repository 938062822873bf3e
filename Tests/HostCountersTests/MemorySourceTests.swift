import SFlow
import SystemFiles
import TestKit
import Testing

@testable import HostCounters

@Suite struct MemorySourceTests {
    private func read(_ name: String) throws(SourceError) -> HostMemory {
        var source = MemorySource(fixture(name)), buffer: [UInt8] = []
        return try source.read(&buffer)
    }

    @Test func aServer() throws {
        let memory = try read("server")
        #expect((memory.total, memory.free) == (32_768_000 * 1024, 1_000_000 * 1024))
        #expect((memory.shared, memory.buffers) == (300_000 * 1024, 200_000 * 1024))
        #expect(memory.cached == 12_000_000 * 1024)
        #expect((memory.swapTotal, memory.swapFree) == (4_096_000 * 1024, 4_000_000 * 1024))
    }

    @Test func pagesInAndOutAreKibibytesInTheFileAndPagesOnTheWire() {
        var memory = HostMemory()
        let text = "pgpgin 80000004\npgpgout 17179869188\npswpin 11\npswpout 4294967308\n"
        let isComplete = withBytes(text) { memory.setPaging($0, pageSize: 4096) }
        #expect(isComplete)
        #expect((memory.pageIn, memory.pageOut) == (20_000_001, 1))
        #expect((memory.swapIn, memory.swapOut) == (11, 12))
        let isEnough = withBytes("pgpgin 640\npgpgout 64\n") { memory.setPaging($0, pageSize: 65536) }
        #expect(isEnough)
        #expect((memory.pageIn, memory.pageOut) == (10, 1))
    }

    @Test func aBoardWithoutSwap() throws {
        let memory = try read("arm")
        #expect((memory.swapTotal, memory.swapIn, memory.cached) == (0, 0, 100_000 * 1024))
    }

    @Test func garbageIsMalformed() {
        #expect(throws: SourceError.malformed(fixture("broken").proc + "/meminfo")) { try read("broken") }
    }

    @Test func aMissingTotalIsMalformed() {
        var memory = HostMemory()
        let hasMemory = withBytes("MemFree: 1 kB\nCached: 3 kB\n") { memory.setMemory($0) }
        let hasPaging = withBytes("pgpgin 1\n") { memory.setPaging($0, pageSize: 4096) }
        #expect((hasMemory, hasPaging) == (false, false))
    }
}
