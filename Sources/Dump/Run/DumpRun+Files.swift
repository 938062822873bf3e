import CaptureFiles
import DatagramPrinting
import XDR

extension DumpRun where Output: ~Copyable {
    /// Reads captures one after the other; returns the exit code.
    mutating func read(_ files: [String]) -> Int32 {
        do throws(RunEnd) {
            for file in files { try read(file) }
            return finish(nil)
        } catch {
            return finish(error)
        }
    }

    private mutating func read(_ path: String) throws(RunEnd) {
        var progress = FileProgress(plan, path)
        var playback = plan.playback.map { Playback(speed: $0) }
        var datagrams = 0, restarts = 0, isOpen = false
        do throws(ReadingEnd) {
            var reader = try open(path)
            isOpen = true
            repeat {
                tellRestart(of: path, reader.restarts, &restarts)
                while let packet = try Self.next(&reader) {
                    try take(packet, path, &datagrams, &playback)
                    if packet.number & 0xfff == 0 { progress.show(packet, tally, &diagnostics) }
                }
                do throws(RunEnd) { try flush() } catch { throw .run(error) }
            } while try wait(&reader)
        } catch {
            try end(error, path, isOpen: isOpen)
        }
    }

    private mutating func tellRestart(of path: String, _ count: Int, _ told: inout Int) {
        guard count > told else { return }
        told = count
        diagnostics.say("\(path): replaced or cut, and read from its start")
    }

    /// A file that cannot be read to its end is the end, unless the run is to go on.
    private mutating func end(_ end: ReadingEnd, _ path: String, isOpen: Bool) throws(RunEnd) {
        switch end {
        case .run(let end): throw end
        case .capture(let error):
            let name = path == "-" ? "standard input" : path
            guard plan.keepsGoing else { throw .failed("\(name): \(error)") }
            diagnostics.say("\(name): \(error)")
            hasFailed = hasFailed || !error.isBehindPackets
        }
    }

    private func open(_ path: String) throws(ReadingEnd) -> CaptureReader {
        var follows = false
        if case .files(_, let isFollowed) = plan.input { follows = isFollowed }
        do throws(CaptureError) {
            return try CaptureReader(path: path, follow: follows)
        } catch {
            throw .capture(error)
        }
    }

    @_lifetime(&reader)
    private static func next(_ reader: inout CaptureReader) throws(ReadingEnd) -> CapturedPacket? {
        do throws(CaptureError) { return try reader.next() } catch { throw .capture(error) }
    }

    /// Waits for more; false: there is none.
    private mutating func wait(_ reader: inout CaptureReader) throws(ReadingEnd) -> Bool {
        while true {
            do throws(CaptureError) {
                if try reader.wait(stop: interruption.descriptor) { return true }
            } catch {
                throw .capture(error)
            }
            // The end, or a signal that may ask for something else than to stop.
            guard interruption.wasWoken() else { return false }
            do throws(RunEnd) { try obeySignals() } catch { throw .run(error) }
        }
    }

    // MARK: One packet

    @inline(__always)
    private mutating func take(
        _ packet: CapturedPacket,
        _ path: String,
        _ datagrams: inout Int,
        _ playback: inout Playback?
    ) throws(ReadingEnd) {
        do throws(RunEnd) {
            try obeySignals()
            guard let datagram = datagram(packet) else { return }
            datagrams += 1
            if playback != nil { try pause(&playback!, packet.time) }
            let origin = DatagramOrigin(
                arrival: .captured(at: packet.time),
                source: datagram.source,
                destination: datagram.destination
            )
            let payload = packet.bytes.extracting(datagram.payload.start..<datagram.payload.end)
            let number = packet.number, offset = packet.offset, count = datagrams
            try take(payload, origin, "\(path): datagram \(count) (packet \(number) at byte \(offset))")
        } catch {
            throw .run(error)
        }
    }

    /// The packet's datagram, if it is sFlow and whole. The others are counted.
    @inline(__always)
    private mutating func datagram(_ packet: CapturedPacket) -> UDPDatagram? {
        do throws(NoDatagram) {
            let datagram = try packet.udpDatagram()
            let payload = packet.bytes.extracting(datagram.payload.start..<datagram.payload.end)
            guard CaptureChoice(port: plan.capturePort).takes(datagram, payload) else {
                tally.passed.countOther()
                return nil
            }
            if datagram.isCut {
                tally.passed.countCut()
                return nil
            }
            return datagram
        } catch {
            tally.passed.count(error)
            return nil
        }
    }

    /// Waits until the datagram is due; what was shown before is written.
    private mutating func pause(_ playback: inout Playback, _ time: UInt64) throws(RunEnd) {
        while true {
            let wait = playback.wait(for: time, now: SystemClock.monotonic)
            if wait == 0 { return }
            try flush()
            interruption.sleep(wait)
            try obeySignals()
        }
    }
}

/// Why the reading of a file ends.
private enum ReadingEnd: Error {
    case capture(CaptureError)
    case run(RunEnd)
}

extension CaptureError {
    /// Whether packets may have been read before it.
    fileprivate var isBehindPackets: Bool {
        switch self {
        case .unreadable, .notACapture, .compressed: false
        default: true
        }
    }
}
