extension CharacterClasses {
    /// The class of the character at `place`, which goes on to the next one.
    @inline(__always)
    func next(in text: Span<UInt8>, _ place: inout Int) -> UInt16 {
        let byte = text[place]
        guard byte < 128 else { return self[Self.decode(text, &place)] }
        place &+= 1
        return ascii[Int(byte)]
    }

    /// The code point at `place`; U+FFFD for a byte that is not of a character.
    @inline(never)
    private static func decode(_ text: Span<UInt8>, _ place: inout Int) -> UInt32 {
        let start = place, lead = text[start]
        place += 1
        let length = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : 2
        guard lead >= 0xc2, lead <= 0xf4, start + length <= text.count else { return 0xfffd }
        var value = UInt32(lead) & (0x7f >> UInt32(length))
        for index in start + 1..<start + length {
            guard text[index] & 0xc0 == 0x80 else { return 0xfffd }
            value = value << 6 | UInt32(text[index] & 0x3f)
        }
        let least: UInt32 = length == 4 ? 0x10000 : length == 3 ? 0x800 : 0x80
        guard value >= least, Unicode.Scalar(value) != nil else { return 0xfffd }
        place = start + length
        return value
    }
}
