public import XDR

/// Metrics that an application gave to the agent of its host: a sample of its own, `rtmetric`, 4300:1002.
///
/// Not in the standard; laid out as the agents and decoders in use have it.
public struct RealTimeMetrics: XDRStructure, Hashable {
    @inlinable public static var format: DataFormat { DataFormat(4300, 1002) }
    public static let name: StaticString = "rtmetric"
    public static let source = Specification.realTime
    /// What the metrics are of: the application's name for itself. It may be empty.
    public var dataSource = ""
    public var metrics: [RealTimeMetric] = []

    public init() {}
    public static var minimumSize: Int { 8 }

    @inlinable
    public mutating func visit<V: XDRVisitor & ~Copyable & ~Escapable>(_ v: inout V) throws(XDRError) {
        try v.string(&dataSource, max: 64, Field("rtmetric_datasource_name", .text, "what the metrics are of"))
        try v.list(&metrics, max: 1024, Field("rtmetric", .identifier, as: .named, "the metrics"))
    }
}

/// One metric of an application.
public struct RealTimeMetric: XDRElement, Hashable {
    public var name = ""
    public var value = Value.text("")

    public init() {}
    public init(_ name: String, _ value: Value) {
        self.name = name
        self.value = value
    }

    /// A name, a type and a value of one word.
    public static var minimumSize: Int { 12 }

    /// A value of one of the types, in the order of their numbers.
    public enum Value: Hashable, Sendable {
        case text(String)
        case counter32(UInt32)
        case counter64(UInt64)
        case gauge32(UInt32)
        case gauge64(UInt64)
        case gaugeFloat(Float)
        case gaugeDouble(Double)
    }

    @inlinable
    public mutating func visit<V: XDRVisitor & ~Copyable & ~Escapable>(_ v: inout V) throws(XDRError) {
        try v.string(&name, max: 64, Field("name", .text, "its name"))
        var type = value.type
        try v.discriminant(&type, below: 7, Field("type", .identifier, "which of the following comes next, from 0"))
        if type != value.type { value = Value(type: type) }
        try value.visit(&v)
    }
}

extension RealTimeMetric.Value {
    /// The number of the type.
    public var type: UInt32 {
        switch self {
        case .text: 0
        case .counter32: 1
        case .counter64: 2
        case .gauge32: 3
        case .gauge64: 4
        case .gaugeFloat: 5
        case .gaugeDouble: 6
        }
    }

    /// The empty value of a type; `type` is below 7.
    @usableFromInline
    init(type: UInt32) {
        self =
            switch type {
            case 0: .text("")
            case 1: .counter32(0)
            case 2: .counter64(0)
            case 3: .gauge32(0)
            case 4: .gauge64(0)
            case 5: .gaugeFloat(0)
            default: .gaugeDouble(0)
            }
    }

    @inlinable
    mutating func visit<V: XDRVisitor & ~Copyable & ~Escapable>(_ v: inout V) throws(XDRError) {
        switch self {
        case .text(var value):
            try v.string(&value, max: 255, Field("rtmetric_string", .text, "0: text"))
            self = .text(value)
        case .counter32(var value):
            try v.u32(&value, Field("rtmetric_counter32", .counter, "1: a running total"))
            self = .counter32(value)
        case .counter64(var value):
            try v.u64(&value, Field("rtmetric_counter64", .counter, "2: a running total"))
            self = .counter64(value)
        case .gauge32(var value):
            try v.u32(&value, Field("rtmetric_gauge32", .gauge, "3: a level"))
            self = .gauge32(value)
        case .gauge64(var value):
            try v.u64(&value, Field("rtmetric_gauge64", .gauge, "4: a level"))
            self = .gauge64(value)
        case .gaugeFloat(var value):
            try v.float(&value, Field("rtmetric_gaugeFloat", .gauge, "5: a level"))
            self = .gaugeFloat(value)
        case .gaugeDouble(var value):
            try v.double(&value, Field("rtmetric_gaugeDouble", .gauge, "6: a level"))
            self = .gaugeDouble(value)
        }
    }
}
