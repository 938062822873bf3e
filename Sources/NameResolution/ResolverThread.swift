import CCares
import CLinux
import Glibc
import NetTypes
import Synchronization

/// Asks servers for what waits, and takes their answers, until it is stopped.
///
/// Unchecked: it belongs to the one thread that runs it.
final class ResolverThread: @unchecked Sendable {
    private let core: ReverseDNSCore
    private var resolver: OpaquePointer?
    private var resolverFile: FileMark?
    private var checked: Int64

    /// Nanoseconds between looks at the file that names the servers.
    private static let checkInterval: Int64 = 60_000_000_000

    init(_ core: ReverseDNSCore) throws(ReverseDNSError) {
        self.core = core
        checked = core.clock()
        resolverFile = FileMark(core.settings.resolverFile)
        var error: UnsafePointer<CChar>?
        resolver = makeResolver(&error)
        guard resolver != nil else { throw ReverseDNSError(error.map { String(cString: $0) } ?? "no resolver") }
    }

    deinit { sl_resolver_free(resolver) }

    private func makeResolver(_ error: inout UnsafePointer<CChar>?) -> OpaquePointer? {
        let settings = core.settings
        let servers = settings.servers.map(\.description).joined(separator: ",")
        return sl_resolver_new(
            servers.isEmpty ? nil : servers,
            settings.resolverFile,
            Int32(clamping: settings.timeout),
            Int32(clamping: settings.tries),
            { context, token, outcome, bytes, count in
                let thread = Unmanaged<ResolverThread>.fromOpaque(context!).takeUnretainedValue()
                let message = [UInt8](UnsafeBufferPointer(start: bytes, count: count))
                thread.core.settle(Int(token), QuestionOutcome(outcome, message))
            },
            Unmanaged.passUnretained(self).toOpaque(),
            &error
        )
    }

    func run() {
        sl_thread_name("dns")
        while !core.isStopping.load(ordering: .acquiring) {
            while let (address, number) = core.next() {
                sl_resolver_ask(resolver, address.pointerName, UInt64(number))
            }
            let milliseconds = core.delay.map { Int32(clamping: $0 / 1_000_000 + 1) } ?? Int32.max
            sl_resolver_wait(resolver, core.wake, min(milliseconds, 60_000))
            followServers()
        }
        // Its questions are given up here, while there is someone to be told.
        sl_resolver_free(resolver)
        resolver = nil
    }

    /// Asks other servers where the file that names them has changed. What is being asked is asked again.
    private func followServers() {
        guard core.settings.servers.isEmpty, core.clock() - checked > Self.checkInterval else { return }
        checked = core.clock()
        let mark = FileMark(core.settings.resolverFile)
        guard mark != resolverFile else { return }
        var error: UnsafePointer<CChar>?
        guard let next = makeResolver(&error) else { return }
        resolverFile = mark
        sl_resolver_free(resolver)
        resolver = next
    }
}

extension QuestionOutcome {
    init(_ outcome: sl_resolver_outcome, _ message: [UInt8]) {
        switch outcome {
        case SL_RESOLVER_ANSWERED: self = .answer(PointerAnswer(message))
        case SL_RESOLVER_NOTHING:
            guard case .nothing(let lifetime) = PointerAnswer(message) else {
                self = .answer(.nothing(lifetime: nil))
                return
            }
            self = .answer(.nothing(lifetime: lifetime))
        case SL_RESOLVER_TIMEOUT: self = .timeout
        case SL_RESOLVER_ABANDONED: self = .abandoned
        default: self = .failed
        }
    }
}
