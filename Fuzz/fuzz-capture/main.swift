import CaptureFiles
import Fuzzing
import XDR

// Reads a capture file to its end or its first fault.

fuzz { input in
    let file = copy(input)
    do throws(CaptureError) {
        var reader = try PcapReader(file)
        while let packet = try reader.next() {
            precondition(packet.bytes.end <= file.count, "a packet reaches beyond its file")
        }
    } catch {}
}
