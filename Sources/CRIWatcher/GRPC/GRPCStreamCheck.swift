/// Cutting a stream into messages, for the fuzzer.
package enum GRPCStreamCheck {
    /// The messages up to the first that is refused, where the stream comes in pieces of that many bytes.
    package static func messages(in bytes: [UInt8], pieces size: Int) -> [[UInt8]] {
        var assembler = GRPCAssembler(limit: 4096), found: [[UInt8]] = []
        for start in stride(from: 0, to: bytes.count, by: size) {
            let piece = Array(bytes[start..<min(start + size, bytes.count)])
            do throws(GRPCStatus) {
                try assembler.append(piece) { found.append($0) }
            } catch {
                return found
            }
        }
        return found
    }
}
