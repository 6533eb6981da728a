package import WaymarkRouting
import GRDB

/// Which referrals a list shows. Everything that is given has to be so.
package struct ReferralFilter: Sendable, Hashable {
    package var states: Set<ReferralState> = []
    package var programme: String?
    package var service: String?
    /// The account that sent it.
    package var madeBy: String?
    /// Those that somebody should look at; see ``ReferralFilter/attentionDays``.
    package var needsAttention = false
    /// What the reader is limited to; empty means all. See ``Belonging``.
    package var areas: Set<String> = []
    package var order = Order.changed
    package var isDescending = true
    package var limit = 50
    package var offset = 0

    package enum Order: String, Sendable, CaseIterable {
        case reference, made, changed, state, programme, service, area
    }

    /// A referral needs attention where it is open and nothing was recorded for so many days, or the last contacts
    /// failed; and where it was declined or closed within as many days, so that somebody thinks of what to do instead.
    package static let attentionDays: Int64 = 14

    package init() {}
}

/// One page of a list of referrals.
package struct ReferralList: Sendable, Hashable {
    /// Without their events.
    package var referrals: [Referral]
    /// How many there are on all pages.
    package var total: Int
}

extension Store {
    static let referralColumns =
        "SELECT referral.*, decision.reference AS decision_reference FROM referral JOIN decision ON decision.id = referral.decision"

    /// A referral with everything that happened to it.
    static func referral(_ db: Database, _ reference: String) throws -> Referral {
        guard
            let row = try Row.fetchOne(
                db, sql: referralColumns + " WHERE referral.reference = ?", arguments: [reference])
        else { throw StoreError.notFound("referral \(reference)") }
        return try Referral(row, events: events(db, row["id"]))
    }

    private static func events(_ db: Database, _ id: Int64) throws -> [Referral.Event] {
        try Row.fetchAll(
            db, sql: "SELECT * FROM referral_event WHERE referral = ? ORDER BY revision", arguments: [id]
        ).map(Referral.Event.init)
    }

    /// A referral with its events; the reading is in the audit before it is returned.
    package func referral(_ reference: String, readBy actor: Actor, at: Moment) throws(StoreError) -> Referral {
        try write(actor, at: at) { writing in
            let found = try Store.referral(writing.db, reference)
            try writing.audit(.personRead, subject: reference)
            return found
        }
    }

    /// Every referral for one case reference with its events, the newest first; the reading is in the audit.
    ///
    /// - Parameter areas: what the reader is limited to; empty means all. See ``Belonging``.
    package func referrals(
        forCase caseReference: String, areas: Set<String> = [], readBy actor: Actor, at: Moment
    ) throws(StoreError) -> [Referral] {
        try write(actor, at: at) { writing in
            try writing.audit(.personRead, subject: "referrals of one case")
            return try Store.referrals(
                writing.db, forCase: caseReference, Belonging.referrals(seenBy: actor, limitedTo: areas))
        }
    }

    /// - Parameter seen: a further condition; see ``Belonging``.
    static func referrals(
        _ db: Database, forCase caseReference: String, _ seen: (sql: String, arguments: StatementArguments) = ("1", [])
    ) throws -> [Referral] {
        try Row.fetchAll(
            db, sql: referralColumns + " WHERE referral.case_reference = ? AND \(seen.sql) ORDER BY referral.id DESC",
            arguments: [caseReference] + seen.arguments
        ).map { row in try Referral(row, events: events(db, row["id"])) }
    }

    /// The referrals that were sent from a decision, without their events. Whoever has read the decision may know them:
    /// nothing of the person is in them that is not in the decision.
    package func referrals(fromDecision decision: String) throws(StoreError) -> [Referral] {
        try read { db in
            try Row.fetchAll(
                db, sql: Store.referralColumns + " WHERE decision.reference = ? ORDER BY referral.id",
                arguments: [decision]
            ).map { try Referral($0) }
        }
    }

    /// One page of a list; the reading is in the audit, since case references stand in it.
    package func referrals(_ filter: ReferralFilter, readBy actor: Actor, at: Moment) throws(StoreError) -> ReferralList
    {
        try write(actor, at: at) { writing in
            try writing.audit(.personRead, subject: "list of referrals")
            let (condition, arguments) = Store.condition(filter, actor, at)
            let total = try Int.fetchOne(
                writing.db, sql: "SELECT count(*) FROM referral WHERE \(condition)", arguments: arguments)
            let direction = filter.isDescending ? "DESC" : "ASC"
            let rows = try Row.fetchAll(
                writing.db,
                sql: Store.referralColumns
                    + " WHERE \(condition) ORDER BY \(Store.column(filter.order)) \(direction), referral.id \(direction) LIMIT ? OFFSET ?",
                arguments: arguments + [filter.limit, filter.offset])
            return ReferralList(referrals: try rows.map { try Referral($0) }, total: total ?? 0)
        }
    }

    private static func column(_ order: ReferralFilter.Order) -> String {
        switch order {
        case .reference: "referral.id"
        case .made: "referral.made_at"
        case .changed: "referral.changed_at"
        case .state: "referral.state"
        case .programme: "referral.programme"
        case .service: "referral.service"
        case .area: "referral.area"
        }
    }

    private static func condition(
        _ filter: ReferralFilter, _ actor: Actor, _ at: Moment
    ) -> (String, StatementArguments) {
        var parts = ["1"]
        var arguments = StatementArguments()
        func add(_ part: String, _ values: StatementArguments) {
            parts.append(part)
            arguments += values
        }
        func marks(_ count: Int) -> String { Array(repeating: "?", count: count).joined(separator: ", ") }
        if !filter.states.isEmpty {
            let states = filter.states.map(\.rawValue).sorted()
            add("referral.state IN (\(marks(states.count)))", StatementArguments(states))
        }
        if let programme = filter.programme { add("referral.programme = ?", [programme]) }
        if let service = filter.service { add("referral.service = ?", [service]) }
        if let name = filter.madeBy { add("referral.made_by = ?", [name]) }
        let seen = Belonging.referrals(seenBy: actor, limitedTo: filter.areas)
        add(seen.sql, seen.arguments)
        if filter.needsAttention {
            let since = at.adding(seconds: -ReferralFilter.attentionDays * 86_400).milliseconds
            add(
                """
                (referral.disposed_at IS NULL AND (
                  (referral.state IN ('sent', 'accepted', 'waiting', 'started')
                    AND (referral.changed_at < ? OR referral.failed_contacts > 0))
                  OR (referral.state IN ('declined', 'closed_no_contact') AND referral.changed_at >= ?)))
                """, [since, since])
        }
        return (parts.joined(separator: " AND "), arguments)
    }
}
