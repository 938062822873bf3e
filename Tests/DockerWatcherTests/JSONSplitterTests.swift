import Testing

@testable import DockerWatcher

@Suite struct JSONSplitterTests {
    private func split(
        _ pieces: [[UInt8]],
        _ form: JSONSplitter.Form = .sequence,
        limit: Int = 1000
    ) -> (objects: [String], splitter: JSONSplitter) {
        var splitter = JSONSplitter(form, limit: limit), objects: [String] = []
        for piece in pieces {
            var offset = 0
            while let object = splitter.next(piece.span, &offset) {
                objects.append(String(decoding: object, as: UTF8.self))
            }
            #expect(offset == piece.count)
        }
        return (objects, splitter)
    }

    private func split(
        _ text: String,
        _ form: JSONSplitter.Form = .sequence,
        limit: Int = 1000
    ) -> (objects: [String], splitter: JSONSplitter) { split([Array(text.utf8)], form, limit: limit) }

    private static let objects = [#"{"a":{"b":[1,{}]}}"#, "{}", #"{"}":"\"}]{","\\":"{"}"#, "{\r\n \"x\" : 1\n}"]

    @Test(arguments: ["", "\n", " \r\n\t"])
    func objectsFollowEachOther(between: String) {
        let result = split(Self.objects.joined(separator: between))
        #expect(result.objects == Self.objects)
        #expect(result.splitter.strays == 0 && result.splitter.isEmpty)
    }

    @Test(arguments: [JSONSplitter.Form.sequence, .array])
    func everySplitReadsTheSame(form: JSONSplitter.Form) {
        let text =
            form == .array ? "[" + Self.objects.joined(separator: " ,\n") + "]\n" : Self.objects.joined(separator: "\n")
        let bytes = Array(text.utf8)
        for cut in 0...bytes.count {
            let result = split([Array(bytes[..<cut]), Array(bytes[cut...])], form)
            #expect(result.objects == Self.objects && result.splitter.strays == 0, "cut at \(cut)")
            #expect(result.splitter.isComplete == (form == .array))
        }
        #expect(split(bytes.map { [$0] }, form).objects == Self.objects)
    }

    @Test(arguments: [("[]", 0), ("[{}]", 1), (" [ {} , {} ] ", 2), ("null\n", 0)])
    func arrays(text: String, count: Int) {
        let result = split(text, .array)
        #expect(result.objects.count == count)
        #expect(result.splitter.isComplete && result.splitter.strays == 0)
    }

    @Test(arguments: [
        "", "[", "[{}", "[{},{", "{}", "[{}] {}", "[1]", "[[]]", #"["a"]"#, "<html>", "[]]", "none", "nulls",
    ])
    func whatIsNoArrayOfObjects(text: String) {
        let splitter = split(text, .array).splitter
        #expect(!splitter.isComplete || splitter.strays > 0)
    }

    @Test func straysArePassedOver() {
        let result = split("junk {\"a\":1} , ] {\"b\":2}\nmore\n{\"c\":3}")
        #expect(result.objects == [#"{"a":1}"#, #"{"b":2}"#, #"{"c":3}"#])
        #expect(result.splitter.strays == 4)
    }

    @Test func aLineThatEndsWithinAStringIsGivenUp() {
        let result = split("{\"a\":\"b}\n{\"c\":3}\n")
        #expect(result.objects == [#"{"c":3}"#])
        #expect(result.splitter.strays == 1)
    }

    @Test func whatIsTooLongIsPassedOver() {
        let long = #"{"a":""# + String(repeating: "x", count: 100) + #""}"#
        let result = split(long + #"{"b":1}"# + "\n" + long + "\n" + #"{"c":1}"#, limit: 50)
        #expect(result.objects == [#"{"b":1}"#, #"{"c":1}"#])
        #expect(result.splitter.oversized == 2)
        #expect(split(#"{"b":1}{"b":12}"#, limit: 7).objects == [#"{"b":1}"#])
    }

    @Test func anObjectWithoutEndDoesNotHideWhatFollows() {
        let endless = #"{"a":["# + String(repeating: "[", count: 100) + "\n"
        let result = split(endless + #"{"b":1}"# + "\n" + #"{"c":1}"# + "\n", limit: 50)
        #expect(result.objects == [#"{"b":1}"#, #"{"c":1}"#])
    }

    @Test func lengthCostsInProportion() {
        var splitter = JSONSplitter(.sequence, limit: 1 << 20), objects = 0
        let piece = Array((#"{"a":""# + String(repeating: "x", count: 500_000) + #""}"#).utf8)
        for byte in piece {
            var offset = 0
            if splitter.next([byte].span, &offset) != nil { objects += 1 }
        }
        #expect(objects == 1)
    }
}
