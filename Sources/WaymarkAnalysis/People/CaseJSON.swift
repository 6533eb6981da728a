import WaymarkDocuments
import WaymarkRules

/// Writes people as cases that every command can read back: `{"id", "decision_date", "facts"}`.
struct CaseJSON {
    private let vocabulary: Vocabulary

    init(_ vocabulary: Vocabulary) {
        self.vocabulary = vocabulary
    }

    /// Appends one case as a JSON value; facts that are not known are left out.
    func write(_ person: Case, to writer: inout JSONWriter) {
        writer.object { writer in
            writer.field("id", person.name)
            writer.field("decision_date", person.decisionDate?.description)
            writer.key("facts")
            writer.object { writer in
                for (fact, answer) in person.answers.enumerated() {
                    guard case .value(let value) = answer else { continue }
                    writer.key(vocabulary[fact].name)
                    write(value, of: vocabulary[fact], to: &writer)
                }
            }
        }
    }

    private func write(_ value: FactValue, of fact: Fact, to writer: inout JSONWriter) {
        switch value {
        case .yesNo(let yes): writer.bool(yes)
        case .number(let number): writer.integer(number)
        case .date(let day): writer.string(day.description)
        case .option(let option): writer.string(fact.options[option].name)
        case .options(let options): writer.array(of: options.map { fact.options[$0].name })
        case .text(let text): writer.string(text)
        }
    }
}
