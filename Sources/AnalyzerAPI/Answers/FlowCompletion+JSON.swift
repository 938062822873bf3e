import FlowLanguage
import JSON

/// A completion with the milliseconds since a packet had the key.
struct AgedCompletion: JSONWritable {
    let completion: FlowCompletion
    let age: Int?

    func write(to writer: inout JSONWriter) {
        writer.object {
            $0.member("name", completion.name)
            $0.member("kind", completion.kind.rawValue)
            $0.member("text", completion.text)
            if let type = completion.type { $0.member("type", type) }
            $0.member("doc", completion.doc)
            if let signature = completion.signature { $0.member("signature", signature) }
            if let example = completion.example { $0.member("example", example) }
            if let age { $0.member("age", age) }
        }
    }
}
