public import XDR

/// Something that an application did, sampled and described by itself: a sample of its own, `rtflow`, 4300:1003.
///
/// Not in the standard; laid out as the agents and decoders in use have it.
public struct RealTimeFlow: XDRStructure, Hashable {
    @inlinable public static var format: DataFormat { DataFormat(4300, 1003) }
    public static let name: StaticString = "rtflow"
    public static let source = Specification.realTime
    /// What it is of: the application's name for itself. It may be empty.
    public var dataSource = ""
    /// It stands for so many.
    public var samplingRate: UInt32 = 1
    /// What could have been sampled; agents in use send 0.
    public var samplePool: UInt32 = 0
    public var fields: [RealTimeFlowField] = []

    public init() {}
    public static var minimumSize: Int { 16 }

    @inlinable
    public mutating func visit<V: XDRVisitor & ~Copyable & ~Escapable>(_ v: inout V) throws(XDRError) {
        try v.string(&dataSource, max: 64, Field("rtflow_datasource_name", .text, "what it is of"))
        try v.u32(&samplingRate, Field("rtflow_sampling_rate", .gauge, "one in so many was sampled"))
        try v.u32(&samplePool, Field("rtflow_sample_pool", .gauge, "what could have been sampled; 0 is unknown"))
        try v.list(&fields, max: 1024, Field("rtflow", .identifier, as: .named, "what it was"))
    }
}

/// One field of what an application did.
public struct RealTimeFlowField: XDRElement, Hashable {
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
        /// The low 48 bits.
        case mac(UInt64)
        case ipv4(UInt32)
        case ipv6(UInt128)
        /// Called signed by the name of its type, but sent and printed as a number from 0.
        case int32(UInt32)
        case int64(UInt64)
        case float(Float)
        case double(Double)
    }

    @inlinable
    public mutating func visit<V: XDRVisitor & ~Copyable & ~Escapable>(_ v: inout V) throws(XDRError) {
        try v.string(&name, max: 64, Field("name", .text, "its name"))
        var type = value.type
        try v.discriminant(&type, below: 8, Field("type", .identifier, "which of the following comes next, from 0"))
        if type != value.type { value = Value(type: type) }
        try value.visit(&v)
    }
}

extension RealTimeFlowField.Value {
    /// The number of the type.
    public var type: UInt32 {
        switch self {
        case .text: 0
        case .mac: 1
        case .ipv4: 2
        case .ipv6: 3
        case .int32: 4
        case .int64: 5
        case .float: 6
        case .double: 7
        }
    }

    /// The empty value of a type; `type` is below 8.
    @usableFromInline
    init(type: UInt32) {
        self =
            switch type {
            case 0: .text("")
            case 1: .mac(0)
            case 2: .ipv4(0)
            case 3: .ipv6(0)
            case 4: .int32(0)
            case 5: .int64(0)
            case 6: .float(0)
            default: .double(0)
            }
    }

    @inlinable
    mutating func visit<V: XDRVisitor & ~Copyable & ~Escapable>(_ v: inout V) throws(XDRError) {
        switch self {
        case .text(var value):
            try v.string(&value, max: 255, Field("rtflow_string", .text, "0: text"))
            self = .text(value)
        case .mac(var value):
            try v.mac(&value, Field("rtflow_mac", .identifier, "1: an address"))
            self = .mac(value)
        case .ipv4(var value):
            try v.ipv4(&value, Field("rtflow_ip", .identifier, "2: an address"))
            self = .ipv4(value)
        case .ipv6(var value):
            try v.ipv6(&value, Field("rtflow_ip6", .identifier, "3: an address"))
            self = .ipv6(value)
        case .int32(var value):
            try v.u32(&value, Field("rtflow_int32", .gauge, "4: a number"))
            self = .int32(value)
        case .int64(var value):
            try v.u64(&value, Field("rtflow_int64", .gauge, "5: a number"))
            self = .int64(value)
        case .float(var value):
            try v.float(&value, Field("rtflow_float", .gauge, "6: a number"))
            self = .float(value)
        case .double(var value):
            try v.double(&value, Field("rtflow_double", .gauge, "7: a number"))
            self = .double(value)
        }
    }
}
