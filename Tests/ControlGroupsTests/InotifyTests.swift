import Testing

@testable import ControlGroups

@Suite struct InotifyTests {
    private func event(_ watch: Int32, _ mask: UInt32, _ name: [UInt8]) -> [UInt8] {
        [UInt32(bitPattern: watch), mask, 0, UInt32(name.count)].flatMap { word in
            (0..<4).map { UInt8(truncatingIfNeeded: word >> (8 * $0)) }
        } + name
    }

    @Test func events() {
        let bytes = event(1, 0x4000_0100, Array("abc".utf8) + [0]) + event(-1, 0x4000, []) + event(2, 0x200, [0xFF, 0])
        #expect(
            inotifyEvents(bytes.span.bytes) == [
                Inotify.Event(watch: 1, change: [.isDirectory, .created], name: "abc"),
                Inotify.Event(watch: -1, change: .overflow, name: ""),
                Inotify.Event(watch: 2, change: .deleted, name: nil),
            ]
        )
    }

    @Test func everyPrefixIsTaken() {
        let bytes = event(1, 0x100, Array("abc".utf8) + [0]) + event(2, 0x200, [0x61, 0, 0, 0])
        for count in 0..<bytes.count {
            #expect(inotifyEvents(bytes.span.bytes.extracting(first: count)).count == (count < 20 ? 0 : 1))
        }
    }
}
