/// Reads YAML into a tree in which every key and value knows its place, and refuses what people who do not program
/// would trip over (section 2 of the rulebook page).
package enum YAMLReader {
    /// Bytes a file may have.
    package static let byteLimit = 8 << 20
    /// How deep mappings and lists may stand inside one another.
    package static let depthLimit = 32
    /// Keys, values and collections a file may hold.
    package static let nodeLimit = 200_000

    /// Reads one file.
    ///
    /// Returns nil for a file that holds nothing (no error), and for one that cannot be read to its end (with errors).
    /// Where only a part is refused (a duplicate key, an empty value, a tag …) the rest is returned beside the
    /// errors, so that checking can go on: of duplicate keys the first stays, an empty value or an alias is an empty
    /// text, tags and anchors are dropped.
    package static func read(_ file: Int32, of sources: SourceSet, into diagnostics: inout Diagnostics) -> Node? {
        let source = sources.files[Int(file)]
        guard source.bytes.count <= byteLimit else {
            diagnostics.add(.tooLarge(at: SourceSpan(file: file, start: 0, end: 0)))
            return nil
        }
        guard let text = YAMLText(source, file: file, diagnostics: &diagnostics) else { return nil }
        return text.bytes.withUnsafeBufferPointer { bytes in
            var reading = YAMLFile(file: file, text: text, bytes: bytes)
            let root = document(of: &reading)
            diagnostics.add(contentsOf: reading.diagnostics)
            return root
        }
    }

    /// Reads a file and, after an error of syntax, looks through the rest for further ones.
    private static func document(of file: inout YAMLFile) -> Node? {
        var segment = YAMLSegment(start: file.text.start, indentation: 0)
        var root: Node?
        var isFirst = true
        var syntaxErrors = 0
        // Every look at a rest begins further down; the count bounds the work where each of them soon fails.
        for _ in 0..<100 {
            let (node, stop) = read(segment, of: &file)
            if isFirst { root = node }
            isFirst = false
            guard case .syntax(let problem) = stop else {
                if case .refused = stop { root = nil }
                break
            }
            root = nil
            let resume: YAMLSegment?
            if segment.indentation > 0, problem.endsSegment(indentation: segment.indentation) {
                resume = YAMLSegment.at(problem.offset, in: file.bytes)
            } else {
                file.report(problem)
                syntaxErrors += 1
                resume = YAMLSegment.after(problem, in: file.bytes, from: segment.start)
            }
            guard let resume, resume.start > segment.start, syntaxErrors < 50 else { break }
            segment = resume
        }
        return root
    }

    /// Reads from the segment's start to the end or the first thing that cannot be read past.
    private static func read(_ segment: YAMLSegment, of file: inout YAMLFile) -> (Node?, YAMLTreeBuilder.Stop?) {
        guard let events = YAMLEvents(file.text, file.bytes, from: segment.start) else { return (nil, .refused) }
        var builder = YAMLTreeBuilder(file, events)
        let node = builder.document()
        file = builder.file
        return (node, builder.stop)
    }
}
