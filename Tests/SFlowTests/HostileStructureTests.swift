import Glibc
import SFlow
import TestKit
import Testing
import XDR

/// Every declared structure, with each of its words replaced by what would hurt if it were a length, a count or a type.
@Suite struct HostileStructureTests {
    @Test(arguments: DeclaredStructure.all)
    func anyWordMayLie(_ declared: DeclaredStructure) {
        for seed in 1...3 as ClosedRange<UInt64> { Self.lie(declared.type, seed: seed, check: true) }
    }

    /// Reads the structure with every word replaced by each of the numbers.
    private static func lie<Element: XDRElement>(_: Element.Type, seed: UInt64, check: Bool) {
        let (element, payload) = RandomFiller.fill(Element.self, seed: seed)
        var bytes = element.encoded(payload: payload)
        // A name of 255 bytes has many words, all alike.
        for word in 0..<min(bytes.count / 4, 64) {
            let original = Array(bytes[4 * word..<4 * word + 4])
            for number in HostileSampleTests.numbers {
                for place in 0..<4 { bytes[4 * word + place] = UInt8(number >> UInt32(24 - 8 * place) & 255) }
                let read = try? Element(bytes)
                if check { Self.check(read, bytes) }
            }
            bytes.replaceSubrange(4 * word..<4 * word + 4, with: original)
        }
    }

    /// What was read is no more than the bytes, and the checker agrees that it can be.
    private static func check<Element: XDRElement>(_ read: Element?, _ bytes: [UInt8]) {
        #expect(Element.isReadable(bytes, end: bytes.count) == (read != nil))
        // Bytes that are no UTF-8 take three when they are repaired.
        if let read { #expect(read.encoded(payload: bytes).count <= 3 * bytes.count + 64) }
    }

    /// Bytes of addresses that this process has.
    private static func addressSpace() -> rlim_t {
        var text = [UInt8](repeating: 0, count: 256)
        let file = open("/proc/self/statm", O_RDONLY)
        defer { close(file) }
        let length = read(file, &text, text.count)
        let pages = String(decoding: text[..<length], as: UTF8.self).split(separator: " ")[0]
        return rlim_t(pages)! * rlim_t(sysconf(Int32(_SC_PAGESIZE)))
    }

    private static func limitAddressSpace() {
        let most = addressSpace() + 64 << 20
        var limit = rlimit(rlim_cur: most, rlim_max: most)
        precondition(unsafe setrlimit(__rlimit_resource_t(RLIMIT_AS.rawValue), &limit) == 0)
    }

    /// The canary of the test below.
    @Test func whatIsAllocatedBeyondTheLimitEndsTheProcess() async {
        await #expect(processExitsWith: .failure) {
            Self.limitAddressSpace()
            var list: [UInt32] = []
            list.reserveCapacity(0x4000_0001)
        }
    }

    /// In a process of its own that may have 64 MiB more than it has: what a field promises is not allocated.
    @Test func nothingIsAllocatedForAnUncheckedField() async {
        await #expect(processExitsWith: .success) {
            Self.lie(HostAdapters.self, seed: 1, check: false)
            Self.limitAddressSpace()
            for declared in DeclaredStructure.all { Self.lie(declared.type, seed: 1, check: false) }
            for hostile in HostileDatagramTests.heads + HostileDatagramTests.samples + HostileDatagramTests.records {
                _ = DatagramTally(hostile.bytes)
            }
            for hostile in HostileApplicationTests.bad { _ = DatagramTally(hostile.bytes) }
        }
    }
}
