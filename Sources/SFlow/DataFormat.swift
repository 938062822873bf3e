/// What a sample or a record holds: an enterprise and its number of the structure (sFlow version 5, section 5,
/// `data_format`): one word, the enterprise in the upper 20 bits.
public struct DataFormat: Hashable, Sendable {
    public var word: UInt32

    @inlinable public init(word: UInt32) { self.word = word }
    @inlinable public init(_ enterprise: UInt32, _ number: UInt32) { word = enterprise << 12 | number & 0xfff }

    @inlinable public var enterprise: UInt32 { word >> 12 }
    @inlinable public var number: UInt32 { word & 0xfff }
}

extension DataFormat: CustomStringConvertible {
    /// `0:2003`
    public var description: String { "\(enterprise):\(number)" }
}
