import DatagramPrinting
import FlowLanguage
import Fuzzing
import PacketHeaders
import SFlow
import XDR

// Takes what comes as a sampled header, whose protocol is the first byte, and dissects and prints it as `starling dump`
// and the analyzer would, with every key of it and of its inner headers.

nonisolated(unsafe) var fields = SampleFields()
let keys = FlowKey.all.flatMap { key in
    [key.name, "\(key.name).1", "\(key.name).8"].compactMap { FlowKey.named($0) }
}
nonisolated(unsafe) var text = DatagramPrinter(style: .text)
nonisolated(unsafe) var lines = LinePrinter()

fuzz { input in
    guard input.byteCount > 0 else { return }
    let header = input.extracting(1...), headerProtocol = UInt32(input.bigEndian8(0))
    fields.setHeader(header, at: 0, count: header.byteCount, headerProtocol: headerProtocol)
    precondition(fields.layers.count <= LayerStack.limit, "more layers than there may be")
    for key in keys {
        guard let text = fields.text(of: key, in: header) else { continue }
        precondition(key.key.type == .text || key.key.type.value(of: text) != nil, "a text that filters do not read")
    }
    let bytes = datagram(header, headerProtocol)
    text.removeAll()
    lines.removeAll()
    precondition(text.print(bytes.span.bytes, .captured(at: 0)) == nil, "a header made its datagram bad")
    precondition(lines.print(bytes.span.bytes) == nil, "a header made its datagram bad")
    precondition(lines.text.split(separator: ",", omittingEmptySubsequences: false).count == 20, "not twenty columns")
}

/// A datagram of one sample that has the header.
func datagram(_ header: RawSpan, _ headerProtocol: UInt32) -> [UInt8] {
    var writer = XDRWriter(), head = DatagramHeader(), record = SampledHeader()
    head.agent = .ipv4(0xc000_0201)
    head.sampleCount = 1
    writer.datagramHeader(head)
    record.headerProtocol = headerProtocol
    record.frameLength = 1500
    record.stripped = 4
    record.header = writer.stage(header)
    writer.flowSample(FlowSample()) { writer in
        writer.record(record)
        return 1
    }
    return writer.bytes
}
