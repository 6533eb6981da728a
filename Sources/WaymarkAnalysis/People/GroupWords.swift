package import WaymarkRouting
package import WaymarkRules

/// Groups of people in words.
package struct GroupWords {
    private let rulebook: Rulebook
    private let dates: DateWords
    private var grid: Grid { rulebook.plan.grid }

    /// - Parameter other: a rulebook over the same vocabulary whose tests of dates may set ends of groups too.
    package init(_ rulebook: Rulebook, and other: Rulebook? = nil) {
        self.rulebook = rulebook
        dates = DateWords(rulebook.dateTests.merging(other?.dateTests ?? [:]) { $0.union($1) })
    }

    /// One phrase for each fact (then service or agreement) that the box limits, in vocabulary order.
    ///
    /// - Parameters:
    ///   - day: the decision date on which the people are so: dates are then said as tests that move with it say them,
    ///     where these set the ends, so that the words stay true on other days. Nil: dates are said as they are.
    ///   - beyond: see ``DateWords/phrase(_:of:on:beyond:)``.
    package func phrases(_ box: Box, on day: Day? = nil, beyond: TimeSpan? = nil) -> [String] {
        let owners = Set(box.variables.map { grid.variables[$0].owner }).sorted()
        return owners.map { owner in
            let variables = box.variables.filter { grid.variables[$0].owner == owner }
            return owner < grid.factCount
                ? phrase(fact: owner, variables, box, day, beyond) : phrase(outside: owner, variables, box)
        }
    }

    /// The phrases as one line; "everybody" for the box without limits.
    package func line(_ box: Box, on day: Day? = nil) -> String {
        let phrases = phrases(box, on: day)
        return phrases.isEmpty ? "everybody" : phrases.joined(separator: "; ")
    }

    /// The phrases of a day so near to the first date there is that some spans reach back beyond it: other ways to say
    /// the same, among which are those of later days.
    package func otherPhrases(_ box: Box, on day: Day) -> [[String]] {
        let hasDates = box.variables.contains { variable in
            let owner = grid.variables[variable].owner
            return owner < grid.factCount && rulebook.vocabulary[owner].type == .date
        }
        return hasDates ? dates.spansBeyondAllDates(on: day).map { phrases(box, on: day, beyond: $0) } : []
    }

    private func phrase(outside owner: Grid.Owner, _ variables: [VariableID], _ box: Box) -> String {
        let isInForce = variables.first.flatMap { box.limits[$0]?.first?.lowerBound } == 1
        switch rulebook.plan.uncertain[owner - grid.factCount] {
        case .service(let index):
            return "\(rulebook.services[index].title) is \(isInForce ? "" : "not ")running"
        case .agreement(let index):
            return "the agreement “\(rulebook.agreements[index].title)” is \(isInForce ? "" : "not ")in force"
        }
    }

    private func phrase(
        fact: FactID, _ variables: [VariableID], _ box: Box, _ day: Day?, _ beyond: TimeSpan?
    ) -> String {
        let subject = rulebook.vocabulary[fact]
        let runs = variables.first.flatMap { box.limits[$0] } ?? []
        switch subject.type {
        case .yesNo:
            return "\(subject.label): \(runs.first?.lowerBound == 1 ? "yes" : "no")"
        case .oneOf:
            let chosen = runs.flatMap { $0.map(Int.init) }
            let others = subject.options.indices.filter { !chosen.contains($0) }
            if others.count < chosen.count {
                return "\(subject.label): not \(list(others.map { subject.options[$0].label }, "or"))"
            }
            return "\(subject.label): \(list(chosen.map { subject.options[$0].label }, "or"))"
        case .severalOf:
            let present = variables.filter { box.limits[$0]?.first?.lowerBound == 1 }
            let absent = variables.filter { box.limits[$0]?.first?.lowerBound == 0 }
            func labels(_ variables: [VariableID]) -> [String] {
                variables.compactMap { grid.variables[$0].option }.map { subject.options[$0].label }
            }
            if present.isEmpty, absent.count == subject.options.count { return "\(subject.label): nothing" }
            var parts: [String] = []
            if !present.isEmpty { parts.append("includes \(list(labels(present), "and"))") }
            if !absent.isEmpty { parts.append("does not include \(list(labels(absent), "or"))") }
            return "\(subject.label): \(parts.joined(separator: ", "))"
        case .wholeNumber(let range):
            // People say "18 or over" of an age, "3 sessions or over" of a count.
            let unit = subject.unit == "years" ? nil : subject.unit
            let words = runs.map { run -> String in
                let low = grid.number(in: run.lowerBound, fact: fact, in: range)
                let isLast = run.upperBound == grid.variables[variables[0]].size
                let high = isLast ? range.upperBound : grid.number(in: run.upperBound, fact: fact, in: range) - 1
                if low == high { return English.amount(low, unit) }
                if low == range.lowerBound { return "under \(English.amount(high + 1, unit))" }
                if high == range.upperBound { return "\(English.amount(low, unit)) or over" }
                return "\(low) to \(English.amount(high, unit))"
            }
            return "\(subject.label): \(list(words, "or"))"
        case .date:
            let words = runs.map { dates.phrase($0, of: fact, on: day, beyond: beyond) }
            return "\(subject.label): \(list(words, "or"))"
        case .text:
            return subject.label
        }
    }

    private func list(_ words: [String], _ last: String) -> String {
        guard let end = words.last, words.count > 1 else { return words.first ?? "" }
        return "\(words.dropLast().joined(separator: ", ")) \(last) \(end)"
    }
}
