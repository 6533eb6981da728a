import Testing
import WaymarkDocuments
import WaymarkRouting
import WaymarkRules
import WaymarkTestSupport

/// Two rulebooks that must say the same of the same people, or two people of whom one rulebook must say the same.
@Suite struct `Changes that change nothing` {
    /// Calls `same` with random rulebooks, another one made of each, and cases; records what it says is different.
    private func check(
        _ rulebooks: Int, salt: UInt64, changing change: (RulebookDraft, inout RandomSource) -> RulebookDraft,
        _ difference: (NaiveDecision, NaiveDecision, NamedCase) -> String? = { one, two, _ in
            one == two ? nil : "\(one)\n\n\(two)"
        },
        person changePerson: (NamedCase, inout RandomSource) -> NamedCase = { person, _ in person }
    ) throws {
        var random = RandomSource(seed: salt)
        for seed in Effort.seeds(rulebooks) {
            for (name, shape) in Trial.shapes {
                let draft = RandomRulebook.make(seed: seed &+ salt, shape: shape)
                let rulebook = try TestRulebook.load(draft)
                let other = change(draft, &random)
                let changed = try TestRulebook.load(other)
                let decider = Decider(rulebook)
                let changedDecider = Decider(changed)
                var people = RandomCases(rulebook, seed: seed &+ salt)
                for _ in 0..<5 {
                    let person = people.next()
                    let same = changePerson(person, &random)
                    let one = try #require(person.resolved(in: rulebook))
                    let two = try #require(same.resolved(in: changed), "seed \(seed), \(name): \(same.yaml)")
                    let first = EngineAnswer.decide(decider, one, on: person.day)
                    let second = EngineAnswer.decide(changedDecider, two, on: person.day)
                    guard let words = difference(first, second, person) else { continue }
                    Issue.record(
                        "seed \(seed), \(name)\n\(words)\n\(draft.description)\n\(other.description)\n\(person.yaml)")
                    return
                }
            }
        }
    }

    @Test func `declarations in other files, those whose order says nothing in another order`() throws {
        try check(15, salt: 101) { draft, random in draft.spreadOverFiles(&random) }
    }

    @Test func `other names for facts and their values`() throws {
        try check(
            15, salt: 102, changing: { draft, _ in draft.renamed(Renaming.to) },
            { one, two, _ in
                let back = Renaming.inWords(one)
                return back == two ? nil : "\(back)\n\n\(two)"
            }, person: { person, _ in Renaming.of(person) })
    }

    @Test func `a fact that no rule reads, known or not`() throws {
        let fact = YAMLTree.map([
            .init(
                "facts",
                ["shoe_size": ["label": "Shoe size", "ask": "Which", "type": "whole number", "range": "1 to 60"]])
        ])
        try check(
            15, salt: 103,
            changing: { draft, _ in
                var draft = draft
                draft.files.append(.init("Rules/zz.yaml", fact))
                return draft
            },
            person: { person, random in
                guard random.chance(0.7) else { return person }
                var person = person
                person.entries.append(.init("shoe_size", random.chance(0.5) ? .number(random.int(1...60)) : .notKnown))
                return person
            })
    }

    @Test func `a constraint that nothing breaks, on a fact that no rule reads`() throws {
        let rules = YAMLTree.map([
            .init(
                "facts",
                ["shoe_size": ["label": "Shoe size", "ask": "Which", "type": "whole number", "range": "1 to 60"]]),
            .init(
                "constraints",
                [
                    "nobody": [
                        "says": "nobody is so",
                        "impossible": ["shoe_size": "1 to 3", "decision_date": "after 2100-12-30"],
                    ]
                ]),
        ])
        try check(
            15, salt: 104,
            changing: { draft, _ in
                var draft = draft
                draft.files.append(.init("Rules/zz.yaml", rules))
                return draft
            })
    }

    @Test func `a bar, a hold and a signpost reason that never hold`() throws {
        let never: YAMLTree = ["says": "it is so", "when": ["decision_date": "before 1900-01-02"]]
        try check(15, salt: 105) { draft, _ in
            draft.changingProgrammes { given in
                var body = given
                for (key, name) in [("bars", "never_bar"), ("hold", "never_hold"), ("signpost_only", "never_signpost")]
                {
                    body = body.adding(.init(name, never), under: key)
                }
                return body.adding(
                    .init("always_met", ["says": "it is so", "when": ["decision_date": "after 1900-01-01"]]),
                    under: "criteria")
            }
        }
    }

    @Test func `a service of one programme changes nothing of the others`() throws {
        try check(
            15, salt: 106,
            changing: { draft, _ in
                var draft = draft
                guard let programme = draft.programmeNames.first else { return draft }
                let service: YAMLTree = [
                    "programme": .scalar(programme), "name": "New", "provider": "P", "areas": "everywhere",
                    "agreement": "not needed",
                ]
                draft.files.append(
                    .init("Services/zz.yaml", .map([.init("services", .map([.init("brand_new", service)]))])))
                return draft
            },
            { one, two, _ in
                guard let programme = two.outcomes.first(where: { $0.service == "brand_new" })?.programme else {
                    return one.refused == two.refused ? nil : "refused"
                }
                func others(_ decision: NaiveDecision) -> Set<String> {
                    let rows = decision.outcomes.filter { $0.programme != programme }
                    return Set(rows.map { "\($0.name) \($0.outcome) \($0.asks)" })
                }
                // The order and what comes after what may change, the outcomes and what they hang on may not.
                return others(one) == others(two) ? nil : "\(one)\n\n\(two)"
            })
    }
}

@Suite struct `Learning one fact after another` {
    @Test func `keeps every answer on the way`() {
        Trial.check(rulebooks: 12, cases: 4, salt: 107) { rulebook, decider, people, person in
            var known = person
            var before: [NaiveDecision] = []
            for _ in 0..<rulebook.vocabulary.facts.count {
                guard let resolved = known.resolved(in: rulebook) else { return nil }
                let decision = EngineAnswer.decide(decider, resolved, on: known.day)
                if decision.refused { return nil }
                for earlier in before {
                    if let complaint = Overturned.complaint(earlier, decision) {
                        return "\(complaint)\n\(earlier)\n\n\(known.yaml)\n\(decision)"
                    }
                }
                before.append(decision)
                guard let next = people.learningOne(known) else { break }
                known = next
            }
            return nil
        }
    }

    @Test func `questions are of facts that nobody answered, each once, and only while something is open`() {
        Trial.check(rulebooks: 20, cases: 6, salt: 108) { rulebook, decider, _, person in
            guard let resolved = person.resolved(in: rulebook) else { return nil }
            let decision = EngineAnswer.decide(decider, resolved, on: person.day)
            if Set(decision.questions).count != decision.questions.count { return "asked twice\n\(decision)" }
            for name in decision.questions {
                guard let fact = rulebook.vocabulary[name] else { return "no fact \(name)" }
                if resolved.answers[fact] != .unknown {
                    return "\(name) is asked although it was answered\n\(decision)"
                }
            }
            let isOpen =
                decision.outcomes.contains { $0.outcome == .needInformation }
                || decision.alerts.contains { !$0.decided }
            if !isOpen, !decision.questions.isEmpty { return "questions though nothing is open\n\(decision)" }
            return nil
        }
    }

    @Test func `the decision is the same whoever tells it, in YAML or in JSON, nested or flat`() {
        Trial.check(rulebooks: 10, cases: 5, salt: 109) { rulebook, decider, _, person in
            guard let resolved = person.resolved(in: rulebook) else { return nil }
            let expected = EngineAnswer.decide(decider, resolved, on: person.day)
            for (path, text) in [
                ("c.yaml", person.yaml), ("c.json", person.json(isFlat: true)), ("c.json", person.json(isFlat: false)),
                ("c.ndjson", "\n" + person.json(isFlat: true) + "\r\n"),
            ] {
                let read = Read.answers(text, path, rulebook)
                guard let answers = read.answers else { return "\(path) cannot be read\n\(read.problems)\n\(text)" }
                let told = Case(name: "told", decisionDate: person.day, answers: answers)
                let decision = EngineAnswer.decide(decider, told, on: person.day)
                if decision != expected { return "\(path)\n\(decision)\n\n\(expected)" }
            }
            return nil
        }
    }

    @Test func `the rows of a decision are each programme's, each service at most once, primary the first to act on`() {
        Trial.check(rulebooks: 20, cases: 6, salt: 110) { rulebook, decider, _, person in
            guard let resolved = person.resolved(in: rulebook) else { return nil }
            let decision = EngineAnswer.decide(decider, resolved, on: person.day)
            if decision.refused { return nil }
            let names = decision.outcomes.map(\.name)
            if Set(names).count != names.count { return "a row twice\n\(decision)" }
            let missing = rulebook.programmes.map(\.name).filter { name in
                !decision.outcomes.contains { $0.programme == name }
            }
            if !missing.isEmpty { return "no row of \(missing)\n\(decision)" }
            let first = decision.outcomes.first { $0.outcome.isActionable }?.name
            if decision.primary != first { return "primary is not \(first ?? "nothing")\n\(decision)" }
            for row in decision.outcomes where row.outcome != .needInformation && !row.asks.isEmpty {
                return "\(row.name) is decided and asks\n\(decision)"
            }
            return nil
        }
    }
}

/// Other names for the facts and values of random rulebooks.
private enum Renaming {
    private static let names: Set<String> = [
        "homeless", "on_script", "in_prison", "dependent", "engaged", "age_years", "offences", "score", "released_on",
        "last_seen_on", "drug", "housing", "substances", "needs_named", "heroin", "crack", "cannabis", "settled",
        "hostel",
        "street", "opiates", "alcohol", "debt", "outside", "no_fixed_abode", "elsewhere_in_town", "arrest_area",
    ]

    static func to(_ name: String) -> String { names.contains(name) ? "x_\(name)_other" : name }

    static func of(_ person: NamedCase) -> NamedCase {
        var person = person
        person.entries = person.entries.map { entry in
            switch entry.said {
            case .option(let name): .init(to(entry.fact), .option(to(name)))
            case .options(let names): .init(to(entry.fact), .options(names.map(to)))
            default: .init(to(entry.fact), entry.said)
            }
        }
        return person
    }

    /// The decision with the other names in what it asks.
    static func inWords(_ decision: NaiveDecision) -> NaiveDecision {
        var decision = decision
        decision.questions = decision.questions.map(to)
        for index in decision.outcomes.indices { decision.outcomes[index].asks = decision.outcomes[index].asks.map(to) }
        return decision
    }
}

extension YAMLTree {
    /// The same tree with other names for keys and texts.
    fileprivate func renamed(_ name: (String) -> String) -> YAMLTree {
        switch self {
        case .scalar(let text): .scalar(name(text))
        case .list(let items): .list(items.map { $0.renamed(name) })
        case .map(let entries): .map(entries.map { Entry(name($0.key), $0.value.renamed(name)) })
        }
    }

    /// A mapping with one entry more in the mapping under a key, which is made where it is missing.
    fileprivate func adding(_ entry: Entry, under key: String) -> YAMLTree {
        guard case .map(var entries) = self else { return self }
        if let index = entries.firstIndex(where: { $0.key == key }), case .map(let inner) = entries[index].value {
            entries[index].value = .map(inner + [entry])
        } else {
            entries.append(Entry(key, .map([entry])))
        }
        return .map(entries)
    }
}

extension RulebookDraft {
    fileprivate func renamed(_ name: (String) -> String) -> RulebookDraft {
        RulebookDraft(files: files.map { File($0.path, $0.tree.renamed(name)) })
    }

    fileprivate var programmeNames: [String] {
        files.flatMap { file -> [String] in
            guard case .map(let entries) = file.tree else { return [] }
            return entries.flatMap { entry -> [String] in
                switch (entry.key, entry.value) {
                case ("programme", .scalar(let name)): [name]
                case ("programmes", .map(let all)): all.map(\.key)
                default: []
                }
            }
        }
    }

    /// The same rulebook with the body of every programme changed.
    fileprivate func changingProgrammes(_ change: (YAMLTree) -> YAMLTree) -> RulebookDraft {
        RulebookDraft(
            files: files.map { file in
                guard case .map(let entries) = file.tree else { return file }
                if entries.first?.key == "programme" { return File(file.path, change(file.tree)) }
                return File(
                    file.path,
                    .map(
                        entries.map { entry in
                            guard entry.key == "programmes", case .map(let all) = entry.value else { return entry }
                            return .init(entry.key, .map(all.map { .init($0.key, change($0.value)) }))
                        }))
            })
    }

    /// Every section in a file of its own; only facts, services and agreements keep their order, since it is theirs
    /// that answers keep.
    fileprivate func spreadOverFiles(_ random: inout RandomSource) -> RulebookDraft {
        let inOrder = files.sorted { Self.comesBefore($0.path, $1.path) }
        var pieces: [(kind: String, tree: YAMLTree)] = []
        for file in inOrder {
            guard case .map(let entries) = file.tree else { continue }
            if entries.first?.key == "programme" {
                pieces.append(("programme", file.tree))
            } else {
                pieces += entries.map { ($0.key, .map([$0])) }
            }
        }
        let mixed = random.shuffled(pieces)
        // In the places that the shuffle gave to a kind whose order counts, its pieces stand in their own order.
        var waiting = Dictionary(grouping: pieces, by: \.kind)
        let placed = mixed.map { piece -> YAMLTree in
            guard ["facts", "services", "agreements"].contains(piece.kind), let next = waiting[piece.kind]?.first else {
                return piece.tree
            }
            waiting[piece.kind]?.removeFirst()
            return next.tree
        }
        return RulebookDraft(
            files: placed.enumerated().map { number, tree in
                File((number < placed.count / 2 ? "Rules" : "Services") + "/\(100 + number).yaml", tree)
            })
    }

    private static func comesBefore(_ a: String, _ b: String) -> Bool {
        a.split(separator: "/").map { Array($0.utf8) }
            .lexicographicallyPrecedes(b.split(separator: "/").map { Array($0.utf8) }) {
                $0.lexicographicallyPrecedes($1)
            }
    }
}
