import Testing

@testable import Exposition

@Suite struct ExpositionWriterTests {
    private let families = [
        MetricFamily(.counter, "x_seconds", unit: "seconds", labels: ["a"], "Time"),
        MetricFamily(.gauge, "y", "A \"level\"\nof \\"),
        MetricFamily(.info, "z", "Words"),
        MetricFamily(.unknown, "w_count", "Something"),
    ]

    private func text(_ format: ExpositionFormat, describes: Bool = true) -> String {
        var writer = ExpositionWriter(format, describes: describes)
        for (index, family) in families.enumerated() {
            writer.family(family) { $0.sample(index, MetricLabels(["a": "\(index)"])) }
        }
        writer.finish()
        return String(decoding: writer.bytes, as: UTF8.self)
    }

    @Test func theTextFormat() {
        let expected = #"""
            # HELP x_seconds_total Time
            # TYPE x_seconds_total counter
            x_seconds_total{a="0"} 0
            # HELP y A "level"\nof \\
            # TYPE y gauge
            y{a="1"} 1
            # HELP z_info Words
            # TYPE z_info gauge
            z_info{a="2"} 2
            # HELP w_count Something
            # TYPE w_count untyped
            w_count{a="3"} 3

            """#
        #expect(text(.text) == expected)
        let samples = expected.split(separator: "\n").filter { !$0.hasPrefix("#") }.joined(separator: "\n") + "\n"
        #expect(text(.text, describes: false) == samples)
    }

    @Test func openMetrics() {
        let expected = #"""
            # HELP x_seconds Time
            # TYPE x_seconds counter
            # UNIT x_seconds seconds
            x_seconds_total{a="0"} 0
            # HELP y A \"level\"\nof \\
            # TYPE y gauge
            y{a="1"} 1
            # HELP z Words
            # TYPE z info
            z_info{a="2"} 2
            # HELP w_count Something
            # TYPE w_count unknown
            w_count{a="3"} 3
            # EOF

            """#
        #expect(text(.openMetrics) == expected)
        #expect(text(.openMetrics, describes: false) == expected)
    }

    @Test(
        arguments: [
            (0.1, "0.1"), (5, "5"), (-0.0, "0"), (1e21, "1e+21"), (9_007_199_254_740_991, "9007199254740991"),
            (1e-7, "1e-07"), (.nan, "NaN"), (.infinity, "+Inf"), (-.infinity, "-Inf"), (-2.5, "-2.5"),
        ] as [(Double, String)]
    )
    func numbers(value: Double, expected: String) {
        var writer = ExpositionWriter(describes: false)
        writer.family(families[1]) { $0.sample(value) }
        #expect(String(decoding: writer.bytes, as: UTF8.self) == "y \(expected)\n")
    }

    @Test func labelsAreEscaped() {
        var labels = MetricLabels(["a": "q\" b\\ n\n t\t \u{0} é€😀", "b": ""])
        #expect(String(decoding: labels.bytes, as: UTF8.self) == #"a="q\" b\\ n\n t"# + "\t \u{0} é€😀\",b=\"\"")
        let more = labels.with("c", "1")
        labels.append("c", "1")
        #expect(labels == more)
    }

    @Test func familiesStandTogetherAndAreNeverEmpty() {
        var writer = ExpositionWriter()
        writer.family(families[1]) { _ in }
        #expect(writer.bytes.isEmpty)
        writer.family(families[2]) { $0.sample(1) }
        let first = writer.take()
        writer.family(families[2]) { $0.sample(1) }
        writer.family(MetricFamily(.gauge, "z_info", "The same name")) { $0.sample(1) }
        #expect(!first.isEmpty && writer.bytes.isEmpty)
        writer.finish()
        #expect(writer.bytes.isEmpty)
    }

    @Test(arguments: [
        ("load_one", "load_one"), ("a.b-c:d", "a_b_c_d"), ("5xx", "_5xx"), ("Größe", "Gr__e"), ("a b\n{}", "a_b___"),
        ("", ""), ("\u{0}é", "__"),
    ])
    func namesAreMadeValid(text: String, expected: String) {
        #expect(MetricFamily.validName(text) == expected)
    }

    @Test(
        arguments: [
            ("a", .gauge), ("a_count", .unknown), ("a_total", .unknown), ("a_info", .unknown), ("account", .gauge),
        ] as [(String, MetricFamily.Kind)]
    )
    func namesThatSayAnotherKindAreOfNone(name: String, kind: MetricFamily.Kind) {
        #expect(MetricFamily.gauge(named: name, "").kind == kind)
    }

    @Test(
        arguments: [
            ("", .text), ("*/*", .text), ("text/html", .text), ("application/openmetrics-text", .openMetrics),
            (
                "application/openmetrics-text;version=1.0.0,application/openmetrics-text;version=0.0.1;q=0.75,"
                    + "text/plain;version=0.0.4;q=0.5,*/*;q=0.1", .openMetrics
            ),
            ("application/openmetrics-text; version=0.0.1,text/plain;version=0.0.4;q=0.5,*/*;q=0.1", .text),
            ("application/openmetrics-text;q=0.3,text/plain;q=0.4", .text),
            ("application/openmetrics-text;q=0", .text),
            ("Application/OpenMetrics-Text ; Version=1.0.0 ; Q=0.1", .openMetrics),
            ("application/openmetrics-text;q=x", .text), (",;,=;", .text),
        ] as [(String, ExpositionFormat)]
    )
    func theClientChoosesTheFormat(accept: String, format: ExpositionFormat) {
        #expect(ExpositionFormat(accept: accept) == format)
    }
}
