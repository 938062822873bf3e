import Fuzzing
import JSON

// Reads JSON; what was read is written, and that reads and writes the same.

fuzz { input in
    guard let value = try? JSONValue(copy(input)) else { return }
    let written = bytes(of: value)
    guard let again = try? JSONValue(written, limits: JSONLimits(bytes: 1 << 24)) else {
        preconditionFailure("what was written cannot be read")
    }
    precondition(bytes(of: again) == written, "what was written reads differently")
}

func bytes(of value: JSONValue) -> [UInt8] {
    var writer = JSONWriter()
    value.write(to: &writer)
    return writer.bytes
}
