import CaptureFiles
import Foundation
import Testing

/// A file of a test, which others write while it is read.
private final class GrowingFile {
    let path = FileManager.default.temporaryDirectory.appendingPathComponent("\(UUID()).pcap").path
    private let (stopReader, stopWriter): (Int32, Int32)

    init() {
        var ends: [Int32] = [0, 0]
        pipe(&ends)
        (stopReader, stopWriter) = (ends[0], ends[1])
        append([])
    }

    deinit {
        for name in [path, path + ".1"] { unlink(name) }
        close(stopReader)
        close(stopWriter)
    }

    func append(_ bytes: [UInt8]) {
        let descriptor = open(path, O_WRONLY | O_APPEND | O_CREAT, 0o600)
        #expect(write(descriptor, bytes, bytes.count) == bytes.count)
        close(descriptor)
    }

    /// Has the waits end at once from now on.
    var stop: Int32 {
        write(stopWriter, "x", 1)
        return stopReader
    }
}

/// The number and the offset of the next packet.
private func place(_ reader: inout CaptureReader) throws -> [Int]? {
    guard let packet = try reader.next() else { return nil }
    return [packet.number, packet.offset]
}

private let header = pcap([], linkType: 101)
private let packet = Array(pcap([[1, 2, 3, 4, 5]]).dropFirst(24))

@Suite struct FollowTests {
    @Test func aFileThatGrowsIsReadOn() throws {
        let file = GrowingFile()
        var reader = try CaptureReader(path: file.path, follow: true)
        #expect(read(&reader).packets == [])
        for piece in [header.prefix(3), header[3...], packet.prefix(1), packet[1..<16], packet[16..<20]] {
            file.append(Array(piece))
            #expect(try reader.wait())
            #expect(read(&reader) == ([], nil))
        }
        file.append(packet[20...] + packet + packet.prefix(5))
        #expect(try reader.wait())
        #expect(read(&reader).packets.count == 2)
        #expect(read(&reader) == ([], nil))
        file.append(Array(packet[5...]))
        #expect(try reader.wait())
        let last = try place(&reader)
        #expect(last == [3, 24 + 2 * 21])
        #expect(reader.restarts == 0)
    }

    @Test func aFileThatIsNotFollowedEndsWithinAPacket() throws {
        let file = GrowingFile()
        file.append(header + packet + packet.prefix(20))
        var reader = try CaptureReader(path: file.path)
        let (packets, error) = read(&reader)
        #expect(packets.count == 1)
        #expect(error == .truncated(at: 45))
        #expect(try reader.wait() == false)
    }

    @Test func theFileThatTakesItsNameIsReadWhenTheOldOneIsAtItsEnd() throws {
        let file = GrowingFile()
        file.append(header + packet)
        var reader = try CaptureReader(path: file.path, follow: true)
        #expect(read(&reader).packets.count == 1)
        let old = open(file.path, O_WRONLY | O_APPEND)
        #expect(rename(file.path, file.path + ".1") == 0)
        file.append(pcap([[9]], magic: 0xa1b2_3c4d, linkType: 1, little: false))
        #expect(write(old, packet + packet.prefix(7), 28) == 28)
        close(old)
        #expect(try reader.wait())
        #expect(read(&reader).packets.map(\.bytes) == [[1, 2, 3, 4, 5]])
        #expect(reader.restarts == 0)
        #expect(try reader.wait())
        #expect(reader.restarts == 1)
        #expect(read(&reader).packets == [ReadPacket(time: 1_500_000_000, bytes: [9], length: 8, linkType: .ethernet)])
    }

    @Test func aFileThatIsCutIsReadFromItsStart() throws {
        let file = GrowingFile()
        file.append(header + packet + packet)
        var reader = try CaptureReader(path: file.path, follow: true)
        #expect(read(&reader).packets.count == 2)
        #expect(truncate(file.path, 0) == 0)
        #expect(try reader.wait())
        #expect(read(&reader) == ([], nil))
        file.append(header + packet)
        #expect(try reader.wait())
        let next = try place(&reader)
        #expect(next == [1, 24])
        #expect(reader.restarts == 1)
    }

    @Test func theWaitEndsWhenAskedTo() throws {
        let file = GrowingFile()
        file.append(header + packet)
        var reader = try CaptureReader(path: file.path, follow: true)
        #expect(read(&reader).packets.count == 1)
        unlink(file.path)
        #expect(try reader.wait(stop: file.stop) == false)
    }

    @Test func aPipeIsReadUntilItsOtherEndCloses() throws {
        var ends: [Int32] = [0, 0]
        pipe(&ends)
        defer { close(ends[0]) }
        var reader = try CaptureReader(descriptor: ends[0])
        #expect(read(&reader) == ([], nil))
        let bytes = header + packet + packet
        for byte in bytes.dropLast() {
            write(ends[1], [byte], 1)
            #expect(try reader.wait())
            let (packets, error) = read(&reader)
            #expect(packets.count <= 1 && error == nil)
        }
        #expect(try reader.wait(stop: GrowingFile().stop) == false)
        close(ends[1])
        #expect(try reader.wait())
        #expect(read(&reader).error == .truncated(at: 45))
        #expect(try reader.wait() == false)
    }

    @Test func aDescriptorIsReadFromWhereItStands() throws {
        let file = GrowingFile()
        file.append([7, 7, 7] + header + packet)
        let descriptor = open(file.path, O_RDONLY)
        defer { close(descriptor) }
        lseek(descriptor, 3, SEEK_SET)
        var reader = try CaptureReader(descriptor: descriptor, follow: true)
        #expect(read(&reader).packets.count == 1)
        file.append(packet)
        #expect(try reader.wait())
        #expect(try place(&reader) == [2, 45])
    }

    /// A signal can end the wait for whoever is to write to it.
    @Test func aPipeWithANameIsReadBeforeAnyoneWritesToIt() throws {
        let file = GrowingFile()
        unlink(file.path)
        #expect(mkfifo(file.path, 0o600) == 0)
        var reader = try CaptureReader(path: file.path)
        #expect(read(&reader) == ([], nil))
        #expect(try reader.wait(stop: file.stop) == false)
        let writer = open(file.path, O_WRONLY)
        let bytes = header + packet
        write(writer, bytes, bytes.count)
        #expect(try reader.wait())
        #expect(read(&reader).packets.count == 1)
        close(writer)
        #expect(try reader.wait())
        #expect(read(&reader) == ([], nil))
        #expect(try reader.wait() == false)
    }
}
