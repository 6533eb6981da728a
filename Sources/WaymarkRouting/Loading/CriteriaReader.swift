import WaymarkDocuments
import WaymarkRules

/// Reads the criteria, bars, signpost reasons and holds of a programme, a family or a service.
struct CriteriaReader {
    let conditions: ConditionReader
    let programmes: ProgrammeNames

    /// Where a `clause` may come from.
    enum Clauses {
        /// Of a programme or a family: `clause` cannot stand there.
        case notHere
        /// A service without agreement.
        case noAgreement
        case agreement(Agreement)
        /// The agreement has an error, so nothing is said about clauses.
        case unclear
    }

    /// What could be read; `isComplete` where nothing was left out.
    struct Reading {
        /// By role, each in the order written.
        var criteria: [Criterion] = []
        var isComplete = true
    }

    func read(_ map: inout MappingReader, clauses: Clauses = .notHere) -> Reading {
        var reading = Reading()
        var taken: [String: Criterion] = [:]
        for role in Criterion.Role.allCases {
            guard let group = map.optional(role.key) else { continue }
            guard
                let entries = group.readEntries(
                    "`\(role.key)`", example: "\(role.key): {name: {says: …, when: {…}}}", into: &map.problems)
            else {
                reading.isComplete = false
                continue
            }
            for entry in entries {
                Names.check(entry.key, of: role.noun, at: entry.keySpan, into: &map.problems)
                guard let criterion = read(entry, role, clauses, into: &map.problems) else {
                    reading.isComplete = false
                    continue
                }
                if let other = taken[criterion.name] {
                    map.problems.reportTakenName(criterion, other)
                } else {
                    taken[criterion.name] = criterion
                }
                reading.criteria.append(criterion)
            }
        }
        return reading
    }

    private func read(
        _ entry: Node.Entry, _ role: Criterion.Role, _ clauses: Clauses, into problems: inout Diagnostics
    ) -> Criterion? {
        let subject = Subject(role.noun, named: entry.key, at: entry.keySpan)
        return problems.reading(entry.value, as: subject, example: "{says: …, when: {…}}") { map -> Criterion? in
            let says = map.requiredText("says") ?? entry.key
            let when = map.required("when")
            let period = map.period()
            let otherwise = map.text("otherwise")
            let suggest = map.optional("suggest").flatMap { programmes.resolve($0, "`suggest`", into: &map.problems) }
            let clause = readClause(&map, clauses)
            let provenance = map.provenance()
            let condition = when.flatMap { conditions.read($0, "`when`", into: &map.problems) }
            guard let period else { return nil }
            return Criterion(
                name: entry.key, role: role, says: says, otherwise: otherwise,
                when: condition ?? .unread(at: entry.keySpan), period: period,
                suggest: suggest.map { programmes.name($0) },
                clause: clause, provenance: provenance, span: entry.keySpan)
        } ?? nil
    }

    private func readClause(_ map: inout MappingReader, _ clauses: Clauses) -> String? {
        if case .notHere = clauses {
            guard let entry = map.rest.first(where: { $0.key == "clause" }) else { return nil }
            _ = map.entry("clause", isListed: false)
            map.problems.error(
                "clause.not-here", "only what a service asks for can name a `clause`", at: entry.keySpan,
                help: "name it on the service whose agreement has the clause, or write it under `source`")
            return nil
        }
        guard let node = map.optional("clause"), let clause = node.readText("`clause`", into: &map.problems) else {
            return nil
        }
        switch clauses {
        case .notHere, .unclear: break
        case .noAgreement:
            map.problems.error(
                "clause.no-agreement", "there is no agreement that could hold the clause \(Words.code(clause))",
                at: node.span, help: "name the service's `agreement`, or delete `clause`")
        case .agreement(let agreement):
            if !agreement.clauses.contains(where: { $0.key == clause }) {
                map.problems.error(
                    "clause.unknown", "the agreement \(Words.code(agreement.name)) has no clause \(Words.code(clause))",
                    at: node.span, notes: [.init("the agreement is here", at: agreement.span)],
                    help: Words.help(
                        for: clause, among: agreement.clauses.map(\.key), as: "its clauses", after: map.problems)
                        ?? "list it under `clauses` of the agreement")
            }
        }
        return clause
    }
}

extension Criterion.Role {
    /// The key of the group that holds them.
    var key: String {
        switch self {
        case .criterion: "criteria"
        case .bar: "bars"
        case .hold: "hold"
        case .signpostReason: "signpost_only"
        }
    }

    var noun: String {
        switch self {
        case .criterion: "criterion"
        case .bar: "bar"
        case .hold: "hold"
        case .signpostReason: "signpost reason"
        }
    }
}

extension Diagnostics {
    mutating func reportTakenName(_ criterion: Criterion, _ other: Criterion) {
        error(
            "criterion.name-taken",
            "the \(criterion.role.noun) \(Words.code(criterion.name)) has the name of \(Words.withArticle(other.role.noun))",
            at: criterion.span, notes: [.init("the \(other.role.noun) is here", at: other.span)],
            help:
                "criteria, bars, signpost reasons and holds of a programme and its family share their names: rename one"
        )
    }
}

/// The names of all programmes, for references to them.
struct ProgrammeNames {
    let declarations: Declarations

    func name(_ index: Int) -> String { declarations.all[index].name }

    /// The number of the programme that `node` names.
    func resolve(_ node: Node, _ what: String, into problems: inout Diagnostics) -> Int? {
        guard let name = node.readText(what, into: &problems) else { return nil }
        return resolve(name, at: node.span, into: &problems)
    }

    func resolve(_ name: String, at span: SourceSpan, into problems: inout Diagnostics) -> Int? {
        if let index = declarations[name] { return index }
        problems.error(
            "programme.unknown", "there is no programme called \(Words.code(name))", at: span,
            help: Words.help(for: name, among: declarations.names, as: "the programmes", after: problems))
        return nil
    }

    /// The programmes of a list, each once; nil where one of them could not be read.
    func resolveList(_ node: Node, _ what: String, allowEmpty: Bool = false, into problems: inout Diagnostics) -> [Int]?
    {
        guard let items = node.readList(what, example: "[o2r, cars]", allowEmpty: allowEmpty, into: &problems) else {
            return nil
        }
        var found: [Int] = []
        var places: [Int: SourceSpan] = [:]
        var isComplete = true
        for item in items {
            guard let index = resolve(item, "an item of \(what)", into: &problems) else {
                isComplete = false
                continue
            }
            if let first = places[index] {
                problems.error(
                    "list.repeated", "\(Words.code(name(index))) stands twice in \(what)", at: item.span,
                    notes: [.init("it stands here already", at: first)], help: "delete one of the two")
                continue
            }
            places[index] = item.span
            found.append(index)
        }
        return isComplete ? found : nil
    }
}
