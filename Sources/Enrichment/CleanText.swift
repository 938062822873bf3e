/// The longest name that is kept, in bytes.
package let nameLimit = 256

/// Text from outside as a name: what is no UTF-8 becomes U+FFFD and control characters `?`, surrounding spaces go, and
/// so does what is behind the first 256 bytes. `nil` where nothing is left.
package func cleanName(_ utf8: some Collection<UInt8>) -> String? {
    // A character has 4 bytes at most: no more needs to be looked at, however long the text is.
    let text = String(decoding: utf8.drop(while: isSpace).prefix(nameLimit + 4), as: UTF8.self)
    var name = String.UnicodeScalarView(), count = 0
    for scalar in text.unicodeScalars {
        let clean = isControl(scalar) ? "?" : scalar
        count += UTF8.width(clean)
        guard count <= nameLimit else { break }
        name.append(clean)
    }
    while name.last == " " { name.removeLast() }
    return name.isEmpty ? nil : String(name)
}

private func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 || byte == 0x0d }

/// C0, DEL and C1, and the characters that turn the direction of the text around them.
private func isControl(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0..<0x20, 0x7f..<0xa0, 0x2028...0x202e, 0x2066...0x2069: true
    default: false
    }
}
