import Foundation
import WaymarkDocuments
import WaymarkSodium

/// What was done, as a dotted name. Each feature names its own.
package struct AuditAction: Sendable, Hashable {
    package var name: String

    package init(_ name: String) {
        self.name = name
    }

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

    static func commitment(to content: [UInt8], salt: Data?) -> [UInt8] {
        Sodium.sha256([UInt8](salt ?? Data()) + content)
    }

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

/// What an entry says, read back from its line.
struct AuditEntryReading: Decodable {
    var seq: Int
    var at: String
    var actor: String
    var action: String
    var subject: String
    /// In hexadecimal.
    var content: String

    /// Nil for what is no entry.
    init?(_ line: Data) {
        guard let found = try? JSONDecoder().decode(AuditEntryReading.self, from: line) else { return nil }
        self = found
    }
}
