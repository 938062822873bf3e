import CLinux
import Glibc
import TestKit
import Testing

@testable import Netlink

@Suite struct NetlinkTests {
    /// What an answer makes of a datagram: the types of its messages, and whether it is complete and interrupted.
    private struct Outcome: Equatable {
        var types: [UInt16] = []
        var isComplete = false, wasInterrupted = false
    }

    private func take(_ datagram: [UInt8], isDump: Bool = true) throws(NetlinkError) -> Outcome {
        var answer = NetlinkAnswer(sequence: 1, isDump: isDump), outcome = Outcome()
        try answer.take(datagram.span.bytes) { message, _ in outcome.types.append(message.type) }
        (outcome.isComplete, outcome.wasInterrupted) = (answer.isComplete, answer.wasInterrupted)
        return outcome
    }

    @Test func aListEndsWithDone() throws {
        let some = NetlinkBuilder().message(RTM_NEWLINK).message(RTM_NEWLINK)
        #expect(try take(some.bytes) == Outcome(types: [16, 16]))
        let all = some.message(Int(NLMSG_DONE), body: little(UInt32(0)))
        #expect(try take(all.bytes) == Outcome(types: [16, 16], isComplete: true))
    }

    /// As where the list of another namespace's links is not permitted.
    @Test func aListMayEndWithARefusal() {
        let refusal = NetlinkBuilder().message(Int(NLMSG_DONE), body: little(Int32(-EPERM)))
        #expect(throws: NetlinkError.refused(EPERM)) { try take(refusal.bytes) }
        let extreme = NetlinkBuilder().message(Int(NLMSG_DONE), body: little(Int32.min))
        #expect(throws: NetlinkError.refused(.min)) { try take(extreme.bytes) }
    }

    @Test func aListMayEndWithoutANumber() throws {
        #expect(try take(NetlinkBuilder().message(Int(NLMSG_DONE)).bytes).isComplete)
    }

    @Test func oneThingNeedsNoDone() throws {
        #expect(try take(NetlinkBuilder().message(RTM_NEWLINK).bytes, isDump: false).isComplete)
    }

    @Test func anotherSequenceIsPassedOver() throws {
        let other = NetlinkBuilder().message(RTM_NEWLINK, sequence: 9).message(Int(NLMSG_DONE), sequence: 9)
        #expect(try take(other.bytes) == Outcome())
    }

    @Test func interruptionsAreNoticed() throws {
        let list = NetlinkBuilder().message(RTM_NEWLINK, flags: UInt16(NLM_F_DUMP_INTR))
        #expect(try take(list.bytes).wasInterrupted)
    }

    @Test func refusalsCarryTheirErrno() throws {
        let refusal = NetlinkBuilder().message(Int(NLMSG_ERROR), body: little(Int32(-ENODEV)))
        #expect(throws: NetlinkError.refused(ENODEV)) { try take(refusal.bytes) }
        let acknowledgement = NetlinkBuilder().message(Int(NLMSG_ERROR), body: little(Int32(0)))
        #expect(try take(acknowledgement.bytes).isComplete)
        #expect(throws: NetlinkError.malformed) { try take(NetlinkBuilder().message(Int(NLMSG_ERROR)).bytes) }
        let extreme = NetlinkBuilder().message(Int(NLMSG_ERROR), body: little(Int32.min))
        #expect(throws: NetlinkError.refused(.min)) { try take(extreme.bytes) }
    }

    @Test(arguments: [0, 15, 17, 0x7fff_ffff, .max] as [UInt32])
    func wrongLengthsAreMalformed(length: UInt32) {
        let datagram = NetlinkBuilder().message(RTM_NEWLINK, length: length).bytes
        #expect(throws: NetlinkError.malformed) { try take(datagram) }
    }

    @Test func everyPrefixIsMalformedOrEndsBetweenMessages() throws {
        let whole = NetlinkBuilder().message(RTM_NEWLINK, body: linkBody(1)).message(RTM_NEWLINK, body: linkBody(2))
        for count in 0..<whole.bytes.count {
            let prefix = Array(whole.bytes[..<count])
            if count % 32 == 0 {
                #expect(try take(prefix).types.count == count / 32)
            } else {
                #expect(throws: NetlinkError.malformed) { try take(prefix) }
            }
        }
    }

    @Test(arguments: [0, 3, 9, 0xffff] as [UInt16])
    func attributesThatReachTooFarEndTheirList(length: UInt16) {
        let bytes = attribute(1, [1, 2, 3, 4], length: length)
        var rest = 0..<bytes.count
        let found = NetlinkAttribute.next(in: bytes.span.bytes, &rest)
        #expect(found == nil)
    }

    @Test func attributesAreAlignedAndLoseTheirFlagBits() {
        let bytes = attribute(0x8000 | 5, [7]) + attribute(6, little(UInt32(9)))
        var rest = 0..<bytes.count, types: [UInt16] = []
        while let found = NetlinkAttribute.next(in: bytes.span.bytes, &rest) { types.append(found.type) }
        #expect(types == [5, 6])
        #expect(rest.isEmpty)
    }
}
