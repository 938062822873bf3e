import NetTypes
import Testing

@Suite struct AddressTests {
    @Test(arguments: [
        "192.0.2.1", "0.0.0.0", "255.255.255.255", "2001:db8::1", "::", "::1", "fe80::1:0:0:1", "1:2:3:4:5:6:7:8",
    ])
    func textSurvives(_ text: String) {
        #expect(IPAddress(text)?.description == text)
    }

    @Test(arguments: [
        "", "1.2.3", "1.2.3.256", "1.2.3.4.5", ":::", "1::2::3", "12345::", "g::", "1:2:3:4:5:6:7", "1:2:3:4:5:6:7:8:9",
        " 1.2.3.4",
    ])
    func whatIsNoAddressIsRefused(_ text: String) {
        #expect(IPAddress(text) == nil)
    }

    @Test func mappedAddressesAreUnmapped() {
        #expect(IPAddress("::ffff:192.0.2.1")?.unmapped == IPAddress("192.0.2.1"))
    }

    @Test func longestRunOfZerosIsCut() {
        #expect(IPAddress("1:0:0:2:0:0:0:3")?.description == "1:0:0:2::3")
        #expect(IPAddress("1:0:2:0:3:0:4:5")?.description == "1:0:2:0:3:0:4:5")
    }

    @Test func macAddresses() {
        #expect(MACAddress("d8:d3:85:b2:dd:2b")?.description == "D8D385B2DD2B")
        #expect(MACAddress("d8d385b2dd2") == nil)
    }

    @Test func hostsAndPorts() {
        #expect(SocketAddress("[::1]:80", defaultPort: 1)?.description == "[::1]:80")
        #expect(SocketAddress("::1", defaultPort: 6343)?.description == "[::1]:6343")
        #expect(SocketAddress("127.0.0.1:70000", defaultPort: 1) == nil)
        #expect(SocketAddress(":8008", defaultPort: 1)?.description == "[::]:8008")
    }
}
