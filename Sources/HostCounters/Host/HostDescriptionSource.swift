import Glibc
import SFlow
import XDR

/// What the kernel calls this system (uname).
package struct SystemName: Hashable, Sendable {
    /// The name of the node, whole, as it was set.
    package var node: String
    package var release: String
    /// `x86_64`, `aarch64`…
    package var machine: String

    package init(node: String, release: String, machine: String) {
        self.node = node
        self.release = release
        self.machine = machine
    }

    /// This system's.
    package static func current() -> SystemName {
        var name = utsname()
        unsafe _ = uname(&name)
        return SystemName(
            node: text(of: &name.nodename),
            release: text(of: &name.release),
            machine: text(of: &name.machine)
        )
    }

    /// The kernel ends each of the fields with a zero.
    private static func text<Field>(of field: inout Field) -> String {
        unsafe withUnsafeBytes(of: &field) { unsafe String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
    }
}

extension HostDescription {
    /// host_descr, 0:2000. Names that are longer than the structure allows are cut when written.
    init(_ name: SystemName, uuid: UInt128) {
        self.init()
        hostname = name.node
        self.uuid = uuid
        machineType = sFlowMachineType(name.machine)
        osName = 2
        osRelease = name.release
    }
}

/// `machine_type` of the host structures for what uname calls the machine; 1 is any other.
func sFlowMachineType(_ machine: String) -> UInt32 {
    let types: [(String, UInt32)] = [
        ("x86_64", 3), ("ia64", 4), ("sparc", 5), ("alpha", 6), ("ppc", 7), ("powerpc", 7), ("m68k", 8), ("mips", 9),
        ("arm", 10), ("aarch64", 10), ("parisc", 11), ("s390", 12),
    ]
    if machine.hasPrefix("i"), machine.hasSuffix("86") { return 2 }
    return types.first { machine.hasPrefix($0.0) }?.1 ?? (machine.isEmpty ? 0 : 1)
}
