import Agent
import Glibc
import NetTypes
import SFlow

@testable import PacketSampling

/// Keeps the samples that it gets.
struct SampleLog: PacketSampleSink {
    struct Entry {
        var sample: PacketSample
        var header: [UInt8]
    }

    var entries: [Entry] = []

    mutating func add(_ sample: PacketSample, header: RawSpan) {
        let bytes = header.byteOffsets.map { header.unsafeLoadUnaligned(fromByteOffset: $0, as: UInt8.self) }
        entries.append(Entry(sample: sample, header: bytes))
    }

    /// The samples of one interface.
    func of(_ interface: UInt32) -> [Entry] { entries.filter { $0.sample.dataSource == .interface(interface) } }
}

extension PacketSocketSampler {
    /// Drains until nothing has come for `quiet` milliseconds.
    func drainAll(into log: inout SampleLog, quiet: Int32 = 120) {
        var watched = pollfd(fd: fileDescriptor, events: Int16(POLLIN), revents: 0)
        while poll(&watched, 1, quiet) > 0 { _ = drain(into: &log, limit: 1000) }
    }

    func drainAll() -> SampleLog {
        var log = SampleLog()
        drainAll(into: &log)
        return log
    }

    /// Samples these interfaces, which are also all that there are.
    @discardableResult
    func sample(_ interfaces: [NetworkInterface], rate: UInt32, headerBytes: Int = 128) -> [SamplingProblem] {
        let targets = interfaces.map {
            SamplingTarget(
                interfaceIndex: $0.index,
                interfaceName: $0.name,
                samplingRate: rate,
                headerBytes: headerBytes
            )
        }
        return update(targets: rate == 0 ? [] : targets, interfaces: interfaces)
    }
}

extension NetworkInterface {
    /// The interface of this name in the namespace of this thread.
    init(named name: String, hardwareType: UInt16 = 1, address: UInt32? = nil) {
        self.init(index: if_nametoindex(name), name: name)
        self.hardwareType = hardwareType
        if let address { addresses = [InterfaceAddress(.v4(address), prefixLength: 24)] }
    }
}
