/// A map: labels, each with the values that it is given to; values are the texts of keys. It does not change once it is
/// made.
package final class ValueMap: NamedSet {
    /// A label and its values, as they were given.
    package struct Label: Sendable {
        package let text: String
        package fileprivate(set) var values: [String] = []
    }

    package let labels: [Label]
    package let entryCount: Int
    package let textBytes: Int
    private let numbers: [String: UInt32]

    fileprivate init(_ labels: [Label], _ numbers: [String: UInt32]) {
        self.labels = labels
        self.numbers = numbers
        entryCount = labels.reduce(0) { $0 + $1.values.count }
        textBytes = labels.reduce(0) { $0 + $1.text.utf8.count + $1.values.reduce(0) { $0 + $1.utf8.count } }
    }

    /// The label that has the value; `nil` where none has.
    package func label(of value: String) -> String? { numbers[value].map { labels[Int($0)].text } }
}

extension ValueMap {
    /// Takes the members of a map one after another.
    package struct Builder {
        private var labels: [Label] = []
        private var labelNumbers: [String: Int] = [:]
        private var numbers: [String: UInt32] = [:]

        package init() {}

        /// Adds a label, with or without values.
        package mutating func add(label text: String) {
            guard labelNumbers[text] == nil else { return }
            labelNumbers[text] = labels.count
            labels.append(Label(text: text))
        }

        /// Adds a value. One that has a label already gets the later one.
        package mutating func add(_ value: String, label text: String) {
            add(label: text)
            let number = labelNumbers[text]!
            labels[number].values.append(value)
            numbers[value] = UInt32(number)
        }

        package consuming func finish() -> ValueMap { ValueMap(labels, numbers) }
    }
}
