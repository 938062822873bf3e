import SFlow
import TestKit
import Testing
import XDR

@testable import MetricStore

/// A store of one agent whose applications send metrics.
final class CustomStore {
    private var store: MetricStore
    var noted: [Int] = []
    var news = TextNews.none

    init(_ limits: MetricLimits = MetricLimits(sources: 100), reserved: [String] = ["label", "total"]) {
        store = MetricStore(limits, reserved: reserved)
    }

    func take(
        _ metrics: [RealTimeMetric],
        of name: String = "app",
        uptime: UInt32 = 1000,
        epoch: UInt32 = 0,
        now: Int64? = nil
    ) {
        var sample = RealTimeMetrics(), writer = XDRWriter()
        sample.metrics = metrics
        writer.write(&sample)
        let now = now ?? Int64(uptime)
        guard let number = store.number(agent: 0, named: name, now: now) else { return }
        let bytes = writer.bytes
        let span = bytes.span.bytes
        guard var reader = RealTimeMetricsReader(span, ByteRange(offset: 0, count: bytes.count)) else { return }
        var noted: [Int] = []
        news = store.update(
            source: number,
            &reader,
            at: ReportMoment(uptime: uptime, epoch: epoch, now: now)
        ) { name, _ in noted.append(name) }
        self.noted = noted
    }

    var metricCount: Int { store.metricCount }
    var sourceCount: Int { store.sourceCount }
    var refused: Int { store.refused }
    var refusedMetrics: Int { store.refusedMetrics }
    var textBytes: Int { store.textBytes }
    var customCount: Int { store.customCount }
    var reserved: UInt64? { store.sources[0]?.reserved }
    func number(of name: String) -> Int? { store.names.number(of: name) }
    func expire(now: Int64) -> [Int] { store.expire(now: now, floor: 60_000) }
    func remove(_ number: Int) { store.remove(number) }
    func setLabels(_ labels: [(Int, String)]) { store.setLabels(of: 0, labels) }

    func value(_ metric: String, of name: String = "app") -> MetricScalar? {
        guard let number = store.names.number(of: metric) else { return nil }
        return store.sources.lazy.compactMap { $0 }.first { $0.name == name }?.custom(number)?.value
    }
}

@Suite struct CustomMetricTests {
    @Test func everyTypeIsTaken() {
        let store = CustomStore()
        store.take([
            RealTimeMetric("t", .text("words")), RealTimeMetric("g32", .gauge32(.max)),
            RealTimeMetric("g64", .gauge64(1 << 40)), RealTimeMetric("f", .gaugeFloat(0.1)),
            RealTimeMetric("d", .gaugeDouble(-2.5)), RealTimeMetric("nan", .gaugeDouble(.nan)),
            RealTimeMetric("c32", .counter32(10)), RealTimeMetric("c64", .counter64(10)),
        ])
        #expect(store.value("t") == .text("words"))
        #expect(store.value("g32") == .number(4_294_967_295))
        #expect(store.value("g64") == .number(1_099_511_627_776))
        #expect(store.value("f") == .number(0.1) && store.value("d") == .number(-2.5))
        #expect(store.value("nan") == nil && store.value("c32") == nil && store.value("c64") == nil)
        #expect(store.refusedMetrics == 0 && store.metricCount == 8)
    }

    /// (the counter, the agent's uptime, its epoch) one after another, and the rate at the end.
    @Test(
        arguments: [
            ([(0, 1000, 0), (500, 3000, 0)], 250),
            ([(4_294_967_000, 1000, 0), (704, 2000, 0)], 1000),
            ([(500, 1000, 0), (100, 2000, 0)], nil),
            ([(500, 1000, 0), (100, 2000, 0), (300, 3000, 0)], 200),
            ([(0, 1000, 0), (500, 2000, 1)], nil),
            ([(0, 1000, 0), (100, 2000, 0), (900, 2000, 0)], 100),
            // One that comes late changes nothing.
            ([(0, 1000, 0), (100, 2000, 0), (50, 1500, 0)], 100),
            ([(0, 1000, 0), (100, 2000, 0), (50, 1500, 0), (300, 3000, 0)], 200),
            ([(0, 1000, 0), (4_294_967_295, 2000, 0)], nil),
            ([(0, 4_294_967_000, 0), (592, 296, 0)], 1000),
        ] as [([(UInt32, UInt32, UInt32)], Double?)]
    )
    func countersBecomeRates(_ steps: [(UInt32, UInt32, UInt32)], _ rate: Double?) {
        let store = CustomStore()
        for (value, uptime, epoch) in steps {
            store.take([RealTimeMetric("c", .counter32(value))], uptime: uptime, epoch: epoch, now: 10_000)
        }
        #expect(store.value("c") == rate.map { .number($0) })
    }

    @Test func aCounterOf64BitsDoesNotWrap() {
        let store = CustomStore()
        store.take([RealTimeMetric("c", .counter64(1 << 40))], uptime: 1000)
        store.take([RealTimeMetric("c", .counter64(5))], uptime: 2000)
        #expect(store.value("c") == nil)
        store.take([RealTimeMetric("c", .counter64(2_000_000_005))], uptime: 3000)
        #expect(store.value("c") == .number(2e9))
    }

    @Test func theOrderOfMetricsDoesNotMatter() {
        let store = CustomStore()
        let names = ["a", "b", "c", "d"]
        for (turn, order) in [names, ["d", "b"], ["c", "a", "d", "b"], names].enumerated() {
            store.take(
                order.map { RealTimeMetric($0, .text("\($0)\(turn)")) },
                uptime: UInt32(turn + 1) * 1000
            )
            for name in order { #expect(store.value(name) == .text("\(name)\(turn)")) }
        }
        #expect(store.metricCount == 4)
    }

    @Test func dotsInNamesDoNotReachTheKeys() {
        let store = CustomStore()
        store.take([RealTimeMetric("jvm.gc.time", .gauge32(5))], of: "a.b")
        store.take([RealTimeMetric("jvm.gc.time", .gauge32(6))], of: "a.b", uptime: 2000)
        #expect(store.value("jvm_gc_time", of: "a.b") == .number(6))
        #expect(store.number(of: "jvm.gc.time") == nil && store.metricCount == 1)
    }

    @Test func eachMetricHasItsOwnTime() {
        let store = CustomStore()
        for second in 0...61 as ClosedRange<UInt32> {
            var metrics = [RealTimeMetric("gauge", .gauge32(second))]
            if second % 30 == 0 { metrics.insert(RealTimeMetric("label", .text("x")), at: 0) }
            if second == 0 { metrics.append(RealTimeMetric("once", .gauge32(1))) }
            store.take(metrics, uptime: second * 1000)
        }
        #expect(store.expire(now: 60_001).isEmpty)
        #expect(store.value("once") == nil && store.value("gauge") != nil)
        // The gauge after the floor, the label after three of its intervals.
        #expect(store.expire(now: 121_001).isEmpty)
        #expect(store.value("gauge") == nil && store.value("label") == .text("x"))
        #expect(store.expire(now: 150_001).count == 1)
        #expect(store.metricCount == 0 && store.sourceCount == 0 && store.textBytes == 0)
        #expect(store.number(of: "gauge") == nil && store.number(of: "label") == 0)
    }

    @Test func boundsAreKeptAndCounted() {
        let limits = MetricLimits(sources: 3, names: 4, metrics: 6, metricsPerSource: 3, textBytes: 20)
        let store = CustomStore(limits, reserved: [])
        store.take((0..<5).map { RealTimeMetric("m\($0)", .gauge32(1)) })
        #expect(store.metricCount == 3 && store.refusedMetrics == 2)
        store.take(["m0", "x", "y"].map { RealTimeMetric($0, .gauge32(1)) }, of: "b")
        #expect(store.metricCount == 5 && store.refusedMetrics == 3)
        store.take(["m0", "m1"].map { RealTimeMetric($0, .gauge32(1)) }, of: "c")
        #expect(store.metricCount == 6 && store.refusedMetrics == 4)
        store.take([RealTimeMetric("m0", .gauge32(1))], of: "d")
        #expect(store.sourceCount == 3 && store.refused == 1)
        store.take([RealTimeMetric("m0", .text("twenty letters ......"))], of: "c")
        #expect(store.refusedMetrics == 5 && store.value("m0", of: "c") == nil)
        store.take([RealTimeMetric("m0", .text("thirteen each"))], of: "c")
        store.take([RealTimeMetric("m0", .text("thirteen each"))], of: "b")
        #expect(store.textBytes == 13 && store.refusedMetrics == 6)
        store.take([RealTimeMetric("", .gauge32(1))])
        #expect(store.refusedMetrics == 7)
        for source in 0..<3 { store.remove(source) }
        #expect(store.textBytes == 0 && store.metricCount == 0 && store.customCount == 0)
        store.take((5..<8).map { RealTimeMetric("n\($0)", .gauge32(1)) })
        #expect(store.metricCount == 3, "there is room for other names")
    }

    @Test func namesOfOurOwnAreTold() {
        let store = CustomStore()
        let metrics = [
            RealTimeMetric("other", .gauge32(1)), RealTimeMetric("total", .counter64(5)),
            RealTimeMetric("label", .text("a")),
        ]
        store.take(metrics)
        #expect(store.noted == [1, 0] && store.news == .reserved)
        store.take(metrics, uptime: 2000)
        #expect(store.noted == [1, 0] && store.news == .none)
        #expect(store.reserved == 3)
        store.take([RealTimeMetric("other", .text("new"))], uptime: 3000)
        #expect(store.news == .custom)
    }

    @Test func whatCannotBeReadChangesNothing() {
        let store = CustomStore()
        store.take([RealTimeMetric("a", .gauge32(1)), RealTimeMetric("b", .text("text"))])
        var sample = RealTimeMetrics(), writer = XDRWriter()
        sample.metrics = [RealTimeMetric("a", .gauge32(7)), RealTimeMetric("b", .text("longer text"))]
        writer.write(&sample)
        let bytes = writer.bytes
        for length in 0..<bytes.count - 1 {
            let span = bytes.span.bytes
            let isRead = RealTimeMetricsReader(span, ByteRange(offset: 0, count: length)) != nil
            #expect(!isRead)
        }
        #expect(store.value("a") == .number(1) && store.value("b") == .text("text"))
    }

    @Test func labelsGoWithTheDescriptionAndGiveWayToMetrics() {
        let store = CustomStore()
        store.take([RealTimeMetric("other", .gauge32(1))])
        store.setLabels([(0, "derived")])
        #expect(store.value("label") == .text("derived") && store.metricCount == 2)
        store.take([RealTimeMetric("label", .text("sent"))], uptime: 2000)
        #expect(store.value("label") == .text("sent") && store.metricCount == 2)
        store.setLabels([])
        #expect(store.value("label") == .text("sent") && store.metricCount == 2)
    }
}
