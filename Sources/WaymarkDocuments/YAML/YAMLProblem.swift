/// An error of syntax as libyaml tells it, its places in bytes.
struct YAMLProblem {
    /// libyaml's words for what is wrong.
    var complaint: String
    /// libyaml's words for what it was reading ("while scanning a quoted scalar"), or nothing.
    var context: String
    var offset: Int
    /// Characters before `offset` in its line.
    var column: Int
    /// Where that which was being read begins.
    var contextOffset: Int?
    var isOutOfMemory: Bool
    /// The text read last before the problem.
    var lastScalar: Range<Int>?

    /// Whether libyaml only says that a part that was read on its own has ended, with a line further left.
    func endsSegment(indentation: Int) -> Bool {
        complaint == "did not find expected <document start>" && column < indentation
    }

    /// The quoted text that ends directly before the problem.
    func quoteBefore(in bytes: UnsafeBufferPointer<UInt8>) -> Range<Int>? {
        guard let last = lastScalar, last.count > 1, last.upperBound <= offset, offset <= bytes.count else {
            return nil
        }
        let quote = bytes[last.upperBound - 1]
        guard quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'"), bytes[last.lowerBound] == quote,
            bytes[last.upperBound..<offset].allSatisfy({ $0 == 0x20 || $0 == 0x09 })
        else { return nil }
        return last
    }

    /// Where something begins (a quote, a bracket) that is not closed as it should be.
    func opening(in bytes: UnsafeBufferPointer<UInt8>) -> Int? {
        if let quote = quoteBefore(in: bytes) { return quote.lowerBound }
        return context.contains("quoted scalar") || context.contains("flow") ? contextOffset : nil
    }
}
