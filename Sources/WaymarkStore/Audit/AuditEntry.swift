import WaymarkDocuments
import WaymarkSodium

/// What was done, as a dotted name.
package struct AuditAction: Sendable, Hashable {
    package var name: String

    package init(_ name: String) {
        self.name = name
    }

    package static let rulebookPublished = AuditAction("rulebook.published")
    package static let decisionMade = AuditAction("decision.made")
    package static let decisionDeparted = AuditAction("decision.departed")
    package static let decisionDisposed = AuditAction("decision.disposed")
    /// A person said no to being referred to a service, or changed their mind.
    package static let consentAnswered = AuditAction("consent.answered")
    package static let referralSent = AuditAction("referral.sent")
    package static let referralChanged = AuditAction("referral.changed")
    /// Somebody said how much room a service has.
    package static let capacityStated = AuditAction("capacity.stated")
    package static let retentionRun = AuditAction("retention.run")
    /// Kept decisions were decided again.
    package static let decisionsReplayed = AuditAction("decisions.replayed")
    /// Answers were counted for a report; nothing of a person was shown.
    package static let reportRead = AuditAction("report.read")
    /// Somebody looked at what is kept of a person.
    package static let personRead = AuditAction("person.read")
}

/// One line of the audit. It holds no personal data: of what was done only a salted hash.
package struct AuditEntry: Sendable, Hashable {
    /// Counted from 0, without gaps.
    package var sequence: Int
    package var at: Moment
    package var actor: String
    package var action: AuditAction
    /// A reference, such as `D-2026-000123`.
    package var subject: String
    /// SHA-256 of salt and content: 32 bytes.
    package var content: [UInt8]

    static let saltLength = 32

    package static func commitment(to content: [UInt8], salt: [UInt8]) -> [UInt8] { Sodium.sha256(salt + content) }

    /// The entry as it is hashed and kept: one line of JSON, keys in this order.
    package var line: [UInt8] {
        var writer = JSONWriter()
        writer.object { writer in
            writer.field("seq", sequence)
            writer.field("at", at.iso)
            writer.field("actor", actor)
            writer.field("action", action.name)
            writer.field("subject", subject)
            writer.field("content", Sodium.hexadecimal(content))
        }
        return writer.bytes
    }
}
