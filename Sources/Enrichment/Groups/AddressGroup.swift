import NetTypes

/// A group: labels, each with the prefixes that it is given to. An address has the label of the longest prefix that has
/// it. It does not change once it is made.
package final class AddressGroup: NamedSet {
    /// A label and its prefixes, IPv4 before IPv6, each in their order.
    package struct Label: Sendable {
        package let text: String
        fileprivate var v4: [PrefixWord<UInt32>] = []
        fileprivate var v6: [PrefixWord<UInt128>] = []

        /// As they were given, without bits behind their lengths.
        package var prefixes: some Sequence<AddressPrefix> {
            (0..<count).lazy.map { [v4, v6] place in
                place < v4.count
                    ? AddressPrefix(.v4(v4[place].first), length: Int(v4[place].length))!
                    : AddressPrefix(.v6(v6[place - v4.count].first), length: Int(v6[place - v4.count].length))!
            }
        }

        fileprivate var count: Int { v4.count + v6.count }
    }

    package let labels: [Label]
    package let entryCount: Int
    package let textBytes: Int
    private let v4: PrefixRanges<UInt32>
    private let v6: PrefixRanges<UInt128>

    fileprivate init(_ labels: [Label]) {
        self.labels = labels
        entryCount = labels.reduce(0) { $0 + $1.count }
        textBytes = labels.reduce(0) { $0 + $1.text.utf8.count }
        v4 = PrefixRanges(Self.entries(labels, \.v4))
        v6 = PrefixRanges(Self.entries(labels, \.v6))
    }

    private static func entries<Word>(
        _ labels: [Label],
        _ prefixes: KeyPath<Label, [PrefixWord<Word>]>
    ) -> [PrefixRanges<Word>.Entry] {
        var entries: [PrefixRanges<Word>.Entry] = []
        for (number, label) in labels.enumerated() {
            for prefix in label[keyPath: prefixes] {
                entries.append(.init(first: prefix.first, length: Int(prefix.length), number: UInt32(number)))
            }
        }
        return entries
    }

    /// The label of the longest prefix that has the address; `nil` where none has.
    package func label(of address: IPAddress) -> String? {
        let number =
            switch address {
            case .v4(let bits): v4.number(at: bits)
            case .v6(let bits): v6.number(at: bits)
            }
        return number.map { labels[Int($0)].text }
    }
}

/// Half the size of an `AddressPrefix`, and less.
private struct PrefixWord<Word: FixedWidthInteger & UnsignedInteger & Sendable>: Sendable {
    var first: Word
    var length: UInt8
}

extension AddressGroup {
    /// Takes the members of a group one after another.
    package struct Builder {
        private var labels: [Label] = []
        private var numbers: [String: Int] = [:]

        package init() {}

        /// Adds a label, with or without prefixes.
        package mutating func add(label text: String) {
            guard numbers[text] == nil else { return }
            numbers[text] = labels.count
            labels.append(Label(text: text))
        }

        /// Adds a prefix. One that has a label already gets the later one.
        package mutating func add(_ prefix: AddressPrefix, label text: String) {
            add(label: text)
            let number = numbers[text]!
            switch prefix.first {
            case .v4(let bits): labels[number].v4.append(PrefixWord(first: bits, length: UInt8(prefix.length)))
            case .v6(let bits): labels[number].v6.append(PrefixWord(first: bits, length: UInt8(prefix.length)))
            }
        }

        package consuming func finish() -> AddressGroup { AddressGroup(labels) }
    }
}
