import JSON
import Testing

@Suite struct JSONWriterTests {
    @Test func compactHasNoSpace() {
        var writer = JSONWriter()
        writer.object {
            $0.member("a", 1)
            $0.member("b") { $0.array { for n in 1...3 { $0.value(n) } } }
            $0.member("c") { $0.object { _ in } }
            $0.member("d") { $0.array { _ in } }
        }
        #expect(writer.text == #"{"a":1,"b":[1,2,3],"c":{},"d":[]}"#)
    }

    @Test func indentedHasOneMemberALine() {
        var writer = JSONWriter(indent: 1)
        writer.array {
            $0.object {
                $0.member("a", true)
                $0.member("b", "x")
            }
            $0.array { _ in }
        }
        #expect(writer.text == "[\n {\n  \"a\": true,\n  \"b\": \"x\"\n },\n []\n]")
    }

    @Test(arguments: [
        ("plain", #""plain""#), ("", #""""#), ("\"\\/", #""\"\\/""#), ("a\n\r\tb", #""a\n\r\tb""#),
        ("\u{0}\u{1f}\u{7f}", "\"\\u0000\\u001f\u{7f}\""), ("Grüße 星", #""Grüße 星""#),
    ])
    func stringsAreEscaped(text: String, expected: String) {
        var writer = JSONWriter()
        writer.value(text)
        #expect(writer.text == expected)
    }

    @Test func bytesThatAreNotUTF8AreRepaired() {
        var writer = JSONWriter()
        writer.value(repairing: [0x61, 0xff, 0x62, 0xc3])
        #expect(writer.text == "\"a\u{fffd}b\u{fffd}\"")
    }

    @Test(
        arguments: [
            (0.0, "0"), (-0.0, "0"), (5.0, "5"), (0.1, "0.1"), (-2.5, "-2.5"), (1e21, "1e+21"),
            (123_456_789.0, "123456789"),
            (.infinity, "null"), (-.infinity, "null"), (.nan, "null"), (1.0 / 3, "0.3333333333333333"),
        ] as [(Double, String)]
    )
    func doublesAreShortest(number: Double, expected: String) {
        var writer = JSONWriter()
        writer.value(number)
        #expect(writer.text == expected)
    }

    @Test func optionalsAndExtremesAreNumbersOrNull() {
        var writer = JSONWriter()
        writer.array {
            $0.value(Int?.none)
            $0.value(Int.min)
            $0.value(UInt64.max)
            $0.value(Float(0.1))
        }
        #expect(writer.text == "[null,-9223372036854775808,18446744073709551615,0.1]")
    }

    @Test func whatIsWrittenReadsBack() throws {
        let value = JSONValue.object([
            JSONMember(name: "a\"\u{1}", value: .array([.null, .bool(true), .number(-0.125), .string("\u{2028}\\")])),
            JSONMember(name: "", value: .object([])),
        ])
        for indent in 0...3 {
            var writer = JSONWriter(indent: indent)
            writer.value(value)
            let read = try JSONValue(writer.bytes)
            #expect(read.withoutPositions == value)
        }
    }
}

extension JSONValue {
    /// For comparisons: positions depend on the layout.
    var withoutPositions: JSONValue {
        switch self {
        case .object(let members):
            .object(members.map { JSONMember(name: $0.name, value: $0.value.withoutPositions) })
        case .array(let values): .array(values.map(\.withoutPositions))
        default: self
        }
    }
}
