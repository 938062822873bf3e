import CLinux
import Glibc
import NetTypes
import TestKit
import Testing
import XDR

@testable import Dump

@Suite struct ForwarderTests {
    /// A socket on a free port of the loopback address.
    private static func socket() throws -> ListenSocket {
        var listening = DumpPlan.Listening()
        (listening.port, listening.address) = (0, .v4(0x7f00_0001))
        return try ListenSocket(listening)
    }

    private static func receive(_ socket: inout ListenSocket, _ expected: Int) -> [[UInt8]] {
        var datagrams: [[UInt8]] = []
        while datagrams.count < expected {
            let count = socket.receive(wake: -1)
            guard count > 0 else { break }
            for index in 0..<count {
                socket.withDatagram(index) { bytes, source in
                    #expect(source.address == .v4(0x7f00_0001))
                    datagrams.append(bytes.copy(.init(offset: 0, count: bytes.byteCount)))
                }
            }
        }
        return datagrams
    }

    @Test func datagramsArriveByteByByte() throws {
        var one = try Self.socket(), two = try Self.socket()
        let capture = "datagrams/hsflowd-docker-mock.pcap"
        let outcome = try Outcome.run([Fixture.folder + capture]) {
            $0.forwardTargets = ["127.0.0.1:\(one.address.port)", "localhost/\(two.address.port)"]
        }
        #expect(outcome.code == 0 && outcome.said.isEmpty && outcome.output.isEmpty)
        let sent = Fixture.datagrams(capture)
        #expect(Self.receive(&one, sent.count) == sent)
        #expect(Self.receive(&two, sent.count) == sent)
    }

    @Test func anOutputThatIsAskedForIsMadeAsWell() throws {
        var socket = try Self.socket()
        let outcome = try Outcome.run([Fixture.folder + "datagrams/hsflowd-docker-mock.pcap"]) {
            ($0.form, $0.forwardTargets) = (.json, ["127.0.0.1:\(socket.address.port)"])
        }
        #expect(outcome.text.split(separator: "\n").count == 13 && Self.receive(&socket, 13).count == 13)
    }

    /// What comes later is sent all the same.
    @Test func refusalsAreCounted() throws {
        let port = try Self.socket().address.port
        let outcome = try Outcome.run([Fixture.folder + "datagrams/hsflowd-docker-mock.pcap"]) {
            $0.forwardTargets = ["127.0.0.1:\(port)"]
        }
        #expect(outcome.code == 0 && outcome.said.contains("refused: nobody receives there"), "\(outcome.said)")
    }

    @Test(arguments: ["nowhere.invalid:1", "host name:1"])
    func aTargetThatIsNotFoundIsSaid(_ target: String) throws {
        guard target != "host name:1" else {
            #expect(throws: DumpProblems.self) { try Outcome.run([]) { $0.forwardTargets = [target] } }
            return
        }
        let outcome = try Outcome.run(["x"]) { $0.forwardTargets = [target] }
        #expect(outcome.code == 1 && outcome.said.contains("cannot forward to nowhere.invalid:1"))
    }

    /// Why a target is refused. A socket that is not copyable is better not made within an expectation.
    private static func refusal(_ target: ForwardTarget, receiving: SocketAddress) -> String? {
        do throws(ForwardError) {
            let forwarder = try Forwarder([target], receiving: receiving)
            return forwarder.destinations.isEmpty ? "none" : nil
        } catch {
            return error.description
        }
    }

    @Test func itDoesNotForwardToItself() throws {
        let target = try #require(ForwardTarget("127.0.0.1:7003"))
        for own in [IPAddress.v6(0), .v4(0), .v4(0x7f00_0001)] {
            #expect(Self.refusal(target, receiving: SocketAddress(own, port: 7003)) != nil)
        }
        #expect(Self.refusal(target, receiving: SocketAddress(.v4(0), port: 7004)) == nil)
        #expect(Self.refusal(target, receiving: SocketAddress(.v4(0x7f00_0002), port: 7003)) == nil)
    }

    @Test func aPortThatIsTakenIsSaid() throws {
        let socket = try Self.socket(), address = socket.address
        var listening = DumpPlan.Listening()
        (listening.port, listening.address) = (address.port, address.address)
        do throws(ListenError) {
            let second = try ListenSocket(listening)
            Issue.record("\(second.address) was bound twice")
        } catch {
            #expect(error.description.contains("is taken by another process"))
        }
        withExtendedLifetime(socket.descriptor) {}
    }
}
