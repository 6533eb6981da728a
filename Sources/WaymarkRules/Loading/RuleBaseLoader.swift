package import WaymarkDocuments

/// The declarations that make up a rule base, as files hold them.
package struct RuleBaseDeclarations {
    package var facts = Declarations("fact")
    package var definitions = Declarations("definition")
    package var parameters = Declarations("parameter")
    package var constraints = Declarations("constraint")

    package init() {}
}

/// Reads and checks facts, definitions, parameters and constraints.
package enum RuleBaseLoader {
    /// A rule base and what is needed to read the conditions of programmes and services against it.
    package struct Result {
        package var rules: RuleBase
        package var conditions: ConditionReader
    }

    /// Every declaration gets its place in the rule base, also one with an error, so that names mean what they say to
    /// the rest of the load; the result is fit for use only if `problems` has no error afterwards.
    package static func load(
        _ declarations: RuleBaseDeclarations, areas: [AreaOption], into problems: inout Diagnostics
    ) -> Result {
        var rules = RuleBase()
        var names = RuleNames()
        for (id, declaration) in declarations.facts.all.enumerated() {
            names.enter(declaration, of: "fact", as: .fact(id), into: &problems)
        }
        for (id, declaration) in declarations.definitions.all.enumerated() {
            names.enter(declaration, of: "definition", as: .definition(id), into: &problems)
        }
        for (id, declaration) in declarations.parameters.all.enumerated() {
            names.enter(declaration, of: "parameter", as: .parameter(id), into: &problems)
        }

        let factLoader = FactLoader(areas: areas)
        var onlyWhen: [Node?] = []
        for declaration in declarations.facts.all {
            let reading = factLoader.read(declaration, into: &problems)
            let id = rules.vocabulary.add(reading.fact)
            if reading.isUnclear { names.markUnclear(fact: id) }
            onlyWhen.append(reading.onlyWhen)
        }

        let parameterLoader = ParameterLoader(vocabulary: rules.vocabulary, names: names)
        for (id, declaration) in declarations.parameters.all.enumerated() {
            let parameter = parameterLoader.read(declaration, into: &problems)
            rules.parameters.append(parameter)
            if parameter.entries.isEmpty { names.markUnclear(parameter: id) }
        }

        let conditions = ConditionReader(vocabulary: rules.vocabulary, parameters: rules.parameters, names: names)
        for (id, node) in onlyWhen.enumerated() {
            guard let node else { continue }
            rules.vocabulary[id].onlyWhen =
                conditions.read(node, "`only_when`", into: &problems) ?? .unread(at: node.span)
        }
        let definitionLoader = DefinitionLoader(conditions: conditions)
        rules.definitions = declarations.definitions.all.map { definitionLoader.read($0, into: &problems) }
        rules.constraints = declarations.constraints.all.map { readConstraint($0, conditions, &problems) }
        reportCircles(rules, &problems)
        return Result(rules: rules, conditions: conditions)
    }

    private static func readConstraint(
        _ declaration: Declaration, _ conditions: ConditionReader, _ problems: inout Diagnostics
    ) -> Constraint {
        let subject = Subject("constraint", named: declaration.name, at: declaration.nameSpan)
        var constraint = Constraint(
            name: declaration.name, says: declaration.name, impossible: .unread(at: declaration.nameSpan),
            provenance: Provenance(), span: declaration.nameSpan)
        problems.reading(declaration.body, as: subject, example: "{says: …, impossible: {…}}") { map in
            if let says = map.requiredText("says") { constraint.says = says }
            if let node = map.required("impossible"),
                let condition = conditions.read(node, "`impossible`", into: &map.problems)
            {
                constraint.impossible = condition
            }
            constraint.provenance = map.provenance()
        }
        return constraint
    }

    /// A definition may not be defined through itself, nor a fact apply depending on itself, by whatever detour.
    private static func reportCircles(_ rules: RuleBase, _ problems: inout Diagnostics) {
        let facts = rules.vocabulary.facts
        // Facts first, then definitions: one numbering for both.
        var edges: [[Int]] = []
        edges.reserveCapacity(facts.count + rules.definitions.count)
        for fact in facts {
            edges.append(fact.onlyWhen.map { reads(of: [$0], rules) } ?? [])
        }
        for definition in rules.definitions {
            edges.append(reads(of: definition.versions.map(\.when), rules))
        }
        func name(_ node: Int) -> String {
            node < facts.count ? facts[node].name : rules.definitions[node - facts.count].name
        }
        func span(_ node: Int) -> SourceSpan {
            node < facts.count ? facts[node].span : rules.definitions[node - facts.count].span
        }
        for circle in Circles.find(edges) {
            guard let start = circle.first else { continue }
            let way = Circles.words(for: circle.map(name), verb: "reads")
            let isFact = start < facts.count
            problems.error(
                isFact ? "fact.circle" : "definition.circle",
                isFact
                    ? "whether \(Words.code(name(start))) applies depends on itself: \(way)"
                    : "\(Words.code(name(start))) is defined through itself: \(way)",
                at: span(start),
                notes: circle.dropFirst().prefix(8).map { .init("\(Words.code(name($0))) is here", at: span($0)) },
                help: "take one of these steps out")
        }
    }

    /// The facts and definitions that conditions read, by the numbering of ``reportCircles(_:_:)``, each once.
    private static func reads(of conditions: [Condition], _ rules: RuleBase) -> [Int] {
        let factCount = rules.vocabulary.facts.count
        var found: [Int] = []
        var seen: Set<Int> = []
        func add(_ node: Int) {
            if seen.insert(node).inserted { found.append(node) }
        }
        func addLocation(_ bounds: [Bound]) {
            for case .parameter(let id) in bounds {
                if let place = rules.parameters[id].locatedBy { add(place) }
            }
        }
        for condition in conditions {
            condition.forEachTest { test in
                switch test {
                case .fact(let id, let test):
                    add(id)
                    if case .number(let number) = test { addLocation(number.bounds) }
                    if case .notNumber(let number) = test { addLocation(number.bounds) }
                case .definition(let id, _): add(factCount + id)
                default: break
                }
            }
        }
        return found
    }
}

extension NumberTest {
    /// The numbers and parameters it compares with.
    package var bounds: [Bound] {
        switch self {
        case .equals(let bound), .atLeast(let bound), .atMost(let bound), .moreThan(let bound), .lessThan(let bound):
            [bound]
        case .between(let low, let high): [low, high]
        }
    }
}
