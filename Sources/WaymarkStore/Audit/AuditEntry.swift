import WaymarkDocuments
import WaymarkSodium

/// What was done, as a dotted name.
public struct AuditAction: Sendable, Hashable {
    public var name: String

    public init(_ name: String) {
        self.name = name
    }

    public static let rulebookPublished = AuditAction("rulebook.published")
    public static let decisionMade = AuditAction("decision.made")
    public static let decisionDeparted = AuditAction("decision.departed")
    public static let decisionDisposed = AuditAction("decision.disposed")
    /// A person said no to being referred to a service, or changed their mind.
    public static let consentAnswered = AuditAction("consent.answered")
    public static let referralSent = AuditAction("referral.sent")
    public static let referralChanged = AuditAction("referral.changed")
    /// Somebody said how much room a service has.
    public static let capacityStated = AuditAction("capacity.stated")
    public static let retentionRun = AuditAction("retention.run")
    /// Kept decisions were decided again.
    public static let decisionsReplayed = AuditAction("decisions.replayed")
    /// Answers were counted for a report; nothing of a person was shown.
    public static let reportRead = AuditAction("report.read")
    /// Somebody looked at what is kept of a person.
    public static let personRead = AuditAction("person.read")
}

/// One line of the audit. It holds no personal data: of what was done only a salted hash.
public struct AuditEntry: Sendable, Hashable {
    /// Counted from 0, without gaps.
    public var sequence: Int
    public var at: Moment
    public var actor: String
    public var action: AuditAction
    /// A reference, such as `D-2026-000123`.
    public var subject: String
    /// SHA-256 of salt and content: 32 bytes.
    public var content: [UInt8]

    static let saltLength = 32

    public static func commitment(to content: [UInt8], salt: [UInt8]) -> [UInt8] { Sodium.sha256(salt + content) }

    /// The entry as it is hashed and kept: one line of JSON, keys in this order.
    public var line: [UInt8] {
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
