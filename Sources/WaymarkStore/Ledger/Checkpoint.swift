import WaymarkSodium

/// A signed statement of how long the audit was and what its root was: short enough to print on a sheet of paper. Who
/// has one can prove later that nothing before it was changed.
package struct Checkpoint: Sendable, Hashable {
    /// Names the record.
    package var origin: String
    /// Number of entries.
    package var size: Int
    /// Root of the Merkle tree over them: 32 bytes.
    package var root: [UInt8]
    package var at: Moment
    /// Ed25519 over ``statement``: 64 bytes.
    package var signature: [UInt8]

    static func statement(origin: String, size: Int, root: [UInt8], at: String) -> String {
        "\(origin) \(size) \(Sodium.hexadecimal(root)) \(at)"
    }

    init(origin: String, size: Int, root: [UInt8], at: Moment, key: Sodium.SigningKey) {
        self.origin = origin
        self.size = size
        self.root = root
        self.at = at
        let statement = Checkpoint.statement(origin: origin, size: size, root: root, at: at.iso)
        signature = key.sign(Array(statement.utf8))
    }

    /// One line: origin, size, root, time, signature, apart by blanks.
    package var note: String {
        Checkpoint.statement(origin: origin, size: size, root: root, at: at.iso) + " " + Sodium.hexadecimal(signature)
    }

    /// A checkpoint as it was printed. Paper and PDF break lines anywhere, so blanks and line ends mean nothing: every
    /// part but the number of entries has its fixed length.
    /// - Returns: nil for what is none.
    package static func parse(
        _ text: String
    ) -> (statement: String, origin: String, size: Int, root: [UInt8], signature: [UInt8])? {
        var rest = Array(text.utf8.filter { $0 > 0x20 })[...]
        func last(_ count: Int) -> String {
            let part = rest.suffix(count)
            rest = rest.dropLast(count)
            return String(decoding: part, as: UTF8.self)
        }
        let signature = last(128)
        let at = last(24)
        let root = last(64)
        let origin = String(decoding: rest.prefix(24), as: UTF8.self)
        guard origin.hasPrefix("waymark/"), let size = Int(String(decoding: rest.dropFirst(24), as: UTF8.self)),
            size >= 0,
            let rootBytes = Sodium.bytes(hexadecimal: root), rootBytes.count == 32,
            let signatureBytes = Sodium.bytes(hexadecimal: signature), signatureBytes.count == 64
        else { return nil }
        return ("\(origin) \(size) \(root) \(at)", origin, size, rootBytes, signatureBytes)
    }
}
