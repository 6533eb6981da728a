import WaymarkRouting
import WaymarkDocuments
import WaymarkStore

/// A kept decision as the JSON API shows it.
struct KeptDecisionJSON {
    let serving: ServingRulebook

    init(_ serving: ServingRulebook) {
        self.serving = serving
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
                RulebookJSON(serving).write(kept.facts.isEmpty ? [] : historic, to: &writer)
            }
        }
    }
}
