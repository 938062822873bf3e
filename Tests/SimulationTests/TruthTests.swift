import Glibc
import JSON
import NetTypes
import SFlow
import Testing

@testable import Simulation

@Suite struct TruthTests {
    private static let seconds = 20.0, sampling = 20.0
    private static let recording: Recording = {
        var options = SimulationOptions()
        options.nodes = 40
        options.containers = 8
        options.sampling = Int(sampling)
        options.polling = 4
        options.truthInterval = Int(seconds)
        return Recording(options, seconds: seconds)
    }()
    private static let seen = Result { try Seen(recording.datagrams) }

    /// What the samples of the entry port say of each flow: bytes, and the sum of squares.
    private func estimates() throws -> [String: (bytes: Double, squares: Double, samples: Int)] {
        var result: [String: (bytes: Double, squares: Double, samples: Int)] = [:]
        for packet in try Self.seen.get().packets {
            // Frames of the storage network have a tag before their packet.
            let start = packet.header[12] == 0x81 ? 18 : 14
            guard packet.header[start - 2] == 0x08 else { continue }
            let ends = "\(ipv4Text(address(packet, start + 12))),\(ipv4Text(address(packet, start + 16)))"
            let key = "\(ipv4Text(packet.agent)) \(packet.sample.source.index) \(ends)"
            let x = Double(packet.frameLength) * Self.sampling
            let old = result[key] ?? (0, 0, 0)
            result[key] = (old.bytes + x, old.squares + x * x, old.samples + 1)
        }
        return result
    }

    private func address(_ packet: SeenPacket, _ at: Int) -> UInt32 {
        packet.header[at..<at + 4].reduce(0) { $0 << 8 | UInt32($1) }
    }

    /// The 95 % bound of the analyzer covers the truth nearly always: of n bounds as many as chance allows.
    @Test func boundsCoverTheTruth() throws {
        let estimates = try estimates()
        var held = 0, count = 0
        for line in Self.recording.lines("flow") where line.text("view") == "sim-pairs" {
            let key = "\(line.text("agent")) \(line.text("dataSource")) \(line.text("key"))"
            guard let estimate = estimates[key], estimate.samples >= 30 else { continue }
            let error = 1.96 * sqrt(estimate.squares * (1 - 1 / Self.sampling))
            count += 1
            if abs(estimate.bytes - line.number("bytes") * Self.seconds) <= error { held += 1 }
        }
        #expect(count >= 100)
        let expected = 0.95 * Double(count), deviation = sqrt(0.95 * 0.05 * Double(count))
        #expect(Double(held) > expected - 4 * deviation, "\(held) of \(count)")
    }

    @Test func flowsAreSortedAndUnique() {
        for view in TruthView.allCases {
            let lines = Self.recording.lines("flow").filter { $0.text("view") == view.name }
            #expect(!lines.isEmpty, "\(view.name)")
            let bytes = lines.map { $0.number("bytes") }
            #expect(bytes == bytes.sorted(by: >))
            #expect(
                Set(lines.map { "\($0.text("agent")) \($0.text("dataSource")) \($0.text("key"))" }).count == lines.count
            )
            #expect(
                lines.allSatisfy { $0.text("key").split(separator: ",").count == view.keys.split(separator: ",").count }
            )
        }
    }

    @Test func countersAreThoseOfTheWire() throws {
        let cluster = Self.recording.cluster
        let lines = Self.recording.lines("counters").filter {
            $0.text("dataSource") == "2" && $0.text("agent") == "10.0.0.1"
        }
        #expect(lines.count >= 4)
        let total = lines.reduce(0.0) { $0 + ($1["rates"]?.number("ifinoctets") ?? 0) * $1.number("seconds") }
        let counted = Double(cluster.ports[cluster.fabric.nodePort(0, Fabric.uplink)].counters.octetsIn)
        #expect(total > 0 && total <= counted && total > counted * 0.5)
    }

    @Test func dropsAreAllTold() throws {
        let told = Self.recording.lines("drops").reduce(0.0) { $0 + $1.number("frames") }
        let cluster = Self.recording.cluster
        let counted = (0..<cluster.ports.count).reduce(0.0) {
            $0 + Double(cluster.ports[$1].discardsIn + cluster.ports[$1].discardsOut)
        }
        let unreported = (0..<cluster.ports.count).reduce(0.0) { $0 + Double(cluster.drops[$1].unreported) }
        #expect(told == counted)
        #expect(try Double(Self.seen.get().drops.count) + unreported == told)
        #expect(Self.recording.lines("drops").allSatisfy { DropReason(name: $0.text("reason")) != nil })
    }

    @Test func endsWithWhatWasSent() {
        let last = Self.recording.truth.last, totals = Self.recording.totals
        #expect(last?.text("type") == "sent")
        #expect(last?.number("flowSamples") == Double(totals.flowSamples))
        #expect(last?.number("to") == Self.seconds)
        #expect(Self.recording.truth.first?.number("sampling") == Self.sampling)
    }
}
