import Agent
import JSON

/// Gathers the answer to a question while it arrives.
struct EngineAnswer {
    /// Bytes that are read of a refusal.
    static let maximumRefusal = 4096

    private(set) var head: HTTPHead?
    /// What a list has told so far.
    private(set) var containers: [WorkloadDescription] = []
    /// The object that answers another question.
    private(set) var object: JSONValue?
    private(set) var unreadable = 0
    private var splitter: JSONSplitter
    private var refusal: [UInt8] = []

    init(_ form: JSONSplitter.Form) { splitter = JSONSplitter(form, limit: DockerWatcher.maximumObject) }

    var oversized: Int { splitter.oversized }

    mutating func begin(_ head: HTTPHead) { self.head = head }

    /// A piece of the body.
    mutating func take(_ bytes: Span<UInt8>, _ decoder: ContainerDecoder) {
        guard head?.status == 200 else { return takeRefusal(bytes) }
        var offset = 0
        while let text = splitter.next(bytes, &offset) {
            guard let value = readObject(text) else {
                unreadable += 1
                continue
            }
            if splitter.form == .sequence {
                object = value
            } else if let container = decoder.listed(value) {
                if containers.count <= ContainerTable.maximumCount { containers.append(container) }
            } else {
                unreadable += 1
            }
        }
    }

    private mutating func takeRefusal(_ bytes: Span<UInt8>) {
        for index in bytes.indices where refusal.count < Self.maximumRefusal { refusal.append(bytes[index]) }
    }

    /// Whether the body was an array, or one object, and nothing else.
    var isWhole: Bool {
        splitter.isEmpty && splitter.strays == 0 && (splitter.form == .sequence || splitter.isComplete)
    }

    /// What the engine says when it refuses, on one line.
    var message: String {
        let text = readObject(refusal)?["message"]?.text ?? String(decoding: refusal, as: UTF8.self)
        return String(text.prefix(300).map { $0.isNewline ? " " : $0 })
    }
}

/// Bounded more closely than the reader's own limits: what an engine says of a container has some hundred values.
func readObject(_ text: [UInt8]) -> JSONValue? {
    try? JSONValue(text, limits: JSONLimits(bytes: DockerWatcher.maximumObject, depth: 24, values: 50_000))
}
