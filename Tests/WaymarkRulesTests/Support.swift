import Testing
import WaymarkDocuments
import WaymarkRules

/// A rule base read from one file of facts, definitions, parameters and constraints, with what was said about it.
struct LoadedRules {
    var rules: RuleBase
    var conditions: ConditionReader
    var problems: Diagnostics
    var sources: SourceSet

    init(_ yaml: String, areas: [String] = ["birmingham", "sandwell"]) {
        sources = SourceSet()
        let file = sources.add(SourceFile(path: "rules.yaml", bytes: Array(yaml.utf8)))
        problems = Diagnostics()
        var declarations = RuleBaseDeclarations()
        for section in YAMLReader.read(file, of: sources, into: &problems)?.entries ?? [] {
            switch section.key {
            case "facts": declarations.facts.add(section: section, into: &problems)
            case "definitions": declarations.definitions.add(section: section, into: &problems)
            case "parameters": declarations.parameters.add(section: section, into: &problems)
            case "constraints": declarations.constraints.add(section: section, into: &problems)
            default: Issue.record("\(section.key) is no section of a rule base")
            }
        }
        let areas = areas.map {
            AreaOption(name: $0, label: $0.capitalized, span: SourceSpan(file: file, start: 0, end: 0))
        }
        let result = RuleBaseLoader.load(declarations, areas: areas, into: &problems)
        rules = result.rules
        conditions = result.conditions
    }

    /// Every problem as it is shown.
    var messages: String { DiagnosticRenderer(sources: sources).text(problems) }

    var ids: [String] { problems.inOrder.map(\.id) }

    func fact(_ name: String) throws -> Fact {
        rules.vocabulary[try #require(rules.vocabulary[name])]
    }

    func definition(_ name: String) throws -> Definition {
        try #require(rules.definitions.first { $0.name == name })
    }

    /// The condition of a definition that has no versions.
    func condition(_ name: String) throws -> Condition {
        try #require(try definition(name).versions.first).when
    }
}

extension String {
    fileprivate var capitalized: String {
        prefix(1).uppercased() + dropFirst()
    }
}

/// Facts of every type, to test conditions on.
let people = """
    facts:
      age: {label: Age, ask: How old?, type: whole number, range: 10 to 120}
      offences: {label: Offences, ask: How many?, type: whole number, range: -5 to 500}
      on_licence: {label: On licence, ask: On licence?, type: yes or no}
      seen: {label: Last seen, ask: When last seen?, type: date}
      housing: {label: Housing, ask: Where?, type: one of, values: {settled: Settled, street: Street, hostel: Hostel}}
      drugs: {label: Drugs, ask: Which?, type: several of, values: {heroin: Heroin, crack: Crack, cannabis: Cannabis}}
      local_authority: {label: Area, ask: Where?, type: one of, values_from: areas, values: {elsewhere: Elsewhere}}
      remarks: {label: Remarks, type: text}
    parameters:
      limit: {says: the limit, values: [12, {value: 10, area: sandwell, from: 2026-04-01}]}

    """
