package import WaymarkDocuments
package import WaymarkRouting
import WaymarkRules

/// What the analyses found, for programs: the value of `analysis` in `waymark.check/1`.
package struct FindingsJSON {
    private let rulebook: Rulebook
    private let words: FindingWords
    private let groups: GroupWords

    /// The value of `schema` of a document that holds problems and analysis.
    package static let schemaName = "waymark.check/1"

    package init(_ rulebook: Rulebook) {
        self.rulebook = rulebook
        words = FindingWords(rulebook, complete: true)
        groups = GroupWords(rulebook)
    }

    /// Appends the findings as a JSON value.
    package func write(_ result: RulebookFindings, to writer: inout JSONWriter) {
        writer.object { writer in
            writer.field("today", result.today.description)
            writer.field("until", result.last.description)
            writer.field("steps", result.steps)
            writer.field("budget", result.budget)
            writer.field("promises_kept", rulebook.promises.count - result.undecidedPromises)
            writer.field("promises_not_decided", result.undecidedPromises)
            writer.key("findings")
            writer.array(of: result.findings) { write($1, to: &$0) }
            writer.key("undecided")
            writer.array(of: result.undecided) { writer, undecided in
                writer.object { writer in
                    writer.field("question", undecided.topic.rawValue)
                    writer.field("says", undecided.topic.words)
                    writer.key("about")
                    writer.array(of: undecided.parts) { write($1, to: &$0) }
                }
            }
        }
    }

    /// Appends one finding as a JSON value.
    func write(_ finding: Finding, to writer: inout JSONWriter) {
        writer.object { writer in
            writer.field("id", finding.id)
            writer.field("weight", finding.weight.name)
            writer.field("section", finding.section.rawValue)
            writer.field("says", words.headline(finding))
            writer.field("details", words.details(finding))
            writer.key("about")
            writer.array(of: words.mentioned(finding)) { write($1, to: &$0) }
            writeParticulars(finding, to: &writer)
            writer.key("examples")
            writer.array(of: finding.people) { write($1, to: &$0) }
        }
    }

    private func write(_ part: RulePart, to writer: inout JSONWriter) {
        let location = rulebook.sources.location(of: words.parts.span(part))
        writer.object { writer in
            writer.field("kind", part.kindName)
            writer.field("name", words.parts.identifier(part))
            if case .line(let line) = part {
                writer.field("programmes", line.programmes.map { rulebook.programmes[$0].name })
                writer.field("service", line.service.map { rulebook.services[$0].name })
            }
            writer.field("path", location.path)
            writer.field("line", location.line)
        }
    }

    // MARK: - What belongs to one kind of finding

    private func writeParticulars(_ finding: Finding, to writer: inout JSONWriter) {
        switch finding.kind {
        case .testNeverMatters(_, let span, let isAlways, _):
            let location = rulebook.sources.location(of: span)
            writer.key("test")
            writer.object { writer in
                writer.field("always", isAlways)
                writer.field("path", location.path)
                writer.field("line", location.line)
                writer.field("column", location.column)
            }
        case .gap(let gap):
            writer.field("need", rulebook.needs[gap.need].name)
            writer.field("places", gap.places.map(placeName))
            writer.field("from", gap.from?.description)
            writer.field("until", gap.until?.description)
            writer.field("groups", gap.groups.map { groups.line($0.box, on: $0.day) })
            writer.field("groups_are_all", gap.isAll)
        case .soleProvider(let sole):
            writer.field("need", rulebook.needs[sole.need].name)
            writer.field("group", groups.line(sole.group.box, on: sole.group.day))
            writer.key("providers")
            writer.array(of: sole.providers) { writer, provider in
                writer.object { writer in
                    writer.field("place", placeName(provider.place))
                    writer.field("service", rulebook.services[provider.service].name)
                }
            }
        case .coverageEnds(let end):
            writer.field("from", end.from.description)
            writer.field("places", end.places.map(placeName))
            writer.field("before", end.before.name)
            writer.field("after", end.after.name)
        case .noService(_, let since):
            writer.field("since", since?.description)
        case .period(.agreementsEnd(let day, _, _)):
            writer.field("day", day.description)
        case .influence(let influence):
            writer.field("fact", rulebook.vocabulary[influence.fact].name)
            writer.field("programme", rulebook.programmes[influence.programme].name)
            writer.field("service", rulebook.services[influence.service].name)
            writer.field(
                "outcomes", influence.outcomes.map { $0 == .unavailable ? Outcome.notEligible.rawValue : $0.rawValue })
        case .harmless(_, let proof):
            writer.field("proof", proof.rawValue)
        default: break
        }
    }

    private func placeName(_ place: AreaPlace) -> String { place.name(in: rulebook) ?? "anywhere" }

    // MARK: - People

    private func write(_ found: FoundPerson, to writer: inout JSONWriter) {
        writer.object { writer in
            writer.field("telling", found.facts.map { rulebook.vocabulary[$0].name })
            writer.key("case")
            JSONCaseWriter(rulebook.vocabulary).write(found.person, to: &writer)
        }
    }
}

extension Finding.Weight {
    var name: String {
        switch self {
        case .problem: "problem"
        case .warning: "warning"
        case .note: "note"
        }
    }
}

extension RulePart {
    /// The kind of part, as the rulebook calls it.
    var kindName: String {
        switch self {
        case .programme: "programme"
        case .service: "service"
        case .agreement: "agreement"
        case .line(let line):
            switch line.role {
            case .criterion: "criterion"
            case .bar: "bar"
            case .hold: "hold"
            case .signpostReason: "signpost_only"
            }
        case .definition: "definition"
        case .parameter: "parameter"
        case .parameterEntry: "parameter_entry"
        case .constraint: "constraint"
        case .alert: "alert"
        case .sequence: "sequence"
        case .priority: "low_priority"
        case .need: "need"
        case .fact: "fact"
        case .applicability: "only_when"
        }
    }
}
