import WaymarkDocuments

/// Decides the lines of a text in one thread; what comes out does not depend on what it did before.
package protocol BatchWorker: AnyObject {
    /// Appends the line for each case of a text of whole lines, in order.
    ///
    /// - Parameter text: readable for 64 bytes behind its end.
    func work(_ text: UnsafeRawBufferPointer, into output: OutputBuffer) -> BatchCounts
}

/// What was in a text, or in a whole input.
package struct BatchCounts: Sendable, Equatable {
    package var cases = 0
    /// Of these, cases that could not be read or were refused.
    package var errors = 0
    package var lineEnds = 0

    package init(cases: Int = 0, errors: Int = 0, lineEnds: Int = 0) {
        self.cases = cases
        self.errors = errors
        self.lineEnds = lineEnds
    }
}

extension OutputBuffer {
    /// The record of a line that yields no decision, the line's number left to be filled in.
    func appendError(_ line: CaseLineReader.Line, number: Int, _ writer: inout JSONWriter) {
        writer.removeAll()
        writer.beginObject()
        writer.field("id", line.id)
        writer.key("line")
        append(writer.bytes)
        markNumber(ofLine: number)
        writer.removeAll()
        writer.string(line.problem ?? "")
        append(Array(",\"error\":".utf8))
        append(writer.bytes)
        append(Array("}\n".utf8))
    }
}

extension OutputBuffer {
    /// The record of a line that is too long to be read.
    func appendTooLong() {
        var writer = JSONWriter()
        appendError(CaseLineReader.Line(id: nil, problem: CaseLineReader.tooLong), number: 0, &writer)
    }
}
