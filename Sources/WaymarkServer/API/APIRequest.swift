import HTTPTypes
import Hummingbird
import NIOCore
import WaymarkDocuments
import WaymarkRouting
import WaymarkRules
import WaymarkStore

/// A body of the JSON API, with everything that is wrong with it said at once.
struct APIRequest {
    let context: RequestContext
    private let value: JSONValue
    private let sources: SourceSet
    private var problems = Diagnostics()

    /// Why a request is refused: a problem document (RFC 9457) with a list of problems.
    struct Refused: Error {
        var document: Response
    }

    /// Answers with the problem document where a body is refused.
    static func answering(_ body: () throws -> Response) throws -> Response {
        do { return try body() } catch let refused as Refused { return refused.document }
    }

    /// - Throws: ``Refused`` where the body is no JSON object.
    init(_ context: RequestContext) throws(Refused) {
        self.context = context
        var sources = SourceSet()
        let file = sources.add(SourceFile(path: "body", bytes: context.body))
        var problems = Diagnostics()
        let read = JSONReader.read(file, of: sources, into: &problems)
        guard let value = read, !problems.hasErrors else {
            throw Refused(
                document: APIRequest.refusal(.badRequest, "The body is not valid JSON", problems, sources))
        }
        guard value.entries != nil else {
            problems.error("api.shape", "the body must be an object, `{…}`", at: value.span)
            throw Refused(
                document: APIRequest.refusal(.badRequest, "The body is not valid JSON", problems, sources))
        }
        self.value = value
        self.sources = sources
    }

    /// Whether a key stands in the body.
    func has(_ key: String) -> Bool { value[key] != nil }

    /// The whole body as a case.
    mutating func wholeCase() -> Case? { readCase(value) }

    /// The case under a key.
    mutating func requiredCase(_ key: String) -> Case? {
        guard let found = value[key] else {
            problems.error(
                "api.missing", "`\(key)` is missing", at: value.span, help: "write the case there: {\"facts\": {…}}")
            return nil
        }
        return readCase(found)
    }

    private mutating func readCase(_ value: JSONValue) -> Case? {
        var read = JSONCaseReader(context.rulebook.rulebook).read(value, into: &problems).case
        // The day on which the request came, where the case names none.
        if read?.decisionDate == nil { read?.decisionDate = context.now.day }
        return read
    }

    /// Text under a key; nil and a problem where it is missing or no text.
    mutating func requiredText(_ key: String) -> String? {
        guard value[key] != nil else {
            problems.error("api.missing", "`\(key)` is missing", at: value.span)
            return nil
        }
        return text(key)
    }

    /// Text under a key; nil where it is missing or null.
    mutating func text(_ key: String, atMost limit: Int = 200) -> String? {
        guard let found = value[key] else { return nil }
        if case .null = found.kind { return nil }
        guard let text = found.text, text.utf8.count <= limit, !text.utf8.contains(0) else {
            problems.error(
                "api.text", "`\(key)` must be text of at most \(limit) bytes, without NUL characters", at: found.span)
            return nil
        }
        return text
    }

    /// `true` or `false` under a key; false where it is missing.
    mutating func flag(_ key: String) -> Bool {
        guard let found = value[key] else { return false }
        guard case .bool(let flag) = found.kind else {
            problems.error("api.flag", "`\(key)` must be `true` or `false`", at: found.span)
            return false
        }
        return flag
    }

    /// A whole number under a key; nil and a problem where it is missing or none.
    mutating func requiredNumber(_ key: String) -> Int? {
        guard let found = value[key] else {
            problems.error("api.missing", "`\(key)` is missing", at: value.span)
            return nil
        }
        guard case .integer(let number) = found.kind else {
            problems.error("api.number", "`\(key)` must be a whole number", at: found.span)
            return nil
        }
        return number
    }

    /// One of a fixed set of words under a key; nil where it is missing or null, and with a problem where it is another.
    mutating func choice<Choice>(_ key: String, _ type: Choice.Type) -> Choice?
    where Choice: RawRepresentable & CaseIterable, Choice.RawValue == String {
        guard let text = text(key) else { return nil }
        if let choice = Choice(rawValue: text) { return choice }
        let words = Choice.allCases.map { "`\($0.rawValue)`" }
        problems.error(
            "api.choice", "`\(key)` is none of the words that it can be", at: value[key]?.span ?? value.span,
            help: "write \(English.list(words, "or"))")
        return nil
    }

    mutating func requiredChoice<Choice>(_ key: String, _ type: Choice.Type) -> Choice?
    where Choice: RawRepresentable & CaseIterable, Choice.RawValue == String {
        requiredText(key) == nil ? nil : choice(key, type)
    }

    /// Nothing but these keys may stand in the body.
    mutating func allow(_ keys: Set<String>) {
        for entry in value.entries ?? [] where !keys.contains(entry.key) {
            problems.error(
                "api.key", "`\(entry.key)` means nothing here", at: entry.keySpan,
                help: "the body may have \(English.list(keys.sorted().map { "`\($0)`" }, "and"))")
        }
    }

    mutating func refuse(_ id: String, _ message: String, at key: String) {
        problems.error(id, message, at: value[key]?.span ?? value.span)
    }

    /// What an engine makes of a case.
    ///
    /// - Throws: ``Refused`` where the case's facts cannot be so together.
    mutating func allowed<Result>(
        _ person: Case, _ body: () throws(Refusal) -> Result
    ) throws(Refused) -> Result {
        do throws(Refusal) { return try body() } catch {
            problems.add(error.diagnostic(of: person, under: context.rulebook.rulebook))
            return try checked(nil)
        }
    }

    /// What came, if nothing is wrong with it.
    func checked<Value>(_ value: Value?) throws(Refused) -> Value {
        if let value, !problems.hasErrors { return value }
        throw Refused(
            document: APIRequest.refusal(
                .unprocessableContent, "The request cannot be understood", problems, sources))
    }

    private static func refusal(
        _ status: HTTPResponse.Status, _ title: String, _ problems: Diagnostics,
        _ sources: SourceSet
    ) -> Response {
        let errors = problems.inOrder.filter { $0.severity == .error }
        return Problem(status, title, "Nothing was done. See `problems` for what to mend.").document { writer in
            writer.key("problems")
            // A body can be wrong in thousands of places; a hundred are enough to begin with.
            writer.array(of: errors.prefix(100)) { writer, problem in
                writer.object { writer in
                    writer.field("id", problem.id)
                    writer.field("message", problem.message)
                    // Of the place the line and column alone: the text there may be a person's answer.
                    if let span = problem.span, Int(span.file) < sources.files.count {
                        let location = sources.location(of: span)
                        writer.field("line", location.line)
                        writer.field("column", location.column)
                    }
                    writer.field("help", problem.help)
                }
            }
        }
    }
}

extension RequestContext {
    /// The `Idempotency-Key` header; one caller's key means nothing for another.
    func idempotencyKey() throws -> String? {
        guard let key = requestHeaders.value("idempotency-key") else { return nil }
        guard (1...200).contains(key.utf8.count) else {
            throw Problem(
                .badRequest, "The Idempotency-Key must have 1 to 200 bytes",
                "Use a new random key for each new request.")
        }
        return actor.name + "\n" + key
    }
}
