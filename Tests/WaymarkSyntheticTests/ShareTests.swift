import Testing
import WaymarkDocuments
import WaymarkRouting
import WaymarkRules
import WaymarkSynthetic

private let table = ShareTable.westMidlands
private let day = Day(year: 2023, month: 2, day: 28) ?? .first
private let count = 2_500

/// Four standard deviations of a share among so many people, and a little: with a fixed seed the result is always the
/// same, so this is how far the generator may be from the table, not how lucky a run is.
private func margin(_ share: Double, of people: Int) -> Double {
    4 * (share * (1 - share) / Double(max(1, people))).squareRoot() + 0.5 / Double(max(1, people))
}

@Suite("Shares of the synthetic people")
struct ShareTests {
    @Test func `groups are mixed as in a year's caseload`() throws {
        let people = PersonGenerator(try rulebookOfTheTable(), seed: 1, on: day)
        let total = table.mix.reduce(0) { $0 + $1.parts }
        let groups = (0..<count).map(people.population)
        for part in table.mix {
            let wanted = Double(part.parts) / Double(total)
            let found = Double(groups.count { $0 == part.population }) / Double(count)
            #expect(abs(found - wanted) <= margin(wanted, of: count), "\(part.population)")
        }
    }

    /// Rows with a condition are looked at among the people who meet it.
    @Test(arguments: Population.allCases)
    func `every share of the table occurs as often as it says`(population: Population) throws {
        let rulebook = try rulebookOfTheTable()
        let generator = PersonGenerator(rulebook, seed: 2, on: day, population: population)
        let people = (0..<count).map { generator.person($0).answers }
        var seen: [String: [Share]] = [:]
        for share in table.shares where share.populations.isEmpty || share.populations.contains(population) {
            let earlier = seen[share.fact, default: []]
            seen[share.fact, default: []].append(share)
            if earlier.contains(where: { $0.given == nil }) { continue }
            let reader = Reader(rulebook: rulebook)
            let those = people.filter { person in
                !earlier.contains { reader.holds($0.given, person) } && reader.holds(share.given, person)
            }
            if those.isEmpty { continue }
            for (value, wanted) in reader.expected(share) {
                let found = Double(those.count { reader.has(share.fact, value, $0) }) / Double(those.count)
                #expect(
                    abs(found - wanted) <= margin(wanted, of: those.count),
                    "\(share.fact) \(value): \(found), not \(wanted)")
            }
        }
    }

    @Test func `figures of the sources come out among the people they are about, under the shipped rulebook too`()
        throws
    {
        for rulebook in [try rulebookOfTheTable(), try shippedRulebook()] {
            func share(_ population: Population, _ fact: String, _ value: Wanted) -> Int {
                let generator = PersonGenerator(rulebook, seed: 3, on: day, population: population)
                let reader = Reader(rulebook: rulebook)
                return (0..<800).count { reader.has(fact, value, generator.person($0).answers) } * 100 / 800
            }
            #expect((93...97).contains(share(.o2r, "substances_used", .name("crack"))))
            #expect((88...92).contains(share(.divert, "substances_used", .name("cannabis"))))
            #expect((48...56).contains(share(.divert, "local_authority", .name("birmingham"))))
            #expect((61...69).contains(share(.cars, "ethnicity", .name("white_british"))))
            #expect(share(.o2r, "offence_types", .name("shop_theft")) == 100)
            #expect(share(.divert, "domestic_abuse_offence", .yes) <= 2)
        }
    }

    @Test func `the shipped rulebook refuses nobody`() throws {
        let rulebook = try shippedRulebook()
        let decider = Decider(rulebook)
        for unknownPercent in [0, 25] {
            let people = PersonGenerator(rulebook, seed: 5, on: day, unknownPercent: unknownPercent)
            for number in 0..<100 {
                #expect(throws: Never.self) { try decider.decide(people.person(number), on: day, traced: false) }
            }
        }
    }
}

/// The rulebook of this repository.
private func shippedRulebook() throws -> Rulebook {
    let root = #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast(3).joined(separator: "/")
    var problems = Diagnostics()
    return try #require(Rulebook.load(folder: root, into: &problems).rulebook)
}

private enum Wanted: CustomStringConvertible {
    case yes
    case name(String)
    case numbers(ClosedRange<Int>)
    case daysAgo(ClosedRange<Int>)

    var description: String {
        switch self {
        case .yes: "yes"
        case .name(let name): name
        case .numbers(let range), .daysAgo(let range): "\(range)"
        }
    }
}

private struct Reader {
    let rulebook: Rulebook

    func expected(_ share: Share) -> [(Wanted, Double)] {
        func parts(_ parts: [Share.Part], whole: Int?) -> [(Wanted, Double)] {
            let total = whole ?? parts.reduce(0) { $0 + $1.parts }
            return parts.map { (.name($0.value), Double($0.parts) / Double(total)) }
        }
        func bands(_ bands: [Share.Band], _ wanted: (ClosedRange<Int>) -> Wanted) -> [(Wanted, Double)] {
            let total = bands.reduce(0) { $0 + $1.parts }
            return bands.map { (wanted($0.range), Double($0.parts) / Double(total)) }
        }
        switch share.spread {
        case .yes(let part, let whole): return [(.yes, Double(part) / Double(whole))]
        case .one(let list), .single(let list): return parts(list, whole: nil)
        case .each(let list): return parts(list, whole: 100)
        case .numbers(let list): return bands(list, Wanted.numbers)
        case .daysAgo(let list): return bands(list, Wanted.daysAgo)
        case .same: return []
        }
    }

    func has(_ fact: String, _ wanted: Wanted, _ person: [Answer]) -> Bool {
        guard let id = rulebook.vocabulary[fact] else { return false }
        let options = rulebook.vocabulary[id].options
        switch (wanted, person[id]) {
        case (.yes, .value(.yesNo(let yes))): return yes
        case (.name(let name), .value(.option(let option))): return options[option].name == name
        case (.name(let name), .value(.options(let chosen))): return chosen.contains { options[$0].name == name }
        case (.name("declined"), .declined), (.name("not known"), .notKnown): return true
        case (.numbers(let range), .value(.number(let number))): return range.contains(number)
        case (.daysAgo(let range), .value(.date(let date))): return range.contains(Int(day.number - date.number))
        default: return false
        }
    }

    func holds(_ given: Share.Given?, _ person: [Answer]) -> Bool {
        guard let given else { return true }
        if let range = given.range { return has(given.fact, .numbers(range), person) }
        return given.values.contains { value in
            switch value {
            case "yes": has(given.fact, .yes, person)
            case "no": !has(given.fact, .yes, person)
            default: has(given.fact, .name(value), person)
            }
        }
    }
}

/// A rulebook that declares every fact of the table with all the values that it names.
private func rulebookOfTheTable() throws -> Rulebook {
    var names: [String] = []
    var declarations: [String: String] = [:]
    for share in table.shares where !names.contains(share.fact) {
        var values: [String] = []
        var type = "yes or no"
        func read(_ fact: String) {
            for share in table.shares where share.fact == fact {
                switch share.spread {
                case .yes: break
                case .one(let parts):
                    type = "one of"
                    values += parts.map(\.value)
                case .single(let parts), .each(let parts):
                    type = "several of"
                    values += parts.map(\.value)
                case .numbers: type = "whole number, range: 0 to 200"
                case .daysAgo: type = "date"
                case .same(let other): read(other)
                }
            }
        }
        read(share.fact)
        let isRecord = values.contains("declined")
        var unique: [String] = []
        for value in values where !unique.contains(value) && value != "declined" && value != "not known" {
            unique.append(value)
        }
        names.append(share.fact)
        declarations[share.fact] =
            "{label: x, ask: y, type: \(type)"
            + (unique.isEmpty ? "" : ", values: {\(unique.map { "\($0): z" }.joined(separator: ", "))}")
            + (isRecord ? ", use: audit only}" : "}")
    }
    return try smallRulebook(
        facts: [], extra: "facts:\n" + names.map { "  \($0): \(declarations[$0] ?? "")\n" }.joined())
}
