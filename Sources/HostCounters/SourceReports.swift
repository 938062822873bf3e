import Agent

/// Says once that a record is left out and why, and once that it is back.
struct SourceReports {
    private var leftOut: [String: String] = [:]

    mutating func failed(_ record: StaticString, _ reason: String, _ log: Log) {
        guard leftOut.updateValue(reason, forKey: record.description) != reason else { return }
        log.warning("\(record) is left out: \(reason)")
    }

    mutating func succeeded(_ record: StaticString, _ log: Log) {
        guard !leftOut.isEmpty, leftOut.removeValue(forKey: record.description) != nil else { return }
        log.notice("\(record) is sent again")
    }
}
