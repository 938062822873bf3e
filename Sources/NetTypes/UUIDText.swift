/// `00112233-4455-6677-8899-aabbccddeeff`
public func uuidText(_ value: UInt128) -> String {
    var text = TextBuffer(capacity: 36)
    text.append(uuid: value)
    return text.text
}
