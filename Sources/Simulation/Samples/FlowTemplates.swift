import SFlow
import XDR

/// Flow samples as the encoder writes them, one for each length of the header and for each sort of agent, in which only what changes
/// from sample to sample is written anew.
struct FlowTemplates: ~Copyable {
    /// Bytes of a frame that are captured at most.
    static let capture = 128
    /// Where the fields are, from the start of the sample.
    enum Field {
        static let sequence = 8, source = 12, pool = 20, input = 28, output = 32
        static let frameLength = 52, header = 64
        /// Behind the header and its padding: a record of four words.
        static let context = 8
    }

    /// What the second record says: what a switch did with the frame, or which workload it belongs to.
    enum Context: Int { case switching, entities }

    private static let stride = 216
    private let bytes = Table<UInt8>(repeating: 0, count: 2 * (FlowTemplates.capture + 1) * FlowTemplates.stride)

    init(samplingRate: UInt32) {
        for context in [Context.switching, .entities] {
            for captured in 0...Self.capture { make(context, captured, samplingRate) }
        }
    }

    private func make(_ context: Context, _ captured: Int, _ samplingRate: UInt32) {
        var sample = FlowSample()
        sample.samplingRate = samplingRate
        var writer = XDRWriter(payload: [UInt8](repeating: 0, count: captured))
        writer.flowSample(sample) { writer in
            var header = SampledHeader()
            header.headerProtocol = 1
            header.stripped = 4
            header.header = ByteRange(offset: 0, count: captured)
            writer.record(header)
            switch context {
            case .switching: writer.record(ExtendedSwitch())
            case .entities: writer.record(ExtendedEntities())
            }
            return 2
        }
        precondition(writer.count == Self.size(captured), "the encoder writes what the offsets are made for")
        let start = (context.rawValue * (Self.capture + 1) + captured) * Self.stride
        for (index, byte) in writer.bytes.enumerated() { bytes[start + index] = byte }
    }

    @inline(__always) static func padded(_ count: Int) -> Int { (count + 3) & ~3 }

    /// The bytes of a sample.
    @inline(__always) static func size(_ captured: Int) -> Int { Field.header + padded(captured) + 24 }

    /// Writes a sample around a header that was written to its place before.
    @inline(__always)
    func frame(_ context: Context, _ captured: Int, at place: UnsafeMutableRawPointer) {
        let start = (context.rawValue * (Self.capture + 1) + captured) * Self.stride
        let behind = Field.header + captured, end = Self.size(captured)
        bytes.copy(start..<start + Field.header, to: place)
        bytes.copy(start + behind..<start + end, to: place + behind)
    }
}

extension Table where Element == UInt8 {
    @inline(__always)
    fileprivate func copy(_ range: Range<Int>, to place: UnsafeMutableRawPointer) {
        withPointer { place.copyMemory(from: $0 + range.lowerBound, byteCount: range.count) }
    }
}
