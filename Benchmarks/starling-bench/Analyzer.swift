import FlowLanguage
import Foundation

/// A `starling analyze` under measurement, on ports of its own.
final class Analyzer {
    let process: ChildProcess
    let sflowPort: UInt16
    private let httpPort: UInt16

    /// Starts it and waits until it answers.
    init(binaries: String, core: Int? = nil) throws {
        sflowPort = try freePort(SOCK_DGRAM)
        httpPort = try freePort(SOCK_STREAM)
        let arguments = [
            "analyze", "--sflow", "127.0.0.1:\(sflowPort)", "--http", "127.0.0.1:\(httpPort)", "--threads", "1",
            "--state", "none",
            "--dns", "off",
        ]
        process = try ChildProcess("\(binaries)/starling", arguments, core: core)
        for _ in 0..<100 {
            if (try? HTTP.get("/version", at: .port(httpPort))) != nil { return }
            guard process.isRunning else { throw BenchError("starling analyze ended at once") }
            usleep(100_000)
        }
        throw BenchError("starling analyze does not answer on port \(httpPort)")
    }

    func define(_ name: String, _ definition: FlowDefinition) throws {
        let members = [
            "keys": definition.keys, "value": definition.value, "values": definition.values,
            "filter": definition.filter,
        ]
        let body = String(decoding: try JSONEncoder().encode(members), as: UTF8.self)
        try HTTP.ask("PUT", "/flow/\(name)/json", body: body, at: .port(httpPort))
    }

    /// Datagrams received since it started.
    func received() throws -> Int {
        let answer = try JSONSerialization.jsonObject(with: HTTP.get("/analyzer/json", at: .port(httpPort)))
        guard let members = answer as? [String: Any], let count = members["sFlowDatagramsReceived"] as? Int else {
            throw BenchError("/analyzer/json has no sFlowDatagramsReceived")
        }
        return count
    }

    func stop() { process.stop() }
}
