package import WaymarkRouting
import WaymarkRules

/// A finding in words, part by part, for whoever lays it out. It says what ``FindingsText`` says.
package struct FindingCard: Sendable {
    package var weight: Finding.Weight
    /// What was found, as one sentence. Of a long list it names the first; `parts` has all.
    package var headline: String
    /// Who is concerned, and why.
    package var details: [String]
    /// Made-up people who show it.
    package var examples: [String]
    /// The parts of the rulebook that it names, each once, in order.
    package var parts: [RulePart]
    /// Where they stand: `path:line`.
    package var places: [String]

    /// The findings of one heading, worst first.
    package static func all(
        in section: FindingSection, of result: RulebookFindings, under rulebook: Rulebook
    ) -> [FindingCard] {
        let words = FindingWords(rulebook, complete: false)
        return result.findings.filter { $0.section == section }.map { FindingCard($0, words) }
    }

    private init(_ finding: Finding, _ words: FindingWords) {
        weight = finding.weight
        headline = words.headline(finding)
        details = words.details(finding)
        examples = words.examples(finding)
        parts = []
        for part in words.mentioned(finding) where !parts.contains(part) { parts.append(part) }
        places = words.spans(finding).map { words.rulebook.place($0) }
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
