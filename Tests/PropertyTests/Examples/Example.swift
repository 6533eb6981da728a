import Testing
import WaymarkDocuments
import WaymarkRouting
import WaymarkRules
import WaymarkTestSupport

/// A small rulebook written for one test, and what it says of people. Every answer is computed twice, naively and by
/// the engine; an example whose two answers differ fails.
struct Example {
    /// A piece of the rulebook, in YAML.
    enum Part {
        case programme(String, String)
        case service(String, String)
        case agreement(String, String)
        /// A line of `routing`.
        case routing(String)
        /// A top-level key with its value.
        case rules(String)
        /// A condition whose truth is asked for: a need and an alert, both called `asked`.
        case asked(String)
        /// `only_when` of a fact of the vocabulary.
        case onlyWhen(String, String)
    }

    let rulebook: Rulebook

    init(_ parts: Part...) throws {
        try self.init(parts)
    }

    init(_ parts: [Part]) throws {
        rulebook = try TestRulebook.load([("Rules/all.yaml", Example.text(parts))])
    }

    // MARK: Answers

    /// The outcomes, one line each: `programme/service: outcome`, then asks, after and so on.
    func outcomes(_ facts: String = "", on day: String = "2025-06-15") throws -> [String] {
        try decide(facts, on: day).outcomes.map(\.description)
    }

    func questions(_ facts: String = "", on day: String = "2025-06-15") throws -> [String] {
        try decide(facts, on: day).questions
    }

    func primary(_ facts: String = "", on day: String = "2025-06-15") throws -> String? {
        try decide(facts, on: day).primary
    }

    func alerts(_ facts: String = "", on day: String = "2025-06-15") throws -> [String] {
        try decide(facts, on: day).alerts.map { $0.decided ? $0.name : "\($0.name)?" }
    }

    func isRefused(_ facts: String, on day: String = "2025-06-15") throws -> Bool {
        try decide(facts, on: day).refused
    }

    /// The truth of the condition ``asked(_:)``; nil where the case is refused.
    func truth(_ facts: String = "", on day: String = "2025-06-15") throws -> Truth? {
        let person = try person(facts, on: day)
        let need = try #require(rulebook.needs.first { $0.name == "asked" })
        let truth = try NaiveEvaluator(rulebook).truth(of: need.when, in: person, on: try #require(Day(day)))
        let shown: [String] =
            switch truth {
            case .yes: ["asked"]
            case .unknown: ["asked?"]
            case .no, nil: []
            }
        #expect(try alerts(facts, on: day) == shown)
        return truth
    }

    func decide(_ facts: String, on day: String) throws -> NaiveDecision {
        let person = try person(facts, on: day)
        let date = try #require(Day(day))
        let naive = try NaiveEvaluator(rulebook).decide(person, on: date)
        let engine = EngineAnswer.decide(rulebook, person, on: date)
        #expect(engine == naive, "the engine and the naive evaluator differ")
        return naive
    }

    private func person(_ facts: String, on day: String) throws -> Case {
        var entries: [NamedCase.Entry] = []
        for piece in facts.split(separator: ",") {
            let sides = piece.split(separator: ":", maxSplits: 1).map { String($0).trimmed }
            let id = try #require(rulebook.vocabulary[sides[0]], "no fact \(sides[0])")
            entries.append(.init(sides[0], try said(sides[1], rulebook.vocabulary[id].type)))
        }
        let named = NamedCase(day: try #require(Day(day)), entries: entries)
        return try #require(named.resolved(in: rulebook), "a value that is not declared: \(facts)")
    }

    private func said(_ text: String, _ type: FactType) throws -> NamedCase.Said {
        if text == "declined" { return .declined }
        if text == "not known" { return .notKnown }
        switch type {
        case .yesNo: return .yesNo(text == "yes")
        case .wholeNumber: return .number(try #require(Int(text)))
        case .date: return .date(try #require(Day(text)))
        case .oneOf: return .option(text)
        case .severalOf: return .options(text == "nothing" ? [] : text.split(separator: " ").map(String.init))
        case .text: return .text(text)
        }
    }

    // MARK: The rulebook's text

    /// Facts of every example. Those that no rule of it reads make no difference.
    private static let facts: [(name: String, declaration: String)] = [
        ("homeless", "type: yes or no"),
        ("dependent", "type: yes or no"),
        ("engaged", "type: yes or no"),
        ("on_licence", "type: yes or no"),
        ("age_years", "type: whole number, range: 10 to 120"),
        ("offences", "type: whole number, range: 0 to 100000"),
        ("released_on", "type: date"),
        ("drug", "type: one of, values: {heroin: Heroin, crack: Crack, cannabis: Cannabis}"),
        ("substances", "type: several of, values: {opiates: Opiates, alcohol: Alcohol}"),
        ("local_authority", "type: one of, values_from: areas, values: {outside: Outside the force area}"),
        ("arrest_area", "type: one of, values_from: areas, values: {outside: Outside the force area}"),
        ("can_give_consent_now", "type: yes or no"),
        ("consents_to_referral", "type: yes or no"),
        ("consents_to_information_sharing", "type: yes or no"),
    ]

    private static func text(_ parts: [Part]) -> String {
        var onlyWhen: [String: String] = [:]
        var programmes: [(name: String, body: String)] = []
        var services: [String] = []
        var agreements: [String] = []
        var routing: [String] = []
        var rules: [String] = []
        for part in parts {
            switch part {
            case .programme(let name, let body): programmes.append((name, body))
            case .service(let name, let body): services.append("  \(name): {\(body)}")
            case .agreement(let name, let body): agreements.append("  \(name): {\(body)}")
            case .routing(let line): routing.append("  \(line)")
            case .rules(let text): rules.append(text)
            case .asked(let condition):
                rules.append("needs:\n  asked: {says: asked, when: \(condition)}")
                routing.append("  alerts: {asked: {says: asked, do: act, when: \(condition)}}")
            case .onlyWhen(let fact, let condition): onlyWhen[fact] = condition
            }
        }
        if programmes.isEmpty { programmes = [("help", Example.body("{homeless: yes}"))] }
        if !routing.contains(where: { $0.hasPrefix("  order:") }) {
            routing.append("  order: [\(programmes.map(\.name).joined(separator: ", "))]")
        }
        var lines = ["facts:"]
        for (name, declaration) in facts {
            let condition = onlyWhen[name].map { ", only_when: \($0)" } ?? ""
            lines.append("  \(name): {label: \(name), ask: \(name), \(declaration)\(condition)}")
        }
        lines.append("areas:")
        for area in ["ashby", "bexley", "corley"] { lines.append("  \(area): {name: \(area)}") }
        lines += rules
        lines.append("programmes:")
        lines += programmes.map { "  \($0.name): {title: T, kind: course, \($0.body)}" }
        lines.append("routing:")
        lines += routing
        if !services.isEmpty { lines += ["services:"] + services }
        if !agreements.isEmpty { lines += ["agreements:"] + agreements }
        return lines.joined(separator: "\n") + "\n"
    }

    static func body(_ when: String) -> String {
        "located_by: nothing, consent: none, criteria: {must: {says: must, when: \(when)}}"
    }
}

extension String {
    fileprivate var trimmed: String {
        var text = Substring(self)
        while text.first == " " { text = text.dropFirst() }
        while text.last == " " { text = text.dropLast() }
        return String(text)
    }
}

// MARK: - Pieces

/// A programme with one criterion `must`; `more` is further keys.
func programme(
    _ name: String = "help", when: String = "{homeless: yes}", located: String = "nothing", consent: String = "none",
    _ more: String = ""
) -> Example.Part {
    let criteria = "criteria: {must: {says: must, when: \(when)}}"
    let rest = more.isEmpty ? "" : ", \(more)"
    return .programme(name, "located_by: \(located), consent: \(consent), \(criteria)\(rest)")
}

/// A service that refers unless `more` says otherwise.
func service(
    _ name: String = "one", of programme: String = "help", areas: String = "everywhere",
    agreement: String? = "not needed", _ more: String = ""
) -> Example.Part {
    let agreed = agreement.map { ", agreement: \($0)" } ?? ""
    let rest = more.isEmpty ? "" : ", \(more)"
    return .service(name, "programme: \(programme), name: N, provider: P, areas: \(areas)\(agreed)\(rest)")
}

func agreement(_ name: String, _ period: String) -> Example.Part {
    .agreement(name, "title: T, parties: [A, B]\(period.isEmpty ? "" : ", ")\(period)")
}

func onlyWhen(_ fact: String, _ condition: String) -> Example.Part { .onlyWhen(fact, condition) }

func routing(_ line: String) -> Example.Part { .routing(line) }

func rules(_ text: String) -> Example.Part { .rules(text) }

/// A constraint.
func impossible(_ condition: String) -> Example.Part {
    .rules("constraints:\n  c: {says: this cannot be, impossible: \(condition)}")
}

/// A condition whose truth ``Example/truth(_:on:)`` tells.
func asked(_ condition: String) -> Example.Part { .asked(condition) }
