import NetTypes
import SFlow

@testable import FlowLanguage

/// A packet with its fields as text, so that what a program reads can be compared with what was put in.
struct Sample {
    var bytes: [UInt8]
    /// Every key that the sample has, and its text.
    var texts: [String: String]
    var input = InterfacePort(format: 0, value: 3)
    var output = InterfacePort.internal
    var sourceIndex: UInt32 = 3
    var frameLength: UInt32 = 1000

    /// Calls `body` with the fields, and with the bytes somewhere in a datagram.
    func use<Result>(_ body: (borrowing SampleFields, RawSpan) -> Result) -> Result {
        let datagram = [UInt8](repeating: 0xee, count: 13) + bytes
        var fields = SampleFields()
        fields.setHeader(datagram.span.bytes, at: 13, count: bytes.count, headerProtocol: 1)
        (fields.frameLength, fields.stripped) = (frameLength, 4)
        (fields.input, fields.output, fields.sourceIndex) = (input, output, sourceIndex)
        return body(fields, datagram.span.bytes)
    }

    /// The rendered key of a definition; `nil` where the sample is not counted.
    func key(
        _ keys: String,
        filter: String = "",
        separator: String = ",",
        in environment: FlowEnvironment = FlowEnvironment()
    ) throws(FlowSyntaxError) -> String? {
        let program = try FlowProgram(
            FlowDefinition(keys: keys, value: "bytes", filter: filter, separator: separator),
            environment
        )
        let state = program.makeState()
        state.thread.begin(SampleContext(agent: .v4(0xc000_0209)))
        return key(program, state)
    }

    func key(_ program: borrowing FlowProgram, _ state: FlowState) -> String? {
        use { fields, bytes in
            var buffer = KeyBuffer()
            guard program.evaluate(fields, bytes, state, into: &buffer) else { return nil }
            return program.render(buffer.key(program.keyWords))
        }
    }

    func accepts(_ filter: String) throws(FlowSyntaxError) -> Bool { try key("", filter: filter) != nil }
}

extension Sample {
    /// A TCP or UDP packet over IPv4 or IPv6, tagged or not, of the numbers given.
    init(seed: Int, isTagged: Bool = false, isIPv6: Bool = false, isUDP: Bool = false) {
        let low = UInt8(seed & 3), port = 1000 + seed & 3
        var texts = ["macsource": "0000000000AA", "macdestination": "02000000000\(low)", "isunicast": "true"]
        texts.merge(["isbroadcast": "false", "inputifindex": "3", "outputifindex": "internal"]) { $1 }
        texts.merge(["direction": "ingress", "bytes": "1000", "frames": "1", "stripped": "4"]) { $1 }
        var bytes: [UInt8] = [2, 0, 0, 0, 0, low, 0, 0, 0, 0, 0, 0xaa]
        if isTagged {
            bytes += [0x81, 0, 0x60 | 1, low]
            texts.merge(["vlan": String(256 + Int(low)), "priority": "3", "vlandei": "false", "vlan_offset": "14"]) {
                $1
            }
        }
        bytes += isIPv6 ? [0x86, 0xdd] : [8, 0]
        let packet = bytes.count
        texts["eth_offset"] = "0"
        texts[isIPv6 ? "ip6_offset" : "ip_offset"] = "\(packet)"
        texts[isUDP ? "udp_offset" : "tcp_offset"] = "\(packet + (isIPv6 ? 40 : 20))"
        let transport = Self.transport(port, isUDP, &texts)
        if isIPv6 {
            bytes += [0x6a, 0xb0, 0, 7, 0, UInt8(transport.count), isUDP ? 17 : 6, 60 + low]
            bytes += [0xfe, 0x80] + [UInt8](repeating: 0, count: 13) + [low]
            bytes += [0x20, 1, 0x0d, 0xb8] + [UInt8](repeating: 0, count: 11) + [1]
            texts.merge(["ip6source": low == 0 ? "FE80::" : "FE80::\(low)", "ip6destination": "2001:DB8::1"]) { $1 }
            texts.merge(["ip6nexthdr": isUDP ? "17" : "6", "ip6ttl": "\(60 + low)", "ip6tos": "10101011"]) { $1 }
            texts.merge(["ip6dscpname": "42", "ip6fragoffset": "0", "ip6fragm": "false"]) { $1 }
            texts.merge(["ip6flowlabel": "7", "ip6bytes": "\(transport.count)", "ip6dscp": "42", "ip6ecn": "11"]) { $1 }
        } else {
            bytes += [0x45, 0xb9, 0, UInt8(20 + transport.count), 0, 9, 0x40, 0, 60 + low, isUDP ? 17 : 6, 0, 0]
            bytes += [10, 0, 0, low, 192, 0, 2, 1]
            texts.merge(["ipsource": "10.0.0.\(low)", "ipdestination": "192.0.2.1", "ipttl": "\(60 + low)"]) { $1 }
            texts.merge(["ipprotocol": isUDP ? "17" : "6", "iptos": "10111001", "ipdscp": "46", "ipecn": "01"]) { $1 }
            texts["ipdscpname"] = "ef(46)"
            texts.merge(["ipbytes": "\(20 + transport.count)", "ipid": "9", "ipflags": "010", "ipfragoffset": "0"]) {
                $1
            }
        }
        texts["ethernetprotocol"] = isIPv6 ? "34525" : "2048"
        texts["stack"] = "eth\(isTagged ? ".vlan" : "").\(isIPv6 ? "ip6" : "ip").\(isUDP ? "udp" : "tcp")"
        self.init(bytes: bytes + transport, texts: texts)
    }

    private static func transport(_ port: Int, _ isUDP: Bool, _ texts: inout [String: String]) -> [UInt8] {
        let ports = [UInt8(port >> 8), UInt8(port & 255), 0, 53]
        let name = isUDP ? "udp" : "tcp"
        texts.merge(["\(name)sourceport": "\(port)", "\(name)destinationport": "53"]) { $1 }
        if isUDP {
            texts["udpbytes"] = "8"
            return ports + [0, 8, 0, 0]
        }
        texts.merge(["tcpflags": "000010010", "tcpwindow": "512"]) { $1 }
        texts.merge(["tcpseqno": "1", "tcpackno": "2", "tcpurgent": "0"]) { $1 }
        return ports + [0, 0, 0, 1, 0, 0, 0, 2, 0x50, 0x12, 2, 0, 0, 0, 0, 0]
    }

    /// Every kind that the initialiser makes.
    static let all = (0..<32).map {
        Sample(seed: $0, isTagged: $0 & 4 != 0, isIPv6: $0 & 8 != 0, isUDP: $0 & 16 != 0)
    }
}
