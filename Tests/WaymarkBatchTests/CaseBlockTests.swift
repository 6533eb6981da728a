import Testing
import WaymarkDocuments
import WaymarkRouting
import WaymarkRules
import WaymarkTestSupport

@testable import WaymarkBatch

@Suite struct `A block of cases` {
    /// Facts whose cells take one, two and four bytes.
    private static func layout() throws -> CaseBlockLayout {
        let text = """
            facts:
              agrees: {label: Agrees, ask: Agrees?, type: yes or no}
              age: {label: Age, ask: Age?, type: whole number, range: 0 to 252}
              wage: {label: Wage, ask: Wage?, type: whole number, range: 0 to 253}
              income: {label: Income, ask: Income?, type: whole number, range: 0 to 65532}
              wealth: {label: Wealth, ask: Wealth?, type: whole number, range: 0 to 65533}
              seen_on: {label: Seen, ask: When?, type: date}
              drugs: {label: Drugs, ask: Drugs?, type: several of, values: {heroin: Heroin, crack: Crack, other: Other}}
              consents_to_referral: {label: Consents, ask: Consents?, type: yes or no}
              remarks: {label: Remarks, type: text}
              notes: {label: Notes, type: text, only_when: {agrees: yes}}
            programmes:
              help:
                title: Help
                kind: support
                located_by: nothing
                consent: none
                criteria: {seen: {says: was seen lately, when: {seen_on: within the last 30 days}}}
            routing: {order: [help]}
            """
        return CaseBlockLayout(try TestRulebook.load([("Rules/all.yaml", text)]), blockSize: CaseBlock.size)
    }

    private static let fact = (agrees: 0, drugs: 6, consents: 7, remarks: 8, notes: 9, seenOn: 5)

    @Test func `gives a fact as narrow a column as holds its values and the three answers that are none`() throws {
        let layout = try Self.layout()
        let widths = (0..<6).compactMap { layout.first($0) }.map { layout.columns[$0].width }
        #expect(widths == [1, 1, 2, 2, 4, 4])
        #expect(layout.facts[Self.fact.drugs].count == 3)
        // A text plays no part, but nobody may have one that does not apply.
        #expect(layout.facts[Self.fact.remarks].isEmpty)
        #expect(layout.facts[Self.fact.notes].count == 1)
    }

    @Test func `has columns of its own for what declining counts as and for dates that move`() throws {
        let layout = try Self.layout()
        let agrees = try #require(layout.first(Self.fact.agrees))
        let consents = try #require(layout.first(Self.fact.consents))
        let seenOn = try #require(layout.first(Self.fact.seenOn))
        #expect(layout.read(agrees) == agrees)
        #expect(layout.read(consents) != consents)
        #expect(layout.read(seenOn) != seenOn)
        let ends = layout.columns.map { $0.offset + $0.width * CaseBlock.size }
        #expect(Array(zip(layout.columns.dropFirst().map(\.offset), ends)).allSatisfy { $0 == $1 })
        #expect(ends.last == layout.byteCount)
    }

    @Test func `gives back every cell that was put into it, and no other is touched`() throws {
        let layout = try Self.layout()
        let block = CaseBlock(layout)
        var random = RandomSource(seed: 3)
        var expected = layout.columns.map { _ in [Int32](repeating: CaseBlockLayout.unknown, count: CaseBlock.size) }
        for _ in 0..<20_000 {
            let column = random.int(0...(layout.columns.count - 1))
            let person = random.int(0...(CaseBlock.size - 1))
            let cell = Int32(random.int(-3...(layout.columns[column].size - 1)))
            block.set(column, of: person, to: cell)
            expected[column][person] = cell
        }
        for column in layout.columns.indices {
            let found = (0..<CaseBlock.size).map { block.cell(column, of: $0) }
            #expect(found == expected[column], "column \(column)")
        }
    }

    private static func people(_ row: CaseBlock.Row) -> [Int] {
        (0..<CaseBlock.size).filter { row[$0 >> 6] >> UInt64($0 & 63) & 1 == 1 }
    }

    /// A block whose cells are about the ends of their columns as often as anywhere else.
    private static func filled(_ layout: CaseBlockLayout, _ random: inout RandomSource) -> CaseBlock {
        let block = CaseBlock(layout)
        for column in layout.columns.indices {
            let size = layout.columns[column].size
            for person in 0..<CaseBlock.size {
                let cell = random.chance(0.5) ? random.int(-3...min(6, size - 1)) : random.int(-3...(size - 1))
                block.set(column, of: person, to: Int32(cell))
            }
        }
        return block
    }

    @Test func `finds those whose cell lies in a range, and nobody without a value`() throws {
        let layout = try Self.layout()
        var random = RandomSource(seed: 4)
        let block = Self.filled(layout, &random)
        for round in 0..<400 {
            let column = round % layout.columns.count
            let size = layout.columns[column].size
            let low = random.int(0...size)
            let high = random.chance(0.2) ? size : random.int(low...size)
            let found = Self.people(block.range(column, Int32(low), Int32(high)))
            let expected = (0..<CaseBlock.size).filter {
                (Int32(low)..<Int32(high)).contains(block.cell(column, of: $0))
            }
            #expect(found == expected, "column \(column), \(low)..<\(high)")
        }
    }

    @Test func `finds those whose cell is marked in a table`() throws {
        let layout = try Self.layout()
        var random = RandomSource(seed: 5)
        let block = Self.filled(layout, &random)
        for column in layout.columns.indices {
            let size = layout.columns[column].size
            var table = [UInt64](repeating: 0, count: (size + 63) / 64)
            for cell in 0..<size where random.chance(0.3) { table[cell >> 6] |= 1 << UInt64(cell & 63) }
            let found = table.withUnsafeBufferPointer { words in
                words.baseAddress.map { Self.people(block.table(column, $0, size: size)) }
            }
            let expected = (0..<CaseBlock.size).filter { person in
                let cell = Int(block.cell(column, of: person))
                return cell >= 0 && table[cell >> 6] >> UInt64(cell & 63) & 1 == 1
            }
            #expect(found == expected, "column \(column)")
        }
    }
}
