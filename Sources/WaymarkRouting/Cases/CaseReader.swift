import WaymarkDocuments
import WaymarkRules

/// Reads cases written in YAML.
struct CaseReader {
    let rulebook: Rulebook
    private let answers: AnswerReader
    private let expectations: ExpectationReader

    init(_ rulebook: Rulebook) {
        self.rulebook = rulebook
        answers = AnswerReader(vocabulary: rulebook.vocabulary, notation: .yaml)
        expectations = ExpectationReader(rulebook)
    }

    /// Reads the case of one file as far as it can be read; nil, after a message, where it holds none.
    func read(_ file: Int32, of sources: SourceSet, into problems: inout Diagnostics) -> CaseDraft? {
        let path = sources.files[Int(file)].path
        let before = problems.all.count
        guard let root = YAMLReader.read(file, of: sources, into: &problems) else {
            if problems.all.count == before {
                problems.error(
                    "case.empty", "\(Words.code(path)) holds no case", at: SourceSpan(file: file, start: 0, end: 0),
                    help: "a case begins with `case:` and its name")
            }
            return nil
        }
        let subject = Subject("case", at: SourceSpan(file: file, start: root.span.start, end: root.span.start))
        return problems.reading(root, as: subject, example: "case: its_name") { map -> CaseDraft? in
            let nameNode = map.required("case")
            let name = nameNode?.readText("`case`", into: &map.problems)
            var draft = CaseDraft(
                name: name ?? "", nameSpan: nameNode?.span ?? root.span, file: file, folder: CaseDraft.folder(of: path))
            draft.title = map.text("title")
            if let node = map.optional("like"), let like = node.readText("`like`", into: &map.problems) {
                draft.like = (like, node.span)
            }
            draft.decisionDate = map.day("decision_date")
            if let facts = map.optional("facts") { readFacts(facts, &draft, &map.problems) }
            if let entry = map.entry("expect") { draft.expectation = expectations.read(entry, into: &map.problems) }
            return name == nil ? nil : draft
        } ?? nil
    }

    private func readFacts(_ node: Node, _ draft: inout CaseDraft, _ problems: inout Diagnostics) {
        let entries = node.readEntries("`facts`", example: "facts: {age_years: 23}", into: &problems) ?? []
        for entry in entries {
            guard let fact = rulebook.vocabulary[entry.key] else {
                problems.reportUnknownFact(entry.key, rulebook.rules, at: entry.keySpan)
                continue
            }
            guard !entry.value.isRefused,
                let answer = answers.read(WrittenValue(entry.value), of: fact, at: entry.value.span, into: &problems)
            else { continue }
            let span = SourceSpan(file: draft.file, start: entry.keySpan.start, end: entry.value.span.end)
            draft.answers.append((fact, answer, span))
        }
    }
}
