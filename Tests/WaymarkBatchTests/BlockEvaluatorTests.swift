import Testing
import WaymarkDocuments
import WaymarkRouting
import WaymarkRules
import WaymarkTestSupport

@testable import WaymarkBatch

/// Gates evaluated for a block of people at once, beside what strong Kleene logic says of one person after the other.
@Suite struct `Gates over a block of people` {
    /// The people whose lines stand in a block, each with what the engine says of them; nil where their facts are
    /// impossible together.
    private struct Loaded {
        var day: DayRules
        var block: CaseBlock
        var situations: [Situation?]
    }

    private static func load(_ rulebook: Rulebook, _ people: [Case], on date: Day) throws -> Loaded {
        let day = Decider(rulebook).plan(on: date).day
        let block = CaseBlock(CaseBlockLayout(rulebook, blockSize: CaseBlock.size))
        let reader = try #require(CaseBlockReader(rulebook, block: block))
        var writer = JSONWriter()
        let cases = JSONCaseWriter(rulebook.vocabulary)
        for person in people {
            cases.write(person, to: &writer)
            writer.newline()
        }
        let padded = writer.bytes + [UInt8](repeating: 0, count: CaseBlockReader.padding)
        padded.withUnsafeBytes { bytes in
            reader.begin(UnsafeRawBufferPointer(rebasing: bytes[..<writer.bytes.count]))
            _ = reader.read()
        }
        try #require(reader.count == people.count)
        try #require((0..<reader.count).allSatisfy { reader.isUsual($0) })
        return Loaded(day: day, block: block, situations: people.map { try? Situation($0.answers, on: day) })
    }

    /// Every gate that decisions on the day have asked for.
    private static func program(_ loaded: Loaded) -> (program: BlockProgram, registers: [BlockProgram.Register]) {
        var program = BlockProgram(loaded.day, layout: loaded.block.layout)
        let registers = loaded.day.circuit.nodes.indices.map { program.register(Gate($0)) }
        program.finish()
        return (program, registers)
    }

    private static func bit(_ row: CaseBlock.Row, _ person: Int) -> Bool {
        row[person >> 6] >> UInt64(person & 63) & 1 == 1
    }

    private static func rulebooks(salt: UInt64, _ body: (Rulebook, UInt64) throws -> Void) rethrows {
        for seed in Effort.seeds(4) {
            for shape in [RandomShape.mixed, .tangled, .wide, .knotted] {
                if let rulebook = try? TestRulebook.load(RandomRulebook.make(seed: seed &+ salt, shape: shape)) {
                    try body(rulebook, seed)
                }
            }
        }
    }

    @Test func `say yes, no and unknown of each as one by one`() throws {
        var compared = 0
        try Self.rulebooks(salt: 700) { rulebook, seed in
            var random = RandomCases(rulebook, seed: seed)
            let people = (0..<100).compactMap { _ in random.next().resolved(in: rulebook) }
            let loaded = try Self.load(rulebook, people, on: Batch.date)
            let evaluator = BlockEvaluator(loaded.block)
            evaluator.prepare()
            let (program, registers) = Self.program(loaded)
            evaluator.runPartial(program)
            for (person, situation) in loaded.situations.enumerated() {
                guard let situation else { continue }
                for (gate, register) in registers.enumerated() {
                    let found = (
                        Self.bit(evaluator.isYes(register), person), Self.bit(evaluator.isNo(register), person)
                    )
                    let truth = situation.kleene(Gate(gate))
                    #expect(found == (truth == .yes, truth == .no), "seed \(seed), gate \(gate), person \(person)")
                    compared += 1
                }
            }
        }
        #expect(compared > 1_000)
    }

    @Test func `say of people of whom everything is known whether they hold`() throws {
        var compared = 0
        try Self.rulebooks(salt: 800) { rulebook, seed in
            var random = RandomCases(rulebook, seed: seed)
            let people = (0..<40).compactMap { _ in random.complete() }
            if people.isEmpty { return }
            let loaded = try Self.load(rulebook, people, on: Batch.date)
            let evaluator = BlockEvaluator(loaded.block)
            evaluator.prepare()
            let (program, registers) = Self.program(loaded)
            evaluator.runComplete(program)
            for (person, situation) in loaded.situations.enumerated() {
                guard let situation else { continue }
                for (gate, register) in registers.enumerated() {
                    // What does not apply has no value, so a gate may be open even of somebody fully known.
                    let truth = situation.kleene(Gate(gate))
                    if truth == .unknown { continue }
                    #expect(
                        Self.bit(evaluator.holds(register), person) == (truth == .yes), "seed \(seed), gate \(gate)")
                    compared += 1
                }
            }
        }
        #expect(compared > 500)
    }
}
