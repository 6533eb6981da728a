import WaymarkRules

/// A share table made ready for one vocabulary: draws the values of its facts and says which cells they are.
struct ShareSampler: Sendable {
    /// A fact of the table. Drawn values are 0 or 1 for yes or no, the number of a name, a bit for each name of a set,
    /// a whole number, or a number of days.
    private struct Entry: Sendable {
        enum Kind: Sendable { case yesNo, one, several, number, daysAgo }

        var name: UInt64
        var kind: Kind
        var names: [String]
        var rows: [Row] = []
        /// The fact of the vocabulary that takes the value; nil where it has none that fits.
        var fact: FactID?
        /// For each name the fact's option; nil where it has no such value.
        var options: [Int?] = []
    }

    private struct Row: Sendable {
        var populations: UInt8
        var given: Given?
        var draw: Draw
    }

    private struct Given: Sendable {
        var entry: Int
        /// A bit for each accepted name (or 0 and 1 for no and yes).
        var mask: UInt64
        var range: ClosedRange<Int>?
    }

    private enum Draw: Sendable {
        case yes(Int, in: Int)
        case one([(name: Int, parts: Int)], total: Int)
        case single([(name: Int, parts: Int)], total: Int)
        case each([(name: Int, parts: Int)])
        case numbers([Share.Band], total: Int)
        case same(Int)
    }

    /// Cells that stand for answers instead of values, in facts that no rule reads.
    static let declined: Int32 = -1
    static let notKnown: Int32 = -2

    private let mix: [(population: Int, parts: Int)]
    private let mixTotal: Int
    private var entries: [Entry] = []
    /// For each fact of the vocabulary the entry that gives its value.
    private(set) var entryOfFact: [Int?]

    init(_ table: ShareTable, vocabulary: Vocabulary) {
        mix = table.mix.map { (Population.allCases.firstIndex(of: $0.population) ?? 0, $0.parts) }
        mixTotal = table.mix.reduce(0) { $0 + $1.parts }
        entryOfFact = Array(repeating: nil, count: vocabulary.facts.count)
        var numbers: [String: Int] = [:]
        for share in table.shares {
            let number: Int
            if let known = numbers[share.fact] {
                number = known
            } else {
                number = entries.count
                numbers[share.fact] = number
                entries.append(ShareSampler.entry(of: share.fact, in: table, numbers, entries))
            }
            let row = ShareSampler.row(share, entry: entries[number], numbers, entries)
            entries[number].rows.append(row)
        }
        for number in entries.indices { settle(number, vocabulary) }
    }

    // MARK: Making ready

    private static func entry(
        of fact: String, in table: ShareTable, _ numbers: [String: Int], _ entries: [Entry]
    ) -> Entry {
        var kind = Entry.Kind.yesNo
        var names: [String] = []
        func note(_ parts: [Share.Part]) {
            for part in parts where !names.contains(part.value) { names.append(part.value) }
        }
        for share in table.shares where share.fact == fact {
            switch share.spread {
            case .yes: kind = .yesNo
            case .one(let parts):
                kind = .one
                note(parts)
            case .single(let parts), .each(let parts):
                kind = .several
                note(parts)
            case .numbers: kind = .number
            case .daysAgo: kind = .daysAgo
            case .same(let other):
                if let number = numbers[other] {
                    kind = entries[number].kind
                    names = entries[number].names
                }
            }
        }
        return Entry(name: SeededRandom.number(of: fact), kind: kind, names: names)
    }

    private static func row(_ share: Share, entry: Entry, _ numbers: [String: Int], _ entries: [Entry]) -> Row {
        func numbered(_ parts: [Share.Part]) -> [(name: Int, parts: Int)] {
            parts.compactMap { part in entry.names.firstIndex(of: part.value).map { ($0, part.parts) } }
        }
        func sum(_ parts: [Share.Part]) -> Int { parts.reduce(0) { $0 + $1.parts } }
        let draw: Draw
        switch share.spread {
        case .yes(let part, let whole): draw = .yes(part, in: whole)
        case .one(let parts): draw = .one(numbered(parts), total: sum(parts))
        case .single(let parts): draw = .single(numbered(parts), total: sum(parts))
        case .each(let parts): draw = .each(numbered(parts))
        case .numbers(let bands), .daysAgo(let bands):
            draw = .numbers(bands, total: bands.reduce(0) { $0 + $1.parts })
        case .same(let other): draw = .same(numbers[other] ?? 0)
        }
        let populations = share.populations.isEmpty ? Population.allCases : share.populations
        let bits = populations.compactMap { Population.allCases.firstIndex(of: $0) }.reduce(UInt8(0)) { $0 | 1 << $1 }
        let given = share.given.flatMap { given -> Given? in
            guard let number = numbers[given.fact] else { return nil }
            let names = entries[number].kind == .yesNo ? ["no", "yes"] : entries[number].names
            let mask = given.values.compactMap { names.firstIndex(of: $0) }.reduce(UInt64(0)) { $0 | 1 << UInt64($1) }
            return Given(entry: number, mask: mask, range: given.range)
        }
        return Row(populations: bits, given: given, draw: draw)
    }

    /// Finds the fact that takes an entry's values. Values that the fact does not have are left out of the draw, and a row
    /// of which they are more than half; where that is a row for everybody else, the fact means something else and the
    /// table is not used for it.
    private mutating func settle(_ number: Int, _ vocabulary: Vocabulary) {
        let entry = entries[number]
        guard let id = vocabulary.facts.firstIndex(where: { SeededRandom.number(of: $0.name) == entry.name }) else {
            return
        }
        let fact = vocabulary[id]
        let fits =
            switch (entry.kind, fact.type) {
            case (.yesNo, .yesNo), (.one, .oneOf), (.several, .severalOf), (.number, .wholeNumber), (.daysAgo, .date):
                true
            default: false
            }
        guard fits else { return }
        let options: [Int?] = entry.names.map { name in
            if fact.isAuditOnly, name == "declined" { return Int(ShareSampler.declined) }
            if fact.isAuditOnly, name == "not known" { return Int(ShareSampler.notKnown) }
            return fact.optionIndex[name] ?? fact.options.firstIndex { $0.name == name }
        }
        var rows: [Row] = []
        for var row in entry.rows {
            switch row.draw {
            case .one(let parts, let total), .single(let parts, let total):
                let kept = parts.filter { options[$0.name] != nil }
                let sum = kept.reduce(0) { $0 + $1.parts }
                if sum * 2 < total || sum == 0 {
                    if row.given == nil { return }
                    continue
                }
                if case .one = row.draw {
                    row.draw = .one(kept, total: sum)
                } else {
                    row.draw = .single(kept, total: sum)
                }
            case .same(let other):
                let known = entries[other].options
                guard known.count == options.count, zip(known, options).allSatisfy({ $0 == nil || $1 != nil }) else {
                    return
                }
            case .yes, .each, .numbers: break
            }
            rows.append(row)
        }
        entries[number].rows = rows
        entries[number].options = options
        entries[number].fact = id
        entryOfFact[id] = number
    }

    // MARK: Drawing

    var entryCount: Int { entries.count }

    /// The group that a person belongs to, by number in ``Population/allCases``.
    func population(_ random: SeededRandom) -> Int {
        var random = random.at(0)
        var rest = random.below(mixTotal)
        for part in mix {
            if rest < part.parts { return part.population }
            rest -= part.parts
        }
        return 0
    }

    /// Draws the values of all facts of the table, in its order.
    func draw(_ random: SeededRandom, population: Int, into drawn: inout [Int]) {
        for number in entries.indices {
            drawn[number] = draw(number, random, population: population, drawn)
        }
    }

    /// Draws the value of one entry, given those already drawn.
    func draw(_ number: Int, _ random: SeededRandom, population: Int, _ drawn: [Int]) -> Int {
        let entry = entries[number]
        var random = random.at(entry.name)
        for row in entry.rows where row.populations & (1 << UInt8(population)) != 0 {
            if let given = row.given, !holds(given, drawn[given.entry]) { continue }
            return value(row.draw, &random, drawn)
        }
        return 0
    }

    private func holds(_ given: Given, _ value: Int) -> Bool {
        if let range = given.range { return range.contains(value) }
        switch entries[given.entry].kind {
        case .several: return given.mask & UInt64(bitPattern: Int64(value)) != 0
        default: return value < 64 && given.mask & (1 << UInt64(value)) != 0
        }
    }

    private func value(_ draw: Draw, _ random: inout SeededRandom, _ drawn: [Int]) -> Int {
        switch draw {
        case .yes(let part, let whole): return random.chance(part, in: whole) ? 1 : 0
        case .one(let parts, let total): return ShareSampler.pick(parts, total, &random)
        case .single(let parts, let total): return 1 << ShareSampler.pick(parts, total, &random)
        case .each(let parts):
            var set = 0
            for part in parts where random.chance(part.parts, in: 100) { set |= 1 << part.name }
            return set
        case .numbers(let bands, let total):
            var rest = random.below(total)
            for band in bands {
                if rest < band.parts { return band.range.lowerBound + random.below(band.range.count) }
                rest -= band.parts
            }
            return 0
        case .same(let other): return drawn[other]
        }
    }

    private static func pick(_ parts: [(name: Int, parts: Int)], _ total: Int, _ random: inout SeededRandom) -> Int {
        var rest = random.below(total)
        for part in parts {
            if rest < part.parts { return part.name }
            rest -= part.parts
        }
        return parts.first?.name ?? 0
    }

    // MARK: Reading what was drawn

    /// The option of a `one of` fact, or ``declined`` or ``notKnown``.
    func option(_ number: Int, _ value: Int) -> Int { entries[number].options[value] ?? 0 }

    /// Calls `body` with each option of a set.
    func options(_ number: Int, _ value: Int, _ body: (Int) -> Void) {
        for (name, option) in entries[number].options.enumerated() where value & (1 << name) != 0 {
            if let option { body(option) }
        }
    }
}
