import SFlow
import Testing

@testable import Agent

@Suite struct WorkloadRecordsTests {
    /// A quota may be larger than any number of processors: 2^44 microseconds in each millisecond.
    @Test(
        arguments: [(nil, 4), (0.01, 1), (1, 1), (1.5, 2), (4, 4), (17_592_186_044, 4), (.infinity, 4)]
            as [(Double?, UInt32)]
    )
    func processorsAreThoseOfTheLimitAndAtMostTheHosts(limit: Double?, expected: UInt32) {
        var counters = GroupCounters()
        counters.cpuLimit = limit
        #expect(VirtualCPU(counters, .running, false, 4).nrVirtCpu == expected)
    }

    @Test(
        arguments: [(false, nil, 5), (false, 1, 5), (true, nil, 6), (true, 137, 6), (true, 0, 5)]
            as [(Bool, Int32?, UInt32)]
    )
    func whatEndedOfItselfHadMemoryEnough(wasOutOfMemory: Bool, exitCode: Int32?, expected: UInt32) {
        #expect(VirtualCPU(GroupCounters(), .ended(exitCode: exitCode), wasOutOfMemory, 4).state == expected)
    }
}
