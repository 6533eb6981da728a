internal import CCaseLines
import WaymarkDocuments
import WaymarkRouting
import WaymarkRules

/// Reads lines of JSON cases straight into the cells of a block: no tree, and no memory taken for a line.
///
/// Takes the lines that say what lines usually say; the others are left to ``CaseLineReader``. Belongs to one thread.
final class CaseBlockReader {
    /// Bytes behind a text that have to be readable.
    static let padding = Int(CCASELINES_PADDING)

    let block: CaseBlock
    private let reader: OpaquePointer
    private let lines: UnsafeMutablePointer<ccaselines_line>
    private let rulebook: Rulebook
    /// Lines of the last read.
    private(set) var count = 0

    /// - Returns: nil where there is not enough memory.
    init?(_ rulebook: Rulebook, block: CaseBlock) {
        guard let reader = CaseBlockReader.makeReader(rulebook, block) else { return nil }
        self.reader = reader
        self.block = block
        self.rulebook = rulebook
        lines = .allocate(capacity: CaseBlock.size)
    }

    deinit {
        ccaselines_free(reader)
        lines.deallocate()
    }

    /// Begins a text of whole lines, which has to stay in place, with ``padding`` bytes behind it.
    func begin(_ text: UnsafeRawBufferPointer) {
        _ = ccaselines_begin(reader, text.baseAddress?.assumingMemoryBound(to: UInt8.self), text.count)
    }

    /// Reads the next lines into the block, as many as it holds; false at the end of the text.
    func read() -> Bool {
        count = ccaselines_read(reader, lines)
        return count > 0
    }

    /// Line ends in the text, once everything is read.
    var lineEnds: Int { ccaselines_line_count(reader) }

    // MARK: - Lines of the last read

    /// Whether the cells of a line mean something.
    @inline(__always)
    func isUsual(_ index: Int) -> Bool {
        lines[index].outcome == ccaselines_usual && lines[index].end - lines[index].start <= CaseLineReader.lengthLimit
    }

    /// The name of a usual line as it stands between its quotes, free of escapes.
    @inline(__always)
    func name(_ index: Int) -> Range<Int> {
        let line = lines[index]
        return hasName(index) ? line.id_start..<line.id_start + line.id_length : 0..<0
    }

    @inline(__always)
    private func hasName(_ index: Int) -> Bool { lines[index].id_start != lines[index].end }

    /// The line's bytes in the text.
    func place(_ index: Int) -> Range<Int> { lines[index].start..<lines[index].end }

    /// Its number in the text, from 0.
    func number(_ index: Int) -> Int { lines[index].number }

    @inline(__always)
    func day(_ index: Int) -> Day? { lines[index].day < 0 ? nil : Day(number: lines[index].day) }

    /// Whether every usual line of the last read has a value for each of these facts.
    func areKnown(_ facts: [FactID]) -> Bool {
        guard let complete = ccaselines_complete(reader) else { return false }
        return facts.allSatisfy { complete[$0 >> 6] >> UInt64($0 & 63) & 1 == 1 }
    }

    /// A usual line as a case.
    func line(_ index: Int, in text: UnsafeRawBufferPointer) -> CaseLineReader.Line {
        let id = hasName(index) ? String(decoding: text[name(index)], as: UTF8.self) : nil
        return CaseLineReader.Line(
            id: id, case: Case(name: id ?? "", decisionDate: day(index), answers: answers(index)))
    }

    /// The answers of a usual line; of texts only that there is one, since no rule reads them.
    private func answers(_ index: Int) -> [Answer] {
        let vocabulary = rulebook.vocabulary
        return vocabulary.facts.indices.map { fact in
            let columns = block.layout.facts[fact]
            guard let first = columns.first else { return .unknown }
            let cell = block.cell(first, of: index)
            switch cell {
            case CaseBlockLayout.unknown: return .unknown
            case CaseBlockLayout.declined: return .declined
            case CaseBlockLayout.notKnown: return .notKnown
            default: break
            }
            switch vocabulary.facts[fact].type {
            case .yesNo: return .value(.yesNo(cell == 1))
            case .oneOf: return .value(.option(Int(cell)))
            case .wholeNumber(let range):
                return .value(.number(rulebook.plan.grid.number(in: cell, fact: fact, in: range)))
            case .date: return .value(.date(Day(number: cell)))
            case .severalOf:
                return .value(.options(columns.indices.filter { block.cell($0, of: index) == 1 }.map { $0 - first }))
            case .text: return .value(.text(""))
            }
        }
    }

    // MARK: - What the reader is told

    private static func makeReader(_ rulebook: Rulebook, _ block: CaseBlock) -> OpaquePointer? {
        // All words behind one another, so that they stay in place together.
        var text: [UInt8] = []
        var starts: [Int64] = []
        struct Piece {
            var start: Int
            var count: Int
        }
        func piece(_ word: String) -> Piece {
            let start = text.count
            text.append(contentsOf: word.utf8)
            return Piece(start: start, count: text.count - start)
        }
        let facts = rulebook.vocabulary.facts
        let names = facts.map { piece($0.name) }
        let options = facts.map { $0.options.map { piece($0.name) } }
        let runs = facts.indices.map { fact -> Piece in
            let cells = rulebook.plan.grid.cellStarts(of: fact) ?? []
            defer { starts.append(contentsOf: cells.map(Int64.init)) }
            return Piece(start: starts.count, count: cells.count)
        }
        let columns = block.layout.columns.map {
            ccaselines_column(
                cells: (block.cells + $0.offset).assumingMemoryBound(to: UInt8.self), width: UInt32($0.width))
        }
        return text.withUnsafeBytes { bytes in
            starts.withUnsafeBufferPointer { starts in
                let base = bytes.baseAddress?.assumingMemoryBound(to: CChar.self)
                func word(_ piece: Piece) -> ccaselines_word {
                    ccaselines_word(text: base.map { $0 + piece.start }, length: piece.count)
                }
                let words = options.flatMap { $0.map(word) }
                return words.withUnsafeBufferPointer { words in
                    var next = 0
                    let keys = facts.indices.map { fact -> ccaselines_key in
                        defer { next += options[fact].count }
                        let range = facts[fact].numbers
                        return ccaselines_key(
                            name: word(names[fact]), kind: facts[fact].type.kind,
                            column: block.layout.first(fact).map(Int32.init) ?? -1, lowest: Int64(range.lowerBound),
                            highest: Int64(range.upperBound), starts: starts.baseAddress.map { $0 + runs[fact].start },
                            start_count: runs[fact].count, words: words.baseAddress.map { $0 + next },
                            word_count: options[fact].count)
                    }
                    return ccaselines_new(keys, keys.count, columns, columns.count, CaseBlock.size)
                }
            }
        }
    }
}

extension Fact {
    fileprivate var numbers: ClosedRange<Int> {
        if case .wholeNumber(let range) = type { range } else { 0...0 }
    }
}

extension FactType {
    fileprivate var kind: ccaselines_kind {
        switch self {
        case .yesNo: ccaselines_yes_no
        case .wholeNumber: ccaselines_number
        case .date: ccaselines_date
        case .oneOf: ccaselines_one_of
        case .severalOf: ccaselines_several_of
        case .text: ccaselines_text
        }
    }
}
