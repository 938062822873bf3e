/// The parameters of a query in their order; a name may be repeated.
package struct QueryParameters: Hashable, Sendable {
    /// A name with its value, decoded.
    package struct Item: Hashable, Sendable {
        package var name: String
        package var value: String
    }

    package private(set) var items: [Item] = []

    static let limit = 100

    /// From the text after `?`.
    init(_ text: Substring) throws(APIProblem) {
        for part in text.split(separator: "&") {
            guard items.count < Self.limit else { throw .badRequest("more than \(Self.limit) query parameters") }
            let name = part.prefix { $0 != "=" }
            guard let name = percentDecoded(name, plusIsSpace: true),
                let value = percentDecoded(part.dropFirst(name.isEmpty ? 1 : part.distanceToValue), plusIsSpace: true)
            else { throw .badRequest("bad percent-encoding in the query parameter '\(part.prefix(100))'") }
            items.append(Item(name: name, value: value))
        }
    }

    func first(_ name: String) -> String? { items.first { $0.name == name }?.value }

    func all(_ name: String) -> [String] { items.filter { $0.name == name }.map(\.value) }

    /// Takes a parameter out.
    mutating func take(_ name: String) -> String? {
        defer { items.removeAll { $0.name == name } }
        return first(name)
    }
}

extension Substring {
    /// Characters up to the value: the name and its `=`.
    fileprivate var distanceToValue: Int { prefix { $0 != "=" }.count + 1 }
}
