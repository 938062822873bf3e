/// Milliseconds since 1970 as RFC 3339 has it: `2026-01-31T12:00:00Z`.
package func utcText(_ milliseconds: Int64) -> String {
    let seconds = Int(milliseconds / 1000), day = seconds / 86_400, (year, month, date) = civil(day)
    func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
    let rest = seconds % 86_400
    return "\(year)-\(two(month))-\(two(date))T\(two(rest / 3600)):\(two(rest / 60 % 60)):\(two(rest % 60))Z"
}

/// From RFC 3339 text in UTC, from 1970 on, in whole seconds: milliseconds since 1970.
package func parseUTC(_ text: String) -> Int64? {
    let bytes = Array(text.utf8), form = Array("0000-00-00T00:00:00Z".utf8)
    guard bytes.count == form.count else { return nil }
    for (byte, expected) in zip(bytes, form) {
        guard expected == 48 ? (48...57).contains(byte) : byte == expected else { return nil }
    }
    func number(_ range: Range<Int>) -> Int { bytes[range].reduce(0) { $0 * 10 + Int($1) - 48 } }
    let (year, month, date) = (number(0..<4), number(5..<7), number(8..<10))
    let (hour, minute, second) = (number(11..<13), number(14..<16), number(17..<19))
    guard year >= 1970, hour < 24, minute < 60, second < 60 else { return nil }
    let day = days(year, month, date)
    // What is no date is another one.
    guard civil(day) == (year, month, date) else { return nil }
    return Int64(day * 86_400 + hour * 3600 + minute * 60 + second) * 1000
}

/// Days since 1970 of a date of the Gregorian calendar: years begin in March, so that leap days end them.
private func days(_ year: Int, _ month: Int, _ date: Int) -> Int {
    let shifted = month <= 2 ? year - 1 : year, place = (month + 9) % 12
    return shifted * 365 + shifted / 4 - shifted / 100 + shifted / 400 + (place * 153 + 2) / 5 + date - 1 - 719_468
}

private func civil(_ day: Int) -> (Int, Int, Int) {
    let shifted = day + 719_468, era = shifted / 146_097, inEra = shifted % 146_097
    let yearOfEra = (inEra - inEra / 1460 + inEra / 36_524 - inEra / 146_096) / 365
    let inYear = inEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100), place = (5 * inYear + 2) / 153
    let month = place < 10 ? place + 3 : place - 9
    return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, inYear - (153 * place + 2) / 5 + 1)
}
