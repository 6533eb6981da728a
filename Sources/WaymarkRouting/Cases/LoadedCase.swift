package import WaymarkDocuments
package import WaymarkRules

/// A case with what a file says beside its facts.
package struct LoadedCase: Sendable {
    package var `case`: Case
    /// What the decision has to be; makes the case a rule test.
    package var expectation: Expectation?
    /// Number of the file in the source set of the cases.
    package var file: Int32
    /// Place of the case's name.
    package var span: SourceSpan

    package init(case: Case, expectation: Expectation? = nil, file: Int32, span: SourceSpan) {
        self.case = `case`
        self.expectation = expectation
        self.file = file
        self.span = span
    }
}
