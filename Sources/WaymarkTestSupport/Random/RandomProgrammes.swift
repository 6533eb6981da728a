import WaymarkRules

extension RandomRulebook {
    mutating func makeProgrammes() {
        let names = ["outreach", "clinic", "group_work", "refuge", "counselling", "mentoring"]
        let familyName: String? = random.chance(0.25) ? "common_part" : nil
        if let familyName {
            var body: [YAMLTree.Entry] = [.init("title", "Common part")]
            body += reasons(prefix: "common", criteria: 0...1)
            families.append(.init(familyName, .map(body)))
        }
        for name in names.prefix(random.int(shape.programmes)) {
            makeProgramme(name, family: random.chance(0.6) ? familyName : nil)
        }
    }

    private mutating func makeProgramme(_ name: String, family: String?) {
        var body: [YAMLTree.Entry] = [
            .init("title", .scalar(words(name))),
            .init("kind", .scalar(random.pick(["treatment", "course", "stage"]))),
        ]
        if let family { body.append(.init("family", .scalar(family))) }
        if random.chance(0.1) { body.append(.init("summary", "Helps")) }

        let placeFacts = facts.filter(\.isArea)
        var places = areas
        let isLocated = !placeFacts.isEmpty && random.chance(shape.located)
        if isLocated && random.chance(0.6) {
            let fact = random.pick(placeFacts)
            places += fact.otherValues
            body.append(.init("located_by", .scalar(fact.name)))
        } else if isLocated {
            body.append(.init("located_by", .names(random.some(placeFacts, 1...2).map(\.name))))
        } else {
            body.append(.init("located_by", "nothing"))
        }
        let asksConsent = hasConsentFacts && random.chance(0.75)
        body.append(.init("consent", asksConsent ? "referral" : "none"))
        let own = period()
        body += own
        // A criterion without a period, so that one is in force on every date of the programme's.
        var criteria = [YAMLTree.Entry("must", reason(mayHavePeriod: false))]
        if own.isEmpty && random.chance(0.15) {
            let cut = date()
            let after = Day(cut)?.adding(days: 1).description ?? cut
            criteria = [
                .init("must_before", reason(adding: [.init("until", .scalar(cut))])),
                .init("must_since", reason(adding: [.init("from", .scalar(after))])),
            ]
        }
        body += reasons(prefix: "own", criteria: random.chance(0.3) ? 1...1 : 0...0, with: criteria)
        if random.chance(0.1) { body.append(.init("check_by_hand", ["The sergeant agrees"])) }
        if random.chance(0.1) { body.append(.init("next_steps", ["Book a place"])) }
        programmes.append(
            DraftProgramme(name: name, body: body + provenance(), isLocated: isLocated, places: places))
    }

    /// Criteria, bars, signpost reasons and holds; `criteria` are there in any case.
    mutating func reasons(
        prefix: String, criteria count: ClosedRange<Int>, with criteria: [YAMLTree.Entry] = [],
        clauses: [String] = []
    ) -> [YAMLTree.Entry] {
        var body: [YAMLTree.Entry] = []
        func add(_ key: String, _ entries: [YAMLTree.Entry]) {
            if !entries.isEmpty { body.append(YAMLTree.Entry(key, .map(entries))) }
        }
        var more = criteria
        for index in 0..<random.int(count) {
            more.append(.init("\(prefix)_criterion_\(index + 1)", reason(clauses: clauses)))
        }
        add("criteria", more)
        for (key, probability) in [("bars", 0.25), ("signpost_only", 0.15), ("hold", 0.12)] {
            var entries: [YAMLTree.Entry] = []
            for index in 0..<2 where random.chance(probability) {
                entries.append(.init("\(prefix)_\(key)_\(index + 1)", reason(clauses: clauses)))
            }
            add(key, entries)
        }
        return body
    }

    private mutating func reason(
        mayHavePeriod: Bool = true, adding extra: [YAMLTree.Entry] = [], clauses: [String] = []
    ) -> YAMLTree {
        var body: [YAMLTree.Entry] = [.init("says", "it is so")]
        if random.chance(0.1) { body.append(.init("otherwise", "it is not so")) }
        body.append(.init("when", mayHavePeriod ? condition() : entrance()))
        if extra.isEmpty && mayHavePeriod { body += period() }
        if !clauses.isEmpty && random.chance(0.5) { body.append(.init("clause", .scalar(random.pick(clauses)))) }
        return .map(body + extra + provenance())
    }

    /// What must be so for a programme: often something that holds for many.
    private mutating func entrance() -> YAMLTree {
        guard random.chance(shape.easy) else { return condition() }
        let parts = (0..<random.int(2...4)).map { _ in condition(depth: 0) }
        return .map([.init("any", .list(parts))])
    }

    // MARK: Services and agreements

    mutating func makeServiceMap() {
        for index in 0..<random.int(shape.agreements) {
            var body: [YAMLTree.Entry] = [
                .init("title", "Agreement"), .init("parties", ["Police", "Provider"]),
            ]
            body += servicePeriod()
            let clauses = random.chance(0.5) ? ["4.2", "5"] : []
            if !clauses.isEmpty {
                body.append(.init("clauses", .map(clauses.map { .init($0, "Adults") })))
            }
            if random.chance(0.2) { body.append(.init("commitments", ["closes_after_failed_contacts": "3"])) }
            agreements.append((name: "agreement_\(index + 1)", clauses: clauses, tree: .map(body)))
        }
        var all: [YAMLTree.Entry] = []
        for programme in programmes {
            for index in 0..<random.int(shape.servicesPerProgramme) {
                all.append(service("\(programme.name)_\(index + 1)", programme))
            }
        }
        services = random.chance(0.5) ? random.shuffled(all) : all
    }

    private mutating func service(_ name: String, _ programme: DraftProgramme) -> YAMLTree.Entry {
        var body: [YAMLTree.Entry] = [
            .init("programme", .scalar(programme.name)), .init("name", .scalar(words(name))),
            .init("provider", "Provider"),
        ]
        if programme.places.isEmpty || random.chance(0.3) {
            body.append(.init("areas", "everywhere"))
        } else {
            body.append(.init("areas", .names(random.some(programme.places, 1...3))))
        }
        body += servicePeriod()
        var clauses: [String] = []
        switch random.int(0...6) {
        case 0: break
        case 1 where !agreements.isEmpty, 2 where !agreements.isEmpty:
            let agreement = random.pick(agreements)
            clauses = agreement.clauses
            body.append(.init("agreement", .scalar(agreement.name)))
        default: body.append(.init("agreement", "not needed"))
        }
        if random.chance(0.7) {
            var capacity: [YAMLTree.Entry] = [
                .init(
                    "state",
                    .scalar(
                        random.pick(["has_capacity", "has_capacity", "waiting_list", "no_capacity", "assess_first"])))
            ]
            if random.chance(0.3) { capacity.append(.init("as_of", .scalar(date()))) }
            body.append(.init("capacity", .map(capacity)))
        }
        if random.chance(shape.choosy) {
            body += reasons(prefix: "service", criteria: 0...1, clauses: clauses)
        }
        if random.chance(0.1) { body.append(.init("contact", ["phone": "0121 000 0000"])) }
        return .init(name, .map(body + provenance()))
    }

    /// Every row of the table of periods, now and then one that is unknown.
    private mutating func servicePeriod() -> [YAMLTree.Entry] {
        guard random.chance(shape.unknownPeriod) else { return period() }
        let (first, second) = twoDates()
        let (third, _) = twoDates()
        let from = YAMLTree.Entry("from", .scalar(first))
        let until = YAMLTree.Entry("until", .scalar(second))
        let fromUnknown = YAMLTree.Entry("from", "not known")
        let untilUnknown = YAMLTree.Entry("until", "not known")
        switch random.int(0...7) {
        case 0: return [fromUnknown]
        case 1: return [fromUnknown, until]
        case 2: return [fromUnknown, .init("not_before", .scalar(first)), until]
        case 3: return [from, untilUnknown]
        case 4: return [from, until, .init("confirmed_until", .scalar(first))]
        case 5: return [from, .init("confirmed_until", .scalar(second))]
        case 6: return [from, untilUnknown, .init("confirmed_until", .scalar(max(first, third)))]
        default: return [.init("confirmed_until", .scalar(second))]
        }
    }

    // MARK: Routing

    mutating func makeRouting() -> YAMLTree {
        var body: [YAMLTree.Entry] = []
        var alerts: [YAMLTree.Entry] = []
        for index in 0..<random.int(shape.alerts) {
            let alert: [YAMLTree.Entry] = [
                .init("says", "there is a risk"), .init("do", "Act first"), .init("when", condition()),
            ]
            alerts.append(.init("alert_\(index + 1)", .map(alert + period())))
        }
        if !alerts.isEmpty { body.append(.init("alerts", .map(alerts))) }
        let order = random.shuffled(programmes.map(\.name))
        body.append(.init("order", .names(order)))
        if random.chance(0.4) {
            body.append(.init("urgent", .names(random.some(order, 1...min(2, order.count)))))
        }
        let sequences = sequences(order)
        if !sequences.isEmpty { body.append(.init("sequences", .map(sequences))) }
        var priorities: [YAMLTree.Entry] = []
        for index in 0..<random.int(shape.lowPriority) {
            let priority: [YAMLTree.Entry] = [
                .init("programmes", .names(random.some(order, 1...2))), .init("says", "matters less"),
                .init("when", condition()),
            ]
            priorities.append(.init("priority_\(index + 1)", .map(priority + period())))
        }
        if !priorities.isEmpty { body.append(.init("low_priority", .map(priorities))) }
        return .map(body)
    }

    /// Sequences along a random order of the programmes, so that they form no circle.
    private mutating func sequences(_ programmes: [String]) -> [YAMLTree.Entry] {
        guard programmes.count > 1 else { return [] }
        let line = random.shuffled(programmes)
        return (0..<random.int(shape.sequences)).map { index in
            let first = random.int(0...(line.count - 2))
            let then = random.some(Array(line[(first + 1)...]), 1...2)
            var body: [YAMLTree.Entry] = [
                .init("first", .scalar(line[first])), .init("then", .names(then)), .init("says", "one before another"),
            ]
            if random.chance(0.6) { body.append(.init("when", condition())) }
            return .init("sequence_\(index + 1)", .map(body + period()))
        }
    }
}
