import Foundation
import Testing
import WaymarkDocuments
import WaymarkRouting
import WaymarkRules
import WaymarkTestSupport

@Suite struct `The tree of reasons` {
    @Test func `holds every criterion, bar, hold and step that took part exactly once, as true as it is`() {
        Trial.check(rulebooks: 20, cases: 6, salt: 21) { rulebook, decider, _, person in
            guard let resolved = person.resolved(in: rulebook),
                let decision = try? decider.decide(resolved, on: person.day)
            else { return nil }
            let census = Census(rulebook: rulebook, person: resolved, day: person.day)
            for (row, account) in zip(decision.outcomes, OutcomeAccount.all(decision, under: rulebook)) {
                guard let tree = account.tree else { return "no tree" }
                if let wrong = census.wrong(tree, of: row) { return "\(account.verdict): \(wrong)" }
            }
            return nil
        }
    }

    @Test func `is told by text and JSON in the same words and the same order`() {
        Trial.check(rulebooks: 20, cases: 4, salt: 22) { rulebook, decider, _, person in
            guard let resolved = person.resolved(in: rulebook),
                let decision = try? decider.decide(resolved, on: person.day)
            else { return nil }
            var writer = JSONWriter()
            DecisionJSON(rulebook, detail: .full).write(decision, to: &writer)
            guard let document = try? JSONSerialization.jsonObject(with: Data(writer.bytes)) as? [String: Any],
                let outcomes = document["outcomes"] as? [[String: Any]]
            else { return "the JSON does not read" }
            for (written, account) in zip(outcomes, OutcomeAccount.all(decision, under: rulebook)) {
                guard let trace = written["trace"] as? [String: Any] else { return "no trace" }
                let lines = account.tree?.lines.map(\.words) ?? []
                let told = ToldTrace(trace).lines
                if lines.count != told.count { return "\(lines.count) lines for \(told.count): \(lines)" }
                for (line, parts) in zip(lines, told) {
                    for part in parts where !part.isEmpty && !line.contains(part) {
                        return "“\(line)” does not say “\(part)”"
                    }
                }
            }
            return nil
        }
    }

    @Test func `gives what decided in the words of the whole, and never more than took part`() {
        Trial.check(rulebooks: 15, cases: 6, salt: 23) { rulebook, decider, _, person in
            guard let resolved = person.resolved(in: rulebook),
                let decision = try? decider.decide(resolved, on: person.day)
            else { return nil }
            for account in OutcomeAccount.all(decision, under: rulebook) {
                guard let tree = account.tree else { return "no tree" }
                let all = (tree.criteria + tree.services.flatMap { $0.parts.flatMap(\.parts) }).map(Reason.init)
                for statement in account.why {
                    guard case .criterion = statement.subject else { continue }
                    if !all.contains(Reason(statement)) { return "“\(statement.words)” took no part" }
                }
                let places = account.why.compactMap { statement -> String? in
                    if case .criterion(let rule) = statement.subject {
                        "\(statement.place ?? "")\(rule.name)"
                    } else {
                        nil
                    }
                }
                if Set(places).count < places.count { return "told twice: \(account.why.map(\.words))" }
            }
            return nil
        }
    }

    /// A statement of a rule without what stands below it.
    private struct Reason: Hashable {
        var subject: Statement.Subject
        var truth: Truth?
        var place: String?

        init(_ statement: Statement) {
            (subject, truth, place) = (statement.subject, statement.truth, statement.place)
        }
    }
}

/// What belongs into the tree of an outcome, from the rulebook as written and the truths of the naive evaluator.
private struct Census {
    let rulebook: Rulebook
    let person: Case
    let day: Day

    /// What is wrong with a tree; nil where nothing is, or where there are too many completions to tell.
    func wrong(_ tree: ReasonTree, of row: DecidedOutcome) -> String? {
        let programme = rulebook.programmes[row.programme]
        if tree.isOpen != programme.period.contains(day) { return "open is \(tree.isOpen)" }
        if let wrong = wrong(tree.criteria, inForce(programme.criteria, [.criterion, .bar]), isOfService: false) {
            return wrong
        }
        if let service = row.service, row.met != .no {
            let names = tree.services.compactMap(name)
            if names != [rulebook.services[service].name] { return "services \(names)" }
        }
        for statement in tree.services {
            guard let service = rulebook.services.first(where: { $0.name == name(statement) }) else {
                return "a service that does not exist"
            }
            if let wrong = wrong(statement.parts, service, programme) { return "\(service.name): \(wrong)" }
        }
        return nil
    }

    private func name(_ statement: Statement) -> String? {
        if case .service(let name, _) = statement.subject { name } else { nil }
    }

    private func inForce(_ criteria: [Criterion], _ roles: Set<Criterion.Role>) -> [Criterion] {
        criteria.filter { roles.contains($0.role) && $0.period.contains(day) }
    }

    private func truths(_ conditions: [Condition]) -> [Truth]? {
        try? NaiveEvaluator(rulebook, limit: 500).truths(of: conditions, in: person, on: day)
    }

    /// The rules that stand there are those expected, each once, with their truth and their place.
    private func wrong(_ statements: [Statement], _ expected: [Criterion], isOfService: Bool?) -> String? {
        if statements.count != expected.count { return "\(statements.map(\.words)) for \(expected.map(\.name))" }
        guard let truths = truths(expected.map(\.when)) else { return nil }
        var left = statements
        for (criterion, truth) in zip(expected, truths) {
            let index = left.firstIndex { statement in
                guard case .criterion(let rule) = statement.subject else { return false }
                return rule.name == criterion.name && rule.role == criterion.role
                    && statement.place == rulebook.place(criterion.span)
            }
            guard let index else { return "\(criterion.name) is missing" }
            let statement = left.remove(at: index)
            if statement.truth != truth {
                return "\(criterion.name) is \(truth), not \(String(describing: statement.truth))"
            }
            let favour = criterion.role == .criterion ? truth : !truth
            if statement.mark != .truth(favour) { return "\(criterion.name) is marked wrongly" }
            if case .criterion(let rule) = statement.subject, let isOfService, rule.isOfService != isOfService {
                return "\(criterion.name) belongs elsewhere"
            }
        }
        return nil
    }

    /// Steps stand in the order of the meaning, up to the first that certainly is not passed.
    private func wrong(_ steps: [Statement], _ service: Service, _ programme: Programme) -> String? {
        func both(_ role: Criterion.Role) -> [Criterion] {
            inForce(programme.criteria, [role]) + inForce(service.criteria, [role])
        }
        let own = inForce(service.criteria, [.criterion, .bar])
        var expected: [(kind: TracedStep.Kind, criteria: [Criterion])] = []
        if !programme.period.contains(day) { expected.append((.programmePeriod, [])) }
        expected += [(.period, []), (.place, [])]
        if !own.isEmpty { expected.append((.acceptance, own)) }
        if !both(.hold).isEmpty { expected.append((.holds, both(.hold))) }
        expected.append((.capacity, []))
        for kind in [TracedStep.Kind.ability, .consentToReferral, .consentToSharing]
        where programme.consent == .referral && fact(kind) != nil {
            expected.append((kind, []))
        }
        if !both(.signpostReason).isEmpty { expected.append((.signpostReasons, both(.signpostReason))) }
        expected.append((.agreement, []))
        if steps.isEmpty || steps.count > expected.count { return "\(steps.count) steps" }
        for (step, expected) in zip(steps, expected) {
            guard case .step(let kind, _, _) = step.subject, kind == expected.kind else {
                return "\(step.words) in the place of \(expected.kind)"
            }
            if let wrong = wrong(step.parts, expected.criteria, isOfService: kind == .acceptance ? true : nil) {
                return wrong
            }
            if let truth = passes(kind, expected.criteria, service), step.truth != truth {
                return "\(kind) is \(truth), not \(String(describing: step.truth))"
            }
        }
        if steps.dropLast().contains(where: { $0.truth == .no }) { return "it goes on after a step that decides" }
        if steps.count < expected.count, steps.last?.truth != .no { return "it stops at \(steps.last?.words ?? "")" }
        return nil
    }

    private func fact(_ kind: TracedStep.Kind) -> FactID? {
        switch kind {
        case .ability: rulebook.vocabulary["can_give_consent_now"]
        case .consentToReferral: rulebook.vocabulary["consents_to_referral"]
        case .consentToSharing: rulebook.vocabulary["consents_to_information_sharing"]
        default: nil
        }
    }

    /// Whether a step is passed; nil where that is not for this census to say.
    private func passes(_ kind: TracedStep.Kind, _ criteria: [Criterion], _ service: Service) -> Truth? {
        switch kind {
        case .programmePeriod: return .no
        case .period: return service.period.inForce(on: day)
        case .place: return nil
        case .capacity: return Truth(service.capacity != .noCapacity)
        case .ability, .consentToReferral, .consentToSharing:
            guard let fact = fact(kind) else { return nil }
            return truths([Condition(.fact(fact, .isNo), at: service.span)]).map { !$0[0] }
        case .acceptance, .holds, .signpostReasons:
            let against = criteria.filter { $0.role != .criterion }.map(\.when)
            let parts =
                criteria.filter { $0.role == .criterion }.map(\.when)
                + (against.isEmpty ? [] : [Condition(.none(against), at: service.span)])
            return truths([Condition(.all(parts), at: service.span)])?[0]
        case .agreement:
            switch service.agreement {
            case .missing: return .no
            case .notNeeded: return .yes
            case .agreement(let index): return rulebook.agreements[index].period.inForce(on: day)
            }
        }
    }
}

/// The `trace` of an outcome as JSON gives it, read line by line as text tells it: what each line has to say.
private struct ToldTrace {
    private(set) var lines: [[String]] = []

    init(_ trace: [String: Any]) {
        lines.append(["The programme:"])
        for criterion in objects(trace["criteria"]) { add(criterion: criterion) }
        for service in objects(trace["services"]) {
            lines.append(["step by step:"])
            addOrigin(service)
            for step in objects(service["steps"]) {
                // The first letter may be a capital.
                lines.append([String(text(step["says"]).dropFirst())])
                if text(step["step"]) == "agreement" { addOrigin(step["agreement"] == nil ? service : step) }
                for criterion in objects(step["criteria"]) { add(criterion: criterion) }
            }
        }
        let definitions = objects(trace["definitions"])
        if !definitions.isEmpty { lines.append(["What these words mean here:"]) }
        for definition in definitions {
            lines.append([state(definition), text(definition["says"])])
            addOrigin(definition)
            if let condition = definition["when"] as? [String: Any] {
                add(condition: condition)
            } else {
                lines.append(["No version of it is in force"])
            }
        }
    }

    private mutating func add(criterion: [String: Any]) {
        let isUnmet = text(criterion["role"]) == "criterion" && text(criterion["truth"]) == "no"
        lines.append([
            isUnmet ? (criterion["otherwise"] as? String ?? text(criterion["says"])) : text(criterion["says"])
        ])
        addOrigin(criterion)
        if let note = criterion["note"] as? String { lines.append([note]) }
        if let condition = criterion["when"] as? [String: Any] { add(condition: condition) }
    }

    private mutating func addOrigin(_ object: [String: Any]) {
        lines.append([object["source"] as? String ?? "", object["clause"] as? String ?? "", text(object["at"])])
    }

    private mutating func add(condition: [String: Any]) {
        let parts = objects(condition["parts"])
        let place = "[\(text(condition["at"]))]"
        let test = "asked for: " + text(condition["test"])
        switch text(condition["kind"]) {
        case "all" where parts.count == 1: break
        case "all": lines.append(["all of these:"])
        case "any": lines.append(["at least one of these:"])
        case "none": lines.append(["none of these:"])
        case "at_least": lines.append(["at least \(condition["count"] as? Int ?? -1) of these:"])
        case "fact": lines.append(["\(text(condition["label"])): \(text(condition["value"])); \(test) \(place)"])
        case "definition": lines.append(["“\(text(condition["says"]))”; \(test) \(place)"])
        default: lines.append(["the date: \(text(condition["value"])); \(test) \(place)"])
        }
        for part in parts { add(condition: part) }
    }

    private func state(_ object: [String: Any]) -> String {
        switch text(object["truth"]) {
        case "yes": "so: "
        case "no": "not so: "
        default: "open: "
        }
    }

    private func objects(_ value: Any?) -> [[String: Any]] { value as? [[String: Any]] ?? [] }
    private func text(_ value: Any?) -> String { value as? String ?? "(nothing)" }
}
