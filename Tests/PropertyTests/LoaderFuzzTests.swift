import Foundation
import Testing
import WaymarkDocuments
import WaymarkRouting
import WaymarkRules
import WaymarkTestSupport

/// Real rulebook files, damaged the way hands, editors and merges damage them: the loader says what is wrong or loads
/// them; it never stops, and never takes half of a condition for a whole one.
@Suite("Damaged rulebooks never stop the loader") struct LoaderFuzzTests {
    private static let repository = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    /// The small rulebook of the tests and the shipped one.
    private static let rulebooks = ["Tests/Golden/base", "."].map {
        repository.appendingPathComponent($0).standardized.path
    }

    /// The shipped rulebook takes several times as long to load.
    @Test(arguments: zip(rulebooks, [500, 60]))
    func `a damaged rulebook is refused or loads, and always says why`(_ folder: String, copies: Int) throws {
        var problems = Diagnostics()
        let whole = RulebookFolder.read(folder, into: &problems)
        try #require(problems.all.isEmpty)
        let seed = Effort.firstSeed
        var random = RandomSource(seed: seed)
        let vocabulary = words(of: whole)
        for round in 1...(copies * Effort.factor) {
            var damaged = SourceSet()
            let target = random.int(0...(whole.files.count - 1))
            for (number, file) in whole.files.enumerated() {
                // Proving promises takes far longer than reading all the rest.
                if number != target, file.path.hasSuffix("promises.yaml"), round % 20 != 0 { continue }
                let bytes = number == target ? damage(file.bytes, vocabulary, &random) : file.bytes
                _ = damaged.add(SourceFile(path: file.path, bytes: bytes))
            }
            check(damaged, "seed \(seed), round \(round), file \(whole.files[target].path)")
        }
    }

    @Test func `a damaged case is refused with words or read`() throws {
        var problems = Diagnostics()
        let folder = Self.repository.appendingPathComponent("Tests/Golden/base").path
        let rulebook = try #require(Rulebook.load(folder: folder, into: &problems).rulebook)
        let loader = CaseLoader(rulebook: rulebook)
        let whole = [("c.yaml", Self.yamlCase), ("c.json", Self.jsonCase), ("c.ndjson", Self.jsonCase)]
        var texts = SourceSet()
        for (path, text) in whole { _ = texts.add(SourceFile(path: path, bytes: Array(text.utf8))) }
        let vocabulary = words(of: texts)
        var random = RandomSource(seed: Effort.firstSeed)
        for round in 0..<(1000 * Effort.factor) {
            let (path, text) = random.pick(whole)
            var sources = SourceSet()
            _ = sources.add(SourceFile(path: path, bytes: damage(Array(text.utf8), vocabulary, &random)))
            var problems = Diagnostics()
            let cases = loader.load([0], of: &sources, into: &problems)
            let comment = "seed \(Effort.firstSeed), round \(round), \(path)"
            #expect(cases.isEmpty == problems.hasErrors || path == "c.ndjson", "\(comment)")
            _ = DiagnosticRenderer(sources: sources).text(problems)
            let size = rulebook.vocabulary.facts.count
            #expect(cases.allSatisfy { $0.case.answers.count == size }, "\(comment)")
        }
    }

    private static let yamlCase = """
        case: full
        title: Everything is known
        decision_date: 2022-11-12
        facts:
          age_years: 23
          on_licence: no
          last_attended: 2022-10-01
          housing_status: hostel
          offence_types: [affray, shop_theft]
          da_relationship: declined
          offending_area: not known
          remarks: "sleeps: badly"
        expect:
          outcomes: {course: signpost, outreach/outreach_birmingham: waiting_list}
          others: not_eligible
          primary: nothing
          before: [[course, outreach]]
          asks: [age_years]
          alerts: []
          because: {course: [theft, on_licence]}

        """
    private static let jsonCase = """
        {"id": "p1", "decision_date": "2022-11-12", "facts": {"age_years": 23, "on_licence": true, "offence_types": ["affray"]}}
        {"id": "p2", "age_years": 23, "housing_status": "hostel", "last_attended": "2022-10-01", "da_relationship": null}

        """

    private func check(_ sources: SourceSet, _ comment: String) {
        var problems = Diagnostics()
        let rulebook = Rulebook.load(sources, into: &problems)
        let text = DiagnosticRenderer(sources: sources).text(problems)
        guard let rulebook else {
            #expect(problems.hasErrors && !text.isEmpty, "refused without a word: \(comment)")
            return
        }
        #expect(!problems.hasErrors, "\(comment)")
        #expect(rulebook.conditions.allSatisfy(isWhole), "half a condition: \(comment)")
    }

    /// No part of it is empty, as the part of a condition that could not be read would be.
    private func isWhole(_ condition: Condition) -> Bool {
        switch condition.kind {
        case .all(let parts), .any(let parts), .none(let parts), .atLeast(_, let parts):
            !parts.isEmpty && parts.allSatisfy(isWhole)
        case .fact, .definition, .decisionDate: true
        }
    }

    // MARK: Damage

    /// Words of the rulebook, and some that are wrong in most places.
    private func words(of sources: SourceSet) -> [String] {
        var words: Set<String> = [
            "yes", "no", "nothing", "not known", "[]", "{}", "''", "at least", "2026-02-30", "9999-01-01", "-1", "0",
            "999999999999999999999", "from: 2026-01-01", "not", "all", "any", "none", "at least 2 of", "programme",
            "facts",
            "&a", "*a", "!t", "<<", "- ", ": ", "#", "\"", "'", "\t", "|", ">", "%", "\u{FEFF}", "\u{2028}", "é", "👩‍⚕️",
        ]
        for file in sources.files {
            for word in String(decoding: file.bytes, as: UTF8.self).split(whereSeparator: { " \n:,{}[]".contains($0) })
            where word.utf8.count < 40 {
                words.insert(String(word))
            }
        }
        return words.sorted()
    }

    private func damage(_ bytes: [UInt8], _ words: [String], _ random: inout RandomSource) -> [UInt8] {
        var lines = String(decoding: bytes, as: UTF8.self).components(separatedBy: "\n")
        for _ in 0..<random.int(1...3) {
            let line = random.int(0...(lines.count - 1))
            switch random.int(0...9) {
            case 0: lines.remove(at: line)
            case 1: lines.insert(lines[line], at: line)
            case 2: lines.swapAt(line, random.int(0...(lines.count - 1)))
            case 3: lines[line] = String(repeating: " ", count: random.int(0...12)) + lines[line].drop { $0 == " " }
            case 4: lines[line] += random.pick([" ", ",", "}", "]", "{", "[", ":", "\"", "'", "#", "\t"])
            case 5: lines = Array(lines[...line])
            case 6: lines[line] = String(lines[line].dropLast(random.int(0...20)))
            case 7: lines.insert(random.pick(words) + ": " + random.pick(words), at: line)
            default: lines[line] = withOneWordReplaced(lines[line], by: random.pick(words), &random)
            }
            if lines.isEmpty { lines = [""] }
        }
        var result = Array(lines.joined(separator: "\n").utf8)
        if random.chance(0.1), !result.isEmpty {
            result[random.int(0...(result.count - 1))] = UInt8(random.int(0...255))
        }
        return result
    }

    private func withOneWordReplaced(_ line: String, by word: String, _ random: inout RandomSource) -> String {
        var parts: [String] = []
        var wordPlaces: [Int] = []
        for character in line {
            let isSeparator = " :,{}[]".contains(character)
            if !isSeparator, let last = wordPlaces.last, last == parts.count - 1 {
                parts[last].append(character)
            } else {
                parts.append(String(character))
                if !isSeparator { wordPlaces.append(parts.count - 1) }
            }
        }
        guard !wordPlaces.isEmpty else { return line + word }
        parts[random.pick(wordPlaces)] = word
        return parts.joined()
    }
}
