import CLinux
import Glibc
import Simulation

/// A UDP socket that is connected to a collector.
final class CollectorSocket {
    private let descriptor: Int32
    /// The kernel takes several datagrams as one message.
    private var segments: Int32 = 1
    private(set) var sent: UInt64 = 0
    private(set) var refused: UInt64 = 0

    private static let sendBuffer: Int32 = 4 << 20

    init(host: String, port: UInt16) throws(SimulatorError) {
        var hints = addrinfo()
        hints.ai_socktype = Int32(SOCK_DGRAM.rawValue)
        var found: UnsafeMutablePointer<addrinfo>?
        let code = getaddrinfo(host, "\(port)", &hints, &found)
        guard code == 0 else {
            throw SimulatorError("cannot send to \(host): \(String(cString: gai_strerror(code)))")
        }
        defer { freeaddrinfo(found) }
        var next = found, failure: Int32 = 0
        while let address = next {
            let opened = Self.open(address.pointee)
            if opened >= 0 {
                descriptor = opened
                return
            }
            failure = errno
            next = address.pointee.ai_next
        }
        throw SimulatorError("cannot send to \(host)", errno: failure)
    }

    deinit { close(descriptor) }

    private static func open(_ address: addrinfo) -> Int32 {
        let descriptor = socket(address.ai_family, Int32(SOCK_DGRAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
        guard descriptor >= 0 else { return -1 }
        var size = sendBuffer
        setsockopt(descriptor, SOL_SOCKET, SO_SNDBUF, &size, socklen_t(MemoryLayout<Int32>.size))
        if connect(descriptor, address.ai_addr, address.ai_addrlen) == 0 { return descriptor }
        let failure = errno
        close(descriptor)
        errno = failure
        return -1
    }

    /// Sends a batch. A signal that ends the program ends this as well.
    func send(_ batch: DatagramBatch) throws(SimulatorError) {
        let lengths = batch.lengths, descriptor = descriptor
        var first = 0, start = 0
        while first < lengths.count {
            let result = batch.withBytes { bytes in
                lengths.withUnsafeBufferPointer { lengths in
                    sl_send_batch(
                        descriptor,
                        bytes.bindMemory(to: UInt8.self).baseAddress! + start,
                        lengths.baseAddress! + first,
                        UInt32(lengths.count - first),
                        &segments
                    )
                }
            }
            for length in lengths[first..<first + Int(result.sent)] { start += Int(length) }
            first += Int(result.sent)
            sent += UInt64(result.sent)
            refused += UInt64(result.refused)
            // Nobody receives there, time after time: what could not be sent for that is given up.
            if result.error == ECONNREFUSED { return }
            if result.error == EINTR, sl_signals_stopping() != 0 { return }
            guard result.error == 0 || result.error == EINTR else {
                throw SimulatorError("cannot send", errno: result.error)
            }
        }
    }
}
