import FlowLanguage
import JSON
import Testing

@testable import AnalyzerAPI

@Suite struct FlowDefinitionTests {
    @Test(arguments: [
        #"{"keys":"ipsource,ipdestination",value:"bytes"}"#,
        #"{keys:'ipsource,ipdestination',value:'bytes'}"#,
        #"{"keys":["ipsource","ipdestination"],"value":"bytes","n":"5","t":"2","log":false,"colour":[1],}"#,
    ])
    func bodiesAreReadLeniently(body: String) throws {
        let expected = FlowDefinition(keys: "ipsource,ipdestination", value: "bytes")
        #expect(try FlowDefinition(body: Array(body.utf8)) == expected)
    }

    @Test func everyAttributeIsTaken() throws {
        let body =
            #"{"keys":"stack","value":"frames","filter":"ipprotocol=6","n":"20","t":0.5,"fs":"_SEP_","dropped":"true"}"#
        let definition = try FlowDefinition(body: Array(body.utf8))
        #expect(
            definition
                == FlowDefinition(
                    keys: "stack",
                    value: "frames",
                    filter: "ipprotocol=6",
                    count: 20,
                    timeConstant: 0.5,
                    separator: "_SEP_",
                    dropped: true
                )
        )
        var writer = JSONWriter()
        writer.value(definition)
        #expect(try FlowDefinition(body: writer.bytes) == definition)
    }

    @Test func numbersAreBroughtIntoTheirRange() throws {
        let definition = try FlowDefinition(body: Array(#"{value:"bytes",n:1e9,t:-3}"#.utf8))
        #expect(definition.count == FlowDefinition.countRange.upperBound)
        #expect(definition.timeConstant == FlowDefinition.timeConstantRange.lowerBound)
    }

    @Test(
        arguments: [
            (#"{"keys":"a"}"#, "value", nil), (#"{"value":5}"#, "value", 9), (#"{value:"bytes",n:"many"}"#, "n", 17),
            (#"{value:"bytes",keys:[1]}"#, "keys", 20), (#"{value:"bytes",dropped:1}"#, "dropped", 23),
            (#"{value:"bytes",log:7}"#, "log", 19), (#"{value:"bytes",filter:{}}"#, "filter", 22),
            (#"["bytes"]"#, nil, nil),
            ("", nil, 0), (#"{"value" "bytes"}"#, nil, 9), ("{value:\"by\ntes\"}", "value", 7),
        ] as [(String, String?, Int?)]
    )
    func wrongTypesAreNamedWithTheirPlace(body: String, attribute: String?, position: Int?) {
        let problem = #expect(throws: APIProblem.self) { try FlowDefinition(body: Array(body.utf8)) }
        #expect(problem?.status == 400)
        #expect(problem?.attribute == attribute)
        #expect(problem?.position == position)
    }
}
