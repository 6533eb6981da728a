import HTTPTypes
import WaymarkAnalysis
import WaymarkDocuments
import WaymarkRouting

/// The document, made from the table of routes: what is not in the table is not in it.
extension OpenAPI {
    static let document: [UInt8] = {
        var writer = JSONWriter(indented: true)
        write(&writer)
        writer.newline()
        return writer.bytes
    }()

    private static func write(_ writer: inout JSONWriter) {
        writer.object { writer in
            writer.field("openapi", "3.1.0")
            writer.key("info")
            writer.object { writer in
                writer.field("title", "Waymark")
                writer.field("version", "1")
                writer.field(
                    "description",
                    "Routes people who come into contact with the police to the help that fits them, and says why. It advises; a person decides. Personal data goes in bodies only, never in addresses."
                )
            }
            writer.key("security")
            writer.array(of: [0]) { writer, _ in writer.object { $0.field("session", [String]()) } }
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
                writer.raw(#"{"session":{"type":"apiKey","in":"cookie","name":"waymark_session"}}"#)
                writer.key("schemas")
                writer.object { writer in
                    for (name, schema) in schemas {
                        writer.key(name)
                        writer.raw(schema)
                    }
                }
            }
        }
    }

    private static var paths: [String] {
        Routes.api.reduce(into: []) { if !$0.contains($1.path) { $0.append($1.path) } }
    }

    // MARK: - Operations

    private static let tracing =
        #"{"name":"trace","in":"query","description":"How much of the reasons to show.","schema":{"enum":["none","short","full"],"default":"short"}}"#
    private static let shapes: [String: Shape] = [
        "GET /api/v1/openapi.json": Shape(id: "openapi", gives: "AnyObject"),
        "GET /api/v1/schemas/case": Shape(id: "caseSchema", gives: "AnyObject", type: "application/schema+json"),
        "GET /api/v1/rulebook": Shape(id: "rulebook", gives: "Rulebook"),
        "GET /api/v1/services": Shape(id: "services", gives: "Services"),
        "POST /api/v1/decide": Shape(
            id: "decide", takes: "AskedCase", gives: "DecisionAnswer", parameters: [tracing], problems: ["503"]),
        "POST /api/v1/question": Shape(id: "question", takes: "AskedCase", gives: "Step", problems: ["503"]),
        "POST /api/v1/explain": Shape(
            id: "explain", takes: "ExplainRequest", gives: "ExplanationAnswer", problems: ["503"]),
        "POST /api/v1/decisions": Shape(
            id: "makeDecision", takes: "DecisionRequest", gives: "KeptDecision", status: "201",
            parameters: [idempotency],
            problems: ["409"]),
        "GET /api/v1/decisions/{reference}": Shape(
            id: "readDecision", gives: "KeptDecision", parameters: [decisionReference], problems: ["404"]),
        "GET /api/v1/reports/{report}": Shape(
            id: "report", gives: "Report",
            parameters: [
                #"{"name":"report","in":"path","required":true,"schema":{"enum":["referrals","funnel","unmet","equality"]}}"#,
                month("from", "The first month; eleven before the last one, if not given."),
                month("through", "The last month; this one, if not given."),
                #"{"name":"area","in":"query","description":"A home area by name; all that you may see, if not given.","schema":{"type":"string"}}"#,
            ], problems: ["400", "404", "503"]),
    ].merging(referralShapes) { first, _ in first }.merging(capacityShapes) { first, _ in first }
        .merging(consentShapes) { first, _ in first }

    private static func month(_ name: String, _ says: String) -> String {
        #"{"name":"\#(name)","in":"query","description":"\#(says)","schema":{"type":"string","pattern":"^(19|20)[0-9]{2}-(0[1-9]|1[0-2])$"}}"#
    }

    private static func write(_ route: Route, to writer: inout JSONWriter) {
        guard let shape = shapes[route.name] else { return }
        writer.key(route.method.rawValue.lowercased())
        writer.object { writer in
            writer.field("operationId", shape.id)
            writer.field("summary", route.does)
            if route.isOpen {
                writer.key("security")
                writer.raw("[]")
            } else {
                let roles = Role.allCases.filter(route.roles.contains).map { $0.title.lowercased() }
                writer.field("description", "For: \(roles.joined(separator: ", ")).")
            }
            writer.key("parameters")
            writer.array(of: shape.parameters) { $0.raw($1) }
            if let takes = shape.takes {
                writer.key("requestBody")
                writer.object { writer in
                    writer.field("required", true)
                    writer.key("content")
                    writer.raw(content("application/json", takes))
                }
            }
            writer.key("responses")
            writer.object { writer in
                writer.key(shape.status)
                writer.raw(#"{"description":"Done","content":\#(content(shape.type, shape.gives))}"#)
                for status in problems(route, shape) {
                    writer.key(status)
                    writer.raw(
                        #"{"description":"\#(meanings[status] ?? "")","content":\#(content("application/problem+json", "Problem"))}"#
                    )
                }
            }
        }
    }

    private static func problems(_ route: Route, _ shape: Shape) -> [String] {
        var problems = Set(shape.problems)
        if !route.isOpen { problems.formUnion(["401", "403"]) }
        problems.insert("400")
        if shape.takes != nil { problems.formUnion(["408", "413", "415", "422"]) }
        if route.isBlocking { problems.insert("503") }
        return problems.sorted()
    }

    private static let meanings = [
        "400": "What was sent cannot be read", "401": "Not logged in", "403": "Not allowed",
        "404": "Nothing is kept under this reference",
        "409": "The key was used for another request, or what was asked for cannot be done as things stand",
        "408": "The body took too long to arrive", "410": "It was disposed of", "413": "The body is too large",
        "415": "The body is not JSON",
        "422": "The body is JSON, but not what is wanted here; see `problems`",
        "503": "The record could not be used, or too much is asked for at once: see `Retry-After`",
    ]

    private static func content(_ type: String, _ schema: String) -> String {
        ##"{"\##(type)":{"schema":{"$ref":"#/components/schemas/\##(schema)"}}}"##
    }

    // MARK: - Schemas

    private static let caseWithHistory =
        ##""case":{"$ref":"#/components/schemas/Case"},"case_reference":{"description":"Custody or case reference; personal data.","type":["string","null"],"maxLength":50},"history":{"description":"Take facts that the case leaves out from earlier referrals under the same case reference, in areas that you may see. The answer lists them with the referral each comes from. The reading is in the audit.","type":"boolean","default":false}"##

    /// What is answered by itself, and beside the facts from the record where `history` was asked for.
    private static func withHistory(_ key: String, _ schema: String) -> String {
        ##"{"description":"Where `history` was asked for, beside the facts from the record; by itself otherwise.","oneOf":[{"$ref":"#/components/schemas/\##(schema)"},{"type":"object","required":["\##(key)","history"],"properties":{"\##(key)":{"$ref":"#/components/schemas/\##(schema)"},"history":{"type":"array","items":{"$ref":"#/components/schemas/HistoricFact"}}}}]}"##
    }

    private static let schemas: [(String, String)] =
        referralSchemas + capacitySchemas + consentSchemas + [
            ("AnyObject", #"{"type":"object"}"#),
            (
                "Case",
                #"{"description":"A case: facts below `facts`. What is left out or null is unknown. /api/v1/schemas/case has the facts.","type":"object","properties":{"id":{"type":["string","null"]},"decision_date":{"type":["string","null"],"pattern":"^(19|20)[0-9]{2}-(0[1-9]|1[0-2])-(0[1-9]|1[0-9]|2[0-8])$"},"facts":{"type":["object","null"]}}}"#
            ),
            (
                "AskedCase",
                ##"{"description":"A case; or a case with the reference under which earlier referrals are looked for.","anyOf":[{"$ref":"#/components/schemas/DecisionRequest"},{"$ref":"#/components/schemas/Case"}]}"##
            ),
            (
                "ExplainRequest",
                ##"{"type":"object","required":["case","programme"],"additionalProperties":false,"properties":{\##(caseWithHistory),"programme":{"type":"string","maxLength":50}}}"##
            ),
            (
                "DecisionRequest",
                ##"{"type":"object","required":["case"],"additionalProperties":false,"properties":{\##(caseWithHistory)}}"##
            ),
            ("DecisionAnswer", withHistory("decision", "Decision")),
            ("ExplanationAnswer", withHistory("explanation", "Explanation")),
            ("Decision", embedded(DecisionSchema.text, as: "Decision")),
            ("Explanation", embedded(ExplanationSchema.text, as: "Explanation")),
            (
                "KeptDecision",
                ##"{"type":"object","required":["reference","decided_at","decided_by","channel","case_reference","case","decision","departures","consents"],"properties":{"reference":{"type":"string"},"decided_at":{"type":"string"},"decided_by":{"type":"string"},"channel":{"type":"string"},"case_reference":{"type":["string","null"]},"case":{"type":["object","null"]},"decision":{"oneOf":[{"type":"null"},{"$ref":"#/components/schemas/Decision"}]},"departures":{"type":"array","items":{"type":"object","required":["at","by","choice","reason"]}},"consents":{"description":"Where the person said no to a service, or has changed their mind since; the first first.","type":"array","items":{"$ref":"#/components/schemas/Consent"}},"history":{"type":"array","items":{"$ref":"#/components/schemas/HistoricFact"}}}}"##
            ),
            (
                "Step",
                ##"{"type":"object","required":["question","at_most","programmes"],"properties":{"question":{"oneOf":[{"type":"null"},{"type":"object","required":["fact","for","alerts"]}]},"at_most":{"type":"integer","minimum":0},"programmes":{"type":"array","items":{"type":"object","required":["programme","settled","outcome","turns_on"]}},"history":{"description":"Where it was asked for.","type":"array","items":{"$ref":"#/components/schemas/HistoricFact"}}}}"##
            ),
            ("Rulebook", #"{"type":"object","required":["version","hash","programmes","areas","facts"]}"#),
            (
                "Report",
                #"{"type":"object","required":["report","title","from","through","areas","notes","tables"],"properties":{"tables":{"type":"array","items":{"type":"object","required":["table","title","rows"],"properties":{"rows":{"type":"array","items":{"description":"A number that is too small to show is the word suppressed.","type":"object"}}}}}}}"#
            ),
            (
                "Services",
                #"{"type":"object","required":["date","services"],"properties":{"services":{"type":"array","items":{"type":"object","required":["name","title","provider","programme","areas","in_force","capacity","agreement","contact"]}}}}"#
            ),
            (
                "Problem",
                #"{"description":"RFC 9457.","type":"object","required":["type","title","status","detail"],"properties":{"type":{"type":"string"},"title":{"type":"string"},"status":{"type":"integer"},"detail":{"type":"string"},"problems":{"type":"array","items":{"type":"object","required":["id","message","help"]}}}}"#
            ),
        ]

    /// A schema of its own as a part of this document: its references lead to where it stands here.
    private static func embedded(_ schema: String, as name: String) -> String {
        schema.split(separator: "\n").filter { !$0.contains("\"$schema\":") && !$0.contains("\"$id\":") }
            .joined(separator: "\n").replacing("\"#/$defs/", with: "\"#/components/schemas/\(name)/$defs/")
    }
}
