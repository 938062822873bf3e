/// How much a reader accepts of one message, whose length its owner has bounded already.
package struct ProtobufLimits: Hashable, Sendable {
    /// Messages inside of each other.
    package var depth: Int
    /// Messages, texts and map entries together: two bytes on the wire may become hundreds in memory.
    package var elements: Int

    package init(depth: Int = 16, elements: Int = 500_000) {
        self.depth = depth
        self.elements = elements
    }
}
