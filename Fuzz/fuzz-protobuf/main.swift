import CRIWatcher
import Fuzzing

// Takes what comes as an answer or event of a container runtime: as a message of each kind, what was read is written, and that
// reads and writes the same; as pieces of a gRPC stream, of which the first byte says how long they are.

fuzz { input in
    let bytes = copy(input)
    RuntimeMessages.check(bytes)
    guard let size = bytes.first, size > 0 else { return }
    let found = GRPCStreamCheck.messages(in: Array(bytes.dropFirst()), pieces: Int(size))
    precondition(found == GRPCStreamCheck.messages(in: Array(bytes.dropFirst()), pieces: 1 << 16), "pieces matter")
}
