public import XDR

/// A pluggable optical module.
public struct OpticalModule: XDRStructure {
    @inlinable public static var format: DataFormat { DataFormat(0, 10) }
    public static let name: StaticString = "sfp"
    public static let source = Specification.optics
    public var moduleID: UInt32 = 0
    public var laneCount: UInt32 = 0
    public var supplyVoltage: UInt32 = 0
    public var temperature: Int32 = 0
    public var lanes: [OpticalLane] = []

    public init() {}
    public static var minimumSize: Int { 20 }

    @inlinable
    public mutating func visit<V: XDRVisitor & ~Copyable & ~Escapable>(_ v: inout V) throws(XDRError) {
        try v.u32(
            &moduleID,
            Field("sfp_module_id", .identifier, metric: "opt_module_id", "lowest ifIndex of its ports")
        )
        try v.u32(
            &laneCount,
            Field("sfp_module_total_lanes", .gauge, metric: "opt_module_lanes", "lanes of the module")
        )
        try v.u32(
            &supplyVoltage,
            Field(
                "sfp_module_supply_voltage",
                .gauge,
                in: .millivolts,
                metric: "opt_module_supply_voltage",
                "supply voltage"
            )
        )
        try v.i32(
            &temperature,
            Field("sfp_module_temperature", .gauge, in: .millidegrees, metric: "opt_module_temperature", "temperature")
        )
        try v.list(
            &lanes,
            max: 64,
            Field(
                "sfp_module_active_lanes",
                .identifier,
                as: .numbered(list: "sfp_lanes", prefix: "sfp_lane_"),
                "the lanes in use"
            )
        )
    }
}

/// One lane of an optical module: what it sends and receives.
public struct OpticalLane: XDRElement, Hashable {
    public var index: UInt32 = 0
    public var txBiasCurrent: UInt32 = 0
    public var txPower: UInt32 = 0
    public var txPowerMin: UInt32 = 0
    public var txPowerMax: UInt32 = 0
    public var txWavelength: UInt32 = 0
    public var rxPower: UInt32 = 0
    public var rxPowerMin: UInt32 = 0
    public var rxPowerMax: UInt32 = 0
    public var rxWavelength: UInt32 = 0

    public init() {}
    public static var minimumSize: Int { 40 }

    @inlinable
    public mutating func visit<V: XDRVisitor & ~Copyable & ~Escapable>(_ v: inout V) throws(XDRError) {
        try v.u32(&index, Field("index", .identifier, "its place in the module, from 1"))
        try v.u32(&txBiasCurrent, Field("tx_bias_current_uA", .gauge, in: .microamperes, "current of the laser"))
        try v.u32(&txPower, Field("tx_power_uW", .gauge, in: .microwatts, "power sent"))
        try v.u32(&txPowerMin, Field("tx_power_min_uW", .gauge, in: .microwatts, "least power that it may send"))
        try v.u32(&txPowerMax, Field("tx_power_max_uW", .gauge, in: .microwatts, "most power that it may send"))
        try v.u32(&txWavelength, Field("tx_wavelength_nM", .gauge, in: .nanometres, "wavelength sent"))
        try v.u32(&rxPower, Field("rx_power_uW", .gauge, in: .microwatts, "power received"))
        try v.u32(&rxPowerMin, Field("rx_power_min_uW", .gauge, in: .microwatts, "least power that it may receive"))
        try v.u32(&rxPowerMax, Field("rx_power_max_uW", .gauge, in: .microwatts, "most power that it may receive"))
        try v.u32(&rxWavelength, Field("rx_wavelength_nM", .gauge, in: .nanometres, "wavelength received"))
    }
}
