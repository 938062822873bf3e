import Engine
import Foundation
import HTTPTypes
import JSON
import Logging
import Synchronization
import Testing

@testable import AnalyzerAPI

/// What is defined over the API is there again after the next start.
@Suite final class KeptStateTests {
    private let path = "\(FileManager.default.temporaryDirectory.path)/starling-state-\(UUID().uuidString)/a/b"
    private let lines = LogLines()

    deinit { try? FileManager.default.removeItem(atPath: path) }

    /// Starts on the directory, runs `body`, and lets go of the directory.
    private func start(_ body: (TestAPI) async throws -> Void) async throws {
        var api = TestAPI()
        let state = KeptState(try KeptFiles(path), lines.logger)
        api.state = state
        state.load(into: Analyzer(engine: api.engine))
        try await body(api)
    }

    private func put(_ api: TestAPI, _ path: String, _ body: String) async throws {
        #expect(try await api.ask(path, .put, body: body).status == .noContent, "\(path)")
    }

    private func write(_ name: String, _ text: String) throws {
        try text.write(toFile: "\(path)/\(name)", atomically: false, encoding: .utf8)
    }

    private func expectFlows(_ names: [String], _ api: TestAPI) async throws {
        let flows = try await api.json("/flow/json")
        #expect(flows.names == names)
    }

    private var files: [String] { (try? FileManager.default.contentsOfDirectory(atPath: path).sorted()) ?? [] }

    private static let definitions: [(path: String, body: String)] = [
        ("/group/sites/json", "{lab:['10.0.0.0/8'],'a b \\u00e9':['2001:db8::/32']}"),
        ("/map/services/json", "{web:[80,'443']}"),
        (
            "/topology/json",
            "{nodes:{leaf1:{agent:'192.0.2.1',ports:{p1:{ifindex:'7'}}},leaf2:{tags:{a:'b'}}},"
                + "links:{l:{node1:'leaf1',port1:'p1',node2:'leaf2',port2:'p2'}}}"
        ),
        ("/flow/a%2fb/json", "{keys:'ipsource',value:'bytes',filter:'stack~\".*tcp\"',n:7,t:0.5,log:true}"),
        ("/threshold/busy/json", "{metric:'load_one',value:1e-3,filter:{os_name:['linux']},timeout:7}"),
        ("/forwarding/copy/json", "{address:'192.0.2.9',port:7,agents:['192.0.2.1']}"),
        ("/tenant/t/json", "{collectorAddress:'192.0.2.9',filters:{cidr:['10.1.0.0/16'],ifname:['192.0.2.1_eth0']}}"),
    ]

    @Test func everythingThatIsDefinedIsThereAgain() async throws {
        var before: [JSONValue] = []
        try await start { api in
            for (path, body) in Self.definitions { try await put(api, path, body) }
            for (path, _) in Self.definitions { before.append(try await api.json(path)) }
        }
        #expect(files == KeptKind.allCases.map(\.file).sorted())
        try await start { api in
            for (place, definition) in Self.definitions.enumerated() {
                let after = try await api.json(definition.path)
                #expect(after.text == before[place].text)
            }
        }
        #expect(lines.all == [])
    }

    @Test func whatIsDeletedStaysAway() async throws {
        try await start { api in
            try await put(api, "/flow/a/json", "{value:'bytes'}")
            try await put(api, "/flow/b/json", "{value:'frames'}")
            #expect(try await api.ask("/flow/a/json", .delete).status == .noContent)
        }
        try await start { try await expectFlows(["b"], $0) }
    }

    @Test(arguments: ["{\"a\":{\"value\":\"by", "", "[1]", "\0\0\0", "{\"a\":7}"])
    func whatIsDamagedIsSetAside(text: String) async throws {
        try await start { try await put($0, "/map/m/json", "{web:[80]}") }
        try write("flow.json", text)
        try await start { api in
            #expect(try await api.json("/flow/json").names == [])
            #expect(try await api.json("/map/json").names == ["m"])
            try await put(api, "/flow/new/json", "{value:'bytes'}")
        }
        let aside = try #require(files.first { $0.hasPrefix("flow.json.damaged-") })
        #expect(try String(contentsOfFile: "\(path)/\(aside)", encoding: .utf8) == text)
        #expect(lines.all.count == 1 && lines.all[0].contains(aside))
        try await start { try await expectFlows(["new"], $0) }
        #expect(lines.all.count == 1)
    }

    @Test func whatIsGoodOfAFileIsTakenUp() async throws {
        try await start { _ in }
        try write("flow.json", #"{"good":{"value":"bytes"},"bad":{"keys":"ipsorce","value":"bytes"}}"#)
        try await start { try await expectFlows(["good"], $0) }
        #expect(lines.all.count == 1 && lines.all[0].contains("'bad'") && lines.all[0].contains("ipsorce"))
        #expect(files.contains { $0.hasPrefix("flow.json.damaged-") })
    }

    @Test func filesAreReadAgain() async throws {
        try await start { api in
            try await put(api, "/flow/old/json", "{value:'bytes'}")
            try await put(api, "/map/m/json", "{web:[80]}")
            try write("flow.json", #"{"new":{"value":"frames"}}"#)
            api.state!.load(into: Analyzer(engine: api.engine))
            #expect(try await api.json("/flow/json").names == ["new"])
            #expect(try await api.json("/map/json").names == ["m"])
        }
    }

    @Test func oneAnalyzerHasADirectory() async throws {
        try await start { _ in
            #expect(throws: KeptFiles.Problem.inUse(self.path)) { _ = try KeptFiles(self.path) }
        }
        _ = try KeptFiles(path)
    }

    @Test func whereNothingCanBeWrittenChangesHoldAndAreCounted() async throws {
        try await start { api in
            try FileManager.default.removeItem(atPath: path)
            try await put(api, "/flow/a/json", "{value:'bytes'}")
            #expect(try await api.json("/flow/json").names == ["a"])
            #expect(try await api.json("/analyzer/json")["stateFailures"] == .number(1))
        }
        #expect(lines.all.count == 1)
    }

    @Test func aFileIsNoDirectory() throws {
        let file = "\(FileManager.default.temporaryDirectory.path)/starling-state-\(UUID().uuidString)"
        try "x".write(toFile: file, atomically: false, encoding: .utf8)
        defer { try? FileManager.default.removeItem(atPath: file) }
        #expect(throws: KeptFiles.Problem.self) { try KeptFiles(file) }
        #expect(throws: KeptFiles.Problem.self) { try KeptFiles(file + "/below") }
    }
}

extension JSONValue {
    fileprivate var names: [String] {
        guard case .object(let members) = self else { return [] }
        return members.map(\.name)
    }

    fileprivate var text: String {
        var writer = JSONWriter()
        writer.value(self)
        return String(decoding: writer.bytes, as: UTF8.self)
    }
}

/// What was logged.
private final class LogLines: Sendable {
    private let lines = Mutex<[String]>([])
    var all: [String] { lines.withLock { $0 } }

    var logger: Logger { Logger(label: "state") { _ in Handler(lines: self) } }

    private struct Handler: LogHandler {
        let lines: LogLines
        var metadata: Logger.Metadata = [:]
        var logLevel = Logger.Level.trace
        subscript(metadataKey key: String) -> Logger.Metadata.Value? {
            get { metadata[key] }
            set { metadata[key] = newValue }
        }
        func log(event: LogEvent) { lines.lines.withLock { $0.append("\(event.message)") } }
    }
}
