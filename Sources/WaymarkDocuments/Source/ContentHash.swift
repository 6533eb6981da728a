internal import CSodium

/// Names contents by their SHA-256.
public enum ContentHash {
    /// The hash of a rulebook, `sha256:` and 64 hexadecimal digits: over each file in order its path, a zero byte, its
    /// length in bytes in decimal, a zero byte, and its bytes.
    public static func of(_ sources: SourceSet) -> String {
        var hash = Hash()
        for file in sources.files {
            hash.update(Array(file.path.utf8))
            hash.update([0])
            hash.update(Array(String(file.bytes.count).utf8))
            hash.update([0])
            hash.update(file.bytes)
        }
        return "sha256:" + hash.hexadecimal()
    }

    /// The SHA-256 of some bytes in 64 hexadecimal digits.
    public static func sha256(_ bytes: [UInt8]) -> String {
        var hash = Hash()
        hash.update(bytes)
        return hash.hexadecimal()
    }

    private struct Hash {
        private var state = crypto_hash_sha256_state()

        init() { crypto_hash_sha256_init(&state) }

        mutating func update(_ bytes: [UInt8]) {
            crypto_hash_sha256_update(&state, bytes, UInt64(bytes.count))
        }

        mutating func hexadecimal() -> String {
            var digest = [UInt8](repeating: 0, count: Int(crypto_hash_sha256_BYTES))
            crypto_hash_sha256_final(&state, &digest)
            let digits = Array("0123456789abcdef".utf8)
            var text: [UInt8] = []
            for byte in digest {
                text.append(digits[Int(byte >> 4)])
                text.append(digits[Int(byte & 15)])
            }
            return String(decoding: text, as: UTF8.self)
        }
    }
}
