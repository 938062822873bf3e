import NetTypes
import SFlow
import Testing

@testable import HostCounters

@Suite struct HostIdentityTests {
    @Test func theFirmwaresIsFirst() {
        let identity = HostIdentity(fixture("server"))
        #expect(identity.origin == .firmware)
        #expect(uuidText(identity.uuid) == "4c4c4544-0042-3510-8051-b7c04f4b4d32")
    }

    @Test func theMachineIDIsHashed() {
        let identity = HostIdentity(fixture("arm"))
        #expect(identity.origin == .machineID)
        // uuid5(6f1d3c0a-58e4-4b7b-9a55-c2d8e07f4b19, "machine-id:0123456789abcdef0123456789abcde0")
        #expect(uuidText(identity.uuid) == "094f0dcc-8585-5570-8e53-408e5090cc9b")
    }

    @Test func sharedIdentifiersAreNone() {
        #expect(HostIdentity(fixture("broken")) == HostIdentity(fixture("none")))
        #expect(HostIdentity(fixture("broken")).origin == .nothing)
        #expect(HostIdentity(fixture("broken")).uuid == 0)
        let identity = HostIdentity(fixture("broken"), hardwareAddress: MACAddress(0x0200_0000_0001))
        #expect(identity.origin == .hardwareAddress)
        #expect(uuidText(identity.uuid) == "92c5c6a0-1867-5e81-a0cd-fca84caf5a6c")
    }

    @Test(arguments: [
        "00000000-0000-0000-0000-000000000000", "ffffffff-ffff-ffff-ffff-ffffffffffff",
        "FEFEFEFE-FEFE-FEFE-FEFE-FEFEFEFEFEFE", "03000200-0400-0500-0006-000700080009", "uninitialized", "", "1234",
        "4c4c4544-0042-3510-8051-b7c04f4b4d3", "4c4c4544-0042-3510-8051-b7c04f4b4d32a",
    ])
    func unusable(text: String) { #expect(usableUUID(text) == nil) }

    @Test(
        arguments: [
            ("x86_64", 3), ("i686", 2), ("aarch64", 10), ("armv7l", 10), ("ppc64le", 7), ("s390x", 12), ("riscv64", 1),
            ("", 0),
        ] as [(String, UInt32)]
    )
    func machineTypes(machine: String, expected: UInt32) { #expect(sFlowMachineType(machine) == expected) }

    @Test func aDescription() {
        let name = SystemName(node: "node-1.example.net", release: "6.1.0-13-amd64", machine: "x86_64")
        let description = HostDescription(name, uuid: 7)
        #expect((description.hostname, description.osRelease) == ("node-1.example.net", "6.1.0-13-amd64"))
        #expect((description.uuid, description.machineType, description.osName) == (7, 3, 2))
    }
}
