import WaymarkDocuments
package import WaymarkRouting
package import WaymarkRules

/// Rulebooks whose files are strings.
package enum TestRulebook {
    /// A rulebook that was meant to load and did not.
    package struct DoesNotLoad: Error, CustomStringConvertible {
        package var description: String
    }

    /// Loads files in the page's file order, whatever order they are given in.
    package static func load(_ files: [(path: String, text: String)]) throws(DoesNotLoad) -> Rulebook {
        var sources = SourceSet()
        for file in files.sorted(by: { comesBefore($0.path, $1.path) }) {
            _ = sources.add(SourceFile(path: file.path, bytes: Array(file.text.utf8)))
        }
        var problems = Diagnostics()
        if let rulebook = Rulebook.load(sources, into: &problems) { return rulebook }
        throw DoesNotLoad(description: DiagnosticRenderer(sources: sources).text(problems))
    }

    package static func load(_ draft: RulebookDraft) throws(DoesNotLoad) -> Rulebook {
        try load(draft.texts)
    }

    /// "`Rules` first, in path order (compared component by component, bytewise)".
    private static func comesBefore(_ a: String, _ b: String) -> Bool {
        let left = a.split(separator: "/").map { Array($0.utf8) }
        let right = b.split(separator: "/").map { Array($0.utf8) }
        for (x, y) in zip(left, right) where x != y { return x.lexicographicallyPrecedes(y) }
        return left.count < right.count
    }
}

/// What the engine decides, in the form of the naive evaluator's answers.
package enum EngineAnswer {
    package static func decide(_ rulebook: Rulebook, _ person: Case, on day: Day) -> NaiveDecision {
        decide(Decider(rulebook), person, on: day)
    }

    package static func decide(_ decider: Decider, _ person: Case, on day: Day) -> NaiveDecision {
        guard let decision = try? decider.decide(person, on: day, traced: false) else { return .refusal }
        let rulebook = decider.rulebook
        let rows = decision.outcomes.map { row($0, rulebook) }
        return NaiveDecision(
            alerts: decision.alerts.map { .init(name: rulebook.policy.alerts[$0.alert].name, decided: $0.isDecided) },
            outcomes: rows, primary: decision.primary.map { rows[$0].name },
            questions: decision.questions.map { rulebook.vocabulary[$0.fact].name })
    }

    private static func row(_ outcome: DecidedOutcome, _ rulebook: Rulebook) -> NaiveDecision.Row {
        let asks = outcome.asks.map { ask in
            switch ask {
            case .fact(let fact): rulebook.vocabulary[fact].name
            case .service(let service): "service:\(rulebook.services[service].name)"
            case .agreement(let agreement): "agreement:\(rulebook.agreements[agreement].name)"
            }
        }
        return NaiveDecision.Row(
            programme: rulebook.programmes[outcome.programme].name,
            service: outcome.service.map { rulebook.services[$0].name }, outcome: outcome.outcome,
            // An outcome that could not be finished must never pass for one that was.
            asks: asks + (outcome.isUndecided ? ["(undecided)"] : []),
            after: outcome.after.map { rulebook.programmes[$0].name },
            afterUndecided: outcome.afterUndecided.map { rulebook.programmes[$0].name },
            lowPriority: outcome.lowPriority.map { rulebook.policy.lowPriority[$0].name })
    }
}
