import NetTypes
import Testing

@Suite struct AddressPrefixTests {
    @Test(arguments: [
        "", "/", "10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/+8", "10.0.0/8", "::/129", "x", "10.0.0.0/8/8", "10.0.0.0/",
    ])
    func whatIsNoPrefixIsRefused(text: String) { #expect(AddressPrefix(text) == nil) }

    @Test func bitsBehindTheLengthDoNotMatter() {
        #expect(AddressPrefix("10.1.2.3/8")?.description == "10.0.0.0/8")
        #expect(AddressPrefix("2001:db8::1")?.length == 128)
        #expect(AddressPrefix("::1/0")?.description == "::/0")
        #expect(AddressPrefix("10.1.2.3/32") == AddressPrefix("10.1.2.3"))
    }
}
