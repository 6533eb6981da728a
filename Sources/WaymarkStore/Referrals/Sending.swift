import WaymarkRouting
import Foundation
import GRDB
import WaymarkSodium

extension Store {
    /// Keeps a referral with its audit entry, both or none. One goes from a decision to a service: sent again, the first
    /// is meant.
    ///
    /// - Parameter idempotencyKey: given twice with the same request, the first referral is meant both times; without it
    ///   the same referral sent again by the same actor is.
    /// - Returns: its reference.
    /// - Throws: `keyReused`; `notFound` where there is no such decision or it was disposed of; `refused` where the
    ///   service has a referral from this decision already that says something else, or the person said no to it.
    package func send(
        _ referral: NewReferral, by actor: Actor, at: Moment, idempotencyKey: String? = nil
    ) throws(StoreError) -> String {
        let request = Sodium.sha256(
            ReferralContent.bytes([
                "send", referral.decision, referral.programme, referral.service, referral.area,
                referral.consent.rawValue,
                referral.note,
            ]))
        return try write(actor, at: at) { writing in
            if let key = idempotencyKey, let known = try Store.reference(writing.db, forKey: key, request: request) {
                try writing.audit(.personRead, subject: known)
                return known
            }
            let reference = try Store.send(referral, &writing)
            if let key = idempotencyKey { try Store.keep(key, request: request, for: reference, writing) }
            return reference
        }
    }

    static func send(_ new: NewReferral, _ writing: inout Writing) throws -> String {
        let db = writing.db
        let decision = try Row.fetchOne(
            db, sql: "SELECT id, case_reference, channel FROM decision WHERE reference = ? AND disposed_at IS NULL",
            arguments: [new.decision])
        guard let decision else { throw StoreError.notFound("decision \(new.decision)") }
        try writing.refuseUnkept(new.note)
        let id: Int64 = decision["id"]
        let known = try Row.fetchOne(
            db, sql: Store.referralColumns + " WHERE decision = ? AND programme = ? AND service = ?",
            arguments: [id, new.programme, new.service])
        if let known {
            let reference: String = known["reference"]
            let note = try String.fetchOne(
                db, sql: "SELECT note FROM referral_event WHERE referral = ? AND revision = 1",
                arguments: [known["id"] as Int64])
            guard known["made_by"] == writing.actor.name, known["consent"] == new.consent.rawValue, note == new.note
            else {
                throw StoreError.refused(
                    "\(reference) was sent to this service from this decision already. Go on with that one.")
            }
            try writing.audit(.personRead, subject: reference)
            return reference
        }
        if try Store.isRefused(db, ofDecision: id, programme: new.programme, service: new.service) {
            throw StoreError.refused(
                "The person said no to this service. Record first that they have changed their mind.")
        }
        let reference = try Store.nextReference(db, in: "referral", letter: "R", writing.at)
        try db.execute(
            sql: """
                INSERT INTO referral (reference, decision, programme, service, case_reference, area, source, consent,
                    closes_after, made_at, made_by, state, changed_at, revision)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0)
                """,
            arguments: [
                reference, id, new.programme, new.service, decision["case_reference"] as String?, new.area,
                decision["channel"] as String, new.consent.rawValue, new.closesAfter, writing.at.milliseconds,
                writing.actor.name, ReferralState.sent.rawValue, writing.at.milliseconds,
            ])
        try Store.append(.sent, leadingTo: .sent, reason: nil, note: new.note, to: reference, &writing)
        return reference
    }

    /// Records what happened to a referral.
    ///
    /// - Parameters:
    ///   - change: the same one sent again by the same actor, as a double click does, is done once.
    ///   - idempotencyKey: as for ``send(_:by:at:idempotencyKey:)``.
    /// - Returns: the referral as it is then.
    /// - Throws: `changedMeanwhile` where somebody recorded something since it was shown; `refused` where the event is
    ///   not possible in this state, or lacks its reason.
    package func change(
        _ reference: String, _ change: ReferralChange, by actor: Actor, at: Moment, idempotencyKey: String? = nil
    ) throws(StoreError) -> Referral {
        let request = Sodium.sha256(
            ReferralContent.bytes([
                "change", reference, change.event.rawValue, change.reason?.rawValue, change.note,
                String(change.revision),
            ]))
        return try write(actor, at: at) { writing in
            if let key = idempotencyKey, try Store.reference(writing.db, forKey: key, request: request) != nil {
                try writing.audit(.personRead, subject: reference)
            } else {
                try Store.change(reference, change, &writing)
                if let key = idempotencyKey { try Store.keep(key, request: request, for: reference, writing) }
            }
            return try Store.referral(writing.db, reference)
        }
    }

    static func change(_ reference: String, _ change: ReferralChange, _ writing: inout Writing) throws {
        let referral = try Store.referral(writing.db, reference)
        if referral.disposedAt != nil { throw StoreError.notFound("referral \(reference)") }
        try writing.refuseUnkept(change.note)
        guard referral.revision == change.revision else {
            let next = referral.events.first { $0.revision == change.revision + 1 }
            let isSame = next.map {
                $0.event == change.event && $0.reason == change.reason && $0.note == change.note
                    && $0.by == writing.actor.name
            }
            guard isSame == true, referral.revision == change.revision + 1 else {
                throw StoreError.changedMeanwhile("referral \(reference)")
            }
            try writing.audit(.personRead, subject: reference)
            return
        }
        guard let progress = referral.progress.after(change.event, at: writing.at, closesAfter: referral.closesAfter)
        else {
            throw StoreError.refused("This cannot happen to a referral that is where this one is. Look at it again.")
        }
        if let reason = change.reason {
            guard change.event.reasons.contains(reason) else {
                throw StoreError.refused("This reason does not belong to what happened.")
            }
        } else if !change.event.reasons.isEmpty {
            throw StoreError.refused("Say why: choose a reason.")
        }
        try Store.append(
            change.event, leadingTo: progress, reason: change.reason, note: change.note, to: reference, &writing)
    }

    /// Writes an event, what it leads to, and its audit entry.
    private static func append(
        _ event: ReferralEvent, leadingTo progress: ReferralProgress, reason: ReferralReason?, note: String?,
        to reference: String, _ writing: inout Writing
    ) throws {
        let db = writing.db
        try db.execute(
            sql: """
                UPDATE referral SET state = ?, failed_contacts = ?, first_contact_at = ?, changed_at = ?,
                    revision = revision + 1 WHERE reference = ?
                """,
            arguments: [
                progress.state.rawValue, progress.failedContacts, progress.firstContactAt?.milliseconds,
                writing.at.milliseconds, reference,
            ])
        guard
            let row = try Row.fetchOne(
                db, sql: Store.referralColumns + " WHERE referral.reference = ?", arguments: [reference])
        else { throw StoreError.notFound("referral \(reference)") }
        let id: Int64 = row["id"]
        let revision: Int = row["revision"]
        try db.execute(
            sql: """
                INSERT INTO referral_event (referral, revision, at, by, event, state, reason, note)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                """,
            arguments: [
                id, revision, writing.at.milliseconds, writing.actor.name, event.rawValue,
                progress.state.rawValue, reason?.rawValue, note,
            ])
        // The entry vouches for the row as it was read back: for what is kept, not for what was meant.
        let kept = try Row.fetchOne(
            db, sql: "SELECT * FROM referral_event WHERE referral = ? AND revision = ?", arguments: [id, revision])
        guard let kept else { throw StoreError.failed("an event was not kept") }
        let salt = try writing.audit(
            event == .sent ? .referralSent : .referralChanged, subject: reference,
            content: ReferralContent.of(kept, in: row))
        try db.execute(
            sql: "UPDATE referral_event SET salt = ? WHERE referral = ? AND revision = ?",
            arguments: [Data(salt), id, revision])
    }
}
