import PacketHeaders

extension HeaderBytes {
    /// The extension headers of an IPv6 packet as a `numberList`; `nil` where it has none.
    var ip6Extensions: UInt128? {
        var numbers = CountedBytes()
        IPv6Extension.forEach(bytes, at: start, end: end) { numbers.append($0) }
        return numbers.count == 0 ? nil : numbers.packed
    }

    /// What the fragment header of an IPv6 packet says; of a packet without one, that it is whole.
    /// - Parameter detail: that of the layer.
    func ip6Fragment(_ value: HeaderValue, _ detail: UInt16) -> UInt64? {
        guard detail > 0 else { return value == .ip6FragmentID ? nil : 0 }
        let fragment = Int(detail) * IPv6Fragment.unit
        switch value {
        case .ip6FragmentOffset: return word(fragment + IPv6Fragment.control).map { UInt64($0 >> 3) }
        case .ip6MoreFragments: return word(fragment + IPv6Fragment.control).map { UInt64($0 & 1) }
        default: return doubleWord(fragment + IPv6Fragment.identification).map { UInt64($0) }
        }
    }
}
