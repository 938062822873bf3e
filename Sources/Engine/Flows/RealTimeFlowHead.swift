import SFlow
import XDR

/// What stands at the head of an `rtflow` sample, which can be read to its end.
struct RealTimeFlowHead {
    /// The text that says what it is of.
    let source: ByteRange
    let samplingRate: UInt32

    init?(_ bytes: RawSpan, _ body: ByteRange) {
        guard XDRChecker.canRead(RealTimeFlow.self, bytes, body) else { return nil }
        var reader = XDRReader(bytes, at: body.start)
        reader.end = body.end
        do {
            source = try reader.variable(max: XDRReader.longestText)
            samplingRate = try reader.word()
        } catch { return nil }
    }
}
