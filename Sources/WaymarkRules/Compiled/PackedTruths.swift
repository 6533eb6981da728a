extension Situation {
    /// Appends the truths of these gates over all completions, two bits each (``Truth``'s raw value), 32 to a word, so
    /// that equal words mean equal truths.
    package func appendTruths(of gates: [Gate], to words: inout [UInt64]) {
        // One circuit for all, as in `first`.
        let circuit = prepared()
        var word: UInt64 = 0
        var shift: UInt64 = 0
        for gate in gates {
            var truth = compute(gate, circuit)
            if truth == .unknown { truth = self.truth(gate).truth }
            word |= UInt64(truth.rawValue) << shift
            shift += 2
            if shift == 64 {
                words.append(word)
                word = 0
                shift = 0
            }
        }
        if shift > 0 { words.append(word) }
    }
}
