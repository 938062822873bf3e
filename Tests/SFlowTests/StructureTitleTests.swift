import SFlow
import Testing

/// The line before the fields of a flow record, and what stands before their names, are sflowtool's.
@Suite struct StructureTitleTests {
    struct Title: CustomTestStringConvertible {
        var number: UInt32
        var line: String
        var prefix = ""
        var testDescription: String { "0:\(number)" }
    }

    static let titles = [
        Title(number: 1, line: "flowSampleType HEADER"),
        Title(number: 2, line: "flowSampleType ETHERNET"),
        Title(number: 3, line: "flowSampleType IPV4"),
        Title(number: 4, line: "flowSampleType IPV6"),
        Title(number: 1001, line: "extendedType SWITCH"),
        Title(number: 1002, line: "extendedType ROUTER"),
        Title(number: 1003, line: "extendedType GATEWAY"),
        Title(number: 1004, line: "extendedType USER"),
        Title(number: 1005, line: "extendedType URL"),
        Title(number: 1006, line: "extendedType MPLS"),
        Title(number: 1007, line: "extendedType NAT"),
        Title(number: 1020, line: "extendedType NAT PORT"),
        Title(number: 1021, line: "flowSampleType tunnel_l2_out_ETHERNET", prefix: "tunnel_l2_out_"),
        Title(number: 1022, line: "flowSampleType tunnel_l2_in_ETHERNET", prefix: "tunnel_l2_in_"),
        Title(number: 1023, line: "flowSampleType tunnel_ipv4_out_IPV4", prefix: "tunnel_ipv4_out_"),
        Title(number: 1024, line: "flowSampleType tunnel_ipv4_in_IPV4", prefix: "tunnel_ipv4_in_"),
        Title(number: 1025, line: "flowSampleType tunnel_ipv6_out_IPV6", prefix: "tunnel_ipv6_out_"),
        Title(number: 1026, line: "flowSampleType tunnel_ipv6_in_IPV6", prefix: "tunnel_ipv6_in_"),
        Title(number: 1027, line: "extendedType out_decap"),
        Title(number: 1028, line: "extendedType in_decap"),
        Title(number: 1029, line: "extendedType out_VNI"),
        Title(number: 1030, line: "extendedType in_VNI"),
        Title(number: 1036, line: "extendedType egress_queue"),
        Title(number: 1038, line: "extendedType function"),
        Title(number: 1039, line: "extendedType transit_delay"),
        Title(number: 1040, line: "extendedType queue_depth"),
        Title(number: 1041, line: "extendedType hw_trap"),
        Title(number: 1042, line: "extendedType linux_reason"),
        Title(number: 2100, line: "extendedType socket4"),
        Title(number: 2101, line: "extendedType socket6"),
        Title(number: 2102, line: "extendedType proxy_socket4", prefix: "proxy_"),
        Title(number: 2103, line: "extendedType proxy_socket6", prefix: "proxy_"),
        Title(number: 2200, line: "flowSampleType memcache"),
        Title(number: 2201, line: "flowSampleType http"),
        Title(number: 2202, line: "flowSampleType applicationOperation"),
        Title(number: 2206, line: "flowSampleType http"),
        Title(number: 2210, line: "extendedType entities"),
    ]

    private static func title(_ type: (some XDRStructure).Type) -> (line: String?, prefix: String) {
        (type.title.map { "\($0.name) \($0.value)" }, type.namePrefix.description)
    }

    @Test(arguments: titles)
    func isThatOfSflowtool(_ expected: Title) throws {
        let type = try #require(Structures.flowRecord(DataFormat(0, expected.number)))
        let title = Self.title(type)
        #expect(title.line == expected.line)
        #expect(title.prefix == expected.prefix)
    }

    /// Formats whose fields follow their tag without another line.
    @Test(arguments: [1008, 1009, 1010, 1011, 1012, 1013, 1014, 1015, 2203, 2204, 2205, 2209] as [UInt32])
    func isNotThereWhereSflowtoolHasNone(_ number: UInt32) throws {
        let type = try #require(Structures.flowRecord(DataFormat(0, number)))
        #expect(Self.title(type).line == nil)
    }
}
