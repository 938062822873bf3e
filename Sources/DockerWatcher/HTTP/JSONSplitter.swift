/// Cuts bytes that arrive piece by piece into JSON objects, without reading them: objects that follow each other, or the
/// elements of one array. Only the object that is not whole yet is kept.
struct JSONSplitter {
    enum Form {
        /// Objects, with spaces or nothing between them.
        case sequence
        case array
    }

    /// Objects that were longer than `limit`, and were passed over.
    private(set) var oversized = 0
    /// Places where something else than an object stood.
    private(set) var strays = 0
    /// Of an array: its end has come.
    private(set) var isComplete = false
    let form: Form
    /// Bytes of an object.
    let limit: Int

    private var object: [UInt8] = []
    private var depth = 0
    private var isInString = false, isEscaped = false
    /// The object is too long.
    private var isSkipping = false
    private var followsNewline = false, followsStray = false
    private var hasBegun = false
    /// Go writes `null` for a list that was never made; so much of it has come.
    private var nullBytes = 0
    private static let null = Array("null".utf8)

    init(_ form: Form, limit: Int) {
        self.form = form
        self.limit = limit
    }

    /// Nothing is kept.
    var isEmpty: Bool { depth == 0 }

    /// The next whole object; `offset` moves behind it. `nil`: all bytes are used up.
    mutating func next(_ bytes: Span<UInt8>, _ offset: inout Int) -> [UInt8]? {
        while offset < bytes.count {
            let byte = bytes[offset]
            offset += 1
            if depth == 0 {
                outside(byte)
            } else if inside(byte) {
                defer { object = [] }
                return object
            }
        }
        return nil
    }

    private mutating func outside(_ byte: UInt8) {
        switch byte {
        case 0x20, 0x09, 0x0d, 0x0a:
            followsStray = false
            return
        case UInt8(ascii: "{") where form == .sequence || (hasBegun && !isComplete): return begin()
        case UInt8(ascii: "[") where form == .array && !hasBegun: hasBegun = true
        case UInt8(ascii: "]") where form == .array && hasBegun && !isComplete: isComplete = true
        case _ where form == .array && !hasBegun && byte == Self.null[nullBytes]:
            nullBytes += 1
            if nullBytes == Self.null.count { (hasBegun, isComplete) = (true, true) }
        case UInt8(ascii: ",") where form == .array && hasBegun && !isComplete: break
        default:
            if !followsStray { strays += 1 }
            followsStray = true
        }
    }

    private mutating func begin() {
        object = [UInt8(ascii: "{")]
        depth = 1
        (isInString, isEscaped, isSkipping, followsNewline, followsStray) = (false, false, false, false, false)
    }

    /// True when the object is whole and was not too long.
    private mutating func inside(_ byte: UInt8) -> Bool {
        if isSkipping, followsNewline, byte == UInt8(ascii: "{") {
            begin()
            return false
        }
        followsNewline = byte == 0x0a
        if isInString {
            guard byte != 0x0a else {
                abandon()
                return false
            }
            followString(byte)
        } else {
            follow(byte)
        }
        keep(byte)
        return depth == 0 && !isSkipping
    }

    private mutating func followString(_ byte: UInt8) {
        if isEscaped {
            isEscaped = false
        } else if byte == UInt8(ascii: "\\") {
            isEscaped = true
        } else if byte == UInt8(ascii: "\"") {
            isInString = false
        }
    }

    private mutating func follow(_ byte: UInt8) {
        switch byte {
        case UInt8(ascii: "\""): isInString = true
        case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
        case UInt8(ascii: "}"), UInt8(ascii: "]"): depth -= 1
        default: break
        }
    }

    private mutating func keep(_ byte: UInt8) {
        guard !isSkipping else { return }
        if object.count < limit { return object.append(byte) }
        isSkipping = true
        oversized += 1
        object = []
    }

    /// A line cannot end within a string: a quotation mark is missing, and what follows the line is another object.
    private mutating func abandon() {
        if !isSkipping { strays += 1 }
        object = []
        depth = 0
    }
}
