import NetTypes
import SFlow
import XDR

/// Prints a line of values for each flow sample and for each counters sample of an interface, as sflowtool does.
///
/// `FLOW`, agent, input and output port, source and destination MAC, EtherType, VLAN in and out, source and destination
/// address, protocol, type of service, time to live, source and destination port (ICMP: type and code), TCP flags, bytes
/// of the packet, bytes of the IP packet, sampling rate.
/// `CNTR`, agent, and the fields of `if_counters` in their order.
package struct LinePrinter: ~Copyable {
    private var output = TextBuffer(capacity: 1 << 16)
    /// The agent's address with a comma behind.
    private var agent = TextBuffer(capacity: 64)

    package init() {}

    /// What was printed.
    package var bytes: RawSpan {
        @_lifetime(borrow self)
        get { output.bytes }
    }

    /// What was printed, as text.
    package var text: String { output.text }

    /// Forgets what was printed and keeps the room for more.
    package mutating func removeAll() { output.removeAll() }

    /// Prints a datagram, as far as it can be read; returns what was wrong with it.
    /// - Parameter accepts: whether a sample is printed; asked with a reader that stands before its records.
    @discardableResult
    package mutating func print(
        _ datagram: RawSpan,
        where accepts: ((Sample, DatagramReader) -> Bool)? = nil
    ) -> DatagramFault? {
        do throws(DatagramFault) {
            var reader = try DatagramReader(datagram), isSound = true
            begin(reader.header.agent)
            while let sample = try reader.nextSample() {
                if let accepts, !accepts(sample, reader) { continue }
                switch sample {
                case .flow(let flow): append(flow, try PacketRow(&reader, isSound: &isSound))
                case .counters: try counters(&reader, isSound: &isSound)
                case .discarded, .realTimeMetrics, .realTimeFlow, .unknown: break
                }
            }
            return isSound ? nil : .record
        } catch {
            return error
        }
    }

    private mutating func begin(_ agent: XDRAddress) {
        self.agent.removeAll()
        self.agent.append(agent)
        self.agent.append(byte: UInt8(ascii: ","))
    }

    @inline(__always)
    private mutating func append(_ sample: FlowSample, _ row: PacketRow) {
        output.append("FLOW,")
        output.append(agent)
        append(sample.input.value)
        append(sample.output.value)
        output.append(mac: row.sourceMAC)
        comma()
        output.append(mac: row.destinationMAC)
        output.append(",0x")
        output.append(hex: row.etherType, digits: 4)
        comma()
        append(row.inVLAN)
        append(row.outVLAN)
        append(row.source)
        append(row.destination)
        append(row.ipProtocol)
        output.append("0x")
        output.append(hex: row.tos, digits: 2)
        comma()
        append(row.ttl)
        append(row.sourcePort)
        append(row.destinationPort)
        output.append("0x")
        output.append(hex: row.tcpFlags, digits: 2)
        comma()
        append(row.packetSize)
        append(row.ipSize)
        output.append(decimal: sample.samplingRate)
        output.append(byte: UInt8(ascii: "\n"))
    }

    @inline(__always)
    private mutating func comma() { output.append(byte: UInt8(ascii: ",")) }

    @inline(__always)
    private mutating func append(_ value: UInt32) {
        output.append(decimal: value)
        comma()
    }

    @inline(__always)
    private mutating func append(_ value: XDRAddress) {
        if case .ipv4(let address) = value { output.append(ipv4: address) } else { output.append(value) }
        comma()
    }

    private mutating func counters(_ reader: inout DatagramReader, isSound: inout Bool) throws(DatagramFault) {
        while let record = try reader.nextRecord() {
            guard record.format == InterfaceCounters.format else { continue }
            do throws(XDRError) {
                append(try InterfaceCounters(reading: reader.bytes, record.body))
            } catch {
                isSound = false
            }
        }
    }

    private mutating func append(_ counters: InterfaceCounters) {
        output.append("CNTR,")
        output.append(agent)
        append(counters.ifIndex)
        append(counters.ifType)
        append(counters.ifSpeed)
        append(counters.ifDirection)
        append(counters.ifStatus)
        append(counters.ifInOctets)
        append(counters.ifInUcastPkts)
        append(counters.ifInMulticastPkts)
        append(counters.ifInBroadcastPkts)
        append(counters.ifInDiscards)
        append(counters.ifInErrors)
        append(counters.ifInUnknownProtos)
        append(counters.ifOutOctets)
        append(counters.ifOutUcastPkts)
        append(counters.ifOutMulticastPkts)
        append(counters.ifOutBroadcastPkts)
        append(counters.ifOutDiscards)
        append(counters.ifOutErrors)
        output.append(decimal: counters.ifPromiscuousMode)
        output.append(byte: UInt8(ascii: "\n"))
    }

    private mutating func append(_ value: UInt64) {
        output.append(decimal: value)
        comma()
    }
}
