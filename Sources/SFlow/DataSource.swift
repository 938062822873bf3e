/// What a sample is about (sFlow version 5, section 5, `sflow_data_source`): a class and an index in it.
public struct DataSource: Hashable, Sendable {
    public var sourceClass: UInt32
    public var index: UInt32

    @inlinable public init(sourceClass: UInt32, index: UInt32) {
        self.sourceClass = sourceClass
        self.index = index
    }

    /// From the compact form: the class in the upper 8 bits.
    @inlinable public init(compact word: UInt32) { self.init(sourceClass: word >> 24, index: word & 0xff_ffff) }

    @inlinable public static func interface(_ ifIndex: UInt32) -> DataSource {
        DataSource(sourceClass: 0, index: ifIndex)
    }

    /// The host: `entPhysicalEntry` 1.
    public static let host = DataSource(sourceClass: 2, index: 1)

    /// True for a logical entity on a host: a virtual machine, a container, a pod, an application.
    @inlinable public var isVirtual: Bool { sourceClass == 3 }

    @inlinable public var fitsCompact: Bool { sourceClass < 1 << 8 && index < 1 << 24 }
    @inlinable public var compact: UInt32 { sourceClass << 24 | index & 0xff_ffff }
}

extension DataSource: CustomStringConvertible {
    /// `4` for an interface, `2.1` for the host, `3.100123` for a container.
    public var description: String { sourceClass == 0 ? "\(index)" : "\(sourceClass).\(index)" }
}

/// Where a packet came in or went out (sFlow version 5, section 5, `interface`): a format and a value.
public struct InterfacePort: Hashable, Sendable {
    /// 0: an ifIndex, 1: discarded for a reason, 2: several interfaces.
    public var format: UInt32
    public var value: UInt32

    @inlinable public init(format: UInt32, value: UInt32) {
        self.format = format
        self.value = value
    }

    /// From the compact form: the format in the upper 2 bits.
    @inlinable public init(compact word: UInt32) { self.init(format: word >> 30, value: word & 0x3fff_ffff) }

    public static let unknown = InterfacePort(format: 0, value: 0)
    /// Made or consumed by the device itself. Read in either form as either of the two values that agents send; written
    /// as the errata of sFlow version 5 have it: all 30 bits where it is compact, all 32 where it is expanded.
    public static let `internal` = InterfacePort(format: 0, value: 0x3fff_ffff)

    @inlinable public static func ifIndex(_ index: UInt32) -> InterfacePort { InterfacePort(format: 0, value: index) }

    @inlinable public var isInternal: Bool { format == 0 && (value == 0x3fff_ffff || value == 0xffff_ffff) }
    @inlinable public var isUnknown: Bool { format == 0 && value == 0 }
    @inlinable public var fitsCompact: Bool { format < 1 << 2 && value < 1 << 24 || isInternal }
    @inlinable public var compact: UInt32 { format << 30 | value & 0x3fff_ffff }
    /// The value in the expanded form.
    @inlinable public var expandedValue: UInt32 { isInternal ? 0xffff_ffff : value }
}
