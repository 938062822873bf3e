/// Why a packet was discarded, as the reason of a discarded packet and the output port of a flow sample say it.
///
/// Codes and names are those of the sFlow Dropped Packet Notification Structures (`drop_reason`) and of what agents in use
/// have added since. The codes below 256 are those of ICMP's destination unreachable (RFC 792, RFC 1812).
public struct DropReason: Sendable {
    public let code: UInt32
    /// The name on the wire's own documents: `ttl_exceeded`.
    public let name: StaticString
    public let doc: StaticString

    init(_ code: UInt32, _ name: StaticString, _ doc: StaticString) {
        self.code = code
        self.name = name
        self.doc = doc
    }

    /// The reason of a code; `nil` where none has it.
    public init?(code: UInt32) {
        guard let place = Self.place(of: code) else { return nil }
        self = Self.all[place]
    }

    /// The reason of a name, in any of the ways it is spelled; `nil` where none has it.
    public init?(name: String) {
        guard let code = Self.codes[name] else { return nil }
        self.init(code: code)
    }

    /// The name of a code: a look into a table, without allocation.
    public static func name(of code: UInt32) -> StaticString? {
        guard let place = place(of: code) else { return nil }
        return all[place].name
    }

    /// Where the reason stands in `all`: codes are two runs, the latter from 256.
    private static func place(of code: UInt32) -> Int? {
        let code = misprints.first { $0.sent == code }?.meant ?? code
        if code < UInt32(icmp.count) { return Int(code) }
        guard code >= 256, code - 256 < UInt32(network.count) else { return nil }
        return icmp.count + Int(code - 256)
    }

    /// Every reason, in the order of the codes.
    public static let all = icmp + network

    /// Codes that lost their last digit in agents in use, and are sent so.
    static let misprints: [(sent: UInt32, meant: UInt32)] = [(33, 332), (36, 366)]

    private static let codes: [String: UInt32] = {
        var codes = Dictionary(uniqueKeysWithValues: all.map { ($0.name.description, $0.code) })
        codes["dst_host_tos_unreachable"] = 12
        return codes
    }()
}
