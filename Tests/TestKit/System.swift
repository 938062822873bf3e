import Glibc

/// What procfs would give for `text`.
package func withBytes<Result>(_ text: String, _ body: (RawSpan) throws -> Result) rethrows -> Result {
    let bytes = Array(text.utf8)
    return try body(bytes.span.bytes)
}

/// The file's text, read in another way than the code under test does.
package func slurp(_ path: String) -> String {
    guard let file = unsafe fopen(path, "r") else { return "" }
    defer { unsafe _ = fclose(file) }
    return unsafe readAll(file)
}

/// The standard output of a shell command and whether it succeeded.
@discardableResult
package func shell(_ command: String) -> (output: String, succeeded: Bool) {
    guard let pipe = unsafe popen(command, "r") else { return ("", false) }
    let text = unsafe readAll(pipe)
    return (text, unsafe pclose(pipe) == 0)
}

private func readAll(_ file: UnsafeMutablePointer<FILE>) -> String {
    var bytes: [UInt8] = []
    while case let byte = unsafe fgetc(file), byte != EOF { bytes.append(UInt8(byte)) }
    return String(decoding: bytes, as: UTF8.self)
}
