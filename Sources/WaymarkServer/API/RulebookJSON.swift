import WaymarkAnalysis
import WaymarkDocuments
import WaymarkRouting
import WaymarkRules
import WaymarkStore

/// A rulebook, its services, questions and facts as the JSON API shows them. Decisions and explanations have writers of
/// their own.
struct RulebookJSON {
    let serving: ServingRulebook
    private var rulebook: Rulebook { serving.rulebook }

    init(_ serving: ServingRulebook) {
        self.serving = serving
    }

    func writeRulebook(to writer: inout JSONWriter) {
        writer.object { writer in
            writer.field("version", serving.version)
            writer.field("hash", rulebook.hash)
            writer.key("programmes")
            writer.array(of: rulebook.policy.order) { writer, index in
                let programme = rulebook.programmes[index]
                writer.object { writer in
                    writer.field("name", programme.name)
                    writer.field("title", programme.title)
                    writer.field("kind", programme.kind.rawValue)
                    writer.field("summary", programme.summary)
                }
            }
            writer.key("areas")
            writer.array(of: rulebook.areas) { writer, area in
                writer.object { writer in
                    writer.field("name", area.name)
                    writer.field("title", area.title)
                    writer.field("gss", area.gss)
                }
            }
            writer.key("facts")
            writer.array(of: rulebook.vocabulary.facts.indices) { write(fact: $1, to: &$0) }
        }
    }

    func write(fact id: FactID, to writer: inout JSONWriter) {
        let fact = rulebook.vocabulary[id]
        writer.object { writer in
            writer.field("name", fact.name)
            writer.field("label", fact.label)
            writer.field("ask", fact.ask)
            writer.field("help", fact.help)
            writer.field("type", RulebookJSON.name(of: fact.type))
            if case .wholeNumber(let range) = fact.type {
                writer.field("minimum", range.lowerBound)
                writer.field("maximum", range.upperBound)
                writer.field("unit", fact.unit)
            }
            if !fact.options.isEmpty {
                writer.key("options")
                writer.array(of: fact.options) { writer, option in
                    writer.object { writer in
                        writer.field("name", option.name)
                        writer.field("label", option.label)
                    }
                }
            }
        }
    }

    private static func name(of type: FactType) -> String {
        switch type {
        case .yesNo: "yes_or_no"
        case .wholeNumber: "whole_number"
        case .date: "date"
        case .oneOf: "one_of"
        case .severalOf: "several_of"
        case .text: "text"
        }
    }

    func writeServices(on day: Day, to writer: inout JSONWriter) {
        writer.object { writer in
            writer.field("date", day.description)
            writer.key("services")
            writer.array(of: rulebook.services) { writer, service in
                writer.object { writer in
                    writer.field("name", service.name)
                    writer.field("title", service.title)
                    writer.field("provider", service.provider)
                    writer.field("programme", rulebook.programmes[service.programme].name)
                    writer.key("areas")
                    switch service.coverage {
                    case .everywhere: writer.null()
                    case .places(let places): writer.array(of: places)
                    }
                    writer.field("in_force", service.period.inForce(on: day).name)
                    writer.field("capacity", service.capacity.rawValue)
                    writer.key("agreement")
                    switch service.agreement {
                    case .missing, .notNeeded: writer.null()
                    case .agreement(let index): writer.string(rulebook.agreements[index].name)
                    }
                    writer.key("contact")
                    writer.object { writer in
                        for detail in service.contact { writer.field(detail.key, detail.value) }
                    }
                }
            }
        }
    }

    /// - Parameter historic: facts that were taken from earlier referrals; nil where that was not asked for.
    func write(_ step: InterviewStep, fromRecord historic: [HistoricFact]? = nil, to writer: inout JSONWriter) {
        writer.object { writer in
            writer.key("question")
            if let question = step.question {
                writer.object { writer in
                    writer.key("fact")
                    write(fact: question.fact, to: &writer)
                    writer.field("for", question.programmes.map { rulebook.programmes[$0].name })
                    writer.field("alerts", question.alerts.map { rulebook.policy.alerts[$0].name })
                }
            } else {
                writer.null()
            }
            writer.field("at_most", step.atMost)
            writer.key("programmes")
            writer.array(of: rulebook.policy.order) { writer, programme in
                writer.object { writer in
                    writer.field("programme", rulebook.programmes[programme].name)
                    switch step.standings[programme] {
                    case .settled(let outcome):
                        writer.field("settled", true)
                        writer.field("outcome", outcome.rawValue)
                        writer.field("turns_on", [String]())
                    case .open(let facts):
                        writer.field("settled", false)
                        writer.key("outcome")
                        writer.null()
                        writer.field("turns_on", facts.map { rulebook.vocabulary[$0].name })
                    }
                }
            }
            if let historic {
                writer.key("history")
                write(historic, to: &writer)
            }
        }
    }

    /// Facts with the referral that each comes from.
    func write(_ facts: [HistoricFact], to writer: inout JSONWriter) {
        let values = JSONCaseWriter(rulebook.vocabulary)
        writer.array(of: facts) { writer, historic in
            let fact = serving.rulebook.vocabulary[historic.fact]
            writer.object { writer in
                writer.field("fact", fact.name)
                writer.key("value")
                values.write(historic.value, of: historic.fact, to: &writer)
                writer.field("referral", historic.origin.referral)
                writer.field("state", historic.origin.state.rawValue)
                writer.field("day", historic.origin.day.description)
            }
        }
    }
}
