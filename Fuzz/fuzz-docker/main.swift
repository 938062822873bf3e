import DockerWatcher
import Fuzzing

// Reads what an engine may send as the answers to a watcher's questions and as events, whole and in pieces: what is understood
// must not depend on where the pieces are cut.

fuzz { input in
    let bytes = copy(input)
    let whole = EngineTranscript(bytes, pieces: .max)
    let pieces = EngineTranscript(bytes, pieces: 1 + bytes.count % 7)
    precondition(whole == pieces, "what is understood depends on where it is cut")
}
