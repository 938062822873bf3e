import Glibc

/// Where the agent's executable is: as given, beside this executable, or in PATH.
func agentExecutable(_ given: String?) throws -> String {
    if let given {
        guard access(given, X_OK) == 0 else {
            throw Failure("'\(given)' cannot be executed: \(String(cString: strerror(errno)))")
        }
        return given
    }
    let folders = [ownFolder()] + (environment("PATH") ?? "").split(separator: ":").map(String.init)
    for folder in folders where access(folder + "/starling-agent", X_OK) == 0 { return folder + "/starling-agent" }
    throw Failure("starling-agent is neither in \(ownFolder()) nor in PATH; install it, or name it with --agent PATH")
}

/// The folder of this executable.
private func ownFolder() -> String {
    var path = [UInt8](repeating: 0, count: Int(PATH_MAX))
    let count = path.withUnsafeMutableBytes { readlink("/proc/self/exe", $0.baseAddress!, $0.count) }
    guard count > 0, let slash = path[..<count].lastIndex(of: UInt8(ascii: "/")) else { return "." }
    return String(decoding: path[..<slash], as: UTF8.self)
}

func environment(_ name: String) -> String? { getenv(name).map { String(cString: $0) } }
