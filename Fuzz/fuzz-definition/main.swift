import FlowLanguage
import Fuzzing

// Compiles a flow definition and runs it: the first line is the keys, and behind a tab the values; the second line is the
// filter, the rest an Ethernet frame.

/// Every question is answered with itself.
let environment = FlowEnvironment(lookups: LookupLibrary { LookupAnswer("\($0)") })

fuzz { input in
    let lines = copy(input).split(separator: 10, maxSplits: 2, omittingEmptySubsequences: false)
    let columns = lines[0].split(separator: 9, maxSplits: 1, omittingEmptySubsequences: false)
    let filter = lines.count > 1 ? text(lines[1]) : ""
    var definition = FlowDefinition(keys: text(columns[0]), value: "bytes", filter: filter)
    if columns.count > 1 { definition.values = text(columns[1]) }
    do throws(FlowSyntaxError) {
        let program = try FlowProgram(definition, environment)
        precondition(program.keyWords <= KeyBuffer.wordLimit, "a key is wider than its room")
        run(program, Array(lines.count > 2 ? lines[2] : []))
    } catch {
        precondition(!"\(error)".isEmpty && !error.rendered.isEmpty, "an error says nothing")
    }
}

func text(_ line: ArraySlice<UInt8>) -> String { String(decoding: line, as: UTF8.self) }

/// A program says the same of a packet whatever its state has seen.
func run(_ program: borrowing FlowProgram, _ frame: [UInt8]) {
    let seen = program.makeState()
    var fields = SampleFields()
    for count in 0...min(frame.count, 64) {
        fields.reset()
        fields.setHeader(frame.span.bytes, at: 0, count: frame.count - count, headerProtocol: 1)
        let isAccepted = program.filter.accepts(fields, frame.span.bytes, seen)
        precondition(isAccepted == program.filter.accepts(fields, frame.span.bytes, seen), "another result")
        let key = renderedKey(program, fields, frame, seen)
        precondition(isAccepted || key == nil, "a packet is counted that the filter refused")
        guard count < 4 else { continue }
        let fresh = program.makeState()
        precondition(
            isAccepted == program.filter.accepts(fields, frame.span.bytes, fresh),
            "a state changes the result"
        )
        precondition(key == renderedKey(program, fields, frame, fresh), "a state changes the key")
    }
}

func renderedKey(
    _ program: borrowing FlowProgram,
    _ fields: borrowing SampleFields,
    _ frame: [UInt8],
    _ state: FlowState
) -> String? {
    var key = KeyBuffer()
    guard program.evaluate(fields, frame.span.bytes, state, into: &key) else { return nil }
    return program.render(key.key(program.keyWords))
}
