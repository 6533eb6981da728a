import WaymarkRouting
import GRDB

/// Holds every referral and its events to the audit's entries about them, and to each other.
enum ReferralCheck {
    @Sendable static func problems(_ db: Database, _ entries: VouchedEntries) throws -> [String] {
        var problems: [String] = []
        var seen: Set<String> = []
        let rows = try ReferralRow.order { $0.id }.fetchCursor(db)
        while let row = try rows.next() {
            seen.insert(row.reference)
            if let problem = try problem(row, db, entries) { problems.append(problem) }
        }
        for action in [AuditAction.referralSent, .referralChanged] {
            for reference in entries.subjects(of: action) where !seen.contains(reference) {
                problems.append("Referral \(reference) is in the audit, but was taken out of the record.")
            }
        }
        return problems
    }

    private static func problem(_ row: ReferralRow, _ db: Database, _ entries: VouchedEntries) throws -> String? {
        let reference = row.reference
        let decision = try Row.fetchOne(
            db, sql: "SELECT reference, disposed_at FROM decision WHERE id = ?", arguments: [row.decision])
        guard let id = row.id, let decision else { return "Referral \(reference) is of no decision." }
        let events = try ReferralEventRow.all(ofReferral: id, db)
        let sent = entries.entries(.referralSent, of: reference)
        let vouched = sent + entries.entries(.referralChanged, of: reference)
        guard sent.count == 1, events.count == vouched.count else {
            return "Referral \(reference) has \(events.count) events in the record and \(vouched.count) in the audit."
        }
        guard (row.disposedAt == nil) == (decision["disposed_at"] as Moment? == nil) else {
            return "Referral \(reference) was not disposed of together with its decision."
        }
        var progress = ReferralProgress.sent
        for (index, (event, entry)) in zip(events, vouched).enumerated() {
            guard event.revision == index + 1 else { return "An event of referral \(reference) is missing." }
            if row.disposedAt == nil {
                let content = event.content(of: row, from: decision["reference"])
                guard entry.vouches(for: content, salt: event.salt) else {
                    return
                        "Event \(index + 1) of referral \(reference) is not what was recorded: what happened, its reason or note, or whose, when or by whom were changed."
                }
            }
            guard let next = step(progress, event, closesAfter: row.closesAfter), next.state.rawValue == event.state
            else { return "Event \(index + 1) of referral \(reference) cannot have happened after the ones before it." }
            progress = next
        }
        return row.stands(at: progress, after: events)
            ? nil : "Referral \(reference) does not stand where its events lead."
    }

    private static func step(
        _ progress: ReferralProgress, _ row: ReferralEventRow, closesAfter: Int?
    ) -> ReferralProgress? {
        guard let event = ReferralEvent(rawValue: row.event) else { return nil }
        if row.revision == 1 { return event == .sent ? .sent : nil }
        return progress.after(event, at: row.at, closesAfter: closesAfter)
    }
}
