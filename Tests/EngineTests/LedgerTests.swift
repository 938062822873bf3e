import NetTypes
import SFlow
import TestKit
import Testing
import XDR

@testable import Engine

/// What is injected into the samples of an interface is in the books.
@Suite struct LedgerTests {
    let clock = TestClock()
    let engine: Engine

    init() { engine = Engine(EngineConfiguration(clock: clock.read)) }

    private func send(_ numbers: [UInt32], rate: UInt32 = 100, drops: UInt32 = 0, pool: (UInt32) -> UInt32) {
        for number in numbers {
            var builder = DatagramBuilder(agent: .ipv4(0xc000_0201), sequence: next(), uptime: 1000)
            var sample = FlowSample()
            (sample.sequence, sample.samplingRate, sample.drops) = (number, rate, drops)
            (sample.source, sample.samplePool) = (.interface(7), pool(number))
            let header: [UInt8] =
                Array(repeating: 2, count: 12) + [
                    8, 0, 0x45, 0, 0, 20, 0, 0, 0, 0, 64, 47, 0, 0, 10, 0, 0, 1, 10, 0, 0, 2,
                ]
            builder.flow(sample, header: header, frameLength: 100)
            engine.take(builder.bytes)
        }
    }

    private let sent = Count()
    private func next() -> UInt32 {
        sent.add()
        return UInt32(sent.value)
    }

    private func books() throws -> SourceLedger { try #require(engine.ledger(.all).first) }

    @Test func lossDuplicatesAndOrder() throws {
        send([1, 2, 3, 6, 5, 5, 9], drops: 4) { $0 * 100 }
        let books = try books()
        #expect(books.dataSource == "7" && books.agent == .v4(0xc000_0201) && books.name == nil)
        // 4, 7 and 8 never came; 5 came late, and again.
        #expect(books.flows == SampleLedger(received: 7, lost: 3, duplicates: 1, outOfOrder: 1))
        #expect(books.drops == 4 && books.counters == SampleLedger())
    }

    /// Lost samples do not make the rate seem higher.
    @Test func theRateThatTheAgentReallySamplesAt() throws {
        send([1], rate: 100) { $0 * 400 }
        #expect(try books().samplingRate == 100 && books().effectiveSamplingRate == nil)
        send([2, 3, 10, 9, 9, 11], rate: 100) { $0 * 400 }
        #expect(try books().effectiveSamplingRate == 400 && books().samplingRate == 100)
    }

    /// The pool goes on across 2³², and begins anew with its agent.
    @Test func poolsWrapAndBeginAnew() throws {
        send([1, 2, 3]) { .max - 100 &+ $0 &* 50 }
        #expect(try books().effectiveSamplingRate == 50)
        send([4, 5]) { $0 * 50 - 200 }
        #expect(try books().effectiveSamplingRate == 50)
    }

    @Test func withoutAPoolThereIsNoRate() throws {
        send([1, 2, 3]) { _ in 0 }
        #expect(try books().effectiveSamplingRate == nil)
    }

    @Test func onlyWhatIsAskedFor() {
        send([1]) { $0 }
        #expect(engine.ledger(.named(["192.0.2.1"])).count == 1 && engine.ledger(.named(["192.0.2.2"])).isEmpty)
    }
}
