import WaymarkDocuments
import WaymarkRules

/// What several programmes share.
struct Family {
    var name: String
    var criteria: CriteriaReader.Reading
    var checkByHand: [String]
    var nextSteps: [String]
}

/// Reads families, and programmes with their family's part put before their own.
struct ProgrammeLoader {
    let conditions: ConditionReader
    let names: ProgrammeNames
    private let criteria: CriteriaReader

    /// A programme as far as it could be read.
    struct Reading {
        var programme: Programme
        /// The location could be read, so the areas of services can be checked against it.
        var isLocationClear = false
        /// The value of `consent`.
        var consentSpan: SourceSpan?
    }

    /// Keys that tell a programme from the parts of a rulebook.
    static let ownKeys: Set<String> = [
        "title", "kind", "located_by", "consent", "criteria", "family", "summary", "bars", "signpost_only", "hold",
        "from", "until",
        "check_by_hand", "next_steps",
    ]

    init(conditions: ConditionReader, names: ProgrammeNames) {
        self.conditions = conditions
        self.names = names
        criteria = CriteriaReader(conditions: conditions, programmes: names)
    }

    // MARK: Families

    func readFamily(_ declaration: Declaration, into problems: inout Diagnostics) -> Family {
        let subject = Subject("family", named: declaration.name, at: declaration.nameSpan)
        return problems.reading(declaration.body, as: subject, example: "{title: …, criteria: {…}}") { map in
            _ = map.requiredText("title")
            let family = Family(
                name: declaration.name, criteria: criteria.read(&map),
                checkByHand: map.texts("check_by_hand", example: "[The sergeant agrees]"),
                nextSteps: map.texts("next_steps", example: "[Book through the app]"))
            _ = map.provenance()
            return family
        } ?? Family(name: declaration.name, criteria: .init(isComplete: false), checkByHand: [], nextSteps: [])
    }

    // MARK: Programmes

    func read(
        _ declaration: Declaration, families: [Family], familyNames: Declarations, into problems: inout Diagnostics
    )
        -> Reading
    {
        let subject = Subject("programme", named: declaration.name, at: declaration.nameSpan)
        let unread = Programme(
            name: declaration.name, title: declaration.name, kind: .support, location: .nothing, consent: .none,
            period: .always, criteria: [], span: declaration.nameSpan)
        return problems.reading(declaration.body, as: subject, example: "{title: …, kind: …, criteria: {…}}") { map in
            var reading = Reading(programme: unread)
            var programme = unread
            if let title = map.requiredText("title") { programme.title = title }
            if let kind = map.requiredChoice("kind", Programme.Kind.self) { programme.kind = kind }
            if let location = map.required("located_by").flatMap({ readLocation($0, &map.problems) }) {
                programme.location = location
                reading.isLocationClear = true
            }
            reading.consentSpan = map.optional("consent")?.span
            if let consent = map.requiredChoice("consent", Programme.Consent.self) { programme.consent = consent }
            let hasOwnCriteria = map.optional("criteria") != nil
            let own = criteria.read(&map)
            let familyNode = map.optional("family")
            programme.summary = map.text("summary")
            let period = map.period()
            programme.period = period ?? .always
            programme.checkByHand = map.texts("check_by_hand", example: "[The sergeant agrees]")
            programme.nextSteps = map.texts("next_steps", example: "[Book through the app]")
            programme.provenance = map.provenance()

            var family: Family?
            if let familyNode {
                family = resolveFamily(familyNode, families, familyNames, &map.problems)
                programme.family = family?.name
            }
            programme.criteria = merge(family?.criteria, own, &map.problems)
            programme.checkByHand = (family?.checkByHand ?? []) + programme.checkByHand
            programme.nextSteps = (family?.nextSteps ?? []) + programme.nextSteps

            let isJudged =
                own.isComplete && period != nil && (familyNode == nil || family?.criteria.isComplete == true)
            if isJudged { checkCriteria(programme, hasOwnCriteria: hasOwnCriteria, &map) }
            reading.programme = programme
            return reading
        } ?? Reading(programme: unread)
    }

    private func readLocation(_ node: Node, _ problems: inout Diagnostics) -> Programme.Location? {
        if let items = node.items {
            guard !items.isEmpty else {
                problems.error(
                    "list.empty", "`located_by` is an empty list", at: node.span,
                    help: "name the facts that say where the person is, or write `nothing`")
                return nil
            }
            let facts = items.compactMap { locationFact($0, &problems) }
            return facts.count == items.count ? .firstArea(facts) : nil
        }
        if node.text == "nothing" { return .nothing }
        return locationFact(node, &problems).map(Programme.Location.fact)
    }

    private func locationFact(_ node: Node, _ problems: inout Diagnostics) -> FactID? {
        guard let name = node.readText("`located_by`", into: &problems) else { return nil }
        return LocationFact.resolve(
            name, at: node.span, conditions.vocabulary, conditions.names, into: &problems)
    }

    private func resolveFamily(
        _ node: Node, _ families: [Family], _ names: Declarations, _ problems: inout Diagnostics
    ) -> Family? {
        guard let name = node.readText("`family`", into: &problems) else { return nil }
        if let index = names[name] { return families[index] }
        problems.error(
            "family.unknown", "there is no family called \(Words.code(name))", at: node.span,
            help: Words.help(for: name, among: names.names, as: "the families", after: problems)
                ?? "declare it under `families`")
        return nil
    }

    /// The family's criteria, bars, holds and signpost reasons, those of each role before the programme's own.
    private func merge(
        _ family: CriteriaReader.Reading?, _ own: CriteriaReader.Reading, _ problems: inout Diagnostics
    ) -> [Criterion] {
        guard let family else { return own.criteria }
        var taken: [String: Criterion] = [:]
        for criterion in family.criteria where taken[criterion.name] == nil { taken[criterion.name] = criterion }
        for criterion in own.criteria {
            if let other = taken[criterion.name] { problems.reportTakenName(criterion, other) }
        }
        return Criterion.Role.allCases.flatMap { family.criteria.of($0) + own.criteria.of($0) }
    }

    /// At least one criterion has to be in force on every date of the programme's period.
    private func checkCriteria(_ programme: Programme, hasOwnCriteria: Bool, _ map: inout MappingReader) {
        let periods = programme.criteria.of(.criterion).map(\.period)
        if periods.isEmpty {
            if hasOwnCriteria {
                map.problems.error(
                    "programme.no-criteria", "\(map.subject.phrase) has no criterion", at: programme.span,
                    help: "say under `criteria` whom it is for: at least one")
            } else {
                map.reportMissing("criteria")
            }
            return
        }
        guard let day = programme.period.firstDay(outside: periods) else { return }
        map.problems.error(
            "programme.uncovered", "no criterion of \(map.subject.phrase) is in force on \(day)", at: programme.span,
            help: "on every date of its period a programme has at least one criterion: "
                + "give one a longer period, or give the programme a shorter one")
    }
}

extension Period {
    /// The first day of this period, among the days that can be named, on which none of `others` is in force.
    func firstDay(outside others: [Period]) -> Day? {
        var day = max(from ?? .first, .first)
        let end = min(until ?? .last, .last)
        for other in others.sorted(by: { ($0.from ?? .distantPast) < ($1.from ?? .distantPast) }) {
            if let start = other.from, start > day { break }
            if let last = other.until {
                if last >= day { day = last.adding(days: 1) }
            } else {
                return nil
            }
        }
        return day <= end ? day : nil
    }
}
