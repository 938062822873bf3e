import Agent
import Glibc
import SystemFiles

/// The counters of a network namespace's interfaces, held open: they can be read for as long, also when the last process
/// has gone, and so long the namespace and its interfaces live.
struct NetworkFile: ~Copyable {
    /// -1 in the host's namespace, whose counters are the host's.
    private let descriptor: Int32
    let namespace: NetworkNamespace

    init(descriptor: Int32, namespace: NetworkNamespace) {
        self.descriptor = descriptor
        self.namespace = namespace
    }

    deinit { if descriptor >= 0 { close(descriptor) } }

    func read(_ buffer: inout [UInt8]) -> NetworkTotals? {
        guard descriptor >= 0, let count = readAll(descriptor, &buffer) else { return nil }
        return networkTotals(buffer.span.bytes.extracting(first: count))
    }
}

/// The sums over the interfaces in the text of `/proc/PID/net/dev` (proc_pid_net(5)) without the loopback.
func networkTotals(_ text: RawSpan) -> NetworkTotals? {
    var cursor = TextCursor(text), totals = NetworkTotals(), isKnown = false
    while cursor.nextLine() {
        guard let name = cursor.word(until: UInt8(ascii: ":")), !cursor.starts(name, with: "Inter-|"),
            !cursor.starts(name, with: "face")
        else { continue }
        isKnown = true
        if !cursor.matches(name, "lo") { totals.add(&cursor) }
    }
    return isKnown ? totals : nil
}

extension NetworkTotals {
    /// Adds what follows the interface's name; a line that is cut off adds nothing.
    fileprivate mutating func add(_ cursor: inout TextCursor) {
        guard let bytesIn = cursor.number(), let packetsIn = cursor.number(), let errorsIn = cursor.number(),
            let dropsIn = cursor.number(), cursor.skip(4), let bytesOut = cursor.number(),
            let packetsOut = cursor.number(), let errorsOut = cursor.number(), let dropsOut = cursor.number()
        else { return }
        self.bytesIn &+= bytesIn
        self.packetsIn &+= packetsIn
        self.errorsIn &+= errorsIn
        self.dropsIn &+= dropsIn
        self.bytesOut &+= bytesOut
        self.packetsOut &+= packetsOut
        self.errorsOut &+= errorsOut
        self.dropsOut &+= dropsOut
    }
}
