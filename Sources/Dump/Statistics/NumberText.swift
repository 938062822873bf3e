/// So many decimals.
func fixed(_ value: Double, _ decimals: Int) -> String {
    let scale = (0..<decimals).reduce(1.0) { scale, _ in scale * 10 }
    guard value.magnitude * scale < 1e18 else { return "\(value)" }
    let scaled = Int((value * scale).rounded()), whole = scaled / Int(scale), rest = "\(scaled % Int(scale))"
    return decimals == 0 ? "\(whole)" : "\(whole).\(String(repeating: "0", count: decimals - rest.count))\(rest)"
}

/// `1.25%`
func percent(_ part: Int, of whole: Int) -> String {
    whole == 0 ? "-" : fixed(100 * Double(part) / Double(whole), 2) + "%"
}

/// `1 datagram`, `2 datagrams`
func counted(_ count: Int, _ what: String) -> String { count == 1 ? "1 \(what)" : "\(count) \(what)s" }
