import WaymarkDocuments
package import WaymarkRouting
package import WaymarkRules

/// Reads one line of a stream as every other JSON case is read, with the same words for what is wrong with it.
package struct CaseLineReader: Sendable {
    private let rulebook: Rulebook
    private let cases: JSONCaseReader

    /// What stands in a line: a case, or why there is none.
    package struct Line: Sendable {
        package var id: String?
        package var `case`: Case?
        /// What is wrong, in one line of text; nil where there is a case.
        package var problem: String?
    }

    package init(_ rulebook: Rulebook) {
        self.rulebook = rulebook
        cases = JSONCaseReader(rulebook)
    }

    /// A line longer than this is not read.
    package static let lengthLimit = 16 << 20
    package static let tooLong = "This line is longer than \(lengthLimit >> 20) MiB."

    /// Reads a line that takes the bytes `place` of a text.
    func read(_ text: UnsafeRawBufferPointer, _ place: Range<Int>) -> Line {
        if place.count > CaseLineReader.lengthLimit { return Line(problem: CaseLineReader.tooLong) }
        return read(Array(text[place]))
    }

    package func read(_ bytes: [UInt8]) -> Line {
        var problems = Diagnostics()
        let record = cases.read(bytes, as: "line", into: &problems)
        return Line(id: record.id, case: record.case, problem: record.case == nil ? problems.sentence : nil)
    }

    /// Why a case that could be read is refused.
    package func words(for refusal: Refusal, of given: Case) -> String {
        var problems = Diagnostics()
        problems.add(refusal.diagnostic(of: given, under: rulebook))
        return problems.sentence
    }
}
