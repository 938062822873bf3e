@testable import Agent

/// The directory `Tests/Fixtures/config`.
let fixtureDirectory: String = {
    let parts = #filePath.split(separator: "/").dropLast(2)
    return "/" + parts.joined(separator: "/") + "/Fixtures/config"
}()

/// The text of a fixture.
func fixture(_ name: String) throws -> String { try readTextFile("\(fixtureDirectory)/\(name)").get() }

/// An interface for tests.
func interface(
    _ index: UInt32,
    _ name: String,
    kind: String = "",
    speed: UInt64 = 0,
    flags: UInt32 = 0x41,
    addresses: [String] = []
) -> NetworkInterface {
    var result = NetworkInterface(index: index, name: name)
    result.kind = kind
    result.speed = speed
    result.flags = flags
    result.addresses = addresses.map {
        InterfaceAddress(IPPrefix($0)!.address, prefixLength: UInt8(IPPrefix($0)!.length), flags: 0x80)
    }
    return result
}

/// The configuration that file, environment and arguments make, and its problems.
func load(
    file: String? = nil,
    environment: [String: String] = [:],
    _ arguments: [String] = []
) throws -> (AgentConfiguration, [ConfigurationProblem]) {
    var source = AgentConfigurationSource(
        commandLine: try AgentCommandLine.parse(arguments),
        environment: environment
    )
    source.standardPath = "/nonexistent/hsflowd.conf"
    if let file { source.commandLine.file = "\(fixtureDirectory)/\(file)" }
    return source.load()
}
