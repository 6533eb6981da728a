import WaymarkAnalysis
import WaymarkDocuments
import WaymarkRouting
import WaymarkRules
import WaymarkStore

/// Writes what the JSON API answers beside decisions and explanations, which have writers of their own.
struct APIWriter {
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
            writer.field("type", APIWriter.name(of: fact.type))
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

    /// A decision as it was kept; `case` and `decision` are null where it was disposed of.
    ///
    /// - Parameter historic: facts that were taken from earlier referrals; nil where that was not asked for.
    /// - Parameter shown: the case as it may be shown; nil where it was disposed of.
    func write(
        _ kept: KeptDecision, shown: [UInt8]?, fromRecord historic: [HistoricFact]? = nil, to writer: inout JSONWriter
    ) {
        writer.object { writer in
            writer.field("reference", kept.reference)
            writer.field("decided_at", kept.decidedAt.iso)
            writer.field("decided_by", kept.decidedBy)
            writer.field("channel", kept.channel)
            writer.field("case_reference", kept.caseReference)
            writer.key("case")
            if let shown { writer.raw(shown) } else { writer.null() }
            writer.key("decision")
            if kept.document.isEmpty { writer.null() } else { writer.raw(kept.document) }
            writer.key("departures")
            writer.array(of: kept.departures) { writer, departure in
                writer.object { writer in
                    writer.field("at", departure.at.iso)
                    writer.field("by", departure.by)
                    writer.field("choice", departure.choice)
                    writer.field("reason", departure.reason)
                }
            }
            writer.key("consents")
            writer.array(of: kept.consents) { writer, said in
                writer.object { writer in
                    writer.field("revision", said.revision)
                    writer.field("at", said.at.iso)
                    writer.field("by", said.by)
                    writer.field("programme", said.statement.programme)
                    writer.field("service", said.statement.service)
                    writer.field("answer", said.statement.answer.rawValue)
                    writer.field("note", said.statement.note)
                }
            }
            if let historic {
                writer.key("history")
                write(kept.facts.isEmpty ? [] : historic, to: &writer)
            }
        }
    }
}
