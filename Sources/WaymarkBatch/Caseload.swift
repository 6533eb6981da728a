package import WaymarkRouting
package import WaymarkRules

/// Cases in memory, in cells, for deciding them again and again: what is left of a batch without its reading and
/// writing. Belongs to one thread.
package final class Caseload {
    /// Bytes that hold the facts of one person.
    package var bytesPerCase: Int { layout.byteCount / CaseBlock.size }
    package private(set) var count = 0
    private let layout: CaseBlockLayout
    private var parts: [CaseBlock] = []
    private var names: [String] = []
    private let blocks: SummaryEvaluator
    private let ends: SummaryEnds
    private let complete: SummaryPrograms.Complete
    private var keys: [UInt64] = []

    /// - Parameters:
    ///   - text: lines of JSON cases of whom everything is known that the rules read.
    ///   - date: on which all of them are decided.
    /// - Returns: nil where some case is otherwise.
    package init?(_ rulebook: Rulebook, text: [UInt8], date: Day) {
        layout = CaseBlockLayout(rulebook, blockSize: CaseBlock.size)
        let reading = CaseBlock(layout)
        guard let lines = CaseBlockReader(rulebook, block: reading) else { return nil }
        ends = SummaryEnds(rulebook)
        blocks = SummaryEvaluator(Decider(rulebook), block: reading, keyWidth: ends.keyWidth)
        guard let complete = blocks.summary(on: date).complete else { return nil }
        self.complete = complete
        let padded = text + [UInt8](repeating: 0, count: CaseBlockReader.padding)
        let isRead = padded.withUnsafeBytes { bytes in
            let text = UnsafeRawBufferPointer(rebasing: bytes[..<text.count])
            lines.begin(text)
            while lines.read() {
                guard lines.areKnown(complete.facts) else { return false }
                for index in 0..<lines.count {
                    guard lines.isUsual(index), lines.day(index) == nil else { return false }
                    names.append(String(decoding: text[lines.name(index)], as: UTF8.self))
                }
                let part = CaseBlock(layout)
                part.cells.copyMemory(from: reading.cells, byteCount: layout.byteCount)
                parts.append(part)
            }
            return true
        }
        guard isRead else { return nil }
        count = names.count
        keys = [UInt64](repeating: 0, count: parts.count * CaseBlock.size * ends.keyWidth)
    }

    /// Decides everybody: a set of bits for each person, from which ``lines()`` are written without another look at the
    /// facts.
    /// - Returns: false where somebody's facts are impossible together.
    package func decide() -> Bool {
        let width = CaseBlock.size * ends.keyWidth
        var isPossible = true
        keys.withUnsafeMutableBufferPointer { keys in
            guard let base = keys.baseAddress else { return }
            for (index, part) in parts.enumerated() {
                let count = min(CaseBlock.size, self.count - index * CaseBlock.size)
                blocks.turn(to: part)
                blocks.begin(count: count)
                if blocks.decide(CaseBlock.people(count), complete) != CaseBlock.Row(repeating: 0) {
                    isPossible = false
                }
                (base + index * width).update(from: blocks.keys, count: width)
            }
        }
        return isPossible
    }

    /// The summary lines of the last pass.
    package func lines() -> [UInt8] {
        let output = OutputBuffer(capacity: 1 << 20)
        keys.withUnsafeBufferPointer { keys in
            guard let base = keys.baseAddress else { return }
            for (index, name) in names.enumerated() {
                output.append(SummaryEnds.beginning + Array(name.utf8))
                output.append(Array(ends.end(base + index * ends.keyWidth)))
            }
        }
        return output.numbered(base: 0)
    }
}
