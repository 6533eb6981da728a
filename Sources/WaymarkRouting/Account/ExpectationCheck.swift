package import WaymarkDocuments
import WaymarkRules

/// Something that a case expected and that did not come.
package struct ExpectationFailure: Sendable {
    /// What was expected, in words: "`o2r`: refer".
    package var expected: String
    /// What came instead.
    package var got: String
    /// Positions in ``Decision/outcomes`` of the outcomes that show why.
    package var rows: [Int]
    /// Where the expectation stands in the case.
    package var span: SourceSpan
}

extension Expectation {
    /// How a decision differs from what is expected; empty where it does not. Reasons need a decision with its trace.
    package func failures(of decision: Decision, under rulebook: Rulebook) -> [ExpectationFailure] {
        let check = ExpectationCheck(rulebook: rulebook, decision: decision)
        var failures = outcomes.compactMap(check.outcome)
        if let others { failures += check.others(others, besides: Set(outcomes.map(\.target.programme)), at: span) }
        if let primary, let failure = check.primary(primary, at: span) { failures.append(failure) }
        failures += before.compactMap(check.before)
        if let failure = check.asks(asks, at: span) { failures.append(failure) }
        if let alerts, let failure = check.alerts(alerts, at: span) { failures.append(failure) }
        return failures + because.compactMap(check.because)
    }
}

private struct ExpectationCheck {
    let rulebook: Rulebook
    let decision: Decision

    // MARK: Outcomes

    func outcome(_ expected: Expectation.ExpectedOutcome) -> ExpectationFailure? {
        let rows = rows(of: expected.target)
        let got = best(rows)
        if got == expected.outcome { return nil }
        return ExpectationFailure(
            expected: "\(name(expected.target)): \(expected.outcome.rawValue)", got: got?.rawValue ?? "no such outcome",
            rows: rows, span: expected.span)
    }

    func others(_ expected: Outcome, besides named: Set<Int>, at span: SourceSpan) -> [ExpectationFailure] {
        rulebook.programmes.indices.filter { !named.contains($0) }.compactMap { programme in
            let rows = rows(of: Expectation.Target(programme: programme))
            guard let got = best(rows), got != expected else { return nil }
            if expected == .notEligible, got == .unavailable { return nil }
            return ExpectationFailure(
                expected: "`\(rulebook.programmes[programme].name)`: \(expected.rawValue) (as all others)",
                got: got.rawValue, rows: rows, span: span)
        }
    }

    func primary(_ expected: Expectation.Primary, at span: SourceSpan) -> ExpectationFailure? {
        let row = decision.primary.map { decision.outcomes[$0] }
        switch expected {
        case .nothing: if row == nil { return nil }
        case .target(let target):
            if let row, row.programme == target.programme, target.service == nil || row.service == target.service {
                return nil
            }
        }
        let words =
            switch expected {
            case .nothing: "nothing"
            case .target(let target): name(target)
            }
        let shown: [Int] =
            switch expected {
            case .nothing: decision.primary.map { [$0] } ?? []
            case .target(let target): rows(of: target)
            }
        return ExpectationFailure(
            expected: "primary: " + words, got: row.map(name) ?? "nothing", rows: shown, span: span)
    }

    func before(_ expected: Expectation.Before) -> ExpectationFailure? {
        let earlier = rows(of: expected.earlier).first
        let later = rows(of: expected.later).first
        if let earlier, let later, earlier < later { return nil }
        let order = decision.outcomes.map(name).joined(separator: ", ")
        return ExpectationFailure(
            expected: "\(name(expected.earlier)) before \(name(expected.later))", got: "the order " + order,
            rows: [earlier, later].compactMap { $0 }, span: expected.span)
    }

    /// The outcome of a service is its own row, or the row that reports it together with others or its whole programme.
    private func rows(of target: Expectation.Target) -> [Int] {
        let ofProgramme = decision.outcomes.indices.filter { decision.outcomes[$0].programme == target.programme }
        guard let service = target.service else { return ofProgramme }
        let own = ofProgramme.filter { decision.outcomes[$0].service == service }
        if !own.isEmpty { return own }
        return ofProgramme.filter { index in
            let row = decision.outcomes[index]
            return row.service == nil && (row.together.isEmpty || row.together.contains(service))
        }
    }

    private func best(_ rows: [Int]) -> Outcome? {
        let found = Set(rows.map { decision.outcomes[$0].outcome })
        return Outcome.allCases.first(where: found.contains)
    }

    // MARK: Questions, alerts, reasons

    func asks(_ facts: [FactID], at span: SourceSpan) -> ExpectationFailure? {
        let asked = decision.questions.map(\.fact)
        let missing = facts.filter { !asked.contains($0) }
        if missing.isEmpty { return nil }
        return ExpectationFailure(
            expected: "to ask " + names(missing.map { rulebook.vocabulary[$0].name }),
            got: asked.isEmpty ? "no questions" : "the questions " + names(asked.map { rulebook.vocabulary[$0].name }),
            rows: [], span: span)
    }

    func alerts(_ expected: [Int], at span: SourceSpan) -> ExpectationFailure? {
        let decided = decision.alerts.filter(\.isDecided).map(\.alert)
        if Set(decided) == Set(expected) { return nil }
        func words(_ alerts: [Int]) -> String {
            alerts.isEmpty ? "no alerts" : "the alerts " + names(alerts.map { rulebook.policy.alerts[$0].name })
        }
        return ExpectationFailure(expected: words(expected), got: words(decided), rows: [], span: span)
    }

    func because(_ expected: Expectation.Because) -> ExpectationFailure? {
        let rows = rows(of: expected.target)
        let reasons = rows.flatMap { decision.outcomes[$0].reasonNames }
        let missing = expected.names.filter { !reasons.contains($0) }
        if missing.isEmpty { return nil }
        var unique: [String] = []
        for reason in reasons where !unique.contains(reason) { unique.append(reason) }
        return ExpectationFailure(
            expected: "\(name(expected.target)) because of \(names(missing))",
            got: unique.isEmpty ? "no such reasons" : "the reasons " + names(unique), rows: rows, span: expected.span)
    }

    // MARK: Names

    private func name(_ target: Expectation.Target) -> String {
        name(target.programme, target.service)
    }

    private func name(_ row: DecidedOutcome) -> String {
        name(row.programme, row.service)
    }

    private func name(_ programme: Int, _ service: Int?) -> String {
        "`\(rulebook.programmes[programme].name)\(service.map { "/" + rulebook.services[$0].name } ?? "")`"
    }

    private func names(_ names: [String]) -> String {
        English.list(names.map { "`\($0)`" }, "and")
    }
}
