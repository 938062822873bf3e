import TestKit
import Testing

@Suite struct CaptureTests {
    @Test func everyCaptureIsReadToItsEnd() {
        for path in Fixture.captures {
            for datagram in Fixture.datagrams(path) { #expect(DatagramTally(datagram).fault == nil) }
        }
    }
}
