import SFlow
import XDR

@testable import FlowLanguage

/// The values of a structure in memory, in the order of its declaration: what a walk over its bytes must find.
struct FieldValues: XDRVisitor {
    /// The bytes of each; `nil`: a list or a union, whose bytes are asked for otherwise.
    private(set) var values: [[UInt8]?] = []

    init<Structure: XDRElement>(_ structure: Structure) {
        var structure = structure
        try! structure.visit(&self)
    }

    private mutating func add<Number: FixedWidthInteger>(_ number: Number, _ count: Int) {
        values.append((0..<count).map { UInt8(truncatingIfNeeded: number >> Number(8 * (count - 1 - $0))) })
    }

    mutating func u32(_ value: inout UInt32, _ field: Field) { add(value, 4) }
    mutating func i32(_ value: inout Int32, _ field: Field) { add(value, 4) }
    mutating func u64(_ value: inout UInt64, _ field: Field) { add(value, 8) }
    mutating func float(_ value: inout Float, _ field: Field) { add(value.bitPattern, 4) }
    mutating func double(_ value: inout Double, _ field: Field) { add(value.bitPattern, 8) }
    mutating func octets(_ value: inout UInt32, _ a: Field, _ b: Field, _ c: Field, _ d: Field) { add(value, 4) }
    mutating func mac(_ value: inout UInt64, _ field: Field) { add(value, 6) }
    mutating func ipv4(_ value: inout UInt32, _ field: Field) { add(value, 4) }
    mutating func ipv6(_ value: inout UInt128, _ field: Field) { add(value, 16) }
    mutating func uuid(_ value: inout UInt128, _ field: Field) { add(value, 16) }
    mutating func address(_ value: inout XDRAddress, _ field: Field) {
        switch value {
        case .unknown: values.append([])
        case .ipv4(let address): add(address, 4)
        case .ipv6(let address): add(address, 16)
        }
    }
    mutating func string(_ value: inout String, max: Int, _ field: Field) { values.append(Array(value.utf8)) }
    mutating func opaque(_ value: inout ByteRange, max: Int, _ field: Field) { values.append(nil) }
    mutating func list<Element: XDRElement>(_ value: inout [Element], max: Int, _ field: Field) { values.append(nil) }
    mutating func endsHere() -> Bool { false }
}
