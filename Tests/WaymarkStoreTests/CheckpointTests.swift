import WaymarkRouting
import Testing
import WaymarkSodium
import WaymarkTestSupport

@testable import WaymarkStore

@Suite struct `Checkpoints` {
    private func signed(_ size: Int) throws -> Checkpoint {
        #expect(Sodium.start())
        let key = try #require(Sodium.SigningKey(seed: (0..<32).map { UInt8($0) }))
        return Checkpoint(
            origin: "waymark/0123456789abcdef", size: size, root: Sodium.sha256([UInt8(size % 256)]), at: noon, key: key
        )
    }

    @Test(arguments: [0, 1, 9, 10, 12_345_678])
    func `what is printed is read back, however the line was broken`(size: Int) throws {
        let checkpoint = try signed(size)
        var random = RandomSource(seed: UInt64(size))
        for _ in 0..<20 {
            let broken = checkpoint.note.map { random.chance(0.1) ? "\($0)\r\n \t" : "\($0)" }.joined()
            let read = try #require(Checkpoint.parse(broken))
            #expect(read.size == size && read.root == checkpoint.root && read.origin == checkpoint.origin)
            #expect(read.signature == checkpoint.signature && checkpoint.note.hasPrefix(read.statement))
        }
    }

    @Test func `one that lost a character, or has another, is none or not signed`() throws {
        let note = Array(try signed(42).note)
        let key = try #require(Sodium.SigningKey(seed: (0..<32).map { UInt8($0) }))
        for index in note.indices where note[index] != " " {
            var shorter = note
            shorter.remove(at: index)
            var other = note
            other[index] = note[index] == "1" ? "2" : "1"
            for text in [shorter, other].map({ String($0) }) {
                guard let read = Checkpoint.parse(text) else { continue }
                #expect(!Sodium.isSigned(Array(read.statement.utf8), read.signature, by: key.publicKey), "\(text)")
            }
        }
    }

    @Test func `whatever else comes is none, and nothing breaks`() throws {
        var random = RandomSource(seed: 5)
        let note = try signed(7).note
        for length in 0...300 {
            let noise = String(decoding: (0..<length).map { _ in UInt8(random.int(0...255)) }, as: UTF8.self)
            #expect(Checkpoint.parse(noise) == nil)
            #expect(Checkpoint.parse(String(note.prefix(length))) == nil || length >= note.count)
            #expect(Checkpoint.parse("é" + note) == nil)
        }
        for size in ["", "-1", "+7", "99999999999999999999", "0x7"] {
            let text = note.replacing(" 7 ", with: " \(size) ")
            let read = Checkpoint.parse(text)
            #expect(read == nil || read?.size == 7, "\(size)")
        }
    }

    @Test func `the tree can be gone on with from its whole subtrees at any size`() {
        var whole = MerkleTree.Builder()
        var nodes: [[Int]: [UInt8]] = [:]
        for size in 0..<130 {
            let peaks = MerkleTree.peaks(of: size).map {
                (level: $0.level, hash: nodes[[$0.level, $0.position]] ?? [])
            }
            #expect(MerkleTree.Builder(size: size, peaks: peaks).root == whole.root, "\(size)")
            for node in whole.append(MerkleTree.leaf([UInt8(size)])) { nodes[[node.level, node.position]] = node.hash }
        }
        // A tree over n leaves has n leaves and as many whole subtrees above them as there are carries.
        #expect(nodes.count == (0..<8).reduce(0) { $0 + (130 >> $1) })
    }

    @Test func `each write is signed, and each signature is of everything before it`() throws {
        let record = try ReferralRecord()
        let first = try #require(try record.store.newestCheckpoint())
        _ = try record.sent([.contactMade, .accepted])
        let last = try #require(try record.store.newestCheckpoint())
        let sizes = try [first, last].map { try #require(Checkpoint.parse($0)).size }
        #expect(sizes[0] < sizes[1])
        for checkpoint in [first, last] {
            #expect(try AuditVerifier(record.store).verify(against: checkpoint).problems == [])
        }
        // That of another record is none of this one's.
        let other = try #require(try ReferralRecord().store.newestCheckpoint())
        let problems = try AuditVerifier(record.store).verify(against: other).problems
        #expect(problems.contains { $0.contains("of another record") })
        #expect(problems.contains { $0.contains("not signed with this record's key") })
    }
}
