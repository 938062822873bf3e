/// Mount tables write space, tab, newline and backslash as `\040` and the like.
package func unescape(_ text: String) -> String {
    guard text.utf8.contains(UInt8(ascii: "\\")) else { return text }
    var result: [UInt8] = [], rest = Array(text.utf8)[...]
    while let byte = rest.popFirst() {
        let digits = rest.prefix(3)
        guard byte == UInt8(ascii: "\\"), digits.count == 3, digits.allSatisfy({ 0x30...0x37 ~= $0 }) else {
            result.append(byte)
            continue
        }
        result.append(digits.reduce(0) { $0 &* 8 &+ ($1 & 7) })
        rest = rest.dropFirst(3)
    }
    return String(decoding: result, as: UTF8.self)
}
