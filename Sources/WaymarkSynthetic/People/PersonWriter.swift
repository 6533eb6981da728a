import WaymarkRouting
import WaymarkRules

/// Writes made-up people as NDJSON, a JSON object with `id`, `decision_date` and the facts that are known on each line.
package struct PersonWriter {
    /// How the facts stand in the object.
    package enum Form: Sendable {
        /// Under `facts`.
        case nested
        /// Beside `id` and `decision_date`, as the columns of a table.
        case flat
    }

    private let generator: PersonGenerator
    private let form: Form
    private var draft: PersonGenerator.Draft
    /// For each fact `"name":`, and for each of its options `"name"`.
    private let keys: [[UInt8]]
    private let options: [[[UInt8]]]
    private let date: [UInt8]

    package init(_ generator: PersonGenerator, form: Form = .nested) {
        self.generator = generator
        self.form = form
        draft = PersonGenerator.Draft(generator)
        // Names of facts and values are snake_case: nothing to escape.
        keys = generator.vocabulary.facts.map { Array("\"\($0.name)\":".utf8) }
        options = generator.vocabulary.facts.map { $0.options.map { Array("\"\($0.name)\"".utf8) } }
        date = Array("\",\"decision_date\":\"\(generator.day)\"".utf8)
    }

    /// Appends the line of the person with this number, from 0, with its line end.
    package mutating func append(_ index: Int, to bytes: inout [UInt8]) {
        generator.make(index, &draft)
        bytes.append(contentsOf: "{\"id\":\"".utf8)
        bytes.append(contentsOf: generator.name(of: index).utf8)
        bytes.append(contentsOf: date)
        if form == .nested { bytes.append(contentsOf: ",\"facts\":{".utf8) }
        var isFirst = form == .nested
        for fact in keys.indices {
            switch draft.states[fact] {
            case .unknown, .notApplicable: continue
            case .known, .declined, .notKnown: break
            }
            if !isFirst { bytes.append(UInt8(ascii: ",")) }
            isFirst = false
            bytes.append(contentsOf: keys[fact])
            appendAnswer(fact, to: &bytes)
        }
        bytes.append(contentsOf: (form == .nested ? "}}\n" : "}\n").utf8)
    }

    private func appendAnswer(_ fact: FactID, to bytes: inout [UInt8]) {
        switch draft.states[fact] {
        case .declined: bytes.append(contentsOf: "\"declined\"".utf8)
        case .notKnown: bytes.append(contentsOf: "\"not known\"".utf8)
        case .known: appendValue(fact, to: &bytes)
        case .unknown, .notApplicable: bytes.append(contentsOf: "null".utf8)
        }
    }

    private func appendValue(_ fact: FactID, to bytes: inout [UInt8]) {
        guard let slot = generator.slot(of: fact) else { return bytes.append(contentsOf: "null".utf8) }
        switch generator.vocabulary[fact].type {
        case .yesNo: bytes.append(contentsOf: (draft.cells[slot] == 1 ? "true" : "false").utf8)
        case .oneOf: bytes.append(contentsOf: options[fact][Int(draft.cells[slot])])
        case .wholeNumber: bytes.append(contentsOf: String(generator.number(fact, draft) ?? 0).utf8)
        case .date:
            bytes.append(UInt8(ascii: "\""))
            bytes.append(contentsOf: Day(number: draft.cells[slot]).description.utf8)
            bytes.append(UInt8(ascii: "\""))
        case .severalOf:
            bytes.append(UInt8(ascii: "["))
            var isFirst = true
            for option in options[fact].indices where draft.cells[slot + option] == 1 {
                if !isFirst { bytes.append(UInt8(ascii: ",")) }
                isFirst = false
                bytes.append(contentsOf: options[fact][option])
            }
            bytes.append(UInt8(ascii: "]"))
        case .text: bytes.append(contentsOf: "null".utf8)
        }
    }
}
