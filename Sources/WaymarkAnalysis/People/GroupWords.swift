import WaymarkRouting
import WaymarkRules

/// Groups of people in words.
package struct GroupWords {
    private let rulebook: Rulebook
    private var grid: Grid { rulebook.plan.grid }

    package init(_ rulebook: Rulebook) {
        self.rulebook = rulebook
    }

    /// One phrase for each fact (then service or agreement) that the box limits, in vocabulary order.
    package func phrases(_ box: Box) -> [String] {
        let owners = Set(box.variables.map { grid.variables[$0].owner }).sorted()
        return owners.map { owner in
            let variables = box.variables.filter { grid.variables[$0].owner == owner }
            return owner < grid.factCount ? phrase(fact: owner, variables, box) : phrase(outside: owner, variables, box)
        }
    }

    /// The phrases as one line; "everybody" for the box without limits.
    package func line(_ box: Box) -> String {
        let phrases = phrases(box)
        return phrases.isEmpty ? "everybody" : phrases.joined(separator: "; ")
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

    private func phrase(fact: FactID, _ variables: [VariableID], _ box: Box) -> String {
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
            let words = runs.map { run -> String in
                let low = Day(number: run.lowerBound)
                let high = Day(number: run.upperBound - 1)
                if low == high { return "on \(low)" }
                if low == .first { return "on or before \(high)" }
                return high == .last ? "on or after \(low)" : "from \(low) to \(high)"
            }
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
