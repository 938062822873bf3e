import MetricStore
import SFlow
import Workloads
import XDR

/// What one sample says of a workload: its counters, or the fields of our own that come beside them.
struct WorkloadReport {
    enum Kind { case counters, fields }

    let kind: Kind
    /// The agent's uptime, its restarts, and milliseconds of the analyzer's clock.
    let uptime: UInt32
    let agentEpoch: UInt32
    let now: Int64

    // Of the standard's structures.
    private(set) var hostName = ""
    /// 0: unknown
    private(set) var uuid: UInt128 = 0
    private(set) var state: UInt32?
    private(set) var cpuMilliseconds: UInt32?
    private(set) var memoryUsed: UInt64?
    private(set) var disk: VirtualDiskIO?
    private(set) var network: VirtualNetIO?
    /// It is a Java virtual machine, which has a name of its own.
    private(set) var isJVM = false

    // Of our own.
    private(set) var started: UInt64?
    private(set) var ended: UInt64?
    private(set) var exitCode: Int?
    private(set) var isComplete: Bool?
    private(set) var cpuNanoseconds: UInt64?
    private(set) var memoryPeak: UInt64?
    private(set) var outOfMemoryKills: UInt64?
    /// Only where they were asked for.
    private(set) var labels: [WorkloadLabel] = []

    /// Whether it says anything that only a workload has.
    private(set) var isOfWorkload = false

    init(_ kind: Kind, _ context: DatagramContext) {
        self.kind = kind
        uptime = context.uptime
        agentEpoch = context.epoch
        now = context.milliseconds
    }

    /// Whether it is the last of a workload: libvirt's states 4 to 6 are shutdown, shut off and crashed.
    var isEnd: Bool { ended != nil || state.map { (4...6).contains($0) } ?? false }
}

extension WorkloadReport {
    /// Takes the records that are left of a counters sample; those that cannot be read are left aside.
    @_lifetime(reader: copy reader)
    init(recordsOf reader: inout DatagramReader, _ context: DatagramContext) {
        self.init(.counters, context)
        do {
            while let record = try reader.nextRecord() { take(record, reader.bytes) }
        } catch {}
    }

    private mutating func take(_ record: Record, _ bytes: RawSpan) {
        do {
            switch record.format {
            case HostDescription.format: note(try HostDescription(reading: bytes, record.body))
            case VirtualCPU.format: note(try VirtualCPU(reading: bytes, record.body))
            case VirtualMemory.format: note(try VirtualMemory(reading: bytes, record.body))
            case VirtualDiskIO.format: disk = try VirtualDiskIO(reading: bytes, record.body)
            case VirtualNetIO.format: network = try VirtualNetIO(reading: bytes, record.body)
            case JVMRuntime.format: isJVM = true
            default: return
            }
        } catch {}
        isOfWorkload = isOfWorkload || state != nil || memoryUsed != nil || disk != nil || network != nil
    }

    private mutating func note(_ description: HostDescription) {
        hostName = description.hostname
        uuid = description.uuid
    }

    private mutating func note(_ cpu: VirtualCPU) {
        state = cpu.state
        if cpu.cpuTime != .max { cpuMilliseconds = cpu.cpuTime }
    }

    private mutating func note(_ memory: VirtualMemory) {
        memoryUsed = memory.memory
    }
}

extension WorkloadReport {
    /// Takes the field of a number in `WorkloadField`.
    mutating func note(_ number: Int, _ value: RealTimeMetricsReader.Value) {
        isOfWorkload = true
        switch value {
        case .text: break
        case .gauge(let value): note(WorkloadLabels.fields[number], value)
        case .counter(let value, _): note(WorkloadLabels.fields[number], total: value)
        }
    }

    /// Takes all of a sample, texts too.
    @_lifetime(reader: copy reader)
    mutating func note(allOf reader: inout RealTimeMetricsReader) {
        while let reading = reader.next() {
            guard let field = WorkloadField(rawValue: reader.bytes.text(reading.name)) else { continue }
            note(WorkloadLabels.fields.firstIndex(of: field)!, reading.value)
            if case .text(let range) = reading.value, field.kind == .text {
                labels.append(WorkloadLabel(field, reader.bytes.text(range)))
            }
        }
    }

    private mutating func note(_ field: WorkloadField, _ value: Double) {
        guard let whole = UInt64(exactly: value.rounded(.down)) else { return }
        switch field {
        case .started where whole > 0: started = whole
        case .ended where whole > 0: ended = whole
        case .exitCode: exitCode = Int(clamping: whole)
        case .isComplete: isComplete = whole != 0
        case .memoryPeak: memoryPeak = whole
        default: note(field, total: whole)
        }
    }

    private mutating func note(_ field: WorkloadField, total: UInt64) {
        guard total != .max else { return }
        switch field {
        case .cpuTime: cpuNanoseconds = total
        case .outOfMemoryKills: outOfMemoryKills = total
        default: break
        }
    }
}
