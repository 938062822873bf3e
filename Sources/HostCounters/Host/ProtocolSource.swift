import SFlow
import SystemFiles
import XDR

/// The MIB-II groups of a host: 0:2007 to 0:2010.
struct ProtocolCounters {
    var ip: MIB2IP?
    var icmp: MIB2ICMP?
    var tcp: MIB2TCP?
    var udp: MIB2UDP?

    var isEmpty: Bool { ip == nil && icmp == nil && tcp == nil && udp == nil }
}

/// Reads /proc/net/snmp: pairs of lines, names above values, both after the label of the group.
///
/// Kernels add columns in the middle, so a value is found by the name above it. Which names stand where is learned
/// once and kept as long as the line of names stays the same.
struct ProtocolSource: ~Copyable {
    private var file: SystemFile
    private var ip = ColumnMap<MIB2IP>()
    private var icmp = ColumnMap<MIB2ICMP>()
    private var tcp = ColumnMap<MIB2TCP>()
    private var udp = ColumnMap<MIB2UDP>()

    init(_ roots: SystemRoots) { file = SystemFile(roots.proc + "/net/snmp") }

    mutating func read(_ buffer: inout [UInt8]) throws(SourceError) -> ProtocolCounters {
        let count = try file.read(into: &buffer)
        let counters = parse(buffer.span.bytes.extracting(first: count))
        guard !counters.isEmpty else { throw .malformed(file.path) }
        return counters
    }

    mutating func parse(_ text: RawSpan) -> ProtocolCounters {
        var counters = ProtocolCounters(), cursor = TextCursor(text)
        while cursor.nextLine() {
            guard let label = cursor.word() else { continue }
            switch label.count {
            case 3: if cursor.matches(label, MIB2IP.label) { counters.ip = ip.read(&cursor) }
            case 4:
                if cursor.matches(label, MIB2TCP.label) { counters.tcp = tcp.read(&cursor) }
                if cursor.matches(label, MIB2UDP.label) { counters.udp = udp.read(&cursor) }
            case 5: if cursor.matches(label, MIB2ICMP.label) { counters.icmp = icmp.read(&cursor) }
            default: break
            }
        }
        return counters
    }
}

/// Which field each column of a group fills.
struct ColumnMap<Group: ProtocolGroup> {
    private var names: [UInt8] = []
    /// For each column an index into `Group.columns`, or -1.
    private var fields: [Int] = []

    /// Reads the rest of a line of names and the line of values below. Nil where the second is not there
    /// or is not made of numbers. What the kernel has no column for is unknown.
    mutating func read(_ cursor: inout TextCursor) -> Group? {
        learn(cursor.restOfLine, cursor.bytes)
        guard cursor.nextLine(), let label = cursor.word(), cursor.matches(label, Group.label) else { return nil }
        var group = Group()
        for column in Group.columns { group[keyPath: column.field] = column.unknown }
        for field in fields {
            guard let value = cursor.signedNumber() else { return nil }
            if field >= 0 { group[keyPath: Group.columns[field].field] = UInt32(truncatingIfNeeded: value) }
        }
        return group
    }

    private mutating func learn(_ range: Range<Int>, _ bytes: RawSpan) {
        guard !bytes.equals(range, names) else { return }
        names = range.map { bytes.byte($0) }
        fields = Self.fields(of: names.span.bytes)
    }

    private static func fields(of names: RawSpan) -> [Int] {
        var fields: [Int] = [], cursor = TextCursor(names)
        guard cursor.nextLine() else { return [] }
        while let name = cursor.word() {
            var field = Group.columns.count - 1
            while field >= 0, !cursor.matches(name, Group.columns[field].name) { field -= 1 }
            fields.append(field)
        }
        return fields
    }
}
