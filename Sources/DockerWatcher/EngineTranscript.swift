import Agent
import JSON

/// What would be understood of an engine's bytes, whatever was asked: for tests of the parsers as a whole.
package struct EngineTranscript: Equatable {
    package private(set) var heads: [Int] = []
    package private(set) var listed: [WorkloadDescription] = []
    package private(set) var inspected: [WorkloadDescription] = []
    package private(set) var events = 0
    package private(set) var isUnreadable = false

    /// Reads `bytes` in pieces of so many.
    package init(_ bytes: [UInt8], pieces: Int) {
        var parser = HTTPResponseParser(), answers = Answers(), start = 0
        while start < bytes.count, !isUnreadable {
            let end = pieces < bytes.count - start ? start + pieces : bytes.count
            take(bytes.span.extracting(start..<end), &parser, &answers)
            start = end
        }
        finish(&answers)
    }

    /// The same body, read in each way.
    private struct Answers {
        var list = EngineAnswer(.array), object = EngineAnswer(.sequence)
        var events = JSONSplitter(.sequence, limit: DockerWatcher.maximumEvent)
        var table = ContainerTable(runtime: .docker)
    }

    private mutating func take(_ bytes: Span<UInt8>, _ parser: inout HTTPResponseParser, _ answers: inout Answers) {
        var offset = 0
        do throws(HTTPError) {
            while let piece = try parser.next(bytes, &offset) {
                switch piece {
                case .head(let head):
                    heads.append(head.status)
                    answers.list.begin(head)
                    answers.object.begin(head)
                case .body(let range): read(bytes.extracting(range), &answers)
                case .end: finish(&answers)
                }
            }
        } catch {
            isUnreadable = true
        }
    }

    private mutating func read(_ body: Span<UInt8>, _ answers: inout Answers) {
        let decoder = ContainerDecoder(runtime: .docker)
        answers.list.take(body, decoder)
        answers.object.take(body, decoder)
        var offset = 0
        while let text = answers.events.next(body, &offset) {
            guard let value = readObject(text), let event = try? ContainerEvent(value) else { continue }
            events += 1
            _ = answers.table.take(event) { _ in }
        }
    }

    private mutating func finish(_ answers: inout Answers) {
        listed += answers.list.containers
        _ = (answers.list.message, answers.list.isWhole)
        if let value = answers.object.object {
            _ = EngineGreeting(value)
            if let container = ContainerDecoder(runtime: .docker).inspected(value) { inspected.append(container) }
        }
        let table = answers.table
        answers = Answers()
        answers.table = table
    }
}
