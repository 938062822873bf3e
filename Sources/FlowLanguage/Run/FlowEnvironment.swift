/// What all programs of an engine share.
package struct FlowEnvironment: Sendable {
    package let texts: TextTable
    package let lookups: LookupLibrary

    package init(texts: TextTable = TextTable(), lookups: LookupLibrary = LookupLibrary()) {
        self.texts = texts
        self.lookups = lookups
    }
}
