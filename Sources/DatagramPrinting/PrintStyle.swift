/// How what a datagram holds is shown.
package struct PrintStyle: Hashable, Sendable {
    package enum Form: Sendable {
        /// A line for each field: its name, a space, its value.
        case text
        /// Such lines, with where they are from before each: time, agent, sub-agent, sequence number, data source, formats.
        case grep
        /// An object for each datagram, on a line of its own.
        case json
        /// The same on many lines.
        case indentedJSON
        /// A line for each sample, of the values of chosen fields.
        case fields
    }

    package var form: Form
    /// In JSON numbers are numbers, and what is unknown is null; otherwise every value is a string, as sflowtool has it.
    package var isTyped: Bool
    /// The names of fields are coloured, for a terminal.
    package var isColoured: Bool

    package init(_ form: Form, isTyped: Bool = false, isColoured: Bool = false) {
        self.form = form
        self.isTyped = isTyped
        self.isColoured = isColoured
    }

    package static let text = PrintStyle(.text)
    package static let json = PrintStyle(.json)

    var isJSON: Bool { form == .json || form == .indentedJSON }
}
