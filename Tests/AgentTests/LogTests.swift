import Testing

@testable import Agent

@Suite struct LogTests {
    private final class Lines {
        var lines: [String] = []
        var time = MonotonicTime(milliseconds: 1_000_000)
    }

    private func makeLog(_ lines: Lines, level: LogLevel = .info, format: Log.Format = .text) -> Log {
        Log(level: level, format: format, now: { lines.time }, write: { lines.lines.append($0) })
    }

    @Test func linesBelowTheLevelAreNotMade() {
        let lines = Lines(), log = makeLog(lines, level: .warning)
        log.info("a")
        log.error("b")
        #expect(lines.lines == ["error: b\n"])
    }

    @Test func linesOfJSON() {
        let lines = Lines()
        makeLog(lines, format: .json).warning("a \"b\"\n\u{1}")
        #expect(lines.lines == ["{\"level\":\"warning\",\"message\":\"a \\\"b\\\"\\n\\u0001\"}\n"])
    }

    @Test func aKeyIsLoggedOnceInItsInterval() {
        let lines = Lines(), log = makeLog(lines)
        for _ in 0..<3 { log.log(.info, every: .seconds(60), key: "k", "x") }
        #expect(lines.lines.count == 1)
        lines.time = lines.time + .seconds(60)
        #expect(log.log(.info, every: .seconds(60), key: "k", "x"))
        #expect(lines.lines.count == 2)
    }

    @Test func keysAreBounded() {
        let lines = Lines(), log = makeLog(lines)
        for index in 0..<5000 { log.log(.info, every: .seconds(60), key: "\(index)", "x") }
        #expect(lines.lines.count == Log.maximumKeys)
        lines.time = lines.time + .seconds(61)
        #expect(log.log(.info, every: .seconds(60), key: "new", "x"))
    }
}
