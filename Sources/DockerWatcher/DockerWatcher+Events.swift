import Agent

// The stream of events.

extension DockerWatcher {
    func readEvents() throws(EngineTrouble) {
        guard let connection = events else { return }
        try connection.flush()
        let isClosed = try read(connection) { (bytes) throws(EngineTrouble) in
            var offset = 0
            while let piece = try nextPiece(connection, bytes, &offset) {
                try take(piece, bytes)
            }
        }
        if isClosed { throw .closed }
    }

    private func take(_ piece: HTTPResponseParser.Piece, _ bytes: Span<UInt8>) throws(EngineTrouble) {
        switch piece {
        case .head(let head):
            if head.status == 200 { return subscribed() }
            refusal = EngineAnswer(.sequence)
            refusal?.begin(head)
        case .body(let range):
            guard refusal == nil else {
                refusal?.take(bytes.extracting(range), ContainerDecoder(runtime: runtime))
                return
            }
            takeEvents(bytes.extracting(range))
        case .end:
            guard let refusal else { throw .closed }
            throw .refused(status: refusal.head?.status ?? 0, refusal.message)
        }
    }

    private func takeEvents(_ bytes: Span<UInt8>) {
        let (oversized, strays) = (eventSplitter.oversized, eventSplitter.strays)
        var offset = 0
        while let text = eventSplitter.next(bytes, &offset) { takeEvent(text) }
        counts.oversized += eventSplitter.oversized - oversized
        counts.unreadable += eventSplitter.strays - strays
        if (eventSplitter.oversized, eventSplitter.strays) != (oversized, strays) { doubt() }
    }

    private func takeEvent(_ text: [UInt8]) {
        counts.events += 1
        do throws(UnreadableEvent) {
            guard let value = readObject(text) else { throw UnreadableEvent() }
            guard let event = try ContainerEvent(value) else { return }
            take(event)
        } catch {
            counts.unreadable += 1
            doubt()
        }
    }

    private func take(_ event: ContainerEvent) {
        if let time = event.at { lastEvent = max(lastEvent ?? 0, time) }
        differences.explained(event.id)
        let wantsDetails = table.take(event, tell)
        if event.kind == .removed { queue.remove(event.id) }
        if wantsDetails { queue.add(event.id, isUrgent: true) }
    }

    /// Something was missed, perhaps: list again soon, later each time that it happens.
    private func doubt() {
        complain("an event")
        guard !isDoubted else { return }
        isDoubted = true
        nextList = min(nextList, now + doubts.pause())
    }
}
