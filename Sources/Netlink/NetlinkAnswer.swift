import CLinux
import SystemFiles

/// Follows the kernel's answer to one request through its datagrams.
struct NetlinkAnswer {
    let sequence: UInt32
    let isDump: Bool
    /// What was listed changed meanwhile: the list may lack something or have it twice.
    private(set) var wasInterrupted = false
    private(set) var isComplete = false

    init(sequence: UInt32, isDump: Bool) {
        self.sequence = sequence
        self.isDump = isDump
    }

    /// Takes a datagram and hands each message of the answer to `body`; what answers another request is passed over.
    mutating func take(_ bytes: RawSpan, _ body: (NetlinkMessage, RawSpan) -> Void) throws(NetlinkError) {
        var offset = 0
        while let message = try NetlinkMessage.next(in: bytes, at: &offset) {
            guard message.sequence == sequence else { continue }
            if Int32(message.flags) & NLM_F_DUMP_INTR != 0 { wasInterrupted = true }
            switch Int32(message.type) {
            case NLMSG_ERROR: try refuse(bytes, message)
            case NLMSG_DONE: try end(bytes, message)
            case NLMSG_NOOP: break
            default:
                body(message, bytes)
                if !isDump { isComplete = true }
            }
        }
    }

    /// A list may end with minus an `errno`, where the kernel found out too late for a refusal.
    private mutating func end(_ bytes: RawSpan, _ message: NetlinkMessage) throws(NetlinkError) {
        let code = message.body.count < 4 ? 0 : Int32(bitPattern: bytes.native32(message.body.lowerBound))
        guard code >= 0 else { throw .refused(0 &- code) }
        isComplete = true
    }

    /// struct nlmsgerr starts with minus an `errno`, or 0 for an acknowledgement.
    private mutating func refuse(_ bytes: RawSpan, _ message: NetlinkMessage) throws(NetlinkError) {
        guard message.body.count >= 4 else { throw .malformed }
        let code = Int32(bitPattern: bytes.native32(message.body.lowerBound))
        guard code == 0 else { throw .refused(0 &- code) }
        isComplete = true
    }
}
