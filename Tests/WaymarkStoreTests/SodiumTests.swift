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
}
