import NetTypes
import PacketHeaders
import SFlow
import XDR

/// The filters of all tenants, arranged by what they ask for: the numbers of the tenants that want a sample are found by
/// looking up what the sample has.
struct TenantRules: ~Copyable {
    private struct InterfaceKey: Hashable {
        var agent: IPAddress
        var index: UInt32
    }

    private struct NameKey: Hashable {
        var agent: IPAddress
        var name: String
    }

    private var byInterface: [InterfaceKey: [Int]] = [:]
    private var byName: [NameKey: [Int]] = [:]
    /// The interfaces that have such a name now, and where each name was seen last.
    private var named: [InterfaceKey: (name: String, tenants: [Int])] = [:]
    private var places: [NameKey: InterfaceKey] = [:]
    private var byStation: [MACAddress: [Int]] = [:]
    /// Blocks of as many bits each: a look-up for each number of bits.
    private var v4: [(bits: Int, blocks: [IPAddress: [Int]])] = []
    private var v6: [(bits: Int, blocks: [IPAddress: [Int]])] = []
    /// The agents that filters name interfaces of: the names of the others are not looked at.
    private var namingAgents: Set<IPAddress> = []
    private var layers = LayerStack()
    /// The tenants that want the sample at hand; and for each tenant the last sample that it wanted.
    private(set) var wanting: [Int] = []
    private var marks: [UInt64]
    private var mark: UInt64 = 0

    init(_ definitions: [TenantDefinition]) {
        marks = Array(repeating: 0, count: definitions.count)
        for (number, definition) in definitions.enumerated() { add(definition, number) }
    }

    private mutating func add(_ definition: TenantDefinition, _ number: Int) {
        for filter in definition.interfaces {
            switch filter.interface {
            case .index(let index):
                byInterface[InterfaceKey(agent: filter.agent, index: index), default: []].append(number)
            case .name(let name):
                byName[NameKey(agent: filter.agent, name: name), default: []].append(number)
                namingAgents.insert(filter.agent)
            }
        }
        for station in definition.stations { byStation[station, default: []].append(number) }
        for block in definition.blocks {
            if block.first.family == 4 { Self.add(block, number, to: &v4) } else { Self.add(block, number, to: &v6) }
        }
    }

    private static func add(
        _ block: AddressPrefix,
        _ number: Int,
        to groups: inout [(bits: Int, blocks: [IPAddress: [Int]])]
    ) {
        let place = groups.firstIndex { $0.bits == block.length } ?? groups.count
        if place == groups.count { groups.append((block.length, [:])) }
        groups[place].blocks[block.first, default: []].append(number)
    }

    /// Whether filters name interfaces of an agent.
    func hasNames(of agent: IPAddress) -> Bool { namingAgents.contains(agent) }

    /// Whether packets have to be looked into.
    var needsHeaders: Bool { !byStation.isEmpty || !v4.isEmpty || !v6.isEmpty }
}

// MARK: What a sample has

extension TenantRules {
    /// Forgets the sample before.
    mutating func begin() {
        mark += 1
        wanting.removeAll(keepingCapacity: true)
    }

    mutating func match(_ agent: IPAddress, _ source: DataSource) {
        guard source.sourceClass == 0 else { return }
        let key = InterfaceKey(agent: agent, index: source.index)
        if let found = byInterface[key] { add(found) }
        if let found = named[key] { add(found.tenants) }
    }

    /// Follows a name that an agent gives an interface. It has one name at a time, and a name is that of one interface.
    mutating func note(_ agent: IPAddress, _ index: UInt32, name: String) {
        let key = InterfaceKey(agent: agent, index: index), nameKey = NameKey(agent: agent, name: name)
        if named[key]?.name == name { return }
        guard let numbers = byName[nameKey] else {
            named[key] = nil
            return
        }
        if let before = places[nameKey], named[before]?.name == name { named[before] = nil }
        places[nameKey] = key
        named[key] = (name, numbers)
    }

    /// Takes over the names that were followed before.
    mutating func learn(from other: borrowing TenantRules) {
        for (name, key) in other.places where other.named[key]?.name == name.name {
            note(key.agent, key.index, name: name.name)
        }
    }

    /// Looks into a sampled header.
    mutating func match(_ bytes: RawSpan, _ header: SampledHeader) {
        let start = header.header.start, count = min(Int(header.header.count), bytes.byteCount - start)
        layers.reset()
        layers.dissect(bytes, at: start, count: count, headerProtocol: header.headerProtocol)
        for index in 0..<layers.count {
            let layer = layers[index], at = start + layer.offset, left = start + count - at
            switch layer.protocol {
            case .ethernet where left >= EthernetHeader.length:
                match(MACAddress(bytes.bigEndian64(at) >> 16))
                match(MACAddress(bytes.bigEndian64(at + 4)))
            case .ipv4 where left >= IPv4Header.length:
                match(.v4(bytes.bigEndian32(at + IPv4Header.source)), v4)
                match(.v4(bytes.bigEndian32(at + IPv4Header.destination)), v4)
            case .ipv6 where left >= IPv6Header.length:
                match(Self.v6(bytes, at + IPv6Header.source), v6)
                match(Self.v6(bytes, at + IPv6Header.destination), v6)
            default: continue
            }
        }
    }

    private static func v6(_ bytes: RawSpan, _ at: Int) -> IPAddress {
        .v6(UInt128(bytes.bigEndian64(at)) << 64 | UInt128(bytes.bigEndian64(at + 8)))
    }

    private mutating func match(_ station: MACAddress) {
        if let found = byStation[station] { add(found) }
    }

    private mutating func match(_ address: IPAddress, _ groups: [(bits: Int, blocks: [IPAddress: [Int]])]) {
        for group in groups {
            if let found = group.blocks[address.masked(to: group.bits)] { add(found) }
        }
    }

    private mutating func add(_ numbers: [Int]) {
        for number in numbers where marks[number] != mark {
            marks[number] = mark
            wanting.append(number)
        }
    }
}
