import NetTypes

/// The type of a key's value: how it is read from text, and how the reference describes it.
package enum ConfigurationValueKind: Sendable {
    /// A whole number with an optional K, M, G, T or P.
    case integer(ClosedRange<Int>)
    case text
    case onOff
    case address
    case host
    /// The path of a socket, also as a URL: `unix:///PATH`.
    case socket
    case network
    case pattern
    case speedRange
    case uuid
}

/// A value that was read.
package enum ConfigurationValue: Sendable {
    case integer(Int)
    case text(String)
    case onOff(Bool)
    case address(IPAddress)
    case network(AddressPreference)
    case speedRange(ClosedRange<UInt64>)
    case uuid(UInt128)
}

extension ConfigurationValueKind {
    /// Reads `text`; the error says what is expected and follows the key.
    func parse(_ text: String) throws(ConfigurationValueError) -> ConfigurationValue {
        switch self {
        case .integer(let range): .integer(try integer(text, range))
        case .text, .host: .text(text)
        case .socket:
            .text(try socket(text))
        case .onOff: .onOff(try onOff(text))
        case .address: .address(try required(IPAddress(text), "'\(text)' is no IP address"))
        case .network: .network(try network(text))
        case .pattern: .text(try pattern(text))
        case .speedRange:
            .speedRange(try required(parseSpeedRange(text), "'\(text)' is no range of speeds, like 1G-10G"))
        case .uuid: .uuid(try required(parseUUID(text), "'\(text)' is no UUID"))
        }
    }

    private func integer(_ text: String, _ range: ClosedRange<Int>) throws(ConfigurationValueError) -> Int {
        guard let number = scaledNumber(text).flatMap(Int.init(exactly:)) else {
            throw .init("'\(text)' is no whole number")
        }
        guard range.contains(number) else {
            throw .init("\(text) must lie between \(range.lowerBound) and \(range.upperBound)")
        }
        return number
    }

    private func onOff(_ text: String) throws(ConfigurationValueError) -> Bool {
        switch text.lowercased() {
        case "on", "yes", "true", "1": return true
        case "off", "no", "false", "0": return false
        default: throw .init("'\(text)' is neither on nor off")
        }
    }

    private func network(_ text: String) throws(ConfigurationValueError) -> AddressPreference {
        let isExclusion = text.hasPrefix("!")
        let prefix = IPPrefix(isExclusion ? String(text.dropFirst()) : text)
        return AddressPreference(
            prefix: try required(prefix, "'\(text)' is no network, like 10.0.0.0/8"),
            isExclusion: isExclusion
        )
    }

    private func socket(_ text: String) throws(ConfigurationValueError) -> String {
        do throws(RuntimeSocketError) {
            return try RuntimeSocket.path(text)
        } catch {
            throw .init(error.description)
        }
    }

    private func pattern(_ text: String) throws(ConfigurationValueError) -> String {
        guard RegularExpression(text) != nil else { throw .init("'\(text)' is no regular expression") }
        return text
    }

    private func required<Value>(
        _ value: Value?,
        _ message: @autoclosure () -> String
    ) throws(ConfigurationValueError) -> Value {
        guard let value else { throw .init(message()) }
        return value
    }
}

/// Why a value cannot be read.
struct ConfigurationValueError: Error {
    var message: String
    init(_ message: String) { self.message = message }
}

/// `400`, `10K`, `25G`: decimal multiples, as speeds and rates are counted.
package func scaledNumber(_ text: String) -> UInt64? {
    let powers: [Character: UInt64] = [
        "K": 1_000, "M": 1_000_000, "G": 1_000_000_000, "T": 1_000_000_000_000, "P": 1_000_000_000_000_000,
    ]
    let factor = text.uppercased().last.flatMap { powers[$0] }
    let digits = factor == nil ? text[...] : text.dropLast()
    guard !digits.isEmpty, digits.utf8.allSatisfy({ (48...57).contains($0) }), let number = UInt64(digits) else {
        return nil
    }
    let (product, overflow) = number.multipliedReportingOverflow(by: factor ?? 1)
    return overflow ? nil : product
}

/// `LOW-HIGH` or `LOW-`, in bits per second.
private func parseSpeedRange(_ text: String) -> ClosedRange<UInt64>? {
    let parts = text.split(separator: "-", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
    guard let low = scaledNumber(parts[0]) else { return nil }
    if parts.count == 1 { return low...low }
    guard let high = parts[1].isEmpty ? UInt64.max : scaledNumber(parts[1]), low <= high else { return nil }
    return low...high
}
