import Foundation
import Testing

/// An independent validator of JSON Schemas (Python's jsonschema, in a virtual environment that is made once), and the
/// schemas that the program prints.
final class SchemaValidator {
    private let scratch: Scratch
    private let python: String
    private var printed: [[String]: String] = [:]

    init() throws {
        scratch = try Scratch()
        let made = try CommandRun.run([
            "/bin/sh", "-c", ". Tests/setup.sh; environment validator Tests/validator/requirements.txt",
        ])
        try #require(made.status == 0, "the validator could not be set up (it is fetched once): \(made.error)")
        python = made.output.trimmingCharacters(in: .newlines)
    }

    /// What is wrong with documents, one on each line, or nothing.
    /// - Parameters:
    ///   - schema: what `waymark schema` is asked for.
    ///   - definition: one of the schema's `$defs` to validate against instead of the whole.
    func problems(_ lines: String, _ schema: String..., definition: String? = nil) throws -> String {
        try run(schema, try scratch.write(lines, to: UUID().uuidString), definition)
    }

    /// What is wrong with the schema itself, or nothing.
    func problems(inSchema schema: String...) throws -> String { try run(schema, "-", nil) }

    private func run(_ schema: [String], _ documents: String, _ definition: String?) throws -> String {
        let script = CommandRun.package.appendingPathComponent("Tests/validator/validate.py").path
        let run = try CommandRun.run([python, script, file(schema), documents] + (definition.map { [$0] } ?? []))
        #expect(run.error == "")
        return run.status == 0 ? "" : run.output
    }

    private func file(_ schema: [String]) throws -> String {
        if let file = printed[schema] { return file }
        let run = try CommandRun.waymark(["schema"] + schema)
        try #require(run.status == 0 && run.error == "", "\(run.error)")
        let file = try scratch.write(run.output, to: "\(printed.count).schema.json")
        printed[schema] = file
        return file
    }
}
