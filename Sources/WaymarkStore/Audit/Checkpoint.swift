import WaymarkSodium

/// A signed statement of how long the audit was and what its root was: short enough to print on a sheet of paper. Who
/// has one can prove later that nothing before it was changed.
public struct Checkpoint: Sendable, Hashable {
    /// Names the record.
    public var origin: String
    /// Number of entries.
    public var size: Int
    /// Root of the Merkle tree over them: 32 bytes.
    public var root: [UInt8]
    public var at: Moment
    /// Ed25519 over ``statement``: 64 bytes.
    public var signature: [UInt8]

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
    public var note: String {
        Checkpoint.statement(origin: origin, size: size, root: root, at: at.iso) + " " + Sodium.hexadecimal(signature)
    }

    /// A checkpoint as it was printed; line breaks and blanks do not matter.
    /// - Returns: nil for what is none.
    public static func parse(_ text: String) -> (statement: String, origin: String, size: Int, root: [UInt8], signature: [UInt8])? {
        let parts = text.split(whereSeparator: \.isWhitespace).map(String.init)
        guard parts.count == 5, let size = Int(parts[1]), size >= 0,
            let root = Sodium.bytes(hexadecimal: parts[2]), root.count == 32,
            let signature = Sodium.bytes(hexadecimal: parts[4]), signature.count == 64
        else { return nil }
        return (parts[0...3].joined(separator: " "), parts[0], size, root, signature)
    }
}
