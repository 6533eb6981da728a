import WaymarkDocuments
package import WaymarkRouting
package import WaymarkRules

/// Turns lines of cases into lines of decisions. Belongs to one thread.
package final class DecisionWorker: BatchWorker {
    private let lines: CaseBlockReader
    private let decider: Decider
    private let reader: CaseLineReader
    private let written: DecisionLineWriter
    private let date: Day
    private var writer = JSONWriter()

    /// - Parameters:
    ///   - date: the decision date of cases that name none.
    ///   - fragmentLimit: bytes of text kept to be used again; all is forgotten where it is more.
    /// - Returns: nil where there is not enough memory.
    package init?(_ rulebook: Rulebook, date: Day, detail: TraceDetail, fragmentLimit: Int = 64 << 20) {
        let block = CaseBlock(CaseBlockLayout(rulebook, blockSize: CaseBlock.size))
        guard let lines = CaseBlockReader(rulebook, block: block) else { return nil }
        self.lines = lines
        self.date = date
        decider = Decider(rulebook)
        reader = CaseLineReader(rulebook)
        written = DecisionLineWriter(rulebook, detail: detail, sizeLimit: fragmentLimit)
    }

    package func work(_ text: UnsafeRawBufferPointer, into output: OutputBuffer) -> BatchCounts {
        var counts = BatchCounts()
        lines.begin(text)
        while lines.read() {
            counts.cases += lines.count
            for index in 0..<lines.count {
                var line = lines.isUsual(index) ? lines.line(index, in: text) : reader.read(text, lines.place(index))
                if let given = line.case {
                    do {
                        let (decision, run) = try decider.work(given, on: date, traced: true)
                        written.write(decision, of: run, to: output)
                        continue
                    } catch {
                        line.problem = reader.words(for: error, of: given)
                    }
                }
                counts.errors += 1
                output.appendError(line, number: lines.number(index), &writer)
            }
        }
        counts.lineEnds = lines.lineEnds
        return counts
    }
}
