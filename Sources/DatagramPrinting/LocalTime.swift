import Glibc
import NetTypes

/// Times as sflowtool has them, `2026-11-20T22:07:03+0000`, in the zone of the process. The last one is kept: a second
/// has many datagrams.
struct LocalTime: Sendable {
    private var second: UInt64?
    private var text: [UInt8] = []

    mutating func append(_ second: UInt64, to buffer: inout TextBuffer) {
        if self.second != second {
            self.second = second
            text = Self.text(time_t(clamping: second))
        }
        buffer.append(utf8: text)
    }

    private static func text(_ second: time_t) -> [UInt8] {
        var second = second, parts = unsafe tm()
        unsafe localtime_r(&second, &parts)
        var text = [CChar](repeating: 0, count: 64)
        let count = unsafe strftime(&text, text.count, "%Y-%m-%dT%H:%M:%S%z", &parts)
        return text.prefix(count).map(UInt8.init(bitPattern:))
    }
}
