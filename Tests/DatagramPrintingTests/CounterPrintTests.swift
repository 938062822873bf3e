import DatagramPrinting
import Foundation
import SFlow
import TestKit
import Testing
import XDR

/// Counters whose form in JSON is not that of their lines.
@Suite struct CounterPrintTests {
    private func element(_ record: some XDRStructure) throws -> [String: Any] {
        var builder = DatagramBuilder(), printer = DatagramPrinter(style: .json)
        builder.counters(.interface(7), [record])
        printer.print(builder.bytes.span.bytes, .captured(at: 0))
        let object = try JSONSerialization.jsonObject(with: Data(printer.text.utf8)) as? [String: Any]
        let samples = object?["samples"] as? [[String: Any]]
        return try #require((samples?.first?["elements"] as? [[String: Any]])?.first)
    }

    @Test func lanesAreObjectsWithoutTheirNumber() throws {
        var module = OpticalModule(), lane = OpticalLane()
        (lane.index, lane.rxPower) = (2, 804)
        module.temperature = -5013
        module.lanes = [lane, OpticalLane()]
        let element = try element(module)
        #expect(element["sfp_module_active_lanes"] as? String == "2")
        #expect(element["sfp_module_temperature"] as? String == "-5013")
        let lanes = try #require(element["sfp_lanes"] as? [[String: String]])
        #expect(lanes.map { $0["index"] } == ["2", "0"] && lanes.map { $0["rx_power_uW"] } == ["804", "0"])
    }

    @Test func aModuleWithoutLanesIsWhole() throws {
        let element = try element(OpticalModule())
        #expect((element["sfp_lanes"] as? [Any])?.isEmpty == true)
    }

    @Test func queuesAreAListOfShares() throws {
        var buffers = BroadcomPortBuffers()
        buffers.egressQueuesMulticast = [PercentageElement(hundredths: 901), PercentageElement(hundredths: .max)]
        let element = try element(buffers)
        #expect(element["bst_egress_queue_mc_pc_list"] as? [String] == ["9.01", "unknown"])
        #expect(element["bst_egress_queue_uc_pcs"] as? String == "0")
    }

    @Test func aPortHasFourStates() throws {
        var port = LAGPortStatistics()
        port.portState = 0x053d_473f
        let element = try element(port)
        let states = ["actorAdmin", "actorOper", "partnerAdmin", "partnerOper"].map {
            element["\($0)PortState"] as? String
        }
        #expect(states == ["5", "61", "71", "63"])
    }
}
