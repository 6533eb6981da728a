private import CSodium

/// Swift's face of libsodium: bytes in, bytes out. The only file that imports it.
package enum Sodium {
    /// libsodium wants this once before anything random or threaded; it may be called from any thread, any number of
    /// times. False where the system gives no randomness: then nothing that needs a secret may go on.
    package static func start() -> Bool { sodium_init() >= 0 }

    /// `count` bytes that nobody can guess.
    package static func random(_ count: Int) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: count)
        randombytes_buf(&bytes, count)
        return bytes
    }

    /// Whether two secrets are the same, in a time that does not tell where they differ.
    package static func isSame(_ a: [UInt8], _ b: [UInt8]) -> Bool {
        a.count == b.count && (a.isEmpty || sodium_memcmp(a, b, a.count) == 0)
    }

    // MARK: - SHA-256 (FIPS 180-4)

    /// SHA-256 over bytes given in pieces.
    package struct SHA256 {
        private var state = crypto_hash_sha256_state()

        package init() { crypto_hash_sha256_init(&state) }

        package mutating func update(_ bytes: [UInt8]) {
            crypto_hash_sha256_update(&state, bytes, UInt64(bytes.count))
        }

        /// 32 bytes. The hash is used up.
        package mutating func finish() -> [UInt8] {
            var digest = [UInt8](repeating: 0, count: Int(crypto_hash_sha256_BYTES))
            crypto_hash_sha256_final(&state, &digest)
            return digest
        }
    }

    /// The SHA-256 of some bytes: 32 bytes.
    package static func sha256(_ bytes: [UInt8]) -> [UInt8] {
        var hash = SHA256()
        hash.update(bytes)
        return hash.finish()
    }

    /// HMAC-SHA-256 under any key: 32 bytes.
    package static func hmac(_ bytes: [UInt8], key: [UInt8]) -> [UInt8] {
        var state = crypto_auth_hmacsha256_state()
        crypto_auth_hmacsha256_init(&state, key, key.count)
        crypto_auth_hmacsha256_update(&state, bytes, UInt64(bytes.count))
        var digest = [UInt8](repeating: 0, count: Int(crypto_auth_hmacsha256_BYTES))
        crypto_auth_hmacsha256_final(&state, &digest)
        return digest
    }

    // MARK: - Ed25519 (RFC 8032)

    package struct SigningKey: Sendable {
        /// 32 bytes; anyone may know it.
        package let publicKey: [UInt8]
        private let secretKey: [UInt8]

        /// - Parameter seed: 32 secret bytes. Nil where there are not 32.
        package init?(seed: [UInt8]) {
            guard seed.count == Int(crypto_sign_SEEDBYTES) else { return nil }
            var publicKey = [UInt8](repeating: 0, count: Int(crypto_sign_PUBLICKEYBYTES))
            var secretKey = [UInt8](repeating: 0, count: Int(crypto_sign_SECRETKEYBYTES))
            guard crypto_sign_seed_keypair(&publicKey, &secretKey, seed) == 0 else { return nil }
            self.publicKey = publicKey
            self.secretKey = secretKey
        }

        /// 64 bytes, the same for the same message.
        package func sign(_ message: [UInt8]) -> [UInt8] {
            var signature = [UInt8](repeating: 0, count: Int(crypto_sign_BYTES))
            crypto_sign_detached(&signature, nil, message, UInt64(message.count), secretKey)
            return signature
        }
    }

    package static func isSigned(_ message: [UInt8], _ signature: [UInt8], by publicKey: [UInt8]) -> Bool {
        signature.count == Int(crypto_sign_BYTES) && publicKey.count == Int(crypto_sign_PUBLICKEYBYTES)
            && crypto_sign_verify_detached(signature, message, UInt64(message.count), publicKey) == 0
    }

    // MARK: - Passwords (Argon2id)

    /// How much work a password costs. `interactive` is libsodium's choice for a log-in; `quick` is for tests alone.
    package enum PasswordCost: Sendable {
        case interactive, quick
    }

    /// The password's Argon2id hash with its salt and cost, as text to be kept. Nil where memory does not suffice.
    package static func hash(password: String, cost: PasswordCost = .interactive) -> String? {
        let bytes = password.utf8.map { CChar(bitPattern: $0) }
        var text = [CChar](repeating: 0, count: Int(crypto_pwhash_STRBYTES))
        let work =
            switch cost {
            case .interactive: (crypto_pwhash_opslimit_interactive(), crypto_pwhash_memlimit_interactive())
            case .quick: (crypto_pwhash_opslimit_min(), crypto_pwhash_memlimit_min())
            }
        guard
            crypto_pwhash_str_alg(
                &text, bytes, UInt64(bytes.count), UInt64(work.0), Int(work.1), crypto_pwhash_ALG_ARGON2ID13) == 0
        else { return nil }
        return String(decoding: text.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    package static func isRight(password: String, hash: String) -> Bool {
        let bytes = password.utf8.map { CChar(bitPattern: $0) }
        return crypto_pwhash_str_verify(hash, bytes, UInt64(bytes.count)) == 0
    }

    // MARK: - Spelling

    /// Lower-case hexadecimal digits.
    package static func hexadecimal(_ bytes: [UInt8]) -> String {
        let digits = Array("0123456789abcdef".utf8)
        var text: [UInt8] = []
        text.reserveCapacity(bytes.count * 2)
        for byte in bytes {
            text.append(digits[Int(byte >> 4)])
            text.append(digits[Int(byte & 15)])
        }
        return String(decoding: text, as: UTF8.self)
    }

    /// The bytes of lower- or upper-case hexadecimal digits; nil for anything else.
    package static func bytes(hexadecimal text: String) -> [UInt8]? {
        let digits = Array(text.utf8)
        guard digits.count.isMultiple(of: 2) else { return nil }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(digits.count / 2)
        for index in stride(from: 0, to: digits.count, by: 2) {
            guard let high = value(digits[index]), let low = value(digits[index + 1]) else { return nil }
            bytes.append(high << 4 | low)
        }
        return bytes
    }

    private static func value(_ digit: UInt8) -> UInt8? {
        switch digit {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): digit - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): digit - UInt8(ascii: "a") + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): digit - UInt8(ascii: "A") + 10
        default: nil
        }
    }
}
