import WaymarkDocuments
import WaymarkRules

/// Reads `expect` of a case against a rulebook.
struct ExpectationReader {
    let rulebook: Rulebook
    private let programmes: [String: Int]
    private let services: [String: Int]

    init(_ rulebook: Rulebook) {
        self.rulebook = rulebook
        programmes = Dictionary(
            rulebook.programmes.enumerated().map { ($0.element.name, $0.offset) },
            uniquingKeysWith: { first, _ in first })
        services = Dictionary(
            rulebook.services.enumerated().map { ($0.element.name, $0.offset) }, uniquingKeysWith: { first, _ in first }
        )
    }

    /// The expectation, or nil after a message.
    func read(_ entry: Node.Entry, into problems: inout Diagnostics) -> Expectation? {
        var expectation = Expectation(span: entry.keySpan)
        let before = problems.all.count
        problems.reading(
            entry.value, as: Subject("expectation", at: entry.keySpan), example: "expect: {outcomes: {o2r: refer}}"
        ) { map in
            if let node = map.optional("outcomes") { expectation.outcomes = readOutcomes(node, &map.problems) }
            expectation.others = map.optional("others").flatMap { Outcome.read($0, into: &map.problems) }
            expectation.primary = map.optional("primary").flatMap { readPrimary($0, &map.problems) }
            if let node = map.optional("before") { expectation.before = readBefore(node, &map.problems) }
            if let node = map.optional("asks") { expectation.asks = readAsks(node, &map.problems) }
            expectation.alerts = map.optional("alerts").map { readAlerts($0, &map.problems) }
            if let node = map.optional("because") { expectation.because = readBecause(node, &map.problems) }
        }
        return problems.all.count == before ? expectation : nil
    }

    // MARK: Names

    /// `programme` or `programme/service`.
    private func target(_ text: String, at span: SourceSpan, _ problems: inout Diagnostics) -> Expectation.Target? {
        let parts = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        guard let programme = programmes[parts[0]] else {
            problems.error(
                "programme.unknown", "there is no programme called \(Words.code(parts[0]))", at: span,
                help: Words.help(
                    for: parts[0], among: rulebook.programmes.map(\.name), as: "the programmes", after: problems))
            return nil
        }
        guard parts.count == 2 else { return Expectation.Target(programme: programme) }
        guard let service = services[parts[1]], rulebook.services[service].programme == programme else {
            let delivering = rulebook.services.filter { $0.programme == programme }.map(\.name)
            problems.error(
                "expect.service", "\(Words.code(parts[1])) is not a service of \(Words.code(parts[0]))", at: span,
                help: Words.help(for: parts[1], among: delivering, as: "its services", after: problems)
                    ?? "it has no services")
            return nil
        }
        return Expectation.Target(programme: programme, service: service)
    }

    // MARK: Parts

    private func readOutcomes(_ node: Node, _ problems: inout Diagnostics) -> [Expectation.ExpectedOutcome] {
        let entries = node.readEntries("`outcomes`", example: "outcomes: {o2r: refer}", into: &problems) ?? []
        return entries.compactMap { entry in
            let target = target(entry.key, at: entry.keySpan, &problems)
            let outcome = Outcome.read(entry.value, into: &problems)
            guard let target, let outcome else { return nil }
            return Expectation.ExpectedOutcome(target: target, outcome: outcome, span: entry.keySpan)
        }
    }

    private func readPrimary(_ node: Node, _ problems: inout Diagnostics) -> Expectation.Primary? {
        guard let text = node.readText("`primary`", into: &problems) else { return nil }
        if text == "nothing" { return .nothing }
        return target(text, at: node.span, &problems).map(Expectation.Primary.target)
    }

    private func readBefore(_ node: Node, _ problems: inout Diagnostics) -> [Expectation.Before] {
        let example = "[[community_treatment, o2r]]"
        let items = node.readList("`before`", example: example, allowEmpty: true, into: &problems) ?? []
        return items.compactMap { item in
            guard let pair = item.items, pair.count == 2 else {
                problems.error(
                    "expect.before", "each item of `before` must be a list of two programmes", at: item.span,
                    help: "write the one that comes first and the one that comes later, as in `\(example)`")
                return nil
            }
            let targets = pair.compactMap { node in
                node.readText("an item of `before`", into: &problems)
                    .flatMap { target($0, at: node.span, &problems) }
            }
            guard targets.count == 2 else { return nil }
            return Expectation.Before(earlier: targets[0], later: targets[1], span: item.span)
        }
    }

    private func readAsks(_ node: Node, _ problems: inout Diagnostics) -> [FactID] {
        let items = node.readList("`asks`", example: "[on_script]", allowEmpty: true, into: &problems) ?? []
        return items.compactMap { item in
            guard let name = item.readText("an item of `asks`", into: &problems) else { return nil }
            if let fact = rulebook.vocabulary[name] { return fact }
            problems.reportUnknownFact(name, rulebook.rules, at: item.span)
            return nil
        }
    }

    private func readAlerts(_ node: Node, _ problems: inout Diagnostics) -> [Int] {
        let items = node.readList("`alerts`", example: "[immediate_risk]", allowEmpty: true, into: &problems) ?? []
        let alerts = rulebook.policy.alerts
        return items.compactMap { item in
            guard let name = item.readText("an item of `alerts`", into: &problems) else { return nil }
            if let index = alerts.firstIndex(where: { $0.name == name }) { return index }
            problems.error(
                "expect.alert", "there is no alert called \(Words.code(name))", at: item.span,
                help: Words.help(for: name, among: alerts.map(\.name), as: "the alerts", after: problems)
                    ?? "this rulebook has no alerts")
            return nil
        }
    }

    private func readBecause(_ node: Node, _ problems: inout Diagnostics) -> [Expectation.Because] {
        let entries = node.readEntries("`because`", example: "because: {o2r: [class_a]}", into: &problems) ?? []
        return entries.compactMap { entry in
            guard let target = target(entry.key, at: entry.keySpan, &problems) else { return nil }
            let items = entry.value.readList(Words.code(entry.key), example: "[dependent]", into: &problems) ?? []
            let known = reasons(of: target)
            let names = items.compactMap { item -> String? in
                guard let name = item.readText("an item of `because`", into: &problems) else { return nil }
                if known.contains(name) { return name }
                problems.error(
                    "expect.reason",
                    "\(Words.code(entry.key)) has no criterion, bar, hold or signpost reason called \(Words.code(name))",
                    at: item.span, help: Words.help(for: name, among: known, as: "it has", after: problems))
                return nil
            }
            return Expectation.Because(target: target, names: names, span: entry.keySpan)
        }
    }

    /// The names of the programme's criteria and of those of its services (of the one service).
    private func reasons(of target: Expectation.Target) -> [String] {
        var names = rulebook.programmes[target.programme].criteria.map(\.name)
        for (index, service) in rulebook.services.enumerated()
        where target.service.map({ $0 == index }) ?? (service.programme == target.programme) {
            names += service.criteria.map(\.name)
        }
        return names
    }
}
