import Glibc
import Testing

/// Network namespaces for tests.
enum NetworkNamespace {
    /// True where the tests may make namespaces and sockets of all kinds, and `ip` is there.
    static let isPermitted = geteuid() == 0 && access("/usr/sbin/ip", X_OK) + access("/sbin/ip", X_OK) > -2

    static let need = Comment("needs root and iproute2")

    /// Runs `body` with this thread in a new namespace without IPv6, whose neighbour discovery would add packets, and
    /// brings the thread back. The namespace goes away with the sockets that were made in it.
    static func run(_ body: () throws -> Void) throws {
        let home = open("/proc/thread-self/ns/net", O_RDONLY | O_CLOEXEC)
        try #require(home >= 0)
        defer { close(home) }
        try #require(unshare(newNetwork) == 0)
        defer { #expect(setns(home, newNetwork) == 0) }
        for name in ["all", "default"] { try write("1", to: "/proc/sys/net/ipv6/conf/\(name)/disable_ipv6") }
        try body()
    }

    /// Runs a command line in the namespace of this thread.
    static func shell(_ command: String) throws {
        let status = system(command)
        try #require(status == 0, "\(command)")
    }

    private static let newNetwork: Int32 = 0x4000_0000  // CLONE_NEWNET
    // The C library has these only for those who ask for GNU extensions.
    private static let unshare = function("unshare", as: (@convention(c) (Int32) -> Int32).self)
    private static let setns = function("setns", as: (@convention(c) (Int32, Int32) -> Int32).self)

    private static func function<Function>(_ name: String, as type: Function.Type) -> Function {
        unsafeBitCast(dlsym(nil, name), to: type)
    }

    private static func write(_ text: String, to path: String) throws {
        let file = open(path, O_WRONLY)
        guard file >= 0 else { return }  // a kernel without IPv6
        defer { close(file) }
        try #require(Glibc.write(file, text, text.utf8.count) == text.utf8.count)
    }
}
