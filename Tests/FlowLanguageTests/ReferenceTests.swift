import FlowLanguage
import TestKit
import Testing

@Suite struct ReferenceTests {
    @Test func thePageIsThatOfTheCatalogue() {
        #expect(GeneratedPage("docs/flow-language.md", FlowLanguageReference.page).isCurrent, "make docs writes it")
    }
}
