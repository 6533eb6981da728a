package import WaymarkDocuments
import WaymarkRules

extension Rulebook {
    /// Reads and checks a whole rulebook.
    ///
    /// - Parameters:
    ///   - sources: the rulebook's files in file order (``RulebookFolder`` reads them from a folder).
    ///   - diagnostics: gets every problem of the rulebook, not only the first, and warnings.
    /// - Returns: the rulebook, or nil if there is any error: nothing is half loaded.
    package static func load(_ sources: SourceSet, into diagnostics: inout Diagnostics) -> Rulebook? {
        load(sources, isComplete: true, into: &diagnostics)
    }

    /// Reads a rulebook that was checked before, with or without news of its services' room. Promises are about the rules
    /// as written: that a service is full may keep one from holding, and is true all the same.
    package static func loadChecked(_ sources: SourceSet) -> Rulebook? {
        var problems = Diagnostics()
        return load(sources, isComplete: true, checksPromises: false, into: &problems)
    }

    /// Reads and checks the rulebook in the folder at `path`.
    ///
    /// - Returns: the rulebook, or nil if there is any error; its files either way, for showing the problems.
    package static func load(
        folder path: String, into diagnostics: inout Diagnostics
    ) -> (rulebook: Rulebook?, sources: SourceSet) {
        var problems = Diagnostics()
        let sources = RulebookFolder.read(path, into: &problems)
        let isRead = !problems.hasErrors
        diagnostics.add(contentsOf: problems)
        if sources.files.isEmpty, !isRead { return (nil, sources) }
        let rulebook = load(sources, isComplete: isRead, into: &diagnostics)
        return (isRead ? rulebook : nil, sources)
    }

    private static func load(
        _ sources: SourceSet, isComplete: Bool, checksPromises: Bool = true, into diagnostics: inout Diagnostics
    ) -> Rulebook? {
        var problems = Diagnostics()
        let sections = Sections(sources, into: &problems)
        let rulebook = RulebookLoader(sections: sections, checksPromises: checksPromises).load(sources, into: &problems)
        let seesEverything = isComplete && !sections.isIncomplete
        diagnostics.add(
            contentsOf: seesEverything ? problems : problems.withoutEchoes(filesWithGaps: sections.filesWithGaps))
        return problems.hasErrors ? nil : rulebook
    }
}

/// Reads the declarations of all files in the order in which they build on one another.
private struct RulebookLoader {
    let sections: Sections
    let checksPromises: Bool

    func load(_ sources: SourceSet, into problems: inout Diagnostics) -> Rulebook? {
        let areas = sections.areas.all.map { ServiceMapLoader.readArea($0, into: &problems) }
        let agreements = sections.agreements.all.map { ServiceMapLoader.readAgreement($0, into: &problems) }

        let base = RuleBaseLoader.load(
            sections.rules, areas: areas.map { AreaOption(name: $0.name, label: $0.title, span: $0.span) },
            into: &problems)

        let names = ProgrammeNames(declarations: sections.programmes)
        let programmes = loadProgrammes(base.conditions, names, &problems)
        checkConsentFacts(programmes, base, &problems)

        let serviceLoader = ServiceLoader(
            conditions: base.conditions, programmeNames: names, programmes: programmes, areaNames: sections.areas,
            agreementNames: sections.agreements, agreements: agreements)
        let services = sections.services.all.map { serviceLoader.read($0, into: &problems) }

        var policy = RoutingPolicy()
        if let routing = sections.routing {
            policy = PolicyLoader(conditions: base.conditions, programmes: names).read(routing, into: &problems)
        } else {
            problems.error(
                "routing.missing", "this rulebook has no `routing` section", at: nil,
                help: "add one, such as Rules/routing.yaml, with the `order` of all programmes")
        }
        let promiseLoader = PromiseLoader(conditions: base.conditions, programmes: names)
        let needs = sections.needs.all.compactMap { promiseLoader.readNeed($0, into: &problems) }
        let promises = sections.promises.all.compactMap { promiseLoader.readPromise($0, into: &problems) }
        let history = HistoryLoader(
            conditions: base.conditions, names: names, families: sections.families,
            programmes: programmes.map(\.programme)
        ).read(sections.history, into: &problems)

        guard !problems.hasErrors else { return nil }
        let rulebook = Rulebook(
            rules: base.rules, programmes: programmes.map(\.programme), areas: areas, services: services,
            agreements: agreements, policy: policy, needs: needs, promises: promises, history: history,
            hash: ContentHash.of(sources), sources: sources)
        if checksPromises {
            let promiseCheck = PromiseCheck(rulebook)
            problems.add(contentsOf: promiseCheck.problems())
        }
        return rulebook
    }

    private func loadProgrammes(
        _ conditions: ConditionReader, _ names: ProgrammeNames, _ problems: inout Diagnostics
    ) -> [ProgrammeLoader.Reading] {
        let loader = ProgrammeLoader(conditions: conditions, names: names)
        let families = sections.families.all.map { loader.readFamily($0, into: &problems) }
        return sections.programmes.all.map {
            loader.read($0, families: families, familyNames: sections.families, into: &problems)
        }
    }

    private func checkConsentFacts(
        _ programmes: [ProgrammeLoader.Reading], _ base: RuleBaseLoader.Result, _ problems: inout Diagnostics
    ) {
        guard let programme = programmes.first(where: { $0.programme.consent == .referral }) else { return }
        for name in ConsentFacts.names {
            guard let id = base.rules.vocabulary[name] else {
                problems.error(
                    "consent.no-fact", "`consent: referral` needs a yes-or-no fact \(Words.code(name))",
                    at: programme.consentSpan, help: "declare it under `facts` with `type: yes or no`")
                continue
            }
            let fact = base.rules.vocabulary[id]
            if base.conditions.names.isUnclear(fact: id) || (fact.type == .yesNo && !fact.isAuditOnly) { continue }
            problems.error(
                "consent.fact-type", "\(Words.code(name)) has to be a yes-or-no fact that rules may read",
                at: fact.span,
                notes: [.init("`consent: referral` turns on it here", at: programme.consentSpan ?? fact.span)],
                help: "write `type: yes or no`, without `use: audit only`")
        }
    }
}

extension Diagnostics {
    /// What may only seem wrong because a file that could not be read would say it.
    private static let aboutMissingNames: Set<String> = [
        "name.unknown", "parameter.unknown", "value.unknown", "place.unknown-fact", "fact.no-areas", "family.unknown",
        "programme.unknown", "agreement.unknown", "area.unknown", "clause.unknown", "consent.no-fact",
        "routing.missing", "history.fact", "history.programme",
    ]

    private static let aboutMissingKeys: Set<String> = [
        "key.missing", "definition.neither", "promise.neither", "programme.no-criteria",
    ]

    /// Without the problems that what could not be read may explain.
    fileprivate func withoutEchoes(filesWithGaps: Set<Int32>) -> Diagnostics {
        var result = Diagnostics()
        for problem in all where !Diagnostics.aboutMissingNames.contains(problem.id) {
            let hasGaps = problem.span.map { filesWithGaps.contains($0.file) } ?? false
            if hasGaps, Diagnostics.aboutMissingKeys.contains(problem.id) { continue }
            result.add(problem)
        }
        return result
    }
}
