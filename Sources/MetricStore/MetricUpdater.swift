import NetTypes
import SFlow
import XDR

/// Takes a structure's fields into a block: gauges as they are, counters as rates.
struct MetricUpdater: XDRVisitor {
    var block: MetricBlock
    /// Seconds of the agent's clock since the block was last written; 0: rates are not to be had.
    let elapsed: Double
    /// Whether the fields that were added to the structure did not come.
    let isOlderForm: Bool
    /// Whether what comes next is of them.
    private var isMissing = false
    private var numberSlot = 0, textSlot = 0, rawSlot = 0

    init(block: MetricBlock, elapsed: Double, isOlderForm: Bool = false) {
        self.block = block
        self.elapsed = elapsed
        self.isOlderForm = isOlderForm
    }

    @inline(__always)
    private mutating func number(_ value: Double) {
        if numberSlot < block.numbers.count {
            block.numbers[numberSlot] = value
        } else {
            block.numbers.append(value)
        }
        numberSlot += 1
    }

    private mutating func text(_ value: String) {
        if textSlot < block.texts.count {
            if block.texts[textSlot] != value { block.texts[textSlot] = value }
        } else {
            block.texts.append(value)
        }
        textSlot += 1
    }

    /// The value that says of a counter that it is unknown.
    private static func unknown(_ width: Int) -> UInt64 { width == 4 ? UInt64(UInt32.max) : UInt64.max }

    /// The rate of a counter per second; NaN before the second value, when it is unknown, and across a discontinuity.
    private mutating func rate(_ value: UInt64, width: Int) -> Double {
        let unknown = Self.unknown(width)
        defer { rawSlot += 1 }
        guard rawSlot < block.raw.count else {
            block.raw.append(value)
            return value == unknown ? .unsupported : .nan
        }
        let previous = block.raw[rawSlot]
        block.raw[rawSlot] = value
        guard value != unknown else { return .unsupported }
        guard elapsed > 0, previous != unknown else { return .nan }
        guard let increase = CounterDelta.increase(from: previous, to: value, width: width) else { return .nan }
        return Double(increase) / elapsed
    }

    @inline(__always)
    private mutating func take(_ value: UInt64, width: Int, _ field: Field) {
        guard field.metric.utf8CodeUnitCount > 0 else { return }
        guard !isMissing else { return skip(width: width, field) }
        switch field.kind {
        case .counter: number(rate(value, width: width))
        case .busyTime: number(rate(value, width: width) / 10)
        case .gauge where width == 8 && value == .max: number(.unsupported)
        case .gauge where field.unit == .percentHundredths:
            number(value == UInt64(UInt32.max) ? .nan : Double(value) / 100)
        case .gauge, .text, .identifier: number(Double(value))
        }
    }

    /// Fills the slot of a number that did not come.
    private mutating func skip(width: Int, _ field: Field) {
        number(field.isTotal ? rate(Self.unknown(width), width: width) : .unsupported)
    }

    @inline(__always)
    mutating func u32(_ value: inout UInt32, _ field: Field) throws(XDRError) { take(UInt64(value), width: 4, field) }
    @inline(__always)
    mutating func u64(_ value: inout UInt64, _ field: Field) throws(XDRError) {
        if case .hexDigits = field.form {
            label(hexText(value, digits: 16), field)
        } else {
            take(value, width: 8, field)
        }
    }

    mutating func i32(_ value: inout Int32, _ field: Field) throws(XDRError) { level(Double(value), field) }

    /// Load averages: -1 is unknown.
    mutating func float(_ value: inout Float, _ field: Field) throws(XDRError) {
        level(value < 0 ? .nan : Self.decimal(value), field)
    }

    mutating func double(_ value: inout Double, _ field: Field) throws(XDRError) { level(value, field) }

    private mutating func level(_ value: Double, _ field: Field) {
        if field.metric.utf8CodeUnitCount > 0 { number(isMissing ? .unsupported : value) }
    }

    mutating func octets(
        _ value: inout UInt32,
        _ first: Field,
        _ second: Field,
        _ third: Field,
        _ fourth: Field
    ) throws(XDRError) {
        take(UInt64(value >> 24), width: 1, first)
        take(UInt64(value >> 16 & 0xff), width: 1, second)
        take(UInt64(value >> 8 & 0xff), width: 1, third)
        take(UInt64(value & 0xff), width: 1, fourth)
    }

    /// The number that the agent meant: 0.1, not 0.10000000149.
    static func decimal(_ value: Float) -> Double { Double(value.description) ?? Double(value) }

    mutating func string(_ value: inout String, max: Int, _ field: Field) throws(XDRError) { label(value, field) }
    mutating func uuid(_ value: inout UInt128, _ field: Field) throws(XDRError) { label(uuidText(value), field) }
    mutating func mac(_ value: inout UInt64, _ field: Field) throws(XDRError) {
        label(MACAddress(value).description, field)
    }

    private mutating func label(_ value: @autoclosure () -> String, _ field: Field) {
        if field.metric.utf8CodeUnitCount > 0 { text(isMissing ? "" : value()) }
    }

    mutating func ipv4(_ value: inout UInt32, _ field: Field) throws(XDRError) {}
    mutating func ipv6(_ value: inout UInt128, _ field: Field) throws(XDRError) {}
    mutating func address(_ value: inout XDRAddress, _ field: Field) throws(XDRError) {}
    mutating func opaque(_ value: inout ByteRange, max: Int, _ field: Field) throws(XDRError) {}
    mutating func list<Element: XDRElement>(_ value: inout [Element], max: Int, _ field: Field) throws(XDRError) {}
    mutating func endsHere() -> Bool {
        isMissing = isOlderForm
        return false
    }
}

extension Field {
    /// Whether its values are held against those before them.
    fileprivate var isTotal: Bool { kind == .counter || kind == .busyTime }
}

/// By how much a counter has grown.
package enum CounterDelta {
    /// `nil` where the counter was set back: nothing can be said of the time between. A 32-bit counter that falls from its
    /// upper half into its lower one has wrapped; any other fall is a restart. 64-bit counters do not wrap.
    package static func increase(from previous: UInt64, to value: UInt64, width: Int) -> UInt64? {
        if value >= previous { return value - previous }
        guard width == 4, previous <= UInt64(UInt32.max), previous >= 1 << 31, value < 1 << 31 else { return nil }
        let increase = value + (1 << 32) - previous
        return increase < 1 << 31 ? increase : nil
    }
}
