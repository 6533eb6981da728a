import WaymarkDocuments
package import WaymarkRouting
package import WaymarkRules

/// Turns lines of cases into lines of summaries. Belongs to one thread.
package final class SummaryWorker: BatchWorker {
    private let lines: CaseBlockReader
    private let blocks: SummaryEvaluator
    private let ends: SummaryEnds
    private let decider: Decider
    private let reader: CaseLineReader
    private let json: DecisionJSON
    private let date: Day
    private var writer = JSONWriter()
    private var errors = 0
    /// Cases so far that took the decider.
    package private(set) var decidedOneByOne = 0

    /// With room behind it, as ``OutputBuffer/appendQuickly(_:_:)`` needs.
    private static let beginning = SummaryEnds.beginning + [UInt8](repeating: 0x20, count: 16)

    /// - Parameters:
    ///   - date: the decision date of cases that name none.
    ///   - fewPlaces: services in more places than this are looked up by place; nil for the number that is usual.
    /// - Returns: nil where there is not enough memory.
    package init?(_ rulebook: Rulebook, date: Day, fewPlaces: Int? = nil) {
        let block = CaseBlock(CaseBlockLayout(rulebook, blockSize: CaseBlock.size))
        guard let lines = CaseBlockReader(rulebook, block: block) else { return nil }
        self.lines = lines
        self.date = date
        decider = Decider(rulebook)
        ends = SummaryEnds(rulebook)
        blocks = SummaryEvaluator(
            decider, block: block, keyWidth: ends.keyWidth, fewPlaces: fewPlaces ?? SummaryGates.fewPlaces)
        reader = CaseLineReader(rulebook)
        json = DecisionJSON(rulebook, detail: .none)
    }

    package func work(_ text: UnsafeRawBufferPointer, into output: OutputBuffer) -> BatchCounts {
        errors = 0
        var count = 0
        lines.begin(text)
        while lines.read() {
            count += lines.count
            let exact = decideBlock()
            write(exact, text, into: output)
        }
        return BatchCounts(cases: count, errors: errors, lineEnds: lines.lineEnds)
    }

    /// Fills the keys of the lines just read; returns those that need the decider.
    private func decideBlock() -> CaseBlock.Row {
        let count = lines.count
        blocks.begin(count: count)
        var waiting = CaseBlock.Row(repeating: 0)
        var exact = CaseBlock.Row(repeating: 0)
        var hasDates = false
        for index in 0..<count {
            let bit: UInt64 = 1 << UInt64(index & 63)
            if lines.isUsual(index) {
                waiting[index >> 6] |= bit
                hasDates = hasDates || lines.day(index) != nil
            } else {
                exact[index >> 6] |= bit
            }
        }
        func decide(_ people: CaseBlock.Row, _ summary: SummaryPrograms) {
            exact |= blocks.decide(people, by: summary) { lines.areKnown($0) }
        }
        if hasDates {
            for group in blocks.prepare(waiting, on: { lines.day($0) ?? date }) { decide(group.people, group.summary) }
        } else {
            decide(waiting, blocks.prepare(waiting, on: date))
        }
        return exact
    }

    private func write(_ exact: CaseBlock.Row, _ text: UnsafeRawBufferPointer, into output: OutputBuffer) {
        guard let base = text.baseAddress else { return }
        let keys = blocks.keys
        let width = blocks.keyWidth
        SummaryWorker.beginning.withUnsafeBytes { start in
            guard let start = start.baseAddress else { return }
            for index in 0..<lines.count {
                if exact[index >> 6] >> UInt64(index & 63) & 1 == 1 {
                    writeExactly(index, text, into: output)
                    continue
                }
                let name = lines.name(index)
                let end = ends.end(keys + index * width)
                output.reserve(name.count + end.count + 64)
                output.appendQuickly(start, SummaryEnds.beginning.count)
                output.appendQuickly(base + name.lowerBound, name.count)
                if let rest = end.baseAddress { output.appendQuickly(rest, end.count) }
            }
        }
    }

    // MARK: - One by one

    private func writeExactly(_ index: Int, _ text: UnsafeRawBufferPointer, into output: OutputBuffer) {
        var line = lines.isUsual(index) ? lines.line(index, in: text) : reader.read(text, lines.place(index))
        guard let given = line.case else { return refuse(line, index, into: output) }
        decidedOneByOne += 1
        do {
            let decision = try decider.decide(given, on: date, traced: false)
            writer.removeAll()
            json.writeSummary(decision, to: &writer)
            writer.newline()
            output.append(writer.bytes)
        } catch {
            line.problem = reader.words(for: error, of: given)
            refuse(line, index, into: output)
        }
    }

    private func refuse(_ line: CaseLineReader.Line, _ index: Int, into output: OutputBuffer) {
        errors += 1
        output.appendError(line, number: lines.number(index), &writer)
    }
}
