import Testing
import WaymarkDocuments
@testable import WaymarkRouting
import WaymarkRules

@Suite("Sequences put programmes behind others") struct SequenceOrderTests {
    private struct Row: Equatable {
        /// Nil for what no sequence moves.
        var programme: Int?
        /// To tell rows of one programme apart.
        var number: Int
        var moves: [Int] = []
    }

    private static func policy(_ sequences: [(first: Int, then: [Int])]) -> RoutingPolicy {
        var policy = RoutingPolicy()
        policy.sequences = sequences.enumerated().map { number, sequence in
            Sequence(
                name: "s\(number)", says: "first comes first", first: sequence.first, then: sequence.then, when: nil,
                period: .always, provenance: Provenance(), span: SourceSpan(file: 0, start: 0, end: 0))
        }
        return policy
    }

    /// The order of the rows after all sequences.
    private static func moved(_ programmes: [Int?], by policy: RoutingPolicy, _ applied: [Int]? = nil) -> [Row] {
        var rows = programmes.enumerated().map { Row(programme: $1, number: $0) }
        let sequences = (applied ?? Array(policy.sequences.indices)).map {
            AppliedSequence(sequence: $0, isCertain: true)
        }
        policy.move(&rows, by: sequences, programme: \.programme, note: { $0.moves.append($1.sequence) })
        return rows
    }

    @Test func `what comes later goes directly behind what comes first, in the order it had`() {
        let policy = Self.policy([(first: 3, then: [0, 2])])
        let rows = Self.moved([0, 1, 2, 3, 4], by: policy)
        #expect(rows.map(\.programme) == [1, 3, 0, 2, 4])
        #expect(rows.map(\.moves) == [[], [], [0], [0], []])
    }

    @Test func `what stands behind it already stays where it is`() {
        let policy = Self.policy([(first: 0, then: [1, 2])])
        let rows = Self.moved([0, 2, 1], by: policy)
        #expect(rows.map(\.programme) == [0, 2, 1])
        #expect(rows.allSatisfy { $0.moves.isEmpty })
    }

    @Test func `a programme that is not there puts nothing behind it`() {
        let policy = Self.policy([(first: 9, then: [0, 1])])
        #expect(Self.moved([0, 1, 2], by: policy).map(\.programme) == [0, 1, 2])
    }

    @Test func `the last row of the first programme counts`() {
        let policy = Self.policy([(first: 1, then: [0])])
        #expect(Self.moved([1, 0, 1, 2], by: policy).map(\.programme) == [1, 1, 0, 2])
    }

    @Test func `what cannot be acted on does not move and moves nothing`() {
        let policy = Self.policy([(first: 1, then: [0])])
        #expect(Self.moved([0, nil, nil], by: policy).map(\.number) == [0, 1, 2])
        #expect(Self.moved([nil, 0, nil, 1], by: policy).map(\.number) == [0, 2, 3, 1])
    }

    @Test func `one sequence may give another something to move`() {
        // 2 goes behind 3, and then 1 behind 2.
        let policy = Self.policy([(first: 2, then: [1]), (first: 3, then: [2])])
        #expect(Self.moved([2, 1, 3], by: policy).map(\.programme) == [3, 2, 1])
    }

    @Test func `only those that apply move anything`() {
        let policy = Self.policy([(first: 1, then: [0]), (first: 2, then: [1])])
        #expect(Self.moved([0, 1, 2], by: policy, []).map(\.programme) == [0, 1, 2])
        #expect(Self.moved([0, 1, 2], by: policy, [1]).map(\.programme) == [0, 2, 1])
    }

    /// Numbers drawn by the rule of Knuth's MMIX: the same on every machine.
    private struct Draw {
        var state: UInt64

        mutating func below(_ count: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int((state >> 33) % UInt64(count))
        }
    }

    @Test func `whatever the sequences, each holds in the end and nothing else changes places without need`() {
        var draw = Draw(state: 5)
        for round in 0..<2_000 {
            let count = 2 + draw.below(7)
            // Each puts a programme before some with a smaller rank, so that they form no circle.
            var rank = Array(0..<count)
            for place in rank.indices { rank.swapAt(place, draw.below(count)) }
            let sequences = (0..<(1 + draw.below(5))).map { _ -> (first: Int, then: [Int]) in
                let first = draw.below(count)
                return (first, (0..<count).filter { rank[$0] < rank[first] && draw.below(2) == 0 })
            }
            let policy = Self.policy(sequences)
            let programmes = (0..<(1 + draw.below(10))).map { _ in draw.below(4) == 0 ? nil : draw.below(count) }
            let rows = Self.moved(programmes, by: policy)
            #expect(
                rows.map(\.number).sorted() == Array(programmes.indices), "round \(round): a row is lost or doubled")
            for (number, sequence) in sequences.enumerated() {
                guard let first = rows.lastIndex(where: { $0.programme == sequence.first }) else { continue }
                let isEarly = rows[..<first].contains { row in row.programme.map(sequence.then.contains) ?? false }
                #expect(!isEarly, "round \(round): sequence \(number) does not hold")
            }
            for row in rows {
                let isMeant = row.moves.allSatisfy { move in row.programme.map(sequences[move].then.contains) ?? false }
                #expect(isMeant, "round \(round): a row was moved by a sequence that is not about it")
            }
            let unmoved = rows.filter(\.moves.isEmpty).map(\.number)
            #expect(unmoved == unmoved.sorted(), "round \(round): a row changed places that nothing moved")
            let again = Self.moved(rows.map(\.programme), by: policy)
            #expect(again.allSatisfy { $0.moves.isEmpty }, "round \(round): the order is not settled")
        }
    }
}
