package import WaymarkDocuments

/// An area of the service map as the vocabulary needs it: a value of facts with `values_from: areas`.
package struct AreaOption {
    package var name: String
    package var label: String
    package var span: SourceSpan

    package init(name: String, label: String, span: SourceSpan) {
        self.name = name
        self.label = label
        self.span = span
    }
}

/// Reads the vocabulary; `only_when` is read later, when every name is known.
struct FactLoader {
    let areas: [AreaOption]

    /// A fact as far as it could be read.
    struct Reading {
        var fact: Fact
        /// The type or the values could not be read, so nothing can be said about tests of the fact.
        var isUnclear: Bool
        var onlyWhen: Node?
    }

    private enum TypeName: String, CaseIterable {
        case yesNo = "yes or no"
        case wholeNumber = "whole number"
        case date
        case oneOf = "one of"
        case severalOf = "several of"
        case text
    }

    private enum Use: String, CaseIterable { case auditOnly = "audit only" }

    func read(_ declaration: Declaration, into problems: inout Diagnostics) -> Reading {
        let subject = Subject("fact", named: declaration.name, at: declaration.nameSpan)
        let unread = Fact(name: declaration.name, label: declaration.name, type: .text, span: declaration.nameSpan)
        return problems.reading(declaration.body, as: subject, example: "{label: Age, ask: How old …?, type: …}") {
            read(declaration, &$0)
        } ?? Reading(fact: unread, isUnclear: true)
    }

    private func read(_ declaration: Declaration, _ map: inout MappingReader) -> Reading {
        let label = map.requiredText("label")
        let typeName = map.requiredChoice("type", TypeName.self)
        let ask = map.optional("ask")
        let range = map.optional("range")
        let values = map.optional("values")
        let valuesFrom = map.optional("values_from")

        var fact = Fact(
            name: declaration.name, label: label ?? declaration.name, type: .text, span: declaration.nameSpan)
        var isUnclear = false
        fact.ask = ask?.readText("`ask`", into: &map.problems)
        fact.unit = map.text("unit")
        fact.group = map.text("group")
        fact.knownBy = map.texts("known_by", example: "[person, custody_staff]")
        fact.sensitivity = map.choice("sensitivity", Fact.Sensitivity.self) ?? .ordinary
        let onlyWhen = map.optional("only_when")
        fact.isChangeable = map.yesNo("changeable")
        fact.burden = map.number("burden", in: 1...10) ?? 1
        fact.isProtected = map.yesNo("protected")
        fact.isAuditOnly = map.choice("use", Use.self) == .auditOnly
        fact.help = map.text("help")
        fact.provenance = map.provenance()

        if let typeName {
            let type = readType(typeName, range: range, &map)
            fact.type = type ?? .text
            isUnclear = type == nil
            if typeName != .text, !fact.isAuditOnly, ask == nil { map.reportMissing("ask") }
        } else {
            isUnclear = true
        }
        if let typeName {
            if typeName == .oneOf || typeName == .severalOf {
                isUnclear = !readOptions(&fact, values: values, valuesFrom: valuesFrom, &map) || isUnclear
            } else if let stray = values ?? valuesFrom {
                map.problems.error(
                    "fact.values-not-here",
                    "only `one of` and `several of` facts have values; \(map.subject.phrase) is `\(typeName.rawValue)`",
                    at: stray.span, help: "delete the values or write `type: one of`")
            }
        }
        return Reading(fact: fact, isUnclear: isUnclear, onlyWhen: onlyWhen)
    }

    private func readType(_ name: TypeName, range: Node?, _ map: inout MappingReader) -> FactType? {
        if name != .wholeNumber, let range {
            map.problems.error(
                "fact.range-not-here", "only whole numbers have a `range`; \(map.subject.phrase) is `\(name.rawValue)`",
                at: range.span, help: "delete the range or write `type: whole number`")
        }
        switch name {
        case .yesNo: return .yesNo
        case .date: return .date
        case .oneOf: return .oneOf
        case .severalOf: return .severalOf
        case .text: return .text
        case .wholeNumber:
            guard let range else {
                map.reportMissing("range")
                return nil
            }
            return readRange(range, into: &map.problems).map(FactType.wholeNumber)
        }
    }

    private func readRange(_ node: Node, into problems: inout Diagnostics) -> ClosedRange<Int>? {
        guard let text = node.readText("`range`", into: &problems) else { return nil }
        let words = text.split(separator: " ")
        guard words.count == 3, words[1] == "to", let low = WholeNumber.parse(words[0]),
            let high = WholeNumber.parse(words[2])
        else {
            let isTooLong = words.count == 3 && words[1] == "to" && words.contains { $0.utf8.count > 15 }
            if isTooLong, (words[0] + words[2]).utf8.allSatisfy({ (0x30...0x39).contains($0) }) {
                problems.error(
                    "fact.range-form", "the numbers of the range \(Words.code(text)) are too large", at: node.span,
                    help: "write the lowest and the highest whole number that can be true of somebody")
                return nil
            }
            problems.error(
                "fact.range-form", "`range` must be written `N to M`, not \(Words.code(text))", at: node.span,
                help: "write the lowest and the highest whole number, such as `10 to 120`")
            return nil
        }
        guard low <= high else {
            problems.error(
                "fact.range-empty", "no number lies in the range \(low) to \(high)", at: node.span,
                help: "put the smaller number first: `\(high) to \(low)`")
            return nil
        }
        return low...high
    }

    /// Fills in the options; returns whether all of them could be read.
    private func readOptions(
        _ fact: inout Fact, values: Node?, valuesFrom: Node?, _ map: inout MappingReader
    ) -> Bool {
        var isComplete = true
        if let valuesFrom {
            fact.takesAreas = true
            if let text = valuesFrom.readText("`values_from`", into: &map.problems) {
                if text != "areas" {
                    map.problems.error(
                        "fact.values-from", "values can be taken from `areas` only, not from \(Words.code(text))",
                        at: valuesFrom.span, help: "write `values_from: areas` or list the `values`")
                    isComplete = false
                }
            } else {
                isComplete = false
            }
        }
        if fact.takesAreas {
            fact.options.reserveCapacity(areas.count)
            for area in areas {
                fact.optionIndex[area.name] = fact.options.count
                fact.options.append(.init(name: area.name, label: area.label))
            }
            fact.areaCount = areas.count
        }
        guard let values else {
            if valuesFrom == nil {
                map.reportMissing("values")
                return false
            }
            if areas.isEmpty, isComplete {
                map.problems.error(
                    "fact.no-areas", "\(map.subject.phrase) takes its values from the areas, but no area is declared",
                    at: valuesFrom?.span, help: "declare the areas under `areas:` in the folder Services")
                return false
            }
            return isComplete
        }
        guard
            let entries = values.readEntries(
                "`values`", example: "values: {rough_sleeping: Sleeping rough}", into: &map.problems)
        else { return false }
        if entries.isEmpty, valuesFrom == nil {
            map.problems.error(
                "fact.no-values", "\(map.subject.phrase) has no values", at: values.span,
                help: "write each value with its words, such as `{rough_sleeping: Sleeping rough}`")
            return false
        }
        for entry in entries {
            let label = entry.value.readText("the words for the value \(Words.code(entry.key))", into: &map.problems)
            if let taken = fact.optionIndex[entry.key] {
                map.problems.error(
                    "fact.value-is-area", "the value \(Words.code(entry.key)) of \(map.subject.phrase) is also an area",
                    at: entry.keySpan, notes: [.init("the area is here", at: areas[taken].span)],
                    help: "areas are values already: delete it here")
                continue
            }
            // A misnamed value still exists, so that tests of it are not reported once more.
            isComplete =
                Names.check(entry.key, of: "value", isValue: true, at: entry.keySpan, into: &map.problems) && isComplete
            fact.optionIndex[entry.key] = fact.options.count
            fact.options.append(.init(name: entry.key, label: label ?? entry.key))
        }
        return isComplete
    }
}
