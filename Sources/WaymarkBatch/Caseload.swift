package import WaymarkRouting
package import WaymarkRules

/// Cases in memory, in cells, for deciding them again and again: what is left of a batch without its reading and
/// writing. Belongs to one thread.
package final class Caseload {
    /// Bytes that hold the facts of one person.
    package var bytesPerCase: Int { layout.byteCount / CellBlock.size }
    package private(set) var count = 0
    private let layout: CellLayout
    private var parts: [CellBlock] = []
    private var names: [String] = []
    private let blocks: SummaryBlocks
    private let ends: SummaryEnds
    private let complete: DaySummary.Complete
    private var keys: [UInt64] = []

    /// - Parameters:
    ///   - text: lines of JSON cases of whom everything is known that the rules read.
    ///   - date: on which all of them are decided.
    /// - Returns: nil where some case is otherwise.
    package init?(_ rulebook: Rulebook, text: [UInt8], date: Day) {
        layout = CellLayout(rulebook, blockSize: CellBlock.size)
        let reading = CellBlock(layout)
        guard let lines = CaseLines(rulebook, block: reading) else { return nil }
        ends = SummaryEnds(rulebook)
        blocks = SummaryBlocks(Decider(rulebook), block: reading, keyWidth: ends.keyWidth)
        guard let complete = blocks.summary(on: date).complete else { return nil }
        self.complete = complete
        let padded = text + [UInt8](repeating: 0, count: CaseLines.padding)
        let isRead = padded.withUnsafeBytes { bytes in
            let text = UnsafeRawBufferPointer(rebasing: bytes[..<text.count])
            lines.begin(text)
            while lines.read() {
                guard lines.areKnown(complete.facts) else { return false }
                for index in 0..<lines.count {
                    guard lines.isUsual(index), lines.day(index) == nil else { return false }
                    names.append(String(decoding: text[lines.name(index)], as: UTF8.self))
                }
                let part = CellBlock(layout)
                part.cells.copyMemory(from: reading.cells, byteCount: layout.byteCount)
                parts.append(part)
            }
            return true
        }
        guard isRead else { return nil }
        count = names.count
        keys = [UInt64](repeating: 0, count: parts.count * CellBlock.size * ends.keyWidth)
    }

    /// Decides everybody: a set of bits for each person, from which ``lines()`` are written without another look at the
    /// facts.
    /// - Returns: false where somebody's facts are impossible together.
    package func decide() -> Bool {
        let width = CellBlock.size * ends.keyWidth
        let everybody = CellBlock.Row(repeating: .max)
        var isPossible = true
        keys.withUnsafeMutableBufferPointer { keys in
            guard let base = keys.baseAddress else { return }
            for (index, part) in parts.enumerated() {
                let count = min(CellBlock.size, self.count - index * CellBlock.size)
                blocks.turn(to: part)
                blocks.begin(count: count)
                let exact = blocks.decide(everybody, complete)
                for word in 0..<(count / 64) where exact[word] != 0 { isPossible = false }
                (base + index * width).update(from: blocks.keys, count: width)
            }
        }
        return isPossible
    }

    /// The summary lines of the last pass.
    package func lines() -> [UInt8] {
        let output = BatchOutput(capacity: 1 << 20)
        keys.withUnsafeBufferPointer { keys in
            guard let base = keys.baseAddress else { return }
            for (index, name) in names.enumerated() {
                output.append(Array("{\"id\":\"\(name)".utf8))
                output.append(Array(ends.end(base + index * ends.keyWidth)))
            }
        }
        return output.numbered(base: 0)
    }
}
