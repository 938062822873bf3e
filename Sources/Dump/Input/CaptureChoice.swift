import CaptureFiles
import NetTypes
import XDR

/// Which packets of a capture carry sFlow.
struct CaptureChoice: Sendable {
    /// `nil`: every datagram that is sent to the port of sFlow or begins as sFlow does.
    let port: UInt16?

    func takes(_ datagram: UDPDatagram, _ payload: RawSpan) -> Bool {
        if let port { return datagram.destination.port == port }
        return datagram.destination.port == SFlowPort.standard || Self.looksLikeSFlow(payload)
    }

    /// A version, and the type of the agent's address.
    private static func looksLikeSFlow(_ payload: RawSpan) -> Bool {
        guard payload.byteCount >= 24 else { return false }
        let version = payload.bigEndian32(0), type = payload.bigEndian32(4)
        return (version == 5 || version == 4 || version == 2) && (type == 1 || type == 2)
    }
}

/// The packets of captures that were passed over, and why.
struct PassedPackets: Equatable, Sendable {
    /// By the case of `NoDatagram`.
    private var reasons = [Int](repeating: 0, count: NoDatagram.allCases.count)
    /// Datagrams of which the capture has only the start.
    private(set) var cutDatagrams = 0
    /// Other UDP datagrams.
    private(set) var otherDatagrams = 0

    mutating func count(_ reason: NoDatagram) {
        reasons[NoDatagram.allCases.firstIndex(of: reason)!] += 1
    }

    mutating func countCut() { cutDatagrams += 1 }

    mutating func countOther() { otherDatagrams += 1 }

    /// Packets that may have been sFlow, but are not whole.
    var incomplete: Int { cutDatagrams + self[.cut] + self[.firstFragment] }

    var total: Int { reasons.reduce(cutDatagrams + otherDatagrams, +) }

    subscript(reason: NoDatagram) -> Int { reasons[NoDatagram.allCases.firstIndex(of: reason)!] }

    /// What was passed over, as in `3 fragments, 12 not UDP`; empty: nothing was.
    var summary: String {
        var parts: [String] = []
        func add(_ count: Int, _ what: String) { if count > 0 { parts.append("\(count) \(what)") } }
        add(self[.firstFragment] + self[.laterFragment], "fragments, which are not put together")
        add(cutDatagrams + self[.cut], "cut by the capture's snap length")
        add(self[.malformed], "with broken headers")
        add(self[.unknownLinkType], "of a link type that is not known")
        add(self[.notIP], "not IP")
        add(self[.notUDP], "not UDP")
        add(otherDatagrams, "other UDP")
        return parts.joined(separator: ", ")
    }
}
