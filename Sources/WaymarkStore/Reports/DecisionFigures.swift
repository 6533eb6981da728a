import Foundation
import GRDB
import WaymarkRules

extension AuditAction {
    /// Answers were counted for a report; nothing of a person was shown.
    package static let reportRead = AuditAction("report.read")
}

/// How many decisions a period had, and whom nobody could take.
package struct DecisionFigures: Sendable, Hashable {
    package var decisions = 0
    /// Decisions with something to refer to at once, or a waiting list.
    package var withReferral = 0
    /// Decisions from which a referral was sent.
    package var referred = 0
    package var unmet: [Unmet] = []

    /// A need that nothing here could meet.
    package struct Unmet: Sendable, Hashable {
        package var programme: String
        package var home: String?
        package var count: Int
    }
}

extension Store {
    /// Counts the decisions of a period. Those that were disposed of are not in it any more.
    package func decisionFigures(_ period: ReportPeriod) throws(StoreError) -> DecisionFigures {
        try read { db in
            var figures = DecisionFigures()
            var unmet: [String: [String?: Int]] = [:]
            let (sql, arguments) = period.condition(time: "decision.decided_at", area: "decision_count.home")
            let decisions = try CountedDecision.fetchCursor(
                db,
                sql: """
                    SELECT home, best, unavailable, EXISTS (SELECT 1 FROM referral WHERE referral.decision = decision.id) AS sent
                    FROM decision JOIN decision_count ON decision_count.decision = decision.id WHERE \(sql)
                    """, arguments: arguments)
            while let decision = try decisions.next() {
                figures.decisions += 1
                if ["refer", "waiting_list"].contains(decision.best) { figures.withReferral += 1 }
                if decision.isReferred { figures.referred += 1 }
                for programme in decision.unavailable.split(separator: " ") {
                    unmet[String(programme), default: [:]][decision.home, default: 0] += 1
                }
            }
            figures.unmet = unmet.flatMap { programme, homes in
                homes.map { .init(programme: programme, home: $0.key, count: $0.value) }
            }.sorted {
                ($0.programme, $0.home == nil ? 1 : 0, $0.home ?? "") < (
                    $1.programme, $1.home == nil ? 1 : 0, $1.home ?? ""
                )
            }
            return figures
        }
    }

    /// Calls `body` with what was answered and the best outcome of each decision of a period, in no order that says
    /// anything, for counting alone. That it was read is in the audit.
    ///
    /// - Parameter purpose: what it is counted for, such as `equality audit`.
    package func countAnswers(
        _ period: ReportPeriod, for purpose: String, by actor: Actor, at: Moment,
        _ body: (_ facts: [UInt8], _ best: String) -> Void
    ) throws(StoreError) {
        try note(.reportRead, subject: purpose, by: actor, at: at)
        try read { db in
            let (sql, arguments) = period.condition(time: "decision.decided_at", area: "decision_count.home")
            let rows = try Row.fetchCursor(
                db,
                sql: """
                    SELECT decision.facts AS facts, best FROM decision JOIN decision_count ON decision_count.decision = decision.id
                    WHERE \(sql) AND decision.facts IS NOT NULL
                    """, arguments: arguments)
            while let row = try rows.next() { body([UInt8](row["facts"] as Data), row["best"]) }
        }
    }
}

/// What reports read of one decision.
private struct CountedDecision: Decodable, FetchableRecord {
    var home: String?
    var best: String
    var unavailable: String
    var isReferred: Bool

    enum CodingKeys: String, CodingKey { case home, best, unavailable, isReferred = "sent" }
}
