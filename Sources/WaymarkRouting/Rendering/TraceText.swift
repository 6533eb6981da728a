import WaymarkRules

extension OutcomeBlock {
    // MARK: - What facts would have to be

    /// A line for each fact that stands in the way: what it is and what it would have to be.
    func writeChange(_ change: Change, indent: Int, to page: inout TextPage) {
        switch change {
        case .fact, .decisionDate, .definition:
            page.line(English.sentence(says(change)), indent: indent)
        case .every(let parts):
            for part in parts { writeChange(part, indent: indent, to: &page) }
        case .some(let count, let parts):
            let heading =
                count == 1
                ? "One of these would have to be otherwise:" : "\(count) of these would have to be otherwise:"
            page.line(heading, indent: indent)
            for part in parts { writeChange(part, indent: indent + 2, to: &page) }
        }
    }

    /// "Age is 16 years; it would have to be 18 or over".
    private func says(_ change: Change) -> String {
        switch change {
        case .fact(let fact, let test, let holds, let truth, _):
            let requirement = words.wording.requirement(test, of: fact, holds: holds)
            let label = words.rulebook.vocabulary[fact].label
            if truth == .unknown { return "\(label): \(words.wording.value(of: fact)); it has to \(requirement)" }
            return "\(label): \(words.wording.value(of: fact)); it would have to \(requirement)"
        case .decisionDate(let test, let holds, _):
            return "The date is \(words.decision.dateInWords); it would have to "
                + (holds ? "be " : "not be ") + words.wording.dateTest(test)
        case .definition(let id, let holds, let truth, _):
            let state = truth == .unknown ? "not known yet" : truth == .yes ? "yes" : "no"
            return "“\(words.says(definition: id))”: \(state); it would have to be \(holds ? "yes" : "no")"
        case .every, .some: return ""
        }
    }

    /// The fact that stands in the way by itself, and what it would have to be; nil where there are several.
    func facts(_ reasons: Reasons, _ row: DecidedOutcome) -> String? {
        guard reasons.against.count == 1, let change = reasons.against[0].change(row.trace?.definitions ?? []) else {
            return nil
        }
        guard case .fact = change else { return nil }
        return English.sentence(says(change))
    }

    // MARK: - Everything

    /// The whole trace of an outcome.
    func writeTrace(_ row: DecidedOutcome, to page: inout TextPage) {
        guard let trace = row.trace else { return }
        page.line("Why, in full:", indent: 2)
        page.line("The programme:", indent: 4)
        for item in trace.criteria { writeFully(item, indent: 6, to: &page) }
        for service in trace.services {
            let declared = words.rulebook.services[service.service]
            page.line("\(declared.title), step by step:", indent: 4)
            page.line(origin(declared.provenance, declared.span), indent: 6, tone: .faint)
            for step in service.steps {
                page.line(
                    English.capitalised(words.services.says(step, of: service.service)), indent: 6,
                    mark: mark(step.passes), markTone: markTone(step.passes))
                if step.kind == .agreement { writeOrigin(of: step, of: declared, indent: 8, to: &page) }
                for item in step.criteria { writeFully(item, indent: 8, to: &page) }
            }
        }
        if !trace.definitions.isEmpty { page.line("What these words mean here:", indent: 4) }
        for definition in trace.definitions { write(definition, to: &page) }
    }

    private func writeFully(_ item: TracedCriterion, indent: Int, to page: inout TextPage) {
        page.line(headline(item), indent: indent, mark: mark(item.favour), markTone: markTone(item.favour))
        let criterion = item.criterion
        page.line(origin(criterion.provenance, criterion.span, criterion.clause), indent: indent + 2, tone: .faint)
        if let note = criterion.provenance.note { page.line("Note: " + note, indent: indent + 2, tone: .faint) }
        write(item.condition, indent: indent + 2, to: &page)
    }

    private func write(_ definition: TracedDefinition, to page: inout TextPage) {
        let declared = words.rulebook.rules.definitions[definition.definition]
        let state =
            switch definition.truth {
            case .yes: "so"
            case .no: "not so"
            case .unknown: "open"
            }
        page.line("\(state): \(words.says(definition: definition.definition))", indent: 6)
        let span = declared.version(on: words.decision.date)?.span ?? declared.span
        page.line(origin(declared.provenance, span), indent: 8, tone: .faint)
        if let condition = definition.condition {
            write(condition, indent: 8, to: &page)
        } else {
            page.line("No version of it is in force on this date.", indent: 8)
        }
    }

    /// A condition as written, each part with its truth.
    private func write(_ traced: TracedCondition, indent: Int, to page: inout TextPage) {
        let place = " [\(words.rulebook.place(traced.condition.span))]"
        let says: String
        switch traced.condition.kind {
        case .all(let parts):
            // A mapping of several tests reads as a list.
            if parts.count == 1 { return write(traced.parts[0], indent: indent, to: &page) }
            says = "all of these:"
        case .any: says = "at least one of these:"
        case .none: says = "none of these:"
        case .atLeast(let count, _): says = "at least \(count) of these:"
        case .fact(let fact, let test):
            says =
                "\(words.rulebook.vocabulary[fact].label): \(words.wording.value(of: fact)); asked for: "
                + words.wording.test(test, of: fact) + place
        case .definition(let id, let isYes):
            says = "“\(words.says(definition: id))”; asked for: \(isYes ? "yes" : "no")" + place
        case .decisionDate(let test):
            says = "the date: \(words.decision.dateInWords); asked for: \(words.wording.dateTest(test))" + place
        }
        let mark =
            switch traced.truth {
            case .yes: "so: "
            case .no: "not so: "
            case .unknown: "open: "
            }
        page.line(says, indent: indent, mark: mark, markTone: markTone(traced.truth))
        for part in traced.parts { write(part, indent: indent + 2, to: &page) }
    }
}
