import Glibc
import SystemFiles

/// Changes of directories and files, as inotify(7) tells them.
struct Inotify: ~Copyable {
    /// Bits of an event, which are the kernel's interface.
    struct Change: OptionSet {
        var rawValue: UInt32
        static let modified = Change(rawValue: 0x2), created = Change(rawValue: 0x100)
        static let deleted = Change(rawValue: 0x200), moved = Change(rawValue: 0xC0)
        /// Events were lost.
        static let overflow = Change(rawValue: 0x4000)
        /// The watch is gone.
        static let ignored = Change(rawValue: 0x8000)
        static let isDirectory = Change(rawValue: 0x4000_0000)
    }

    struct Event: Equatable {
        var watch: Int32
        var change: Change
        /// Empty where the event is of what is watched itself; `nil`: not UTF-8.
        var name: String?
    }

    /// -1: the system gives none.
    let descriptor: Int32

    init() { descriptor = inotify_init1(Int32(IN_NONBLOCK | IN_CLOEXEC)) }

    deinit { if descriptor >= 0 { close(descriptor) } }

    /// Watches the directory for others that come and go in it. The watch, or a negated errno.
    func addDirectory(_ path: String) -> Int32 {
        add(path, UInt32(IN_CREATE | IN_DELETE | IN_MOVED_FROM | IN_MOVED_TO | IN_ONLYDIR | IN_DONT_FOLLOW))
    }

    /// Watches the file for notifications. The watch, or a negated errno.
    func addFile(_ path: String) -> Int32 { add(path, UInt32(IN_MODIFY)) }

    private func add(_ path: String, _ mask: UInt32) -> Int32 {
        let watch = unsafe inotify_add_watch(descriptor, path, mask)
        return watch < 0 ? -errno : watch
    }

    func remove(_ watch: Int32) { inotify_rm_watch(descriptor, watch) }

    /// The next events that came; empty where there are none.
    func read(_ buffer: inout [UInt8]) -> [Event] {
        if buffer.count < 16384 { buffer = [UInt8](repeating: 0, count: 16384) }
        let count = unsafe Glibc.read(descriptor, &buffer, buffer.count)
        return count > 0 ? inotifyEvents(buffer.span.bytes.extracting(first: count)) : []
    }
}

/// Events as the kernel writes them one after the other; each has 16 bytes and a padded name.
func inotifyEvents(_ bytes: RawSpan) -> [Inotify.Event] {
    var events: [Inotify.Event] = [], start = 0
    while start + 16 <= bytes.byteCount {
        let nameBytes = Int(bytes.native32(start + 12))
        guard nameBytes <= bytes.byteCount - start - 16 else { break }
        let name = (start + 16..<start + 16 + nameBytes).map { bytes.byte($0) }.prefix { $0 != 0 }
        events.append(
            Inotify.Event(
                watch: Int32(bitPattern: bytes.native32(start)),
                change: Inotify.Change(rawValue: bytes.native32(start + 4)),
                name: String(validating: name, as: UTF8.self)
            )
        )
        start += 16 + nameBytes
    }
    return events
}
