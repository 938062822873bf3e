import JSON
import Testing

@Suite struct JSONReaderTests {
    @Test(arguments: [
        (#"{"keys":"ipsource,ipdestination",value:"bytes"}"#, #"{"keys":"ipsource,ipdestination","value":"bytes"}"#),
        (#"{keys:'ipsource',value:'bytes',}"#, #"{"keys":"ipsource","value":"bytes"}"#),
        (" [1, 2.5, -3e2, +4, .5, ] ", "[1,2.5,-300,4,0.5]"),
        ("[]", "[]"), ("{}", "{}"), ("\u{feff}null", "null"), ("true", "true"),
        (#"'it\'s "x"'"#, #""it's \"x\"""#),
        (#""\u00e9\ud83d\ude00\ud83dx\n\/""#, #""é😀\#u{fffd}x\n/""#),
        (#""\ud83dA""#, #""\#u{fffd}A""#),
        ("\"a\nb\"", #""a\nb""#),
        (#"{$a_1.b-c:[{x:[]}]}"#, #"{"$a_1.b-c":[{"x":[]}]}"#),
    ])
    func lenientTextIsRead(text: String, expected: String) throws {
        var writer = JSONWriter()
        writer.value(try JSONValue(text))
        #expect(writer.text == expected)
    }

    @Test(arguments: [
        ("", "line 1, column 1: expected a value"),
        ("{", "line 1, column 2: expected '}'"),
        ("[1", "line 1, column 3: expected ',' or ']'"),
        ("[,]", "line 1, column 2: unexpected ','"),
        ("[1,,2]", "line 1, column 4: unexpected ','"),
        ("{\n \"a\" 1}", "line 2, column 6: expected ':' after the name 'a'"),
        ("{a:}", "line 1, column 4: unexpected '}'"),
        ("{:1}", "line 1, column 2: unexpected ':'"),
        ("1 2", "line 1, column 3: unexpected '2'"),
        ("bytes", "line 1, column 1: 'bytes' is no number"),
        ("0x10", "line 1, column 1: '0x10' is no number"),
        ("[nan]", "line 1, column 2: 'nan' is no number"),
        ("1e999", "line 1, column 1: '1e999' is no number"),
        (#""abc"#, "line 1, column 1: expected the closing quote of the string"),
        (#""\x""#, "line 1, column 2: no such escape in a string"),
        (#""\u12g4""#, "line 1, column 4: no such escape in a string"),
        (#""\"#, "line 1, column 3: no such escape in a string"),
        ("\u{1}", "line 1, column 1: unexpected byte 1"),
    ])
    func faultsHaveAPlace(text: String, expected: String) {
        let error = #expect(throws: JSONError.self) { try JSONValue(text) }
        #expect(error?.description == expected)
    }

    @Test func bytesThatAreNotUTF8AreRefused() {
        let error = #expect(throws: JSONError.self) { try JSONValue([0x22, 0xff, 0x22]) }
        #expect(error?.reason == .notUTF8)
    }

    @Test func boundsHold() {
        let deep = String(repeating: "[", count: 100_000)
        let error = #expect(throws: JSONError.self) { try JSONValue(deep) }
        #expect(error?.reason == .tooDeep(limit: 32))
        #expect(throws: JSONError.self) { try JSONValue("[1,2,3]", limits: JSONLimits(values: 3)) }
        #expect(throws: JSONError.self) { try JSONValue("[1,2,3]", limits: JSONLimits(bytes: 6)) }
        #expect(throws: Never.self) { try JSONValue("[1,2,3]", limits: JSONLimits(bytes: 7, depth: 1, values: 4)) }
    }

    @Test func everyPrefixOfATextIsAnErrorAndNoneTraps() {
        let text = Array(#"{"a":[1,'b',{c:"\ud83d\ude00"}],"d":null}"#.utf8)
        for length in text.indices {
            #expect(throws: JSONError.self) { try JSONValue(Array(text[..<length])) }
        }
    }

    @Test func randomBytesDoNotTrap() {
        var random = FixedSeed(state: 20_261)
        let alphabet = Array(#"{}[]:,'"\u0123abcdeE+-. \#n"#.utf8) + [0xff, 0xc3, 0x00]
        for _ in 0..<20_000 {
            let bytes = (0..<Int.random(in: 0...24, using: &random)).map { _ in alphabet.randomElement(using: &random)!
            }
            guard let value = try? JSONValue(bytes) else { continue }
            var writer = JSONWriter()
            writer.value(value)
            let again = try? JSONValue(writer.bytes)
            #expect(again?.withoutPositions == value.withoutPositions, "\(bytes)")
        }
    }

    @Test func membersKeepTheirPlaceAndTheLastOfANameCounts() throws {
        let value = try JSONValue(#"{n: "5", n: "7", t: true}"#)
        #expect(value["n"]?.coercedNumber == 7)
        #expect(value["x"] == nil)
        #expect(value["t"]?.coercedNumber == nil)
        guard case .object(let members) = value else { Issue.record("no object"); return }
        #expect(members.map(\.position) == [4, 12, 20])
    }

    @Test func numbersAndBooleansInStringsAreCoerced() throws {
        #expect(try JSONValue("'0.5'").coercedNumber == 0.5)
        #expect(try JSONValue("'inf'").coercedNumber == nil)
        #expect(try JSONValue("'yes'").coercedBool == true)
        #expect(try JSONValue("false").coercedBool == false)
        #expect(try JSONValue("1").coercedBool == nil)
    }
}

/// SplitMix64: the same sequence every time.
private struct FixedSeed: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var z = state
        z = (z ^ z >> 30) &* 0xbf58_476d_1ce4_e5b9
        z = (z ^ z >> 27) &* 0x94d0_49bb_1331_11eb
        return z ^ z >> 31
    }
}
