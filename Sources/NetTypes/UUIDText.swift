/// `00112233-4455-6677-8899-aabbccddeeff`
public func uuidText(_ value: UInt128) -> String {
    var text = TextBuffer(capacity: 36)
    text.append(uuid: value)
    return text.text
}

/// 32 hex digits, with or without dashes.
package func parseUUID(_ text: String) -> UInt128? {
    var value: UInt128 = 0, count = 0
    for byte in text.utf8 where byte != UInt8(ascii: "-") {
        guard count < 32, let digit = hexDigitValue(byte) else { return nil }
        value = value << 4 | UInt128(digit)
        count += 1
    }
    return count == 32 ? value : nil
}
