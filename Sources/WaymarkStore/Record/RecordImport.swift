import GRDB

/// Many records made at different times by different people, kept in one go: an invented caseload, or what is taken over
/// from elsewhere. Each has its own audit entry, as if it had come by itself.
package struct RecordImport {
    private var writing: Writing

    fileprivate init(_ writing: Writing) {
        self.writing = writing
    }

    /// - Returns: the decision's reference.
    package mutating func record(_ decision: NewDecision, by actor: Actor, at: Moment) throws -> String {
        act(actor, at)
        return try writing.record(decision)
    }

    /// - Returns: the referral's reference.
    package mutating func send(_ referral: NewReferral, by actor: Actor, at: Moment) throws -> String {
        act(actor, at)
        return try writing.send(referral)
    }

    package mutating func change(_ reference: String, _ change: ReferralChange, by actor: Actor, at: Moment) throws {
        act(actor, at)
        try writing.change(reference, change)
    }

    /// A referral as it is so far.
    package func referral(_ reference: String) throws -> Referral { try Referral.find(reference, writing.db) }

    /// The referrals for one case reference as they are so far, the newest first.
    package func referrals(forCase caseReference: String) throws -> [Referral] {
        try Referral.all(forCase: caseReference, writing.db)
    }

    private mutating func act(_ actor: Actor, _ at: Moment) {
        writing.actor = actor
        writing.at = at
    }

    fileprivate var written: Writing { writing }
}

extension Store {
    /// Keeps everything that `body` records, or nothing.
    ///
    /// - Parameter at: when it is signed.
    package func batch(at: Moment, _ body: (inout RecordImport) throws -> Void) throws(StoreError) {
        try write(.system, at: at) { writing in
            var records = RecordImport(writing)
            try body(&records)
            writing = records.written
        }
    }

    /// Whether no decision was ever kept here.
    package func isEmpty() throws(StoreError) -> Bool { try read { db in try DecisionRow.isEmpty(db) } }
}
