import WaymarkDocuments
import WaymarkRouting
import WaymarkRules

/// Puts an example to both rulebooks and reads off their traces which lines make the difference.
struct WitnessReader {
    private let day: Day
    private let old: Decider
    private let new: Decider

    init(_ old: Decider, _ new: Decider, on day: Day) {
        self.day = day
        self.old = old
        self.new = new
    }

    /// The lines whose truth differs, or that one rulebook alone has and that matter there.
    func lines(for person: Case, programme: String, service: String?) -> [RulebookDiff.Line] {
        let before = reasons(old, person, programme, service)
        let after = reasons(new, person, programme, service)
        return lines(before, after, new.rulebook, programme, service, isNew: false)
            + lines(after, before, old.rulebook, programme, service, isNew: true)
    }

    private func lines(
        _ these: [String: Reason], _ others: [String: Reason], _ other: Rulebook, _ programme: String,
        _ service: String?, isNew: Bool
    ) -> [RulebookDiff.Line] {
        let known = Set(names(other, programme, service))
        return these.sorted { $0.key < $1.key }.compactMap { key, reason in
            if let twin = others[key] {
                if twin.truth == reason.truth { return nil }
            } else if !reason.matters || known.contains(key) {
                // The other rulebook has it too and did not come to it.
                return nil
            }
            return RulebookDiff.Line(isNew: isNew, says: reason.says, place: reason.place)
        }
    }

    /// The keys of everything that a rulebook's programme and service may give as a reason.
    private func names(_ rulebook: Rulebook, _ programme: String, _ service: String?) -> [String] {
        let own = rulebook.programmes.filter { $0.name == programme }
        let services = rulebook.services.filter { service == nil || $0.name == service }
        return own.flatMap(\.criteria).flatMap { criterion in
            ["1 programme \(criterion.role.rawValue) \(criterion.name)"]
                + services.map { "2 \($0.name) \(criterion.role.rawValue) \(criterion.name)" }
        }
            + services.flatMap { service in
                service.criteria.map { "2 \(service.name) \($0.role.rawValue) \($0.name)" }
            }
    }

    private struct Reason {
        var truth: Truth
        var says: String
        var place: String
        /// Speaks against what the person could have, or decides a step.
        var matters: Bool
    }

    private func reasons(
        _ decider: Decider, _ person: Case, _ programme: String, _ service: String?
    ) -> [String: Reason] {
        let rulebook = decider.rulebook
        var found: [String: Reason] = [:]
        guard let index = rulebook.programmes.firstIndex(where: { $0.name == programme }) else { return found }
        let title = rulebook.programmes[index].title
        found["0 programme"] = Reason(
            truth: .yes, says: "\(title) is in the rulebook", place: rulebook.place(rulebook.programmes[index].span),
            matters: true)
        if let service, let number = rulebook.services.firstIndex(where: { $0.name == service }) {
            let subject = rulebook.services[number]
            found["2 service"] = Reason(
                truth: .yes, says: "\(subject.title) is in the service map", place: rulebook.place(subject.span),
                matters: true)
            found["3 service means \(meaning(subject, rulebook))"] = Reason(
                truth: .yes, says: subject.title, place: rulebook.place(subject.span), matters: true)
        }
        guard let decision = try? decider.decide(person, on: day) else { return found }
        let rows = decision.outcomes.filter { $0.programme == index }
        for trace in rows.compactMap(\.trace) {
            for criterion in trace.criteria { note(criterion, "1 programme", rulebook, &found) }
            for definition in trace.definitions {
                let subject = rulebook.rules.definitions[definition.definition]
                found["4 definition \(subject.name)"] = Reason(
                    truth: definition.truth, says: subject.says, place: rulebook.place(subject.span), matters: false)
            }
            for traced in trace.services where service == nil || rulebook.services[traced.service].name == service {
                let subject = rulebook.services[traced.service]
                for step in traced.steps {
                    for criterion in step.criteria { note(criterion, "2 \(subject.name)", rulebook, &found) }
                }
            }
        }
        return found
    }

    /// What of a service decides beside its criteria, as one text to compare.
    private func meaning(_ service: Service, _ rulebook: Rulebook) -> String {
        var agreement = "\(service.agreement)"
        if case .agreement(let index) = service.agreement {
            agreement = "\(rulebook.agreements[index].name) \(rulebook.agreements[index].period)"
        }
        return "\(service.coverage) \(service.period) \(service.capacity) \(agreement)"
    }

    private func note(_ traced: TracedCriterion, _ owner: String, _ rulebook: Rulebook, _ found: inout [String: Reason])
    {
        found["\(owner) \(traced.criterion.role.rawValue) \(traced.criterion.name)"] = Reason(
            truth: traced.truth, says: traced.criterion.says, place: rulebook.place(traced.criterion.span),
            matters: traced.isAgainst)
    }
}
