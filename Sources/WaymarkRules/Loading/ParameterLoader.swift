package import WaymarkDocuments

/// Reads parameters against the vocabulary.
struct ParameterLoader {
    let vocabulary: Vocabulary
    let names: RuleNames

    /// A parameter as far as it could be read; without entries, nothing can be said about tests that use it.
    func read(_ declaration: Declaration, into problems: inout Diagnostics) -> Parameter {
        let subject = Subject("parameter", named: declaration.name, at: declaration.nameSpan)
        return problems.reading(declaration.body, as: subject, example: "{says: …, values: [12]}") { map in
            let says = map.requiredText("says") ?? declaration.name
            let unit = map.text("unit")
            let values = map.required("values")
            let locatedBy = map.optional("located_by")
            let provenance = map.provenance()
            let place = locationFact(locatedBy, values: values, &map)
            let entries = values.flatMap { readEntries($0, place: place, &map.problems) } ?? []
            let namesAreas = entries.contains { $0.area != nil }
            return Parameter(
                name: declaration.name, says: says, unit: unit, locatedBy: namesAreas ? place : nil,
                entries: entries, provenance: provenance, span: declaration.nameSpan)
        }
            ?? Parameter(
                name: declaration.name, says: declaration.name, unit: nil, locatedBy: nil, entries: [],
                provenance: Provenance(), span: declaration.nameSpan)
    }

    /// The fact whose values the areas of entries are, if it is one that can be used.
    private func locationFact(_ node: Node?, values: Node?, _ map: inout MappingReader) -> FactID? {
        if let node {
            guard let name = node.readText("`located_by`", into: &map.problems) else { return nil }
            return LocationFact.resolve(name, at: node.span, vocabulary, names, into: &map.problems)
        }
        // The default is only needed where an entry names an area.
        guard let area = values?.items?.lazy.compactMap({ $0["area"] }).first else { return nil }
        return LocationFact.resolve("local_authority", at: area.span, vocabulary, names, into: &map.problems)
    }

    private func readEntries(
        _ node: Node, place: FactID?, _ problems: inout Diagnostics
    ) -> [Parameter.Entry]? {
        guard let items = node.readList("`values`", example: "[12]", into: &problems) else { return nil }
        var entries: [Parameter.Entry] = []
        for (position, item) in items.enumerated() {
            guard let entry = readEntry(item, isFirst: position == 0, place: place, &problems) else { return nil }
            entries.append(entry)
        }
        return entries
    }

    private func readEntry(
        _ node: Node, isFirst: Bool, place: FactID?, _ problems: inout Diagnostics
    ) -> Parameter.Entry? {
        if node.text != nil {
            return node.readNumber("a value of a parameter", into: &problems).map {
                Parameter.Entry(value: $0, area: nil, period: .always, span: node.span)
            }
        }
        return problems.reading(
            node, as: Subject("parameter entry", at: node.span), example: "{value: 10, area: birmingham}"
        ) { map -> Parameter.Entry? in
            let value = map.required("value")?.readNumber("`value`", into: &map.problems)
            let area = map.optional("area")
            let areaName = area?.readText("`area`", into: &map.problems)
            let period = map.period()
            if isFirst, area != nil || period != .always {
                map.problems.error(
                    "parameter.first-general", "the first value of a parameter holds everywhere and always",
                    at: node.span, help: "put the general value first, without `area`, `from` and `until`")
                return nil
            }
            guard let value, let period else { return nil }
            guard let area else { return Parameter.Entry(value: value, area: nil, period: period, span: node.span) }
            guard let areaName, let fact = place, !names.isUnclear(fact: fact) else { return nil }
            guard let option = vocabulary.facts[fact].optionIndex[areaName] else {
                map.problems.reportUnknownValue(areaName, of: vocabulary.facts[fact], at: area.span)
                return nil
            }
            return Parameter.Entry(value: value, area: option, period: period, span: node.span)
        } ?? nil
    }
}

/// A fact that says where a person is.
package enum LocationFact {
    /// The `one of` fact with `values_from: areas` of this name; nil after a message or where the fact has an error.
    package static func resolve(
        _ name: String, at span: SourceSpan, _ vocabulary: Vocabulary, _ names: RuleNames,
        into problems: inout Diagnostics
    ) -> FactID? {
        guard case .fact(let id)? = names[name] else {
            if case .several? = names[name] { return nil }
            let candidates = vocabulary.facts.filter(\.takesAreas).map(\.name)
            problems.error(
                "place.unknown-fact", "there is no fact \(Words.code(name)) that says where the person is", at: span,
                help: Words.help(
                    for: name, among: candidates,
                    as: "write `located_by:` and one of the facts with `values_from: areas`",
                    after: problems)
                    ?? "declare a `one of` fact with `values_from: areas`")
            return nil
        }
        let fact = vocabulary.facts[id]
        guard !names.isUnclear(fact: id) else { return nil }
        guard fact.takesAreas, fact.type == .oneOf else {
            problems.error(
                "place.not-areas", "the fact \(Words.code(name)) does not say where the person is", at: span,
                notes: [.init("it is declared here", at: fact.span)],
                help: "name a `one of` fact with `values_from: areas`")
            return nil
        }
        guard !fact.isAuditOnly else {
            problems.reportAuditOnly(fact, at: span)
            return nil
        }
        return id
    }
}

extension Diagnostics {
    package mutating func reportUnknownValue(_ value: String, of fact: Fact, at span: SourceSpan) {
        error(
            "value.unknown", "\(Words.code(value)) is not a value of \(Words.code(fact.name))", at: span,
            help: Words.help(for: value, among: fact.options.map(\.name), as: "its values", after: self))
    }

    package mutating func reportAuditOnly(_ fact: Fact, at span: SourceSpan) {
        error(
            "fact.audit-only", "\(Words.code(fact.name)) is for audit only: no rule may read it", at: span,
            notes: [.init("declared `use: audit only` here", at: fact.span)], help: "take it out of this rule")
    }
}
