internal import WaymarkSodium

/// Names contents by their SHA-256.
package enum ContentHash {
    /// The hash of a rulebook, `sha256:` and 64 hexadecimal digits: over each file in order its path, a zero byte, its
    /// length in bytes in decimal, a zero byte, and its bytes.
    package static func of(_ sources: SourceSet) -> String {
        var hash = Sodium.SHA256()
        for file in sources.files {
            hash.update(Array(file.path.utf8))
            hash.update([0])
            hash.update(Array(String(file.bytes.count).utf8))
            hash.update([0])
            hash.update(file.bytes)
        }
        return "sha256:" + Sodium.hexadecimal(hash.finish())
    }

    /// The SHA-256 of some bytes in 64 hexadecimal digits.
    package static func sha256(_ bytes: [UInt8]) -> String {
        Sodium.hexadecimal(Sodium.sha256(bytes))
    }
}
