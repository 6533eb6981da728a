import WaymarkDocuments
import WaymarkRouting
import WaymarkRules

/// Findings in sentences.
struct FindingWords {
    let rulebook: Rulebook
    let parts: PartWords
    private let groups: GroupWords
    /// Lists are complete rather than cut short.
    let isComplete: Bool

    init(_ rulebook: Rulebook, complete: Bool) {
        self.rulebook = rulebook
        parts = PartWords(rulebook: rulebook)
        groups = GroupWords(rulebook)
        isComplete = complete
    }

    /// What was found, as one sentence.
    func headline(_ finding: Finding) -> String { English.capitalised(sentence(finding)) }

    private func sentence(_ finding: Finding) -> String {
        switch finding.kind {
        case .neverMatters(let part, let because): neverMatters(part, because)
        case .neverInPlay(let part):
            "\(parts.name(part)) is never in force while what it belongs to is open: their dates do not meet."
        case .testNeverMatters(let part, let span, let isAlways, _): test(part, span, isAlways)
        case .neverHolds(let part, let because): neverHolds(part, because)
        case .alwaysHolds(let part, let because):
            "\(parts.name(part)) is always so, for everybody\(since(because))."
        case .neverRuns(let service):
            "\(rulebook.services[service].title) is never open while \(programme(of: service)) is: their dates do not meet."
        case .holdsEverybody(let service):
            "everybody whom \(rulebook.services[service].title) (\(programme(of: service))) would accept is on hold, so nobody is ever referred."
        case .agree(let a, let b):
            "\(parts.name(a)) and \(parts.name(b)) are always for the same people."
        case .unread(let list): unread(list)
        case .noService(let index, nil):
            "no service delivers \(rulebook.programmes[index].title): everybody who is eligible is left without."
        case .noService(let index, let since?):
            "no service has delivered \(rulebook.programmes[index].title) since \(English.date(since))."
        case .gap(let gap): self.gap(gap)
        case .soleProvider(let sole): self.sole(sole)
        case .coverageEnds(let end): self.end(end)
        case .period(let period): self.period(period)
        case .influence(let influence): self.influence(influence)
        case .harmless(let fact, let proof): harmless(fact, proof)
        }
    }

    /// Further lines: who is concerned, why, what to do.
    func details(_ finding: Finding) -> [String] {
        switch finding.kind {
        case .gap(let gap):
            if gap.groups.contains(where: { $0.box.limits.isEmpty }) { return [] }
            let lines = gap.groups.enumerated().map { ($0 == 0 ? "" : "or if: ") + groups.line($1.box, on: $1.day) }
            return lines + (gap.isAll ? [] : ["and for others besides"])
        case .soleProvider(let sole) where !sole.group.box.limits.isEmpty:
            return [groups.line(sole.group.box, on: sole.group.day)]
        case .testNeverMatters(_, _, _, let because) where !because.isEmpty:
            return ["because of " + English.clauses(because.map { parts.name($0) })]
        case .influence(let influence) where !influence.lines.isEmpty:
            return influence.lines.map { "through \(parts.name(.line($0)))" }
        default: return []
        }
    }

    /// The people who show it.
    func examples(_ finding: Finding) -> [String] {
        switch finding.kind {
        case .influence(let influence):
            return zip(finding.people, influence.outcomes).map { found, outcome in
                "\(parts.person(found)) → \(words(outcome))"
            }
        default: return finding.people.map { parts.person($0) }
        }
    }

    /// What one fact decides, in one sentence for all programmes.
    func together(_ fact: FactID, _ influences: [Influence]) -> String {
        let unstated = influences.count { $0.lines.isEmpty || !$0.lines.allSatisfy(rulebook.isStated) }
        let count = English.count(influences.count, "programme")
        let basis =
            unstated == 0
            ? ""
            : unstated == influences.count
                ? ", by rules that no source states outright"
                : ", in \(unstated) of them by rules that no source states outright"
        let titles = parts.list(influences.map { rulebook.programmes[$0.programme].title }, all: isComplete)
        return "“\(rulebook.vocabulary[fact].label)” decides about \(count)\(basis): \(titles)."
    }

    /// The parts that a finding names, in order.
    func mentioned(_ finding: Finding) -> [RulePart] {
        switch finding.kind {
        case .neverMatters(let part, let because), .neverHolds(let part, let because),
            .alwaysHolds(let part, let because),
            .testNeverMatters(let part, _, _, let because):
            return [part] + because
        case .neverInPlay(let part): return [part]
        case .neverRuns(let service), .holdsEverybody(let service): return [.service(service)]
        case .agree(let a, let b): return [a, b]
        case .unread(let list): return list
        case .noService(let programme, _): return [.programme(programme)]
        case .gap(let gap): return [.need(gap.need)]
        case .soleProvider(let sole): return [.need(sole.need)] + sole.providers.map { .service($0.service) }
        case .coverageEnds(let end): return [.programme(end.programme)] + end.services.map(RulePart.service)
        case .period(let period):
            return period.agreements.map(RulePart.agreement) + period.services.map(RulePart.service)
        case .influence(let influence): return [.fact(influence.fact)] + influence.lines.map(RulePart.line)
        case .harmless(let fact, _): return [.fact(fact)]
        }
    }

    /// Where to look in the files: the place of the test itself where it is about one.
    func spans(_ finding: Finding) -> [SourceSpan] {
        var places: [SourceSpan] = []
        for part in mentioned(finding) where !places.contains(parts.span(part)) { places.append(parts.span(part)) }
        if case .testNeverMatters(_, let span, _, _) = finding.kind { return [span] + places.dropFirst() }
        return places
    }

    // MARK: - Rules

    private func programme(of service: Int) -> String {
        rulebook.programmes[rulebook.services[service].programme].title
    }

    private func since(_ because: [RulePart]) -> String {
        because.isEmpty ? "" : ", because of " + English.clauses(because.map { parts.name($0) })
    }

    private func neverMatters(_ part: RulePart, _ because: [RulePart]) -> String {
        let name = parts.name(part)
        let others = English.clauses(because.map { parts.short($0, besides: part) })
        switch part {
        case .line(let line):
            let reason: String
            switch (line.role, because.isEmpty) {
            case (.criterion, true): reason = "everybody meets it"
            case (.criterion, false): reason = "whoever passes \(others) meets it too"
            case (.bar, true): reason = "nobody is as it describes"
            case (.bar, false): reason = "whoever it would rule out is ruled out already by \(others)"
            case (_, true): reason = "it never comes to it"
            case (_, false): reason = "nobody who passes \(others) is as it describes"
            }
            return "\(name) changes nothing: \(reason)."
        case .sequence: return "\(name) never has an effect: nobody is offered both sides while it holds."
        case .priority: return "\(name) is never shown: nobody who is offered the programme is as it describes."
        case .constraint: return "\(name) excludes nobody whom the other constraints leave."
        case .parameterEntry:
            return "\(name) never applies, or says what holds without it."
        default: return "\(name) changes nothing."
        }
    }

    private func test(_ part: RulePart, _ span: SourceSpan, _ isAlways: Bool) -> String {
        let text = rulebook.sources.text(of: span).split(whereSeparator: \.isNewline)
            .map { $0.trimmed }.joined(separator: " ")
        let shown = text.count > 60 ? String(text.prefix(57)) + "…" : text
        return
            "in \(parts.name(part)), `\(shown)` is \(isAlways ? "always" : "never") so where it counts: it changes nothing."
    }

    private func neverHolds(_ part: RulePart, _ because: [RulePart]) -> String {
        let others = English.clauses(because.map { parts.short($0, besides: because.first) })
        switch part {
        case .programme(let index):
            let title = rulebook.programmes[index].title
            if because.isEmpty { return "nobody can ever be eligible for \(title)." }
            return "nobody can ever be eligible for \(title): \(others) "
                + (because.count == 1 ? "lets nobody through." : "together let nobody through.")
        case .service(let index):
            let title = "\(rulebook.services[index].title) (\(programme(of: index)))"
            if because.isEmpty { return "\(title) can never take anybody." }
            let reasons = because.map { other -> String in
                if case .service = other { return "the areas it covers" }
                return parts.short(other, besides: because.first { if case .line = $0 { true } else { false } })
            }
            return "\(title) can never take anybody: \(English.clauses(reasons)) "
                + (because.count == 1 ? "leaves nobody." : "together leave nobody.")
        default:
            return "\(parts.name(part)) never holds: nobody is as it describes\(since(because))."
        }
    }

    private func unread(_ list: [RulePart]) -> String {
        let names = parts.list(list.map { "`\(parts.identifier($0))`" }, all: isComplete)
        let kind: String
        switch list.first {
        case .fact: kind = English.count(list.count, "fact is", "facts are")
        case .parameter: kind = English.count(list.count, "parameter is", "parameters are")
        default: kind = English.count(list.count, "definition is", "definitions are")
        }
        return "\(kind) read by no rule: \(names)."
    }

    // MARK: - Coverage

    private func gap(_ gap: Gap) -> String {
        let says = rulebook.needs[gap.need].says
        let place = parts.places(gap.places) + parts.days(from: gap.from, until: gap.until)
        // The details say who of them, if it is not everybody.
        let end = gap.groups.contains { $0.box.limits.isEmpty } ? "." : ", if:"
        switch gap.level {
        case .nobody: return "nobody takes a person who \(says), \(place)\(end)"
        case .full: return "for a person who \(says) there are only services that are full, \(place)\(end)"
        case .unconfirmed:
            return "for a person who \(says) there are only services that nobody has confirmed to run, \(place)\(end)"
        }
    }

    private func sole(_ sole: SoleProvider) -> String {
        var order: [Int] = []
        var places: [Int: [AreaPlace]] = [:]
        for provider in sole.providers {
            if places[provider.service] == nil { order.append(provider.service) }
            places[provider.service, default: []].append(provider.place)
        }
        let services = order.map { service in
            "\(rulebook.services[service].title) \(parts.places(places[service, default: []]))"
        }
        let end = sole.group.box.limits.isEmpty ? "." : ", if:"
        return "a person who \(rulebook.needs[sole.need].says) depends on one service: "
            + parts.list(services, all: isComplete) + end
    }

    private func end(_ end: CoverageEnd) -> String {
        let title = rulebook.programmes[end.programme].title
        let lead = "from \(English.date(end.from))"
        let place = parts.places(end.places)
        switch end.after {
        case .nothing:
            let whoever = place == "everywhere" || place == "anywhere" ? "nobody anywhere" : "nobody \(place)"
            return "\(lead) \(whoever) takes people for \(title)."
        case .notRunning: return "\(lead) \(title) is over."
        default: return "\(lead) nobody has confirmed that \(title) runs \(place)."
        }
    }

    private func period(_ period: PeriodFinding) -> String {
        func agreements(_ list: [Int]) -> String {
            parts.list(list.map { "“\(rulebook.agreements[$0].title)”" }, all: isComplete)
        }
        func services(_ list: [Int]) -> String { parts.list(list.map { rulebook.services[$0].title }, all: isComplete) }
        func count(_ list: [Int]) -> String { English.count(list.count, "agreement") }
        switch period {
        case .agreementsOver(let list, let users):
            return
                "\(English.count(list.count, "agreement is", "agreements are")) over, so that people are only signposted to \(English.count(users.count, "service")): \(agreements(list))."
        case .agreementsUnconfirmed(let list, let users):
            return
                "\(count(list)) that nobody has confirmed to be in force today, with \(English.count(users.count, "service")): \(agreements(list))."
        case .agreementsEnd(let day, let list, let users):
            let isEnd = list.allSatisfy { rulebook.agreements[$0].period.until == .day(day) }
            let what = isEnd ? "ends" : "is confirmed only until"
            let whatMany = isEnd ? "end" : "are confirmed only until"
            return
                "\(English.count(list.count, "agreement \(what)", "agreements \(whatMany)"))\(isEnd ? " on" : "") \(English.date(day)), with \(English.count(users.count, "service")): \(agreements(list))."
        case .reviewsPast(let list):
            return
                "\(English.count(list.count, "agreement is past its", "agreements are past their")) review date: \(agreements(list))."
        case .reviewsDue(let list):
            return "\(English.count(list.count, "agreement is", "agreements are")) due for review: \(reviews(list))."
        case .agreementsUnused(let list):
            return
                "\(English.count(list.count, "agreement has", "agreements have")) no service that names it: \(agreements(list))."
        case .servicesWithoutAgreement(let list):
            return
                "\(English.count(list.count, "service has", "services have")) no agreement, so that people are only signposted: \(services(list))."
        case .servicesUnconfirmed(let list):
            return
                "Nobody has confirmed that \(English.count(list.count, "service runs", "services run")) today: \(services(list))."
        }
    }

    private func reviews(_ list: [Int]) -> String {
        let names = list.map { index in
            let agreement = rulebook.agreements[index]
            return "“\(agreement.title)”" + (agreement.review.map { " on \(English.date($0))" } ?? "")
        }
        return parts.list(names, all: isComplete)
    }

    // MARK: - Influence

    private func influence(_ influence: Influence) -> String {
        let label = rulebook.vocabulary[influence.fact].label
        let title = rulebook.programmes[influence.programme].title
        if influence.isHarm {
            return "“\(label)” counts against a person in \(title), which it must never do."
        }
        let reasons =
            influence.lines.isEmpty
            ? "through the person's place or consent"
            : "through " + parts.list(influence.lines.map { "“\(parts.says($0))”" }, all: isComplete)
        return "“\(label)” decides about \(title), \(reasons)."
    }

    private func harmless(_ fact: FactID, _ proof: Harmless) -> String {
        let label = rulebook.vocabulary[fact].label
        switch proof {
        case .notRead: return "“\(label)” is for audit alone: no rule can read it, so it influences nothing."
        case .changesNothing: return "“\(label)” changes nobody's outcome."
        case .neverAgainst: return "“\(label)” makes nobody's outcome worse than if nothing had been found."
        }
    }

    private func words(_ outcome: Outcome) -> String {
        switch outcome {
        case .refer: "refer"
        case .waitingList: "waiting list"
        case .signpost: "signpost"
        case .needInformation: "cannot say yet"
        case .unavailable, .notEligible: "no"
        }
    }
}

extension PeriodFinding {
    /// The agreements it is about.
    var agreements: [Int] {
        switch self {
        case .agreementsOver(let list, _), .agreementsUnconfirmed(let list, _), .agreementsEnd(_, let list, _),
            .reviewsPast(let list), .reviewsDue(let list), .agreementsUnused(let list):
            list
        case .servicesWithoutAgreement, .servicesUnconfirmed: []
        }
    }

    /// The services it is about.
    var services: [Int] {
        switch self {
        case .agreementsOver(_, let list), .agreementsUnconfirmed(_, let list), .agreementsEnd(_, _, let list),
            .servicesWithoutAgreement(let list), .servicesUnconfirmed(let list):
            list
        case .reviewsPast, .reviewsDue, .agreementsUnused: []
        }
    }
}

extension Substring {
    /// Without blanks at either end.
    fileprivate var trimmed: String {
        var rest = self
        while rest.first == " " { rest.removeFirst() }
        while rest.last == " " { rest.removeLast() }
        return String(rest)
    }
}
