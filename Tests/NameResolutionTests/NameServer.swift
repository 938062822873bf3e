import Glibc
import Synchronization

/// A DNS server on a loopback port, in a thread of its own, that answers each name as it was told.
final class NameServer: Sendable {
    enum Behaviour {
        case silence
        /// A response code, without records.
        case code(UInt8)
        /// No such name, with a start of authority that says for how long: its own time to live, and its minimum.
        case missing(lifetime: UInt32, minimum: UInt32)
        /// Pointers to these names, by their labels.
        case pointers([[String]], lifetime: UInt32)
        /// An alias, and the pointer that it leads to.
        case alias(lifetime: UInt32, to: [String], itsLifetime: UInt32)
        case bytes([UInt8])
    }

    let port: UInt16
    private let socket: Int32
    private let behaviours: [String: Behaviour]
    private let asked = Mutex<[String]>([])
    private let thread = Mutex<pthread_t?>(nil)

    /// Names that were asked for, in their order.
    var questions: [String] { asked.withLock { $0 } }

    init(_ behaviours: [String: Behaviour]) {
        self.behaviours = behaviours
        let socket = Glibc.socket(AF_INET, Int32(SOCK_DGRAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        withUnsafeMutablePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                precondition(bind(socket, $0, size) == 0 && getsockname(socket, $0, &size) == 0)
            }
        }
        self.socket = socket
        port = UInt16(bigEndian: address.sin_port)
        thread.withLock { thread in
            var handle = pthread_t()
            let code = pthread_create(
                &handle,
                nil,
                { argument in
                    Unmanaged<NameServer>.fromOpaque(argument!).takeUnretainedValue().serve()
                    return nil
                },
                Unmanaged.passUnretained(self).toOpaque()
            )
            precondition(code == 0)
            thread = handle
        }
    }

    /// Ends the thread. Has to be called before it is let go of.
    func stop() {
        shutdown(socket, Int32(SHUT_RDWR))
        if let thread = thread.withLock({ $0 }) { pthread_join(thread, nil) }
        close(socket)
    }

    private func serve() {
        var room = [UInt8](repeating: 0, count: 4096)
        while true {
            var sender = sockaddr_storage(), size = socklen_t(MemoryLayout<sockaddr_storage>.size)
            withUnsafeMutablePointer(to: &sender) {
                $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { sender in
                    let count = recvfrom(socket, &room, room.count, 0, sender, &size)
                    guard count > 12, let reply = reply(to: Array(room[..<count])) else { return }
                    _ = sendto(socket, reply, reply.count, 0, sender, size)
                }
            }
            var event = pollfd(fd: socket, events: Int16(POLLIN), revents: 0)
            if poll(&event, 1, -1) < 0 || event.revents & Int16(POLLHUP) != 0 { return }
        }
    }

    private func reply(to query: [UInt8]) -> [UInt8]? {
        var labels: [String] = [], place = 12
        while place < query.count, query[place] != 0 {
            labels.append(String(decoding: query[place + 1...place + Int(query[place])], as: UTF8.self))
            place += Int(query[place]) + 1
        }
        let name = labels.joined(separator: "."), question = Array(query[12..<place + 5])
        asked.withLock { $0.append(name) }
        switch behaviours[name] ?? .code(3) {
        case .silence: return nil
        case .bytes(let bytes): return query[..<2] + bytes
        case .code(let code): return message(query, code, question)
        case .missing(let lifetime, let minimum):
            let data = [0, 0] + [UInt8](repeating: 0, count: 16) + word32(minimum)
            return message(query, 3, question, authorities: [record(6, lifetime, data)])
        case .pointers(let names, let lifetime):
            return message(query, 0, question, answers: names.map { record(12, lifetime, encoded($0)) })
        case .alias(let first, let target, let second):
            let alias = record(5, first, encoded(["alias"]))
            return message(query, 0, question, answers: [alias, record(12, second, encoded(target))])
        }
    }

    private func message(
        _ query: [UInt8],
        _ code: UInt8,
        _ question: [UInt8],
        answers: [[UInt8]] = [],
        authorities: [[UInt8]] = []
    ) -> [UInt8] {
        query[..<2] + [0x81, 0x80 | code, 0, 1, 0, UInt8(answers.count), 0, UInt8(authorities.count), 0, 0] + question
            + answers.joined() + authorities.joined()
    }

    /// Owned by the name of the question.
    private func record(_ type: UInt8, _ lifetime: UInt32, _ data: [UInt8]) -> [UInt8] {
        [0xc0, 12, 0, type, 0, 1] + word32(lifetime) + [UInt8(data.count >> 8), UInt8(data.count & 255)] + data
    }
}

/// A name as its labels.
func encoded(_ labels: [String]) -> [UInt8] { labels.flatMap { [UInt8($0.utf8.count)] + Array($0.utf8) } + [0] }

private func word32(_ value: UInt32) -> [UInt8] { (0..<4).map { UInt8(truncatingIfNeeded: value >> (24 - 8 * $0)) } }
