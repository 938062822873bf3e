import Glibc
import Testing

@testable import PacketSampling

@Suite(.enabled(if: NetworkNamespace.isPermitted, NetworkNamespace.need))
struct PrivilegeTests {
    @Test func withoutRawSocketsSamplingIsUnavailable() throws {
        try Capabilities.without(Capabilities.netRaw) {
            let error = try #require(throws: SamplingUnavailable.self) { try PacketSocketSampler() }
            #expect(error.reason.contains("CAP_NET_RAW"))
        }
    }

    @Test(.enabled(if: Self.isBPFRestricted, "kernel.unprivileged_bpf_disabled is 0"))
    func withoutBPFClassicFiltersSample() throws {
        try Capabilities.without(Capabilities.bpf | Capabilities.sysAdmin) {
            let sampler = try PacketSocketSampler()
            #expect(sampler.method == .classic(reason: "eBPF needs the capability CAP_BPF"))
        }
    }

    @Test func withBothThePoolIsCounted() throws { #expect(try PacketSocketSampler().method == .counting) }

    private static var isBPFRestricted: Bool {
        let file = open("/proc/sys/kernel/unprivileged_bpf_disabled", O_RDONLY)
        guard file >= 0 else { return false }
        defer { close(file) }
        var byte: UInt8 = 0
        return read(file, &byte, 1) == 1 && byte != UInt8(ascii: "0")
    }
}
