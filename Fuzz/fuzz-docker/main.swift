import Agent
import DockerWatcher
import Fuzzing

// An engine that says anything, on any of its connections, at any time. Each line of the input is sent on a connection after its
// first byte has said on which, and what else happens.

nonisolated(unsafe) let engine = Engine()

fuzz { input in
    let watcher = try! DockerWatcher(
        runtime: .docker,
        socket: engine.path,
        isRequested: true,
        log: Log(now: { MonotonicTime() }, write: { _ in }),
        wallClock: { 1_795_280_742_000 }
    )
    var now = MonotonicTime(milliseconds: 1_000_000), events = 0
    func advance(_ duration: Duration) {
        now = now + duration
        watcher.advance(now) { _ in events += 1 }
        engine.accept()
        precondition(watcher.deadline != nil, "the watcher has given up")
    }
    advance(.zero)
    if copy(input).first != UInt8(ascii: "V") { engine.send(Array(Engine.greeting.utf8)[...], last: 0) }
    for message in copy(input).split(separator: 0, maxSplits: 50) {
        guard let action = message.first else { continue }
        if action & 2 != 0 { watcher.describe("a") }
        engine.send(message.dropFirst(), last: Int(action & 1))
        if action & 4 != 0 { engine.close(last: Int(action & 1)) }
        advance(action & 8 != 0 ? .seconds(61) : .milliseconds(20))
        advance(.zero)
    }
    precondition(events <= 100_000, "more is told than was said")
    engine.closeAll()
}
