import FlowLanguage
import Fuzzing

// Compiles a flow definition and runs it: the first line is the keys, the second the filter, the rest an Ethernet frame.

fuzz { input in
    let lines = copy(input).split(separator: 10, maxSplits: 2, omittingEmptySubsequences: false)
    let (keys, filter) = (text(lines[0]), lines.count > 1 ? text(lines[1]) : "")
    do throws(FlowSyntaxError) {
        let program = try FlowProgram(FlowDefinition(keys: keys, value: "bytes", filter: filter))
        precondition(program.keyWords <= KeyBuffer.wordLimit, "a key is wider than its room")
        run(program, Array(lines.count > 2 ? lines[2] : []))
    } catch {
        precondition(!"\(error)".isEmpty && !error.rendered.isEmpty, "an error says nothing")
    }
}

func text(_ line: ArraySlice<UInt8>) -> String { String(decoding: line, as: UTF8.self) }

/// A filter says the same of a packet whatever its state has seen.
func run(_ program: borrowing FlowProgram, _ frame: [UInt8]) {
    let seen = program.makeState()
    var fields = SampleFields(), key = KeyBuffer()
    for count in 0...min(frame.count, 64) {
        fields.reset()
        fields.setHeader(frame.span.bytes, at: 0, count: frame.count - count, headerProtocol: 1)
        let isAccepted = program.filter.accepts(fields, frame.span.bytes, seen)
        precondition(isAccepted == program.filter.accepts(fields, frame.span.bytes, seen), "another result")
        guard count < 4 else { continue }
        let fresh = program.makeState()
        precondition(
            isAccepted == program.filter.accepts(fields, frame.span.bytes, fresh),
            "a state changes the result"
        )
        if program.evaluate(fields, frame.span.bytes, fresh, into: &key) {
            _ = program.render(key.key(program.keyWords))
        }
    }
}
