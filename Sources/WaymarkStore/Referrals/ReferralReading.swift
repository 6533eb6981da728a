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
    /// What the reader is limited to; empty means all. See ``Visibility``.
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
    /// A referral with its events; the reading is in the audit before it is returned.
    package func referral(_ reference: String, readBy actor: Actor, at: Moment) throws(StoreError) -> Referral {
        try write(actor, at: at) { writing in
            let found = try Referral.find(reference, writing.db)
            try writing.audit(.personRead, subject: reference)
            return found
        }
    }

    /// Every referral for one case reference with its events, the newest first; the reading is in the audit.
    ///
    /// - Parameter areas: what the reader is limited to; empty means all. See ``Visibility``.
    package func referrals(
        forCase caseReference: String, areas: Set<String> = [], readBy actor: Actor, at: Moment
    ) throws(StoreError) -> [Referral] {
        try write(actor, at: at) { writing in
            try writing.audit(.personRead, subject: "referrals of one case")
            return try Referral.all(
                forCase: caseReference, writing.db, Visibility.referrals(seenBy: actor, limitedTo: areas))
        }
    }

    /// The referrals that were sent from a decision, without their events. Whoever has read the decision may know them:
    /// nothing of the person is in them that is not in the decision.
    package func referrals(fromDecision decision: String) throws(StoreError) -> [Referral] {
        try read { db in
            guard
                let id = try DecisionRow.filter({ $0.reference == decision }).select({ $0.id }, as: Int64.self)
                    .fetchOne(db)
            else { return [] }
            return try ReferralRow.filter { $0.decision == id }.order { $0.id }.fetchAll(db)
                .map { try Referral($0, from: decision) }
        }
    }

    /// One page of a list; the reading is in the audit, since case references stand in it.
    package func referrals(_ filter: ReferralFilter, readBy actor: Actor, at: Moment) throws(StoreError) -> ReferralList
    {
        try write(actor, at: at) { writing in
            try writing.audit(.personRead, subject: "list of referrals")
            let request = filter.matching(for: actor, at)
            let order = filter.isDescending ? filter.columns.map(\.desc) : filter.columns.map(\.asc)
            let rows = try request.order(order).limit(filter.limit, offset: filter.offset).fetchAll(writing.db)
            return ReferralList(
                referrals: try rows.map { try Referral($0, from: $0.decisionReference(writing.db)) },
                total: try request.fetchCount(writing.db))
        }
    }
}

extension ReferralFilter {
    fileprivate var columns: [Column] {
        let first =
            switch order {
            case .reference: ReferralRow.Columns.id
            case .made: ReferralRow.Columns.madeAt
            case .changed: ReferralRow.Columns.changedAt
            case .state: ReferralRow.Columns.state
            case .programme: ReferralRow.Columns.programme
            case .service: ReferralRow.Columns.service
            case .area: ReferralRow.Columns.area
            }
        return [first, ReferralRow.Columns.id]
    }

    fileprivate func matching(for actor: Actor, _ at: Moment) -> QueryInterfaceRequest<ReferralRow> {
        let seen = Visibility.referrals(seenBy: actor, limitedTo: areas)
        var request = ReferralRow.filter(sql: seen.sql, arguments: seen.arguments)
        if !states.isEmpty {
            let states = states.map(\.rawValue).sorted()
            request = request.filter { states.contains($0.state) }
        }
        if let programme { request = request.filter { $0.programme == programme } }
        if let service { request = request.filter { $0.service == service } }
        if let madeBy { request = request.filter { $0.madeBy == madeBy } }
        if needsAttention {
            let since = at.adding(seconds: -ReferralFilter.attentionDays * 86_400)
            let open = ReferralState.allCases.filter(\.isOpen).map(\.rawValue)
            let ended = [ReferralState.declined, .closedNoContact].map(\.rawValue)
            request = request.filter { row in
                let isStuck: SQLExpression = row.changedAt < since || row.failedContacts > 0
                let isOpen: SQLExpression = open.contains(row.state) && isStuck
                let hasEnded: SQLExpression = ended.contains(row.state) && row.changedAt >= since
                return row.disposedAt == nil && (isOpen || hasEnded)
            }
        }
        return request
    }
}
