/// Why bytes from outside could not be read. Offsets count from the start of the buffer.
public enum XDRError: Error, Equatable, Sendable {
    /// The buffer, or the record within it, ends before the field does.
    case truncated(at: Int)
    /// A length or a count is larger than the field allows.
    case tooLong(at: Int, length: Int, limit: Int)
    /// A discriminator has a value that the specification does not give.
    case badValue(at: Int, value: UInt32)
}
