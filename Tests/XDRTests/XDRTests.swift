import Testing

@testable import XDR

@Suite struct XDRTests {
    @Test func readsWhatTheWriterWrote() throws {
        var writer = XDRWriter()
        let field = Field("x", .gauge, "a field")
        var number: UInt32 = 0xdead_beef, text = "Grüße", address = XDRAddress.ipv6(7), list: [UInt32] = [1, 2, 3]
        var mac: UInt64 = 0x0011_2233_4455
        try writer.u32(&number, field)
        try writer.string(&text, max: 64, field)
        try writer.address(&address, field)
        try writer.list(&list, max: 8, field)
        try writer.mac(&mac, field)
        #expect(writer.count.isMultiple(of: 4))

        var reader = XDRReader(writer.bytes.span.bytes)
        var readNumber: UInt32 = 0, readText = "", readAddress = XDRAddress.unknown, readList: [UInt32] = []
        var readMAC: UInt64 = 0
        try reader.u32(&readNumber, field)
        try reader.string(&readText, max: 64, field)
        try reader.address(&readAddress, field)
        try reader.list(&readList, max: 8, field)
        try reader.mac(&readMAC, field)
        #expect(readNumber == number && readText == text && readAddress == address && readList == list)
        #expect(readMAC == mac && reader.left == 0)
    }

    @Test(arguments: [0, 6, 7, UInt32.max])
    func aFormThatIsNotThereIsRefused(_ form: UInt32) {
        var writer = XDRWriter()
        writer.word(99)
        writer.word(form)
        var reader = XDRReader(writer.bytes.span.bytes, at: 4), read: UInt32 = 0, caught: XDRError?
        do { try reader.discriminant(&read, below: 7, Field("x", .identifier, "")) } catch { caught = error }
        #expect(caught == (form < 7 ? nil : .badValue(at: 4, value: form)) && read == form)
    }

    @Test func aCountThatPromisesGigabytesIsRefusedBeforeAllocation() {
        let bytes: [UInt8] = [0xff, 0xff, 0xff, 0xff, 0, 0, 0, 1]
        var reader = XDRReader(bytes.span.bytes)
        var list: [UInt32] = []
        var caught: XDRError?
        do { try reader.list(&list, max: .max, Field("x", .gauge, "")) } catch { caught = error }
        #expect(caught == .truncated(at: 0))
    }

    @Test func aStringIsCutBetweenCharacters() throws {
        var writer = XDRWriter(), text = "aé"
        try writer.string(&text, max: 2, Field("x", .text, ""))
        #expect(writer.bytes == [0, 0, 0, 1, 0x61, 0, 0, 0])
    }

    /// Texts of bytes that begin, go on and end sequences wherever they are not to.
    @Test func whatIsNoUTF8IsRepairedAsTheStandardLibraryDoes() {
        let parts: [UInt8] = [
            0x61, 0x7f, 0x80, 0x8f, 0x90, 0x9f, 0xa0, 0xbf, 0xc0, 0xc2, 0xdf, 0xe0, 0xe1, 0xed, 0xef, 0xf0, 0xf3, 0xf4,
            0xf5, 0xff,
        ]
        var state: UInt64 = 11
        for length in (0..<5000).map({ $0 % 12 }) {
            let bytes = (0..<length).map { _ in
                state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                return parts[Int(state >> 33) % parts.count]
            }
            let text = bytes.span.bytes.text(ByteRange(offset: 0, count: length))
            #expect(Array(text.utf8) == Array(String(decoding: bytes, as: UTF8.self).utf8), "\(bytes)")
        }
    }

    @Test func aMissingPaddingAtTheEndIsTolerated() throws {
        let bytes: [UInt8] = [0, 0, 0, 1, 0x61]
        var reader = XDRReader(bytes.span.bytes)
        var text = ""
        try reader.string(&text, max: 8, Field("x", .text, ""))
        #expect(text == "a" && reader.left == 0)
    }

    @Test func aLongerNameThanTheSpecificationAllowsIsRead() throws {
        let name = String(repeating: "p", count: 255)
        var writer = XDRWriter(), text = name
        try writer.string(&text, max: 255, Field("x", .text, ""))
        var reader = XDRReader(writer.bytes.span.bytes), read = ""
        try reader.string(&read, max: 64, Field("x", .text, ""))
        #expect(read == name)
        let tooLong: [UInt8] = [0, 0, 1, 0] + Array(repeating: 0x70, count: 256)
        reader = XDRReader(tooLong.span.bytes)
        var caught: XDRError?
        do { try reader.string(&read, max: 64, Field("x", .text, "")) } catch { caught = error }
        #expect(caught == .tooLong(at: 0, length: 256, limit: 255))
    }

    @Test func textThatIsNoUTF8IsRepaired() throws {
        let bytes: [UInt8] = [0, 0, 0, 3, 0x61, 0xff, 0x62, 0]
        var reader = XDRReader(bytes.span.bytes), text = ""
        try reader.string(&text, max: 64, Field("x", .text, ""))
        #expect(text == "a\u{fffd}b" && reader.left == 0)
    }

    @Test func aWriterCutsWhatIsTooLong() throws {
        let field = Field("x", .identifier, "")
        var writer = XDRWriter(payload: [1, 2, 3, 4, 5])
        var range = ByteRange(offset: 1, count: 4), beyond = ByteRange(offset: 4, count: 9), list: [UInt32] = [7, 8, 9]
        try writer.opaque(&range, max: 3, field)
        try writer.opaque(&beyond, max: 16, field)
        try writer.list(&list, max: 1, field)
        #expect(writer.bytes == [0, 0, 0, 3, 2, 3, 4, 0] + [0, 0, 0, 1, 5, 0, 0, 0] + [0, 0, 0, 1, 0, 0, 0, 7])
    }

    @Test func anUnknownDiscriminatorIsNamedWithItsPlace() {
        let bytes: [UInt8] = [0, 0, 0, 9, 0, 0, 0, 3, 1, 2, 3, 4]
        var reader = XDRReader(bytes.span.bytes, at: 4), address = XDRAddress.unknown, caught: XDRError?
        do { try reader.address(&address, Field("x", .identifier, "")) } catch { caught = error }
        #expect(caught == .badValue(at: 4, value: 3))
    }

    @Test func aMeasuredPartHasItsLengthBeforeIt() throws {
        var writer = XDRWriter()
        try writer.measured { writer throws(XDRError) in writer.hyper(1) }
        #expect(writer.bytes == [0, 0, 0, 8, 0, 0, 0, 0, 0, 0, 0, 1])
        writer.truncate(to: 4)
        writer.patch(0xdead_beef, at: 0)
        #expect(writer.bytes == [0xde, 0xad, 0xbe, 0xef])
    }
}
