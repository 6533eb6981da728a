package import WaymarkRouting
import WaymarkRules

/// A finding in words, part by part; text, pages and JSON lay it out.
package struct FindingAccount: Sendable, Hashable {
    package var section: FindingSection
    package var weight: Finding.Weight
    /// What was found, as one sentence. A short account of a long list names the first; `parts` has all.
    package var headline: String
    /// Who is concerned, and why.
    package var details: [String]
    /// Made-up people who show it.
    package var examples: [String]
    /// The parts of the rulebook that it names, in order.
    package var parts: [RulePart]
    /// Where they stand: `path:line`. Things on one line are one place to look.
    package var places: [String]

    /// The findings of one heading, worst first.
    package static func all(
        in section: FindingSection, of result: RulebookFindings, under rulebook: Rulebook
    ) -> [FindingAccount] {
        let words = FindingWords(rulebook, complete: false)
        return result.findings.filter { $0.section == section }.map { FindingAccount($0, words) }
    }

    init(_ finding: Finding, _ words: FindingWords) {
        section = finding.section
        weight = finding.weight
        headline = words.headline(finding)
        details = words.details(finding)
        examples = words.examples(finding)
        parts = words.mentioned(finding)
        places = []
        for place in words.spans(finding).map(words.rulebook.place) where !places.contains(place) {
            places.append(place)
        }
    }

    /// What was not decided within the budget, of these questions: one sentence for each.
    package static func undecided(
        _ topics: Set<Undecided.Topic>, of result: RulebookFindings, under rulebook: Rulebook
    ) -> [String] {
        let parts = PartWords(rulebook: rulebook)
        return result.undecided.filter { topics.contains($0.topic) }.map { undecided in
            let names = parts.list(undecided.parts.map { parts.name($0) }, all: true)
            return English.sentence(English.capitalised(undecided.topic.words) + ": " + names)
        }
    }
}
