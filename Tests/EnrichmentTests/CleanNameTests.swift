import Testing

@testable import Enrichment

@Suite struct CleanNameTests {
    @Test(
        arguments: [
            ("plain", "plain"), ("  spaces  ", "spaces"), ("", nil), ("   ", nil), ("a\u{0}b\u{7f}c\u{85}", "a?b?c?"),
            ("right\u{202e}left", "right?left"), ("Ünïcode 日本", "Ünïcode 日本"),
        ] as [(String, String?)]
    )
    func namesAreCleaned(text: String, expected: String?) {
        #expect(cleanName(text.utf8) == expected)
    }

    @Test func longNamesEndAtACharacter() {
        #expect(cleanName(String(repeating: "ä", count: 1000).utf8)?.utf8.count == 256)
        #expect(cleanName(("x" + String(repeating: "ä", count: 1000)).utf8)?.utf8.count == 255)
        #expect(cleanName([0x61, 0xff, 0x62]) == "a\u{fffd}b")
    }
}
