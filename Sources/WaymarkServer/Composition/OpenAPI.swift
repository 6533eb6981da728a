import HTTPTypes
import WaymarkAnalysis
import WaymarkDocuments
import WaymarkRouting
import WaymarkStore

/// The OpenAPI 3.1 description of the JSON API: the table of routes, each with what `openapi.json` says of it.
///
/// The file has the form of such a description, but an operation only names its parameters, what it takes and gives and
/// which problems it has of its own. What follows from the program stands there by name: `{"enum": "ReferralState"}`,
/// `{noteLimit}` in a description, `"decision.schema.json"` in place of a schema.
enum OpenAPI {
    static let document: [UInt8] = {
        var writer = JSONWriter(indented: true)
        write(&writer)
        writer.newline()
        return writer.bytes
    }()

    private static let file: JSONValue? = {
        var sources = SourceSet()
        var problems = Diagnostics()
        let file = sources.add(SourceFile(path: "openapi.json", bytes: PackageResources.openapi_json))
        return JSONReader.read(file, of: sources, into: &problems)
    }()

    private static func write(_ writer: inout JSONWriter) {
        writer.object { writer in
            for key in ["openapi", "info", "security"] {
                writer.key(key)
                copy(file?[key], to: &writer)
            }
            writer.key("paths")
            writer.object { writer in
                for path in paths {
                    writer.key(path)
                    writer.object { writer in
                        for route in Routes.api where route.path == path { write(route, to: &writer) }
                    }
                }
            }
            writer.key("components")
            writer.object { writer in
                writer.key("securitySchemes")
                writer.raw(line(file?["components"]?["securitySchemes"]))
                writer.key("schemas")
                writer.object { writer in
                    for schema in file?["components"]?["schemas"]?.entries ?? [] {
                        writer.key(schema.key)
                        writer.raw(embedded(schema) ?? line(schema.value))
                    }
                }
            }
        }
    }

    private static var paths: [String] {
        Routes.api.reduce(into: []) { if !$0.contains($1.path) { $0.append($1.path) } }
    }

    // MARK: - Operations

    private static func write(_ route: Route, to writer: inout JSONWriter) {
        let method = route.method.rawValue.lowercased()
        guard let operation = file?["paths"]?[route.path]?[method] else { return }
        writer.key(method)
        writer.object { writer in
            writer.field("operationId", operation["operationId"]?.text)
            writer.field("summary", route.does)
            if route.isOpen {
                writer.key("security")
                writer.raw("[]")
            } else {
                let roles = Role.allCases.filter(route.roles.contains).map { $0.title.lowercased() }
                writer.field("description", "For: \(roles.joined(separator: ", ")).")
            }
            writer.key("parameters")
            writer.array(of: names(operation["parameters"])) { $0.raw(line(file?["parameters"]?[$1])) }
            if let takes = operation["takes"]?.text {
                writer.key("requestBody")
                writer.object { writer in
                    writer.field("required", true)
                    writer.key("content")
                    writer.raw(content("application/json", takes))
                }
            }
            writer.key("responses")
            writer.object { writer in
                writer.key(operation["status"]?.text ?? "200")
                let gives = content(operation["type"]?.text ?? "application/json", operation["gives"]?.text ?? "")
                writer.raw(#"{"description":"Done","content":\#(gives)}"#)
                for status in problems(route, operation) {
                    let meaning = file?["problems"]?[status]?.text ?? ""
                    writer.key(status)
                    writer.raw(
                        #"{"description":"\#(meaning)","content":\#(content("application/problem+json", "Problem"))}"#)
                }
            }
        }
    }

    private static func problems(_ route: Route, _ operation: JSONValue) -> [String] {
        var problems = Set(names(operation["problems"])).union(["400"])
        if !route.isOpen { problems.formUnion(["401", "403"]) }
        if operation["takes"] != nil { problems.formUnion(["408", "413", "415", "422"]) }
        if route.isBlocking { problems.insert("503") }
        return problems.sorted()
    }

    private static func names(_ list: JSONValue?) -> [String] { (list?.items ?? []).compactMap(\.text) }

    private static func content(_ type: String, _ schema: String) -> String {
        ##"{"\##(type)":{"schema":{"$ref":"#/components/schemas/\##(schema)"}}}"##
    }

    // MARK: - What follows from the program

    /// A part of the file on one line.
    private static func line(_ value: JSONValue?) -> [UInt8] {
        var writer = JSONWriter()
        copy(value, to: &writer)
        return writer.bytes
    }

    private static func copy(_ value: JSONValue?, to writer: inout JSONWriter) {
        switch value?.kind {
        case nil, .null: writer.null()
        case .bool(let value): writer.bool(value)
        case .integer(let value): writer.integer(value)
        case .number(let text): writer.raw(text)
        case .string(let text):
            writer.string(limits.reduce(text) { $0.replacing("{\($1.key)}", with: $1.value) })
        case .array(let items): writer.array(of: items) { copy($1, to: &$0) }
        case .object(let entries):
            writer.object { writer in
                for entry in entries {
                    writer.key(entry.key)
                    if entry.key == "enum", let name = entry.value.text {
                        writer.array(of: words[name] ?? [])
                    } else {
                        copy(entry.value, to: &writer)
                    }
                }
            }
        }
    }

    private static let limits = [
        "noteLimit": String(ReferralOffer.noteLimit), "attentionDays": String(ReferralFilter.attentionDays),
    ]

    private static let words = [
        "Capacity": Service.Capacity.allCases.map(\.rawValue),
        "ConsentAnswer": ConsentAnswer.allCases.map(\.rawValue),
        "ReferralConsent": ReferralConsent.allCases.map(\.rawValue),
        "ReferralEvent": ReferralEvent.allCases.map(\.rawValue),
        "ReferralReason": ReferralReason.allCases.map(\.rawValue),
        "ReferralState": ReferralState.allCases.map(\.rawValue),
    ]

    /// A schema of its own as a part of this document: its references lead to where it stands here.
    private static func embedded(_ schema: JSONValue.Entry) -> [UInt8]? {
        let whole: JSONSchema
        switch schema.value.text {
        case "decision.schema.json": whole = .decision
        case "explanation.schema.json": whole = .explanation
        default: return nil
        }
        let text = whole.text.split(separator: "\n")
            .filter { !$0.contains("\"$schema\":") && !$0.contains("\"$id\":") }
            .joined(separator: "\n").replacing("\"#/$defs/", with: "\"#/components/schemas/\(schema.key)/$defs/")
        return Array(text.utf8)
    }
}
