import XDR

/// Fills the fields of a structure with values from a generator: any bits for numbers, any length for what varies.
package struct RandomFiller: XDRVisitor {
    private var generator: SplitMix
    /// The bytes of opaque fields, for the writer.
    package private(set) var payload: [UInt8] = []

    package init(seed: UInt64) { generator = SplitMix(seed: seed) }

    /// A structure with random fields, and the bytes of its opaque ones.
    package static func fill<Element: XDRElement>(_: Element.Type, seed: UInt64) -> (Element, payload: [UInt8]) {
        var filler = RandomFiller(seed: seed), element = Element()
        do { try element.visit(&filler) } catch { preconditionFailure("a filler does not throw") }
        return (element, filler.payload)
    }

    private mutating func number<Value: FixedWidthInteger & UnsignedInteger>(_: Value.Type) -> Value {
        Value.random(in: 0...Value.max, using: &generator)
    }

    /// Mostly short; sometimes as long as may be.
    private mutating func length(max: Int) -> Int {
        switch number(UInt8.self) {
        case 0..<16: max
        case 16..<48: 0
        default: Int.random(in: 0...min(max, 40), using: &generator)
        }
    }

    package mutating func u32(_ value: inout UInt32, _ field: Field) throws(XDRError) { value = number(UInt32.self) }
    package mutating func i32(_ value: inout Int32, _ field: Field) throws(XDRError) {
        value = Int32(bitPattern: number(UInt32.self))
    }
    package mutating func u64(_ value: inout UInt64, _ field: Field) throws(XDRError) { value = number(UInt64.self) }
    package mutating func float(_ value: inout Float, _ field: Field) throws(XDRError) {
        value = Float.random(in: -1e30...1e30, using: &generator)
    }
    package mutating func double(_ value: inout Double, _ field: Field) throws(XDRError) {
        value = Double.random(in: -1e300...1e300, using: &generator)
    }
    package mutating func octets(
        _ value: inout UInt32,
        _ first: Field,
        _ second: Field,
        _ third: Field,
        _ fourth: Field
    ) throws(XDRError) { value = number(UInt32.self) }
    package mutating func discriminant(_ value: inout UInt32, below count: UInt32, _ field: Field) throws(XDRError) {
        value = UInt32.random(in: 0..<count, using: &generator)
    }

    package mutating func mac(_ value: inout UInt64, _ field: Field) throws(XDRError) {
        value = number(UInt64.self) >> 16
    }
    package mutating func ipv4(_ value: inout UInt32, _ field: Field) throws(XDRError) { value = number(UInt32.self) }
    package mutating func ipv6(_ value: inout UInt128, _ field: Field) throws(XDRError) { value = number(UInt128.self) }
    package mutating func uuid(_ value: inout UInt128, _ field: Field) throws(XDRError) { value = number(UInt128.self) }

    package mutating func address(_ value: inout XDRAddress, _ field: Field) throws(XDRError) {
        switch number(UInt8.self) % 3 {
        case 0: value = .unknown
        case 1: value = .ipv4(number(UInt32.self))
        default: value = .ipv6(number(UInt128.self))
        }
    }

    package mutating func string(_ value: inout String, max: Int, _ field: Field) throws(XDRError) {
        let letters: [Character] = ["a", "Z", "0", "-", "\u{0}", "\"", "ü", "漢", "🦜"]
        let length = length(max: max)
        value = ""
        while true {
            let letter = letters.randomElement(using: &generator)!
            guard value.utf8.count + letter.utf8.count <= length else { return }
            value.append(letter)
        }
    }

    package mutating func opaque(_ value: inout ByteRange, max: Int, _ field: Field) throws(XDRError) {
        value = ByteRange(offset: payload.count, count: length(max: min(max, 1500)))
        for _ in 0..<value.count { payload.append(number(UInt8.self)) }
    }

    package mutating func list<Element: XDRElement>(_ value: inout [Element], max: Int, _ field: Field) throws(XDRError)
    {
        value = []
        for _ in 0..<Int.random(in: 0...min(max, 9), using: &generator) {
            var element = Element()
            try element.visit(&self)
            value.append(element)
        }
    }

    package mutating func endsHere() -> Bool { false }
}
