/// Says an error of syntax in plain words: libyaml's own are terse and speak of tokens.
enum YAMLAdvice {
    static func diagnostic(for problem: YAMLProblem, file: Int32, bytes: UnsafeBufferPointer<UInt8>) -> Diagnostic {
        Advisor(problem: problem, file: file, bytes: bytes).diagnostic
    }
}

private struct Advisor {
    let problem: YAMLProblem
    let file: Int32
    let bytes: UnsafeBufferPointer<UInt8>

    var diagnostic: Diagnostic {
        if problem.isOutOfMemory {
            return Diagnostic("yaml.too-large", "there is not enough memory to read this file", at: nil)
        }
        switch problem.complaint {
        case "mapping values are not allowed in this context": return colon
        case "could not find expected ':'": return missingColon(in: problem.contextOffset ?? problem.offset)
        case "did not find expected key", "did not find expected '-' indicator": return misaligned
        case "did not find expected ',' or ']'": return unclosedBracket("]", "[")
        case "did not find expected ',' or '}'": return unclosedBracket("}", "{")
        case "found unexpected end of stream", "found unexpected document indicator":
            return unclosedQuote
        case "found character that cannot start any token": return badStart
        case "block sequence entries are not allowed in this context": return dash
        case "did not find expected node content": return nothingThere
        case "did not find expected <document start>": return outside
        case "found a tab character that violates indentation",
            "found a tab character where an indentation space is expected":
            return .tab(at: span(problem.offset, problem.offset + 1))
        case "found unexpected ':'": return colonInBrackets
        case "mapping keys are not allowed in this context": return questionMark
        case "found undefined tag handle": return .tag(at: word(at: problem.offset))
        default: break
        }
        if problem.context.contains("anchor") || problem.context.contains("alias") { return reference }
        if problem.context.contains("tag") {
            return .tag(at: word(at: problem.contextOffset ?? problem.offset))
        }
        if problem.context.contains("quoted scalar") { return escape }
        if problem.context.contains("block scalar") {
            return syntax(
                "the text after `|` or `>` must start on the next line", at: word(at: problem.offset),
                help: "put it on the lines below, indented two spaces further than the key")
        }
        if problem.context.contains("directive") || problem.complaint.contains("YAML") {
            return syntax(
                "a line that begins with `%` is an instruction to YAML that is not understood",
                at: line(of: problem.contextOffset ?? problem.offset),
                help: "remove it; a comment begins with `#`")
        }
        return syntax(
            "this cannot be read as YAML (\(problem.complaint))", at: word(at: problem.offset),
            help: "look for a missing quote, bracket or colon here or in the line above")
    }

    // MARK: Colons

    /// A `: ` where no mapping can start: inside a text, or in a line that is indented too far.
    private var colon: Diagnostic {
        let lineStart = bytes.lineStart(of: problem.offset)
        if let first = firstKeyEnd(from: lineStart, to: problem.offset) {
            let key = string(keyStart(of: lineStart), first)
            var valueStart = first + 1
            while valueStart < problem.offset, bytes[valueStart] == 0x20 { valueStart += 1 }
            let value = string(valueStart, endOfText(from: valueStart))
            return syntax(
                "there is a second colon with a space after it in this line, so the text cannot be read",
                at: span(problem.offset, problem.offset + 1),
                help: "put the text after `\(key):` in double quotes: \(key): \(YAMLQuoting.doubleQuoted(value))")
        }
        if let last = problem.lastScalar, last.lowerBound < lineStart {
            let above = bytes.lineStart(of: last.lowerBound)
            if keyStart(of: above) == last.lowerBound { return missingColon(in: last.lowerBound) }
            return syntax(
                "this line is indented further than the key above it, which has its value already",
                at: line(of: keyStart(of: lineStart)),
                notes: [
                    Diagnostic.Note("this value goes on in the line below", at: span(last.lowerBound, last.upperBound))
                ],
                help: "start both lines in the same column; or, if the key above is to hold this one, remove its value")
        }
        return syntax(
            "a colon is not expected here", at: span(problem.offset, problem.offset + 1),
            help: "a key and its colon stand at the start of a line; put a text that contains `: ` in double quotes")
    }

    /// `{a:[b]}`: bare text in brackets takes the colon in.
    private var colonInBrackets: Diagnostic {
        .spaceAfterColon(at: span(problem.offset, problem.offset + 1))
    }

    /// The line that begins at `start` should hold a key.
    private func missingColon(in start: Int) -> Diagnostic {
        let end = endOfText(from: start)
        let text = string(start, end)
        var help = "write `key: value`, with a space after the colon"
        if let colon = (start..<end).first(where: { bytes[$0] == UInt8(ascii: ":") && $0 + 1 < end }),
            (start..<colon).allSatisfy({ YAMLName.holds(bytes[$0]) })
        {
            let key = string(start, colon)
            let value = string(colon + 1, end)
            return syntax(
                "there must be a space after the colon", at: span(start, end), help: "write `\(key): \(value)`")
        }
        if isAmongItems(start) {
            return syntax(
                "this line stands among the entries of a list but does not begin with a dash", at: span(start, end),
                help: "begin it with `- `; if it goes on with the text above, indent it two spaces further")
        }
        if YAMLName.holds(bytes[min(start, bytes.count - 1)]), !text.contains(" ") {
            help = "write `\(text):` if this is a key"
        } else {
            help += "; if the line goes on with the text above, indent it further than the key of that text"
        }
        return syntax("this line has no colon", at: span(start, end), help: help)
    }

    /// Whether an entry of a list begins in the same column above.
    private func isAmongItems(_ start: Int) -> Bool {
        let own = bytes.lineStart(of: start)
        var line = own
        while line > 0 {
            line = bytes.lineStart(of: line - 1)
            let indentation = bytes.indentation(ofLine: line)
            if indentation <= start - own, bytes[line + indentation] > 0x20 {
                return indentation == start - own && isDash(line + indentation)
            }
        }
        return false
    }

    // MARK: Columns

    private var misaligned: Diagnostic {
        if let text = textAfterQuote { return text }
        if problem.offset < bytes.count, bytes[problem.offset] == UInt8(ascii: ":") {
            return .keyMissing(at: span(problem.offset, problem.offset + 1))
        }
        var notes: [Diagnostic.Note] = []
        if let opened = problem.contextOffset {
            notes.append(Diagnostic.Note("the lines of this block start in this column", at: span(opened, opened + 1)))
        }
        let isItem = isDash(problem.offset)
        if problem.complaint == "did not find expected '-' indicator" {
            return syntax(
                "this line stands among the entries of a list but does not begin with a dash",
                at: line(of: problem.offset),
                notes: notes, help: "begin it with `- `, or start it in the column of the key it belongs to")
        }
        return syntax(
            isItem
                ? "an entry of a list cannot stand here, among keys"
                : "this line does not start in the same column as the lines it belongs with",
            at: isItem ? span(problem.offset, problem.offset + 1) : line(of: problem.offset), notes: notes,
            help: isItem
                ? "put it below the key that the list belongs to, indented two spaces further than that key"
                : "give all keys of one block the same number of spaces in front")
    }

    /// `"a text" and more`: the quotes end before the text does.
    private var textAfterQuote: Diagnostic? {
        guard let quoted = problem.quoteBefore(in: bytes) else { return nil }
        let quote = bytes[quoted.lowerBound]
        let help =
            "put the closing quote at the end of the whole text; a quote inside it is written "
            + (quote == UInt8(ascii: "'") ? "''" : "\\\"")
        let opening = span(quoted.lowerBound, quoted.lowerBound + 1)
        if bytes[quoted].contains(0x0A) {
            return syntax(
                "this quote is not closed on its line, and where it is closed more text follows", at: opening,
                notes: [Diagnostic.Note("it is closed here", at: span(quoted.upperBound - 1, quoted.upperBound))],
                help: help)
        }
        return syntax(
            "there is text after the closing quote", at: line(of: problem.offset),
            notes: [Diagnostic.Note("the quoted text begins here", at: opening)], help: help)
    }

    private var dash: Diagnostic {
        let lineStart = bytes.lineStart(of: problem.offset)
        let isBehindKey = firstKeyEnd(from: lineStart, to: problem.offset) != nil
        return syntax(
            isBehindKey ? "a list cannot start on the line of its key" : "an entry of a list cannot stand here",
            at: span(problem.offset, problem.offset + 1),
            help: isBehindKey
                ? "put `- …` on the next line, indented two spaces further than the key, or write the list as [a, b]"
                : "entries of one list start in the same column, below the key they belong to")
    }

    private var outside: Diagnostic {
        syntax(
            "this line starts further left than the first line of the file, or stands after its end",
            at: line(of: problem.offset),
            help: "start all the outermost keys of a file in the first column")
    }

    // MARK: Quotes and brackets

    private var unclosedQuote: Diagnostic {
        let start = problem.contextOffset ?? problem.offset
        let quote = bytes[min(start, bytes.count - 1)] == UInt8(ascii: "'") ? "'" : "\""
        return syntax(
            "this quote is never closed", at: span(start, min(start + 1, bytes.count)),
            help: "put a \(quote) at the end of the text")
    }

    private var escape: Diagnostic {
        let last = min(problem.offset, bytes.count - 1)
        let line = bytes.lineStart(of: last)
        let backslash = (line...last).last { bytes[$0] == UInt8(ascii: "\\") } ?? last
        return syntax(
            "a backslash in double quotes begins a special character, and this is none",
            at: span(backslash, min(backslash + 2, bytes.count)),
            help: #"write \\ for a backslash, or put the text in single quotes"#)
    }

    private func unclosedBracket(_ closing: String, _ opening: String) -> Diagnostic {
        if let text = textAfterQuote { return text }
        let start = problem.contextOffset ?? problem.offset
        let opensAbove = bytes.lineStart(of: problem.offset) > start
        if problem.offset >= bytes.count || opensAbove {
            return syntax(
                "this `\(opening)` is not closed, or a comma is missing after it", at: span(start, start + 1),
                notes: problem.offset < bytes.count
                    ? [Diagnostic.Note("up to here it could be read", at: word(at: problem.offset))] : [],
                help: "put `\(closing)` at its end and a comma between its entries")
        }
        return syntax(
            "a comma or `\(closing)` is missing before this", at: word(at: problem.offset),
            notes: [Diagnostic.Note("the bracket opens here", at: span(start, start + 1))],
            help:
                "put commas between the entries; a text that contains `,`, `: `, a quote or a bracket needs double quotes"
        )
    }

    private var nothingThere: Diagnostic {
        let place = span(problem.offset, problem.offset + 1)
        if problem.offset < bytes.count, bytes[problem.offset] == UInt8(ascii: ":") { return .keyMissing(at: place) }
        guard problem.offset < bytes.count, bytes[problem.offset] > 0x20 else {
            return syntax("a value is missing here", at: place, help: "write it, or remove the key or comma before it")
        }
        return syntax(
            "a value is missing before this `\(string(problem.offset, problem.offset + 1))`", at: place,
            help: "write it, or remove the comma, colon or bracket that is too many")
    }

    // MARK: First characters

    private var badStart: Diagnostic {
        let byte = problem.offset < bytes.count ? bytes[problem.offset] : 0
        if byte == 0x09 {
            let line = bytes.lineStart(of: problem.offset)
            let indents = bytes[line..<problem.offset].allSatisfy { $0 == 0x20 }
            return .tab(at: span(problem.offset, problem.offset + 1), indents: indents)
        }
        let end = endOfText(from: problem.offset)
        let first = byte == UInt8(ascii: "`") ? "a backquote" : "`\(string(problem.offset, problem.offset + 1))`"
        return syntax(
            "a text cannot begin with \(first)",
            at: span(problem.offset, problem.offset + 1),
            help: "put it in double quotes: \(YAMLQuoting.doubleQuoted(string(problem.offset, end)))")
    }

    private var questionMark: Diagnostic {
        let end = endOfText(from: problem.offset)
        return syntax(
            "a text cannot begin with a question mark and a space", at: span(problem.offset, problem.offset + 1),
            help: "put it in double quotes: \(YAMLQuoting.doubleQuoted(string(problem.offset, end)))")
    }

    private var reference: Diagnostic {
        let start = problem.contextOffset ?? problem.offset
        return problem.context.contains("anchor") ? .anchor(at: word(at: start)) : .alias(at: word(at: start))
    }

    // MARK: Places

    private func syntax(
        _ message: String, at span: SourceSpan, notes: [Diagnostic.Note] = [], help: String
    ) -> Diagnostic {
        Diagnostic("yaml.syntax", message, at: span, notes: notes, help: help)
    }

    private func span(_ start: Int, _ end: Int) -> SourceSpan {
        let start = min(start, bytes.count)
        return SourceSpan(file: file, start: UInt32(start), end: UInt32(max(start, min(end, bytes.count))))
    }

    /// What stands at `offset` up to the next blank.
    private func word(at offset: Int) -> SourceSpan {
        var end = offset
        while end < bytes.count, bytes[end] > 0x20 { end += 1 }
        return span(offset, end)
    }

    /// From `offset` to the end of its line, without a comment.
    private func line(of offset: Int) -> SourceSpan {
        let start = max(keyStart(of: bytes.lineStart(of: offset)), offset)
        return span(start, endOfText(from: start))
    }

    private func endOfText(from start: Int) -> Int {
        let limit = bytes.lineEnd(of: start)
        var end = start
        while end < limit, !(bytes[end] == UInt8(ascii: "#") && end > start && bytes[end - 1] <= 0x20) { end += 1 }
        while end > start, bytes[end - 1] <= 0x20 { end -= 1 }
        return end
    }

    private func string(_ start: Int, _ end: Int) -> String {
        String(
            decoding: bytes[min(start, bytes.count)..<max(min(start, bytes.count), min(end, bytes.count))],
            as: UTF8.self)
    }

    /// Past the blanks and dashes that a line begins with.
    private func keyStart(of lineStart: Int) -> Int {
        var start = lineStart
        while start < bytes.count, bytes[start] == 0x20 || isDash(start) { start += 1 }
        return start
    }

    private func isDash(_ offset: Int) -> Bool {
        offset + 1 < bytes.count && bytes[offset] == UInt8(ascii: "-") && bytes[offset + 1] <= 0x20
    }

    /// The colon of the key that a line begins with, if it stands before `limit`.
    private func firstKeyEnd(from lineStart: Int, to limit: Int) -> Int? {
        var end = keyStart(of: lineStart)
        while end < limit, !(bytes[end] == UInt8(ascii: ":") && bytes[end + 1] <= 0x20) { end += 1 }
        return end < limit ? end : nil
    }
}
