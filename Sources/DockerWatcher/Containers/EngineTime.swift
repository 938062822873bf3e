/// Milliseconds since 1970 of a time as Go writes it (RFC 3339): `2026-01-31T17:05:43.93997176Z`, `…+01:00`.
/// `nil` for anything else, and for Go's zero time, which means none.
func engineTime(_ text: String) -> Int64? {
    let bytes = Array(text.utf8)
    guard bytes.count >= 20, bytes.count <= 40, bytes[4] == 0x2d, bytes[7] == 0x2d, bytes[10] | 0x20 == 0x74,
        bytes[13] == 0x3a, bytes[16] == 0x3a,
        let year = number(bytes[0..<4]), let month = number(bytes[5..<7]), let day = number(bytes[8..<10]),
        let hour = number(bytes[11..<13]), let minute = number(bytes[14..<16]), let second = number(bytes[17..<19]),
        year >= 1970, (1...12).contains(month), (1...31).contains(day), hour < 24, minute < 60, second <= 60
    else { return nil }
    var end = 19, milliseconds: Int64 = 0
    if bytes[end] == UInt8(ascii: ".") {
        let digits = bytes[(end + 1)...].prefix(while: isDigit)
        guard !digits.isEmpty else { return nil }
        let three = Array(digits.prefix(3)) + repeatElement(0x30, count: max(0, 3 - digits.count))
        milliseconds = number(three[...]) ?? 0
        end += 1 + digits.count
    }
    guard let offset = minutesEast(bytes[end...]) else { return nil }
    let minutes = (daysSince1970(year, month, day) * 24 + hour) * 60 + minute - offset
    return (minutes * 60 + second) * 1000 + milliseconds
}

/// `Z`, `+01:00`.
private func minutesEast(_ text: ArraySlice<UInt8>) -> Int64? {
    let bytes = Array(text)
    if bytes == [UInt8(ascii: "Z")] || bytes == [UInt8(ascii: "z")] { return 0 }
    guard bytes.count == 6, bytes[3] == 0x3a, bytes[0] == UInt8(ascii: "+") || bytes[0] == UInt8(ascii: "-"),
        let hours = number(bytes[1..<3]), let minutes = number(bytes[4..<6]), hours < 24, minutes < 60
    else { return nil }
    return (bytes[0] == UInt8(ascii: "-") ? -1 : 1) * (hours * 60 + minutes)
}

private func number(_ digits: ArraySlice<UInt8>) -> Int64? {
    digits.allSatisfy(isDigit) ? digits.reduce(0) { $0 * 10 + Int64($1 - 0x30) } : nil
}

/// In the proleptic Gregorian calendar, whose year is taken to begin in March.
private func daysSince1970(_ year: Int64, _ month: Int64, _ day: Int64) -> Int64 {
    let year = month <= 2 ? year - 1 : year
    let era = year / 400, yearOfEra = year % 400
    let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
}
