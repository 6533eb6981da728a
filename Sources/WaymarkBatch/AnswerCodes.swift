import WaymarkRouting
import WaymarkRules

/// Numbers what a case says of a fact, so that equal numbers are said in equal words. Belongs to one thread.
final class AnswerCodes {
    /// All that the words for a fact depend on.
    private struct State: Hashable {
        var answer: Answer
        var settled: SettledFact?
        var isApplicable: Bool
    }

    private var decision: Decision?
    private var isApplicable: [Bool]
    private var codes: [UInt64]
    private var isDone: [Bool]
    /// States whose number does not say what they are.
    private var rare: [State: UInt64] = [:]

    init(factCount: Int) {
        isApplicable = [Bool](repeating: true, count: factCount)
        codes = [UInt64](repeating: 0, count: factCount)
        isDone = [Bool](repeating: false, count: factCount)
    }

    func turn(to next: Decision) {
        for fact in decision?.notApplicable ?? [] { isApplicable[fact] = true }
        for fact in next.notApplicable { isApplicable[fact] = false }
        for fact in isDone.indices { isDone[fact] = false }
        decision = next
    }

    func code(of fact: FactID) -> UInt64 {
        if isDone[fact] { return codes[fact] }
        let code = makeCode(of: fact)
        codes[fact] = code
        isDone[fact] = true
        return code
    }

    private func makeCode(of fact: FactID) -> UInt64 {
        guard let decision else { return 0 }
        let answer = decision.answers[fact]
        if decision.settled.contains(where: { $0.fact == fact }) { return rareCode(of: fact, decision) }
        func code(_ kind: UInt64, _ value: Int) -> UInt64 {
            UInt64(truncatingIfNeeded: value) << 8 | kind << 1 | (isApplicable[fact] ? 1 : 0)
        }
        switch answer {
        case .unknown: return code(0, 0)
        case .declined: return code(1, 0)
        case .notKnown: return code(2, 0)
        case .value(.yesNo(let yes)): return code(3, yes ? 1 : 0)
        case .value(.number(let number)) where Int(Int32(truncatingIfNeeded: number)) == number: return code(4, number)
        case .value(.date(let day)): return code(5, Int(day.number))
        case .value(.option(let option)): return code(6, option)
        case .value(.options(let options)) where options.allSatisfy { $0 < 48 }:
            return code(7, options.reduce(0) { $0 | 1 << $1 })
        case .value(.number), .value(.options), .value(.text): return rareCode(of: fact, decision)
        }
    }

    private func rareCode(of fact: FactID, _ decision: Decision) -> UInt64 {
        let state = State(
            answer: decision.answers[fact], settled: decision.settled.first { $0.fact == fact },
            isApplicable: isApplicable[fact])
        if let known = rare[state] { return known }
        let code = UInt64(rare.count) << 8 | 0xFE
        rare[state] = code
        return code
    }
}
