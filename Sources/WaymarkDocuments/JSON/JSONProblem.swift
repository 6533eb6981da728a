/// The first thing wrong with a text that is not valid JSON, in plain words.
struct JSONProblem {
    var id = "json.syntax"
    var message: String
    var start: Int
    var end: Int
    var help: String?
    /// Where that which is not closed begins.
    var opening: Int?

    /// Reads the text strictly by the grammar of JSON up to the first problem.
    static func first(in bytes: UnsafeBufferPointer<UInt8>, depthLimit: Int) -> JSONProblem {
        var finder = Finder(bytes: bytes, depthLimit: depthLimit)
        do {
            try finder.document()
        } catch {
            return error
        }
        return JSONProblem(message: "this is not valid JSON", start: 0, end: 1)
    }

    /// The problem in a document that begins at byte `offset` of a file.
    func diagnostic(file: Int32, offset: Int) -> Diagnostic {
        let span = SourceSpan(file: file, start: UInt32(offset + start), end: UInt32(offset + max(end, start)))
        let notes = opening.map {
            [
                Diagnostic.Note(
                    "it begins here",
                    at: SourceSpan(file: file, start: UInt32(offset + $0), end: UInt32(offset + $0 + 1)))
            ]
        }
        return Diagnostic(id, message, at: span, notes: notes ?? [], help: help)
    }
}

extension JSONProblem: Error {}

private struct Finder {
    let bytes: UnsafeBufferPointer<UInt8>
    let depthLimit: Int
    private var at = 0

    init(bytes: UnsafeBufferPointer<UInt8>, depthLimit: Int) {
        self.bytes = bytes
        self.depthLimit = depthLimit
    }

    mutating func document() throws(JSONProblem) {
        try checkUTF8()
        skipBlanks()
        if at == bytes.count {
            throw JSONProblem(
                id: "json.empty", message: "there is no JSON here", start: at, end: at,
                help: "write an object: {\"facts\": {…}}")
        }
        try value(depth: 1)
        skipBlanks()
        if at < bytes.count {
            throw JSONProblem(
                id: "json.trailing", message: "there is something after the end of the JSON document", start: at,
                end: wordEnd(at), help: "remove it; several documents stand in an .ndjson file, one on each line")
        }
    }

    private mutating func value(depth: Int) throws(JSONProblem) {
        guard at < bytes.count else {
            throw problem("a value is missing here", help: "write it after the colon or comma")
        }
        switch bytes[at] {
        case UInt8(ascii: "{"), UInt8(ascii: "["):
            if depth > depthLimit {
                throw JSONProblem(
                    id: "json.too-deep",
                    message: "objects and arrays stand more than \(depthLimit) deep inside one another here",
                    start: at, end: at + 1, help: "look for brackets that are opened and never closed")
            }
            if bytes[at] == UInt8(ascii: "{") { try object(depth) } else { try array(depth) }
        case UInt8(ascii: "\""): try string()
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): try number()
        default: try word()
        }
    }

    private mutating func array(_ depth: Int) throws(JSONProblem) {
        let opening = at
        at += 1
        skipBlanks()
        if take("]") { return }
        while true {
            try refuseComma(before: "]", in: "array")
            try value(depth: depth + 1)
            skipBlanks()
            if take("]") { return }
            try comma(closing: "]", opening: opening, what: "array")
        }
    }

    private mutating func object(_ depth: Int) throws(JSONProblem) {
        let opening = at
        at += 1
        skipBlanks()
        if take("}") { return }
        while true {
            try refuseComma(before: "}", in: "object")
            guard at < bytes.count else { throw unclosed(opening, "object", "}") }
            guard bytes[at] == UInt8(ascii: "\"") else {
                throw problem("a key in double quotes must stand here", help: "write \"key\": value")
            }
            try string()
            skipBlanks()
            guard take(":") else {
                throw problem("a colon is missing after the key", help: "write \"key\": value")
            }
            skipBlanks()
            if at < bytes.count, bytes[at] == UInt8(ascii: "}") || bytes[at] == UInt8(ascii: ",") {
                throw problem(
                    "a value is missing before this", help: "write it after the colon, or null if it is not known")
            }
            try value(depth: depth + 1)
            skipBlanks()
            if take("}") { return }
            try comma(closing: "}", opening: opening, what: "object")
        }
    }

    private mutating func comma(closing: String, opening: Int, what: String) throws(JSONProblem) {
        guard at < bytes.count else { throw unclosed(opening, what, closing) }
        guard take(",") else {
            var found = problem(
                "a comma or `\(closing)` is missing before this", help: "put commas between the entries")
            found.opening = opening
            throw found
        }
        skipBlanks()
        guard at < bytes.count else { throw unclosed(opening, what, closing) }
    }

    /// `[1, ]` and `[, 1]`: people write them, JSON does not know them.
    private func refuseComma(before closing: Character, in what: String) throws(JSONProblem) {
        guard at < bytes.count else { return }
        if bytes[at] == closing.asciiValue {
            throw problem(
                "the last entry of this \(what) ends in a comma", help: "remove the comma before `\(closing)`")
        }
        if bytes[at] == UInt8(ascii: ",") {
            throw problem("there is nothing before this comma", help: "remove the comma")
        }
    }

    private func unclosed(_ opening: Int, _ what: String, _ closing: String) -> JSONProblem {
        JSONProblem(
            message: "this \(what) is not closed", start: opening, end: opening + 1, help: "put `\(closing)` at its end"
        )
    }

    private mutating func string() throws(JSONProblem) {
        let opening = at
        at += 1
        while at < bytes.count {
            switch bytes[at] {
            case UInt8(ascii: "\""):
                at += 1
                return
            case UInt8(ascii: "\\"):
                try escape()
            case 0x0A, 0x0D:
                throw JSONProblem(
                    message: "this text is not closed on its line", start: opening, end: at,
                    help: "put a \" at its end; a line end inside a text is written \\n")
            case 0..<0x20:
                throw problem(
                    "there is an invisible control character in this text", help: "delete it; a tab is written \\t")
            default: at += 1
            }
        }
        throw JSONProblem(
            message: "this text is not closed", start: opening, end: opening + 1, help: "put a \" at its end")
    }

    private mutating func escape() throws(JSONProblem) {
        let start = at
        at += 1
        guard at < bytes.count else { return }
        guard bytes[at] == UInt8(ascii: "u") else {
            guard "\"\\/bfnrt".utf8.contains(bytes[at]) else {
                throw JSONProblem(
                    message: "a backslash begins a special character, and this is none", start: start, end: at + 1,
                    help: #"write \\ for a backslash"#)
            }
            at += 1
            return
        }
        let first = try hexadecimal(start)
        if (0xD800..<0xDC00).contains(first), at + 1 < bytes.count, bytes[at] == UInt8(ascii: "\\"),
            bytes[at + 1] == UInt8(ascii: "u")
        {
            at += 1
            if (0xDC00..<0xE000).contains(try hexadecimal(at - 1)) { return }
        } else if !(0xD800..<0xE000).contains(first) {
            return
        }
        throw JSONProblem(
            message: "this is half of a character", start: start, end: at,
            help: "write the character itself, or both its halves one after the other")
    }

    /// Four hexadecimal digits after the `u` at which the finder stands.
    private mutating func hexadecimal(_ start: Int) throws(JSONProblem) -> UInt32 {
        var value: UInt32 = 0
        at += 1
        for _ in 0..<4 {
            guard at < bytes.count, let digit = Character(Unicode.Scalar(bytes[at])).hexDigitValue else {
                throw JSONProblem(
                    message: "four hexadecimal digits must follow \\u", start: start, end: min(at + 1, bytes.count),
                    help: "write the character itself")
            }
            value = value << 4 | UInt32(digit)
            at += 1
        }
        return value
    }

    private mutating func number() throws(JSONProblem) {
        let start = at
        let end = wordEnd(at)
        if bytes[at] == UInt8(ascii: "-") { at += 1 }
        let first = at
        let whole = digits()
        var isValid = whole > 0 && !(whole > 1 && bytes[first] == UInt8(ascii: "0"))
        if isValid, take(".") { isValid = digits() > 0 }
        if isValid, take("e") || take("E") {
            if !take("+") { _ = take("-") }
            isValid = digits() > 0
        }
        guard isValid, at == end else {
            throw JSONProblem(
                message: "this is not a number", start: start, end: end,
                help: "write it like 12, -3 or 0.5; a date or a text stands in double quotes")
        }
    }

    private mutating func digits() -> Int {
        let start = at
        while at < bytes.count, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(bytes[at]) { at += 1 }
        return at - start
    }

    /// `true`, `false`, `null`, or what people write instead of a value.
    private mutating func word() throws(JSONProblem) {
        let start = at
        let end = wordEnd(at)
        let text = String(decoding: bytes[start..<end], as: UTF8.self)
        if ["true", "false", "null"].contains(text) {
            at = end
            return
        }
        let help: String
        switch text.lowercased() {
        case "true", "yes": help = "write true"
        case "false", "no": help = "write false"
        case "null", "none", "nil", "nan", "undefined", "unknown": help = "write null"
        default:
            switch text.first {
            case "'": help = "put it in double quotes"
            case "/", "#": help = "JSON has no comments: remove it"
            default: help = "put a text in double quotes; other values are numbers, true, false and null"
            }
        }
        throw JSONProblem(
            message: text.count > 60 || text.isEmpty ? "this is not a JSON value" : "`\(text)` is not a JSON value",
            start: start,
            end: max(end, start + 1), help: help)
    }

    // MARK: Bytes

    private func problem(_ message: String, help: String) -> JSONProblem {
        JSONProblem(message: message, start: at, end: at < bytes.count ? max(at + 1, wordEnd(at)) : at, help: help)
    }

    private mutating func skipBlanks() {
        while at < bytes.count, bytes[at] == 0x20 || (0x09...0x0A).contains(bytes[at]) || bytes[at] == 0x0D { at += 1 }
    }

    private mutating func take(_ character: Unicode.Scalar) -> Bool {
        guard at < bytes.count, UInt32(bytes[at]) == character.value else { return false }
        at += 1
        return true
    }

    /// The end of what stands at `start`, up to a blank or a sign of the grammar.
    private func wordEnd(_ start: Int) -> Int {
        var end = start
        while end < bytes.count, bytes[end] > 0x20, !",:[]{}\"".utf8.contains(bytes[end]) { end += 1 }
        return end
    }

    private func checkUTF8() throws(JSONProblem) {
        var offset = 0
        while offset < bytes.count {
            guard let (_, length) = UTF8Decoding.scalar(in: bytes, at: offset) else {
                throw JSONProblem(
                    id: "json.not-utf8", message: "this is not saved as UTF-8", start: offset, end: offset + 1,
                    help: "save it again with the encoding UTF-8")
            }
            offset += length
        }
    }
}
