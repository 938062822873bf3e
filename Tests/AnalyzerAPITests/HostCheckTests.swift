import Testing

@testable import AnalyzerAPI

@Suite struct HostCheckTests {
    @Test(arguments: [
        ("localhost:8008", true), ("LOCALHOST", true), ("127.0.0.1:8008", true), ("127.9.9.9", true),
        ("[::1]:8008", true),
        ("console.localhost", true), ("monitor.example.com", true), ("evil.example.com", false),
        ("192.0.2.1:8008", false),
        ("localhost.evil.example.com", false), ("", false), ("[", false), ("127.0.0.1.evil.example.com", false),
    ])
    func boundToLoopback(host: String, expected: Bool) {
        var settings = HTTPSettings()
        settings.hosts = ["monitor.example.com"]
        #expect(HostCheck(settings: settings).permits(host) == expected)
    }

    @Test func boundElsewhereEveryNameIsServed() {
        var settings = HTTPSettings()
        settings.hostname = "::"
        #expect(HostCheck(settings: settings).permits("monitor.example.com"))
    }
}
