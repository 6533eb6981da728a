import Testing
import WaymarkDocuments
import WaymarkRouting
import WaymarkRules
import WaymarkTestSupport

@Suite struct `The same input` {
    /// Every process shuffles its sets and dictionaries anew, so another process is another chance to differ.
    @Test func `gives byte for byte the same decisions in another process`() async throws {
        let other = try await #require(processExitsWith: .success, observing: [\.standardOutputContent]) {
            for line in Everything.lines() { print(line) }
        }
        let theirs = String(decoding: other.standardOutputContent, as: UTF8.self).split(separator: "\n").map(
            String.init)
        for line in Everything.lines() {
            #expect(theirs.contains(line), "another process says something else than \(line.prefix(200))…")
        }
    }

    @Test func `gives byte for byte the same decision whatever the decider decided before`() throws {
        for seed in Effort.seeds(15) {
            for (name, shape) in Trial.shapes {
                let draft = RandomRulebook.make(seed: seed, shape: shape)
                let worn = Decider(try TestRulebook.load(draft))
                var people = RandomCases(worn.rulebook, seed: seed)
                let cases = (0..<6).compactMap { _ in people.next().resolved(in: worn.rulebook) }
                for person in cases { _ = Everything.text(worn, person) }
                for person in cases.reversed() {
                    let fresh = Decider(try TestRulebook.load(draft))
                    #expect(
                        Everything.text(worn, person) == Everything.text(fresh, person),
                        "seed \(seed), \(name)\n\(draft.description)")
                }
            }
        }
    }
}

/// All that a decision says, with its full trace.
enum Everything {
    static func text(_ decider: Decider, _ person: Case) -> String {
        do throws(Refusal) {
            let decision = try decider.decide(person, on: .first)
            var writer = JSONWriter()
            DecisionJSON(decider.rulebook, detail: .full).write(decision, to: &writer)
            let page = DecisionText(decider.rulebook, detail: .full).text(decision)
            return writer.text + page
        } catch {
            return "refused: \(error)"
        }
    }

    /// One line for each of some cases of some rulebooks, with a number that stands for all that is said.
    static func lines() -> [String] {
        var lines: [String] = []
        for seed in Effort.seeds(6) {
            for (name, shape) in Trial.shapes {
                guard let rulebook = try? TestRulebook.load(RandomRulebook.make(seed: seed, shape: shape)) else {
                    lines.append("\(name) \(seed) does not load")
                    continue
                }
                let decider = Decider(rulebook)
                var people = RandomCases(rulebook, seed: seed)
                for number in 0..<6 {
                    guard let person = people.next().resolved(in: rulebook) else { continue }
                    let text = text(decider, person)
                    lines.append("\(name) \(seed) case \(number): \(text.utf8.count) bytes, \(fingerprint(text))")
                }
            }
        }
        return lines
    }

    /// FNV-1a, 64 bits.
    private static func fingerprint(_ text: String) -> UInt64 {
        text.utf8.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
    }
}
