import WaymarkDocuments
import WaymarkRules

/// Reads services against programmes, areas and agreements.
struct ServiceLoader {
    let conditions: ConditionReader
    let programmeNames: ProgrammeNames
    let programmes: [ProgrammeLoader.Reading]
    let areaNames: Declarations
    let agreementNames: Declarations
    let agreements: [Agreement]

    func read(_ declaration: Declaration, into problems: inout Diagnostics) -> Service {
        let subject = Subject("service", named: declaration.name, at: declaration.nameSpan)
        var service = Service(
            name: declaration.name, title: declaration.name, provider: "", programme: 0, coverage: .everywhere,
            period: ServicePeriod(), agreement: .missing, capacity: .assessFirst, capacityIsStated: false,
            criteria: [], span: declaration.nameSpan)
        problems.reading(
            declaration.body, as: subject, example: "{programme: …, name: …, provider: …, areas: [birmingham]}"
        ) { map in
            let programme = map.required("programme")
                .flatMap { programmeNames.resolve($0, "`programme`", into: &map.problems) }
            if let title = map.requiredText("name") { service.title = title }
            if let provider = map.requiredText("provider") { service.provider = provider }
            if let node = map.required("areas") {
                service.coverage = readCoverage(node, programme, &map.problems)
            }
            service.programme = programme ?? 0
            service.period = map.servicePeriod()
            let clauses = readAgreement(&map, &service)
            readCapacity(&map, &service)
            service.criteria =
                CriteriaReader(conditions: conditions, programmes: programmeNames)
                .read(&map, clauses: clauses).criteria
            service.referBy = map.text("refer_by")
            service.contact = map.details("contact")
            service.checkByHand = map.texts("check_by_hand", example: "[The sergeant agrees]")
            service.nextSteps = map.texts("next_steps", example: "[Book through the app]")
            service.provenance = map.provenance()
        }
        return service
    }

    // MARK: Areas

    private func readCoverage(_ node: Node, _ programme: Int?, _ problems: inout Diagnostics) -> Service.Coverage {
        if node.text == "everywhere" { return .everywhere }
        if let text = node.text, areaNames[text] == nil, !node.isRefused {
            problems.error(
                "service.areas", "`areas` must be `everywhere` or a list of areas, not \(Words.code(text))",
                at: node.span,
                help: "write `everywhere`, or the areas as in \(Words.code("[\(areaNames.names.first ?? text)]"))")
            return .everywhere
        }
        guard let items = node.readList("`areas`", example: "[birmingham]", into: &problems) else { return .everywhere }
        var places: [String] = []
        places.reserveCapacity(items.count)
        for item in items {
            guard let name = item.readText("an item of `areas`", into: &problems) else { continue }
            if let programme { check(place: name, at: item.span, programmes[programme], &problems) }
            places.append(name)
        }
        return .places(places)
    }

    /// A single `located_by` fact allows all its values, a list (or nothing) the areas of the service map.
    private func check(
        place: String, at span: SourceSpan, _ programme: ProgrammeLoader.Reading, _ problems: inout Diagnostics
    ) {
        guard programme.isLocationClear else { return }
        if case .fact(let id) = programme.programme.location {
            if conditions.vocabulary.facts[id].optionIndex[place] == nil {
                problems.reportUnknownValue(place, of: conditions.vocabulary.facts[id], at: span)
            }
        } else if areaNames[place] == nil {
            problems.error(
                "area.unknown", "there is no area called \(Words.code(place))", at: span,
                help: Words.help(for: place, among: areaNames.names, as: "the areas", after: problems)
                    ?? "declare it under `areas`")
        }
    }

    // MARK: Agreement

    private func readAgreement(_ map: inout MappingReader, _ service: inout Service) -> CriteriaReader.Clauses {
        guard let node = map.optional("agreement") else { return .noAgreement }
        guard let name = node.readText("`agreement`", into: &map.problems) else { return .unclear }
        if name == "not needed" {
            service.agreement = .notNeeded
            return .noAgreement
        }
        guard let index = agreementNames[name] else {
            map.problems.error(
                "agreement.unknown", "there is no agreement called \(Words.code(name))", at: node.span,
                help: Words.help(
                    for: name, among: agreementNames.names + ["not needed"], as: "it can be", after: map.problems))
            return .unclear
        }
        service.agreement = .agreement(index)
        let body = agreementNames.all[index].body
        let hasReadableClauses = body.entries != nil && (body["clauses"].map { $0.entries != nil } ?? true)
        return hasReadableClauses ? .agreement(agreements[index]) : .unclear
    }

    // MARK: Capacity

    private func readCapacity(_ map: inout MappingReader, _ service: inout Service) {
        guard let node = map.optional("capacity") else { return }
        if let text = node.text, Service.Capacity(rawValue: text) != nil {
            map.problems.error(
                "service.capacity", "`capacity` must be written as keys with values, not as \(Words.code(text))",
                at: node.span,
                help: "write \(Words.code("{state: \(text)}")), with `as_of:` and the date where that is known")
            return
        }
        map.problems.reading(
            node, as: Subject("capacity", at: node.span), example: "{state: has_capacity, as_of: 2026-11-01}"
        ) { map in
            if let state = map.requiredChoice("state", Service.Capacity.self) {
                service.capacity = state
                service.capacityIsStated = true
            }
            service.capacityAsOf = map.day("as_of")
            service.capacityBy = map.text("by")
        }
    }
}
