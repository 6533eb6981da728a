import WaymarkRouting
import GRDB
import WaymarkRules

/// What referrals of a period came to. Nothing of a person is in it.
package struct ReferralFigures: Sendable, Hashable {
    fileprivate enum Side { case programme, area, source, month }

    /// A key and how many; in the order of the keys. Months are their first days, areas may be missing.
    package struct Count: Sendable, Hashable {
        package var key: String?
        package var count: Int
    }

    package var sent = 0
    package var byProgramme: [Count] = []
    package var byArea: [Count] = []
    package var bySource: [Count] = []
    package var byMonth: [Count] = []
    /// By where they stand now, in the order of the states.
    package var byState: [Count] = []
    /// Of those sent in the period, how many ever came so far.
    package var reached = 0
    package var accepted = 0
    package var started = 0
    package var completed = 0
    /// Declines (one referral may be declined again after it was reopened), by programme and reason.
    package var declines: [Decline] = []
    /// Hours from sending to first contact, by programme; sorted.
    package var contactHours: [ContactTimes] = []

    package struct Decline: Sendable, Hashable {
        package var programme: String
        /// Nil where it was disposed of.
        package var reason: ReferralReason?
        package var count: Int
    }

    package struct ContactTimes: Sendable, Hashable {
        package var programme: String
        /// Of those that were reached, the shortest first.
        package var hours: [Double]
        /// Still open and not reached.
        package var waiting: Int
        /// Ended without ever being reached.
        package var never: Int

        /// The time within which this share of those reached had been reached; nil where nobody was.
        package func quantile(_ share: Double) -> Double? {
            if hours.isEmpty { return nil }
            return hours[min(hours.count - 1, max(0, Int((share * Double(hours.count)).rounded(.up)) - 1))]
        }
    }
}

extension Store {
    /// Counts the referrals that were sent in a period.
    package func referralFigures(_ period: ReportPeriod) throws(StoreError) -> ReferralFigures {
        try read { db in
            var figures = ReferralFigures()
            var counts: [ReferralFigures.Side: [String?: Int]] = [:]
            var states: [ReferralState: Int] = [:]
            var times: [String: ReferralFigures.ContactTimes] = [:]
            let (sql, arguments) = period.condition(time: "made_at", area: "area")
            let rows = try CountedReferral.fetchCursor(
                db, sql: "SELECT programme, area, source, made_at, state, first_contact_at FROM referral WHERE \(sql)",
                arguments: arguments)
            while let row = try rows.next() {
                let month = ReportPeriod.monthStart(row.madeAt.day).description
                figures.sent += 1
                counts[.programme, default: [:]][row.programme, default: 0] += 1
                counts[.area, default: [:]][row.area, default: 0] += 1
                counts[.source, default: [:]][row.source, default: 0] += 1
                counts[.month, default: [:]][month, default: 0] += 1
                guard let state = ReferralState(rawValue: row.state) else { continue }
                states[state, default: 0] += 1
                var time = times[row.programme] ?? .init(programme: row.programme, hours: [], waiting: 0, never: 0)
                if let contact = row.firstContactAt {
                    figures.reached += 1
                    time.hours.append(Double(contact.milliseconds - row.madeAt.milliseconds) / 3_600_000)
                } else if state.isOpen {
                    time.waiting += 1
                } else {
                    time.never += 1
                }
                times[row.programme] = time
            }
            func sorted(_ side: ReferralFigures.Side) -> [ReferralFigures.Count] {
                (counts[side] ?? [:]).map { .init(key: $0.key, count: $0.value) }
                    .sorted { ($0.key == nil ? 1 : 0, $0.key ?? "") < ($1.key == nil ? 1 : 0, $1.key ?? "") }
            }
            figures.byProgramme = sorted(.programme)
            figures.byArea = sorted(.area)
            figures.bySource = sorted(.source)
            figures.byMonth = sorted(.month)
            figures.byState = ReferralState.allCases.compactMap { state in
                states[state].map { .init(key: state.rawValue, count: $0) }
            }
            figures.contactHours = times.values.map { time in
                var time = time
                time.hours.sort()
                return time
            }.sorted { $0.programme < $1.programme }
            try Store.readEvents(db, period, &figures)
            return figures
        }
    }

    private static func readEvents(_ db: Database, _ period: ReportPeriod, _ figures: inout ReferralFigures) throws {
        let (sql, arguments) = period.condition(time: "referral.made_at", area: "referral.area")
        let far = try Row.fetchCursor(
            db,
            sql: """
                SELECT referral_event.event AS event, count(DISTINCT referral.id) AS referrals FROM referral_event
                JOIN referral ON referral.id = referral_event.referral
                WHERE \(sql) AND referral_event.event IN ('accepted', 'started', 'completed') GROUP BY referral_event.event
                """, arguments: arguments)
        while let row = try far.next() {
            switch row["event"] as String {
            case "accepted": figures.accepted = row["referrals"]
            case "started": figures.started = row["referrals"]
            default: figures.completed = row["referrals"]
            }
        }
        figures.declines = try Row.fetchAll(
            db,
            sql: """
                SELECT referral.programme AS programme, referral_event.reason AS reason, count(*) AS declines
                FROM referral_event JOIN referral ON referral.id = referral_event.referral
                WHERE \(sql) AND referral_event.event = 'declined' GROUP BY 1, 2 ORDER BY 1, 2
                """, arguments: arguments
        ).map { row in
            .init(
                programme: row["programme"], reason: (row["reason"] as String?).flatMap(ReferralReason.init),
                count: row["declines"])
        }
    }
}

/// What reports read of one referral.
private struct CountedReferral: Decodable, FetchableRecord {
    var programme: String
    var area: String?
    var source: String
    var madeAt: Moment
    var state: String
    var firstContactAt: Moment?

    enum CodingKeys: String, CodingKey {
        case programme, area, source, madeAt = "made_at", state, firstContactAt = "first_contact_at"
    }
}
