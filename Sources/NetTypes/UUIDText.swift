/// `00112233-4455-6677-8899-aabbccddeeff`
public func uuidText(_ value: UInt128) -> String {
    let high = UInt64(truncatingIfNeeded: value >> 64), low = UInt64(truncatingIfNeeded: value)
    return [
        hexText(high >> 32, digits: 8), hexText(high >> 16, digits: 4), hexText(high, digits: 4),
        hexText(low >> 48, digits: 4), hexText(low, digits: 12),
    ].joined(separator: "-")
}
