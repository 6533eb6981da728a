import Foundation
import GRDB
import WaymarkRules

/// What is counted of a decision when it is made.
package struct DecisionCount: Sendable, Hashable {
    /// The home area by name; nil where it is not known or none of the service map.
    package var home: String?
    /// The best outcome, as decisions name it: `refer`, `waiting_list`, `signpost`, `need_information`, `unavailable`,
    /// `not_eligible`.
    package var best: String
    /// Programmes that the person met and no service here could take, by name.
    package var unavailable: [String]

    package init(home: String?, best: String, unavailable: [String]) {
        self.home = home
        self.best = best
        self.unavailable = unavailable
    }

    /// What is kept of a decision; nil where nothing is counted of it.
    init?(_ db: Database, ofDecision id: Int64) throws {
        guard let row = try Row.fetchOne(db, sql: "SELECT * FROM decision_count WHERE decision = ?", arguments: [id])
        else { return nil }
        self.init(
            home: row["home"], best: row["best"],
            unavailable: (row["unavailable"] as String).split(separator: " ").map(String.init))
    }

    /// For the audit's entry: whoever edits what reports count is found.
    var parts: [String] { [home.map { "home " + $0 } ?? "", best, unavailable.joined(separator: " ")] }
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
    static func keep(_ count: DecisionCount, ofDecision id: Int64, _ db: Database) throws {
        try db.execute(
            sql: "INSERT INTO decision_count (decision, home, best, unavailable) VALUES (?, ?, ?, ?)",
            arguments: [id, count.home, count.best, count.unavailable.joined(separator: " ")])
    }

    /// Counts the decisions of a period. Those that were disposed of are not in it any more.
    package func decisionFigures(_ period: ReportPeriod) throws(StoreError) -> DecisionFigures {
        try read { db in
            var figures = DecisionFigures()
            var unmet: [String: [String?: Int]] = [:]
            let (sql, arguments) = period.condition(time: "decision.decided_at", area: "decision_count.home")
            let rows = try Row.fetchCursor(
                db,
                sql: """
                    SELECT home, best, unavailable, EXISTS (SELECT 1 FROM referral WHERE referral.decision = decision.id) AS sent
                    FROM decision JOIN decision_count ON decision_count.decision = decision.id WHERE \(sql)
                    """, arguments: arguments)
            while let row = try rows.next() {
                figures.decisions += 1
                if ["refer", "waiting_list"].contains(row["best"] as String) { figures.withReferral += 1 }
                if row["sent"] as Bool { figures.referred += 1 }
                for programme in (row["unavailable"] as String).split(separator: " ") {
                    unmet[String(programme), default: [:]][row["home"], default: 0] += 1
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
        try write(actor, at: at) { writing in try writing.audit(.reportRead, subject: purpose) }
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
