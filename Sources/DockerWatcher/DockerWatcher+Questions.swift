import Agent

// Questions, one at a time, and their answers.

extension DockerWatcher {
    private var decoder: ContainerDecoder { ContainerDecoder(runtime: runtime) }

    /// Asks what is to be asked, if no answer is awaited.
    func askNext() throws(EngineTrouble) {
        guard case .watching = phase, pending == nil else { return }
        if nextList <= now { return try ask(.list) }
        guard isListed, let question = queue.next(now) else { return }
        try ask(.inspect(id: question.id, isAsked: question.isAsked))
    }

    func ask(_ request: EngineRequest) throws(EngineTrouble) {
        if questions == nil {
            questions = try EngineConnection(socket, epoll: fileDescriptor, token: Self.questionToken)
        }
        counts.questions += 1
        pending = Pending(
            request: request,
            asked: table.time,
            deadline: now + timing.answer,
            answer: EngineAnswer(request == .list ? .array : .sequence)
        )
        try questions?.get(request.target(greeting))
    }

    func readAnswers() throws(EngineTrouble) {
        guard let connection = questions else { return }
        try connection.flush()
        let isClosed = try read(connection) { (bytes) throws(EngineTrouble) in try take(bytes, connection) }
        guard isClosed, connection === questions else { return }
        questions = nil
        let piece: HTTPResponseParser.Piece?
        do throws(HTTPError) { piece = try connection.parser.close() } catch { throw .closed }
        if piece == .end { return try answered() }
        // A server may close a connection that is idle, at the very moment at which a question is sent: ask once more.
        guard let request = pending?.request else { return }
        guard !connection.hasAnswered, connection.requests > 1 else { throw .closed }
        pending = nil
        try ask(request)
    }

    private func take(_ bytes: Span<UInt8>, _ connection: EngineConnection) throws(EngineTrouble) {
        var offset = 0
        // After an answer that ends the connection, nothing more is read of it.
        while connection === questions, let piece = try nextPiece(connection, bytes, &offset) {
            guard pending != nil else { throw .unreadable("an answer without a question") }
            switch piece {
            case .head(let head): pending?.answer.begin(head)
            case .body(let range): pending?.answer.take(bytes.extracting(range), decoder)
            case .end:
                if pending?.answer.head?.keepsConnection == false { questions = nil }
                try answered()
            }
        }
    }

    func nextPiece(
        _ connection: EngineConnection,
        _ bytes: Span<UInt8>,
        _ offset: inout Int
    ) throws(EngineTrouble) -> HTTPResponseParser.Piece? {
        do throws(HTTPError) {
            return try connection.parser.next(bytes, &offset)
        } catch {
            throw .unreadable(error.description)
        }
    }

    private func answered() throws(EngineTrouble) {
        guard let pending else { return }
        self.pending = nil
        counts.oversized += pending.answer.oversized
        counts.unreadable += pending.answer.unreadable
        if pending.answer.oversized + pending.answer.unreadable > 0 { complain("an answer") }
        switch pending.request {
        case .version: try takeVersion(pending.answer)
        case .list: try takeList(pending)
        case .inspect(let id, let isAsked): takeInspection(of: id, isAsked: isAsked, pending)
        }
        if self.pending == nil { table.forgetRemoved() }
    }

    private func takeVersion(_ answer: EngineAnswer) throws(EngineTrouble) {
        try requireSuccess(answer)
        guard let greeting = answer.object.flatMap(EngineGreeting.init) else { throw .unreadable("no version") }
        try greeted(greeting)
    }

    private func takeList(_ pending: Pending) throws(EngineTrouble) {
        try requireSuccess(pending.answer)
        guard pending.answer.isWhole else { throw .unreadable("no list of containers") }
        reconcile(pending.answer.containers, asked: pending.asked)
        succeeded()
    }

    private func requireSuccess(_ answer: EngineAnswer) throws(EngineTrouble) {
        guard let status = answer.head?.status, status != 200 else { return }
        throw .refused(status: status, answer.message)
    }

    private func takeInspection(of id: String, isAsked: Bool, _ pending: Pending) {
        let status = pending.answer.head?.status ?? 0
        if status == 404 { return takeUnknown(id, isAsked: isAsked, pending) }
        guard status == 200, let value = pending.answer.object, let container = decoder.inspected(value) else {
            if status != 200 { complain("inspect (\(status): \(pending.answer.message))") }
            return
        }
        // A name, or the beginning of an identifier, is answered too.
        guard container.id == id else { return takeUnknown(id, isAsked: isAsked, pending) }
        explain(id, table.take(inspected: container, asked: pending.asked, tell))
    }

    private func takeUnknown(_ id: String, isAsked: Bool, _ pending: Pending) {
        explain(id, table.take(unknown: id, asked: pending.asked, tell))
        if isAsked { tell(.unknown(id: id)) }
    }

    /// A line now and then for what is passed over.
    func complain(_ what: String) {
        log.log(
            .warning,
            every: .seconds(600),
            key: "\(runtime) unreadable \(socket)",
            "\(runtime) at \(socket): \(what) is passed over (\(counts.unreadable) unreadable, \(counts.oversized) too long so far)"
        )
    }
}

extension HTTPError: CustomStringConvertible {
    var description: String {
        switch self {
        case .malformed(let what): "\(what) that is not HTTP"
        case .tooLong: "a header that is too long"
        case .truncated: "half an answer"
        }
    }
}
