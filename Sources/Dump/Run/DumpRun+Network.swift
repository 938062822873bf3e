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
        // An error that stays is not to take a core.
        if count < 0 { interruption.sleep(100_000_000) }
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
}
