import NetTypes
import SFlow
import TestKit
import Testing
import XDR

@testable import MetricStore

/// The catalogue and what is taken from a record must agree on every structure: a slot too many shifts all others.
@Suite struct MetricCatalogueTests {
    private let catalogue = MetricCatalogue.standard

    private func block<Structure: XDRStructure>(_ structure: Structure, isOlderForm: Bool = false) throws -> MetricBlock
    {
        let ordinal = Structures.counterRecords.firstIndex { $0 == Structure.self }!
        var updater = MetricUpdater(block: MetricBlock(ordinal: ordinal), elapsed: 0, isOlderForm: isOlderForm)
        var structure = structure
        try structure.visit(&updater)
        return updater.block
    }

    private func values(_ block: MetricBlock) -> [String: MetricScalar] {
        let definitions = catalogue.byStructure[block.ordinal]
        return Dictionary(
            uniqueKeysWithValues: definitions.compactMap { definition in
                definition.value(in: block).map { (definition.name, $0) }
            }
        )
    }

    @Test(arguments: 0..<Structures.counterRecords.count)
    func everySlotIsFilled(_ ordinal: Int) throws {
        func check<Structure: XDRStructure>(_: Structure.Type) throws {
            for seed in 1...20 as ClosedRange<UInt64> {
                let block = try block(RandomFiller.fill(Structure.self, seed: seed).0)
                let described = FieldDescriber.describe(Structure.self).filter { !$0.field.metric.description.isEmpty }
                #expect(block.numbers.count + block.texts.count == described.count)
                #expect(described.allSatisfy { $0.depth == 0 }, "elements of a list have no metrics")
                _ = values(block)
            }
        }
        try check(Structures.counterRecords[ordinal])
    }

    @Test(arguments: 0..<Structures.counterRecords.count)
    func namesAreOneWordEach(_ ordinal: Int) {
        let names = catalogue.byStructure[ordinal].map(\.name)
        #expect(Set(names).count == names.count)
        for name in names {
            #expect(name.utf8.allSatisfy { 97...122 ~= $0 || 48...57 ~= $0 || $0 == 95 }, "\(name)")
        }
    }

    @Test func whatAnOlderFormLacksIsUnknown() throws {
        var cpu = HostCPU()
        cpu.idle = 1000
        let block = try block(cpu, isOlderForm: true)
        #expect(block.numbers.suffix(3).map(\.isUnsupported) == [true, true, true])
        var jvm = JVMStatistics()
        jvm.threadsLive = 17
        let values = try values(self.block(jvm, isOlderForm: true))
        #expect(values["jvm_thread_num_live"] == .number(17))
        #expect(values["jvm_fd_open_count"] == nil && values["jvm_fd_max_count"] == nil)
    }

    @Test func identifiersThatAreNoNumbersAreText() throws {
        var port = LAGPortStatistics(), openFlow = OpenFlowPort()
        (port.actorSystemID, port.portState) = (0x02fc_0000_00ab, 0x053d_473f)
        openFlow.datapathID = .max - 1
        let values = try values(block(port))
        #expect(values["agg_actorsystemid"] == .text("02FC000000AB"))
        #expect(values["agg_actoroperstate"] == .number(0x3d))
        #expect(try self.values(block(openFlow))["of_dpid"] == .text("fffffffffffffffe"))
    }

    @Test func levelsAreInTheirUnits() throws {
        var module = OpticalModule(), buffers = BroadcomPortBuffers(), processor = Processor()
        module.temperature = -5013
        module.lanes = [OpticalLane(), OpticalLane()]
        buffers.egressQueuesUnicast = [PercentageElement(hundredths: 5)]
        buffers.egressMulticast = 1234
        (processor.fiveSecondCPU, processor.oneMinuteCPU) = (7127, .max)
        #expect(try values(block(module))["opt_module_temperature"] == .number(-5013))
        #expect(try values(block(buffers))["bcm_bst_egress_mc_pc"] == .number(12.34))
        let processorValues = try values(block(processor))
        #expect(processorValues["cpu_5sec"] == .number(71.27) && processorValues["cpu_1min"] == nil)
    }

    @Test func tablesSayHowFullTheyAre() throws {
        var tables = BroadcomTables()
        (tables.hostEntries, tables.hostEntriesMax) = (25, 200)
        (tables.totalRoutes, tables.totalRoutesMax) = (1, 4)
        (tables.aclIngressMeters, tables.aclIngressMetersMax) = (3, 6)
        let values = try values(block(tables))
        #expect(values["bcm_host_utilization"] == .number(12.5))
        #expect(values["bcm_total_routes_utilization"] == .number(25))
        #expect(values["bcm_acl_ingress_meters_utilization"] == .number(50))
        #expect(values["bcm_mac_utilization"] == nil)
    }
}

@Suite struct MetricScopeTests {
    private let catalogue = MetricCatalogue.standard

    @Test(arguments: [
        ("host_name", true, false), ("uuid", true, false), ("vir_host_name", false, true), ("vir_uuid", false, true),
        ("machine_type", true, true), ("os_name", true, true), ("os_release", true, true),
        ("nvml_gputime", true, false), ("vir_nvml_gputime", false, true), ("vir_nvml_power", false, true),
        ("nvml_mem_utilization", true, false), ("vir_nvml_mem_utilization", false, true), ("vir_cpu_state", true, true),
    ])
    func hostsAndWhatRunsOnThemHaveOtherNames(name: String, ofHosts: Bool, ofContainers: Bool) {
        let definitions = catalogue.byName[name] ?? []
        #expect(definitions.count == 1)
        let container = DataSource(sourceClass: 3, index: 100_000)
        #expect(definitions.allSatisfy { $0.scope.includes(.host) == ofHosts })
        #expect(definitions.allSatisfy { $0.scope.includes(container) == ofContainers })
    }
}
