import DatagramPrinting
import NetTypes
import XDR

extension DumpRun where Output: ~Copyable {
    /// Receives until a signal comes; returns the exit code.
    mutating func receive(_ socket: consuming ListenSocket) -> Int32 {
        if plan.terminal.isError { diagnostics.say("receiving sFlow on UDP \(socket.address)") }
        do throws(RunEnd) {
            while true { try receiveBatch(&socket) }
        } catch {
            return finish(error)
        }
    }

    private mutating func receiveBatch(_ socket: inout ListenSocket) throws(RunEnd) {
        try obeySignals()
        let count = socket.receive(wake: interruption.descriptor), now = SystemClock.now
        tally.socketDrops = socket.drops
        if count < 0 { pause(after: Int32(-count)) }
        if count == 0 { _ = interruption.wasWoken() }
        let destination = socket.address
        for index in 0..<max(count, 0) {
            try socket.withDatagram(index) { (datagram, source) throws(RunEnd) in
                let arrival = Arrival.received(from: source.address, at: now)
                let origin = DatagramOrigin(arrival: arrival, source: source, destination: destination)
                try take(datagram, origin, "datagram from \(source)")
            }
        }
        try flush()
    }

    /// Tells why nothing can be received, and waits: an error that stays is not to take a core.
    private mutating func pause(after number: Int32) {
        let (tell, suppressed) = receptionLines.admit(now: SystemClock.monotonic)
        if tell {
            let line = "cannot receive: \(systemMessage(number))"
            diagnostics.say(suppressed > 0 ? "\(line) (and \(suppressed) times before)" : line)
        }
        interruption.sleep(100_000_000)
    }
}
