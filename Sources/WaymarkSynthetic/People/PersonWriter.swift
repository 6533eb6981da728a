package import WaymarkDocuments
package import WaymarkRouting

/// Writes made-up people as NDJSON, one case on each line.
package struct PersonWriter {
    private let generator: PersonGenerator
    private let form: JSONCaseWriter.Form
    private let cases: JSONCaseWriter
    private var draft: PersonGenerator.Draft

    package init(_ generator: PersonGenerator, form: JSONCaseWriter.Form = .nested) {
        self.generator = generator
        self.form = form
        cases = JSONCaseWriter(generator.vocabulary)
        draft = PersonGenerator.Draft(generator)
    }

    /// Appends the line of the person with this number, from 0, with its line end.
    package mutating func append(_ index: Int, to writer: inout JSONWriter) {
        generator.make(index, &draft)
        let draft = draft
        cases.write(id: generator.name(of: index), decisionDate: generator.day, as: form, to: &writer) {
            generator.answer($0, draft)
        }
        writer.newline()
    }
}
