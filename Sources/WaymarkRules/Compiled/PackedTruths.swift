extension Situation {
    /// Appends the truths of these gates over all completions, two bits each (``Truth``'s raw value), 32 to a word, so
    /// that equal words mean equal truths.
    package func appendTruths(of gates: [Gate], to words: inout [UInt64]) {
        var next = 0
        var word: UInt64 = 0
        func push(_ truth: UInt8) {
            word |= UInt64(truth) << UInt64(2 * (next & 31))
            next += 1
            if next & 31 == 0 {
                words.append(word)
                word = 0
            }
        }
        while next < gates.count {
            // Most are worked out already.
            truths.withUnsafeBufferPointer { known in
                while next < gates.count, Int(gates[next]) < known.count {
                    let truth = known[Int(gates[next])]
                    if truth != Truth.yes.rawValue, truth != Truth.no.rawValue { break }
                    push(truth)
                }
            }
            if next < gates.count { push(truth(gates[next]).truth.rawValue) }
        }
        if next & 31 != 0 { words.append(word) }
    }
}
