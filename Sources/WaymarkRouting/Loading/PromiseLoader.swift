import WaymarkDocuments
import WaymarkRules

/// Reads needs and promises.
struct PromiseLoader {
    let conditions: ConditionReader
    let programmes: ProgrammeNames

    func readNeed(_ declaration: Declaration, into problems: inout Diagnostics) -> Need? {
        let subject = Subject("need", named: declaration.name, at: declaration.nameSpan)
        return problems.reading(declaration.body, as: subject, example: "{says: …, when: {…}}") { map -> Need? in
            let says = map.requiredText("says")
            let when = map.required("when").flatMap { conditions.read($0, "`when`", into: &map.problems) }
            let provenance = map.provenance()
            guard let says, let when else { return nil }
            return Need(
                name: declaration.name, says: says, when: when, provenance: provenance, span: declaration.nameSpan)
        } ?? nil
    }

    func readPromise(_ declaration: Declaration, into problems: inout Diagnostics) -> Promise? {
        let subject = Subject("promise", named: declaration.name, at: declaration.nameSpan)
        return problems.reading(
            declaration.body, as: subject, example: "{says: …, never: {when: {…}, outcome: {…}}}"
        ) { map -> Promise? in
            let says = map.requiredText("says")
            let never = map.entry("never")
            let always = map.entry("always")
            let period = map.period()
            let provenance = map.provenance()
            guard let entry = never ?? always else {
                map.problems.error(
                    "promise.neither", "\(subject.phrase) has neither `never` nor `always`", at: subject.span,
                    help: "add `never: {when: {…}, outcome: {…}}` or `always: {when: {…}, outcome: {…}}`")
                return nil
            }
            if let never, let always {
                map.problems.error(
                    "promise.both", "\(subject.phrase) has both `never` and `always`", at: always.keySpan,
                    notes: [.init("`never` is here", at: never.keySpan)], help: "make two promises of it")
            }
            let body = readBody(entry, &map.problems)
            guard let says, let body, let period else { return nil }
            return Promise(
                name: declaration.name, says: says, kind: never == nil ? .always : .never, when: body.when,
                claims: body.claims, period: period, provenance: provenance, span: declaration.nameSpan)
        } ?? nil
    }

    private func readBody(
        _ entry: Node.Entry, _ problems: inout Diagnostics
    ) -> (when: Condition, claims: [Promise.Claim])? {
        let result: (Condition?, [Promise.Claim]?)? = problems.reading(
            entry.value, as: Subject("claim of a promise", at: entry.keySpan),
            example: "{when: {…}, outcome: {o2r: refer}}"
        ) { map in
            let when = map.required("when").flatMap { conditions.read($0, "`when`", into: &map.problems) }
            let claims = map.required("outcome").flatMap { readClaims($0, &map.problems) }
            return (when, claims)
        }
        guard case (let when?, let claims?)? = result else { return nil }
        return (when, claims)
    }

    private func readClaims(_ node: Node, _ problems: inout Diagnostics) -> [Promise.Claim]? {
        guard let entries = node.readEntries("`outcome`", example: "outcome: {o2r: refer}", into: &problems) else {
            return nil
        }
        guard !entries.isEmpty else {
            problems.error(
                "promise.empty", "this promise names no programme", at: node.span,
                help: "write a programme and its outcome, such as `{o2r: refer}`")
            return nil
        }
        let claims = entries.compactMap { entry -> Promise.Claim? in
            let programme = programmes.resolve(entry.key, at: entry.keySpan, into: &problems)
            guard let outcomes = readOutcomes(entry.value, &problems), let programme else { return nil }
            return Promise.Claim(programme: programme, outcomes: outcomes, span: entry.keySpan)
        }
        return claims.count == entries.count ? claims : nil
    }

    /// One outcome or a list of them.
    private func readOutcomes(_ node: Node, _ problems: inout Diagnostics) -> [Outcome]? {
        if node.text != nil { return Outcome.read(node, into: &problems).map { [$0] } }
        guard let items = node.readList("the outcomes", example: "[refer, waiting_list]", into: &problems) else {
            return nil
        }
        let outcomes = items.compactMap { Outcome.read($0, into: &problems) }
        return outcomes.count == items.count ? outcomes : nil
    }
}

extension Outcome {
    /// The outcome that a node names.
    static func read(_ node: Node, into problems: inout Diagnostics) -> Outcome? {
        guard let text = node.readText("an outcome", into: &problems) else { return nil }
        if let outcome = Outcome(rawValue: text) { return outcome }
        problems.error(
            "outcome.unknown", "\(Words.code(text)) is not an outcome", at: node.span,
            help: Words.help(
                for: text, among: Outcome.allCases.map(\.rawValue), as: "the outcomes", after: problems))
        return nil
    }
}
