package import WaymarkDocuments
package import WaymarkRules

/// Writes cases as ``JSONCaseReader`` reads them: `{"id": …, "decision_date": …, "facts": {…}}`. What is not known is left
/// out; facts come in the order of the vocabulary.
package struct JSONCaseWriter: Sendable {
    /// Where the facts stand.
    package enum Form: Sendable {
        /// Under `facts`.
        case nested
        /// Beside `id` and `decision_date`, as the columns of a table.
        case flat
    }

    /// In JSON's quotes, for each fact its name and those of its options.
    private let names: [[UInt8]]
    private let options: [[[UInt8]]]

    package init(_ vocabulary: Vocabulary) {
        func quoted(_ name: String) -> [UInt8] {
            var writer = JSONWriter()
            writer.string(name)
            return writer.bytes
        }
        names = vocabulary.facts.map { quoted($0.name) }
        options = vocabulary.facts.map { $0.options.map { quoted($0.name) } }
    }

    /// Appends one case as a JSON value.
    package func write(_ person: Case, as form: Form = .nested, to writer: inout JSONWriter) {
        write(id: person.name, decisionDate: person.decisionDate, as: form, to: &writer) { person.answers[$0] }
    }

    /// Appends a case whose answers are told one by one.
    package func write(
        id: String, decisionDate: Day?, as form: Form = .nested, to writer: inout JSONWriter,
        answer: (FactID) -> Answer
    ) {
        writer.beginObject()
        writer.field("id", id)
        writer.field("decision_date", decisionDate?.description)
        if form == .nested {
            writer.key("facts")
            writer.beginObject()
        }
        for fact in names.indices { write(answer(fact), of: fact, to: &writer) }
        if form == .nested { writer.endObject() }
        writer.endObject()
    }

    private func write(_ answer: Answer, of fact: FactID, to writer: inout JSONWriter) {
        if case .unknown = answer { return }
        writer.key(quoted: names[fact])
        if let word = answer.word { return writer.string(word.rawValue) }
        if case .value(let value) = answer { write(value, of: fact, to: &writer) }
    }

    /// Appends what a fact is as a JSON value.
    package func write(_ value: FactValue, of fact: FactID, to writer: inout JSONWriter) {
        switch value {
        case .yesNo(let yes): writer.bool(yes)
        case .number(let number): writer.integer(number)
        case .date(let day): writer.string(day.description)
        case .option(let option): writer.raw(options[fact][option])
        case .options(let chosen): writer.array(of: chosen) { $0.raw(options[fact][$1]) }
        case .text(let text): writer.string(text)
        }
    }
}
