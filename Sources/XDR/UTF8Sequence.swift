/// What may follow the first byte of a character (The Unicode Standard, table 3-7).
package struct UTF8Sequence {
    /// The bytes of the character; 0 where none begins so.
    package private(set) var count: Int
    private var second: ClosedRange<UInt8> = 0x80...0xbf

    package init(_ first: UInt8) {
        switch first {
        case 0x00...0x7f: count = 1
        case 0xc2...0xdf: count = 2
        case 0xe0...0xef: count = 3
        case 0xf0...0xf4: count = 4
        default: count = 0
        }
        switch first {
        case 0xe0: second = 0xa0...0xbf
        case 0xed: second = 0x80...0x9f
        case 0xf0: second = 0x90...0xbf
        case 0xf4: second = 0x80...0x8f
        default: break
        }
    }

    /// Whether a byte may stand at a place behind the first.
    package func holds(_ byte: UInt8, at place: Int) -> Bool { place == 1 ? second ~= byte : 0x80...0xbf ~= byte }
}
