import Foundation
import TestKit
import Testing

@testable import FlowLanguage

/// Patterns alone, matched with texts.
final class Pattern {
    let program: PatternProgram
    var matcher: PatternMatcher

    init(_ patterns: String..., room: Int = 1 << 16) throws {
        var builder = PatternBuilder(limit: PatternProgram.stepLimit)
        for pattern in patterns { try builder.add(PatternParser.parse(pattern)) }
        program = PatternProgram(builder)
        matcher = PatternMatcher(program, room: room)
    }

    func matches(_ text: String) -> Bool { matches(Array(text.utf8)) }
    func matches(_ text: [UInt8]) -> Bool { matcher.matches(text.span) }
}

/// A pattern, texts that it matches, and texts that it does not.
private let cases: [(String, [String], [String])] = [
    ("", [""], ["a"]),
    ("abc", ["abc"], ["", "ab", "abcd", "xabc", "ABC"]),
    ("a|bc|", ["a", "bc", ""], ["b", "abc"]),
    (".", ["a", "✓", "\u{10ffff}"], ["", "ab", "\n", "\r", "\u{85}", "\u{2028}", "\u{2029}"]),
    ("(?s).", ["\n", "\u{2028}"], [""]),
    ("(?s:.)(?-s).", ["\nx"], ["\n\n"]),
    ("a*", ["", "a", "aaaa"], ["b", "aab"]), ("a+", ["a", "aa"], [""]), ("a?", ["", "a"], ["aa"]),
    ("a{2}", ["aa"], ["a", "aaa"]), ("a{2,}", ["aa", "aaaaa"], ["a"]), ("a{1,3}", ["a", "aaa"], ["", "aaaa"]),
    ("a{0}b", ["b"], ["ab"]), ("(ab){2,3}", ["abab", "ababab"], ["ab", "abababab"]),
    ("a*?b+?c??", ["b", "aabbc"], ["a"]), ("a{1,2}?", ["a", "aa"], ["aaa"]),
    ("(a|b)*c", ["c", "abbac"], ["ab"]), ("(?:a|b)c", ["ac", "bc"], ["c"]), ("(?<name1>a)b", ["ab"], ["b"]),
    (#"\d+\D\w\W\s\S"#, ["12x_- x"], ["1x_-x", "12x_-xx"]),
    (#"\s+"#, [" \t\n\u{b}\u{c}\r"], ["\u{a0}", "\u{85}"]), (#"\w+"#, ["aZ_09"], ["é", "-"]),
    (#"\t\n\r\f\a\e"#, ["\t\n\r\u{c}\u{7}\u{1b}"], [""]),
    (#"\x41\u00e9\x{1F600}\012\0377\078"#, ["Aé😀\nÿ\u{7}8"], []),
    (#"\.\\\|\(\[\{\*\+\?\^\$\-\,\'\é"#, [#".\|([{*+?^$-,'é"#], []),
    (#"\Qa.b*\E+"#, ["a.b*", "a.b***"], ["axb*"]), (#"x\Q(\y"#, [#"x(\y"#], []), (#"\Q\Ea"#, ["a"], []),
    ("[abc]", ["a", "c"], ["d", "", "ab"]), ("[^abc]", ["d", "✓", "\n"], ["a", ""]),
    ("[a-cx-z]+", ["abcxyz"], ["d"]), ("[]a]+", ["a]"], ["[]"]), ("[^]a]", ["b"], ["]", "a"]),
    ("[a-]+", ["a-a"], ["b"]), ("[-a]+", ["a-a"], ["b"]), ("[a^]+", ["^a"], ["b"]), ("[&a]+", ["&a"], ["b"]),
    (#"[\d\-x]+"#, ["1-x"], ["a"]), (#"[^\d]"#, ["x"], ["1"]), (#"[^\D]"#, ["1"], ["x"]),
    (#"[\x61-\x63]"#, ["b"], ["d"]),
    ("[a[bc[d]]e]+", ["abcde"], ["f"]), ("[^a[bc]]", ["d"], ["a", "b", "c"]), (#"[\]\[]+"#, ["[]"], ["a"]),
    ("[.*+?{}()|$]+", [".*+?{}()|$"], ["a"]), ("[é-ü]", ["ê", "ü"], ["e", "\u{fd}"]), ("[à-✓😀]+", ["é✓😀"], ["a"]),
    ("}", ["}"], []), ("]", ["]"], []), ("a}", ["a}"], []),
    ("^abc$", ["abc"], ["", "abcd"]), (#"\Aabc\z"#, ["abc"], []), (#"abc\Z"#, ["abc"], ["abc\n"]),
    ("a^b", [], ["ab", "a", "b"]), ("a$b", [], ["ab", "a"]), ("x*^a", ["a"], ["xa"]), ("a$x*", ["a"], ["ax"]),
    ("(^a|b)c", ["ac", "bc"], ["c"]), ("(a$|b)c?", ["a", "b", "bc"], ["ac"]), ("^*$+a?", [""], ["a"]),
    ("(^|x)(a|$)", ["", "a", "x", "xa"], ["ax"]), ("$^", [""], ["a"]),
    ("(?i)aBc", ["abc", "ABC", "AbC"], ["abd"]), ("a(?i)b", ["ab", "aB"], ["Ab"]), ("(a(?i)b)c", ["aBc"], ["aBC"]),
    ("(?i)[a-c]+", ["aBC"], ["d"]), ("(?i)[^a]", ["b"], ["a", "A"]), ("(?i:a)b", ["Ab"], ["AB"]),
    ("(?i)a(?-i)b", ["Ab"], ["aB"]), ("(?i)a|b", ["A", "B"], []), ("(?is-)É", ["É"], ["é"]),
    ("(?i)[Z-a]+", ["Z[^aAz"], ["b"]), (#"(?i)\x61\Qb\E"#, ["AB"], []),
    ("(a*)*b", ["b", "aaab"], ["aaa"]), ("(a|a)*", ["", "aaaa"], ["b"]), ("(a*)+", ["", "a"], ["b"]),
    ("()*a", ["a"], []),
    ("(|a)+", ["", "aa"], ["b"]), ("(a?){3}", ["", "aaa"], ["aaaa"]),
    ("((a{0,2}){2}b){2}", ["bb", "aaaabab"], ["aaaaabb"]),
]

@Suite struct PatternMatchTests {
    @Test(arguments: cases)
    func matchesWholeTexts(_ pattern: String, _ matches: [String], _ others: [String]) throws {
        let one = try Pattern(pattern)
        for text in matches { #expect(one.matches(text), "\(pattern) \(text.debugDescription)") }
        for text in others { #expect(!one.matches(text), "\(pattern) \(text.debugDescription)") }
    }

    @Test func severalPatternsAreAlternatives() throws {
        let pattern = try Pattern("a+", "(?i)b", "c$")
        for text in ["aa", "b", "B", "c"] { #expect(pattern.matches(text)) }
        for text in ["", "ab", "A", "C", "cc"] { #expect(!pattern.matches(text)) }
    }

    @Test(
        arguments: [
            [0xff], [0xc3], [0x80], [0xc0, 0x80], [0xed, 0xa0, 0x80], [0xf4, 0x90, 0x80, 0x80], [0xe2, 0x9c],
            [0xe0, 0x80, 0x80],
            [0xf0, 0x80, 0x80, 0x80], [0xf8, 0x80], [0x61, 0xe2, 0x28, 0xa1],
        ] as [[UInt8]]
    )
    func whatIsNotUTF8IsReplaced(_ bytes: [UInt8]) throws {
        let any = try Pattern(".*"), replaced = try Pattern(#".*\uFFFD.*"#), ascii = try Pattern(#"[\x00-\x7f]*"#)
        #expect(any.matches(bytes) && replaced.matches(bytes) && !ascii.matches(bytes))
    }

    @Test func agreesWithAPlainMatcher() throws {
        var generator = PatternGenerator(random: SplitMix(seed: 11)), matched = 0
        for _ in 0..<1500 {
            let text = generator.pattern(), node = try PatternParser.parse(text)
            let pattern = try Pattern(text), small = try Pattern(text, room: 0)
            for _ in 0..<8 {
                let value = generator.text(), expected = PatternOracle.matches(node, value)
                #expect(pattern.matches(value) == expected, "\(text) \(value)")
                #expect(small.matches(value) == expected, "\(text) \(value) without room")
                matched += expected ? 1 : 0
            }
        }
        #expect(matched > 1000 && matched < 11_000)
    }

    /// Without reluctant quantifiers: Foundation gives up where one repeats the empty text.
    @Test func agreesWithFoundation() throws {
        var generator = PatternGenerator(random: SplitMix(seed: 12), hasReluctant: false), matched = 0
        for _ in 0..<2000 {
            let text = generator.pattern()
            let expression = try NSRegularExpression(pattern: "\\A(?:\(text))\\z")
            let pattern = try Pattern(text)
            for _ in 0..<8 {
                let value = generator.text()
                let all = NSRange(location: 0, length: value.utf16.count)
                let expected = expression.firstMatch(in: value, range: all) != nil
                #expect(pattern.matches(value) == expected, "\(text) \(value)")
                matched += expected ? 1 : 0
            }
        }
        #expect(matched > 1000 && matched < 15_000)
    }
}

@Suite struct HostilePatternTests {
    @Test(arguments: [
        ("(a*)*b", "a"), ("(a|a)*", "a"), ("(a|aa)+$b", "a"), ("(a?){100}a{100}", "a"), ("((a*)*)*c", "a"),
        ("(.*)(.*)(.*)=", "a"),
        (".*a.{200}", "ab"), ("(x+x+)+y", "x"), ("([a-z]+)*\\d", "abc"),
    ])
    func longTextsTakeLinearTime(_ pattern: String, _ unit: String) throws {
        let pattern = try Pattern(pattern)
        let text = Array(String(repeating: unit, count: 100_000).utf8)
        let time = ContinuousClock().measure { _ = pattern.matches(text) }
        #expect(time < .seconds(20))
    }

    @Test func statesAreBounded() throws {
        var random = SplitMix(seed: 3), oracle = 0
        let pattern = try Pattern(".*a.{60}")
        for _ in 0..<3000 {
            let text = (0..<100).map { _ in random.next() & 1 == 0 ? "a" : "b" }.joined()
            let expected = Array(text)[39] == "a"
            #expect(pattern.matches(text) == expected)
            #expect(pattern.matcher.stateCount <= pattern.matcher.limit)
            oracle += expected ? 1 : 0
        }
        #expect(oracle > 1000 && oracle < 2000 && pattern.matcher.limit < 10_000)
    }

    @Test(arguments: [
        "a{1000}{1000}", "(a{1000}){1000}", "((a{1000}){1000}){1000}", "((){1000}){1000}", "(((){1000}){1000}){1000}",
        "((a|b){30}){40}", "(a*){600}", "a{2000}", "a{99999999999999999999}", "[a-z]{1000}[a-z]{1000}",
    ])
    func largePatternsAreRefused(_ pattern: String) {
        #expect(throws: (any Error).self) { try Pattern(pattern) }
    }

    @Test func deepPatternsAreRefused() {
        for (open, close) in [("(", ")"), ("[", "]"), ("(?:", ")"), ("[^", "]"), ("(?i:[", "])")] {
            let deep = String(repeating: open, count: 5000) + "a" + String(repeating: close, count: 5000)
            #expect(throws: PatternFault.self) { try PatternParser.parse(deep) }
        }
        #expect(throws: Never.self) {
            try Pattern(String(repeating: "(", count: 60) + "a" + String(repeating: ")*", count: 60))
        }
    }

    @Test func manyCharactersRun() throws {
        let letters = (0..<900).map { String(UnicodeScalar(0x4e00 + 2 * $0)!) }
        let pattern = try Pattern(letters.joined()), choice = try Pattern("[\(letters.joined())]{100}")
        #expect(pattern.matches(letters.joined()) && !pattern.matches(letters.dropLast().joined()))
        #expect(choice.matches(letters.prefix(100).joined()) && !choice.matches(letters.prefix(99).joined() + "一丁"))
    }
}
