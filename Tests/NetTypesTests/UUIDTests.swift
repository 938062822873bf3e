import Testing

@testable import NetTypes

@Suite struct UUIDTests {
    @Test(
        arguments: [
            "4c4c4544-0042-3510-8051-b7c04f4b4d32", "4c4c4544004235108051b7c04f4b4d32",
            "4C4C4544-0042-3510-8051-B7C04F4B4D32", "4c4c45440042-35108051b7c04f4b4d32",
        ]
    )
    func reads(text: String) {
        #expect(parseUUID(text).map(uuidText) == "4c4c4544-0042-3510-8051-b7c04f4b4d32")
    }

    @Test(arguments: [
        "", "-", "1234", "4c4c4544-0042-3510-8051-b7c04f4b4d3", "4c4c4544-0042-3510-8051-b7c04f4b4d32a",
        "+c4c4544-0042-3510-8051-b7c04f4b4d32", "gc4c4544-0042-3510-8051-b7c04f4b4d32",
        " 4c4c4544-0042-3510-8051-b7c04f4b4d32", "4c4c4544_0042_3510_8051_b7c04f4b4d32",
        String(repeating: "f", count: 10_000),
    ])
    func refuses(text: String) { #expect(parseUUID(text) == nil) }

    /// In RFC 9562's own namespace for names of domains: the example of its appendix A.4, and a widely published one.
    @Test(
        arguments: [
            ("www.example.com", "2ed6657d-e927-568b-95e1-2665a8aea6a2"),
            ("python.org", "886313e1-3b8a-5372-9b90-0c9aee199e5d"),
        ]
    )
    func nameBased(name: String, expected: String) {
        let domains: UInt128 = 0x6ba7b810_9dad_11d1_80b4_00c04fd430c8
        #expect(uuidText(nameBasedUUID(name, in: domains)) == expected)
    }

    /// FIPS 180-4's examples, and what surrounds the end of a block.
    @Test func hashes() {
        #expect(sha1(Array("abc".utf8)) == [0xa999_3e36, 0x4706_816a, 0xba3e_2571, 0x7850_c26c, 0x9cd0_d89d])
        let long = "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq"
        #expect(sha1(Array(long.utf8)) == [0x8498_3e44, 0x1c3b_d26e, 0xbaae_4aa1, 0xf951_29e5, 0xe546_70f1])
        #expect(sha1([]) == [0xda39_a3ee, 0x5e6b_4b0d, 0x3255_bfef, 0x9560_1890, 0xafd8_0709])
    }
}
