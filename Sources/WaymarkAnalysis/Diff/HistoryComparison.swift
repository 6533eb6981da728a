import WaymarkRouting
import WaymarkRules

/// Compares what two rulebooks make of a person's earlier referrals. Nobody is routed differently by it: it fills in
/// answers.
struct HistoryComparison {
    let old: Rulebook
    let new: Rulebook

    /// One finding for each fact whose lines differ in more than the words they say, in the order of the vocabularies.
    func findings(within period: Period) -> [RulebookDiff.Finding] {
        let known = new.vocabulary.facts.map(\.name)
        let names = known + old.vocabulary.facts.map(\.name).filter { !known.contains($0) }
        return names.compactMap { name in
            let lines = changes(of: name)
            if lines.isEmpty { return nil }
            return RulebookDiff.Finding(
                subject: .history(name), from: period.from ?? .first, until: period.until ?? .last, always: [],
                groups: [], moves: [], lines: lines, isComplete: true)
        }
    }

    /// Lines that are gone or stand elsewhere, then those that are new or stood elsewhere.
    private func changes(of fact: String) -> [RulebookDiff.Line] {
        let before = HistoryComparison.lines(of: fact, in: old)
        let after = HistoryComparison.lines(of: fact, in: new)
        let difference = after.map(\.meaning).difference(from: before.map(\.meaning))
        let gone = difference.removals.map(\.place)
        let come = difference.insertions.map(\.place)
        // A line among others that moved may have kept its place.
        func hasStayed(_ place: Int) -> Bool {
            gone.contains(place) && come.contains(place) && before[place].meaning == after[place].meaning
        }
        func written(_ lines: [SpelledLine], _ places: [Int], isNew: Bool) -> [RulebookDiff.Line] {
            places.filter { !hasStayed($0) }.map { place in
                RulebookDiff.Line(
                    isNew: isNew, says: "\(place + 1). \(lines[place].words)", place: lines[place].place)
            }
        }
        return written(before, gone, isNew: false) + written(after, come, isNew: true)
    }

    private static func lines(of fact: String, in rulebook: Rulebook) -> [SpelledLine] {
        guard let id = rulebook.vocabulary[fact] else { return [] }
        return rulebook.history.filter { $0.fact == id }.map { SpelledLine($0, of: rulebook) }
    }
}

/// A line without the numbers that facts, values and programmes have in its own rulebook only.
private struct SpelledLine {
    struct Meaning: Hashable {
        var value: String
        var programmes: [String]
        var which: HistoryLine.Which
        var cameTo: Set<ReferralState>
        var happened: Set<ReferralEvent>
        var notHappened: Set<ReferralEvent>
        var withinMonths: Int?
    }

    var meaning: Meaning
    /// `yes: “has started treatment” (latest referral to Community treatment; came to: started; within 6 months)`.
    var words: String
    /// File and line.
    var place: String

    init(_ line: HistoryLine, of rulebook: Rulebook) {
        let fact = rulebook.vocabulary[line.fact]
        let programmes = line.programmes.map { rulebook.programmes[$0] }
        meaning = Meaning(
            value: line.value.name(of: fact), programmes: programmes.map(\.name).sorted(), which: line.which,
            cameTo: line.cameTo, happened: line.happened, notHappened: line.notHappened,
            withinMonths: line.withinMonths)
        var conditions = ["\(line.which.rawValue) referral to \(English.list(programmes.map(\.title), "or"))"]
        func add<Word>(_ key: String, _ words: Set<Word>)
        where Word: CaseIterable & RawRepresentable, Word.RawValue == String {
            if words.isEmpty { return }
            let names = Word.allCases.filter(words.contains).map {
                $0.rawValue.split(separator: "_").joined(separator: " ")
            }
            conditions.append("\(key): \(English.list(names, "or"))")
        }
        add("came to", line.cameTo)
        add("happened", line.happened)
        add("not happened", line.notHappened)
        if let months = line.withinMonths { conditions.append("within \(English.count(months, "month"))") }
        words = "\(line.value.words(of: fact)): “\(line.says)” (\(conditions.joined(separator: "; ")))"
        place = rulebook.place(line.span)
    }
}

extension CollectionDifference.Change {
    fileprivate var place: Int {
        switch self {
        case .insert(let offset, _, _), .remove(let offset, _, _): offset
        }
    }
}

extension HistoryLine.Value {
    /// As a file has it, so that it is the same in every rulebook.
    fileprivate func name(of fact: Fact) -> String {
        switch self {
        case .fixed(.option(let option)): fact.options[option].name
        case .fixed(.options(let options)): options.map { fact.options[$0].name }.sorted().joined(separator: ", ")
        case .fixed, .countOfReferrals, .countOfFailedContacts, .dayOfLastChange: words(of: fact)
        }
    }

    fileprivate func words(of fact: Fact) -> String {
        if case .fixed(let value) = self { return fact.plainText(of: .value(value)) }
        return HistoryLine.Value.workedOut.first { $0.value == self }?.words ?? ""
    }
}
