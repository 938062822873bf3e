import Testing

@testable import AnalyzerAPI

@Suite struct TableColumnsTests {
    @Test func prefixesAreTakenOff() throws {
        let columns = try TableColumns("sort:load_one:-10,null:k8s_name;host_name")
        #expect(columns.names == ["load_one", "k8s_name", "host_name"])
        #expect(columns.optional == ["k8s_name"])
        #expect(columns.order == TableColumns.Order(column: 0, isDescending: true, limit: 10))
        #expect(try TableColumns("a,sort:b").order == TableColumns.Order(column: 1, isDescending: true))
        #expect(try TableColumns("sort:b:3").order == TableColumns.Order(column: 0, isDescending: false, limit: 3))
    }

    @Test(arguments: [
        "", ",", "sort:", "null:", "sort:a:0", "sort:a:x", "sort:a:1:2", "null:a:b", "sum:a", "sort:a,sort:b",
        "sort:a:-99999999999999999999",
    ])
    func whatIsNoColumnIsRefused(text: String) {
        #expect(throws: APIProblem.self) { try TableColumns(text) }
    }
}
