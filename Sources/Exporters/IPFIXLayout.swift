import Engine
import FlowLanguage
import NetTypes

/// Why a definition's flows cannot be exported: one line that says what to do.
package struct IPFIXRefusal: Error, Hashable, Sendable, CustomStringConvertible {
    /// The attribute that it is about.
    package let attribute: String
    package let description: String
}

/// What a definition's records are in IPFIX: the elements of its keys and its value.
package struct IPFIXLayout: Sendable {
    /// Where an element's value comes from.
    enum Source: Sendable {
        /// Bytes of the packed key, and what is made of them.
        case key(at: Int, width: Int, IPFIXKey)
        case constant(UInt64)
    }

    struct Field: Sendable {
        let element: IPFIXElement
        let source: Source
    }

    /// Collectors of a definition, at most.
    package static let collectorLimit = 16
    /// Where collectors listen (RFC 7011, section 10.3.4).
    package static let port: UInt16 = 4739

    let collectors: [SocketAddress]
    /// `octetDeltaCount` or `packetDeltaCount`.
    let value: IPFIXElement
    /// Records are made of flows that have ended, and not of those that begin.
    let tellsEnds: Bool
    private(set) var fields: [Field] = []

    /// From a definition that can be compiled, or why it cannot be exported.
    package init(_ definition: FlowDefinition) throws(IPFIXRefusal) {
        collectors = try Self.collectors(definition.ipfixCollectors)
        value = try Self.value(definition.value)
        tellsEnds = !definition.logsStart
        try addFields(definition.keys.split(separator: ",").map { String($0.filter { $0 != " " }) })
    }

    private static func collectors(_ texts: [String]) throws(IPFIXRefusal) -> [SocketAddress] {
        guard texts.count <= collectorLimit else {
            throw IPFIXRefusal(
                attribute: "ipfixCollectors",
                description: "more than \(collectorLimit) IPFIX collectors"
            )
        }
        var found: [SocketAddress] = []
        for text in texts {
            guard let address = SocketAddress(text, defaultPort: port), !address.address.isUnspecified, address.port > 0
            else {
                throw IPFIXRefusal(
                    attribute: "ipfixCollectors",
                    description:
                        "'\(text)' is no IPFIX collector: write 192.0.2.1, 192.0.2.1:4739 or [2001:db8::1]:4739"
                )
            }
            if !found.contains(address) { found.append(address) }
        }
        return found
    }

    private static func value(_ text: String) throws(IPFIXRefusal) -> IPFIXElement {
        switch text {
        case "bytes": .octetDeltaCount
        case "frames": .packetDeltaCount
        default:
            throw IPFIXRefusal(
                attribute: "value",
                description: "the value '\(text)' has no IPFIX element: with ipfixCollectors it is bytes or frames"
            )
        }
    }
}

// MARK: Keys

extension IPFIXLayout {
    private mutating func addFields(_ names: [String]) throws(IPFIXRefusal) {
        let protocols = Set(names.compactMap { IPFIXPort.byName[Self.base($0)]?.number })
        var at = 0, latest: [IPFIXElement: FlowKeyReference] = [:]
        for name in names {
            guard let reference = FlowKey.named(name), let key = Self.key(reference.key.name, protocols.count > 1)
            else {
                throw Self.refusal(name)
            }
            try Self.expectOrder(reference, latest[key.element], name)
            latest[key.element] = reference
            let width = reference.key.type.width
            fields.append(Field(element: key.element, source: .key(at: at, width: width, key)))
            at += width
        }
        if protocols.count == 1, latest[.protocolIdentifier] == nil {
            fields.append(Field(element: .protocolIdentifier, source: .constant(UInt64(protocols.first!))))
        }
    }

    /// The name without the number of an inner header.
    private static func base(_ name: String) -> String { String(name.prefix { $0 != "." }) }

    private static func key(_ name: String, _ hasPortsOfTwo: Bool) -> IPFIXKey? {
        guard let port = IPFIXPort.byName[name] else { return IPFIXKey.byName[name] }
        return (hasPortsOfTwo ? port.specific : port.general).map { IPFIXKey($0) }
    }

    /// An element that occurs again is that of the next header inwards (RFC 7011, section 8): nothing else can be told.
    private static func expectOrder(
        _ key: FlowKeyReference,
        _ before: FlowKeyReference?,
        _ name: String
    ) throws(IPFIXRefusal) {
        if let before, before.key != key.key {
            throw refusal(name, "has the same IPFIX element as '\(before.name)'")
        }
        let expected = before.map { $0.nth + 1 } ?? 0
        guard key.nth != expected else { return }
        throw refusal(name, "can be exported only behind the same key of the header around it")
    }

    private static func refusal(
        _ name: String,
        _ why: String = "has no IPFIX element"
    ) -> IPFIXRefusal {
        IPFIXRefusal(
            attribute: "keys",
            description: "the key '\(name)' \(why): leave it out, or leave out ipfixCollectors"
        )
    }
}
