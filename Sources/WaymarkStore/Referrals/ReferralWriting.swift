package import WaymarkRouting
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
            EntryContent.of([
                "send", referral.decision, referral.programme, referral.service, referral.area,
                referral.consent.rawValue,
                referral.note,
            ]))
        return try write(actor, at: at) { writing in
            try writing.once(idempotencyKey, request) { writing in try writing.send(referral) }
        }
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
            EntryContent.of([
                "change", reference, change.event.rawValue, change.reason?.rawValue, change.note,
                String(change.revision),
            ]))
        return try write(actor, at: at) { writing in
            _ = try writing.once(idempotencyKey, request) { writing in
                try writing.change(reference, change)
                return reference
            }
            return try Referral.find(reference, writing.db)
        }
    }
}

extension Writing {
    /// - Returns: the referral's reference.
    mutating func send(_ new: NewReferral) throws -> String {
        let kept = DecisionRow.filter { $0.reference == new.decision && $0.disposedAt == nil }
        guard let decision = try kept.fetchOne(db), let id = decision.id else {
            throw StoreError.notFound("decision \(new.decision)")
        }
        try refuseUnkept(new.note)
        if let known = try ReferralRow.sent(ofDecision: id, programme: new.programme, service: new.service, db) {
            let first = try ReferralEventRow.all(ofReferral: known.id ?? 0, db).first
            guard known.madeBy == actor.name, known.consent == new.consent.rawValue, first?.note == new.note else {
                throw StoreError.refused(
                    "\(known.reference) was sent to this service from this decision already. Go on with that one.")
            }
            try audit(.personRead, subject: known.reference)
            return known.reference
        }
        let said = try ConsentRow.all(ofDecision: id, db)
            .last { $0.programme == new.programme && $0.service == new.service }
        if try said?.kept.statement.answer == .refused {
            throw StoreError.refused(
                "The person said no to this service. Record first that they have changed their mind.")
        }
        let reference = try nextReference(in: ReferralRow.databaseTableName, letter: "R")
        var row = ReferralRow(
            reference: reference, decision: id, programme: new.programme, service: new.service,
            caseReference: decision.caseReference, area: new.area, source: decision.channel,
            consent: new.consent.rawValue, closesAfter: new.closesAfter, madeAt: at, madeBy: actor.name,
            state: ReferralState.sent.rawValue, failedContacts: 0, changedAt: at, revision: 0)
        try row.insert(db)
        try append(.sent, leadingTo: .sent, reason: nil, note: new.note, to: &row, from: new.decision)
        return reference
    }

    mutating func change(_ reference: String, _ change: ReferralChange) throws {
        var row = try ReferralRow.find(reference, db)
        if row.disposedAt != nil { throw StoreError.notFound("referral \(reference)") }
        try refuseUnkept(change.note)
        guard row.revision == change.revision else {
            let next = try ReferralEventRow.all(ofReferral: row.id ?? 0, db).first {
                $0.revision == change.revision + 1
            }
            let isSame = next.map {
                $0.event == change.event.rawValue && $0.reason == change.reason?.rawValue && $0.note == change.note
                    && $0.by == actor.name
            }
            guard isSame == true, row.revision == change.revision + 1 else {
                throw StoreError.changedMeanwhile("referral \(reference)")
            }
            try audit(.personRead, subject: reference)
            return
        }
        guard let progress = try row.progress.after(change.event, at: at, closesAfter: row.closesAfter) else {
            throw StoreError.refused("This cannot happen to a referral that is where this one is. Look at it again.")
        }
        if let reason = change.reason {
            guard change.event.reasons.contains(reason) else {
                throw StoreError.refused("This reason does not belong to what happened.")
            }
        } else if !change.event.reasons.isEmpty {
            throw StoreError.refused("Say why: choose a reason.")
        }
        let decision = try row.decisionReference(db)
        try append(
            change.event, leadingTo: progress, reason: change.reason, note: change.note, to: &row, from: decision)
    }

    /// Writes an event, what it leads to, and its audit entry.
    private mutating func append(
        _ event: ReferralEvent, leadingTo progress: ReferralProgress, reason: ReferralReason?, note: String?,
        to row: inout ReferralRow, from decision: String
    ) throws {
        row.advance(to: progress, at: at)
        try row.update(db)
        var kept = ReferralEventRow(
            referral: row.id ?? 0, revision: row.revision, at: at, by: actor.name, event: event.rawValue,
            state: progress.state.rawValue, reason: reason?.rawValue, note: note)
        kept.salt = try audit(
            event == .sent ? .referralSent : .referralChanged, subject: row.reference,
            content: kept.content(of: row, from: decision))
        try kept.insert(db)
    }
}
