import Foundation
import HTTPTypes
import Hummingbird
import Testing
import WaymarkRules
import WaymarkServer

@Suite("The OpenAPI document describes the API that is served")
struct OpenAPITests {
    private static let api = Routes.all.filter { $0.path.hasPrefix("/api/v1/") }

    /// A part of a JSON document; missing parts are empty.
    fileprivate struct Part {
        let value: Any?

        subscript(key: String) -> Part { Part(value: (value as? [String: Any])?[key]) }
        var keys: Set<String> { Set((value as? [String: Any] ?? [:]).keys) }
        var text: String? { value as? String }
        var items: [Part] { (value as? [Any] ?? []).map(Part.init) }

        /// This part and every part below it.
        var all: [Part] {
            let below = (value as? [String: Any]).map { Array($0.values) } ?? value as? [Any] ?? []
            return [self] + below.flatMap { Part(value: $0).all }
        }

        init(value: Any?) { self.value = value }
        init(_ response: TestResponse) throws {
            value = try JSONSerialization.jsonObject(with: Data(String(buffer: response.body).utf8))
        }
    }

    private func document(_ desk: TestSite) async throws -> Part {
        let response = try await desk.get("/api/v1/openapi.json")
        #expect(response.status == .ok && response.headers[.contentType] == "application/json")
        return try Part(response)
    }

    @Test("Every route of the API is in it, and nothing else")
    func routes() async throws {
        try await TestSite().visit { desk in
            let paths = try await document(desk)["paths"]
            let described = paths.keys.flatMap { path in paths[path].keys.map { "\($0.uppercased()) \(path)" } }
            #expect(Set(described) == Set(Self.api.map(\.name)) && described.count == Self.api.count)
            let ids = Self.api.compactMap { paths[$0.path][$0.method.rawValue.lowercased()]["operationId"].text }
            #expect(Set(ids).count == Self.api.count)
        }
    }

    @Test("The file beside the code describes no route that is gone and no parameter or schema that nobody uses")
    func file() throws {
        let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appending(path: "Sources/WaymarkServer")
        let paths = try FileManager.default.subpathsOfDirectory(atPath: folder.path)
        let source = folder.appending(path: try #require(paths.first { $0.hasSuffix("/openapi.json") }))
        let file = Part(value: try JSONSerialization.jsonObject(with: Data(contentsOf: source)))
        let described = file["paths"]
        let operations = described.keys.flatMap { path in described[path].keys.map { described[path][$0] } }
        #expect(described.keys == Set(Self.api.map(\.path)) && operations.count == Self.api.count)
        #expect(Set(operations.flatMap { $0["parameters"].items.compactMap(\.text) }) == file["parameters"].keys)
        let named = operations.flatMap { [$0["takes"].text, $0["gives"].text] }.compactMap { $0 }
        let referred = file.all.compactMap { $0["$ref"].text?.split(separator: "/").last.map(String.init) }
        #expect(Set(named + referred + ["Problem"]) == file["components"]["schemas"].keys)
    }

    @Test("Every reference in it leads somewhere, and every list of words has words")
    func references() async throws {
        try await TestSite().visit { desk in
            let document = try await document(desk)
            let parts = document.all
            let references = Set(parts.compactMap { $0["$ref"].text })
            #expect(references.count > 50)
            for reference in references {
                let path = reference.split(separator: "/").map(String.init)
                #expect(path.first == "#")
                #expect(path.dropFirst().reduce(document) { $0[$1] }.value != nil, "\(reference)")
            }
            for part in parts where part.keys.contains("enum") {
                #expect(!part["enum"].items.isEmpty, "\(part)")
            }
            for part in parts {
                // What the program fills in is filled in.
                #expect(part["description"].text?.contains(#/\{[A-Za-z]+\}/#) != true, "\(part)")
            }
        }
    }

    @Test("A parameter is described wherever the path names one")
    func parameters() async throws {
        try await TestSite().visit { desk in
            let paths = try await document(desk)["paths"]
            for path in paths.keys {
                let named = Set(path.matches(of: #/\{([a-z]+)\}/#).map { String($0.1) })
                for method in paths[path].keys {
                    let given = paths[path][method]["parameters"].items.filter { $0["in"].text == "path" }
                    #expect(Set(given.compactMap { $0["name"].text }) == named, "\(method) \(path)")
                    #expect(given.allSatisfy { $0["required"].value as? Bool == true })
                }
            }
        }
    }

    @Test("A day is described as it is read: every day of the calendar, and none that there is not")
    func days() async throws {
        try await TestSite().visit { desk in
            let schemas = try await document(desk)["components"]["schemas"]
            for pattern in [
                schemas["Case"]["properties"]["decision_date"]["pattern"].text,
                schemas["CapacityRequest"]["properties"]["as_of"]["pattern"].text,
            ] {
                let day = try Regex(try #require(pattern))
                let year = try #require(Day("2024-01-01"))
                for next in [Day.first, .last] + (0..<366).map({ year.adding(days: $0) }) {
                    #expect(next.description.wholeMatch(of: day) != nil, "\(next)")
                }
                for wrong in [
                    "2024-02-30", "2024-04-31", "2024-06-31", "2024-09-31", "2024-11-31", "2024-01-32", "2024-00-10",
                    "2024-13-01", "2024-05-00", "1899-12-31", "2101-01-01", "2024-1-1", "24-01-01", "2024-01-01 ",
                ] {
                    #expect(wrong.wholeMatch(of: day) == nil, "\(wrong)")
                }
            }
        }
    }

    @Test("A case of the last day of a month is decided")
    func lastDayOfTheMonth() async throws {
        try await TestSite().visit { desk in
            try await desk.logIn([.officer])
            let person = #"{"decision_date": "2023-05-31", "facts": {"age_years": 30}}"#
            let answer = try await desk.post("/api/v1/decide", person, type: "application/json")
            #expect(try answer.status == .ok && Part(answer)["decision_date"].text == "2023-05-31")
        }
    }

    // MARK: What is answered is what is described

    private static func address(_ route: Route) -> [String] {
        let path = route.path
        if path.contains("{report}") {
            return ["equality", "equality?from=2026-13", "nonsense"].map { path.replacing("{report}", with: $0) }
        }
        if path.hasPrefix("/api/v1/services/{name}") {
            return ["willow_ashford", "nobody"].map { path.replacing("{name}", with: $0) }
        }
        if path.contains("{reference}") {
            let letter = path.contains("referrals") ? "R" : "D"
            return ["\(letter)-2026-000001", "nonsense"].map { path.replacing("{reference}", with: $0) }
        }
        return [path, path + "?page=0", path + "?nonsense=1"]
    }

    private static let person =
        #"{"decision_date": "2023-05-10", "facts": {"age_years": 30, "home_area": "ashford", "substances": ["heroin"]}}"#

    /// What may be sent, right for one route or another or for none.
    private static let bodies = [
        "{}", "[]", "{", #"{"case": 1}"#, #"{"surprise": null}"#, #"{"case": {}, "history": "yes"}"#, person,
        #"{"case": \#(person)}"#, #"{"case": \#(person), "case_reference": "CU/1", "history": true}"#,
        #"{"case": \#(person), "programme": "treatment"}"#, #"{"case_reference": "CU/1"}"#,
        #"{"state": "has_capacity", "revision": 0}"#, #"{"state": "has_capacity", "revision": 7}"#,
        #"{"decision": "D-2026-000001", "programme": "treatment", "service": "willow_ashford", "consent": "person"}"#,
        #"{"programme": "treatment", "service": "willow_ashford", "answer": "refused"}"#,
        #"{"event": "accepted", "revision": 1}"#, #"{"event": "declined", "revision": 1}"#,
    ]

    /// The status and type of an answer must be described, and an object must have the keys that its schema requires.
    private func check(
        _ response: TestResponse, _ operation: Part, _ document: Part, _ name: String
    ) throws {
        let described = operation["responses"]["\(response.status.code)"]
        let type = try #require(response.headers[.contentType], "\(name)")
        #expect(described["content"].keys == [type], "\(name): \(response.status.code) \(type)")
        guard var schema = described["content"][type]["schema"]["$ref"].text.map({ Part.resolve($0, document) }) else {
            return
        }
        let answer = try Part(response)
        if !schema["oneOf"].items.isEmpty {
            // By itself, or beside what the record gives.
            let isBeside = answer.keys.contains("history")
            let chosen = schema["oneOf"].items[isBeside ? 1 : 0]
            schema = chosen["$ref"].text.map { Part.resolve($0, document) } ?? chosen
        }
        let required = Set(schema["required"].items.compactMap(\.text))
        #expect(required.isSubset(of: answer.keys), "\(name): \(required.subtracting(answer.keys))")
        if schema["additionalProperties"].value as? Bool == false {
            #expect(answer.keys.isSubset(of: schema["properties"].keys), "\(name)")
        }
    }

    @Test("Whatever is asked is answered with a status, a type and the keys that are described")
    func answers() async throws {
        try await TestSite().visit { desk in
            let document = try await document(desk)
            try await desk.logIn()
            // A decision that there is, to ask about.
            _ = try await desk.post("/api/v1/decisions", #"{"case": \#(Self.person)}"#, type: "application/json")
            var seen = Set<String>()
            for route in Self.api {
                let operation = document["paths"][route.path][route.method.rawValue.lowercased()]
                let bodies: [String?] = route.method == .get ? [nil] : Self.bodies
                for address in Self.address(route) {
                    for body in bodies {
                        try await desk.logIn()
                        let type = body == nil ? nil : "application/json"
                        let response = try await desk.send(route.method, address, body, type)
                        try check(response, operation, document, "\(route.name) \(address) \(body ?? "")")
                        seen.insert("\(route.name) \(response.status.code)")
                    }
                }
                guard route.method != .get else { continue }
                let plain = try await desk.send(route.method, Self.address(route)[0], "a=b", "text/plain")
                #expect(plain.status == .unsupportedMediaType, "\(route.name)")
                try check(plain, operation, document, route.name)
                let large = "{\"case_reference\": \"" + String(repeating: "a", count: route.bodyLimit + 1) + "\"}"
                let refused = try await desk.send(route.method, Self.address(route)[0], large, "application/json")
                #expect(refused.status == .contentTooLarge, "\(route.name)")
                try check(refused, operation, document, route.name)
            }
            // Each was also answered as it should be, not refused alone. What needs a referral or a service that the
            // decision leads to is answered so in the tests of referrals and consent.
            for route in Self.api
            where !route.path.hasPrefix("/api/v1/referrals") && !route.path.hasSuffix("/consents") {
                let operation = document["paths"][route.path][route.method.rawValue.lowercased()]
                let good = operation["responses"].keys.filter { $0 < "300" }
                #expect(good.contains { seen.contains("\(route.name) \($0)") }, "\(route.name)")
            }
        }
    }

    @Test("Who is not logged in gets a problem that is described, and never an answer")
    func nobody() async throws {
        try await TestSite().visit { desk in
            let document = try await document(desk)
            for route in Self.api where !route.isOpen {
                let body = route.method == .get ? nil : "{}"
                let response = try await desk.send(
                    route.method, Self.address(route)[0], body, body.map { _ in "application/json" })
                #expect(response.status == .unauthorized, "\(route.name)")
                try check(
                    response, document["paths"][route.path][route.method.rawValue.lowercased()], document, route.name)
            }
        }
    }
}

extension OpenAPITests.Part {
    fileprivate static func resolve(_ reference: String, _ document: Self) -> Self {
        reference.split(separator: "/").dropFirst().reduce(document) { $0[String($1)] }
    }
}
