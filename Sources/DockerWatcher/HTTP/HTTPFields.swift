/// What the header fields of a response say of its body.
struct HTTPFields {
    var status = 0
    var length: UInt64?
    var isChunked = false
    var closes = false

    /// Takes a line of the header.
    mutating func take(_ line: [UInt8]) throws(HTTPError) {
        guard let colon = line.firstIndex(of: UInt8(ascii: ":")), colon > 0,
            line[..<colon].allSatisfy({ (0x21...0x7e).contains($0) })
        else { throw .malformed("a header field") }
        let value = trimmed(line[(colon + 1)...])
        switch lowercased(line[..<colon]) {
        case "content-length": try takeLength(value)
        case "transfer-encoding": try takeEncoding(lowercased(value))
        case "connection":
            if value.split(separator: UInt8(ascii: ",")).contains(where: { lowercased(trimmed($0)) == "close" }) {
                closes = true
            }
        default: break
        }
    }

    private mutating func takeLength(_ value: ArraySlice<UInt8>) throws(HTTPError) {
        guard !value.isEmpty, value.count <= 19, value.allSatisfy(isDigit) else {
            throw .malformed("a Content-Length")
        }
        let number = value.reduce(0 as UInt64) { $0 * 10 + UInt64($1 - 0x30) }
        guard length == nil || length == number else { throw .malformed("two values of Content-Length") }
        length = number
    }

    private mutating func takeEncoding(_ value: String) throws(HTTPError) {
        switch value {
        case "chunked" where !isChunked: isChunked = true
        case "identity": break
        default: throw .malformed("a Transfer-Encoding other than chunked")
        }
    }
}

func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }

private func lowercased(_ bytes: ArraySlice<UInt8>) -> String {
    String(decoding: bytes.map { (0x41...0x5a).contains($0) ? $0 | 0x20 : $0 }, as: UTF8.self)
}

private func trimmed(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    guard let first = bytes.firstIndex(where: { $0 != 0x20 && $0 != 0x09 }),
        let last = bytes.lastIndex(where: { $0 != 0x20 && $0 != 0x09 })
    else { return [] }
    return bytes[first...last]
}
