public import XDR

/// How a browser loaded a page (W3C Navigation Timing).
///
/// Times are those of the events of the same name, counted so that the earliest is 1; 0: it did not happen.
public struct NavigationTiming: XDRStructure {
    @inlinable public static var format: DataFormat { DataFormat(0, 2208) }
    public static let name: StaticString = "extended_nav_timing"
    public static let source = Specification.navigationTiming
    public static let title: StructureTitle? = .extended("nav_timing")
    public var type: UInt32 = 0
    public var redirectCount: UInt32 = 0
    public var navigationStart: UInt32 = 0
    public var unloadEventStart: UInt32 = 0
    public var unloadEventEnd: UInt32 = 0
    public var redirectStart: UInt32 = 0
    public var redirectEnd: UInt32 = 0
    public var fetchStart: UInt32 = 0
    public var domainLookupStart: UInt32 = 0
    public var domainLookupEnd: UInt32 = 0
    public var connectStart: UInt32 = 0
    public var connectEnd: UInt32 = 0
    public var secureConnectionStart: UInt32 = 0
    public var requestStart: UInt32 = 0
    public var responseStart: UInt32 = 0
    public var responseEnd: UInt32 = 0
    public var domLoading: UInt32 = 0
    public var domInteractive: UInt32 = 0
    public var domContentLoadedEventStart: UInt32 = 0
    public var domContentLoadedEventEnd: UInt32 = 0
    public var domComplete: UInt32 = 0
    public var loadEventStart: UInt32 = 0
    public var loadEventEnd: UInt32 = 0

    public init() {}
    public static var minimumSize: Int { 92 }

    @inlinable
    public mutating func visit<V: XDRVisitor & ~Copyable & ~Escapable>(_ v: inout V) throws(XDRError) {
        try v.u32(
            &type,
            Field("nav_timing_type", .identifier, "how it began: 0 navigation, 1 reload, 2 back or forward, 255 other")
        )
        try v.u32(&redirectCount, Field("nav_timing_redirectCount", .gauge, "redirects since the last navigation"))
        try v.u32(&navigationStart, Field("nav_timing_navigationStart", .gauge, in: .milliseconds, "navigationStart"))
        try v.u32(
            &unloadEventStart,
            Field("nav_timing_unloadEventStart", .gauge, in: .milliseconds, "unloadEventStart")
        )
        try v.u32(&unloadEventEnd, Field("nav_timing_unloadEventEnd", .gauge, in: .milliseconds, "unloadEventEnd"))
        try v.u32(&redirectStart, Field("nav_timing_redirectStart", .gauge, in: .milliseconds, "redirectStart"))
        try v.u32(&redirectEnd, Field("nav_timing_redirectEnd", .gauge, in: .milliseconds, "redirectEnd"))
        try v.u32(&fetchStart, Field("nav_timing_fetchStart", .gauge, in: .milliseconds, "fetchStart"))
        try v.u32(
            &domainLookupStart,
            Field("nav_timing_domainLookupStart", .gauge, in: .milliseconds, "domainLookupStart")
        )
        try v.u32(&domainLookupEnd, Field("nav_timing_domainLookupEnd", .gauge, in: .milliseconds, "domainLookupEnd"))
        try v.u32(&connectStart, Field("nav_timing_connectStart", .gauge, in: .milliseconds, "connectStart"))
        try v.u32(&connectEnd, Field("nav_timing_connectEnd", .gauge, in: .milliseconds, "connectEnd"))
        try v.u32(
            &secureConnectionStart,
            Field("nav_timing_secureConnectionStart", .gauge, in: .milliseconds, "secureConnectionStart")
        )
        try v.u32(&requestStart, Field("nav_timing_requestStart", .gauge, in: .milliseconds, "requestStart"))
        try v.u32(&responseStart, Field("nav_timing_responseStart", .gauge, in: .milliseconds, "responseStart"))
        try v.u32(&responseEnd, Field("nav_timing_responseEnd", .gauge, in: .milliseconds, "responseEnd"))
        try v.u32(&domLoading, Field("nav_timing_domLoading", .gauge, in: .milliseconds, "domLoading"))
        try v.u32(&domInteractive, Field("nav_timing_domInteractive", .gauge, in: .milliseconds, "domInteractive"))
        try v.u32(
            &domContentLoadedEventStart,
            Field("nav_timing_domContentLoadedEventStart", .gauge, in: .milliseconds, "domContentLoadedEventStart")
        )
        try v.u32(
            &domContentLoadedEventEnd,
            Field("nav_timing_domContentLoadedEventEnd", .gauge, in: .milliseconds, "domContentLoadedEventEnd")
        )
        try v.u32(&domComplete, Field("nav_timing_domComplete", .gauge, in: .milliseconds, "domComplete"))
        try v.u32(&loadEventStart, Field("nav_timing_loadEventStart", .gauge, in: .milliseconds, "loadEventStart"))
        try v.u32(&loadEventEnd, Field("nav_timing_loadEventEnd", .gauge, in: .milliseconds, "loadEventEnd"))
    }
}
