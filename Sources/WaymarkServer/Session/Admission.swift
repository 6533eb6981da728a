import HTTPTypes
import WaymarkStore

/// Whether a visitor may see what is kept of a person. Every route with a decision's or a referral's reference asks here
/// before anything is read.
extension RequestContext {
    /// - Throws: ``Problem/otherArea`` where this visitor may not see the decision; `notFound`.
    package func admit(decision reference: String) throws {
        try admit(try server.store.visibility(ofDecision: reference), reference)
    }

    /// - Throws: ``Problem/otherArea`` where this visitor may not see the referral; `notFound`.
    package func admit(referral reference: String) throws {
        try admit(try server.store.visibility(ofReferral: reference), reference)
    }

    private func admit(_ visibility: Visibility, _ reference: String) throws {
        guard let visitor else { throw Problem.forbidden }
        if visibility.isSeen(by: actor, limitedTo: visitor.areas) { return }
        try server.store.refusedReading(reference, by: actor, at: now)
        throw Problem.otherArea
    }
}

extension Problem {
    /// Said openly, not as though nothing were there: references are counted up, so that one is taken says nothing of
    /// anybody, and a worker with a sheet in hand must not believe that the record has lost it. Which area is not said.
    package static let otherArea = Problem(
        .forbidden, "This belongs to another area",
        "Your account is limited to areas that this does not belong to, and you did not make it. Ask a colleague there, or your administrator if your account should cover it. That you asked is in the record."
    )
}
