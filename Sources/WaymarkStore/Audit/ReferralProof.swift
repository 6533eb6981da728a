import WaymarkRouting
import Foundation
import GRDB

/// Holds every referral and its events to the audit's entries about them, and to each other.
struct ReferralProof {
    let db: Database
    /// For each action and subject, the contents vouched for, in the order of the entries.
    let contents: [String: [[UInt8]]]

    /// What is wrong, in sentences.
    func problems() throws -> [String] {
        var problems: [String] = []
        var seen: Set<String> = []
        let rows = try Row.fetchCursor(
            db,
            sql: """
                SELECT referral.*, decision.reference AS decision_reference, decision.disposed_at AS decision_disposed_at
                FROM referral JOIN decision ON decision.id = referral.decision ORDER BY referral.id
                """)
        while let row = try rows.next() {
            let reference: String = row["reference"]
            seen.insert(reference)
            if let problem = try problem(row, reference) { problems.append(problem) }
        }
        for action in [AuditAction.referralSent, .referralChanged] {
            for key in contents.keys.sorted() where key.hasPrefix(action.name + " ") {
                let reference = String(key.dropFirst(action.name.count + 1))
                if !seen.contains(reference) {
                    problems.append("Referral \(reference) is in the audit, but was taken out of the record.")
                }
            }
        }
        return problems
    }

    private func problem(_ row: Row, _ reference: String) throws -> String? {
        let events = try Row.fetchAll(
            db, sql: "SELECT * FROM referral_event WHERE referral = ? ORDER BY revision",
            arguments: [row["id"] as Int64])
        let sent = contents["\(AuditAction.referralSent.name) \(reference)"] ?? []
        let vouched = sent + (contents["\(AuditAction.referralChanged.name) \(reference)"] ?? [])
        guard sent.count == 1, events.count == vouched.count else {
            return "Referral \(reference) has \(events.count) events in the record and \(vouched.count) in the audit."
        }
        let isDisposed = (row["disposed_at"] as Int64?) != nil
        guard isDisposed == ((row["decision_disposed_at"] as Int64?) != nil) else {
            return "Referral \(reference) was not disposed of together with its decision."
        }
        var progress = ReferralProgress.sent
        for (index, event) in events.enumerated() {
            guard event["revision"] as Int == index + 1 else { return "An event of referral \(reference) is missing." }
            if !isDisposed {
                let salt = (event["salt"] as Data?).map { [UInt8]($0) } ?? []
                guard AuditEntry.commitment(to: ReferralContent.of(event, in: row), salt: salt) == vouched[index] else {
                    return
                        "Event \(index + 1) of referral \(reference) is not what was recorded: what happened, its reason or note, or whose, when or by whom were changed."
                }
            }
            guard let next = ReferralProof.step(progress, event, index, closesAfter: row["closes_after"]),
                next.state.rawValue == event["state"]
            else { return "Event \(index + 1) of referral \(reference) cannot have happened after the ones before it." }
            progress = next
        }
        let isThere =
            row["state"] == progress.state.rawValue && row["failed_contacts"] == progress.failedContacts
            && row["first_contact_at"] == progress.firstContactAt?.milliseconds && row["revision"] == events.count
            && row["changed_at"] == events.last.map { $0["at"] as Int64 }
        return isThere ? nil : "Referral \(reference) does not stand where its events lead."
    }

    private static func step(
        _ progress: ReferralProgress, _ row: Row, _ index: Int, closesAfter: Int?
    ) -> ReferralProgress? {
        guard let event = ReferralEvent(rawValue: row["event"]) else { return nil }
        if index == 0 { return event == .sent ? .sent : nil }
        return progress.after(event, at: Moment(milliseconds: row["at"]), closesAfter: closesAfter)
    }
}
