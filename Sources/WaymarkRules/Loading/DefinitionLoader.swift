import WaymarkDocuments

/// Reads definitions and their versions.
struct DefinitionLoader {
    let conditions: ConditionReader

    func read(_ declaration: Declaration, into problems: inout Diagnostics) -> Definition {
        let subject = Subject("definition", named: declaration.name, at: declaration.nameSpan)
        return problems.reading(declaration.body, as: subject, example: "{says: …, when: {…}}") { map in
            let says = map.requiredText("says") ?? declaration.name
            let when = map.optional("when")
            let versions = map.optional("versions")
            let provenance = map.provenance()
            var read: [Definition.Version] = []
            switch (when, versions) {
            case (let when?, nil):
                let condition = conditions.read(when, "`when`", into: &map.problems) ?? .unread(at: when.span)
                read = [Definition.Version(when: condition, period: .always, span: when.span)]
            case (nil, let versions?):
                read = readVersions(versions, declaration, &map.problems)
            case (_?, let versions?):
                map.problems.error(
                    "definition.both", "\(subject.phrase) has both `when` and `versions`", at: versions.span,
                    help: "keep one of them: a condition that holds for a time goes under `versions`")
            case (nil, nil):
                map.problems.error(
                    "definition.neither", "\(subject.phrase) has neither `when` nor `versions`",
                    at: subject.span, help: "add `when: {…}`")
            }
            return Definition(
                name: declaration.name, says: says, versions: read, provenance: provenance, span: declaration.nameSpan)
        }
            ?? Definition(
                name: declaration.name, says: declaration.name, versions: [], provenance: Provenance(),
                span: declaration.nameSpan)
    }

    private func readVersions(
        _ node: Node, _ declaration: Declaration, _ problems: inout Diagnostics
    ) -> [Definition.Version] {
        guard let items = node.readList("`versions`", example: "[{from: 2026-04-01, when: {…}}]", into: &problems)
        else { return [] }
        var versions: [Definition.Version] = []
        var isComplete = true
        for item in items {
            let version: Definition.Version?? = problems.reading(
                item, as: Subject("version", at: item.span), example: "{from: 2026-04-01, when: {…}}"
            ) { map in
                let when = map.required("when")
                let period = map.period()
                let says = map.text("says")
                let provenance = map.provenance()
                let condition = when.flatMap { conditions.read($0, "`when`", into: &map.problems) }
                guard let period else { return nil }
                return Definition.Version(
                    when: condition ?? .unread(at: item.span), period: period, says: says, provenance: provenance,
                    span: item.span)
            }
            if case .some(.some(let version)) = version {
                versions.append(version)
            } else {
                isComplete = false
            }
        }
        if isComplete { checkPeriods(versions, declaration, &problems) }
        return versions
    }

    private func between(_ first: Day, _ last: Day) -> String {
        first == last ? "on \(first); on that day it is `no`" : "from \(first) to \(last); on those days it is `no`"
    }

    /// No two versions on one date (an error); dates between versions on which there is none (a warning).
    private func checkPeriods(
        _ versions: [Definition.Version], _ declaration: Declaration, _ problems: inout Diagnostics
    ) {
        let ordered = versions.enumerated().sorted {
            ($0.element.period.from ?? .distantPast, $0.offset) < ($1.element.period.from ?? .distantPast, $1.offset)
        }.map(\.element)
        for (earlier, later) in zip(ordered, ordered.dropFirst()) {
            if earlier.period.overlaps(later.period) {
                let day = later.period.from ?? earlier.period.from ?? .first
                problems.error(
                    "definition.overlap",
                    "two versions of \(Words.code(declaration.name)) are in force on \(max(day, .first))",
                    at: later.span, notes: [.init("the other version is here", at: earlier.span)],
                    help: "end the earlier one the day before the later begins; both `from` and `until` are included")
                return
            }
            guard let end = earlier.period.until, let start = later.period.from, end.adding(days: 1) < start else {
                continue
            }
            problems.warning(
                "definition.gap",
                "no version of \(Words.code(declaration.name)) is in force "
                    + between(end.adding(days: 1), start.adding(days: -1)),
                at: later.span, notes: [.init("the version before it is here", at: earlier.span)],
                help: "if that is not meant, move `from` or `until` so that the versions meet")
        }
    }
}
