import CaptureFiles
import Fuzzing
import XDR

// Reads a capture to its end or its first fault, and looks for datagrams in its packets: twice, and the second time in
// small pieces, which must make no difference.

/// What a packet came to.
struct Seen: Equatable {
    var time: UInt64
    var offset: Int
    var bytes: [UInt8]
    var datagram: UDPDatagram?
}

func read(_ bytes: [UInt8], piece: Int) -> ([Seen], CaptureError?) {
    var reader = CaptureReader(bytes, piece: piece), seen: [Seen] = []
    do throws(CaptureError) {
        while let packet = try reader.next() {
            precondition(packet.offset + packet.bytes.byteCount <= bytes.count, "a packet reaches beyond its file")
            precondition(packet.number == seen.count + 1, "a packet was not counted once")
            let datagram = try? packet.udpDatagram()
            if let payload = datagram?.payload {
                precondition(payload.end <= packet.bytes.byteCount, "a payload reaches beyond its packet")
            }
            let copy = packet.bytes.copy(ByteRange(offset: 0, count: packet.bytes.byteCount))
            seen.append(Seen(time: packet.time, offset: packet.offset, bytes: copy, datagram: datagram))
        }
        return (seen, nil)
    } catch {
        return (seen, error)
    }
}

fuzz { input in
    let bytes = copy(input)
    let whole = read(bytes, piece: bytes.count + 1), pieces = read(bytes, piece: 7)
    precondition(whole.0 == pieces.0 && whole.1 == pieces.1, "the size of the pieces makes a difference")
}
