import FlowLanguage
import Fuzzing

// Compiles a flow definition: the first line is the keys, the rest the filter.

fuzz { input in
    let lines = text(input).split(separator: "\n", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
    let definition = FlowDefinition(keys: lines[0], value: "bytes", filter: lines.count > 1 ? lines[1] : "")
    do throws(FlowSyntaxError) {
        let program = try FlowProgram(definition)
        precondition(program.keyWords <= KeyBuffer.wordLimit, "a key is wider than its room")
    } catch {
        precondition(!"\(error)".isEmpty, "an error says nothing")
    }
}
