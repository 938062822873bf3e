import CBench
import Engine
import FlowLanguage
import Foundation
import NetTypes
import SFlow
import XDR

/// How long the address book of a large cluster takes: all of it, one change, a question.
struct AddressBench {
    private static let nodes: UInt32 = 10_000, podsOfANode: UInt32 = 20

    func run(into report: inout Report) throws {
        let engine = Engine(EngineConfiguration { Int64(cbench_now()) })
        for node in 0..<Self.nodes { take(Self.datagrams(node), engine) }
        let whole = seconds { engine.refreshAddressBook() }
        let question = Lookup.workload(.ip(Self.address(77, 7)), .pod)
        guard engine.answer(question).text == "pod-77-7" else { throw BenchError("the book lacks a pod") }
        let pods = Self.nodes * Self.podsOfANode
        report.add("address book", "\(pods) pods, all new", whole * 1e3, "ms")
        report.add("address book", "\(pods) pods, one new", try change(engine) * 1e3, "ms")
        let count = 1_000_000
        let asked = seconds { for _ in 0..<count { consume(engine.answer(question).text?.utf8.count ?? 0) } }
        report.add("address book", "a question", asked / Double(count) * 1e9, "ns")
    }

    /// A pod moves; the next book may be made some time after the one before.
    private func change(_ engine: Engine) throws -> Double {
        take([Self.fields(77, 7, address: Self.address(250, 7), sequence: 100)], engine)
        let question = Lookup.workload(.ip(Self.address(77, 7)), .pod)
        for _ in 0..<600 {
            let taken = seconds { engine.refreshAddressBook() }
            if engine.answer(question).text == nil { return taken }
            Thread.sleep(forTimeInterval: 0.1)
        }
        throw BenchError("the change of a pod's address was not followed")
    }

    private func seconds(_ body: () -> Void) -> Double {
        let start = cbench_now()
        body()
        return Double(cbench_now() - start) / 1e9
    }

    private func take(_ datagrams: [[UInt8]], _ engine: Engine) {
        engine.ingest(shard: 0) { sink in
            for datagram in datagrams { sink.take(datagram.span.bytes, from: .v4(1)) }
        }
    }

    private static func address(_ node: UInt32, _ pod: UInt32) -> IPAddress { .v4(0x0a00_0000 + node << 8 + pod) }

    private static func datagrams(_ node: UInt32) -> [[UInt8]] {
        (1...podsOfANode).flatMap { pod in
            [
                datagram(node, 2 * pod - 1) { counters(&$0, pod) },
                fields(node, pod, address: address(node, pod), sequence: 2 * pod),
            ]
        }
    }

    private static func counters(_ writer: inout XDRWriter, _ pod: UInt32) {
        let sample = CountersSample(sequence: 1, source: DataSource(sourceClass: 3, index: pod))
        writer.countersSample(sample, expanded: false) { writer in
            var description = HostDescription(), cpu = VirtualCPU()
            (description.hostname, description.uuid) = ("pod-\(pod)", UInt128(pod))
            cpu.state = 1
            writer.record(description)
            writer.record(cpu)
            return 2
        }
    }

    private static func fields(_ node: UInt32, _ pod: UInt32, address: IPAddress, sequence: UInt32) -> [UInt8] {
        datagram(node, sequence) { writer in
            var sample = RealTimeMetrics()
            sample.dataSource = "3.\(pod)"
            sample.metrics = [
                RealTimeMetric("k8s_namespace", .text("shop")), RealTimeMetric("k8s_name", .text("pod-\(node)-\(pod)")),
                RealTimeMetric("k8s_uid", .text("0b5e4a54-5f0c-4f0a-9e0e-\(node)-\(pod)")),
                RealTimeMetric("vir_addresses", .text("\(address)")),
            ]
            writer.sample(sample)
        }
    }

    private static func datagram(_ node: UInt32, _ sequence: UInt32, _ fill: (inout XDRWriter) -> Void) -> [UInt8] {
        var writer = XDRWriter(), header = DatagramHeader()
        header.agent = .ipv4(0xc000_0000 + node)
        (header.sequence, header.uptime) = (sequence, 1000 * sequence)
        writer.datagramHeader(header)
        let end = writer.count
        fill(&writer)
        writer.patchSampleCount(1, headerEnd: end)
        return writer.bytes
    }
}
