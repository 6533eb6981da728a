import WaymarkDocuments
import WaymarkRules

/// A case as its own file says it, before `like` is followed.
struct CaseDraft {
    var name: String
    var nameSpan: SourceSpan
    var title: String?
    var like: (name: String, span: SourceSpan)?
    var decisionDate: Day?
    var answers: [(fact: FactID, answer: Answer, span: SourceSpan)] = []
    var expectation: Expectation?
    var file: Int32
    /// The folder whose cases it may be `like`.
    var folder: String

    init(name: String, nameSpan: SourceSpan, file: Int32, folder: String) {
        self.name = name
        self.nameSpan = nameSpan
        self.file = file
        self.folder = folder
    }

    /// The folder part of a path; empty for a bare file name.
    static func folder(of path: String) -> String {
        path.utf8.lastIndex(of: 0x2F).map { String(path[..<$0]) } ?? ""
    }
}

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

extension Diagnostics {
    /// A case or an expectation names a fact that is not declared.
    mutating func reportUnknownFact(_ name: String, _ rules: RuleBase, at span: SourceSpan) {
        if name == "decision_date" {
            error(
                "case.date-place", "`decision_date` is not one of the facts", at: span,
                help: "write it beside `facts`, not in it")
            return
        }
        if rules.definitions.contains(where: { $0.name == name })
            || rules.parameters.contains(where: { $0.name == name })
        {
            error(
                "case.not-a-fact", "\(Words.code(name)) is worked out by the rules; a case does not give it", at: span,
                help: "give the facts that it is worked out from")
            return
        }
        error(
            "case.unknown-fact", "there is no fact called \(Words.code(name))", at: span,
            help: Words.help(
                for: name, among: rules.vocabulary.facts.map(\.name),
                as: rules.vocabulary.facts.count > 20 ? nil : "the facts",
                after: self))
    }
}
