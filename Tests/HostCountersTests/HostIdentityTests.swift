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

    /// RFC 4122's own namespace for names of domains; the value is widely published.
    @Test func nameBased() {
        let domains: UInt128 = 0x6ba7b810_9dad_11d1_80b4_00c04fd430c8
        #expect(uuidText(nameBasedUUID("www.example.com", in: domains)) == "2ed6657d-e927-568b-95e1-2665a8aea6a2")
    }

    /// FIPS 180-4's examples.
    @Test func hashes() {
        #expect(sha1(Array("abc".utf8)) == [0xa999_3e36, 0x4706_816a, 0xba3e_2571, 0x7850_c26c, 0x9cd0_d89d])
        let long = "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq"
        #expect(sha1(Array(long.utf8)) == [0x8498_3e44, 0x1c3b_d26e, 0xbaae_4aa1, 0xf951_29e5, 0xe546_70f1])
        #expect(sha1([]) == [0xda39_a3ee, 0x5e6b_4b0d, 0x3255_bfef, 0x9560_1890, 0xafd8_0709])
    }

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
