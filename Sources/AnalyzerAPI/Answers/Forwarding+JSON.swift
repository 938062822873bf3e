import Engine
import JSON
import NetTypes

extension ForwardingTarget: JSONWritable {
    package func write(to writer: inout JSONWriter) {
        writer.object {
            forwarding.writeMembers(to: &$0)
            $0.member("datagramsSent", counts.sent)
            $0.member("datagramsDropped", counts.dropped)
        }
    }
}

extension Forwarding: JSONWritable {
    package func write(to writer: inout JSONWriter) { writer.object { writeMembers(to: &$0) } }

    fileprivate func writeMembers(to writer: inout JSONWriter) {
        writer.member("address", target.address)
        writer.member("port", target.port)
        if !agents.isEmpty { writer.member("agents", agents.sorted()) }
    }

    /// From the body of a PUT. Attributes that are not known are left aside.
    init(body: [UInt8]) throws(APIProblem) {
        let members = try relayMembers(body, "{\"address\":\"192.0.2.1\"}")
        var address: IPAddress?, port: UInt16 = 6343, agents: Set<IPAddress> = []
        for member in members {
            switch member.name {
            case "address": address = try member.target()
            case "port": port = try member.port()
            case "agents":
                for text in try member.texts() {
                    guard let agent = IPAddress(text) else {
                        throw .badRequest("'\(text)' is no address of an agent", attribute: "agents")
                    }
                    agents.insert(agent)
                }
            default: break
            }
        }
        guard let address else { throw .badRequest("the attribute 'address' is missing", attribute: "address") }
        self.init(target: SocketAddress(address, port: port), agents: agents)
    }
}

/// The members of a body that is to be an object.
func relayMembers(_ body: [UInt8], _ example: String) throws(APIProblem) -> [JSONMember] {
    guard case .object(let members) = try parse(body) else {
        throw .badRequest("the body is to be an object: \(example)")
    }
    return members
}

extension JSONMember {
    /// An address that can be sent to.
    func target() throws(APIProblem) -> IPAddress {
        guard let address = IPAddress(try text()), !address.isUnspecified else { throw mismatch("an IP address") }
        return address
    }

    func port() throws(APIProblem) -> UInt16 {
        guard let number = value.coercedNumber, (1...65_535).contains(number), number == number.rounded() else {
            throw mismatch("a port number")
        }
        return UInt16(number)
    }

    /// A list of texts, or one with commas between them.
    func texts() throws(APIProblem) -> [String] { try list().split(separator: ",").map { String($0.trimmed) } }
}

extension Substring {
    /// Without the spaces around it.
    fileprivate var trimmed: Substring {
        var text = self
        while text.first == " " { text.removeFirst() }
        while text.last == " " { text.removeLast() }
        return text
    }
}
