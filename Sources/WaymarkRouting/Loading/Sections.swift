import WaymarkDocuments
import WaymarkRules

/// Everything a rulebook's files declare, by kind and in file order, not yet read.
struct Sections {
    private(set) var rules = RuleBaseDeclarations()
    private(set) var needs = Declarations("need")
    private(set) var promises = Declarations("promise")
    private(set) var families = Declarations("family")
    private(set) var programmes = Declarations("programme")
    private(set) var areas = Declarations("area")
    private(set) var services = Declarations("service")
    private(set) var agreements = Declarations("agreement")
    private(set) var routing: Node.Entry?
    /// Every `history` section; a rulebook may have several, of different facts.
    private(set) var history: [Node.Entry] = []
    /// A file or a section could not be read: what seems to be missing may be declared there.
    private(set) var isIncomplete = false
    /// Files of which the reader has left out entries: keys that seem to be missing may be among them.
    private(set) var filesWithGaps: Set<Int32> = []

    private static let leavesOutEntries: Set = ["yaml.merge-key", "yaml.key-not-text"]
    private static let keys = [
        "facts", "definitions", "parameters", "constraints", "needs", "promises", "families", "programme",
        "programmes", "routing", "areas", "services", "agreements",
        "history",
    ]

    /// Reads every file of `sources` as far as the declarations' names.
    init(_ sources: SourceSet, into problems: inout Diagnostics) {
        for file in sources.files.indices {
            var own = Diagnostics()
            let root = YAMLReader.read(Int32(file), of: sources, into: &own)
            if root == nil, own.hasErrors { isIncomplete = true }
            if own.all.contains(where: { Sections.leavesOutEntries.contains($0.id) }) {
                isIncomplete = true
                filesWithGaps.insert(Int32(file))
            }
            problems.add(contentsOf: own)
            if let root { read(root, into: &problems) }
        }
    }

    private mutating func read(_ root: Node, into problems: inout Diagnostics) {
        guard let entries = root.readEntries("a rulebook file", example: "facts: {…}", into: &problems) else {
            isIncomplete = true
            return
        }
        let isProgrammeFile = entries.contains { $0.key == "programme" }
        var body: [Node.Entry] = []
        for entry in entries {
            if entry.value.isRefused, Sections.keys.contains(entry.key) { isIncomplete = true }
            switch entry.key {
            case "facts": rules.facts.add(section: entry, into: &problems)
            case "definitions": rules.definitions.add(section: entry, into: &problems)
            case "parameters": rules.parameters.add(section: entry, into: &problems)
            case "constraints": rules.constraints.add(section: entry, into: &problems)
            case "needs": needs.add(section: entry, into: &problems)
            case "promises": promises.add(section: entry, into: &problems)
            case "families": families.add(section: entry, into: &problems)
            case "programmes": programmes.add(section: entry, into: &problems)
            case "areas": addAreas(entry, into: &problems)
            case "services": services.add(section: entry, into: &problems)
            case "agreements": agreements.add(section: entry, into: &problems)
            case "programme":
                guard let name = entry.value.readText("`programme`", into: &problems) else {
                    isIncomplete = true
                    continue
                }
                body = entries.filter { !Sections.keys.contains($0.key) }
                programmes.add(
                    Declaration(
                        name: name, nameSpan: entry.value.span, body: Node(kind: .mapping(body), span: root.span)),
                    into: &problems)
            case "routing": add(routing: entry, into: &problems)
            case "history": history.append(entry)
            default:
                if !isProgrammeFile { reportUnknownKey(entry, &problems) }
            }
        }
    }

    private mutating func add(routing entry: Node.Entry, into problems: inout Diagnostics) {
        if let first = routing {
            problems.error(
                "routing.twice", "there are two `routing` sections", at: entry.keySpan,
                notes: [.init("the first is here", at: first.keySpan)],
                help: "a rulebook has exactly one: move what this one says into the first")
            return
        }
        routing = entry
    }

    /// Areas are values of facts too, so their names may not be words that values may not have.
    private mutating func addAreas(_ section: Node.Entry, into problems: inout Diagnostics) {
        areas.add(section: section, into: &problems)
        for entry in section.value.entries ?? [] where Names.reservedValues.contains(entry.key) {
            Names.check(entry.key, of: "area", isValue: true, at: entry.keySpan, into: &problems)
        }
    }

    private func reportUnknownKey(_ entry: Node.Entry, _ problems: inout Diagnostics) {
        if ProgrammeLoader.ownKeys.contains(entry.key) {
            problems.error(
                "file.no-programme", "\(Words.code(entry.key)) describes a programme, but this file names none",
                at: entry.keySpan, help: "write `programme: its_name` at the top of the file")
            return
        }
        problems.error(
            "key.unknown", "\(Words.code(entry.key)) is not a part of a rulebook", at: entry.keySpan,
            help: Words.help(
                for: entry.key, among: Sections.keys, as: "a rulebook file holds", after: problems))
    }
}
