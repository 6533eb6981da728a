import Testing
import WaymarkSodium

@Suite("libsodium answers as the standards' examples say")
struct SodiumTests {
    @Test("SHA-256 of abc (FIPS 180-4)")
    func sha256() {
        #expect(
            Sodium.hexadecimal(Sodium.sha256(Array("abc".utf8)))
                == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
    }

    @Test("Ed25519 signs nothing as RFC 8032's first test does, and sees a changed signature")
    func ed25519() throws {
        let seed = try #require(
            Sodium.bytes(hexadecimal: "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60"))
        let key = try #require(Sodium.SigningKey(seed: seed))
        #expect(
            Sodium.hexadecimal(key.publicKey) == "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a")
        var signature = key.sign([])
        #expect(
            Sodium.hexadecimal(signature).hasPrefix("e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e06522490155"))
        #expect(Sodium.isSigned([], signature, by: key.publicKey))
        signature[3] ^= 1
        #expect(!Sodium.isSigned([], signature, by: key.publicKey))
    }

    @Test("HMAC-SHA-256 as RFC 4231's second test")
    func hmac() {
        #expect(
            Sodium.hexadecimal(Sodium.hmac(Array("what do ya want for nothing?".utf8), key: Array("Jefe".utf8)))
                == "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843")
    }

    @Test("a password is right for its own hash alone")
    func passwords() throws {
        let hash = try #require(Sodium.hash(password: "a long enough phrase", cost: .quick))
        #expect(hash.hasPrefix("$argon2id$"))
        #expect(Sodium.isRight(password: "a long enough phrase", hash: hash))
        #expect(!Sodium.isRight(password: "a long enough phrasE", hash: hash))
    }

    @Test("SHA-256 piece by piece is that of the whole, however it is cut")
    func sha256InPieces() {
        let bytes = (0..<300).map { UInt8($0 % 256) }
        for cut in [0, 1, 55, 56, 63, 64, 65, 128, 299, 300] {
            var hash = Sodium.SHA256()
            hash.update(Array(bytes[..<cut]))
            hash.update([])
            hash.update(Array(bytes[cut...]))
            #expect(hash.finish() == Sodium.sha256(bytes), "\(cut)")
        }
    }

    @Test("hexadecimal comes back; what is none is refused")
    func hexadecimal() {
        let all = (0...255).map { UInt8($0) }
        #expect(Sodium.bytes(hexadecimal: Sodium.hexadecimal(all)) == all)
        #expect(Sodium.bytes(hexadecimal: "") == [] && Sodium.bytes(hexadecimal: "0") == nil)
        for text in ["0g", "zz", "0x", " 0", "é0"] { #expect(Sodium.bytes(hexadecimal: text) == nil, "\(text)") }
    }

    @Test("bytes are the same only where all of them are")
    func sameness() {
        let bytes: [UInt8] = [1, 2, 3]
        #expect(Sodium.isSame(bytes, [1, 2, 3]) && Sodium.isSame([], []))
        for other: [UInt8] in [[1, 2], [1, 2, 4], [0, 2, 3], [1, 2, 3, 0], []] { #expect(!Sodium.isSame(bytes, other)) }
    }

    @Test("another message, another key and half a signature are not signed")
    func signatures() throws {
        let key = try #require(Sodium.SigningKey(seed: Sodium.random(32)))
        let other = try #require(Sodium.SigningKey(seed: Sodium.random(32)))
        let message = Array("so many entries".utf8)
        let signature = key.sign(message)
        #expect(Sodium.isSigned(message, signature, by: key.publicKey))
        #expect(!Sodium.isSigned(message + [0], signature, by: key.publicKey))
        #expect(!Sodium.isSigned(message, signature, by: other.publicKey))
        #expect(!Sodium.isSigned(message, Array(signature.prefix(32)), by: key.publicKey))
        #expect(!Sodium.isSigned(message, signature, by: []))
        #expect(Sodium.SigningKey(seed: [1, 2, 3]) == nil)
    }

    @Test("what is no hash of a password is nobody's")
    func brokenHashes() {
        for hash in ["", "x", "$argon2id$v=19$m=8,t=1,p=1$", String(repeating: "$", count: 200)] {
            #expect(!Sodium.isRight(password: "a long enough phrase", hash: hash), "\(hash)")
        }
        #expect(Sodium.random(0) == [] && Set((0..<50).map { _ in Sodium.random(16) }).count == 50)
    }
}
